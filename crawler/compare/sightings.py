"""Each observed cookie once per site and role, with its entry and every walk that showed it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf

from crawler.compare.matching import Match, at_declared_domain, elsewhere, likest
from crawler.cookies import (
    ANONYMOUS,
    Identity,
    JarEntry,
    Journey,
    ObservedCookie,
    Phase,
    Read,
    Walk,
    Write,
)
from crawler.declared import Declaration, DeclaredCookie
from crawler.walks import JourneyResult, VisitOutcome, VisitResult, WalkObservation, begun

JOURNEYS = (Journey.UNTOUCHED, Journey.GPC, Journey.REJECT, Journey.ACCEPT, Journey.WITHDRAW)
"""The order in which journeys are looked at: the first that shows a fault is its finding's."""

# In these the visitor decides nothing, so that all of it is before a decision.
_UNDECIDED = {Journey.UNTOUCHED, Journey.GPC}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One act that shows something: a write, or a find in the jar where no write was seen."""

    walk: Walk
    act: Write | JarEntry

    @property
    def at(self) -> float:
        """When, in seconds since the epoch."""
        return self.act.at if isinstance(self.act, Write) else self.act.seen_at


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that carried it, which shows that it was read."""

    walk: Walk
    act: Read

    @property
    def at(self) -> float:
        """When, in seconds since the epoch."""
        return self.act.at


@dataclass(frozen=True, slots=True)
class Seen:
    """One cookie in one walk, how that journey ended, and the walk's visits."""

    cookie: ObservedCookie
    result: JourneyResult
    visits: tuple[VisitResult, ...] = ()

    def visit_at(self, at: float) -> VisitResult | None:
        """The visit under way at a time; None where that is not known."""
        earlier = (one for one in self.visits if 0 < one.started <= at)
        return max(earlier, key=lambda one: one.started, default=None)

    @property
    def walk(self) -> Walk:
        """Which walk it was."""
        return self.cookie.walk

    @property
    def stored(self) -> Evidence | None:
        """The first act by which it stood in the jar."""
        return next(self._acts(), None)

    @property
    def renewed(self) -> Evidence | None:
        """The first act that began its time anew, where half of the later pages do so."""
        renewals = self.cookie.renewals
        pages = {(one.page, one.phase) for one in self.visits}
        if not renewals or len(renewals) < (len(pages) - 1) / 2:
            return None
        return Evidence(self.walk, renewals[0])

    @property
    def before(self) -> Evidence | None:
        """The first act by which it stood in the jar before the visitor's decision."""
        if self.walk.journey in _UNDECIDED:
            return self.stored
        return next((one for one in self._acts() if one.act.phase is Phase.BEFORE), None)

    @property
    def after(self) -> Evidence | None:
        """The first act that stored it after a decision that is proven to have been taken.

        What was there before and merely remains is not stored anew; a find in the jar counts
        only where there was nothing before.
        """
        if not self._decided:
            return None
        acts = (one for one in self._acts() if one.act.phase is Phase.AFTER)
        if self.before:
            acts = (one for one in acts if isinstance(one.act, Write))
        return next(acts, None)

    @property
    def remains(self) -> bool:
        """Whether it was there before a proven decision and was still found after it."""
        found = any(entry.phase is Phase.AFTER for entry in self.cookie.jar)
        return self._decided and found and self.before is not None and not self.cookie.deleted

    @property
    def sent_later(self) -> Sent | None:
        """The first request that carried it, on a page visited after that of a proven decision."""
        if not self._decided:
            return None
        sent = (one for one in self.cookie.reads if not one.withheld and one.at >= self._later)
        return next((Sent(self.walk, one) for one in sent), None)

    @property
    def kept_later(self) -> Evidence | None:
        """What shows that it was not given up with a proven decision.

        It was stored on a page visited after that of the decision, or found on the last of them.
        What a page that was open at the decision does until it is left counts for neither.
        """
        if not self._decided or self._later is inf:
            return None
        visited = (one.started for one in self.visits if one.outcome is VisitOutcome.VISITED)
        last = max(visited, default=inf)
        acts: tuple[Write | JarEntry, ...] = (
            *(one for one in self.cookie.stored if one.at >= self._later),
            *(one for one in self.cookie.jar if one.seen_at >= last),
        )
        return next((Evidence(self.walk, one) for one in acts), None)

    @property
    def _later(self) -> float:
        """When the first page was begun after that of the decision; never, where there is none."""
        times = begun(self.visits, Phase.AFTER)
        return times[1] if len(times) > 1 else inf

    @property
    def _decided(self) -> bool:
        return self.result.decided and self.walk.journey not in _UNDECIDED

    def _acts(self) -> Iterator[Evidence]:
        """Stored writes and finds in the jar, in order of time."""
        acts: tuple[Write | JarEntry, ...] = (*self.cookie.stored, *self.cookie.jar)
        return iter(sorted((Evidence(self.walk, act) for act in acts), key=lambda one: one.at))


