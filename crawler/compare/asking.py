"""How long a cookie was asked to live in each walk: by its writes, else by what the jar kept.

A browser keeps what it was asked for, up to 400 days. What was left when a cookie was found is
therefore the least that was asked for, but for the time by which a page's clock may have run ahead.
It was set after its visit had begun, so that what was left then is the most, unless the browser may
have cut it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from crawler.compare.sightings import Evidence, Seen, Sighting
from crawler.cookies import JarEntry
from crawler.lifetimes import DAY, Fit

# Chromium cuts every lifetime to 400 days (RFC 6265bis section 5.5 says so too); seconds.
MOST_GRANTED_S = 400 * DAY
# What is a day below that was not cut.
UNCUT_S = MOST_GRANTED_S - DAY

CERTAIN = {Fit.RIGHT, Fit.LONGER, Fit.PERSISTENT_NOT_SESSION}
"""Fits in one walk that settle the question, whatever the others leave open."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The least and the most seconds that were asked for; None for a session cookie."""

    evidence: Evidence
    least: float | None
    most: float | None


def fits(sighting: Sighting) -> list[tuple[Evidence, Fit | None]]:
    """How the longest lifetime in each walk stands to the declared one; None where it is open."""
    declared = sighting.match.entry.lifetime if sighting.match else None
    if declared is None:
        return []
    if sighting.identity.type.endless:
        return _endless(sighting) if declared.session else []
    every = filter(None, map(asked, sighting.seen))
    return [(one.evidence, declared.fit_within(one.least, one.most)) for one in every]


def _endless(sighting: Sighting) -> list[tuple[Evidence, Fit | None]]:
    """What stays until somebody removes it outlives the session; it can outlive no other time."""
    stored = (one.stored for one in sighting.seen)
    return [(evidence, Fit.PERSISTENT_NOT_SESSION) for evidence in stored if evidence]


def unsettled(sighting: Sighting) -> Evidence | None:
    """The first evidence of a lifetime that is not known well enough; None where all is settled."""
    found = fits(sighting)
    if any(fit in CERTAIN for _, fit in found):
        return None
    return next((evidence for evidence, fit in found if fit is None), None)


def left(entry: JarEntry) -> float | None:
    """Seconds that a find in the jar still had to live; None for a session cookie."""
    return None if entry.expires is None else entry.expires - entry.seen_at


def asked(seen: Seen) -> Asked | None:
    """By the write that asked for most; by the jar where no write accounts for what it holds.

    None where it was not stored.
    """
    write = seen.cookie.longest
    kept = max(_kept(seen), key=lambda one: one.least or 0.0, default=None)
    persistent = kept is not None and kept.least is not None
    if write and not (write.requested is None and persistent):
        most = inf if write.at_least else write.requested
        return Asked(Evidence(seen.walk, write), write.requested, most)
    return kept


def _kept(seen: Seen) -> Iterator[Asked]:
    """One for each time that the cookie was set, as the jar shows."""
    known: set[float | None] = set()
    for entry in seen.cookie.jar:
        if entry.expires not in known:
            known.add(entry.expires)
            visit = seen.visit_at(entry.seen_at)
            least, most = left(entry), None
            if least is not None and entry.expires is not None:
                least -= visit.page_time_s if visit else 0.0
                most = entry.expires - visit.started if visit else inf
                most = most if most < UNCUT_S else inf
            yield Asked(Evidence(seen.walk, entry), least, most)
