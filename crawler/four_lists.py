"""The four lists beside each other: the policy, the declaration, the platform, the browser."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crawler.cookies import ObservedCookie
from crawler.declared import Declaration, DeclaredCookie, Site
from crawler.domains import registrable_domain
from crawler.lifetime_ranges import agree, read_lifetime
from crawler.lifetimes import Fit, Lifetime, in_words
from crawler.listed import ComparedCookie, ListedCookie, PlatformList
from crawler.names import NamePattern
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.pairing import named_sites, shape
from crawler.walks import NotProven, WalkObservation

LISTS = {
    "policy": "the policy",
    "declaration": "the declaration",
    "platform": "the platform's list",
    "browser": "the browser",
}
_ABSENT = {
    "policy": "not in the policy",
    "declaration": "not declared",
    "platform": "not in the platform's list",
    "browser": "not seen by the browser",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one list says of one cookie; ``requested`` is what the browser saw asked for."""

    name: str
    aliases: tuple[str, ...]
    domain: str
    words: str
    lifetime: Lifetime | None = None
    requested: tuple[float | None, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names that say something."""
        return tuple(one for one in (self.name, *self.aliases) if shape(one).strip("*"))


@dataclass(slots=True)
class _Row:
    entries: dict[str, list[_Entry]] = field(default_factory=dict)

    def likeness(self, entry: _Entry) -> tuple[bool, bool] | None:
        """How well an entry fits here; None where its name does not."""
        every = [one for listed in self.entries.values() for one in listed]
        fitting = [one for one in every if _same_name(one, entry)]
        if not fitting:
            return None
        domains = [_owned(one.domain) for one in fitting if one.domain]
        same = not entry.domain or not domains or _owned(entry.domain) in domains
        return same, any(shape(one.name) == shape(entry.name) for one in fitting)


@dataclass(slots=True)
class _Rows:
    """All rows, and where a name may fit: a site can set thousands of cookies."""

    every: list[_Row] = field(default_factory=list)
    _by_name: dict[str, set[int]] = field(default_factory=dict)
    _with_wildcards: set[int] = field(default_factory=set)

    def add(self, list_name: str, entry: _Entry) -> None:
        """Put an entry into the row that it fits best, or else into one of its own."""
        fitting = [
            (likeness, -at)
            for at in self._likely(entry)
            if (likeness := self.every[at].likeness(entry)) is not None
            and (likeness[0] or list_name not in self.every[at].entries)
            and list_name != "declaration"
        ]
        at = -max(fitting)[1] if fitting else len(self.every)
        if not fitting:
            self.every.append(_Row())
        self.every[at].entries.setdefault(list_name, []).append(entry)
        for name in entry.names:
            if NamePattern(name).exact:
                self._by_name.setdefault(name, set()).add(at)
            else:
                self._with_wildcards.add(at)

    def _likely(self, entry: _Entry) -> Iterable[int]:
        """The rows that may have one of its names: names without wildcards fit their own kind."""
        if not all(NamePattern(name).exact for name in entry.names):
            return range(len(self.every))
        own = (self._by_name.get(name, set()) for name in entry.names)
        return self._with_wildcards.union(*own)


@dataclass(frozen=True, slots=True)
class PolicyList:
    """What the published policy lists, None where it was not read, and what is open of it."""

    entries: tuple[DraftEntry, ...] | None = None
    gaps: tuple[NotProven, ...] = ()


def four_lists(
    declaration: Declaration,
    walks: Sequence[WalkObservation],
    published: Sequence[DraftEntry] | None = None,
) -> tuple[ComparedCookie, ...]:
    """One row for each cookie of each site that was walked.

    ``published`` is what the policy lists, None where it was not read. The declaration never
    stands for it.
    """
    walked = dict.fromkeys(one.walk.site for one in walks)
    return tuple(
        row
        for name in walked
        if name in declaration.sites
        for row in _of_site(declaration, declaration.sites[name], walks, published)
    )


def _of_site(
    declaration: Declaration,
    site: Site,
    walks: Sequence[WalkObservation],
    published: Sequence[DraftEntry] | None,
) -> Iterator[ComparedCookie]:
    here = [one for one in walks if one.walk.site == site.name]
    lists = [one for walk in here for one in walk.lists]
    read = {"declaration", "browser"}
    read |= {"policy"} if published is not None else set()
    read |= {"platform"} if any(not one.unread for one in lists) else set()
    rows = _Rows()
    _add(rows, "declaration", map(_declared, declaration.cookies_of(site.name)))
    _add(rows, "policy", _published(published or (), site, declaration))
    _add(rows, "platform", _listed(lists))
    _add(rows, "browser", _observed(here))
    for row in rows.every:
        yield _compared(site.name, row, read)


def _add(rows: _Rows, name: str, entries: Iterable[_Entry]) -> None:
    for entry in entries:
        rows.add(name, entry)


def _compared(site: str, row: _Row, read: set[str]) -> ComparedCookie:
    cells: dict[str, str | None] = {}
    for name in LISTS:
        words = dict.fromkeys(one.words for one in row.entries.get(name, ()))
        cells[name] = "; ".join(words) if name in read else None
    first = next(iter(row.entries.values()))[0]
    return ComparedCookie(site, first.name, **cells, differences=tuple(_differences(row, read)))


def _differences(row: _Row, read: set[str]) -> Iterator[str]:
    for name, absent in _ABSENT.items():
        if name in read and name not in row.entries:
            yield absent
    yield from _domains(row)
    told = [
        (name, one)
        for name, entries in row.entries.items()
        for one in entries
        if one.lifetime is not None
    ]
    for at, (name, one) in enumerate(told):
        for other_name, other in told[at + 1 :]:
            if name != other_name and not _agree(one.lifetime, other.lifetime):
                yield (
                    f"lifetime: {one.lifetime} in {LISTS[name]}, {other.lifetime} in "
                    + (LISTS[other_name])
                )
        for seen in row.entries.get("browser", ()):
            wrong = [time for time in seen.requested if not _fits(one.lifetime, time)]
            if wrong:
                asked = ", ".join(dict.fromkeys(map(in_words, wrong)))
                yield f"lifetime: {one.lifetime} in {LISTS[name]}, {asked} asked for"


def _domains(row: _Row) -> Iterator[str]:
    """Lists that name a domain, where the browser saw the cookie under others alone."""
    seen = {_owned(one.domain): one.domain for one in row.entries.get("browser", ())}
    for name, entries in row.entries.items():
        given = [one.domain for one in entries if one.domain]
        if name != "browser" and seen and given and not set(map(_owned, given)) & set(seen):
            hosts = ", ".join(seen.values())
            yield f"domain: {', '.join(dict.fromkeys(given))} in {LISTS[name]}, seen under {hosts}"


def _agree(one: Lifetime | None, other: Lifetime | None) -> bool:
    return one is None or other is None or agree(one, other)


def _fits(one: Lifetime | None, requested: float | None) -> bool:
    return one is None or one.fit(requested) is Fit.RIGHT


def _declared(entry: DeclaredCookie) -> _Entry:
    words = _words(entry.lifetime.text if entry.lifetime else "", entry.category, entry.domain)
    return _Entry(entry.name, entry.aliases, entry.domain, words, entry.lifetime)


def _published(
    entries: Iterable[DraftEntry], site: Site, declaration: Declaration
) -> Iterator[_Entry]:
    for one in entries:
        if not one.site or site.name in named_sites(one.site, declaration.sites.values()):
            words = _words(one.lifetime, one.category, one.domain)
            yield _Entry(one.name, one.aliases, one.domain, words, _read(one.lifetime))


def _listed(lists: Iterable[PlatformList]) -> Iterator[_Entry]:
    every = dict.fromkeys((found.platform, one) for found in lists for one in found.cookies)
    for platform, one in every:
        words = _words(f"{platform}: {one.lifetime}".strip(": "), one.category, one.domain)
        yield _Entry(one.name, (), _host(one), words, _read(one.lifetime))


def _host(cookie: ListedCookie) -> str:
    host = cookie.domain.lower().removeprefix(".")
    return host if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host) else ""


def _observed(walks: Iterable[WalkObservation]) -> Iterator[_Entry]:
    """Each cookie that was stored, with every lifetime asked for it and the journeys it was in."""
    seen: dict[tuple[str, str], list[ObservedCookie]] = {}
    for cookie in (one for walk in walks for one in walk.cookies if one.was_stored):
        seen.setdefault((cookie.identity.name, cookie.identity.host), []).append(cookie)
    for (name, host), cookies in seen.items():
        longest = [one.longest for one in cookies if one.identity.is_cookie]
        asked = tuple(dict.fromkeys(one.requested for one in longest if one is not None))
        journeys = ", ".join(dict.fromkeys(one.walk.label for one in cookies))
        kinds = [one.identity.type for one in cookies if not one.identity.is_cookie]
        lifetimes = ", ".join(dict.fromkeys([*map(in_words, asked), *kinds]))
        yield _Entry(name, (), host, _words(lifetimes, journeys, host), requested=asked)


def _words(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part) or "listed"


def _same_name(one: _Entry, other: _Entry) -> bool:
    return any(
        shape(name) == shape(also)
        or NamePattern(name).matches(also)
        or NamePattern(also).matches(name)
        for name in one.names
        for also in other.names
    )


def _owned(domain: str) -> str:
    return registrable_domain(domain)


def _read(text: str) -> Lifetime | None:
    try:
        return read_lifetime(text) if text else None
    except ValueError:
        return None
