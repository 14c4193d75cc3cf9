"""What one profile keeps elsewhere than in cookies: by calls, by the browser's word, by looking.

The browser tells of each change to ``localStorage`` and ``sessionStorage``, whoever makes it; the
hook tells which script called what; and a look before a page is closed shows what stands there.
"""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.cookies import JarEntry, StorageType, Write
from crawler.devtools import DevTools, Params, TargetGone
from crawler.domains import site_of
from crawler.recorder.database_entries import Entry
from crawler.recorder.frames import WEB
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment
from crawler.recorder.redaction import Redactor
from crawler.recorder.scripts import ScriptCall
from crawler.recorder.storage_calls import AREAS, Change, Pending, StorageCall, call_of
from crawler.recorder.storage_looks import Kept, Reader
from crawler.recorder.storage_places import Item, Place, StorageKey
from crawler.recorder.storage_writes import Accounts
from crawler.recorder.targets import SCRIPTED, Target

# Wall seconds that looking into all frames of a tab may take.
LOOK_LIMIT_S = 3.0
ASK_LIMIT_S = 1.0
TRACK = ("Storage.trackIndexedDBForStorageKey", "Storage.trackCacheStorageForStorageKey")
# What DevTools say where a frame has gone elsewhere or is closed (inspector_*_agent.cc).
LEFT = re.compile("frame (not )?found|detached|closed|session with given id", re.IGNORECASE)
Realm = tuple[str, str]


@dataclass(slots=True)
class Told:
    """Changes of which several frames of one process tell alike: each counts once."""

    _by_session: dict[str, Counter[object]] = field(default_factory=dict)
    _all: Counter[object] = field(default_factory=Counter)

    def begin(self, session: str) -> None:
        """A session hears of what happens from now on."""
        if session not in self._by_session:
            self._by_session[session] = Counter(self._all)

    def is_new(self, session: str, change: object) -> bool:
        """Whether no other session has told of it."""
        self.begin(session)
        mine = self._by_session[session]
        mine[change] += 1
        new = mine[change] > self._all[change]
        self._all[change] = max(self._all[change], mine[change])
        return new

    def clear(self) -> None:
        """Begin anew once the tabs are closed."""
        self._by_session.clear()
        self._all.clear()


