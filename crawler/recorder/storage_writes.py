"""What is known to stand in a profile's storage, and each act and find as an audit tells it."""

from collections import defaultdict
from dataclasses import dataclass

from crawler.cookies import JarEntry, SetHow, Write
from crawler.recorder.fates import NOT_KEPT
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.redaction import Redactor
from crawler.recorder.storage_calls import AREAS, Change, StorageCall, shown
from crawler.recorder.storage_looks import Kept
from crawler.recorder.storage_places import NAMES_IN_SCRIPTS, Item, Place, size_of
from crawler.recorder.storage_values import secrets_in

UNREAD = "its frame was gone before its storage could be read"
UNFOUND = "it was gone again by the time that its storage was read"


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: ``call`` is the script's, where it is known which one did it."""

    item: Item
    moment: Moment
    call: StorageCall | None
    statement: str
    value_hash: str = ""
    size: int | None = None
    gone: bool = False
    refused: str = ""
    doubt: str = ""

    def write(self, initiators: Initiators) -> Write:
        """In the words of the audit; storage takes no lifetime, and what goes has none left."""
        call = self.call
        return Write(
            identity=self.item.place.identity(self.item.name),
            how=SetHow.SCRIPT,
            at=self.moment.at,
            phase=self.moment.stage.phase,
            page=self.moment.stage.page,
            frame=call.frame if call else f"{self.item.place.key.origin}/",
            source=call.source if call else "",
            line=call.line if call else None,
            column=call.column if call else None,
            initiator=initiators.chain(call.source) if call else (),
            statement=self.statement,
            value_hash=self.value_hash,
            requested=0.0 if self.gone else None,
            refused=self.refused,
            doubt=self.doubt,
            size=self.size,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """The names that stood in a place at a time."""

    at: float
    names: frozenset[str]


class Accounts:
    """Keeps the books of one profile's storage."""

    def __init__(self, redactor: Redactor, initiators: Initiators) -> None:
        self._redactor = redactor
        self._initiators = initiators
        # By place, what stands there: names with the hashes of their values.
        self._standing: defaultdict[Place, dict[str, str]] = defaultdict(dict)
        self._ever: set[tuple[Item, str]] = set()
        self._looks: dict[Place, Look] = {}
        self._openers: dict[Item, StorageCall] = {}
        self._written: set[tuple[Item, str, Stage]] = set()
        self._deeds: list[Deed] = []
        self._finds: list[JarEntry] = []

    def names_in(self, place: Place) -> list[str]:
        """What is known to stand in a place."""
        return list(self._standing[place])

    def take(self) -> tuple[list[Write], list[JarEntry]]:
        """All writes and finds since the last time."""
        writes = [deed.write(self._initiators) for deed in self._deeds]
        finds = self._finds
        for place, look in self._looks.items():
            if place.type in AREAS:  # the browser has told of each change
                continue
            made_since = {
                deed.item.name: ""
                for deed in self._deeds
                if deed.item.place == place and deed.moment.at > look.at and not deed.gone
            }
            self._standing[place] = dict.fromkeys(look.names, "") | made_since
        self._deeds, self._finds = [], []
        self._written.clear()
        self._looks.clear()
        return writes, finds

    def changed(self, change: Change, caller: StorageCall | None) -> None:
        """An item of ``localStorage`` or ``sessionStorage`` was set, or is gone."""
        item, value = change.item, change.value
        moment = caller.moment if caller else change.moment
        if value is None:
            self._standing[item.place].pop(item.name, None)
            self._deeds.append(Deed(item, moment, caller, _removal(item, caller), gone=True))
            return
        value_hash = self._hashed(value)
        self._stands(item, value_hash)
        size, statement = size_of(item.name, value), _setting(item, caller, value_hash)
        self._deeds.append(Deed(item, moment, caller, statement, value_hash, size))

    def unanswered(self, call: StorageCall, place: Place) -> None:
        """A call of ``setItem`` that changed nothing.

        It set the same value again, or was refused, or its page was gone before it was told.
        """
        item = Item(place, call.name)
        whole = call.value
        value_hash = "" if whole is None else self._hashed(whole)
        size = None if whole is None else size_of(call.name, whole)
        refused, doubt = self._fate(item, value_hash, call.moment.at)
        statement = _setting(item, call, value_hash)
        self._deeds.append(
            Deed(item, call.moment, call, statement, value_hash, size, refused=refused, doubt=doubt)
        )

    def box_called(self, call: StorageCall, place: Place) -> None:
        """A database or cache was opened, which makes it where there is none, or deleted."""
        item = Item(place, call.name)
        statement = f"{call.statement} {shown(call.name)}"
        if call.verb == "delete":
            if self._standing[place].pop(call.name, None) is not None:
                self._deeds.append(Deed(item, call.moment, call, statement, gone=True))
            return
        self._openers[item] = call
        if call.name not in self._standing[place]:
            self._stands(item, "")
            doubt = self._doubt(item, call.moment.at)
            self._deeds.append(Deed(item, call.moment, call, statement, doubt=doubt))

    def box_changed(self, change: Change) -> None:
        """Something in a database or cache was written; told once for each page and phase."""
        item, key = change.item, (change.item, change.part, change.moment.stage)
        if key in self._written:
            return
        self._written.add(key)
        self._stands(item, "")
        inside = f"{shown(change.part)} in it " if change.part else ""
        where = NAMES_IN_SCRIPTS[item.place.type]
        statement = f"{where} {shown(item.name)}: {inside}was written to"
        self._deeds.append(Deed(item, change.moment, self._openers.get(item), statement))

    def found(self, place: Place, kept: list[Kept], moment: Moment) -> None:
        """What a look into a place has found."""
        standing: dict[str, str] = {}
        for one in kept:
            value_hash = "" if one.value is None else self._hashed(one.value)
            if one.entries is not None:
                value_hash = self._redactor.digest(repr(one.entries))
            standing[one.name] = value_hash
            self._ever.add((Item(place, one.name), value_hash))
            size = one.size if one.value is None else size_of(one.name, one.value)
            self._finds.append(_find(place, one, moment, value_hash, size))
        self._looks[place] = Look(moment.at, frozenset(standing))
        if place.type in AREAS:
            self._standing[place] = standing

    def _fate(self, item: Item, value_hash: str, at: float) -> tuple[str, str]:
        """Why the browser refused it, and why that is not known; empty where it was taken."""
        look = self._looks.get(item.place)
        if (item, value_hash) in self._ever or (look and item.name in look.names):
            return "", ""
        return (NOT_KEPT, "") if look and look.at >= at else ("", UNREAD)

    def _doubt(self, item: Item, at: float) -> str:
        look = self._looks.get(item.place)
        if look is None or look.at < at:
            return UNREAD
        return "" if item.name in look.names else UNFOUND

    def _stands(self, item: Item, value_hash: str) -> None:
        self._standing[item.place][item.name] = value_hash
        self._ever.add((item, value_hash))

    def _hashed(self, value: str) -> str:
        for secret in secrets_in(value):
            self._redactor(secret)
        return self._redactor.digest(value)


def _find(place: Place, one: Kept, moment: Moment, value_hash: str, size: int | None) -> JarEntry:
    return JarEntry(
        identity=place.identity(one.name),
        expires=None,
        seen_at=moment.at,
        page=moment.stage.page,
        phase=moment.stage.phase,
        value_hash=value_hash,
        size=size,
        holds=one.holds,
    )


def _setting(item: Item, call: StorageCall | None, value_hash: str) -> str:
    """What was done; where no call is known, a script set it as a property."""
    name = shown(item.name)
    if call:
        return f"{call.statement} {name}={value_hash}"
    return f"{NAMES_IN_SCRIPTS[item.place.type]}[{name}]={value_hash}"


def _removal(item: Item, call: StorageCall | None) -> str:
    name = shown(item.name)
    if call is None:
        return f"{NAMES_IN_SCRIPTS[item.place.type]}[{name}] was removed"
    return f"{call.statement} ({name})" if call.verb == "clear" else f"{call.statement} {name}"