@dataclass(frozen=True, slots=True)
class Sighting:
    """One cookie of one site and role, in every walk that showed it, in the order of JOURNEYS.

    Of a role, ``login_page`` is where it logs in, and ``proof`` the name of the cookie that it is
    declared to be known by.

    ``namesake`` is an entry of its name that does not cover it, since that entry's own cookie
    was seen under the declared domain.
    """

    identity: Identity
    seen: tuple[Seen, ...]
    match: Match | None = None
    namesake: DeclaredCookie | None = None
    login_page: str = ""
    proof: str = ""

    @property
    def walk(self) -> Walk:
        """The first walk that showed it."""
        return self.seen[0].walk

    @property
    def was_stored(self) -> bool:
        """Whether a browser held it in any walk."""
        return any(one.cookie.was_stored for one in self.seen)

    @property
    def was_attempted(self) -> bool:
        """Whether it was held, sent, or at least asked for; a mere deletion is none of these."""
        cookies = [one.cookie for one in self.seen]
        asked = any(not write.deletes for cookie in cookies for write in cookie.writes)
        return self.was_stored or asked or any(cookie.sent_to for cookie in cookies)


def sightings(declaration: Declaration, walks: Iterable[WalkObservation]) -> tuple[Sighting, ...]:
    """Every cookie of every site and role, sorted, with the entry that covers it."""
    found: list[Sighting] = []
    for (site, _), group in groupby(in_order(declaration, walks), key=_place):
        found += _of_role(declaration, _matched(declaration, site, _gathered(list(group))))
    return tuple(found)


def _of_role(declaration: Declaration, found: Iterable[Sighting]) -> Iterator[Sighting]:
    """The sightings, with what is known of the login where a role saw them."""
    for one in found:
        site = declaration.sites[one.walk.site]
        role = site.roles.get(one.walk.role)
        if role is None:
            yield one
            continue
        proof = (role.logged_in and role.logged_in.cookie) or ""
        yield replace(one, login_page=site.login_page(role), proof=proof)


def in_order(
    declaration: Declaration, walks: Iterable[WalkObservation]
) -> tuple[WalkObservation, ...]:
    """The walks by site as declared, anonymous visitors first, then by JOURNEYS."""
    sites = list(declaration.sites)
    return tuple(
        sorted(
            walks,
            key=lambda one: (
                sites.index(one.walk.site),
                one.walk.role != ANONYMOUS,
                one.walk.role,
                JOURNEYS.index(one.walk.journey),
                one.walk.granted,
            ),
        )
    )


def _place(observation: WalkObservation) -> tuple[str, str]:
    return observation.walk.site, observation.walk.role


def _gathered(walks: Sequence[WalkObservation]) -> dict[Identity, tuple[Seen, ...]]:
    found: dict[Identity, list[Seen]] = {}
    for walk in walks:
        for cookie in walk.cookies:
            seen = Seen(cookie, walk.result, walk.visits)
            found.setdefault(cookie.identity, []).append(seen)
    return {identity: tuple(found[identity]) for identity in sorted(found)}


def _matched(
    declaration: Declaration, site: str, found: dict[Identity, tuple[Seen, ...]]
) -> Iterator[Sighting]:
    visitor = next(iter(found.values()))[0].walk if found else None
    entries = [one for one in declaration.cookies if visitor and one.covers(visitor)]
    own = {one: at_declared_domain(entries, declaration.sites[site], one) for one in found}
    at_home = {
        entry
        for identity, entry in own.items()
        if entry and any(one.cookie.was_stored for one in found[identity])
    }
    for identity, seen in found.items():
        entry = own[identity]
        if entry:
            yield Sighting(identity, seen, _match(declaration, entry, identity))
        elif entry := elsewhere(entries, identity, at_home):
            match = _match(declaration, entry, identity)
            yield Sighting(identity, seen, replace(match, elsewhere=True))
        else:
            yield Sighting(identity, seen, namesake=elsewhere(entries, identity, ()))


def _match(declaration: Declaration, entry: DeclaredCookie, identity: Identity) -> Match:
    return Match(entry, declaration.place_of(entry), likest(entry, identity.name))
