"""The vocabulary of an audit: what a browser was seen to write and send, and in which walk.

Times are seconds since the epoch (wall clock of this machine), lifetimes are seconds.
Values of cookies never stand here: ``value_hash`` is a keyed hash that changes with every run.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Journey(StrEnum):
    """What the visitor decides; each starts from an empty profile of its own."""

    UNTOUCHED = "untouched"
    REJECT = "reject"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    GPC = "gpc"


class Phase(StrEnum):
    """Before or after the visitor's decision inside a journey."""

    BEFORE = "before"
    AFTER = "after"


class SetHow(StrEnum):
    """By which means a cookie was written."""

    HTTP = "http"
    SCRIPT = "script"
    COOKIE_STORE = "cookie-store"
    UNKNOWN = "unknown"
    """The browser told that it was written, and nobody saw by whom."""


class StorageType(StrEnum):
    """Where it is kept (EDPB Guidelines 2/2023: Article 5(3) covers all of these)."""

    COOKIE = "cookie"
    LOCAL_STORAGE = "local-storage"
    SESSION_STORAGE = "session-storage"
    INDEXED_DB = "indexed-db"
    CACHE_STORAGE = "cache-storage"

    @property
    def endless(self) -> bool:
        """Whether what is kept there stays until somebody removes it; it takes no lifetime."""
        return self not in (StorageType.COOKIE, StorageType.SESSION_STORAGE)


class Party(StrEnum):
    """Whether the cookie's registrable domain is that of the site under audit."""

    FIRST = "first"
    THIRD = "third"


class Identifier(StrEnum):
    """Whether a value tells one visitor from another, as far as the audit's profiles show."""

    LIKELY = "likely"
    NO = "no"
    UNKNOWN = "unknown"


# The partition of what a frame without credentials has (``<iframe credentialless>``): it is drawn
# anew for each page, and no site's.
OPAQUE = "opaque"
# How far a lifetime may fall short of the one before it and still be the same one begun anew.
RENEWED_WITHIN_S = 1.0
ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, order=True)
class Walk:
    """One journey of one site and role.

    ``granted`` are the only categories that an acceptance is to grant; empty means all. ``repeat``
    counts from 1 where an audit makes every walk several times; a run tells of all of them as one,
    with zero.
    """

    site: str
    role: str
    journey: Journey
    granted: tuple[str, ...] = ()
    repeat: int = 0

    @property
    def label(self) -> str:
        """The journey's name, with the categories where only some are to be granted."""
        return f"{self.journey} {'+'.join(self.granted)}" if self.granted else str(self.journey)


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes two writes the same cookie (RFC 6265 section 5.3 step 11, and CHIPS).

    ``domain`` is written as Chromium does: a leading dot for a domain cookie, none for a
    host-only one. ``partition_key`` is the top-level site of a partitioned cookie, ``OPAQUE``, or
    empty where it is not partitioned.
    What is kept elsewhere has the host of its origin for a domain, and the origin for a path.
    """

    name: str
    domain: str
    path: str = "/"
    partition_key: str = ""
    type: StorageType = StorageType.COOKIE

    @classmethod
    def of_choice(cls, host: str) -> "Identity":
        """What stands for a site's banner and what it holds, where a finding is about no cookie."""
        return cls("", host, path="")

    @property
    def is_choice(self) -> bool:
        """Whether it stands for a site's banner (a cookie, also a nameless one, has a path)."""
        return not self.path and not self.name

    @property
    def is_cookie(self) -> bool:
        """Whether it is a cookie, and not something in another kind of storage."""
        return self.type is StorageType.COOKIE

    @property
    def host(self) -> str:
        """The domain without the leading dot."""
        return self.domain.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Write:
    """One act of setting or deleting a cookie.

    ``requested`` is the lifetime asked for, in seconds; None asks for a session cookie, zero
    or less deletes. ``refused`` is Chromium's reason, empty when the cookie was taken.
    ``statement`` is the header line or the script's string with the value replaced by its hash.
    ``source`` is the URL of the response or script; ``line`` and ``column`` are 1-based.
    ``initiator`` names the chain of scripts that brought ``source`` in, outermost first.
    ``at_least`` tells that more may have been asked for: the browser had cut it by then.
    ``doubt`` says why it is not known whether the browser took it; empty where that is known.
    ``size`` is that of name and value in bytes, where something else than a cookie was written.
    """

    identity: Identity
    how: SetHow
    at: float
    phase: Phase
    page: str
    frame: str
    source: str
    statement: str
    value_hash: str
    requested: float | None = None
    http_only: bool = False
    secure: bool = False
    same_site: str = ""
    line: int | None = None
    column: int | None = None
    initiator: tuple[str, ...] = ()
    refused: str = ""
    doubt: str = ""
    size: int | None = None
    at_least: bool = False

    @property
    def deletes(self) -> bool:
        """Whether it asks for the cookie to be removed."""
        return self.requested is not None and self.requested <= 0

    @property
    def stores(self) -> bool:
        """Whether a cookie stood in the jar because of it; one in doubt counts as if it did."""
        return not self.refused and not self.deletes

    @property
    def chain(self) -> tuple[str, ...]:
        """From the outermost culprit, which a person would switch off, to what set the cookie.

        Empty where the page itself did.
        """
        own = self.source in (self.page, self.frame)
        if not self.source or (own and not self.initiator):
            return self.initiator
        return (*self.initiator, self.source)

    @property
    def set_by(self) -> str:
        """Who did it: the response's URL, or the script's URL with line and column."""
        if self.line is None:
            return self.source
        return f"{self.source}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Read:
    """One request that carried the cookie, or was to carry it and did not (``withheld``)."""

    identity: Identity
    at: float
    phase: Phase
    page: str
    url: str
    host: str
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class JarEntry:
    """A cookie as the browser holds it at ``seen_at``; ``expires`` is None for a session cookie.

    For other storage: ``size`` in bytes where it is known, and the object stores that a database
    ``holds``.
    """

    identity: Identity
    expires: float | None
    seen_at: float
    page: str
    phase: Phase
    http_only: bool = False
    secure: bool = False
    same_site: str = ""
    value_hash: str = ""
    size: int | None = None
    holds: tuple[str, ...] = ()


