"""Which walks an audit consists of."""

from collections.abc import Iterator

from crawler.cookies import ANONYMOUS, Journey, Walk
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
