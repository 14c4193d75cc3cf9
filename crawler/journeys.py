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


def why_not(walk: Walk) -> str:
    """Why a walk cannot be made by this version; empty when it can."""
    return "" if walk.role == ANONYMOUS else "this version does not log in yet"
