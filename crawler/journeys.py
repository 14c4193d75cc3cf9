"""Which walks an audit consists of."""

from collections.abc import Iterator

from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Declaration, PartialAcceptance, Site


def walks(
    declaration: Declaration, sites: tuple[str, ...] = (), journeys: tuple[Journey, ...] = ()
) -> Iterator[tuple[Site, Walk]]:
    """Every site, role and journey of a declaration, or those named, in the order of the file."""
    for name, site in declaration.sites.items():
        if sites and name not in sites:
            continue
        for role in (ANONYMOUS, *(role for role in site.roles if role != ANONYMOUS)):
            for planned in journeys or site.journeys:
                if isinstance(planned, PartialAcceptance):
                    yield site, Walk(name, role, Journey.ACCEPT, planned.granted)
                else:
                    yield site, Walk(name, role, planned)


def why_not(site: Site, walk: Walk) -> str:
    """Why a walk cannot be made; empty when it can."""
    if walk.role == ANONYMOUS or site.roles[walk.role].enters:
        return ""
    return f"the declaration does not say how {walk.role} logs in"
