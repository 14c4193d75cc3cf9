"""``junit.xml``: valid in its shape, and green only where everything was checked."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from crawler.findings import Rule
from crawler.reports.junit import junit
from crawler.runs import RunRecord, Verdict
from tests.reports.pipeline_run import clean_run, open_run, pipeline_run, warned_run
from tests.reports.sample_run import big_run, hostile_run, sample_run

ATTRIBUTES = {
    *("name", "tests", "errors", "failures", "skipped"),
    *("time", "timestamp", "hostname", "package", "id"),
}
RESULTS = {"skipped", "error", "failure"}


def read(run: RunRecord) -> Any:
    return etree.fromstring(junit(run))


def counted(run: RunRecord, result: str) -> int:
    return len(read(run).findall(f".//testcase/{result}"))


def test_a_whole_file(snapshot: SnapshotAssertion) -> None:
    assert junit(pipeline_run()).decode() == snapshot


@pytest.mark.parametrize(
    "run", [sample_run(), pipeline_run(), hostile_run(), clean_run(), big_run(200)]
)
def test_the_shape_is_what_ant_and_jenkins_take(run: RunRecord) -> None:
    """As the schema of Ant's task says: which elements, in which order, with which attributes."""
    root = read(run)
    assert (root.tag, dict(root.attrib)) == ("testsuites", {})
    for number, suite in enumerate(root):
        tags = [child.tag for child in suite]
        cases = suite.findall("testcase")
        assert tags == ["properties", *["testcase"] * len(cases), "system-out", "system-err"]
        assert set(suite.attrib) == ATTRIBUTES
        assert suite.get("id") == str(number)
        assert len(suite.get("timestamp", "")) == len("2026-11-24T06:55:00")
        for result, name in (("error", "errors"), ("failure", "failures"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{result}")))
        assert suite.get("tests") == str(len(cases))
        for case in cases:
            assert set(case.attrib) == {"name", "classname", "time"}
            assert case.get("name")
            float(case.get("time", ""))
            assert len(case) <= 1
            assert {child.tag for child in case} <= RESULTS
            assert all(child.get("type") for child in case if child.tag != "skipped")


def test_no_name_of_a_test_stands_twice() -> None:
    for run in (pipeline_run(), hostile_run(), big_run(500)):
        names = [(one.get("classname"), one.get("name")) for one in read(run).iter("testcase")]
        assert len(names) == len(set(names))


def test_all_is_green_where_all_was_checked() -> None:
    assert [counted(clean_run(), result) for result in sorted(RESULTS)] == [0, 0, 0]


def test_a_warning_is_neither_green_nor_red() -> None:
    assert [counted(warned_run(), one) for one in ("skipped", "failure", "error")] == [1, 0, 0]


def test_nothing_is_green_of_a_site_of_which_something_is_open() -> None:
    root = read(open_run())
    green = [case.get("name") for case in root.iter("testcase") if not len(case)]
    assert green == [
        "the browser passed its self-test",
        "journey: untouched",
        "journey: reject",
    ]
    assert counted(open_run(), "error") == 1


def test_what_fails_the_audit_fails_and_nothing_else() -> None:
    assert counted(pipeline_run(), "failure") == 3
    assert counted(pipeline_run(), "error") == 2


def test_a_run_that_is_not_clean_is_never_green() -> None:
    """Also one that tells of nothing but its verdict."""
    nothing = replace(clean_run(), walks=(), verdict=Verdict(3, "no page was visited"))
    assert counted(nothing, "error") == 1


def test_text_of_a_site_stays_text() -> None:
    text = junit(hostile_run()).decode()
    assert "\x00" not in text
    assert "<script>" not in text
    assert "&lt;script&gt;window.ran=1" in text


def test_a_cookie_is_not_green_whose_entry_breaks_a_rule() -> None:
    """Such a finding has the entry's name and domain, and not those of the cookie."""
    run = warned_run()
    entry = replace(run.findings[0].identity, domain="declared.example")
    about = replace(run.findings[0], rule=Rule.LIFETIME_UNDECLARED, identity=entry)
    names = [one.get("name", "") for one in read(replace(run, findings=(about,))).iter("testcase")]
    assert "lifetime-undeclared: tarteaucitron of declared.example" in names
    assert "no rule broken: tarteaucitron of 7speaking.com" not in names


def test_only_what_was_stored_is_a_test() -> None:
    names = [one.get("name", "") for one in read(clean_run()).iter("testcase")]
    assert "no rule broken: _ga of .7speaking.com" in names
    assert not any("IDE" in name for name in names)  # which the browser refused
