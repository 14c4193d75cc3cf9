"""The second witness: whether the browser's own log knows a change that the recorder missed.

NetLog is independent of the recorder, and knows neither scripts nor lifetimes. A recorder that
explains each of its lines missed nothing. It does know the ``Set-Cookie`` lines of the few
responses that DevTools keep to themselves: those are taken from it, and counted apart, for there
it is no second witness.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from crawler.cookies import JarEntry, ObservedCookie, SetHow, Walk, Write
from crawler.domains import registrable_domain
from crawler.netlog import DELETED, MARKED_HOST, Change, Response, marker_of, read_log
from crawler.walks import NotProven, PartyOf, VisitResult, WalkObservation, Witness

# Deletions that no page asked for (net/cookies/cookie_monster.h). An overwrite belongs to the
# addition that follows it.
OF_THE_BROWSER = frozenset(
    {"overwrite", "expired", "evicted", "duplicate_in_backing_store", "dont_record"}
)
# A response's Clear-Site-Data removes the cookies of its registrable domain at once; seconds.
CLEARED = "explicit"
CLEARED_WITHIN_S = 10.0
# How many responses that set the same cookie are remembered.
MOST_KEPT = 50
_NO_UTF_8 = re.compile("[\ufffd\ud800-\udfff]")
Key: TypeAlias = tuple[bool, str, str, str]


class Reader(Protocol):
    """What the recorder does for the witness."""

    def read(self, response: Response) -> Iterable[Write]:
        """The writes that a response asks for."""

    def redacted(self, change: Change) -> Change:
        """The change as it may be shown."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the log told, and the walks with the writes that only it knew."""

    witness: Witness
    walks: tuple[WalkObservation, ...]


@dataclass(slots=True)
class _Account:
    """What one walk recorded, and what of it no change was matched to yet."""

    walk: WalkObservation
    left: Counter[Key]
    unattributed: Counter[Key]
    sources: dict[Key, set[str]]
    found: list[Write] = field(default_factory=list)

    @classmethod
    def of(cls, walk: WalkObservation) -> "_Account":
        account = cls(walk, Counter(), Counter(), {})
        for cookie in walk.cookies:
            for write in cookie.writes:
                if write.how is SetHow.UNKNOWN:
                    account.unattributed[_key(write)] += 1
                elif not write.refused:
                    account.left[_key(write)] += 1
                    account.sources.setdefault(_key(write), set()).add(write.source)
        return account

    def explains(self, change: Change) -> bool:
        """Use up one write for a change; what the browser does by itself needs none."""
        if change.kind == DELETED and change.cause in OF_THE_BROWSER:
            return True
        key = _key_of(change)
        self.left[key] -= 1
        return self.left[key] >= 0

    def told_of(self, change: Change) -> bool:
        """Use up one write of which the browser told, and whose writer nobody saw."""
        key = _key_of(change)
        self.unattributed[key] -= 1
        return self.unattributed[key] >= 0


