"""Every output for pipelines is red where the exit code is, and only there."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from crawler.findings import Gate
from crawler.gate import verdict
from crawler.reports.github import annotations
from crawler.reports.gitlab import code_quality
from crawler.reports.junit import junit
from crawler.reports.sarif import sarif
from crawler.runs import RunRecord
from crawler.walks import NotProven, Outcome, VisitOutcome, WalkObservation
from tests.reports.sample_run import sample_run
from tests.test_gate import found, walked


def in_junit(run: RunRecord) -> bool:
    root = etree.fromstring(junit(run))
    return bool(root.findall(".//failure") or root.findall(".//error"))


def in_sarif(run: RunRecord) -> bool:
    (one,) = sarif(run)["runs"]
    return any(result["level"] == "error" or result["kind"] == "open" for result in one["results"])


def in_gitlab(run: RunRecord) -> bool:
    return any(issue["severity"] in {"blocker", "critical"} for issue in code_quality(run))


def on_github(run: RunRecord) -> bool:
    return any(one.kind == "error" for one in annotations(run))


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(st.sampled_from(list(Gate)), max_size=12),
    st.lists(st.builds(NotProven, st.text(), st.text()), max_size=12),
    st.lists(
        st.builds(walked, st.sampled_from(list(Outcome)), st.sampled_from([None, *VisitOutcome])),
        max_size=4,
    ),
)
def test_an_output_is_red_where_the_audit_is_not_clean(
    gates: list[Gate], gaps: list[NotProven], walks: list[WalkObservation]
) -> None:
    findings = tuple(map(found, gates))
    judged = verdict(findings, gaps, walks)
    run = replace(
        sample_run(),
        walks=tuple(walks),
        findings=findings,
        not_proven=tuple(gaps),
        verdict=judged,
    )
    red = judged.exit_code != 0
    told = {one.__name__: one(run) for one in (in_junit, in_sarif, in_gitlab, on_github)}
    assert told == dict.fromkeys(told, red)
