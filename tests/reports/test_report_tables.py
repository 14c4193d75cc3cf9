import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from crawler.reports.tables import CELL_LIMIT, TABLES, defused, iso_time, write_tables
from crawler.runs import RunRecord
from tests.reports.sample_run import hostile_run, sample_run

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _written(run: RunRecord, folder: Path, name: str) -> str:
    write_tables(run, folder)
    return (folder / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_reads_as_promised(
    name: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    assert _written(sample_run(), tmp_path, name) == snapshot


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    header = _written(sample_run(), tmp_path, "findings.csv").partition("\n")[0]
    assert header == (
        "rule,severity,gates,site,role,journey,phase,cookie,domain,path,partition_key,type,"
        "declared,observed,page,set_by,evidence,first_seen,fingerprint,message"
    )


def test_the_cookie_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    header = _written(sample_run(), tmp_path, "cookies.csv").partition("\n")[0]
    assert header == (
        "site,role,journey,phase,name,domain,path,partition_key,type,party,category,declared_as,"
        "http_only,secure,same_site,declared_lifetime_s,requested_lifetime_s,granted_lifetime_s,"
        "set_how,set_by,initiator,first_page,pages,writes,reads,deleted,blocked_reason,sent_to,"
        "identifier"
    )


def test_the_journey_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    header = _written(sample_run(), tmp_path, "journeys.csv").partition("\n")[0]
    assert header == "site,role,journey,outcome,reason,operated_by,proofs,wall_s"


def test_the_three_lifetimes_of_a_cookie_stay_apart(tmp_path: Path) -> None:
    [ga] = [
        row
        for row in _rows(_written(sample_run(), tmp_path, "cookies.csv"))
        if row["name"] == "_ga"
    ]
    assert ga["declared_lifetime_s"] == "63072000"
    assert ga["requested_lifetime_s"] == "94608000"
    assert ga["granted_lifetime_s"] == "34560000"


@pytest.mark.parametrize(
    ("requested", "told"),
    [
        (259_199.999, "259200"),
        (259_200.009, "259200"),
        (259_199.5, "259199.5"),
        (259_199.9871, "259199.987"),
        (0.004, "0.004"),
        (float("inf"), "inf"),
    ],
)
def test_a_lifetime_asked_for_a_moment_later_is_told_in_whole_seconds(
    tmp_path: Path, requested: float, told: str
) -> None:
    run = sample_run()
    [ga] = [one for one in run.walks[2].cookies if one.identity.name == "_ga"]
    asked = replace(ga, writes=(replace(ga.writes[0], requested=requested),))
    run = replace(run, walks=(replace(run.walks[2], cookies=(asked,)),))
    for name in ("cookies.csv", "writes.csv"):
        [row] = _rows(_written(run, tmp_path, name))
        assert row["requested_lifetime_s"] == told


def test_a_session_cookie_has_no_lifetime(tmp_path: Path) -> None:
    rows = _rows(_written(sample_run(), tmp_path, "cookies.csv"))
    [session] = [row for row in rows if row["name"] == "PHPSESSID" and row["journey"] == "reject"]
    assert session["requested_lifetime_s"] == session["granted_lifetime_s"] == ""


def test_a_cookie_without_a_declaration_says_so_by_empty_cells(tmp_path: Path) -> None:
    rows = _rows(_written(sample_run(), tmp_path, "cookies.csv"))
    [uid] = [row for row in rows if row["name"] == "uid"]
    assert uid["declared_as"] == uid["category"] == uid["declared_lifetime_s"] == ""


def test_why_the_browser_refused_a_cookie_is_told(tmp_path: Path) -> None:
    rows = _rows(_written(sample_run(), tmp_path, "cookies.csv"))
    reasons = {row["name"]: row["blocked_reason"] for row in rows}
    assert reasons["IDE"] == "SameSite=None without Secure"
    assert reasons["_ga"] == ""


@pytest.mark.parametrize("name", TABLES)
def test_hostile_text_neither_breaks_a_row_nor_acts(name: str, tmp_path: Path) -> None:
    text = _written(hostile_run(), tmp_path, name)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(TABLES[name][1])}
    assert text.count("\n") == len(rows)
    for cell in (cell for row in rows for cell in row):
        assert len(cell) <= CELL_LIMIT + 10
        assert not cell.lstrip().startswith(tuple(STARTS))


def test_a_declared_cookie_that_never_showed_has_the_sites_it_was_looked_for_on(
    tmp_path: Path,
) -> None:
    rows = _rows(_written(sample_run(), tmp_path, "findings.csv"))
    [missing] = [row for row in rows if row["rule"] == "missing"]
    assert (missing["site"], missing["journey"]) == ("public | app", "")


def test_a_run_without_findings_still_has_its_header(tmp_path: Path) -> None:
    text = _written(replace(sample_run(), findings=()), tmp_path, "findings.csv")
    assert text.startswith("rule,severity,")
    assert text.count("\n") == 1


@given(ANY_TEXT)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    for part in defused(text).split(";"):
        assert not part.lstrip().startswith(tuple(STARTS))


@given(ANY_TEXT)
def test_defusing_only_adds_apostrophes(text: str) -> None:
    assert defused(text).replace("'", "") == text.replace("'", "")


@given(st.from_regex(r"\A[A-Za-z_][^;=+\-@]*\Z"))
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


@given(st.lists(st.lists(ANY_TEXT, min_size=2, max_size=2), max_size=5))
def test_defused_text_reads_back_from_csv(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    safe = [[defused(cell) for cell in row] for row in rows]
    csv.writer(file).writerows(safe)
    file.seek(0)
    assert list(csv.reader(file)) == safe


def test_times_are_utc() -> None:
    assert iso_time(1_795_503_300.25) == "2026-11-24T06:55:00.250Z"