def _whole(seconds: float) -> float:
    return (seconds + 0.5) // 1


@dataclass(frozen=True, slots=True)
class ObservedCookie:
    """All writes, reads and jar entries of one identity in one walk, each in order of time.

    ``seen_in`` is in how many of the walk's repeats it showed.
    """

    walk: Walk
    identity: Identity
    party: Party
    writes: tuple[Write, ...] = ()
    reads: tuple[Read, ...] = ()
    jar: tuple[JarEntry, ...] = ()
    identifier: Identifier = Identifier.UNKNOWN
    seen_in: int = 1

    @property
    def stored(self) -> tuple[Write, ...]:
        """The writes that the browser took."""
        return tuple(write for write in self.writes if write.stores)

    @property
    def was_stored(self) -> bool:
        """Whether the browser ever held it, by a write that was seen or by the jar itself."""
        return bool(self.stored or self.jar)

    @property
    def first(self) -> Write | JarEntry | None:
        """The first sight of it: a stored write, else the jar, else a refused write or deletion."""
        sights: tuple[Write | JarEntry, ...] = (*self.stored, *self.jar, *self.writes)
        return next(iter(sights), None)

    @property
    def phase(self) -> Phase:
        """The phase in which it was first set."""
        return self.first.phase if self.first else Phase.BEFORE

    @property
    def longest(self) -> Write | None:
        """The stored write that asked for the longest lifetime (a session is the shortest)."""
        return max(self.stored, key=lambda write: (write.requested or 0.0) // 1, default=None)

    @property
    def renewals(self) -> tuple[Write, ...]:
        """The stored writes by which its time began anew on another page than the one before.

        A write that keeps the old end, and so asks for less, is none.
        """
        taken = [one for one in self.writes if not one.refused and one.requested is not None]
        return tuple(
            later
            for one, later in pairwise(taken)
            if not one.deletes
            and not later.deletes
            and (one.page, one.phase) != (later.page, later.phase)
            and (later.requested or 0.0) >= (one.requested or 0.0) - RENEWED_WITHIN_S
        )

    @property
    def granted(self) -> float | None:
        """The lifetime that the browser kept, in seconds from the write; None: session, unknown."""
        entry = next((entry for entry in reversed(self.jar) if entry.expires is not None), None)
        if entry is None or entry.expires is None:
            return None
        before = [write for write in self.stored if write.at <= entry.seen_at]
        if not before:  # the first sight of it is the nearest to its write
            return max(_whole(one.expires - one.seen_at) for one in self.jar if one.expires)
        # A page's clock runs ahead of this machine's while it dwells.
        most = before[-1].requested
        kept = _whole(entry.expires - before[-1].at)
        return kept if most is None else min(kept, _whole(most))

    @property
    def size(self) -> int | None:
        """Bytes of what is kept elsewhere than in a cookie, as last seen; None where not known."""
        acts: tuple[Write | JarEntry, ...] = (*self.stored, *self.jar)
        return next((act.size for act in reversed(acts) if act.size is not None), None)

    @property
    def holds(self) -> tuple[str, ...]:
        """The object stores that a database was seen to hold."""
        return tuple(dict.fromkeys(name for entry in self.jar for name in entry.holds))

    @property
    def deleted(self) -> bool:
        """Whether the last thing that happened to it was a deletion."""
        taken = [write for write in self.writes if not write.refused]
        return bool(taken) and taken[-1].deletes

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages on which it was written or found, first one first."""
        acts: tuple[Write | JarEntry, ...] = (*self.writes, *self.jar)
        return tuple(dict.fromkeys(act.page for act in acts))

    @property
    def sent_to(self) -> tuple[str, ...]:
        """The hosts that received it."""
        return tuple(sorted({read.host for read in self.reads if not read.withheld}))
