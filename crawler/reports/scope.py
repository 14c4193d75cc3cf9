"""What a run covered, in sums: pages, roles, journeys, page time; and its verdict in a sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.findings import Gate
from crawler.languages import Language
from crawler.reports.grouping import place
from crawler.reports.wording import Wording
from crawler.runs import RunRecord
from crawler.walks import VisitOutcome, VisitResult, WalkObservation


@dataclass(frozen=True, slots=True)
class ScopeOfRun:
    """Sums in words: ``sentence`` of the whole run, and a row for each journey."""

    sentence: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    roles: str
    journeys: str


def scope_of(run: RunRecord, say: Wording) -> ScopeOfRun:
    """What was planned and what came of it."""
    visits = [visit for walk in run.walks for visit in walk.visits]
    titles = (
        *("Journey", "Planned", "Visited", "Failed", "Skipped", "Cookies", "Page time", "Took"),
    )
    return ScopeOfRun(
        _sentence(run, visits, say),
        tuple(map(say, titles)),
        tuple(_row(walk, say) for walk in run.walks),
        ", ".join(dict.fromkeys(walk.walk.role for walk in run.walks)) or say("none"),
        ", ".join(dict.fromkeys(say.label(walk.walk) for walk in run.walks)) or say("none"),
    )


def _sentence(run: RunRecord, visits: list[VisitResult], say: Wording) -> str:
    outcomes = Counter(visit.outcome for visit in visits)
    parts = [
        say(
            "{visited} of {planned} planned pages visited, {failed} failed, {skipped} skipped",
            visited=say.number(outcomes[VisitOutcome.VISITED]),
            planned=say.number(len(visits)),
            failed=say.number(outcomes[VisitOutcome.FAILED]),
            skipped=say.number(outcomes[VisitOutcome.SKIPPED]),
        ),
        say.count(len(run.walks), "journey", "journeys"),
        say("{time} of page time", time=_page_time(visits, say)),
        say("browser {version}", version=run.browser.version),
        f"cookie-audit {run.tool_version}",
    ]
    return " \u00b7 ".join(parts)


def _row(walk: WalkObservation, say: Wording) -> tuple[str, ...]:
    outcomes = Counter(visit.outcome for visit in walk.visits)
    return (
        f"{say.label(walk.walk)}, {place(walk.walk)}",
        say.number(len(walk.visits)),
        *(say.number(outcomes[one]) for one in VisitOutcome),
        say.number(len(walk.cookies)),
        _page_time(walk.visits, say),
        say.decimal(walk.result.wall_s, "s"),
    )


def _page_time(visits: Iterable[VisitResult], say: Wording) -> str:
    """The time that the pages lived through, together."""
    whole = round(sum(visit.page_time_s for visit in visits))
    return say.lifetime(whole) if whole else "0 s"


def verdict_sentence(run: RunRecord, say: Wording) -> str:
    """The verdict as the run has it, or the same by its numbers in another language."""
    if say.language is Language.ENGLISH:
        return run.verdict.sentence
    weights = Counter(finding.gate for finding in run.findings)
    failing = say.count(weights[Gate.FAIL], "finding fails the audit", "findings fail the audit")
    parts = [
        failing,
        say.count(weights[Gate.WARN], "warns", "warn"),
        say.count(weights[Gate.IGNORE], "is accepted or ignored", "are accepted or ignored"),
    ]
    told = ", ".join(parts if weights[Gate.IGNORE] else parts[:2])
    if not run.findings:
        told = say("No rule was found broken")
    open_ends = len(run.everything_not_proven)
    rest = (
        say.count(open_ends, "thing could not be proven", "things could not be proven")
        if open_ends
        else say("all that was planned was checked")
    )
    return f"{told}{say('; ')}{rest}."
