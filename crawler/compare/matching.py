"""Which declared entry covers an observed cookie."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from crawler.cookies import Identity
from crawler.declared import Consent, DeclaredCookie, Site
from crawler.domains import covers, registrable_domain
from crawler.names import NamePattern


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that covers a cookie, and its place in the file as ``file:line``.

    ``pattern`` is the one of its names that fits, ``elsewhere`` is set where it declares another
    domain than the cookie was seen under.
    """

    entry: DeclaredCookie
    place: str
    pattern: NamePattern
    elsewhere: bool = False


def likest(entry: DeclaredCookie, name: str) -> NamePattern:
    """The most specific of an entry's names that fits. Raises ValueError where none does."""
    matching = (pattern for pattern in entry.patterns if pattern.matches(name))
    return max(matching, key=lambda pattern: (pattern.exact, pattern.literal_length))


def at_declared_domain(
    entries: Iterable[DeclaredCookie], site: Site, identity: Identity
) -> DeclaredCookie | None:
    """The entry of this name whose domain covers the cookie's.

    Of several: an exact name before one with wildcards, a longer literal part before a shorter
    one, a longer domain before a shorter one, one for some roles before one for all, then as in
    ``elsewhere``, then the first in the file.
    """
    here = (entry for entry in _named(entries, identity) if _covers(entry, site, identity.host))
    return max(
        here,
        key=lambda one: (
            _likeness(one, identity.name),
            len(one.domain),
            bool(one.roles),
            _strictness(one),
        ),
        default=None,
    )


def elsewhere(
    entries: Iterable[DeclaredCookie], identity: Identity, at_home: Collection[DeclaredCookie]
) -> DeclaredCookie | None:
    """The entry of this name, its domain disregarded, for a cookie that no domain covers.

    An entry in ``at_home`` has been seen under its own domain, and so excuses nothing elsewhere.
    Of several, the strictest is taken, for an exempt entry of another domain must not excuse an
    analytics cookie: one that requires consent before an exempt one, then an exact name before
    one with wildcards, a longer literal part before a shorter one, one that gives a lifetime
    before one that gives none, then the first in the file.
    """
    candidates = (entry for entry in _named(entries, identity) if entry not in at_home)
    return max(
        candidates,
        key=lambda one: (
            one.consent is Consent.REQUIRED,
            _likeness(one, identity.name),
            _strictness(one),
        ),
        default=None,
    )


def _named(entries: Iterable[DeclaredCookie], identity: Identity) -> list[DeclaredCookie]:
    return [
        entry
        for entry in entries
        if entry.type is identity.type
        and any(pattern.matches(identity.name) for pattern in entry.patterns)
    ]


def _covers(entry: DeclaredCookie, site: Site, host: str) -> bool:
    """A copy's hosts stand for those that are declared (``Site.as_declared``)."""
    hosts = {host, site.as_declared(host)}
    if entry.domain:
        return any(covers(entry.domain, one) for one in hosts)
    own = {registrable_domain(one) for one in (site.host, site.declared_host)}
    return any(registrable_domain(one) in own for one in hosts)


def _likeness(entry: DeclaredCookie, name: str) -> tuple[bool, int]:
    pattern = likest(entry, name)
    return pattern.exact, pattern.literal_length


def _strictness(entry: DeclaredCookie) -> tuple[bool, bool]:
    return entry.consent is Consent.REQUIRED, entry.lifetime is not None
