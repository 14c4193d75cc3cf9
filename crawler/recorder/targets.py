"""Pages, frames and workers, each watched from before its first script runs."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawler.devtools import DevTools, Params
from crawler.recorder.frames import WEB, Frames
from crawler.recorder.preloads import WATCH
from crawler.recorder.scripts import Hook
from crawler.recorder.stacks import Scripts

AUTO_ATTACH: Params = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
# The browser's own surfaces are pages too, and busy ones (measured: 800 requests at a start).
NOT_WATCHED = ("browser", "browser_ui", "tab", "webview")
SCRIPTED = ("page", "iframe", "background_page")
WORKERS = ("worker", "shared_worker", "service_worker")
# They answer nothing before they were let go (measured). The other one is a page that is loaded
# ahead without running anything (`<link rel=prerender>`).
UNANSWERING = ("service_worker", "other")
NOWHERE = "about:blank"
VIEWER = "chrome-extension:"
FIRST = "beforeScriptExecution"
LET_GO: tuple[str, Params] = ("Runtime.runIfWaitingForDebugger", {})
# A window that is opened with noopener answers nothing before it was let go (measured).
SET_UP_LIMIT_S = 1.0
# A window that is closed sooner may lose what its opener stored in it (measured: in half of all).
JUST_OPENED_S = 1.0
# W3C, Global Privacy Control, section 3.3.
SEC_GPC: tuple[str, Params] = ("Network.setExtraHTTPHeaders", {"headers": {"Sec-GPC": "1"}})
# A page's own `debugger` statements must not stop it.
SKIP_PAUSES: tuple[str, Params] = ("Debugger.setSkipAllPauses", {"skip": True})


@dataclass(frozen=True, slots=True)
class Realm:
    """A global scope for scripts: a document's own one (``main``), or one apart from it.

    It is there since ``since``, in seconds since the epoch by this machine's clock.
    """

    frame_id: str
    origin: str
    main: bool
    since: float = 0.0


@dataclass(slots=True)
class Target:
    """One page, frame or worker with a session of its own.

    ``opener`` is the target that opened it; ``tied`` tells that the two can reach each other. It
    is there since ``since``, by the monotonic clock.
    """

    session: str
    target_id: str
    type: str
    url: str
    context_id: str
    parent: "Target | None"
    hook: Hook = field(default_factory=Hook.drawn)
    scripts: Scripts = field(default_factory=Scripts)
    frames: Frames = field(default_factory=Frames)
    realms: dict[int, Realm] = field(default_factory=dict)
    starting: bool = True
    loading: set[str] = field(default_factory=set)
    opener: str = ""
    tied: bool = False
    since: float = field(default_factory=time.monotonic)

    @property
    def fleeting(self) -> bool:
        """Whether it is a window that a page has just opened, and that has gone nowhere yet."""
        young = time.monotonic() - self.since < JUST_OPENED_S
        return bool(self.opener) and young and self.url in ("", NOWHERE)

    @property
    def idle(self) -> bool:
        """Whether it is a tab that nobody opened from a page, and that has gone nowhere yet."""
        return self.type == "page" and not self.opener and self.url.startswith(NOWHERE)

    @property
    def busy(self) -> bool:
        """Whether it is still to begin, or one of its frames is loading.

        A window that was just opened has no address before it goes somewhere.
        """
        return self.starting or bool(self.loading) or (self.type == "page" and not self.url)

    @property
    def top(self) -> "Target":
        """The tab that it belongs to."""
        return self.parent.top if self.parent else self

    @property
    def top_url(self) -> str:
        """The URL in the address bar of the tab that it belongs to."""
        return self.top.url

    @property
    def site_url(self) -> str:
        """Its URL where that is one of the web; empty for a window that went nowhere yet."""
        return self.url if urlsplit(self.url).scheme in WEB else ""

    @property
    def document_url(self) -> str:
        """The URL of its outermost document, so far as it has one."""
        return self.frames.url_of(self.target_id)

    @property
    def inside_viewer(self) -> bool:
        """Whether the browser's own viewer shows it (a PDF): no script of the site runs there.

        It answers no question about its storage or its clock (measured, Chromium 156).
        """
        return self.parent is not None and self.parent.document_url.startswith(VIEWER)

    def learn(self, method: str, params: Params) -> None:
        """Follow which documents and scripting realms there are, and what still loads."""
        self.frames.learn(method, params)
        match method:
            case "Page.frameNavigated" if not params["frame"].get("parentId"):
                self.url = params["frame"]["url"]
            case "Page.frameStartedLoading":
                self.loading.add(params["frameId"])
            case "Page.frameStoppedLoading" | "Page.frameDetached":
                self.loading.discard(params["frameId"])
            case "Runtime.executionContextCreated":
                self._began(params["context"])
            case "Runtime.executionContextDestroyed":
                self.realms.pop(params["executionContextId"], None)
            case "Runtime.executionContextsCleared":
                self.realms.clear()
            case "Inspector.workerScriptLoaded":
                self.starting = False

    def _began(self, context: Params) -> None:
        about = context.get("auxData", {})
        self.realms[context["id"]] = Realm(
            about.get("frameId", ""),
            context["origin"],
            about.get("isDefault", False),
            time.time(),
        )

    def main_realm_of(self, realm: int) -> int | None:
        """The page's own realm in the frame that a realm belongs to."""
        frame_id = self.realms[realm].frame_id if realm in self.realms else ""
        mains = (number for number, one in self.realms.items() if one.main)
        return next((one for one in mains if self.realms[one].frame_id == frame_id), None)

    def realm_apart(self, frame_id: str) -> int | None:
        """A realm of a frame in which no script of its page runs; None where there is none."""
        there = (number for number, one in self.realms.items() if one.frame_id == frame_id)
        return next((number for number in there if not self.realms[number].main), None)

    def initial(self, realm: int) -> bool:
        """Whether a realm is that of a frame that has gone nowhere yet."""
        return realm in self.realms and self.frames.initial(self.realms[realm].frame_id)

    def cookie_url(self, document_url: str, realm: int) -> str:
        """The http(s) URL whose cookies a document has, or empty for an opaque origin.

        ``about:blank`` and ``srcdoc`` documents have those of the frame around them.
        """
        known = self.realms.get(realm, Realm("", "", main=True))
        frame_id, origin = known.frame_id, known.origin
        if origin in ("://", "null"):
            return ""
        inner = document_url.removeprefix("blob:")
        if urlsplit(inner).scheme in WEB:
            return self.frames.loaded_from(inner, frame_id)
        if around := self.frames.around(frame_id):
            return around
        return f"{origin}/" if urlsplit(origin).scheme in WEB else self.url


