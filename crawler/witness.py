"""The second witness: whether the browser's own log knows a change that the recorder missed.

NetLog is independent of the recorder, and knows neither scripts nor lifetimes. A recorder that
explains each of its lines missed nothing.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from crawler.cookies import NotProven, Walk, WalkObservation, Witness
from crawler.netlog import DELETED, MARKED_HOST, Change, marker_of, read_changes

# Deletions that no page asked for (net/cookies/cookie_monster.h). An overwrite belongs to the
# addition that follows it.
OF_THE_BROWSER = frozenset(
    {"overwrite", "expired", "evicted", "duplicate_in_backing_store", "dont_record"}
)
Key: TypeAlias = tuple[bool, str, str, str]


def testify(log: Path, walks: Iterable[WalkObservation]) -> Witness:
    """Match every change of the walks' stores to a write that was recorded.

    Raises OSError when there is no log.
    """
    left = {walk.walk: _acts(walk) for walk in walks}
    markers = {marker_of(walk): walk for walk in left}
    stores: dict[int, Walk] = {}
    changes, unexplained = 0, list[str]()
    for change in read_changes(log):
        if change.domain == MARKED_HOST and change.name in markers:
            stores[change.store] = markers[change.name]
        elif walk := stores.get(change.store):
            changes += 1
            if not _explains(left[walk], change):
                unexplained.append(f"{walk.site}, {walk.journey}: {change}")
    return Witness(changes, changes - len(unexplained), tuple(unexplained))


def doubts(witness: Witness | None) -> tuple[NotProven, ...]:
    """What the log knows better makes the whole run incomplete."""
    if witness is None or not witness.unexplained:
        return ()
    count = len(witness.unexplained)
    reason = f"the browser's log tells of {count} that the recorder missed: "
    return (NotProven("every change to the cookies", reason + "; ".join(witness.unexplained[:3])),)


def _acts(walk: WalkObservation) -> Counter[Key]:
    writes = (write for cookie in walk.cookies for write in cookie.writes if not write.refused)
    return Counter(
        (one.deletes, one.identity.name, one.identity.domain, one.identity.path) for one in writes
    )


def _explains(left: Counter[Key], change: Change) -> bool:
    """Use up one write for a change; what the browser does of its own accord needs none."""
    if change.kind == DELETED and change.cause in OF_THE_BROWSER:
        return True
    key = (change.kind == DELETED, change.name, change.domain, change.path)
    if left[key] == 0:
        return False
    left[key] -= 1
    return True
