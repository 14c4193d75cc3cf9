"""A suggested entry: its fields, and the comments that say where each comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.compare.asking import asked
from crawler.compare.sightings import Evidence, Sighting
from crawler.cookies import Party, StorageType, Write
from crawler.declared import Declaration
from crawler.declared.values import is_host
from crawler.domains import covers, is_public_suffix, registrable_domain
from crawler.lifetimes import in_words
from crawler.suggest.durations import written
from crawler.suggest.known import KnownCookie
from crawler.suggest.spelling import Value

_LONGEST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Undeclared:
    """An undeclared name of one type and party, wherever the run saw it.

    ``owner`` is the registrable domain of a third party, empty for the sites' own.
    """

    name: str
    type: StorageType
    owner: str
    sightings: tuple[Sighting, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts and domains that it was stored under."""
        return tuple(dict.fromkeys(one.identity.host for one in self.sightings))

    @property
    def sites(self) -> frozenset[str]:
        """The names of the sites that showed it."""
        return frozenset(one.walk.site for one in self.sightings)

    @property
    def lifetimes(self) -> frozenset[str]:
        """Every lifetime that was asked for, in words; empty for one that is not known."""
        return frozenset(words for words, _ in self.asked)

    @property
    def asked(self) -> tuple[tuple[str, float | None], ...]:
        """The longest lifetime asked for in each walk, in words and in seconds."""
        every = (asked(seen) for one in self.sightings for seen in one.seen if seen.stored)
        return tuple(
            (written(one.least) if one.least == one.most else "", one.most) for one in every if one
        )

    @property
    def first(self) -> Evidence:
        """The first act that stored it."""
        acts = (seen.stored for one in self.sightings for seen in one.seen)
        return min((one for one in acts if one), key=lambda one: one.at)


def owner_of(sighting: Sighting) -> str:
    """The registrable domain of a third party's cookie; empty for a site's own."""
    third = any(one.cookie.party is Party.THIRD for one in sighting.seen)
    return registrable_domain(sighting.identity.host) if third else ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that covers these cookies and no other; ``name`` may have wildcards.

    ``domain`` is empty where the sites' own is meant, ``sites`` where all are.
    """

    name: str
    cookies: tuple[Undeclared, ...]
    domain: str
    sites: tuple[str, ...]
    run_id: str
    known: KnownCookie | None = None

    @property
    def type(self) -> StorageType:
        """Where it is kept."""
        return self.cookies[0].type

    @property
    def fields(self) -> Mapping[str, Value]:
        """The keys of the entry, in the order of the documentation."""
        known = self.known
        every: dict[str, Value] = {
            "name": self.name,
            "sites": self.sites,
            "domain": self.domain,
            "category": str((known and known.category) or ""),
            "lifetime": self.lifetime,
            "type": str(self.type) if self.type is not StorageType.COOKIE else "",
            "provider": known.provider[:_LONGEST_TEXT] if known else "",
            "purpose": known.purpose[:_LONGEST_TEXT] if known else "",
        }
        return {key: value for key, value in every.items() if value}

    @property
    def lifetime(self) -> str:
        """The requested lifetime in words; empty where it is unknown, or there is not just one."""
        if self.type is not StorageType.COOKIE:
            return ""
        every = {one for cookie in self.cookies for one in cookie.asked}
        words = {text for text, _ in every}
        if len(words) == 1:
            return words.pop()
        if words & {"", "session"}:
            return ""
        longest = max(every, key=lambda one: one[1] or 0.0)
        return f"up to {longest[0]}"

    @property
    def comments(self) -> Iterator[str]:
        """What a reviewer has to know, a line each."""
        yield f"Suggested from the run {self.run_id}: to be reviewed."
        observed = [one.name for one in self.cookies]
        if observed != [self.name]:
            yield f"Observed as {_listed(observed)}."
        yield _first_seen(min((one.first for one in self.cookies), key=lambda one: one.at))
        if self.known:
            given = [key for key in ("category", "provider", "purpose") if key in self.fields]
            doubt = "" if self.known.checked else " (not yet held against that page)"
            yield f"{', '.join(given).capitalize()}: suggested from {self.known.source}{doubt}"
        if "category" not in self.fields:
            yield "Its category is not known; without one it counts as needing consent."
        if self.known and self.known.lifetime and self.known.lifetime != self.lifetime:
            yield f"That source gives it a lifetime of {self.known.lifetime}."
        if self.type is StorageType.COOKIE and not self.lifetime:
            yield f"Its lifetime is left open: {_lifetimes(self.cookies)}."


def suggestion(
    declaration: Declaration,
    name: str,
    cookies: Sequence[Undeclared],
    run_id: str,
    known: KnownCookie | None,
) -> Suggestion:
    """The entry for these cookies. Raises ValueError where no domain can be declared for them."""
    seen_on = frozenset().union(*(one.sites for one in cookies))
    sites = (
        ()
        if seen_on == set(declaration.sites)
        else tuple(site for site in declaration.sites if site in seen_on)
    )
    domain = _domain([host for one in cookies for host in one.hosts])
    if not domain and cookies[0].owner:
        raise ValueError(f"{cookies[0].hosts[0]} is no domain that can be declared")
    return Suggestion(name, tuple(cookies), domain, sites, run_id, known)


def _domain(hosts: Sequence[str]) -> str:
    """The domain that covers all hosts; empty where there is none, or none that is somebody's."""
    shortest = min(hosts, key=len)
    if not all(covers(shortest, host) for host in hosts):
        shortest = registrable_domain(shortest)
    covered = all(covers(shortest, host) for host in hosts)
    return shortest if covered and is_host(shortest) and not is_public_suffix(shortest) else ""


def _first_seen(first: Evidence) -> str:
    walk, act = first.walk, first.act
    where = f"first on {act.page} (site {walk.site}, journey {walk.label})"
    if not isinstance(act, Write):
        return f"Found in the browser, {where}; what set it was not seen."
    brought = f", brought in by {act.initiator[0]}" if act.initiator else ""
    return f"Set by {act.set_by}{brought}, {where}."


def _lifetimes(cookies: Iterable[Undeclared]) -> str:
    every = {words or _about(most) for one in cookies for words, most in one.asked}
    return f"it was asked for {_listed(sorted(every))}" if every else "no write of it was seen"


def _about(most: float | None) -> str:
    return f"at most {in_words(most)}" if most is not None else "a time that is not known"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
