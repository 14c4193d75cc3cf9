"""What an audit comes to: walks and their visits, what they brought home, what is not proven."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from crawler.cookies import (
    Identity,
    JarEntry,
    ObservedCookie,
    Party,
    Phase,
    Read,
    Walk,
    Write,
)
from crawler.domains import registrable_domain
from crawler.listed import PlatformList


class Outcome(StrEnum):
    """How a journey ended. Only ``valid`` (untouched) and ``proven`` carry evidence."""

    VALID = "valid"
    PROVEN = "proven"
    NOT_PROVEN = "not-proven"
    NOT_APPLICABLE = "not-applicable"


class VisitOutcome(StrEnum):
    """What became of a planned page."""

    VISITED = "visited"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class NotProven:
    """Something that could not be checked. It never counts as a pass.

    ``subject`` says what was to be checked; ``walk`` is None where it concerns the whole run.
    """

    subject: str
    reason: str
    walk: Walk | None = None
    screenshot: str = ""


@dataclass(frozen=True, slots=True)
class JourneyResult:
    """How one journey of one site and role went. ``wall_s`` in seconds.

    ``recorded`` tells that what the site itself holds was read, and is the choice that was made;
    ``contradictions`` say where it holds another one. ``way_back`` tells whether a person could
    find where to take it back, None where that was not looked for or is not known. ``asks_anew``
    tells that the banner asked again of a visitor who had taken consent back. ``agreed_at`` is when
    the consent was given that is to be taken back, and ``decided_at`` when the visitor decided (by
    that decision all is before or after it), in seconds since the epoch; zero where nobody did.
    ``disregarded`` tells of a refusal that was made, and after which the site went on as upon an
    acceptance: it is not proven, and what was stored after it counts against the site.
    """

    walk: Walk
    outcome: Outcome
    reason: str = ""
    operated_by: str = ""
    proofs: tuple[str, ...] = ()
    wall_s: float = 0.0
    screenshot: str = ""
    recorded: bool = False
    contradictions: tuple[str, ...] = ()
    way_back: bool | None = None
    asks_anew: bool = False
    agreed_at: float = 0.0
    disregarded: bool = False
    decided_at: float = 0.0

    @property
    def decided(self) -> bool:
        """Whether the visitor's decision is known to have been made."""
        return self.outcome is Outcome.PROVEN or self.disregarded


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What became of one planned page; ``wall_s`` and ``page_time_s`` in seconds."""

    walk: Walk
    page: str
    phase: Phase
    outcome: VisitOutcome
    reason: str = ""
    final_url: str = ""
    http_status: int | None = None
    started: float = 0.0
    wall_s: float = 0.0
    page_time_s: float = 0.0
    screenshot: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page's last request of a phase for an address; ``at`` is seconds since the epoch.

    ``address`` is a keyed hash of host and path, ``site`` one of the registrable domain.
    """

    page: str
    at: float
    phase: Phase
    address: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class BrowserFacts:
    """The browser of a run. ``face`` is ``hidden`` (an ordinary browser's) or ``visible``."""

    path: str
    version: str
    source: str
    face: str
    sandbox: bool
    user_agent: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What this browser proved on a page of our own before the audit began."""

    third_party_cookies: bool
    script_writes: bool
    header_writes: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """What the browser's own log told: ``unexplained`` are changes that the recorder missed.

    ``by_log`` counts those of the explained ones that the log alone explains, by the
    ``Set-Cookie`` line of a response that DevTools kept to themselves; ``unattributed`` those of
    which the recorder knows by the browser's own event alone, and not who made them.
    """

    changes: int
    explained: int
    unexplained: tuple[str, ...] = ()
    by_log: int = 0
    unattributed: int = 0

    def __str__(self) -> str:
        """One sentence for a reader."""
        if not self.changes:
            return "The browser's own log tells of no change to a cookie."
        those = (
            f"{self.explained} of the {self.changes} changes to cookies in the browser's own log"
        )
        alone = f", {self.by_log} of them by that log alone" if self.by_log else ""
        nobody = f", {self.unattributed} without its writer" if self.unattributed else ""
        return f"{those} were recorded{alone}{nobody}."


@dataclass(frozen=True, slots=True)
class WalkObservation:
    """Everything that one walk brought home."""

    result: JourneyResult
    visits: tuple[VisitResult, ...] = ()
    cookies: tuple[ObservedCookie, ...] = ()
    not_proven: tuple[NotProven, ...] = field(default=())
    lists: tuple[PlatformList, ...] = ()
    """What the site's consent platforms list themselves; empty where none was met."""
    asked: tuple[Asked, ...] = ()

    @property
    def walk(self) -> Walk:
        """Which walk it was."""
        return self.result.walk


def begun(visits: Iterable[VisitResult], phase: Phase) -> list[float]:
    """When the visits of a phase began, in order; what was skipped never did."""
    return sorted(one.started for one in visits if one.phase is phase and one.started)


def visit_of(walk: WalkObservation, at: float) -> tuple[float, float]:
    """When the visit under way at a time was begun, and the one after it; never where unknown."""
    times = [*sorted(one.started for one in walk.visits if one.started), inf]
    place = bisect_right(times, at)
    return (times[place - 1], times[place]) if 0 < place < len(times) else (inf, inf)


class PartyOf:
    """Tells whether a host belongs to the site, by registrable domain (public suffix list)."""

    def __init__(self, site_host: str) -> None:
        self._own = registrable_domain(site_host)

    def __call__(self, host: str) -> Party:
        """First party when both share a registrable domain."""
        return Party.FIRST if registrable_domain(host) == self._own else Party.THIRD


def gather(
    walk: Walk,
    party_of: PartyOf,
    writes: Iterable[Write],
    reads: Iterable[Read],
    jar: Iterable[JarEntry],
) -> tuple[ObservedCookie, ...]:
    """Sort the acts of one walk by identity, each cookie's acts in order of time."""
    acts: dict[Identity, tuple[list[Write], list[Read], list[JarEntry]]] = {}
    for write in sorted(writes, key=lambda act: act.at):
        acts.setdefault(write.identity, ([], [], []))[0].append(write)
    for read in sorted(reads, key=lambda act: act.at):
        acts.setdefault(read.identity, ([], [], []))[1].append(read)
    for entry in sorted(jar, key=lambda act: act.seen_at):
        acts.setdefault(entry.identity, ([], [], []))[2].append(entry)
    return tuple(
        ObservedCookie(walk, one, party_of(one.host), tuple(w), tuple(r), tuple(j))
        for one, (w, r, j) in sorted(acts.items())
    )
