"""``gl-code-quality-report.json``: what GitLab asks of it, and where it points."""

import re
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from crawler.reports.gitlab import code_quality
from crawler.runs import RunRecord
from tests.reports.pipeline_run import clean_run, open_run, pipeline_run
from tests.reports.sample_run import big_run, hostile_run


def test_a_whole_file(snapshot: SnapshotAssertion) -> None:
    assert code_quality(pipeline_run()) == snapshot


@pytest.mark.parametrize("run", [pipeline_run(), hostile_run(), big_run(100)])
def test_each_issue_has_what_gitlab_reads(run: RunRecord) -> None:
    same = replace(run, findings=tuple(replace(one, fingerprint="f") for one in run.findings))
    issues = code_quality(same)
    marks = [one["fingerprint"] for one in issues]
    assert len(marks) == len(set(marks))
    for one in issues:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert re.fullmatch(r"[0-9a-f]{32}", one["fingerprint"])
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["location"]["lines"]["begin"] >= 1
        assert not one["location"]["path"].startswith("/")


def test_what_fails_blocks_and_what_is_not_proven_is_critical() -> None:
    severities = {one["check_name"]: one["severity"] for one in code_quality(pipeline_run())}
    assert severities == {
        "undeclared": "blocker",
        "lifetime-longer": "blocker",
        "after-reject": "blocker",
        "lifetime-shorter": "minor",
        "missing": "info",
        "not-proven": "critical",
        "waiver": "minor",
    }


def test_a_clean_run_has_none_and_an_open_one_has() -> None:
    assert code_quality(clean_run()) == []
    assert [one["check_name"] for one in code_quality(open_run())] == ["not-proven"]


def test_a_mark_stays_the_same_in_the_next_run() -> None:
    later = replace(pipeline_run(), run_id="later", started=0.0)
    assert [one["fingerprint"] for one in code_quality(later)] == [
        one["fingerprint"] for one in code_quality(pipeline_run())
    ]
