"""DuckDuckGo's autoconsent in a page: rules for several hundred consent platforms.

The content script runs in an isolated world of every frame, as the browser extension has it;
this is the extension's other half. Its defaults are for hiding nuisances, not for an audit, so:
no action of its own, no cosmetic rules, no prehiding, no heuristics that call OK an opt-out.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from crawler.bundled import bundled_text
from crawler.consent.site_rules import PACKAGE, rules_for
from crawler.devtools import DevTools, Params, TargetGone
from crawler.recorder.targets import Target

WORLD = "cookie-audit-consent"
BINDING = "autoconsentSendMessage"
CONFIG: Params = {
    "enabled": True,
    "autoAction": None,
    "disabledCmps": [],
    "enablePrehide": False,
    "enableCosmeticRules": False,
    "enableGeneratedRules": True,
    "detectRetries": 0,
    "isMainWorld": False,
    "prehideTimeout": 0,
    "enableHeuristicDetection": False,
    "heuristicMode": "off",
    "visualTest": False,
    "logs": {},
}
# Begins another round with the rules that the script has.
AGAIN = json.dumps({"type": "initResp", "config": CONFIG})
# The script's word for a round in which no rule knew anything.
IN_VAIN = "nothingDetected"
# A binding takes one string; the script sends objects.
SHIM = f"""if (!globalThis.autoconsentReceiveMessage) {{
  const send = globalThis.{BINDING};
  globalThis.{BINDING} = async (message) => send(JSON.stringify(message));
}}
"""


@cache
def _content_script() -> str:
    return SHIM + bundled_text(PACKAGE, "dist/autoconsent.playwright.js")


def _initial_response(url: str) -> str:
    return f'{AGAIN.removesuffix("}")}, "rules": {rules_for(url)}}}'


@dataclass(frozen=True, slots=True)
class World:
    """The content script's world in one frame."""

    target: Target
    realm: int

    @property
    def frame(self) -> tuple[str, int]:
        """Its document."""
        return self.target.session, self.realm


@dataclass(slots=True)
class Rounds:
    """How often all rules were tried in one document: rounds begun and those that found nothing.

    ``ended`` is when the last one did, on the event loop's clock.
    """

    world: World
    begun: int = 1
    in_vain: int = 0
    ended: float = 0.0

    def end(self, now: float) -> None:
        """Note that a round found nothing."""
        self.in_vain += 1
        self.ended = now


@dataclass(slots=True)
class Autoconsent:
    """The content script's peer for one tab. ``popup`` is set once a known banner is open.

    ``news`` is set whenever a round of its rules ends, too.
    """

    devtools: DevTools
    popup: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    cmp: str = ""
    detected: list[str] = field(default_factory=list)
    _where: World | None = None
    _rounds: dict[tuple[str, int], Rounds] = field(default_factory=dict)
    _targets: dict[str, Target] = field(default_factory=dict)
    _results: dict[str, "asyncio.Future[bool]"] = field(default_factory=dict)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def start(self) -> None:
        """Begin to listen; ``inject`` puts the script in."""
        self.devtools.listen(self._on_event)

    def stop(self) -> None:
        """Stop listening; what still runs in the page is answered no more."""
        self.devtools.unlisten(self._on_event)
        for task in self._tasks:
            task.cancel()

    async def inject(self, targets: Iterable[Target]) -> None:
        """Put the script into every frame of targets that do not have it yet."""
        new = [one for one in targets if one.session not in self._targets]
        self._targets |= {one.session: one for one in new}
        await asyncio.gather(*(self.devtools.send_all(one.session, _injection()) for one in new))

    @property
    def begun(self) -> dict[tuple[str, int], int]:
        """How many rounds have begun in each document."""
        return {frame: rounds.begun for frame, rounds in self._rounds.items()}

    async def try_again(self, pause_s: float) -> None:
        """Begin another round wherever the last one found nothing, and ended as long ago."""
        before = asyncio.get_running_loop().time() - pause_s
        all_ = self._rounds.values()
        idle = [one for one in all_ if one.in_vain == one.begun and one.ended <= before]
        for one in idle:
            one.begun += 1
        await asyncio.gather(*(self._tell(one.world, AGAIN) for one in idle))

    def passed_over_since(self, begun: Mapping[tuple[str, int], int]) -> bool:
        """Whether in every document a round found nothing that began after those."""
        tried = all(one.in_vain > begun.get(frame, 0) for frame, one in self._rounds.items())
        return tried and bool(self._rounds) and not self.detected

    async def choose(self, wish: str, limit_s: float) -> bool:
        """Send ``optIn`` or ``optOut`` to the open banner; whether its rule says it worked."""
        return await self._ask(wish, f"{wish}Result", limit_s)

    async def self_test(self, limit_s: float) -> bool:
        """Whether the rule's own test finds the refusal stored."""
        return await self._ask("selfTest", "selfTestResult", limit_s)

    async def _ask(self, question: str, answer: str, limit_s: float) -> bool:
        if self._where is None:
            return False
        self._results[answer] = asyncio.get_running_loop().create_future()
        await self._tell(self._where, json.dumps({"type": question}))
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                return await self._results[answer]
        return False

    async def _tell(self, world: World, message: str) -> None:
        call = {
            "expression": f"void autoconsentReceiveMessage({message})",
            "contextId": world.realm,
        }
        with suppress(TargetGone):
            await self.devtools.send("Runtime.evaluate", call, world.target.session)

    def _on_event(self, session: str, method: str, params: Params) -> None:
        target = self._targets.get(session)
        if target is None or method != "Runtime.bindingCalled" or params["name"] != BINDING:
            return
        world = World(target, params["executionContextId"])
        task = asyncio.create_task(self._answer(world, json.loads(params["payload"])))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, world: World, message: Params) -> None:
        match message["type"]:
            case "init":
                self._rounds[world.frame] = Rounds(world)
                await self._tell(world, _initial_response(str(message.get("url"))))
            case "eval":
                result = await self._evaluate(world, message["code"])
                reply = {"type": "evalResp", "id": message["id"], "result": result}
                await self._tell(world, json.dumps(reply))
            case "report" if message["state"]["lifecycle"] == IN_VAIN:
                self._rounds[world.frame].end(asyncio.get_running_loop().time())
                self.news.set()
            case "cmpDetected":
                self.detected.append(message["cmp"])
            case "popupFound" if not self.popup.is_set():
                self.cmp, self._where = message["cmp"], world
                self.popup.set()
                self.news.set()
            case "optInResult" | "optOutResult" | "selfTestResult":
                waiting = self._results.get(message["type"])
                if waiting and not waiting.done():
                    waiting.set_result(bool(message["result"]))

    async def _evaluate(self, world: World, code: str) -> bool:
        """Run a rule's snippet among the page's own scripts, in the frame that asked."""
        realm = world.target.main_realm_of(world.realm)
        if realm is None:
            return False
        call = {
            "expression": code,
            "contextId": realm,
            "awaitPromise": True,
            "returnByValue": True,
            "timeout": 900,
        }
        with suppress(TargetGone):
            answer = await self.devtools.send("Runtime.evaluate", call, world.target.session)
            return bool(answer["result"].get("value"))
        return False


def _injection() -> list[tuple[str, Params]]:
    script = {"source": _content_script(), "worldName": WORLD, "runImmediately": True}
    return [
        ("Runtime.addBinding", {"name": BINDING, "executionContextName": WORLD}),
        ("Page.addScriptToEvaluateOnNewDocument", script),
    ]
