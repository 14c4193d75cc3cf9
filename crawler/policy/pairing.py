"""Which entry of a policy and which of the declaration speak of the same cookie."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.declared import DeclaredCookie, Site
from crawler.domains import registrable_domain
from crawler.names import NamePattern
from crawler.policy.draft_entry import DraftEntry

_WILDCARD = re.compile(r"\*|\{[^{}]*\}|<[^<>]*>")
_Same = Callable[[DraftEntry, DeclaredCookie], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """What both say of one cookie of a site; an entry that only one has stands alone.

    Of entries under another name of the same cookie there may be several on either side.
    """

    published: tuple[DraftEntry, ...]
    declared: tuple[DeclaredCookie, ...]


def shape(name: str) -> str:
    """A name with every wildcard as ``*``: ``_ga_<id>`` and ``_ga_*`` are of one shape."""
    return _WILDCARD.sub("*", name)


def pairs(
    published: Iterable[DraftEntry], declared: Iterable[DeclaredCookie], site: Site
) -> list[Pair]:
    """The entries of one site, paired: by their names, then by aliases, then by wildcards."""
    matching = _Matching(list(published), list(declared), site)
    matching.by(lambda one, other: shape(one.name) == shape(other.name))
    matching.attach()
    matching.by(lambda one, other: bool(_shapes(one) & set(map(shape, other.names))))
    matching.by(_covered)
    return matching.result()


class _Matching:
    def __init__(
        self, published: list[DraftEntry], declared: list[DeclaredCookie], site: Site
    ) -> None:
        self._published, self._declared, self._site = published, declared, site
        self._pairs: list[Pair] = []

    def by(self, same: _Same) -> None:
        """Pair what is the same, the likest first; each entry once."""
        found = [
            (_likeness(one, other, self._site), -at, -to)
            for at, one in enumerate(self._published)
            for to, other in enumerate(self._declared)
            if same(one, other)
        ]
        taken: set[int] = set()
        given: set[int] = set()
        for _, at, to in sorted(found, reverse=True):
            if -at not in taken and -to not in given:
                taken.add(-at)
                given.add(-to)
                self._pairs.append(Pair((self._published[-at],), (self._declared[-to],)))
        self._published = [one for at, one in enumerate(self._published) if at not in taken]
        self._declared = [one for to, one in enumerate(self._declared) if to not in given]

    def attach(self) -> None:
        """Give pairs the entries that stand alone under another of their names."""
        for at, pair in enumerate(self._pairs):
            aliases = {shape(name) for one in pair.declared for name in one.aliases}
            others = {shape(name) for one in pair.published for name in one.aliases}
            more = [one for one in self._published if shape(one.name) in aliases]
            also = [one for one in self._declared if shape(one.name) in others]
            self._published = [one for one in self._published if one not in more]
            self._declared = [one for one in self._declared if one not in also]
            self._pairs[at] = Pair((*pair.published, *more), (*pair.declared, *also))

    def result(self) -> list[Pair]:
        """Every pair, then what stands alone."""
        alone = [Pair((one,), ()) for one in self._published]
        return self._pairs + alone + [Pair((), (one,)) for one in self._declared]


def _shapes(entry: DraftEntry) -> set[str]:
    return {shape(name) for name in (entry.name, *entry.aliases)}


def _covered(one: DraftEntry, other: DeclaredCookie) -> bool:
    """Whether a name of one side is one of those that the other's wildcards stand for."""
    names = (one.name, *one.aliases)
    return any(pattern.matches(name) for name in names for pattern in other.patterns) or any(
        NamePattern(name).matches(alias) for name in names for alias in other.names
    )


def _likeness(one: DraftEntry, other: DeclaredCookie, site: Site) -> Sequence[bool]:
    lifetimes = one.lifetime, other.lifetime.text if other.lifetime else ""
    return (
        same_domain(one.domain, other, site) and bool(one.domain),
        same_domain(one.domain, other, site),
        one.type is other.type,
        one.category is other.category,
        lifetimes[0].casefold() == lifetimes[1].casefold(),
    )


def same_domain(domain: str, cookie: DeclaredCookie, site: Site) -> bool:
    """Whether a policy's domain is the declared one; a policy that names none contradicts none."""
    if not domain:
        return True
    if cookie.domain:
        return _bare(domain) == _bare(cookie.domain)
    return registrable_domain(domain) == registrable_domain(site.host)


def named_sites(address: str, sites: Iterable[Site]) -> Iterator[str]:
    """The sites that a policy means by an address: by host; a single one by registrable domain."""
    sites, host = list(sites), _bare(urlsplit(address).hostname or "")
    exact = [site.name for site in sites if _bare(site.host) == host]
    same = len(sites) == 1 and registrable_domain(sites[0].host) == registrable_domain(host)
    yield from exact or ([sites[0].name] if same else [])


def _bare(host: str) -> str:
    return host.lower().removeprefix(".").removeprefix("www.").rstrip(".")
