"""JSON documents that a page loads for itself, such as a consent platform's configuration."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response

MOST_DOCUMENTS = 20
MOST_LETTERS = 2_000_000
# A body that the page does not read itself never ends (measured, Chromium 156).
LIMIT_S = 1.0


@dataclass(slots=True)
class Loaded:
    """The documents of one tab by their address, up to 20 of 2 MB; nothing is fetched for them."""

    documents: dict[str, str] = field(default_factory=dict)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, response: Response) -> None:
        """Keep what a response brings, if it is such a document."""
        known = len(self.documents) + len(self._reading)
        kind = response.request.resource_type in {"fetch", "xhr"}
        if kind and known < MOST_DOCUMENTS and urlsplit(response.url).path.endswith(".json"):
            task = asyncio.ensure_future(self._read(response))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def settled(self) -> dict[str, str]:
        """The documents, once those on their way are read or given up."""
        if self._reading:
            await asyncio.wait(self._reading, timeout=LIMIT_S)
        return self.documents

    async def _read(self, response: Response) -> None:
        with suppress(PlaywrightError, TimeoutError, UnicodeDecodeError):
            async with asyncio.timeout(LIMIT_S):
                length = response.headers.get("content-length", "")
                if response.ok and not (length.isdecimal() and int(length) > MOST_LETTERS):
                    text = await response.text()
                    if len(text) <= MOST_LETTERS:
                        self.documents[response.url] = text
