"""Which walks an audit consists of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.cookies import ANONYMOUS, Journey, Outcome, Walk, WalkObservation
from crawler.declared import Declaration, Site

# The journeys that this version can walk. The others are never left out in silence: an audit
# that is asked for one says that it was not proven.
WALKED = (Journey.UNTOUCHED, Journey.REJECT, Journey.ACCEPT, Journey.GPC)


def walks(
    declaration: Declaration, sites: tuple[str, ...] = (), journeys: tuple[Journey, ...] = ()
) -> Iterator[tuple[Site, Walk]]:
    """Every site, role and journey of a declaration, or those named, in the order of the file."""
    for name, site in declaration.sites.items():
        if sites and name not in sites:
            continue
        for role in (ANONYMOUS, *(role for role in site.roles if role != ANONYMOUS)):
            for journey in journeys or site.journeys:
                yield site, Walk(name, role, journey)


def why_not(walk: Walk, site: Site) -> str:
    """Why a walk cannot be made by this version; empty when it can."""
    if walk.journey not in WALKED:
        return f"this version does not walk the {walk.journey} journey yet"
    if walk.role != ANONYMOUS:
        return "this version does not log in yet"
    if site.consent is not None and walk.journey is not Journey.UNTOUCHED:
        return "this version does not follow the declaration's own consent steps yet"
    return ""


def agreed(walks: Iterable[WalkObservation]) -> tuple[WalkObservation, ...]:
    """The walks, where those of one visitor agree on whether there is a banner.

    Some sites show theirs to some visitors only: a journey that met none, beside one that did,
    proves nothing about those who meet it.
    """
    walks = tuple(walks)
    asked = {
        (one.walk.site, one.walk.role): one.walk.journey for one in walks if one.result.operated_by
    }
    return tuple(_beside(one, asked.get((one.walk.site, one.walk.role))) for one in walks)


def _beside(walk: WalkObservation, other: Journey | None) -> WalkObservation:
    if other is None or walk.result.outcome is not Outcome.NOT_APPLICABLE:
        return walk
    reason = f"no consent banner showed here, but in the {other} journey one did"
    result = replace(walk.result, outcome=Outcome.NOT_PROVEN, reason=reason)
    return replace(walk, result=result)
