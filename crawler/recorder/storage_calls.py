"""Calls by which scripts keep things elsewhere than in cookies, and the changes that they make."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from crawler.cookies import StorageType
from crawler.recorder.moments import Moment
from crawler.recorder.scripts import LONGEST_TOLD, ScriptCall
from crawler.recorder.storage_places import NAMES_IN_SCRIPTS, Item, Place
from crawler.text import printable, shortened

LONGEST_NAME = 200
# The beginning of a value and its length: long values are not told whole by the hook.
Mark = tuple[str, int] | None
AREAS = (StorageType.LOCAL_STORAGE, StorageType.SESSION_STORAGE)


def mark_of(value: str) -> Mark:
    """The mark of a whole value."""
    return value[:LONGEST_TOLD], len(value.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class StorageCall:
    """One call: ``realm`` is the session and frame whose storage key tells the place.

    ``tab`` is empty but for ``sessionStorage``; ``mark`` is None where no text was given.
    """

    type: StorageType
    verb: str
    name: str
    mark: Mark
    origin: str
    realm: tuple[str, str]
    tab: str
    moment: Moment
    frame: str
    source: str
    line: int | None
    column: int | None

    @property
    def value(self) -> str | None:
        """The value given, where the hook told it whole."""
        whole = self.mark and len(self.mark[0]) < LONGEST_TOLD
        return self.mark[0] if self.mark and whole else None

    @property
    def statement(self) -> str:
        """The call as it stood in the script, without a value."""
        words = NAMES_IN_SCRIPTS[self.type]
        verbs = {"set": "setItem", "remove": "removeItem"}
        if self.type is StorageType.INDEXED_DB:
            verbs = {"delete": "deleteDatabase"}
        return f"{words}.{verbs.get(self.verb, self.verb)}"


@dataclass(frozen=True, slots=True)
class Change:
    """What the browser says has changed: ``value`` is None where an item went."""

    item: Item
    value: str | None
    moment: Moment
    verb: str = "set"
    part: str = ""


def call_of(
    call: ScriptCall, origin: str, realm: tuple[str, str], tab: str, moment: Moment
) -> StorageCall | None:
    """A call as the hook reports it.

    None where its name is an object or was not told whole: then a change or a find tells of it.
    """
    kind, verb, name, value, length = call.arguments
    if name is None or len(name) >= LONGEST_TOLD:
        return None
    return StorageCall(
        StorageType(kind),
        verb,
        name,
        None if value is None else (value, length),
        origin,
        realm,
        tab if kind == StorageType.SESSION_STORAGE else "",
        moment,
        call.url,
        call.source or call.url,
        call.line,
        call.column,
    )


def shown(name: str) -> str:
    """A name as a statement shows it."""
    return shortened(printable(name), LONGEST_NAME)


Key = tuple[StorageType, str, str, str, str, Mark]


@dataclass(slots=True)
class Pending:
    """Calls of ``setItem``, ``removeItem`` and ``clear`` that no change was told of yet."""

    _waiting: defaultdict[Key, deque[StorageCall]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def add(self, call: StorageCall) -> None:
        """A call was made."""
        key = (call.type, call.origin, call.tab, call.verb, call.name, call.mark)
        self._waiting[key].append(call)

    def caller(self, change: Change) -> StorageCall | None:
        """The call that made a change, which then waits no longer."""
        place: Place = change.item.place
        name = "" if change.verb == "clear" else change.item.name[:LONGEST_TOLD]
        known = (place.type, place.key.origin, place.tab, change.verb, name)
        marks = {None if change.value is None else mark_of(change.value), None}
        for mark in sorted(marks, key=lambda one: one is None):
            if waiting := self._waiting.get((*known, mark)):
                return waiting.popleft()
        return None

    def take(self) -> list[StorageCall]:
        """The calls that nothing was told of, in order of time."""
        left = [call for waiting in self._waiting.values() for call in waiting]
        self._waiting.clear()
        return sorted(left, key=lambda call: call.moment.at)
