"""The journeys of two runs beside each other: what one of them proved or visited alone."""

from collections.abc import Iterator

from crawler.cookies import Walk
from crawler.drift.common import Side
from crawler.drift.difference import About, Change, Difference, Kind
from crawler.walks import Outcome

_MOST_PAGES = 3


def journey_differences(one: Side, two: Side) -> Iterator[Difference]:
    """How journeys ended otherwise, and which pages one run alone visited."""
    for walk in dict.fromkeys((*one.own.walks, *two.own.walks)):
        old, new = one.own.walks.get(walk), two.own.walks.get(walk)
        if old is None or new is None:
            side = one if old is None else two
            yield _told(walk, Kind.NOT_PROVEN, side.lack(walk))
            continue
        before, after = old.result, new.result
        if before.outcome is not after.outcome:
            outcomes = {before.outcome, after.outcome}
            kind = Kind.NOT_PROVEN if Outcome.NOT_PROVEN in outcomes else Kind.CHANGED
            reason = after.reason or before.reason
            change = Change("outcome", before.outcome, after.outcome)
            yield _told(walk, kind, reason, change)
        if Outcome.NOT_PROVEN in (before.outcome, after.outcome):
            continue
        for side, other in ((one, two), (two, one)):
            if lonely := _pages(side, walk) - _pages(other, walk):
                yield _told(walk, Kind.NOT_PROVEN, _visited(side, lonely))


def _pages(side: Side, walk: Walk) -> frozenset[str]:
    return frozenset(page for _, page in side.own.covered(walk))


def _visited(side: Side, pages: frozenset[str]) -> str:
    count = len(pages)
    shown = ", ".join(sorted(pages)[:_MOST_PAGES])
    more = f" and {count - _MOST_PAGES} more" if count > _MOST_PAGES else ""
    return (
        f"{count} {'page' if count == 1 else 'pages'} visited in {side.letter} alone: {shown}{more}"
    )


def _told(walk: Walk, kind: Kind, told: str, *changed: Change) -> Difference:
    return Difference(
        kind, About.JOURNEY, walk.site, walk.role, told, journeys=(walk.label,), changes=changed
    )
