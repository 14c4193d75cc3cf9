"""Changes to cookies that the browser itself tells of, whoever made them.

Every document is told by ``cookieStore``'s event ``change`` what changes in the cookies that
scripts may see there. That names no writer. It is what remains of a call that no breakpoint
sees: the browser running the native setter with no script under way, and the like.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf
from typing import TypeAlias
from urllib.parse import urlsplit

from crawler.cookies import Identity, JarEntry, SetHow, Write
from crawler.recorder.acts import Act, write_of
from crawler.recorder.moments import Moment
from crawler.recorder.scripts import ScriptCall
from crawler.recorder.statements import redacted
from crawler.recorder.values import ValueHash
from crawler.set_cookie import SetCookie

# An event comes this much later than what it tells of at most, on a busy machine too; seconds.
LATE_S = 2.0
# Chromium cuts every lifetime to 400 days; what is shorter by a day was not cut.
UNCUT_S = 399 * 86_400.0
# A document, by its session and realm.
Place: TypeAlias = tuple[str, int]
Key: TypeAlias = tuple[bool, Identity]


@dataclass(frozen=True, slots=True)
class Document:
    """Who tells of a change: the ``place``, since when it is there, and whose cookies it has."""

    place: Place
    since: float
    cookie_url: str
    partition: str

    @property
    def host(self) -> str:
        """The host whose cookies it has."""
        return urlsplit(self.cookie_url).hostname or ""


@dataclass(slots=True)
class Change:
    """One change, as any number of documents tell of it."""

    cookie: SetCookie
    identity: Identity
    value_hash: str
    expires: float | None
    moment: Moment
    document: Document
    found: bool
    told_by: set[Place] = field(default_factory=set)
    held: bool = False
    by_itself: bool = False

    @property
    def key(self) -> Key:
        """What a write of the same kind has."""
        return self.cookie.lifetime == 0, self.identity

    @property
    def plain(self) -> bool:
        """Whether its value reads the same wherever it is told (what is no UTF-8 is told empty)."""
        value = self.cookie.value
        return bool(value) and value.isascii() and value.isprintable()


class Sightings:
    """All changes that a profile's documents were told of, and which writes account for them."""

    def __init__(self, hashed: ValueHash) -> None:
        self._hashed = hashed
        self._new: list[Change] = []
        self._told: defaultdict[Identity, deque[Change]] = defaultdict(lambda: deque(maxlen=200))
        self._unseen: defaultdict[Key, list[str]] = defaultdict(list)
        self._known: defaultdict[Identity, set[str]] = defaultdict(set)
        self._stood: defaultdict[Identity, set[str]] = defaultdict(set)
        self._ends: dict[Identity, float] = {}
        self._unread: list[tuple[str, Act]] = []

    def unread(self, act: Act, cookie_url: str) -> None:
        """A call was seen whose cookie could not be read without running the page's script."""
        self._unread.append((urlsplit(cookie_url).hostname or "", act))

    def told(self, call: ScriptCall, document: Document, moment: Moment) -> None:
        """Take in one message of ``changes.js``."""
        change = self._change(call, document, moment)
        if change.found:
            self._new.append(change)
            return
        known = self._told[change.identity]
        begun = len(known)
        for number in range(len(known) - 1, -1, -1):
            if document.place in known[number].told_by or known[number].moment.at < document.since:
                break
            begun = number
        for one in list(known)[begun:]:
            if (one.key, one.value_hash, one.expires) == (
                change.key,
                change.value_hash,
                change.expires,
            ):
                one.told_by.add(document.place)
                return
        change.told_by.add(document.place)
        known.append(change)
        self._new.append(change)

    def _change(self, call: ScriptCall, document: Document, moment: Moment) -> Change:
        verb, name, value, domain, path, ends_ms, secure, same_site, chip, *_ = call.arguments
        expires = None if ends_ms is None else float(ends_ms) / 1000
        lifetime = None if expires is None else max(float(round(expires - moment.at)), 1.0)
        cookie = SetCookie(
            name=str(name or ""),
            value=str(value or ""),
            domain=f".{domain}" if domain else document.host,
            path=str(path or "/"),
            lifetime=0.0 if verb == "deleted" else lifetime,
            secure=bool(secure),
            http_only=False,
            same_site=str(same_site or "").capitalize(),
            partitioned=bool(chip),
        )
        partition = document.partition if cookie.partitioned else ""
        identity = Identity(cookie.name, cookie.domain, cookie.path, partition)
        return Change(
            cookie,
            identity,
            self._hashed(cookie.value),
            expires,
            moment,
            document,
            found=verb == "found",
        )

    def stood(self, write: Write) -> bool:
        """Whether the browser told that what a script wrote was stored."""
        return any(
            change.key == (False, write.identity)
            and change.value_hash == write.value_hash
            and change.moment.at >= write.at
            for change in self._told.get(write.identity, ())
        )

    def account(
        self, writes: Iterable[Write], removed: Callable[[Identity, float], bool]
    ) -> list[Write]:
        """The changes that no write accounts for, each as a write of its own.

        A change has to wait for the next time before, since what a server wrote may be told later
        than what came of it. ``removed`` says whether the browser may have removed a cookie itself.
        """
        for write in writes:
            if not write.refused:
                told = _told_as(write.identity)
                self._unseen[write.deletes, told].append(write.value_hash)
                self._known[told].add(write.value_hash)
                self._lives(told, write.requested, write.at)
        waiting = [change for change in self._new if not self._explained(change)]
        self._new = [change for change in waiting if not change.held]
        for change in self._new:
            change.held = True
            change.by_itself = self._by_itself(change, removed)
        rest = [one for one in waiting if not any(one is kept for kept in self._new)]
        return self._written([one for one in rest if not one.by_itself and self._first(one)])

    def _first(self, change: Change) -> bool:
        """Whether it is more than what another document has found already."""
        known = self._known[change.identity]
        if change.found and change.value_hash in known:
            return False
        known.add(change.value_hash)
        return True

    def stands(self, jar: Iterable[JarEntry]) -> None:
        """What was in the jar, so that no later document need find out who wrote it."""
        for entry in jar:
            self._stood[_told_as(entry.identity)].add(entry.value_hash)

    def _lives(self, identity: Identity, lifetime: float | None, at: float) -> None:
        ends = inf if lifetime is None else at + lifetime
        self._ends[identity] = max(ends, self._ends.get(identity, 0.0))

    def _explained(self, change: Change) -> bool:
        if change.found:
            # What was found before the jar was looked at is no older for that.
            stood = set() if change.held else self._stood[change.identity]
            known = self._known[change.identity] | stood
            told = (one.value_hash for one in self._told.get(change.identity, ()))
            return change.value_hash in (*known, *told) or (bool(known) and not change.plain)
        left = self._unseen[change.key]
        deletes, _ = change.key
        if change.value_hash in left:
            left.remove(change.value_hash)
            return True
        if left and (deletes or not change.plain):
            left.pop()
            return True
        return False

    def _by_itself(self, change: Change, removed: Callable[[Identity, float], bool]) -> bool:
        """Whether it is a deletion that the browser did by itself: over, cleared or crowded out."""
        deletes, identity = change.key
        if not deletes:
            return False
        before = [
            inf if one.expires is None else one.expires
            for one in self._told[identity]
            if not one.key[0] and one.moment.at <= change.moment.at
        ]
        ends = before[-1] if before else self._ends.get(identity, 0.0)
        return ends <= change.moment.at + LATE_S or removed(identity, change.moment.at)

    def _written(self, changes: list[Change]) -> list[Write]:
        acts = self._callers(changes)
        return [
            self._write(change, acts.get(number) or _nobody(change))
            for number, change in enumerate(changes)
        ]

    def _write(self, change: Change, act: Act) -> Write:
        write = write_of(change.cookie, act, self._hashed)
        return replace(write, at_least=(write.requested or 0.0) >= UNCUT_S)

    def _callers(self, changes: list[Change]) -> dict[int, Act]:
        """The calls that could not be read, by the number of the change that each made.

        Only where there are as many changes as calls just before them, all of one kind: those of
        one kind keep their order. Otherwise it is not known which call, if any, made which change.
        """
        callers: dict[int, Act] = {}
        for host in {one.document.host for one in changes}:
            calls = [act for where, act in self._unread if where == host]
            made = [
                number
                for number, one in enumerate(changes)
                if one.document.host == host
                and any(0 <= one.moment.at - act.moment.at <= LATE_S for act in calls)
            ]
            if len(made) == len(calls) and len({act.how for act in calls}) == 1:
                callers.update(zip(made, calls, strict=True))
        self._unread = [one for one in self._unread if one[1] not in callers.values()]
        return callers


def _told_as(identity: Identity) -> Identity:
    """Chromium tells no name that has half of a surrogate pair (measured, Chromium 156)."""
    try:
        identity.name.encode()
    except UnicodeEncodeError:
        return replace(identity, name="")
    return identity


def _nobody(change: Change) -> Act:
    return Act(
        SetHow.UNKNOWN,
        change.moment,
        frame=change.document.cookie_url,
        source="",
        statement=partial(_statement, change),
        partition=change.identity.partition_key,
    )


def _statement(change: Change, value_hash: str) -> str:
    return redacted(f"{change.cookie.name}=; Path={change.cookie.path}", value_hash)
