"""Since when a cookie is there: what each run tells of it, and where a run cannot tell.

A run that did not see a cookie tells that it was not there only where it could have seen it: it
went the same journeys (each with an outcome that counts), visited the pages on which the cookie had
been set, and left nothing unproven that had not been unproven when the cookie was seen. Otherwise
the run tells nothing of it, and why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from crawler.walks import Outcome

_COUNTS = {Outcome.VALID, Outcome.PROVEN}


class Presence(StrEnum):
    """What a run tells of a cookie."""

    SEEN = "seen"
    ABSENT = "absent"
    UNPROVEN = "not proven"


@dataclass(frozen=True, slots=True)
class Night:
    """One run, as its place in the history; ``started`` is seconds since the epoch."""

    number: int
    run_id: str
    started: float
    label: str
    practice: bool
    declaration: str
    sha256: str
    exit_code: int
    sentence: str
    unproven: int
    unreadable: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The visitor's way on which a cookie was seen: a journey of a site and role."""

    site: str
    host: str
    role: str
    journey: str


@dataclass(frozen=True, slots=True)
class Walked:
    """One walk of one run; ``visited`` are (phase, page), ``gaps`` (subject, reason).

    The gaps are the whole run's and the walk's own.
    """

    outcome: str
    reason: str
    visited: frozenset[tuple[str, str]]
    gaps: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cookie that the browser held in one walk; where it was first set, and in which phase."""

    night: int
    place: Place
    phase: str
    page: str
    name: str
    domain: str
    type: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a run tells; ``why`` it cannot tell, where it is not proven."""

    presence: Presence
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs in a row that tell the same."""

    presence: Presence
    nights: tuple[Night, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """When something began: with ``first``, and after ``before``, which did not have it yet.

    ``before`` is None where no earlier run could tell; ``blind`` are the runs in between that could
    not.
    """

    first: Night
    before: Night | None
    blind: tuple[Night, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """What each run of a cookie's site tells of it, the oldest first; it was seen at least once."""

    nights: tuple[Night, ...]
    told: tuple[Told, ...]

    @property
    def seen(self) -> tuple[Night, ...]:
        """The runs that saw it."""
        return tuple(
            night
            for night, told in zip(self.nights, self.told, strict=True)
            if told.presence is Presence.SEEN
        )

    @property
    def now(self) -> Told:
        """What the newest run tells."""
        return self.told[-1]

    @property
    def arrived(self) -> Since:
        """Since when it is there, or was when it was last: the last time that it came."""
        return self._began(self._last(Presence.SEEN), Presence.ABSENT, Presence.SEEN)

    @property
    def gone(self) -> Since | None:
        """Since when it is known not to be there; None where it was not found gone since."""
        last = self._last(Presence.SEEN)
        later = range(last + 1, len(self.told))
        first = next((i for i in later if self.told[i].presence is Presence.ABSENT), None)
        if first is None:
            return None
        return Since(self.nights[first], self.nights[last], self.nights[last + 1 : first])

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The runs in a row that tell the same, the oldest first."""
        pairs = zip(self.nights, self.told, strict=True)
        groups = (tuple(group) for _, group in groupby(pairs, key=lambda pair: pair[1].presence))
        return tuple(
            Stretch(group[0][1].presence, tuple(night for night, _ in group), group[0][1].why)
            for group in groups
        )

    def _last(self, presence: Presence) -> int:
        return max(i for i, told in enumerate(self.told) if told.presence is presence)

    def _began(self, end: int, other: Presence, this: Presence) -> Since:
        """The first run that tells ``this`` after the last one before ``end`` that tells other."""
        before = max((i for i in range(end) if self.told[i].presence is other), default=-1)
        first = next(i for i in range(before + 1, end + 1) if self.told[i].presence is this)
        blind = self.nights[before + 1 : first]
        return Since(self.nights[first], self.nights[before] if before >= 0 else None, blind)


@dataclass(frozen=True)
class Archive:
    """The runs that can be read, and their walks by run and place."""

    nights: tuple[Night, ...]
    walks: Mapping[tuple[int, Place], Walked]
    _places: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    _doubts: dict[tuple[int, int, Place, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, place in self.walks:
            self._places.setdefault(number, set()).add((place.site, place.host))

    def nights_of(self, site: str, host: str, *, practice: bool) -> tuple[Night, ...]:
        """The runs of the declarations that this site is audited by."""
        alike = [one for one in self.nights if one.practice == practice]
        those = [one for one in alike if (site, host) in self._places.get(one.number, ())]
        files = {one.declaration for one in those}
        sums = {one.sha256 for one in those}
        return tuple(one for one in alike if one.declaration in files or one.sha256 in sums)

    def timeline(self, sightings: Sequence[Sighting], *, practice: bool) -> Timeline:
        """What the runs tell of one cookie of one site, by all that was seen of it."""
        place = sightings[0].place
        nights = self.nights_of(place.site, place.host, practice=practice)
        order = {night.number: i for i, night in enumerate(nights)}
        seen = _by_night(sightings, order)
        return Timeline(nights, tuple(self._told(nights, seen)))

    def _told(
        self, nights: Sequence[Night], seen: Mapping[int, Sequence[Sighting]]
    ) -> Iterator[Told]:
        # A run before the first sighting is asked for what that one saw.
        known = _by_place(seen[min(seen)])
        for i, night in enumerate(nights):
            if i in seen:
                known.update(_by_place(seen[i]))
                yield Told(Presence.SEEN)
                continue
            lasts = (last for those in known.values() for last in those)
            doubts = (self._doubt(night.number, last) for last in lasts)
            why = next(filter(None, doubts), "")
            yield Told(Presence.UNPROVEN if why else Presence.ABSENT, why)

    def _doubt(self, number: int, last: Sighting) -> str:
        """Why a run cannot tell that what was seen there is not there; empty where it can."""
        key = number, last.night, last.place, last.phase, last.page
        known = self._doubts.get(key)
        if known is None:  # the same for all cookies that were set there
            then = self.walks[last.night, last.place]
            known = self.doubt(number, last.place, then, frozenset({(last.phase, last.page)}))
            self._doubts[key] = known
        return known

    def doubt(
        self, number: int, place: Place, then: Walked, pages: frozenset[tuple[str, str]]
    ) -> str:
        """Why a run cannot be held against an earlier walk there; empty where it can.

        ``pages`` are the (phase, page) that it has to have visited.
        """
        unknown = Place(place.site, "", place.role, place.journey)
        walk = self.walks.get((number, place)) or self.walks.get((number, unknown))
        if walk is None:
            return f"the {place.journey} journey as {place.role} was not part of this run"
        never = walk.outcome == then.outcome == Outcome.NOT_APPLICABLE
        if walk.outcome not in _COUNTS and not never:
            because = f": {walk.reason}" if walk.reason else ""
            outcome = walk.outcome.replace("-", " ")
            return f"the {place.journey} journey was {outcome}{because}"
        for _, page in sorted(pages - walk.visited):
            return f"{page}, where it was set, was not visited in the {place.journey} journey"
        for subject, reason in sorted(walk.gaps - then.gaps):
            return f"{subject}: {reason}"
        return ""


def _by_night(sightings: Iterable[Sighting], order: Mapping[int, int]) -> dict[int, list[Sighting]]:
    found: dict[int, list[Sighting]] = {}
    for one in sightings:
        found.setdefault(order[one.night], []).append(one)
    return found


def _by_place(sightings: Iterable[Sighting]) -> dict[Place, list[Sighting]]:
    found: dict[Place, list[Sighting]] = {}
    for one in sightings:
        found.setdefault(one.place, []).append(one)
    return found
