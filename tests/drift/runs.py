"""Runs in memory out of walks in a few words, for the tests of what differs between runs."""

from dataclasses import replace

from crawler.compare import compare, unproven
from crawler.cookies import Phase
from crawler.declared import Declaration
from crawler.drift import Drift, Round, differences, held_against, merged
from crawler.drift.difference import About
from crawler.gate import verdict
from crawler.runs import Moved, RunRecord
from crawler.walks import WalkObservation
from tests.compare.walking import TODAY
from tests.reports.sample_run import sample_run

Walks = tuple[WalkObservation, ...]
SHOP = "https://www.example.com"


def audited(
    declaration: Declaration,
    *rounds: Walks,
    run_id: str = "20261124T065500Z-5eed01",
    baseline: RunRecord | None = None,
    moved: tuple[Moved, ...] = (),
) -> RunRecord:
    """A run that made its walks once for each of the rounds, judged as an audit judges it."""
    judged = [
        Round(walks, compare(declaration, walks, today=TODAY), unproven(declaration, walks))
        for walks in rounds
    ]
    whole = merged(judged, moved)
    findings, beside = held_against(baseline, whole, moved, whole.not_proven)
    return replace(
        sample_run(),
        run_id=run_id,
        walks=whole.walks,
        findings=findings,
        not_proven=whole.not_proven,
        verdict=verdict(findings, whole.not_proven, whole.walks, beside=beside),
        matches=(),
        audited_at=moved,
        repeats=len(rounds),
        baseline=beside,
    ).gating_first()


def told(drift: Drift, about: About = About.COOKIE) -> list[tuple[str, str]]:
    """What became of which name, where it counts."""
    return [(one.kind, one.name) for one in drift.counting if one.about is about]


def between(one: RunRecord, two: RunRecord) -> Drift:
    """The differences of two runs."""
    return differences(one, two)


AFTER = Phase.AFTER