class _Responses:
    """The lines of responses so far, by what they ask for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lines: dict[Key, deque[Write]] = {}
        self._cleared: dict[str, float] = {}

    def see(self, response: Response) -> None:
        if response.clears:
            self._cleared[registrable_domain(urlsplit(response.url).hostname or "")] = response.at
        for write in self._reader.read(response):
            if not write.refused:
                kept = self._lines.setdefault(_key(write), deque(maxlen=MOST_KEPT))
                kept.append(write)

    def cleared(self, change: Change) -> bool:
        """Whether a response had the browser clear the cookies of a domain just before."""
        domain = registrable_domain(change.domain.removeprefix("."))
        since = change.at - self._cleared.get(domain, -CLEARED_WITHIN_S)
        return change.cause == CLEARED and 0 <= since <= CLEARED_WITHIN_S

    def take(self, change: Change, told: set[str]) -> Write | None:
        """The latest line that asked for a change, of a response that was not told of if any."""
        lines = self._lines.get(_key_of(change), deque())
        if not lines:
            return None
        chosen = next((one for one in reversed(lines) if one.source not in told), lines[-1])
        lines.remove(chosen)
        return chosen


def testify(log: Path, walks: Iterable[WalkObservation], reader: Reader) -> Testimony:
    """Match every change of the walks' stores to a write that was recorded.

    What was not recorded is looked for among the responses in the log. Raises OSError when there
    is no log.
    """
    accounts = {walk.walk: _Account.of(walk) for walk in walks}
    responses = _Responses(reader)
    changes, unattributed, unexplained = 0, 0, list[str]()
    for account, told in _changes(log, accounts, responses):
        changes, change = changes + 1, reader.redacted(told)
        if responses.cleared(change) or account.explains(change):
            continue
        known = account.sources.get(_key_of(change), set())
        if write := responses.take(change, known):
            account.found.append(write)
        elif account.told_of(change):
            unattributed += 1
        else:
            walk = account.walk.walk
            unexplained.append(f"{walk.site}, {walk.label}: {change}")
    by_log = sum(len(account.found) for account in accounts.values())
    witness = Witness(changes, changes - len(unexplained), tuple(unexplained), by_log, unattributed)
    return Testimony(witness, tuple(map(_completed, accounts.values())))


def doubts(witness: Witness | None) -> tuple[NotProven, ...]:
    """What the log knows better makes the whole run incomplete."""
    if witness is None or not witness.unexplained:
        return ()
    count = len(witness.unexplained)
    reason = f"the browser's log tells of {count} that the recorder missed: "
    return (NotProven("every change to the cookies", reason + "; ".join(witness.unexplained[:3])),)


def _changes(
    log: Path, accounts: dict[Walk, _Account], responses: _Responses
) -> Iterator[tuple[_Account, Change]]:
    """The changes of the walks' stores; a store is known by its marker, which comes first."""
    markers = {marker_of(walk): account for walk, account in accounts.items()}
    stores: dict[int, _Account] = {}
    for event in read_log(log):
        if isinstance(event, Response):
            responses.see(event)
        elif event.domain == MARKED_HOST and event.name in markers:
            stores[event.store] = markers[event.name]
        elif account := stores.get(event.store):
            yield account, event


def _key(write: Write) -> Key:
    one = write.identity
    return write.deletes, _legible(one.name), one.domain, _legible(one.path)


def _key_of(change: Change) -> Key:
    return change.kind == DELETED, _legible(change.name), change.domain, _legible(change.path)


def _legible(text: str) -> str:
    """Without what is no UTF-8: NetLog has U+FFFD for each byte of it, DevTools leave it out."""
    return _NO_UTF_8.sub("", text)


def _completed(account: _Account) -> WalkObservation:
    """The walk with the writes that only the log knew."""
    if not account.found:
        return account.walk
    known = {cookie.identity: cookie for cookie in account.walk.cookies}
    for write in account.found:
        cookie = _less(known.get(write.identity) or _unseen(account.walk, write), write)
        placed = _placed(write, cookie.jar, account.walk.visits)
        writes = tuple(sorted((*cookie.writes, placed), key=lambda one: one.at))
        known[write.identity] = replace(cookie, writes=writes)
    return replace(account.walk, cookies=tuple(known[one] for one in sorted(known)))


def _less(cookie: ObservedCookie, found: Write) -> ObservedCookie:
    """Without the act of nobody's that a write turned out to be."""
    writes = list(cookie.writes)
    for one in writes:
        if one.how is SetHow.UNKNOWN and one.deletes == found.deletes:
            writes.remove(one)
            break
    return replace(cookie, writes=tuple(writes))


def _unseen(walk: WalkObservation, write: Write) -> ObservedCookie:
    host = next((urlsplit(visit.page).hostname or "" for visit in walk.visits), "")
    return ObservedCookie(walk.walk, write.identity, PartyOf(host)(write.identity.host))


def _placed(write: Write, jar: tuple[JarEntry, ...], visits: tuple[VisitResult, ...]) -> Write:
    """With the page and phase of its time: by the next look into the jar, else by the visit."""
    begun = [visit for visit in visits if visit.started <= write.at]
    looks = [one for one in jar if one.seen_at >= write.at]
    stages: tuple[JarEntry | VisitResult, ...] = (*looks[:1], *begun[-1:])
    for stage in stages:
        return replace(write, page=stage.page, phase=stage.phase, frame=stage.page)
    return write
