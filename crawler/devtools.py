"""A connection of our own to the browser's DevTools, beside the one that Playwright keeps.

Playwright shows pages; it does not show shared workers, blocked cookies, or a frame's first
script before it ran. A second client of the same browser gets all of that: Chromium pauses a
new target until *every* client that asked for it has let it go (measured on Chromium 156).
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from crawler.errors import BrowserFailed

Params: TypeAlias = dict[str, Any]
Listener: TypeAlias = Callable[[str, str, Params], None]

# A page that is busy for ever answers nothing; wall seconds.
ANSWER_LIMIT_S = 10.0


class TargetGone(Exception):
    """The page, frame or worker that a command was for no longer exists."""


class DevTools:
    """Commands to, and events from, one browser. Events carry the session they belong to."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[str, asyncio.Future[Params]]] = {}
        self._listeners: list[Listener] = []
        self._pump = asyncio.create_task(self._receive())

    @classmethod
    async def connect(cls, url: str) -> "DevTools":
        """Open the connection. Raises BrowserFailed when nobody answers."""
        try:
            socket = await connect(url, max_size=None, compression=None, ping_interval=None)
        except OSError as error:
            raise BrowserFailed(f"The browser's DevTools do not answer: {error}") from error
        return cls(socket)

    def listen(self, listener: Listener) -> None:
        """Have every event delivered as ``listener(session, method, params)``."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Undo ``listen``."""
        self._listeners.remove(listener)

    async def send(self, method: str, params: Params | None = None, session: str = "") -> Params:
        """Send a command and wait for its answer.

        Raises TargetGone when it was refused, or not answered within ``ANSWER_LIMIT_S``.
        """
        if self._pump.done():
            raise TargetGone("the connection was closed")
        number = next(self._numbers)
        answer: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._waiting[number] = (session, answer)
        message: Params = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        try:
            async with asyncio.timeout(ANSWER_LIMIT_S):
                await self._socket.send(json.dumps(message))
                return await answer
        except ConnectionClosed as error:
            raise TargetGone(method) from error
        except TimeoutError as error:
            raise TargetGone(f"{method} was not answered in {ANSWER_LIMIT_S:g} s") from error
        finally:
            self._waiting.pop(number, None)

    async def send_all(self, session: str, commands: list[tuple[str, Params]]) -> None:
        """Send commands in one go; those that the target does not know are passed over."""
        await asyncio.gather(
            *(self.send(method, params, session) for method, params in commands),
            return_exceptions=True,
        )

    async def close(self) -> None:
        """Close the connection; what still waits for an answer gets TargetGone."""
        with suppress(ConnectionClosed, OSError):
            await self._socket.close()
        await asyncio.gather(self._pump, return_exceptions=True)

    async def _receive(self) -> None:
        try:
            async for text in self._socket:
                self._dispatch(json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            for session, _ in tuple(self._waiting.values()):
                self._gone(session, "the connection was closed")

    def _gone(self, session: str, why: str) -> None:
        for waiting, answer in self._waiting.values():
            if waiting == session and not answer.done():
                answer.set_exception(TargetGone(why))

    def _dispatch(self, message: Params) -> None:
        if message.get("method") == "Target.detachedFromTarget":
            # Chromium leaves the commands unanswered that the target had not dealt with.
            self._gone(message["params"]["sessionId"], "the target was detached")
        if "id" not in message:
            for listener in tuple(self._listeners):
                listener(message.get("sessionId", ""), message["method"], message["params"])
            return
        _, answer = self._waiting.get(message["id"], ("", None))
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(TargetGone(str(message["error"].get("message", ""))))
        else:
            answer.set_result(message["result"])
