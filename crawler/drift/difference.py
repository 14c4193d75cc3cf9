"""How two runs differ: what is new, gone, changed, or cannot be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from crawler.cookies import Identity


class Kind(StrEnum):
    """What became of something from the first run to the second."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    NOT_PROVEN = "not-proven"
    """One of the runs did not prove, or not visit, what the other did."""


class About(StrEnum):
    """What a difference is about."""

    FINDING = "finding"
    COOKIE = "cookie"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, in words."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``name`` is the cookie's, or what stands for names that are made up anew.

    ``told`` says more in a sentence without a full stop: where it shows, by whom, or why it cannot
    be compared. One that ``varies`` also varies within a run, and does not count.
    """

    kind: Kind
    about: About
    site: str
    role: str
    told: str
    name: str = ""
    identity: Identity | None = None
    rule: str = ""
    fingerprint: str = ""
    gate: str = ""
    journeys: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    varies: bool = False


@dataclass(frozen=True, slots=True)
class Drift:
    """All differences from one run to another; ``notes`` are what may explain them."""

    before: str
    after: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def counting(self) -> tuple[Difference, ...]:
        """Those that do not also vary within a run."""
        return tuple(one for one in self.differences if not one.varies)

    @property
    def differs(self) -> bool:
        """Whether anything differs, or could not be compared."""
        return bool(self.counting)

    def counted(self) -> str:
        """How many there are of each kind, in words."""
        return _counted(self.counting) or "Nothing differs"


def _counted(differences: Iterable[Difference]) -> str:
    those = list(differences)
    parts = []
    for kind in Kind:
        for about in About:
            count = sum(one.kind is kind and one.about is about for one in those)
            if count:
                noun = about if count == 1 else f"{about}s"
                parts.append(f"{count} {noun} {kind.replace('-', ' ')}")
    return ", ".join(parts)
