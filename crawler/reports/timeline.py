"""The course of a journey: its visits, what was set and sent in them, and when it was decided."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.cookies import Phase, SetHow
from crawler.reports.wording import Wording
from crawler.walks import VisitResult, WalkObservation

SLICES = 160
"""Into how many parts of equal length the time of a journey is cut."""
MOST_VISITS = 60
# Percent of the drawing that stays free between two visits.
_GAP = 0.15


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the drawing, in percent; ``high`` is its share of the highest of its lane."""

    left: float
    width: float
    high: float
    phase: Phase
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of thing that happens, over the time of the journey."""

    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the visitor did something: in percent, and in words."""

    left: float
    words: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One line of the course in words: a visit, or the decision (``decision``)."""

    at: str
    page: str
    phase: Phase
    told: str
    decision: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A journey drawn over its time; ``ends`` are the words under both ends."""

    lanes: tuple[Lane, ...]
    moments: tuple[Moment, ...]
    ends: tuple[str, str]
    stops: tuple[Stop, ...]
    left: int


@dataclass(frozen=True, slots=True)
class _Clock:
    """The time of a journey, in seconds since the epoch."""

    begins: float
    ends: float

    def percent(self, at: float) -> float:
        """Where a time stands."""
        share = (at - self.begins) / (self.ends - self.begins)
        return round(100 * min(max(share, 0.0), 1.0), 2)


def timeline(walk: WalkObservation, say: Wording) -> Timeline | None:
    """The course of a journey; None where no page was visited."""
    visits = sorted((one for one in walk.visits if one.started), key=lambda one: one.started)
    if not visits:
        return None
    ends = max(one.started + one.wall_s for one in visits)
    clock = _Clock(visits[0].started, max(ends, visits[0].started + 0.1))
    stops = _stops(walk, visits, clock, say)
    return Timeline(
        tuple(lane for lane in _lanes(walk, visits, clock, say) if lane.marks),
        tuple(_moments(walk, clock, say)),
        ("0 s", say.decimal(clock.ends - clock.begins, "s")),
        tuple(stops[:MOST_VISITS]),
        max(len(stops) - MOST_VISITS, 0),
    )


def _lanes(
    walk: WalkObservation, visits: list[VisitResult], clock: _Clock, say: Wording
) -> Iterator[Lane]:
    pages = tuple(mark for one in visits for mark in _page(one, walk.result.decided_at, clock))
    writes = [(one.at, one.phase, one.how) for c in walk.cookies for one in c.stored]
    reads = [(one.at, one.phase) for c in walk.cookies for one in c.reads if not one.withheld]
    yield Lane(say("Pages"), pages)
    by_servers = [(at, phase) for at, phase, how in writes if how is SetHow.HTTP]
    by_others = [(at, phase) for at, phase, how in writes if how is not SetHow.HTTP]
    yield Lane(say("Set by servers"), tuple(_heaped(by_servers, clock)))
    yield Lane(say("Set by scripts"), tuple(_heaped(by_others, clock)))
    yield Lane(say("Sent"), tuple(_heaped(reads, clock)))


def _page(visit: VisitResult, decided: float, clock: _Clock) -> Iterator[Mark]:
    """A visit; the one in which it was decided has a part before and one after that."""
    ends = visit.started + visit.wall_s
    begins = visit.started
    if visit.started < decided < ends:
        yield _span(visit.started, decided, Phase.BEFORE, visit.page, clock)
        begins = decided
    yield _span(begins, ends, visit.phase, visit.page, clock)


def _span(begins: float, ends: float, phase: Phase, page: str, clock: _Clock) -> Mark:
    left = clock.percent(begins)
    width = max(clock.percent(ends) - left - _GAP, _GAP)
    return Mark(left, round(width, 2), 1.0, phase, page)


def _heaped(acts: Iterable[tuple[float, Phase]], clock: _Clock) -> Iterator[Mark]:
    """How many acts fall into each part of the time."""
    width = 100 / SLICES
    heaps = Counter((min(int(clock.percent(at) / width), SLICES - 1), phase) for at, phase in acts)
    most = max(heaps.values(), default=1)
    for (part, phase), number in sorted(heaps.items()):
        high = max(number / most, 0.2)
        yield Mark(round(part * width, 2), round(width, 2), round(high, 2), phase, str(number))


def _moments(walk: WalkObservation, clock: _Clock, say: Wording) -> Iterator[Moment]:
    result = walk.result
    if result.agreed_at:
        yield Moment(clock.percent(result.agreed_at), say("consent given"))
    if result.decided_at:
        yield Moment(clock.percent(result.decided_at), say("decision"))


def _stops(
    walk: WalkObservation, visits: list[VisitResult], clock: _Clock, say: Wording
) -> list[Stop]:
    starts = [one.started for one in visits]
    written, sent = Counter[int](), Counter[int]()
    for cookie in walk.cookies:
        written.update(bisect_right(starts, one.at) - 1 for one in cookie.stored)
        sent.update(bisect_right(starts, one.at) - 1 for one in cookie.reads if not one.withheld)
    lines = [
        (one.started, _visit(one, written[number], sent[number], clock, say))
        for number, one in enumerate(visits)
    ]
    result = walk.result
    for at, words in ((result.agreed_at, "Consent given"), (result.decided_at, "The decision")):
        if at:
            stop = Stop(_since(at, clock, say), say(words), Phase.AFTER, "", decision=True)
            lines.append((at, stop))
    return [line for _, line in sorted(lines, key=lambda one: one[0])]


def _visit(visit: VisitResult, written: int, sent: int, clock: _Clock, say: Wording) -> Stop:
    told = f"{say.count(written, 'write', 'writes')}, {say.count(sent, 'sending', 'sendings')}"
    return Stop(_since(visit.started, clock, say), visit.page, visit.phase, told)


def _since(at: float, clock: _Clock, say: Wording) -> str:
    return f"+{say.decimal(max(at - clock.begins, 0.0), 's')}"
