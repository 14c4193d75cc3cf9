"""Every walk made several times: one run out of its repeats, each finding with how often it showed.

A finding that every repeat shows is confirmed, and weighs what it weighs; any other warns. What one
repeat could not prove is not proven, for it might have shown what the others did not.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.cookies import Identity, ObservedCookie, Walk
from crawler.drift.names import Names
from crawler.drift.sights import Sights
from crawler.findings import Finding, Gate, Rule
from crawler.runs import Moved
from crawler.text import printable, shortened
from crawler.walks import JourneyResult, NotProven, Outcome, WalkObservation

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Round:
    """All walks made once, and what they mean by themselves."""

    walks: tuple[WalkObservation, ...]
    findings: tuple[Finding, ...] = ()
    not_proven: tuple[NotProven, ...] = ()


def merged(rounds: Sequence[Round], moved: Iterable[Moved] = ()) -> Round:
    """All rounds as one; a single one is itself."""
    if len(rounds) < 2:
        return next(iter(rounds), Round(()))
    times: dict[Walk, list[WalkObservation]] = defaultdict(list)
    for walk in (walk for one in rounds for walk in one.walks):
        times[_all(walk.walk)].append(walk)
    walks = tuple(_one_walk(walk, those) for walk, those in times.items())
    seen = Sights.seen(walks, moved, len(rounds))
    gaps = _gaps([one.not_proven for one in rounds])
    return Round(walks, tuple(_Counting(rounds, seen).findings()), gaps)


def _all(walk: Walk) -> Walk:
    """What stands for all repeats of a walk."""
    return replace(walk, repeat=0)


def _of(count: int, repeats: int) -> str:
    return f"{count} of {repeats} repeats"


def _one_walk(walk: Walk, times: Sequence[WalkObservation]) -> WalkObservation:
    return WalkObservation(
        result=_one_result(walk, [one.result for one in times]),
        visits=tuple(replace(visit, walk=walk) for one in times for visit in one.visits),
        cookies=_cookies(walk, times),
        not_proven=_gaps([one.not_proven for one in times]),
        lists=tuple(dict.fromkeys(each for one in times for each in one.lists)),
        asked=tuple(each for one in times for each in one.asked),
    )


def _one_result(walk: Walk, times: Sequence[JourneyResult]) -> JourneyResult:
    """The journey is proven where every repeat is; a banner that only some meet proves nothing."""
    told = times[0]
    unproven = [one for one in times if one.outcome is Outcome.NOT_PROVEN]
    if unproven:
        told = unproven[0]
        if len(unproven) < len(times):
            reason = f"{told.reason} (in {_of(len(unproven), len(times))})"
            told = replace(told, reason=reason)
    elif len({one.outcome for one in times}) > 1:
        without = sum(one.outcome is Outcome.NOT_APPLICABLE for one in times)
        reason = (
            f"no consent banner showed in {_of(without, len(times))}, but in the others one did"
        )
        told = replace(told, outcome=Outcome.NOT_PROVEN, reason=reason)
    return replace(
        told,
        walk=walk,
        wall_s=sum(one.wall_s for one in times),
        contradictions=tuple(dict.fromkeys(each for one in times for each in one.contradictions)),
        recorded=all(one.recorded for one in times),
    )


def _cookies(walk: Walk, times: Sequence[WalkObservation]) -> tuple[ObservedCookie, ...]:
    """Every act of every repeat, and in how many of them each cookie showed."""
    found: dict[Identity, list[ObservedCookie]] = defaultdict(list)
    for one in times:
        for cookie in one.cookies:
            found[cookie.identity].append(cookie)
    return tuple(
        replace(
            those[0],
            walk=walk,
            writes=tuple(act for one in those for act in one.writes),
            reads=tuple(act for one in those for act in one.reads),
            jar=tuple(act for one in those for act in one.jar),
            seen_in=sum(one.was_stored for one in those) or len(those),
        )
        for _, those in sorted(found.items())
    )


def _gaps(rounds: Sequence[Sequence[NotProven]]) -> tuple[NotProven, ...]:
    """What was not proven in any repeat, each thing once, and in how many that is so."""
    found: dict[tuple[str, Walk | None], list[NotProven]] = defaultdict(list)
    for gaps in rounds:
        once = {(gap.subject, gap.walk and _all(gap.walk)): gap for gap in reversed(gaps)}
        for key in reversed(once):
            found[key].append(once[key])
    return tuple(
        replace(
            those[0],
            walk=walk,
            reason=those[0].reason
            + (f" (in {_of(len(those), len(rounds))})" if len(those) < len(rounds) else ""),
        )
        for (_, walk), those in found.items()
    )


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts in which rounds each finding shows; ``seen`` is what all of them saw."""

    rounds: Sequence[Round]
    seen: Sights

    def findings(self) -> Iterable[Finding]:
        """Each finding as the first round that shows it tells it.

        A declared cookie that any repeat saw is not missing.
        """
        names = Names.of(self.seen)
        shown: dict[str, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
        for number, one in enumerate(self.rounds):
            for finding in map(_without_repeat, one.findings):
                shown[names.key(self.seen, finding)][number].append(finding)
        for by_round in shown.values():
            first = next(iter(by_round.values()))
            if first[0].rule is not Rule.MISSING or len(by_round) == len(self.rounds):
                yield from (self._told(finding, by_round) for finding in first)

    def _told(self, finding: Finding, shown: dict[int, list[Finding]]) -> Finding:
        gates = [min((one.gate for one in those), key=list(Gate).index) for those in shown.values()]
        failing, repeats = gates.count(Gate.FAIL), len(self.rounds)
        gate = finding.gate
        if failing:
            gate = Gate.FAIL if failing == repeats else Gate.WARN
        labels = dict.fromkeys(each for those in shown.values() for each in those[0].journeys)
        return replace(
            finding,
            gate=gate,
            own_gate=Gate.FAIL if failing and gate is not Gate.FAIL else None,
            message=finding.message + self._sentence(finding, shown, failing),
            also_in=tuple(one for one in labels if one not in finding.journeys[:1]),
            seen_in=len(shown),
            repeats=repeats,
        )

    def _sentence(self, finding: Finding, shown: dict[int, list[Finding]], failing: int) -> str:
        count, repeats = len(shown), len(self.rounds)
        parts = [f"Seen {count} of {repeats} times"]
        names = list(dict.fromkeys(one.identity.name for those in shown.values() for one in those))
        if len(names) > len(next(iter(shown.values()))):
            told = ", ".join(shortened(printable(name), 40) for name in names[:_MOST_NAMES])
            parts.append(f"under names made up anew ({told}{', …' if names[_MOST_NAMES:] else ''})")
        if unproven := self._unproven(finding, set(range(repeats)) - shown.keys()):
            parts.append(f"in {unproven} of the others what shows it was not proven")
        if failing and failing < repeats:
            weak = f"it fails in {failing} of them, so it" if failing < count else "so it"
            parts.append(f"{weak} warns")
        return f" {', '.join(parts)}."

    def _unproven(self, finding: Finding, others: set[int]) -> int:
        """In how many of these rounds the journeys that show it were not proven."""
        if finding.walk is None:
            return 0
        place = finding.walk.site, finding.walk.role
        return sum(
            any(
                one.result.outcome is Outcome.NOT_PROVEN
                for one in self.rounds[number].walks
                if (one.walk.site, one.walk.role) == place and one.walk.label in finding.journeys
            )
            for number in others
        )


def _without_repeat(finding: Finding) -> Finding:
    return replace(finding, walk=finding.walk and _all(finding.walk))
