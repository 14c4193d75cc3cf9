import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import BadInput
from crawler.findings import Rule
from crawler.runs import RunRecord, dump_run, load_run
from crawler.walks import NotProven
from tests.reports.pipeline_run import pipeline_run
from tests.reports.sample_run import APP, hostile_run, sample_run

RUNS = {"sample": sample_run(), "hostile": hostile_run(), "waivers": pipeline_run()}


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "audit.json"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_run_reads_back_as_it_was_written(tmp_path: Path, run: RunRecord) -> None:
    assert load_run(_file(tmp_path, dump_run(run))) == run


def test_a_run_from_before_waivers_were_recorded_is_read(tmp_path: Path) -> None:
    fields = json.loads(dump_run(sample_run()))
    for key in ("waivers", "fail_on", "list_place"):
        del fields[key]
    for finding in fields["findings"]:
        del finding["waiver"]
    assert load_run(_file(tmp_path, json.dumps(fields).encode())) == sample_run()


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_survives(text: str) -> None:
    run = replace(sample_run(), not_proven=(NotProven(text, text),))
    assert json.loads(dump_run(run))["not_proven"][0]["reason"] == text


def test_a_run_is_found_in_its_folder(tmp_path: Path) -> None:
    _file(tmp_path, dump_run(sample_run()))
    assert load_run(tmp_path).run_id == sample_run().run_id


def test_the_schema_stands_first() -> None:
    assert next(iter(json.loads(dump_run(sample_run())).items())) == ("schema", 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"schema": NaN}', "is not JSON"),
        (b"[]", 'has no "schema"'),
        (b'{"run_id": "x"}', 'has no "schema"'),
        (b'{"schema": 2}', "has schema 2; this version of cookie-audit reads schema 1"),
        (b'{"schema": 1}', "does not hold a run: run_id: Field required"),
    ],
)
def test_what_is_not_a_run_is_told_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(BadInput, match=r"audit\.json: ") as caught:
        load_run(_file(tmp_path, content))
    assert sentence in str(caught.value)


def test_a_run_whose_walk_has_a_cookie_of_another_site_is_refused(tmp_path: Path) -> None:
    damaged = dump_run(sample_run()).replace(b'"site": "public"', b'"site": "shop"', 1)
    file = _file(tmp_path, damaged)
    with pytest.raises(BadInput, match="has a cookie of the site"):
        load_run(file)


def test_a_run_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file: is this a finished run"):
        load_run(tmp_path / "nothing")


def test_what_a_walk_could_not_prove_counts_for_the_run() -> None:
    subjects = [one.subject for one in sample_run().everything_not_proven]
    assert subjects == ["storage other than cookies", "the accept journey"]


def test_a_journey_that_gave_no_entry_of_its_own_is_not_proven_all_the_same() -> None:
    run = sample_run()
    silent = replace(run, walks=(*run.walks[:3], replace(run.walks[3], not_proven=())))
    assert silent.everything_not_proven[-1].walk == APP


def test_the_reading_order_is_what_gates_first_then_by_rule() -> None:
    rules = [finding.rule for finding in sample_run().gating_first().findings]
    assert rules == [
        Rule.UNDECLARED,
        Rule.LIFETIME_LONGER,
        Rule.AFTER_REJECT,
        Rule.LIFETIME_SHORTER,
        Rule.MISSING,
    ]


@pytest.mark.parametrize("moment", [float("inf"), 1e300, -1.0])
def test_a_run_with_a_time_that_no_clock_shows_is_refused(tmp_path: Path, moment: float) -> None:
    file = _file(tmp_path, dump_run(replace(sample_run(), started=moment)))
    with pytest.raises(BadInput, match="a time that no clock shows"):
        load_run(file)


def test_a_run_with_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    finding = replace(sample_run().findings[0], fingerprint="\ud800")
    file = _file(tmp_path, dump_run(replace(sample_run(), findings=(finding,))))
    with pytest.raises(BadInput, match="a name that is no text"):
        load_run(file)