class Targets:
    """Attaches to every target of a browser, and hands on what they report."""

    def __init__(
        self, devtools: DevTools, hear: Callable[[Target, str, dict[str, Any]], None]
    ) -> None:
        self._devtools = devtools
        self._hear = hear
        self._targets: dict[str, Target] = {}
        self._at_work: set[asyncio.Task[None]] = set()
        self._objecting: set[str] = set()

    def object_in(self, context_id: str) -> None:
        """Send Global Privacy Control from all targets that a profile will have."""
        self._objecting.add(context_id)

    async def start(self) -> None:
        """Attach to all there is, and to all that will be."""
        self._devtools.listen(self._on_event)
        unwatched = [{"type": name, "exclude": True} for name in NOT_WATCHED]
        everything = AUTO_ATTACH | {"filter": [*unwatched, {}]}
        await self._devtools.send("Target.setAutoAttach", everything)

    def of(self, context_id: str) -> list[Target]:
        """The targets of one profile that are alive now, and that can be asked something."""
        own = (one for one in self._targets.values() if one.context_id == context_id)
        return [one for one in own if not one.inside_viewer]

    async def fence(self, context_id: str, limit_s: float = 2.0) -> None:
        """Wait until each target's events up to now have arrived, or ``limit_s`` has passed."""
        asked = [
            self._devtools.send("Runtime.getIsolateId", session=one.session)
            for one in self.of(context_id)
        ]
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await asyncio.gather(*asked, return_exceptions=True)

    def _on_event(self, session: str, method: str, params: Params) -> None:
        if method == "Target.attachedToTarget":
            self._attached(session, params)
        elif method == "Target.detachedFromTarget":
            if gone := self._targets.pop(params["sessionId"], None):
                self._hear(gone, method, params)
        elif target := self._targets.get(session):
            if method == "Debugger.paused":
                self._start(self._hook_and_resume(target))
            elif method == "Debugger.scriptParsed":
                target.scripts.parsed(params)
            target.learn(method, params)
            self._hear(target, method, params)

    def _attached(self, parent: str, params: Params) -> None:
        info = params["targetInfo"]
        target = Target(
            params["sessionId"],
            info["targetId"],
            info["type"],
            info["url"],
            info.get("browserContextId", ""),
            self._targets.get(parent),
            opener=info.get("openerId", ""),
            tied=info.get("canAccessOpener", False),
        )
        if target.context_id in self._objecting:
            target.hook = target.hook.objecting()
        if any(one.target_id == target.target_id for one in self._targets.values()):
            # A service worker comes twice: by its page and by the browser. Once is enough.
            self._start(self._devtools.send_all(target.session, [LET_GO]))
            return
        self._targets[target.session] = target
        self._start(self._set_up(target))

    async def _set_up(self, target: Target) -> None:
        """Let a target go only when it is watched: the order of commands alone is no warrant."""
        commands = _commands(target)
        if target.hook.objects:
            commands.insert(0, SEC_GPC)
        if target.type in UNANSWERING:
            await self._devtools.send_all(target.session, [*commands, LET_GO])
        else:
            with suppress(TimeoutError):
                async with asyncio.timeout(_limit_s(target)):
                    await self._devtools.send_all(target.session, commands)
            await self._devtools.send_all(target.session, [LET_GO])
        if target.type not in WORKERS:
            target.starting = False

    async def _hook_and_resume(self, target: Target) -> None:
        commands = [("Runtime.evaluate", _hook(target)), SKIP_PAUSES, ("Debugger.resume", {})]
        await self._devtools.send_all(target.session, commands)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)


