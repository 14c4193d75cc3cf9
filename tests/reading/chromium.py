"""What the real Chromium keeps of one ``Set-Cookie`` line, or of one write to ``document.cookie``.

A server of raw bytes, since no HTTP library sends what a test of malformed lines has to send, and
one browser with a page open on each ``Ground``. Each line meets an empty jar.
"""

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate

import trustme

from crawler.browser import Launch, open_browser
from crawler.devtools import DevTools, Params
from tests.reading.lines import NOW

#: The longest lifetime that Chromium grants, in seconds.
LONGEST = 400 * 86_400
_HTML = b"<!doctype html><title>lines</title>"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a line is tried: scheme, host, and the path of the document."""

    scheme: str
    host: str
    path: str = "/shop/cart"


@dataclass(frozen=True, slots=True)
class Kept:
    """A cookie as the jar holds it. ``expires`` in seconds since the epoch, None for none."""

    name: str
    value: str
    domain: str
    path: str
    secure: bool
    http_only: bool
    same_site: str
    partitioned: bool
    expires: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a line that was tried on an empty jar.

    ``url`` is the address that set it, ``now`` the clock that it was read against, and ``told``
    the line as DevTools tell of it. It took effect between ``began`` and ``ended`` of the
    browser's own clock.
    """

    url: str
    now: float
    began: float
    ended: float
    jar: tuple[Kept, ...]
    told: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class RawServer:
    """Sends ``line`` as it is to whoever asks for ``?line``."""

    line: bytes = b""
    number: int = 0
    ports: dict[str, int] = field(default_factory=dict)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until the browser closes it."""
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self._response(request.split(b" ", 2)[1]))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _response(self, target: bytes) -> bytes:
        headers = [
            b"HTTP/1.1 200 OK",
            b"Content-Type: text/html",
            b"Content-Length: %d" % len(_HTML),
            b"Cache-Control: no-store",
            b"Date: " + formatdate(NOW, usegmt=True).encode(),
        ]
        if b"?line" in target:
            headers.append(b"X-Line: %d" % self.number)
            headers.append(b"Set-Cookie: " + self.line)
        return b"\r\n".join([*headers, b"", _HTML])


@dataclass(slots=True, repr=False)
class Chromium:
    """The browser with its pages; ``sessions`` are those of DevTools."""

    devtools: DevTools
    server: RawServer
    context_id: str
    sessions: dict[Ground, str] = field(default_factory=dict)
    _raw: dict[str, asyncio.Future[Params]] = field(default_factory=dict)

    def hear(self, session: str, method: str, params: Params) -> None:
        """Take note of raw response headers."""
        del session
        if method == "Network.responseReceivedExtraInfo":
            headers = {name.lower(): text for name, text in params["headers"].items()}
            if awaited := self._raw.get(headers.get("x-line", "")):
                awaited.set_result(params)

    def url(self, ground: Ground) -> str:
        """The address of the ground's document."""
        return f"{ground.scheme}://{ground.host}:{self.server.ports[ground.scheme]}{ground.path}"

    async def by_header(self, ground: Ground, line: bytes) -> Trial | None:
        """Have a response bring the line; None where Chromium takes it for no response."""
        began = time.time()
        server, loop = self.server, asyncio.get_running_loop()
        server.number, server.line = server.number + 1, line
        raw = self._raw[str(server.number)] = loop.create_future()
        source = f"fetch('{ground.path}?line').then(() => true, () => false)"
        if not await self._evaluate(ground, source):
            return None
        async with asyncio.timeout(10):
            params = await raw
        del self._raw[str(server.number)]
        headers = {name.lower(): text for name, text in params["headers"].items()}
        ended = time.time()
        return Trial(
            self.url(ground),
            NOW,
            began,
            ended,
            await self._jar(),
            headers.get("set-cookie", ""),
            tuple(why for one in params["blockedCookies"] for why in one["blockedReasons"]),
        )

    async def by_script(self, ground: Ground, line: str) -> Trial:
        """Have the document's script write the line."""
        began = time.time()
        # A write is on its way until a read, which waits for it.
        source = f"document.cookie = {json.dumps(line)}; void document.cookie; Date.now()"
        now = await self._evaluate(ground, source)
        return Trial(self.url(ground), now / 1000, began, time.time(), await self._jar())

    async def _evaluate(self, ground: Ground, expression: str) -> float:
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = await self.devtools.send("Runtime.evaluate", params, self.sessions[ground])
        value: float = answer["result"]["value"]
        return value

    async def _jar(self) -> tuple[Kept, ...]:
        """What the jar holds, which is empty afterwards."""
        params = {"browserContextId": self.context_id}
        jar = await self.devtools.send("Storage.getCookies", params)
        if jar["cookies"]:
            await self.devtools.send("Storage.clearCookies", params)
        return tuple(map(_kept, jar["cookies"]))

    async def open(self, ground: Ground) -> None:
        """Open a page on a ground."""
        params = {"url": "about:blank", "browserContextId": self.context_id}
        target = (await self.devtools.send("Target.createTarget", params))["targetId"]
        attach = {"targetId": target, "flatten": True}
        session = (await self.devtools.send("Target.attachToTarget", attach))["sessionId"]
        await self.devtools.send("Network.enable", {}, session)
        await self.devtools.send("Page.enable", {}, session)
        loaded = _next(self.devtools, session, "Page.loadEventFired")
        await self.devtools.send("Page.navigate", {"url": self.url(ground)}, session)
        await loaded
        self.sessions[ground] = session


def _kept(cookie: Params) -> Kept:
    return Kept(
        name=cookie["name"],
        value=cookie["value"],
        domain=cookie["domain"],
        path=cookie["path"],
        secure=cookie["secure"],
        http_only=cookie["httpOnly"],
        same_site=cookie.get("sameSite", ""),
        partitioned="partitionKey" in cookie,
        expires=None if cookie["session"] else cookie["expires"],
    )


def _next(devtools: DevTools, session: str, method: str) -> asyncio.Future[None]:
    happened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def listen(of: str, told: str, params: Params) -> None:
        del params
        if (of, told) == (session, method) and not happened.done():
            happened.set_result(None)

    devtools.listen(listen)
    happened.add_done_callback(lambda _: devtools.unlisten(listen))
    return happened


@asynccontextmanager
async def trying(grounds: Sequence[Ground]) -> AsyncIterator[Chromium]:
    """Serve, launch, and open a page on each ground."""
    server = RawServer()
    launch = Launch(resolve={"*": "127.0.0.1"}, ignore_https_errors=True)
    async with AsyncExitStack() as stack:
        await _serve(stack, server)
        browser = await stack.enter_async_context(open_browser(launch))
        profile = await stack.enter_async_context(browser.profile(ignore_https_errors=True))
        chromium = Chromium(browser.devtools, server, profile.context_id)
        browser.devtools.listen(chromium.hear)
        for ground in grounds:
            await chromium.open(ground)
        yield chromium


async def _serve(stack: AsyncExitStack, server: RawServer) -> None:
    for scheme, context in (("http", None), ("https", _tls())):
        listening = await asyncio.start_server(server.answer, "127.0.0.1", 0, ssl=context)
        stack.callback(listening.close)
        server.ports[scheme] = listening.sockets[0].getsockname()[1]


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    return context
