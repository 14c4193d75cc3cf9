"""Names that are made up anew for each visitor: what stays of them from one profile to the next.

Each walk is a new visitor, so that one run alone shows it: several names of one shape, each in one
walk only. A name that several visitors met is itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from crawler.cookies import Identity, StorageType, Walk
from crawler.drift.sights import Sights
from crawler.findings import Finding, fingerprint
from crawler.names import NamePattern
from crawler.suggest.names import made_up, patterns_for

Group: TypeAlias = tuple[str, str, str, StorageType]
"""Site, role, declared domain and type."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A name in one walk of one run, in so many of its repeats."""

    run: int
    walk: Walk
    seen_in: int
    writers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for each name that is made up anew; all others stand for themselves."""

    _stands: dict[tuple[Group, str], str]

    @classmethod
    def of(cls, *runs: Sights) -> "Names":
        """By all that these runs saw."""
        met: dict[Group, dict[str, list[_Met]]] = defaultdict(lambda: defaultdict(list))
        for number, run in enumerate(runs):
            for walk in run.walks.values():
                for cookie in walk.cookies:
                    group, name = _group(run, walk.walk, cookie.identity), cookie.identity.name
                    sight = _Met(number, walk.walk, cookie.seen_in, run.writers(cookie))
                    met[group][name].append(sight)
        stands: dict[tuple[Group, str], str] = {}
        for group, names in met.items():
            drawn = {name: sights for name, sights in names.items() if _once(sights)}
            shaped = dict(_of_shapes(drawn))
            if len(runs) == 1 and runs[0].repeats > 1:
                rest = {name: those for name, those in drawn.items() if name not in shaped}
                shaped.update(_of_writers(rest))
            stands.update({(group, name): text for name, text in shaped.items()})
        return cls(stands)

    def stable(self, run: Sights, walk: Walk, identity: Identity) -> str:
        """The name, or what stands for it where it is made up anew."""
        return self._stands.get((_group(run, walk, identity), identity.name), identity.name)

    def key(self, run: Sights, finding: Finding) -> str:
        """A finding's fingerprint, under what stands for its cookie's name."""
        walk, identity = finding.walk, finding.identity
        if walk is None:
            return finding.fingerprint
        name = self.stable(run, walk, identity)
        domain = run.identity(walk.site, identity).domain

        def marked(cookie: str) -> str:
            return fingerprint(
                finding.rule,
                site=walk.site,
                role=walk.role,
                cookie=cookie,
                domain=domain,
                kind=identity.type,
            )

        own = finding.fingerprint == marked(identity.name)  # else an entry's name stands in it
        return marked(name) if own else finding.fingerprint


def _group(run: Sights, walk: Walk, identity: Identity) -> Group:
    domain = run.identity(walk.site, identity).domain
    return walk.site, walk.role, domain, identity.type


def _once(sights: Sequence[_Met]) -> bool:
    """Whether no run met it twice."""
    runs = [one.run for one in sights]
    return len(set(runs)) == len(runs) and all(one.seen_in == 1 for one in sights)


def _of_shapes(names: dict[str, list[_Met]]) -> Iterator[tuple[str, str]]:
    """The names that one shape stands for, in the order of how many it stands for.

    What is made up can be seen from some names alone; of the others one run has to show several.
    """
    left = dict(names)
    alone = (text for name, text in zip(names, map(made_up, names), strict=True) if text != name)
    for text in dict.fromkeys((*patterns_for(names), *alone)):
        pattern = NamePattern(text)
        alike = [name for name in left if pattern.matches(name)]
        if any(made_up(name) == text for name in alike) or _several(names[one] for one in alike):
            for name in alike:
                del left[name]
                yield name, text


def _several(sights: Iterable[Sequence[_Met]]) -> bool:
    runs = [one.run for those in sights for one in those]
    return len(set(runs)) < len(runs)


def _of_writers(names: dict[str, list[_Met]]) -> Iterator[tuple[str, str]]:
    """Names of no shape that one writer uses in one walk, each in one of its repeats."""
    by_writer: dict[tuple[Walk, frozenset[str]], list[str]] = defaultdict(list)
    for name, (sight, *_) in names.items():
        by_writer[sight.walk, sight.writers].append(name)
    for (_, writers), those in by_writer.items():
        if writers and len(those) > 1:
            yield from ((name, f"* of {', '.join(sorted(writers))}") for name in those)
