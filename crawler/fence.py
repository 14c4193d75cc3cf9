"""Keeps a tab from going where a crawl must not go, also where its page would go there itself.

A redirect, a refresh or a script may lead to a log-out as well as a link. Only the documents of the
tab itself are looked at; everything else is let through untouched.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from crawler.devtools import DevTools, Params, TargetGone

PAUSED = "Fetch.requestPaused"
DOCUMENTS: Params = {"patterns": [{"resourceType": "Document", "requestStage": "Request"}]}


@dataclass(frozen=True, slots=True)
class Stopped:
    """An address that was not gone to, and why."""

    address: str
    reason: str


@dataclass(slots=True)
class Fence:
    """Watches over one tab's document; ``why_not`` tells why it must not go to an address.

    ``forms``: whether a page may send one, which it does by another method than GET.
    """

    why_not: Callable[[str], str]
    forms: bool = False
    stopped: list[Stopped] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def watch(self, devtools: DevTools, session: str, frame_id: str) -> Callable[[], None]:
        """Begin; the tab ends the watch by its own end. Gives what forgets it then."""

        def hear(where: str, method: str, params: Params) -> None:
            if where == session and method == PAUSED:
                task = asyncio.create_task(self._answer(devtools, session, params, frame_id))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

        devtools.listen(hear)
        with suppress(TargetGone):
            await devtools.send("Fetch.enable", DOCUMENTS, session)
        return lambda: devtools.unlisten(hear)

    async def _answer(
        self, devtools: DevTools, session: str, params: Params, frame_id: str
    ) -> None:
        request = params["request"]
        reason = ""
        if params.get("frameId") == frame_id:
            reason = self._reason(str(request["method"]), str(request["url"]))
        with suppress(TargetGone):
            if not reason:
                only: Params = {"requestId": params["requestId"]}
                await devtools.send("Fetch.continueRequest", only, session)
                return
            self.stopped.append(Stopped(str(request["url"]), reason))
            # An aborted navigation leaves the page that is there as it is.
            what: Params = {"requestId": params["requestId"], "errorReason": "Aborted"}
            await devtools.send("Fetch.failRequest", what, session)

    def _reason(self, method: str, address: str) -> str:
        if method != "GET" and not self.forms:
            return f"never sent: a form, or another request than GET ({method})"
        return self.why_not(address)
