"""Which entry covers each observed cookie, for the tables of a run."""

from collections.abc import Iterable

from crawler.compare.sightings import Sighting, sightings
from crawler.declared import Declaration
from crawler.lifetimes import DAY, Lifetime
from crawler.runs import CookieMatch
from crawler.walks import WalkObservation

# Between twelve months and a year's twelfth, so that each count of months finds its own multiple.
_MONTH = 30.5 * DAY


def matches(declaration: Declaration, walks: Iterable[WalkObservation]) -> tuple[CookieMatch, ...]:
    """One match for each observed cookie of each walk that an entry covers."""
    return tuple(
        match for sighting in sightings(declaration, walks) for match in _matches(sighting)
    )


def _matches(sighting: Sighting) -> Iterable[CookieMatch]:
    if sighting.match is None:
        return
    entry = sighting.match.entry
    for seen in sighting.seen:
        yield CookieMatch(
            walk=seen.walk,
            identity=sighting.identity,
            declared_as=entry.name,
            category=entry.category or "",
            declared_lifetime_s=nominal(entry.lifetime) if entry.lifetime else None,
            line=entry.line,
            declared_lifetime=entry.lifetime.text if entry.lifetime else "",
        )


def nominal(lifetime: Lifetime) -> float | None:
    """Seconds of a declared lifetime, a month as 30 days and a year as 365; None for a session."""
    if lifetime.session:
        return None
    months = round(lifetime.longest / _MONTH)
    return min(max(months * 30 * DAY, lifetime.shortest), lifetime.longest)
