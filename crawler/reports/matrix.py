"""Cookies against journeys: which cookie was set where, and before or after the decision."""

from collections.abc import Iterable, Iterator, Mapping

from crawler.cookies import Identity, Journey, ObservedCookie, Walk
from crawler.findings import Finding, Gate
from crawler.reports.grid import NOTHING, Cell, Column, Grid
from crawler.reports.grids import not_stored
from crawler.reports.grouping import SEVERITY, cookie_name, place
from crawler.reports.wording import Wording
from crawler.runs import RunRecord
from crawler.walks import Outcome, WalkObservation

MARKS = {"error": " ✗", "warning": " !"}
"""What tells a cookie with a finding from others, also without colour."""


def matrix_grid(run: RunRecord, say: Wording) -> Grid:
    """Which cookie was set in which journey, and in which phase."""
    walks = {walk.walk: walk for walk in run.walks}
    journeys = _journeys(walks)
    worst = _worst_findings(run)
    seen = {(c.walk, c.identity): c for walk in run.walks for c in walk.cookies}
    rows = tuple(
        (
            Cell(cookie_name(identity)),
            Cell(identity.domain),
            Cell(place(Walk(site, role, Journey.UNTOUCHED))),
            *(
                _presence(
                    walks.get(Walk(site, role, *one)),
                    seen.get((Walk(site, role, *one), identity)),
                    worst,
                    say,
                )
                for one in journeys
            ),
        )
        for site, role, identity in dict.fromkeys((w.site, w.role, i) for w, i in seen)
    )
    columns = (
        Column(say("Cookie"), 4),
        Column(say("Domain"), 3),
        Column(say("Site"), 2, choices=True),
        *(Column(say.label(Walk("", "", *one)).capitalize(), 2) for one in journeys),
    )
    return Grid("matrix", say("Cookies by journey"), columns, rows, "cookies.csv")


def _journeys(walks: Iterable[Walk]) -> list[tuple[Journey, tuple[str, ...]]]:
    """The journeys that were walked, those of one kind side by side."""
    order = list(Journey)
    return sorted(
        {(walk.journey, walk.granted) for walk in walks},
        key=lambda one: (order.index(one[0]), one[1]),
    )


def _presence(
    walk: WalkObservation | None,
    cookie: ObservedCookie | None,
    worst: Mapping[tuple[Walk, Identity], Gate],
    say: Wording,
) -> Cell:
    if cookie is not None:
        words = say(cookie.phase if cookie.was_stored else not_stored(cookie))
        gate = worst.get((cookie.walk, cookie.identity))
        deleted = say(", then deleted") if cookie.deleted and cookie.was_stored else ""
        look = SEVERITY[gate] if gate else "seen"
        return Cell(f"{words}{deleted}{MARKS.get(look, '')}", look=look)
    if walk is None or walk.result.outcome is Outcome.NOT_APPLICABLE:
        return Cell("", look="quiet")
    if walk.result.outcome is Outcome.NOT_PROVEN:
        return Cell(say("not proven"), look="unproven")
    return Cell(NOTHING, look="quiet")


def _worst_findings(run: RunRecord) -> dict[tuple[Walk, Identity], Gate]:
    """The gravest finding of each cookie in each journey that shows it."""
    worst: dict[tuple[Walk, Identity], Gate] = {}
    for finding in run.gating_first().findings:
        for walk in _walks_of(finding, run):
            worst.setdefault((walk, finding.identity), finding.gate)
    return worst


def _walks_of(finding: Finding, run: RunRecord) -> Iterator[Walk]:
    """The walks of the finding's site and role that show it."""
    if finding.walk is None:
        return
    yield finding.walk
    for one in run.walks:
        same = (one.walk.site, one.walk.role) == (finding.walk.site, finding.walk.role)
        if same and one.walk.label in finding.also_in:
            yield one.walk
