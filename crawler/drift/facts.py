"""What one run knows of one cookie in one walk, in words that can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.cookies import JarEntry, ObservedCookie, Phase, Walk, Write
from crawler.domains import registrable_domain
from crawler.drift.common import Side
from crawler.drift.difference import Change
from crawler.lifetimes import TOLERANCE, in_words

_NONE = "nobody"


@dataclass(frozen=True, slots=True)
class Facts:
    """``longest`` is None where no write was seen; ``kept`` holds why the browser refused it.

    ``phase`` is the one in which it first came.
    """

    phase: Phase
    kept: frozenset[str]
    longest: Write | None
    attributes: frozenset[str]
    writers: frozenset[str]
    receivers: frozenset[str]

    @classmethod
    def of(cls, side: Side, walk: Walk, cookies: Sequence[ObservedCookie]) -> "Facts | None":
        """Of a cookie's acts on the common ground; None where it did not come there."""
        writes = [one for cookie in cookies for one in cookie.writes if side.inside(walk, one)]
        stored = [one for one in writes if one.stores]
        unwritten = [cookie.jar[0] for cookie in cookies if cookie.jar and not cookie.stored]
        found = [one for one in unwritten if side.inside(walk, one)]
        refused = [] if any(one.was_stored for one in cookies) else [w for w in writes if w.refused]
        acts: list[Write | JarEntry] = [*stored, *found] or [*refused]
        if not acts:
            return None
        sent = [one for cookie in cookies for one in cookie.reads if side.inside(walk, one)]
        hosts = (side.own.host(walk.site, one.host) for one in sent if not one.withheld)
        return cls(
            phase=Phase.BEFORE if any(one.phase is Phase.BEFORE for one in acts) else Phase.AFTER,
            kept=frozenset(one.refused for one in refused),
            longest=max(stored, key=lambda one: one.requested or 0.0, default=None),
            attributes=frozenset(map(_attributes, acts if acts[0].identity.is_cookie else ())),
            writers=frozenset(side.own.writer(walk.site, one) for one in stored),
            receivers=frozenset(map(registrable_domain, hosts)),
        )

    @property
    def lives(self) -> str:
        """How long it was asked to live, in words; empty where that is not known."""
        if self.longest is None or self.longest.at_least or self.longest.identity.type.endless:
            return ""
        return in_words(self.longest.requested)

    @property
    def setters(self) -> str:
        """Who set it, in words."""
        return _listed(self.writers)


def changes(pairs: Iterable[tuple[Walk, Facts, Facts]]) -> list[Change]:
    """What changed in the walks in which both runs have it, each change once."""
    found: dict[Change, None] = {}
    those = list(pairs)
    for walk, one, two in those:
        if not _lives_alike(one.longest, two.longest):
            found[Change("lifetime", one.lives, two.lives)] = None
        if one.phase is not two.phase:
            found[Change(f"phase in {walk.label}", one.phase, two.phase)] = None
        if one.kept != two.kept:
            found[Change("kept", _taken(one.kept), _taken(two.kept))] = None
    for what in ("attributes", "writers", "receivers"):
        before, after = (
            frozenset[str]().union(*(getattr(each[side], what) for each in those))
            for side in (1, 2)
        )
        unseen = what != "receivers" and not all(
            one.longest and two.longest for _, one, two in those
        )
        if before != after and not unseen:
            found[Change(_CALLED[what], _listed(before), _listed(after))] = None
    return list(found)


_CALLED = {"attributes": "attributes", "writers": "set by", "receivers": "sent to"}


def _lives_alike(one: Write | None, two: Write | None) -> bool:
    """Whether they asked for the same lifetime, or for the same end, as far as that is known."""
    if one is None or two is None or one.at_least or two.at_least or one.identity.type.endless:
        return True
    if one.requested is None or two.requested is None:
        return one.requested is two.requested
    ends = (one.at + one.requested) - (two.at + two.requested)
    return abs(one.requested - two.requested) <= TOLERANCE or abs(ends) <= TOLERANCE


def _attributes(act: Write | JarEntry) -> str:
    names = [
        *(["Secure"] if act.secure else []),
        *(["HttpOnly"] if act.http_only else []),
        f"SameSite={act.same_site}" if act.same_site else "no SameSite",
    ]
    return " ".join(names)


def _taken(refusals: frozenset[str]) -> str:
    return f"refused ({_listed(refusals)})" if refusals else "stored"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or _NONE
