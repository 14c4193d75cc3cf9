"""From a run's undeclared cookies to entries that cover them, and are proven to cover no other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import ValidationError

from crawler.compare.matching import Match
from crawler.compare.rules import undeclared, undeclared_storage
from crawler.compare.sightings import Sighting, sightings
from crawler.cookies import Identity, StorageType
from crawler.declared import Declaration, DeclaredCookie
from crawler.declared.model import Context
from crawler.names import NamePattern
from crawler.runs import RunRecord
from crawler.suggest.known import KnownCookie, KnownCookies
from crawler.suggest.names import is_literal, patterns_for, swallows
from crawler.suggest.suggestion import Suggestion, Undeclared, owner_of, suggestion
from crawler.walks import WalkObservation

_Place: TypeAlias = tuple[str, str, Identity]
_Pattern: TypeAlias = tuple[str, frozenset[str] | None]
"""A name with wildcards, and the lifetimes of the cookies that it may stand for; None for any."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An undeclared name for which no entry can be written, and why."""

    name: str
    host: str
    type: StorageType
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The entries to add, and what no entry can be written for."""

    entries: tuple[Suggestion, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def covered(self) -> int:
        """How many undeclared names the entries cover."""
        return sum(len(one.cookies) for one in self.entries)


def suggest(declaration: Declaration, run: RunRecord, known: KnownCookies) -> Suggestions:
    """Entries for everything that a run found and the declaration does not cover.

    With them, every cookie of the run that was covered is covered by the same entry as before.
    """
    seen = sightings(declaration, run.walks)
    drafting = _Drafting(declaration, run, known, tuple(seen))
    return drafting.checked(drafting.first())


@dataclass(slots=True)
class _Drafting:
    declaration: Declaration
    run: RunRecord
    known: KnownCookies
    seen: tuple[Sighting, ...]
    left_out: list[LeftOut] = field(default_factory=list)

    def first(self) -> list[Suggestion]:
        """The suggestions before they were held against the run."""
        groups: dict[tuple[StorageType, str], list[Undeclared]] = defaultdict(list)
        for one in _undeclared(self.seen):
            if reason := _undeclarable(one):
                self._leave(one, reason)
            else:
                groups[one.type, one.owner].append(one)
        return [made for group in groups.values() for made in self._of_group(group)]

    def checked(self, made: list[Suggestion]) -> Suggestions:
        """The suggestions that hold: what covers too much is made exact, then left out."""
        while wrong := _wrong(self.declaration, self.run.walks, made, self.seen):
            kept = [one for index, one in enumerate(made) if index not in wrong]
            for one in (made[index] for index in sorted(wrong)):
                kept += self._exactly(one)
            made = kept
        return Suggestions(tuple(made), tuple(self.left_out))

    def _of_group(self, group: Sequence[Undeclared]) -> Iterator[Suggestion]:
        """Each name once, under the first pattern that fits it and swallows no other."""
        open_names = {one.name: one for one in group}
        for text, lifetimes in (*self._known_patterns(group), *_generalised(group)):
            pattern = NamePattern(text)
            fitting = [
                one
                for one in open_names.values()
                if pattern.matches(one.name) and lifetimes in (None, one.lifetimes)
            ]
            if fitting and not swallows(text, self._others(fitting)):
                yield from self._suggestion(text, fitting)
                for one in fitting:
                    del open_names[one.name]
        for one in open_names.values():
            yield from self._suggestion(one.name, [one])

    def _suggestion(self, name: str, cookies: Sequence[Undeclared]) -> Iterator[Suggestion]:
        try:
            yield suggestion(
                self.declaration, name, cookies, self.run.run_id, self._what_is_known(cookies)
            )
        except ValueError as error:
            for one in cookies:
                self._leave(one, str(error))

    def _what_is_known(self, cookies: Sequence[Undeclared]) -> KnownCookie | None:
        """What a table says of all of them alike."""
        found = [self.known.of(one.name, one.hosts, one.type) for one in cookies]
        return found[0] if all(one == found[0] for one in found) else None

    def _known_patterns(self, group: Sequence[Undeclared]) -> list[_Pattern]:
        found = (self.known.of(one.name, one.hosts, one.type) for one in group)
        wild = (one.pattern.text for one in found if one and not one.pattern.exact)
        return [(text, None) for text in dict.fromkeys(wild)]

    def _others(self, meant: Sequence[Undeclared]) -> Iterator[str]:
        """Every name of the type that is observed or declared and not meant."""
        kind, names = meant[0].type, {one.name for one in meant}
        own = {id(one) for cookie in meant for one in cookie.sightings}
        for one in self.seen:
            if one.identity.type is kind and id(one) not in own:
                yield one.identity.name
        for entry in self.declaration.cookies:
            if entry.type is kind:
                yield from (name for name in entry.names if name not in names)

    def _exactly(self, one: Suggestion) -> Iterator[Suggestion]:
        if [cookie.name for cookie in one.cookies] == [one.name]:
            reason = "an entry for it would change which entry covers another cookie of the run"
            self._leave(one.cookies[0], reason)
            return
        for cookie in one.cookies:
            yield from self._suggestion(cookie.name, [cookie])

    def _leave(self, one: Undeclared, reason: str) -> None:
        self.left_out.append(LeftOut(one.name, one.hosts[0], one.type, reason))


def entry_of(one: Suggestion, declaration: Declaration) -> DeclaredCookie:
    """The entry as the declaration will read it. Raises pydantic's ValidationError."""
    context = Context(categories=declaration.categories, sites=frozenset(declaration.sites))
    return DeclaredCookie.model_validate(dict(one.fields), context=context)


