"""Which cookies tell visitors apart, by their values in the fresh profiles of one audit.

What differs from one fresh profile to the next, and stays as it is within one, is likely an
identifier. What is the same everywhere tells nobody apart, and neither does what changes from page
to page. Only keyed hashes of values are compared.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crawler.cookies import Identifier, Identity, Journey, ObservedCookie, Phase, Walk
from crawler.walks import WalkObservation

# One cookie of one visitor, whatever the journey.
Key = tuple[str, str, Identity]
Circumstances = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What one profile held: ``circumstances`` are those of its first sight.

    ``changes``: it had several values; ``lasts``: it had the same one on several visits.
    """

    circumstances: Circumstances
    value: str
    changes: bool
    lasts: bool


def identified(walks: Iterable[WalkObservation]) -> tuple[WalkObservation, ...]:
    """The walks, where each cookie says whether it likely identifies its visitor."""
    walks = tuple(walks)
    held: dict[Key, list[_Held]] = defaultdict(list)
    for walk in walks:
        starts = sorted(one.started for one in walk.visits if one.started)
        for cookie in walk.cookies:
            if one := _held(cookie, starts, walk.result.agreed_at):
                held[_key(cookie)].append(one)
    verdicts = {key: _verdict(ones) for key, ones in held.items()}

    def told(cookie: ObservedCookie) -> ObservedCookie:
        return replace(cookie, identifier=verdicts.get(_key(cookie), Identifier.UNKNOWN))

    return tuple(replace(walk, cookies=tuple(map(told, walk.cookies))) for walk in walks)


def _key(cookie: ObservedCookie) -> Key:
    return cookie.walk.site, cookie.walk.role, cookie.identity


def _verdict(held: list[_Held]) -> Identifier:
    """Values are compared where nothing but the profile differs: a choice changes values, too."""
    if any(one.changes for one in held):
        return Identifier.NO
    alike: dict[Circumstances, list[_Held]] = defaultdict(list)
    for one in held:
        alike[one.circumstances].append(one)
    likely = False
    for ones in alike.values():
        if len({one.value for one in ones}) < len(ones):
            return Identifier.NO
        likely = likely or sum(one.lasts for one in ones) > 1
    return Identifier.LIKELY if likely else Identifier.UNKNOWN


def _held(cookie: ObservedCookie, starts: list[float], agreed_at: float) -> _Held | None:
    """What the profile of one walk held; None where no value was seen."""
    sights = [(one.at, one.value_hash, one.phase) for one in cookie.stored]
    sights += [(one.seen_at, one.value_hash, one.phase) for one in cookie.jar]
    sights = sorted(one for one in sights if one[1])
    if not sights:
        return None
    at, value, phase = sights[0]
    values = {value for _, value, _ in sights}
    visits = {bisect_right(starts, at) for at, _, _ in sights}
    return _Held(
        _circumstances(cookie.walk, phase, agreed=0 < agreed_at <= at),
        value,
        changes=len(values) > 1,
        lasts=len(values) == 1 and len(visits) > 1,
    )


def _circumstances(walk: Walk, phase: Phase, *, agreed: bool) -> Circumstances:
    """What the visitor had told the site by then; ``agreed`` to what is to be taken back later."""
    if walk.journey is Journey.GPC:
        return ("gpc",)
    if phase is Phase.BEFORE:
        return ("accept",) if agreed else ()
    return (str(walk.journey), *walk.granted)
