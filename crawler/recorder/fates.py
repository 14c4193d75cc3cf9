"""Whether the browser took what was written, where only the jar can tell.

Scripts get no answer. Nor do servers whose answer came to a request without credentials: the
browser passes over its cookies and says nothing.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from crawler.cookies import Identity, JarEntry, SetHow, Write
from crawler.domains import registrable_domain

NOT_KEPT = "NotInTheJar"
# A script cannot replace a cookie that is hidden from it (RFC 6265, section 5.3, step 11.2).
HIDDEN = "OverwriteHttpOnly"
OUTLIVED = "the browser held the value of another write"
CLEARED = "a response had the browser clear its cookies"
CROWDED = "the browser throws cookies of a domain away when there are too many"
# Chromium keeps 180 cookies for each registrable domain, and throws 30 away when there are more
# (measured; cookie_monster.h); of partitioned ones also no more than 10,240 bytes for each site.
MANY, MANY_BYTES = 150, 6_000
# Events of different processes may come in another order than things happened; seconds.
ORDER_SLACK_S = 1.0
# What a response clears is gone, and told to be, within this time; seconds.
CLEARED_WITHIN_S = 10.0

Key = TypeVar("Key", Identity, str)


@dataclass(frozen=True, slots=True)
class Clearing:
    """A response that cleared all cookies of a registrable domain (``Clear-Site-Data``)."""

    domain: str
    at: float


class Crowds:
    """How many cookies of each registrable domain and partition a profile was ever seen with."""

    def __init__(self) -> None:
        self._seen: defaultdict[tuple[str, str], set[Identity]] = defaultdict(set)
        self._most_bytes: defaultdict[tuple[str, str], int] = defaultdict(int)

    def see(self, identities: Iterable[Identity]) -> None:
        """Count these, each once."""
        for identity in identities:
            self._seen[_crowd(identity)].add(identity)

    def weigh(self, sizes: Iterable[tuple[Identity, int]]) -> None:
        """Take in a whole jar: its cookies, and the bytes of each one's name and value."""
        bytes_now: defaultdict[tuple[str, str], int] = defaultdict(int)
        for identity, size in sizes:
            self._seen[_crowd(identity)].add(identity)
            bytes_now[_crowd(identity)] += size
        for crowd, number in bytes_now.items():
            self._most_bytes[crowd] = max(self._most_bytes[crowd], number)

    def removed(self, identity: Identity, at: float) -> bool:
        """Whether the browser may have made room by removing it; when does not matter."""
        del at
        return self.crowded(identity)

    def crowded(self, identity: Identity) -> bool:
        """Whether the browser may have thrown this cookie away to make room for others."""
        crowd = _crowd(identity)
        heavy = bool(identity.partition_key) and self._most_bytes[crowd] >= MANY_BYTES
        return heavy or len(self._seen[crowd]) >= MANY


class Fates:
    """What became of writes, from all writes of the time and from each look into the jar."""

    def __init__(
        self,
        writes: Iterable[Write],
        jar: Iterable[JarEntry],
        clearings: Iterable[Clearing],
        crowds: Crowds,
        stood: Callable[[Write], bool] = lambda _: False,
    ) -> None:
        self._kept = {entry.identity: entry for entry in sorted(jar, key=lambda one: one.seen_at)}
        self._overruled: dict[Identity, float] = {}
        self._deleted: dict[Identity, float] = {}
        # When what stands in the jar was written last, so far as that was seen.
        self._matched: dict[Identity, float] = {}
        for write in writes:
            entry = self._kept.get(write.identity)
            if entry and write.stores and _holds(entry, write):
                _latest(self._matched, write.identity, write.at)
            if not write.refused and (write.how is SetHow.HTTP or write.deletes):
                _latest(self._overruled, write.identity, write.at)
            if not write.refused and write.deletes:
                _latest(self._deleted, write.identity, write.at)
        self._cleared: dict[str, float] = {}
        for clearing in clearings:
            _latest(self._cleared, clearing.domain, clearing.at)
        self._crowds = crowds
        self._stood = stood
        self._now = time.time()

    def told(self, write: Write) -> Write:
        """The script's write, with the reason why it was not taken, or why that is not known.

        A write that a server's or a deletion followed, or whose lifetime is over, was taken for
        all that can be known.
        """
        overruled = self._overruled.get(write.identity)
        if not write.stores or (overruled is not None and overruled >= write.at):
            return write
        entry = self._kept.get(write.identity)
        if entry and entry.seen_at >= write.at:
            if entry.http_only:
                return replace(write, refused=HIDDEN)
            before = self._matched.get(write.identity, write.at) < write.at
            return self._outlived(write, entry) if before else write
        return self._unkept(write)

    def told_of_server(self, write: Write) -> Write:
        """The server's write, with the reason why it was passed over if the jar says so."""
        gone = self._deleted.get(write.identity)
        entry = self._kept.get(write.identity)
        if not write.stores or (gone is not None and gone >= write.at - ORDER_SLACK_S):
            return write
        if entry and entry.seen_at >= write.at:
            return self._outlived(write, entry)
        return self._unkept(write)

    def _outlived(self, write: Write, entry: JarEntry) -> Write:
        """A write of a cookie that the jar holds, perhaps with the value of an earlier write."""
        if _holds(entry, write) or self._stood(write):
            return write
        matched = self._matched.get(write.identity, write.at)
        if matched < write.at - ORDER_SLACK_S:
            return replace(write, refused=NOT_KEPT)
        return replace(write, doubt=OUTLIVED)

    def _unkept(self, write: Write) -> Write:
        """A write that nobody overruled and that is not in the jar."""
        if write.requested is not None and self._now > write.at + write.requested:
            return write
        if self._stood(write):
            return write
        doubt = self._doubt(write)
        return replace(write, doubt=doubt) if doubt else replace(write, refused=NOT_KEPT)

    def removed(self, identity: Identity, at: float) -> bool:
        """Whether the browser may have removed it by itself by then, to clear or to make room."""
        cleared = self._cleared.get(registrable_domain(identity.host))
        just = cleared is not None and abs(at - cleared) <= CLEARED_WITHIN_S
        return just or self._crowds.crowded(identity)

    def _doubt(self, write: Write) -> str:
        cleared = self._cleared.get(registrable_domain(write.identity.host))
        if cleared is not None and cleared >= write.at - ORDER_SLACK_S:
            return CLEARED
        return CROWDED if self._crowds.crowded(write.identity) else ""


def _holds(entry: JarEntry, write: Write) -> bool:
    """Whether a cookie in the jar is what a write asked for, so far as values tell."""
    return entry.value_hash == write.value_hash


def _crowd(identity: Identity) -> tuple[str, str]:
    return registrable_domain(identity.host), identity.partition_key


def _latest(times: dict[Key, float], key: Key, at: float) -> None:
    times[key] = max(at, times.get(key, at))
