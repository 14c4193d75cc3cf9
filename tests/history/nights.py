"""Nights as audits would leave them, for the tests of what compares runs."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.cookies import (
    ANONYMOUS,
    Identity,
    Journey,
    ObservedCookie,
    Party,
    Phase,
    SetHow,
    Walk,
    Write,
)
from crawler.findings import Finding, Gate, Rule, fingerprint
from crawler.run_store import RunStore
from crawler.runs import RunRecord, Verdict
from crawler.walks import (
    JourneyResult,
    NotProven,
    Outcome,
    VisitOutcome,
    VisitResult,
    WalkObservation,
)
from tests.reports.sample_run import sample_run

FIRST = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
HOME = "https://shop.example/"
CHECKOUT = "https://shop.example/checkout"


@dataclass(frozen=True)
class NightPlan:
    """One night: what the site sets in each journey, and what went wrong."""

    cookies: Collection[str] = ()
    label: str = ""
    outcome: Outcome = Outcome.PROVEN
    pages: tuple[str, ...] = (HOME, CHECKOUT)
    set_on: str = HOME
    journeys: tuple[Journey, ...] = (Journey.UNTOUCHED, Journey.ACCEPT)
    gaps: tuple[NotProven, ...] = ()
    undeclared: Collection[str] = ()
    declaration: str = "shop.yaml"
    practice: bool = False


def keep(reports: Path, night: int, plan: NightPlan) -> Path:
    """Write the run of a night (the first is 0), without its views; gives back its folder."""
    when = FIRST + timedelta(days=night)
    store = RunStore(reports, when)
    return store.finish(record(store.run_id, when.timestamp(), plan), lambda _run, _folder: None)


def record(run_id: str, started: float, plan: NightPlan) -> RunRecord:
    """The run of a night."""
    walks = tuple(_walk(journey, started, plan) for journey in plan.journeys)
    findings = tuple(map(_finding, plan.undeclared))
    open_ = bool(plan.gaps) or plan.outcome is Outcome.NOT_PROVEN
    code = 1 if findings else 3 * open_
    return replace(
        sample_run(),
        run_id=run_id,
        started=started,
        finished=started + 60,
        declaration_file=plan.declaration,
        declaration_sha256="0" * 64,
        walks=walks,
        findings=findings,
        not_proven=plan.gaps,
        matches=(),
        four_lists=(),
        verdict=Verdict(code, f"A night that ends with {code}."),
        label=plan.label,
        practice=plan.practice,
    )


def _walk(journey: Journey, started: float, plan: NightPlan) -> WalkObservation:
    walk = Walk("shop", ANONYMOUS, journey)
    outcome = Outcome.VALID if journey is Journey.UNTOUCHED else plan.outcome
    reason = "the banner could not be operated" if outcome is Outcome.NOT_PROVEN else ""
    after = journey is not Journey.UNTOUCHED
    phase = Phase.AFTER if after else Phase.BEFORE
    visits = tuple(
        VisitResult(walk, page, phase, VisitOutcome.VISITED, final_url=page, started=started + i)
        for i, page in enumerate(plan.pages)
    )
    cookies: tuple[ObservedCookie, ...] = ()
    if outcome is not Outcome.NOT_PROVEN:
        cookies = tuple(_cookie(walk, name, phase, started, plan) for name in plan.cookies)
    return WalkObservation(JourneyResult(walk, outcome, reason), visits, cookies)


def _cookie(walk: Walk, name: str, phase: Phase, at: float, plan: NightPlan) -> ObservedCookie:
    identity = Identity(name, ".shop.example")
    page = plan.set_on
    write = Write(
        identity, SetHow.HTTP, at + 0.5, phase, page, page, page, f"{name}=#", "#", requested=60.0
    )
    return ObservedCookie(walk, identity, Party.FIRST, (write,))


def _finding(name: str) -> Finding:
    walk = Walk("shop", ANONYMOUS, Journey.UNTOUCHED)
    identity = Identity(name, ".shop.example")
    return Finding(
        rule=Rule.UNDECLARED,
        gate=Gate.FAIL,
        walk=walk,
        phase=Phase.BEFORE,
        identity=identity,
        declared="nothing",
        observed="a cookie",
        message=f"{name} is declared nowhere.",
        fingerprint=fingerprint(
            Rule.UNDECLARED,
            site="shop",
            role=ANONYMOUS,
            cookie=name,
            domain="shop.example",
            kind=identity.type,
        ),
    )
