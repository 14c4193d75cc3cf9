"""Our own connection to the browser, against a server that says what the test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from crawler.devtools import DevTools, TargetGone
from crawler.errors import BrowserFailed

Script = Callable[[dict[str, Any]], list[dict[str, Any]]]


@asynccontextmanager
async def connected(script: Script) -> AsyncIterator[DevTools]:
    """A connection to a browser that answers each command by a script."""

    async def answer(socket: ServerConnection) -> None:
        async for text in socket:
            for message in script(json.loads(text)):
                if message.get("close"):
                    await socket.close()
                else:
                    await socket.send(json.dumps(message))

    async with serve(answer, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        devtools = await DevTools.connect(f"ws://127.0.0.1:{port}/")
        try:
            yield devtools
        finally:
            await devtools.close()


def echo(command: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": command["id"], "result": command}]


async def test_an_answer_is_that_of_its_command() -> None:
    async with connected(echo) as devtools:
        one, other = await asyncio.gather(
            devtools.send("A", {"x": 1}), devtools.send("B", session="S")
        )
    assert (one["method"], one["params"]) == ("A", {"x": 1})
    assert (other["method"], other["sessionId"]) == ("B", "S")


async def test_a_refused_command_says_so() -> None:
    async with connected(
        lambda command: [{"id": command["id"], "error": {"message": "no such session"}}]
    ) as devtools:
        with pytest.raises(TargetGone, match="no such session"):
            await devtools.send("A")


async def test_commands_that_are_refused_are_passed_over_where_many_are_sent() -> None:
    heard = []

    def refusing(command: dict[str, Any]) -> list[dict[str, Any]]:
        heard.append(command["method"])
        return [{"id": command["id"], "error": {"message": "unknown"}}]

    async with connected(refusing) as devtools:
        await devtools.send_all("S", [("A", {}), ("B", {})])
    assert heard == ["A", "B"]


async def test_events_reach_every_listener_with_their_session() -> None:
    event = {"sessionId": "S", "method": "Page.loadEventFired", "params": {"x": 1}}
    heard: list[tuple[str, str, dict[str, Any]]] = []
    async with connected(lambda command: [event, *echo(command)]) as devtools:
        devtools.listen(lambda *told: heard.append(told))
        await devtools.send("A")
    assert heard == [("S", "Page.loadEventFired", {"x": 1})]


async def test_a_listener_that_was_taken_off_hears_no_more() -> None:
    heard: list[str] = []

    def listener(session: str, method: str, params: dict[str, Any]) -> None:
        heard.append(f"{session}{method}{params}")

    async with connected(lambda c: [{"method": "E", "params": {}}, *echo(c)]) as devtools:
        devtools.listen(listener)
        devtools.unlisten(listener)
        await devtools.send("A")
    assert heard == []


async def test_a_command_to_a_target_that_is_detached_gets_no_answer_and_says_so() -> None:
    detached = {"method": "Target.detachedFromTarget", "params": {"sessionId": "S"}}
    async with connected(lambda _: [detached]) as devtools:
        with pytest.raises(TargetGone, match="detached"):
            await devtools.send("A", session="S")


async def test_the_commands_of_other_targets_are_still_answered_then() -> None:
    detached = {"method": "Target.detachedFromTarget", "params": {"sessionId": "other"}}
    async with connected(lambda command: [detached, *echo(command)]) as devtools:
        assert (await devtools.send("A", session="S"))["method"] == "A"


async def test_when_the_browser_hangs_up_everything_that_waits_is_told() -> None:
    async with connected(
        lambda command: [{"close": True}] if command["method"] == "Last" else []
    ) as devtools:
        waiting = asyncio.create_task(devtools.send("A", session="S"))
        await asyncio.sleep(0)
        for doomed in (devtools.send("Last"), waiting):
            with pytest.raises(TargetGone):
                await doomed
        with pytest.raises(TargetGone):
            await devtools.send("Afterwards")


async def test_an_answer_that_nobody_waits_for_is_passed_over() -> None:
    async with connected(lambda command: [{"id": 99, "result": {}}, *echo(command)]) as devtools:
        assert (await devtools.send("A"))["method"] == "A"


async def test_where_nobody_answers_the_browser_has_failed() -> None:
    with pytest.raises(BrowserFailed, match="do not answer"):
        await DevTools.connect("ws://127.0.0.1:1/")


async def test_a_command_that_is_never_answered_ends_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.devtools.ANSWER_LIMIT_S", 0.05)
    async with connected(lambda _: []) as devtools:
        with pytest.raises(TargetGone, match="not answered in"):
            await devtools.send("A")