def _limit_s(target: Target) -> float | None:
    return SET_UP_LIMIT_S if target.type == "page" and not target.tied else None


def _hook(target: Target) -> Params:
    return {"expression": target.hook.source, "includeCommandLineAPI": True}


def _commands(target: Target) -> list[tuple[str, Params]]:
    commands: list[tuple[str, Params]] = [
        # First of all: the first request of a window that a page opens is on its way by now.
        # Bodies are never asked for: nothing of them is kept.
        ("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0}),
        ("Target.setAutoAttach", AUTO_ATTACH),
        ("Runtime.enable", {}),
        ("Debugger.enable", {"maxScriptsCacheSize": 0}),
        # What a script asks for by an element is told with its script only then (measured).
        ("Debugger.setAsyncCallStackDepth", {"maxDepth": 8}),
    ]
    if target.type in SCRIPTED:
        run_first = {
            "source": target.hook.source,
            "runImmediately": True,
            "includeCommandLineAPI": True,
        }
        commands += [
            SKIP_PAUSES,
            ("Page.enable", {}),
            ("DOMStorage.enable", {}),
            ("Page.addScriptToEvaluateOnNewDocument", run_first),
        ]
        if target.type == "page":
            commands.append(WATCH)
    elif target.type in WORKERS:
        # It gets its cookieStore only after it was let go, but before its script (measured); a
        # shared worker answers no evaluation before, either.
        commands.append(("Debugger.setInstrumentationBreakpoint", {"instrumentation": FIRST}))
        if target.type != "worker":
            # Playwright leaves it as soon as it runs, which ends the pause there (measured): so
            # it is paused once more, at its first statement, unless that is told to be skipped.
            commands.append(("Debugger.pause", {}))
    else:
        commands.append(SKIP_PAUSES)
    return commands
