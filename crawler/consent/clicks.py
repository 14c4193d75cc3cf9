"""What is clicked in a page, whoever clicks: noted in a world apart, which no page can see."""

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from crawler.consent.naming import Named, read_named
from crawler.consent.scripts import script
from crawler.devtools import Params
from crawler.recorder.targets import Target
from crawler.tab import Tab

WORLD = "cookie-audit-clicks"
BINDING = "cookieAuditClicked"
# A page that is busy gets the script once it is free.
INJECT_LIMIT_S = 2.0
# A page that clicks on its own goes on for ever.
MOST_CLICKS = 100


@cache
def _script() -> str:
    listening = script("clicks.js").replace("NAMING", script("naming.js"), 1)
    return listening.replace("BINDING", BINDING)


@dataclass(slots=True)
class Clicks:
    """The clicks in one tab, in their order, while it is entered as a context."""

    tab: Tab
    seen: list[Named] = field(default_factory=list)
    _sessions: set[str] = field(default_factory=set)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    async def __aenter__(self) -> "Clicks":
        self.tab.devtools.listen(self._on_event)
        with suppress(TimeoutError):
            async with asyncio.timeout(INJECT_LIMIT_S):
                await self._inject(self.tab.targets)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.tab.devtools.unlisten(self._on_event)
        for task in self._tasks:
            task.cancel()

    async def _inject(self, targets: Iterable[Target]) -> None:
        new = [one for one in targets if one.session not in self._sessions]
        self._sessions |= {one.session for one in new}
        send = self.tab.devtools.send_all
        await asyncio.gather(*(send(one.session, _injection()) for one in new))

    def _on_event(self, session: str, method: str, params: Params) -> None:
        if method == "Runtime.executionContextCreated" and session not in self._sessions:
            task = asyncio.create_task(self._inject(self.tab.targets))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif session in self._sessions and method == "Runtime.bindingCalled":
            self._note(params)

    def _note(self, params: Params) -> None:
        if params["name"] != BINDING or len(self.seen) >= MOST_CLICKS:
            return
        with suppress(ValueError):
            if named := read_named(json.loads(params["payload"])):
                self.seen.append(named)


def _injection() -> list[tuple[str, Params]]:
    new_document = {"source": _script(), "worldName": WORLD, "runImmediately": True}
    return [
        ("Runtime.addBinding", {"name": BINDING, "executionContextName": WORLD}),
        ("Page.addScriptToEvaluateOnNewDocument", new_document),
    ]
