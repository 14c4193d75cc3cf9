r"""What the history keeps of one run: plain values, taken from its record.

Text is made fit for a database (half a surrogate pair as ``\ud800``, as ``audit.json`` spells it)
and cut where a site made it long. Hashes that stand for values in addresses are drawn anew for
each run, so that an address is kept without them.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.cookies import Identity, ObservedCookie, Walk, Write
from crawler.findings import Finding
from crawler.runs import RunRecord
from crawler.walks import NotProven, VisitOutcome, WalkObservation

_LONGEST = 1_000
_VALUE_HASH = re.compile(r"~[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class SightingFacts:
    """A cookie (or item of other storage) that the browser held in a walk.

    ``page`` and ``phase`` say where it was first set. ``stored`` is False where the site only
    tried: the browser refused it, or it was only ever deleted.
    """

    name: str
    domain: str
    type: str
    declared_as: str
    phase: str
    page: str
    stored: bool


@dataclass(frozen=True, slots=True)
class WalkFacts:
    """One journey of a site and role; ``visited`` are (phase, page) of the pages that were."""

    site: str
    host: str
    role: str
    journey: str
    outcome: str
    reason: str
    visited: frozenset[tuple[str, str]]
    sightings: tuple[SightingFacts, ...]
    gaps: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """One finding; ``walks`` are the (site, role, journey) that show it, or where it was sought."""

    fingerprint: str
    rule: str
    gate: str
    cookie: str
    sites: tuple[str, ...]
    role: str
    journeys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run. Times are seconds since the epoch; ``gaps`` are (subject, reason) of the whole run.

    ``unproven`` counts everything that is not proven, the walks' gaps among it.
    """

    started: float
    label: str
    practice: bool
    declaration: str
    sha256: str
    exit_code: int
    sentence: str
    unproven: int
    walks: tuple[WalkFacts, ...]
    findings: tuple[FindingFacts, ...]
    gaps: frozenset[tuple[str, str]]


def facts_of(run: RunRecord) -> RunFacts:
    """What is kept of a run."""
    everything = run.everything_not_proven
    declared = {(one.walk, one.identity): kept_text(one.declared_as) for one in run.matches}
    hosts = _hosts(run.walks)
    return RunFacts(
        started=run.started,
        label=kept_text(run.label),
        practice=run.practice,
        declaration=kept_text(run.declaration_file),
        sha256=run.declaration_sha256,
        exit_code=run.verdict.exit_code,
        sentence=kept_text(run.verdict.sentence),
        unproven=len(everything),
        walks=tuple(_walk(one, hosts, declared, everything) for one in run.walks),
        findings=tuple(map(_finding, run.findings)),
        gaps=_gaps(one for one in everything if one.walk is None),
    )


def kept_text(text: str) -> str:
    """A text as the database keeps it; the end of a long one is a hash of it."""
    plain = text.encode("utf-8", "backslashreplace").decode()
    if len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST]}…{hashlib.sha256(plain.encode()).hexdigest()[:16]}"


def _page(address: str) -> str:
    return kept_text(_VALUE_HASH.sub("~", address))


def _hosts(walks: Iterable[WalkObservation]) -> dict[str, str]:
    """The host of each site, by the first page that was planned of it."""
    found: dict[str, str] = {}
    for visit in (visit for walk in walks for visit in walk.visits):
        found.setdefault(visit.walk.site, _host(visit.page))
    return found


def _host(address: str) -> str:
    try:
        return kept_text(urlsplit(address).netloc)
    except ValueError:
        return ""


def _gaps(those: Iterable[NotProven]) -> frozenset[tuple[str, str]]:
    return frozenset((_page(one.subject), _page(one.reason)) for one in those)


def _walk(
    seen: WalkObservation,
    hosts: dict[str, str],
    declared: dict[tuple[Walk, Identity], str],
    everything: Iterable[NotProven],
) -> WalkFacts:
    walk = seen.walk
    return WalkFacts(
        site=walk.site,
        host=hosts.get(walk.site, ""),
        role=walk.role,
        journey=walk.label,
        outcome=str(seen.result.outcome),
        reason=kept_text(seen.result.reason),
        visited=frozenset(
            (str(visit.phase), _page(visit.page))
            for visit in seen.visits
            if visit.outcome is VisitOutcome.VISITED
        ),
        sightings=tuple(
            dict.fromkeys(
                _sighting(seen, one, declared.get((walk, one.identity), "")) for one in seen.cookies
            )
        ),
        gaps=_gaps(one for one in everything if one.walk == walk),
    )


def _sighting(seen: WalkObservation, cookie: ObservedCookie, declared_as: str) -> SightingFacts:
    return SightingFacts(
        name=kept_text(cookie.identity.name),
        domain=kept_text(cookie.identity.host),
        type=str(cookie.identity.type),
        declared_as=declared_as,
        phase=str(cookie.phase),
        page=_page(_set_on(seen, cookie)),
        stored=cookie.was_stored,
    )


def _set_on(seen: WalkObservation, cookie: ObservedCookie) -> str:
    """The planned page of the visit in which it was first set.

    The page that set it may be another one: that which the planned one leads to, or a window.
    """
    if cookie.first is None:
        return ""
    page = cookie.first.page
    for planned in (visit.page for visit in seen.visits if page in (visit.page, visit.final_url)):
        return planned
    at = cookie.first.at if isinstance(cookie.first, Write) else cookie.first.seen_at
    begun = sorted((one.started, one.page) for one in seen.visits if one.started)
    place = bisect_right([started for started, _ in begun], at)
    return begun[place - 1][1] if place else page


def _finding(one: Finding) -> FindingFacts:
    walk = one.walk
    return FindingFacts(
        fingerprint=one.fingerprint,
        rule=str(one.rule),
        gate=str(one.gate),
        cookie=kept_text(one.identity.name),
        sites=(walk.site,) if walk else one.sites,
        role=walk.role if walk else "",
        journeys=tuple(dict.fromkeys((walk.label, *one.also_in))) if walk else (),
    )