class StorageWatch:
    """Follows the storage of one profile."""

    def __init__(self, devtools: DevTools, redactor: Redactor, initiators: Initiators) -> None:
        self._devtools = devtools
        self._redactor = redactor
        self._keys: dict[Realm, str] = {}
        self._asking: set[asyncio.Task[None]] = set()
        self._told = Told()
        self._pending = Pending()
        self._boxes: list[StorageCall | Change] = []
        self._accounts = Accounts(redactor, initiators)
        self._unread: dict[str, str] = {}

    def hear(self, target: Target, method: str, params: Params, moment: Moment) -> None:
        """Take in one event of a target; those of other things are passed over."""
        domain, _, event = method.partition(".")
        if method == "Runtime.executionContextCreated":
            self._realm_began(target, params["context"])
        elif domain == "DOMStorage":
            self._told_of(target, event, params, moment)
        elif event == "indexedDBContentUpdated":
            name, store = params["databaseName"], params["objectStoreName"]
            self._box_changed(StorageType.INDEXED_DB, params, name, store, moment)
        elif event == "cacheStorageContentUpdated":
            name = params["cacheName"]
            self._box_changed(StorageType.CACHE_STORAGE, params, name, "", moment)

    def called(self, target: Target, realm: int, call: ScriptCall, moment: Moment) -> None:
        """Take in a call that the hook reports."""
        known = target.realms.get(realm)
        origin = _origin(known.origin if known else "") or _origin(call.url)
        place = (target.session, known.frame_id if known else "")
        made = call_of(call, origin, place, target.top.target_id, moment)
        if made is None:
            return
        if made.type in AREAS:
            self._pending.add(made)
        else:
            self._boxes.append(made)
        self._keys.setdefault(place, _spelt(_guessed(origin, target)))

    async def look(self, targets: Iterable[Target], moment: Moment, *, closing: bool) -> None:
        """See what stands in the storage of all frames; ``closing`` where they are left next."""
        await self._settled()
        readers = self._readers([one for one in targets if one.type in SCRIPTED], closing)
        looks = [self._look(place, those, moment) for place, those in readers.items()]
        await asyncio.gather(*looks)

    async def entries(self, targets: Iterable[Target], *, stopped: bool) -> tuple[Entry, ...]:
        """What the databases of all frames of targets hold."""
        readers = self._readers([one for one in targets if one.type in SCRIPTED], stopped)
        found: list[Entry] = []
        for place, (reader, *_) in readers.items():
            if place.type is StorageType.INDEXED_DB:
                with suppress(TargetGone, TimeoutError):
                    async with asyncio.timeout(ASK_LIMIT_S):
                        found += await reader.entries()
        return tuple(found)

    async def take(self) -> tuple[list[Write], list[JarEntry], dict[str, str]]:
        """All acts and finds since the last time, and which origins could not be looked into."""
        await self._settled()
        for act in self._boxes:
            if isinstance(act, Change):
                self._accounts.box_changed(act)
            else:
                self._accounts.box_called(act, self._place_of(act))
        for call in self._pending.take():
            if call.verb == "set":
                self._accounts.unanswered(call, self._place_of(call))
        self._boxes = []
        self._told.clear()
        unread, self._unread = self._unread, {}
        return *self._accounts.take(), unread

    async def _settled(self) -> None:
        if self._asking:
            await asyncio.wait(self._asking, timeout=ASK_LIMIT_S)

    def _realm_began(self, target: Target, context: Params) -> None:
        about = context.get("auxData", {})
        frame_id = about.get("frameId", "")
        if target.type in SCRIPTED and not about.get("isDefault", False):
            return
        self._told.begin(target.session)
        if urlsplit(_origin(context["origin"])).scheme not in WEB:
            return
        task = asyncio.create_task(self._learn_key((target.session, frame_id)))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _learn_key(self, realm: Realm) -> None:
        """Ask which storage a frame has, and to be told of its databases and caches."""
        session, frame_id = realm
        where = {"frameId": frame_id} if frame_id else {}
        with suppress(TargetGone):
            key = (await self._devtools.send("Storage.getStorageKey", where, session))["storageKey"]
            tracked = any(one[0] == session and self._keys[one] == key for one in self._keys)
            self._keys[realm] = key
            if not tracked:
                commands = [(method, {"storageKey": key}) for method in TRACK]
                await self._devtools.send_all(session, commands)

    def _told_of(self, target: Target, event: str, params: Params, moment: Moment) -> None:
        where = params["storageId"]
        key = StorageKey.read(where.get("storageKey") or where["securityOrigin"])
        local = where["isLocalStorage"]
        kind = StorageType.LOCAL_STORAGE if local else StorageType.SESSION_STORAGE
        place = Place(kind, key, "" if local else target.top.target_id)
        name, value = params.get("key", ""), params.get("newValue")
        if not self._told.is_new(target.session, (place, event, name, hash(value))):
            return
        match event:
            case "domStorageItemAdded" | "domStorageItemUpdated":
                changes = [Change(Item(place, name), value, moment)]
            case "domStorageItemRemoved":
                changes = [Change(Item(place, name), None, moment, "remove")]
            case _:
                names = self._accounts.names_in(place)
                changes = [Change(Item(place, one), None, moment, "clear") for one in names]
        caller = self._pending.caller(changes[0]) if changes else None
        for change in changes:
            self._accounts.changed(change, caller)

    def _box_changed(
        self, kind: StorageType, params: Params, name: str, part: str, moment: Moment
    ) -> None:
        place = Place(kind, StorageKey.read(params["storageKey"]))
        self._boxes.append(Change(Item(place, name), "", moment, "set", part))

    def _place_of(self, call: StorageCall) -> Place:
        return Place(call.type, StorageKey.read(self._keys[call.realm]), call.tab)

    def _opened(self, place: Place) -> set[str]:
        """The databases or caches of a place that were opened last, and not deleted since."""
        opened: dict[str, bool] = {}
        for call in self._boxes:
            if isinstance(call, StorageCall) and self._place_of(call) == place:
                opened[call.name] = call.verb == "open"
        return {name for name, is_open in opened.items() if is_open}

    def _readers(self, targets: list[Target], closing: bool) -> dict[Place, list[Reader]]:
        """Every store that a frame has now, with the sessions by which it can be read."""
        found: defaultdict[Place, list[Reader]] = defaultdict(list)
        for target in targets:
            frames = {one.frame_id for one in target.realms.values() if one.main}
            keys = {self._keys.get((target.session, frame_id)) for frame_id in frames}
            for key in keys - {None}:
                reader = Reader(self._devtools, target.session, str(key), stopped=closing)
                for kind in set(StorageType) - {StorageType.COOKIE}:
                    session = kind is StorageType.SESSION_STORAGE
                    tab = target.top.target_id if session else ""
                    found[Place(kind, StorageKey.read(str(key)), tab)].append(reader)
        return found

    async def _look(self, place: Place, readers: list[Reader], moment: Moment) -> None:
        shut = False
        for reader in readers:
            try:
                async with asyncio.timeout(LOOK_LIMIT_S):
                    kept = await _read(reader, place.type, self._opened(place))
            except TargetGone as refusal:
                shut = shut or not LEFT.search(str(refusal))
            except TimeoutError:
                shut = True
            else:
                self._accounts.found(place, kept, moment)
                return
        if shut:
            self._unread[place.key.origin] = moment.stage.page


async def _read(reader: Reader, kind: StorageType, expected: set[str]) -> list[Kept]:
    match kind:
        case StorageType.INDEXED_DB:
            return await reader.with_expected(reader.databases, expected)
        case StorageType.CACHE_STORAGE:
            return await reader.with_expected(reader.caches, expected)
    return await reader.items(local=kind is StorageType.LOCAL_STORAGE)


def _origin(url: str) -> str:
    """The origin of a URL or origin; empty for an opaque one."""
    parts = urlsplit(url.removeprefix("blob:"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _guessed(origin: str, target: Target) -> StorageKey:
    """Which storage a frame has whose browser has not said it: it may be gone by now."""
    sites: list[str] = []
    around: Target | None = target
    while around:
        if around.type in SCRIPTED and urlsplit(around.url).netloc:
            sites.append(site_of(around.url))
        around = around.parent
    return StorageKey.guessed(origin, sites)


def _spelt(key: StorageKey) -> str:
    return f"{key.origin}/^0{key.partition}" if key.partition else f"{key.origin}/"
