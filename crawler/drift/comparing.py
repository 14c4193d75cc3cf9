"""Two runs -> their differences, on the ground that both of them saw."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from crawler.cookies import Identity, ObservedCookie, Walk
from crawler.drift.common import Side
from crawler.drift.difference import About, Change, Difference, Drift, Kind
from crawler.drift.facts import Facts, changes
from crawler.drift.finds import finding_differences
from crawler.drift.journeys import journey_differences
from crawler.drift.names import Names
from crawler.drift.sights import Sights
from crawler.runs import RunRecord

Key: TypeAlias = tuple[str, str, Identity]
"""Site, role, and the cookie at the declared origin, under a name that stays."""
ByWalk: TypeAlias = dict[Walk, list[ObservedCookie]]


def differences(before: RunRecord, after: RunRecord) -> Drift:
    """What is new, gone or changed in the second run, and what cannot be compared."""
    one, two = Sights.of(before), Sights.of(after)
    names = Names.of(one, two)
    first, second = Side("A", one, two), Side("B", two, one)
    varying = one.varying() | two.varying()
    found = (
        *finding_differences((before, first), (after, second), names, varying),
        *_cookies(first, second, names, varying),
        *journey_differences(first, second),
    )
    ranked = sorted(found, key=lambda each: list(Kind).index(each.kind))
    return Drift(before.run_id, after.run_id, tuple(ranked), tuple(_notes(before, after)))


def _notes(before: RunRecord, after: RunRecord) -> Iterator[str]:
    """What is not of the sites, and may explain what differs."""
    if before.declaration_sha256 != after.declaration_sha256:
        yield "the declared list is not the same in both runs"
    if before.browser.version != after.browser.version:
        yield f"the browser was {before.browser.version} in A and {after.browser.version} in B"
    if before.tool_version != after.tool_version:
        yield f"cookie-audit was {before.tool_version} in A and {after.tool_version} in B"
    unproven = [
        {(one.subject, one.walk) for one in run.everything_not_proven} for run in (before, after)
    ]
    for subject, walk in sorted(unproven[0] & unproven[1], key=str):
        where = f" ({walk.site}, {walk.label})" if walk else ""
        yield f"{subject}{where} is not proven in either run, and not compared"


def _cookies(
    one: Side, two: Side, names: Names, varying: frozenset[tuple[str, str]]
) -> Iterator[Difference]:
    before, after = (_by_key(side.own, names) for side in (one, two))
    for key in sorted({*before, *after}):
        comparison = _Comparison(one, two, before.get(key, {}), after.get(key, {}))
        comparison.compare()
        if told := comparison.difference(key):
            yield replace(told, varies=comparison.varies(varying))


def _by_key(sights: Sights, names: Names) -> dict[Key, ByWalk]:
    """What was stored, or was to be, by what stays the same from run to run."""
    found: dict[Key, ByWalk] = defaultdict(dict)
    for walk, seen in sights.walks.items():
        for cookie in seen.cookies:
            if cookie.was_stored or any(not one.deletes for one in cookie.writes):
                name = names.stable(sights, walk, cookie.identity)
                identity = replace(sights.identity(walk.site, cookie.identity), name=name)
                found[walk.site, walk.role, identity].setdefault(walk, []).append(cookie)
    return found


@dataclass(slots=True)
class _Comparison:
    """One cookie in both runs: in which walks both have it, one alone, or nobody can tell."""

    one: Side
    two: Side
    before: ByWalk
    after: ByWalk
    both: list[tuple[Walk, Facts, Facts]] = field(default_factory=list)
    gone: list[tuple[Walk, Facts]] = field(default_factory=list)
    new: list[tuple[Walk, Facts]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def compare(self) -> None:
        """Sort the walks that show it."""
        for walk in dict.fromkeys((*self.before, *self.after)):
            old = Facts.of(self.one, walk, self.before.get(walk, []))
            now = Facts.of(self.two, walk, self.after.get(walk, []))
            if old and now:
                self.both.append((walk, old, now))
            elif walk in self.before and walk not in self.after:
                self._alone(walk, old, self.before[walk], (self.one, self.two), self.gone)
            elif walk in self.after and walk not in self.before:
                self._alone(walk, now, self.after[walk], (self.two, self.one), self.new)

    def _alone(
        self,
        walk: Walk,
        facts: Facts | None,
        cookies: Sequence[ObservedCookie],
        sides: tuple[Side, Side],
        alone: list[tuple[Walk, Facts]],
    ) -> None:
        """One run has it and the other has it not; ``facts`` are None beyond the common ground."""
        own, other = sides
        if facts is None:
            first = next((page for one in cookies for page in one.pages), "")
            lack = other.lack(walk, own.own.page(walk.site, first))
            self.open.append(lack or f"{other.letter} saw other pages of the {walk.label} journey")
        elif doubt := other.doubt(walk, cookies):
            self.open.append(doubt)
        else:
            alone.append((walk, facts))

    def difference(self, key: Key) -> Difference | None:
        """What became of it; None where nothing did."""
        site, role, identity = key
        made = Difference(
            Kind.CHANGED, About.COOKIE, site, role, "", identity.name, identity=identity
        )
        if not self.after and self.gone and not self.open:
            return self._told(made, Kind.GONE, self.gone)
        if not self.before and self.new:
            return self._told(made, Kind.NEW, self.new)
        found = changes(self.both)
        found += [Change(f"in {walk.label}", "not set", one.phase) for walk, one in self.new]
        found += [Change(f"in {walk.label}", one.phase, "not set") for walk, one in self.gone]
        reason = "; ".join(dict.fromkeys(self.open))
        labels = tuple(dict.fromkeys(walk.label for walk in (*self.before, *self.after)))
        if found:
            told = f"not proven: {reason}" if self.open else ""
            return replace(made, told=told, changes=tuple(found), journeys=labels)
        if self.open and not (self.before and self.after):
            told = f"seen in {'A' if self.before else 'B'} alone; {reason}"
            return replace(made, kind=Kind.NOT_PROVEN, told=told, journeys=labels)
        return None

    def _told(self, made: Difference, kind: Kind, alone: list[tuple[Walk, Facts]]) -> Difference:
        where = ", ".join(f"{walk.label} ({facts.phase})" for walk, facts in alone)
        facts = alone[0][1]
        parts = [
            where,
            f"set by {facts.setters}" if facts.writers else "",
            f"lives {facts.lives}" if facts.lives else "",
            f"sent to {', '.join(sorted(facts.receivers))}" if facts.receivers else "",
            *(f"not proven: {one}" for one in dict.fromkeys(self.open)),
        ]
        labels = tuple(walk.label for walk, _ in alone)
        return replace(made, kind=kind, told="; ".join(filter(None, parts)), journeys=labels)

    def varies(self, varying: frozenset[tuple[str, str]]) -> bool:
        """Whether it differs within one of the runs, too, so that the difference tells nothing.

        A cookie that only some repeats show does; of third parties all that the same writer sets.
        """
        sides = ((self.one, self.before), (self.two, self.after))
        return any(
            sum(one.seen_in for one in those) < side.own.repeats
            or any(side.own.varies(one, varying) for one in those)
            for side, by_walk in sides
            for those in by_walk.values()
        )
