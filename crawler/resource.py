"""One file of a site, asked for by the browser and not shown: its bytes, or why there are none.

The browser goes there as to a page, with its proxy, certificates and what it shows to servers, and
is stopped before it opens what comes. Its own command for this (``Network.loadNetworkResource``)
is seen by nobody who adds headers or answers a proxy (measured, Chromium 156).
"""

import asyncio
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession

A_PART = 1024 * 1024
PAUSED = "Fetch.requestPaused"
ANSWERS = {"patterns": [{"resourceType": "Document", "requestStage": "Response"}]}
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Resource:
    """How a file was answered. ``failure`` says why there is no answer, as the browser names it.

    ``headers`` have names in lower case.
    """

    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


async def load_resource(tab: CDPSession, url: str, most: int) -> Resource:
    """Ask for a file, and read ``most`` bytes of it or a little more.

    Raises Playwright's Error where the browser does not do so.
    """
    answers: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
    tab.on(PAUSED, answers.put_nowait)
    await tab.send("Fetch.enable", ANSWERS)
    going = asyncio.create_task(tab.send("Page.navigate", {"url": url}))
    try:
        while True:
            answer = asyncio.create_task(answers.get())
            await asyncio.wait((going, answer), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                answer.cancel()
                return Resource(failure=str((await going).get("errorText", "it led nowhere")))
            if found := await _answered(tab, answer.result(), most):
                return found
    finally:
        going.cancel()
        tab.remove_listener(PAUSED, answers.put_nowait)
        await tab.send("Fetch.disable")


async def _answered(tab: CDPSession, paused: Mapping[str, Any], most: int) -> Resource | None:
    """The file; None where it is elsewhere, or nowhere."""
    only = {"requestId": paused["requestId"]}
    status = int(paused.get("responseStatusCode") or 0)
    headers = {one["name"].lower(): one["value"] for one in paused.get("responseHeaders", ())}
    if not status or (status in REDIRECTS and "location" in headers):
        await tab.send("Fetch.continueRequest", only)
        return None
    stream = (await tab.send("Fetch.takeResponseBodyAsStream", only))["stream"]
    body = await _body(tab, stream, most)
    await tab.send("Fetch.failRequest", {"errorReason": "Aborted", **only})
    return Resource(status, body, headers)


async def _body(tab: CDPSession, stream: str, most: int) -> bytes:
    body, more = b"", True
    while more and len(body) < most:
        part = await tab.send("IO.read", {"handle": stream, "size": A_PART})
        data = part["data"]
        body += b64decode(data) if part.get("base64Encoded") else data.encode()
        more = not part["eof"]
    await tab.send("IO.close", {"handle": stream})
    return body
