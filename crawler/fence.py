"""Keeps a visit from going where a crawl must not go, also where pages would go by themselves.

A redirect, a refresh or a script may lead to a log-out as well as a link, in the tab itself, in a
window that it opens or in one of its frames, and a service worker may go there in their place. Only
documents are looked at; what else a page or a worker asks for is its own business.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any
from urllib.parse import urldefrag, urlsplit

from crawler.devtools import DevTools, Params, TargetGone
from crawler.domains import registrable_domain

PAUSED, ASKED = "Fetch.requestPaused", "Network.requestWillBeSent"
ATTACHED = "Target.attachedToTarget"
DOCUMENTS: Params = {"patterns": [{"resourceType": "Document", "requestStage": "Request"}]}
EVERYTHING: Params = {"patterns": [{"urlPattern": "*", "requestStage": "Request"}]}


class Place(Enum):
    """Where a document would stand: in a tab, in a window that went nowhere yet, in a frame."""

    TAB = auto()
    NEW_WINDOW = auto()
    FRAME = auto()


PlaceOf = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Stopped:
    """An address that was not gone to, and why."""

    address: str
    reason: str


@dataclass(slots=True)
class Fence:
    """What one visit must not do; ``why_not`` tells why it must not go to an address.

    ``forms``: whether a page may send one, which it does by another method than GET. ``host`` is
    the site's: frames of others are left alone, as they can do the site no harm.
    """

    why_not: Callable[[str], str]
    host: str
    forms: bool = False
    stopped: list[Stopped] = field(default_factory=list)

    def reason(self, place: Place, method: str, address: str) -> str:
        """Why a document must not be asked for; empty where it may.

        What a page sends in a frame of its own it sends in every visitor's browser, too; only its
        address can tell that it does harm.
        """
        if place is Place.FRAME and not self._own(address):
            return ""
        if method != "GET" and not self.forms and place is not Place.FRAME:
            return f"never sent: a form, or another request than GET ({method})"
        return self.why_not(address)

    def _own(self, address: str) -> bool:
        host = urlsplit(address).hostname or ""
        return registrable_domain(host) == registrable_domain(self.host)


@dataclass(slots=True)
class _Watch:
    """A visit under way; ``asked`` are the frames that asked for a document, by its address."""

    fence: Fence
    place_of: PlaceOf
    asked: dict[tuple[str, str], str] = field(default_factory=dict)


class Fences:
    """The fences of all visits in one browser, on a session of DevTools of its own.

    That session sees the documents of all tabs, windows and frames from their first request on,
    but for those that a service worker asks for: they are its own requests, of no kind that tells
    them from others, and so are known by their addresses (measured, Chromium 156). ``closed`` are
    the windows, by DevTools id, that were closed since they were to go where they must not.
    """

    def __init__(self, devtools: DevTools) -> None:
        self._devtools = devtools
        self._session = ""
        self._workers: set[str] = set()
        self._watches: list[_Watch] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.closed: set[str] = set()

    async def begin(self) -> None:
        """Begin, for as long as the browser lives."""
        answer = await self._devtools.send("Target.attachToBrowserTarget")
        self._session = answer["sessionId"]
        self._devtools.listen(self._hear)
        await self._devtools.send("Fetch.enable", DOCUMENTS, self._session)

    @contextmanager
    def watch(self, fence: Fence, place_of: PlaceOf) -> Iterator[None]:
        """Keep to a fence; ``place_of`` tells what a frame is, None for one of somebody else."""
        watch = _Watch(fence, place_of)
        self._watches.append(watch)
        try:
            yield
        finally:
            self._watches.remove(watch)

    def _hear(self, where: str, method: str, params: Params) -> None:
        if method == PAUSED and where == self._session:
            self._start(self._answer(where, params, params.get("frameId", "")))
        elif method == PAUSED and where in self._workers:
            self._start(self._answer(where, params, ""))
        elif method == ASKED and params.get("type") == "Document":
            for watch in self._watches:
                watch.asked[_key(params["request"])] = params.get("frameId", "")
        elif method == ATTACHED and params["targetInfo"]["type"] == "service_worker" and not where:
            self._workers.add(params["sessionId"])
            self._start(self._watch_worker(params["sessionId"]))

    async def _watch_worker(self, session: str) -> None:
        with suppress(TargetGone):
            await self._devtools.send("Fetch.enable", EVERYTHING, session)

    async def _answer(self, where: str, params: Params, frame_id: str) -> None:
        """Let a request go, or stop it; that of a worker where it is for a document."""
        request, answer = params["request"], {"requestId": params["requestId"]}
        place, stopped = self._judged(request, frame_id)
        with suppress(TargetGone):
            if not stopped:
                await self._devtools.send("Fetch.continueRequest", answer, where)
            elif where in self._workers:
                # Upon no content the page that is there stays (HTML, 7.4.5).
                empty = {"responseCode": 204, **answer}
                await self._devtools.send("Fetch.fulfillRequest", empty, where)
            else:
                # An aborted navigation leaves the page that is there as it is.
                aborted = {"errorReason": "Aborted", **answer}
                await self._devtools.send("Fetch.failRequest", aborted, where)
            if place is Place.NEW_WINDOW and stopped:
                self.closed.add(frame_id)
                await self._devtools.send("Target.closeTarget", {"targetId": frame_id})

    def _judged(self, request: Params, frame_id: str) -> tuple[Place | None, bool]:
        for watch in self._watches:
            place = watch.place_of(frame_id or watch.asked.get(_key(request), ""))
            if place is None:
                continue
            method, address = str(request["method"]), str(request["url"])
            reason = watch.fence.reason(place, method, address)
            if reason:
                watch.fence.stopped.append(Stopped(address, reason))
            return place, bool(reason)
        return None, False

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _key(request: Params) -> tuple[str, str]:
    return str(request["method"]), urldefrag(str(request["url"])).url
