"""What stands in a frame's storage, read through DevTools."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from crawler.cookies import StorageType
from crawler.devtools import DevTools, Params, TargetGone
from crawler.recorder.database_entries import MOST_ENTRIES, Entry, entries_in

# Databases answer only while their page's clock runs (measured, Chromium 156): where it stands
# still it is pushed on by so many milliseconds, as often as it takes, ever less often (seconds).
PUSH: Params = {"policy": "advance", "budget": 20}
PUSH_AFTER_S, MOST_BETWEEN_S = 0.002, 0.03
# How often what was opened and is not there is looked for again: opening takes its time, too.
MOST_LOOKS = 5
DATABASE_LIMIT_S = 0.5
MOST_DATABASES = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing found: its value where it has one, its size in bytes, what a database holds.

    ``entries`` are the first of a database's own; None where nobody looked into it.
    """

    name: str
    value: str | None = None
    size: int | None = None
    holds: tuple[str, ...] = ()
    entries: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one storage key by the session of a frame that has it.

    ``stopped`` says that the page's clock may stand still and the page is good for closing only.
    Every method raises TargetGone where the frame is gone or has no storage.
    """

    devtools: DevTools
    session: str
    key: str
    stopped: bool

    async def items(self, *, local: bool) -> list[Kept]:
        """What stands in ``localStorage``, or in the tab's ``sessionStorage``."""
        where = {"storageId": {"storageKey": self.key, "isLocalStorage": local}}
        answer = await self._ask("DOMStorage.getDOMStorageItems", where)
        return [Kept(name, value) for name, value in answer["entries"]]

    async def databases(self) -> list[Kept]:
        """The IndexedDB databases with their object stores."""
        names = await self._database_names()
        size = await self._usage(StorageType.INDEXED_DB) if len(names) == 1 else None
        # Looking into a database opens it, which could stop a page from deleting it.
        inside = names[:MOST_DATABASES] if self.stopped else ()
        found = {name: await self._inside(name, size) for name in inside}
        return [found.get(name, Kept(name, size=size)) for name in names]

    async def entries(self) -> tuple[Entry, ...]:
        """The first entries of the databases."""
        names = await self._database_names()
        kept = [await self._inside(name, None) for name in names[:MOST_DATABASES]]
        return tuple(entry for one in kept for entry in one.entries or ())

    async def caches(self) -> list[Kept]:
        """The caches of Cache Storage."""
        answer = await self._ask("CacheStorage.requestCacheNames", {"storageKey": self.key})
        names = [cache["cacheName"] for cache in answer["caches"]]
        size = await self._usage(StorageType.CACHE_STORAGE) if len(names) == 1 else None
        return [Kept(name, size=size) for name in names]

    async def with_expected(
        self, look: Callable[[], Awaitable[list[Kept]]], expected: set[str]
    ) -> list[Kept]:
        """Look until all that is expected is there, but a few times at most."""
        kept = await look()
        for _ in range(MOST_LOOKS - 1):
            if expected <= {one.name for one in kept}:
                break
            await self._push()
            await asyncio.sleep(MOST_BETWEEN_S)
            kept = await look()
        return kept

    async def _push(self) -> None:
        if self.stopped:
            await self.devtools.send("Emulation.setVirtualTimePolicy", PUSH, self.session)

    async def _database_names(self) -> list[str]:
        answer = await self._ask("IndexedDB.requestDatabaseNames", {"storageKey": self.key})
        return list(answer["databaseNames"])

    async def _inside(self, database: str, size: int | None) -> Kept:
        """What a database holds, as far as it tells within its time."""
        stores: tuple[str, ...] = ()
        with suppress(TargetGone, TimeoutError, KeyError, TypeError):
            async with asyncio.timeout(DATABASE_LIMIT_S):
                where = {"storageKey": self.key, "databaseName": database}
                answer = await self._ask("IndexedDB.requestDatabase", where)
                told = answer["databaseWithObjectStores"]["objectStores"]
                stores = tuple(store["name"] for store in told)
                entries = [one for name in stores for one in await self._entries(where, name)]
                return Kept(database, size=size, holds=stores, entries=tuple(entries))
        return Kept(database, size=size, holds=stores)

    async def _entries(self, where: Params, store: str) -> list[Entry]:
        page = {"objectStoreName": store, "skipCount": 0, "pageSize": MOST_ENTRIES}
        answer = await self._ask("IndexedDB.requestData", {**where, **page})
        return list(entries_in(where["databaseName"], store, answer["objectStoreDataEntries"]))

    async def _usage(self, kind: StorageType) -> int | None:
        """Bytes of all that an origin has of a kind; not told for partitioned storage."""
        if "^" in self.key:
            return None
        origin = {"origin": self.key.rstrip("/")}
        answer = await self._ask("Storage.getUsageAndQuota", origin)
        named = {one["storageType"]: int(one["usage"]) for one in answer["usageBreakdown"]}
        return named.get({StorageType.INDEXED_DB: "indexeddb"}.get(kind, "cache_storage"))

    async def _ask(self, method: str, params: Params) -> Params:
        asked = asyncio.ensure_future(self.devtools.send(method, params, self.session))
        wait = PUSH_AFTER_S
        try:
            while self.stopped and not (await asyncio.wait([asked], timeout=wait))[0]:
                await self._push()
                wait = min(2 * wait, MOST_BETWEEN_S)
            return await asked
        finally:
            asked.cancel()