def _undeclared(seen: Iterable[Sighting]) -> list[Undeclared]:
    """The names that the rules about undeclared cookies and storage speak of."""
    found: dict[tuple[str, StorageType, str], list[Sighting]] = defaultdict(list)
    for one in seen:
        if undeclared(one) or undeclared_storage(one):
            found[one.identity.name, one.identity.type, owner_of(one)].append(one)
    return [Undeclared(*key, tuple(those)) for key, those in found.items()]


def _undeclarable(one: Undeclared) -> str:
    """Why no entry can name it and no other; empty where one can."""
    if not one.name:
        return "it has no name, and an entry needs one"
    if not is_literal(one.name):
        return "its name holds what a declaration reads as a wildcard, and would match others too"
    try:
        entry = DeclaredCookie.model_validate({"name": one.name, "type": one.type})
    except ValidationError as error:
        return f"its name cannot be declared: {error.errors(include_url=False)[0]['msg']}"
    return "" if entry.name == one.name else "its name begins or ends with a blank"


def _generalised(group: Sequence[Undeclared]) -> list[_Pattern]:
    """Patterns for the names that live equally long."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for one in group:
        alike[one.lifetimes].append(one.name)
    return [(text, key) for key, names in alike.items() for text in patterns_for(names)]


def _wrong(
    declaration: Declaration,
    walks: Iterable[WalkObservation],
    made: Sequence[Suggestion],
    seen: Iterable[Sighting],
) -> set[int]:
    """The suggestions that do not cover what they are for, or cover anything else."""
    entries = [entry_of(one, declaration) for one in made]
    meant = {
        _place(sighting): index
        for index, one in enumerate(made)
        for cookie in one.cookies
        for sighting in cookie.sightings
    }
    before = {_place(one): one.match for one in seen}
    with_them = declaration.model_copy(update={"cookies": (*declaration.cookies, *entries)})
    wrong: set[int] = set()
    for one in sightings(with_them, walks):
        index, match = meant.get(_place(one)), one.match
        right = (
            _covers(match, entries[index]) if index is not None else match == before[_place(one)]
        )
        if not right:
            wrong |= {index} if index is not None else set()
            wrong |= _involved(match, entries)
    return wrong


def _covers(match: Match | None, entry: DeclaredCookie) -> bool:
    return match is not None and match.entry == entry and not match.elsewhere


def _involved(match: Match | None, entries: Sequence[DeclaredCookie]) -> set[int]:
    return {entries.index(match.entry)} if match and match.entry in entries else set()


def _place(one: Sighting) -> _Place:
    return one.walk.site, one.walk.role, one.identity
