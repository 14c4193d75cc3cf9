"""Policies from the web: fetched plainly, or loaded by the browser where scripts write them."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.browser import Launch, open_browser
from crawler.errors import BadInput
from crawler.policy.document import PolicyDocument
from crawler.policy.html import read_html
from crawler.policy.reading import MOST_BYTES, read_policy
from crawler.resource import load_resource

FETCH_LIMIT_S, LOAD_LIMIT_S, QUIET_LIMIT_S = 30.0, 60.0, 10.0
_MOST_FRAMES = 20
# What servers send to browsers; some turn away programs without these.
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; cookie-audit)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
}


class PageUnread(Exception):
    """A page that gave no policy; ``str()`` of it is the sentence that a user reads."""


class _Resolver(ThreadedResolver):
    """Names to addresses as the browser's rules have them, the most specific pattern first."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        super().__init__()
        self._rules = sorted(rules.items(), key=lambda one: (one[0].count("*"), -len(one[0])))

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The address of a host; a rule may give another port too."""
        rule = next((to for pattern, to in self._rules if fnmatchcase(host, pattern)), "")
        parts = urlsplit(f"//{rule}")
        address, there = parts.hostname or host, parts.port or port
        found = await super().resolve(address, there, family)
        for one in found:
            one["hostname"] = host
        return found


def _connector(launch: Launch) -> aiohttp.TCPConnector:
    resolver = _Resolver(launch.resolve) if launch.resolve else None
    return aiohttp.TCPConnector(resolver=resolver, ssl=not launch.ignore_https_errors)


async def fetch_policy(url: str, launch: Launch) -> PolicyDocument:
    """Fetch a policy. Raises PageUnread where no policy comes, BadInput where it is none."""
    data, content_type = await fetch(url, launch)
    return read_policy(url, data, content_type)


async def fetch(url: str, launch: Launch | None = None) -> tuple[bytes, str]:
    """The body of an address, up to one byte more than is read, and its media type.

    Hosts are found, and certificates accepted, as the browser would be told to; the browser itself
    asks where it alone knows the way. Raises PageUnread where none comes.
    """
    if launch and (launch.proxy or launch.passes or launch.identities or launch.authority):
        return await _by_browser(url, launch)
    try:
        timeout = aiohttp.ClientTimeout(total=FETCH_LIMIT_S)
        async with (
            aiohttp.ClientSession(
                timeout=timeout, headers=_HEADERS, connector=_connector(launch or Launch())
            ) as session,
            session.get(url, max_redirects=10) as answer,
        ):
            _let_in(url, answer.status)
            return await _limited(answer), answer.content_type
    except TimeoutError as error:
        raise PageUnread(f"{url}: did not answer in full within {FETCH_LIMIT_S:.0f} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise PageUnread(f"{url}: could not be fetched ({type(error).__name__})") from error


async def _by_browser(url: str, launch: Launch) -> tuple[bytes, str]:
    try:
        async with _opened_page(launch) as page:
            tab = await page.context.new_cdp_session(page)
            file = await load_resource(tab, url, MOST_BYTES + 1)
    except TimeoutError as error:
        raise PageUnread(f"{url}: did not answer in full within {LOAD_LIMIT_S:.0f} s") from error
    if file.failure:
        raise PageUnread(f"{url}: could not be fetched ({file.failure})")
    _let_in(url, file.status)
    kind = file.headers.get("content-type", "application/octet-stream")
    return file.body[: MOST_BYTES + 1], kind.partition(";")[0].strip().lower()


@asynccontextmanager
async def _opened_page(launch: Launch) -> AsyncIterator[Page]:
    """An empty page in a browser of its own; TimeoutError where its use takes too long."""
    async with (
        asyncio.timeout(LOAD_LIMIT_S),
        open_browser(launch) as browser,
        browser.profile(ignore_https_errors=launch.ignore_https_errors) as profile,
    ):
        yield await profile.context.new_page()


def _let_in(url: str, status: int) -> None:
    """Raises PageUnread for the status of a refusal or an error."""
    if status in {401, 403, 407}:
        raise PageUnread(f"{url}: refuses access ({status}): save the page and name its file")
    if status >= 400:
        raise PageUnread(f"{url}: answered with status {status}")


async def _limited(answer: aiohttp.ClientResponse) -> bytes:
    """The body, up to one byte more than what is read."""
    data = bytearray()
    async for chunk in answer.content.iter_chunked(65_536):
        data += chunk
        if len(data) > MOST_BYTES:
            break
    return bytes(data[: MOST_BYTES + 1])


async def load_policy(url: str, launch: Launch) -> PolicyDocument:
    """Load a page with the browser, scripts and frames included.

    Raises PageUnread where it does not come, BrowserMissing and BrowserFailed of the browser.
    """
    try:
        async with _opened_page(launch) as page:
            return read_html(url, await _markup(page, url))
    except TimeoutError as error:
        raise PageUnread(f"{url}: was not loaded within {LOAD_LIMIT_S:.0f} s") from error


async def _markup(page: Page, url: str) -> str:
    try:
        answer = await page.goto(url, wait_until="domcontentloaded", timeout=FETCH_LIMIT_S * 1000)
    except PlaywrightError as error:
        first = error.message.splitlines()[0]
        raise PageUnread(f"{url}: the browser could not load it ({first})") from error
    if answer is not None and answer.status >= 400:
        raise PageUnread(f"{url}: answered with status {answer.status}")
    with suppress(PlaywrightError):
        await page.wait_for_load_state("networkidle", timeout=QUIET_LIMIT_S * 1000)
    parts: list[str] = []
    for frame in page.frames[:_MOST_FRAMES]:
        with suppress(PlaywrightError):
            parts.append(await frame.content())
    markup = "\n".join(parts)
    if len(markup) > MOST_BYTES:
        raise BadInput.in_file(
            url, "is larger than 10 MB, which no policy is: save the policy and name its file"
        )
    return markup
