"""A browser of the tests' own, which knows nothing of the audit: it notes what pages ask for."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, Response, async_playwright

from crawler.demo import Served

WATCH_SCRIPTS = """
const own = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
Object.defineProperty(Document.prototype, "cookie", {
  get() { return own.get.call(this); },
  set(text) {
    window.noteStatement(String(text), Date.now());
    own.set.call(this, text);
  },
  configurable: true,
});
"""


# The platform has taken up its services, and those that are allowed have loaded.
SETTLED = """
() => {
  const platform = window.tarteaucitron;
  return document.readyState === "complete"
    && document.getElementById("tarteaucitronRoot") !== null
    && platform.job.every((key) => platform.added[key])
    && (platform.job.every((key) => platform.state[key] !== true) || window.ga?.loaded === true);
}
"""
PRESSED = """
(button) => {
  document.querySelector(button).click();
  return /tarteaucitron=[^;]*=(true|false)/.test(document.cookie);
}
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One act of asking for a cookie, while a page was open that was reached by ``page``.

    ``lifetime`` in seconds, None for a session cookie.
    """

    page: str
    name: str
    lifetime: float | None
    domain: str
    by: str

    @classmethod
    def read(cls, page: str, statement: str, now: float, by: str) -> "Asked":
        first, *rest = (part.strip() for part in statement.split(";"))
        attributes = {key.lower(): value for key, _, value in (one.partition("=") for one in rest)}
        ends = attributes.get("expires")
        return cls(
            page=page,
            name=first.partition("=")[0],
            lifetime=parsedate_to_datetime(ends).timestamp() - now if ends else None,
            domain=attributes.get("domain", "").removeprefix("."),
            by=by,
        )


@dataclass(slots=True)
class Witness:
    """A page, and everything that asked for a cookie since it was opened, in order."""

    context: BrowserContext
    page: Page
    path: str = ""
    asked: list[Asked] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    reading: set[asyncio.Task[None]] = field(default_factory=set)

    def names(self) -> set[str]:
        """The cookies asked for, other than by deleting them."""
        return {one.name for one in self.asked if one.lifetime is None or one.lifetime > 0}

    def pages(self, name: str) -> set[str]:
        """The paths of the pages on which a cookie was asked for, other than by deleting it."""
        return {
            one.page
            for one in self.asked
            if one.name == name and (one.lifetime is None or one.lifetime > 0)
        }

    def lifetimes(self, name: str) -> set[int | None]:
        """Every lifetime that was asked for, to the nearest minute, in seconds."""
        return {
            one.lifetime if one.lifetime is None else round(one.lifetime / 60) * 60
            for one in self.asked
            if one.name == name
        }

    async def visit(self, url: str) -> None:
        """Open a page and wait until everything on it that sets cookies has done so."""
        self.path = urlsplit(url).path
        await self.page.goto(url)
        await self._settle()

    async def choose(self, button: str) -> None:
        """Press a button of the banner and wait for what that loads."""
        # The platform binds its buttons some time after it has shown them: press until it took.
        await self.page.wait_for_function(PRESSED, arg=button, polling=100)
        await self._settle()
        assert not await self.page.is_visible("#tarteaucitronAlertBig")

    async def _settle(self) -> None:
        await self.page.wait_for_function(SETTLED)
        await asyncio.gather(*self.reading)

    async def jar(self) -> dict[str, str]:
        """Names in the jar, with their domains."""
        return {one["name"]: one["domain"] for one in await self.context.cookies()}


@asynccontextmanager
async def browsing(served: Served, executable: Path) -> AsyncIterator[Witness]:
    """A fresh profile that accepts third-party cookies and reaches the served sites alone."""
    rules = ", ".join(f"MAP {host} {address}" for host, address in served.resolve.items())
    with _profile() as profile:
        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                profile,
                executable_path=executable,
                args=[
                    f"--host-resolver-rules={rules}",
                    f"--ignore-certificate-errors-spki-list={served.trusted_key}",
                    "--disable-blink-features=AutomationControlled",
                ],
            )
            witness = await _watched(context)
            try:
                yield witness
            finally:
                await asyncio.gather(*witness.reading, return_exceptions=True)
                await context.close()


async def _watched(context: BrowserContext) -> Witness:
    witness = Witness(context, context.pages[0])

    async def note_statement(_: object, statement: str, now: float) -> None:
        witness.asked.append(Asked.read(witness.path, statement, now / 1000, "script"))

    async def read_headers(response: Response, path: str) -> None:
        for header in await response.headers_array():
            if header["name"].lower() == "set-cookie":
                witness.asked.append(Asked.read(path, header["value"], time(), "http"))

    def note_response(response: Response) -> None:
        witness.hosts.add(urlsplit(response.url).netloc)
        witness.reading.add(asyncio.create_task(read_headers(response, witness.path)))

    await context.expose_binding("noteStatement", note_statement)
    await context.add_init_script(WATCH_SCRIPTS)
    context.on("response", note_response)
    return witness


@contextmanager
def _profile() -> Iterator[str]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        preferences = Path(folder, "Default", "Preferences")
        preferences.parent.mkdir()
        preferences.write_text(json.dumps({"profile": {"cookie_controls_mode": 0}}))
        yield folder
