"""What stands behind a login by HTTP, wants a header, or is reached through a proxy."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Error as PlaywrightError

from crawler.browser import Launch, open_browser
from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.passes import Pass, Proxy
from crawler.recorder import Recorder
from crawler.walks import VisitOutcome
from tests.browsing import ADS, SHOP, Kept, Seen
from tests.sites import Page, ServedSites, ServeSites, Site, redirect, script

pytestmark = pytest.mark.browser

BASIC = "Basic " + b64encode(b"ann:hunter2hunter2").decode()
HEADERS = {"X-Preview": "letmein-4711", "Authorization": BASIC}
HOME = f"""<img src="/picture"><img src="/leads-away"><img src="https://{ADS}/pixel">
<iframe src="https://{ADS}/frame"></iframe>
<script>new Worker('/worker.js'); fetch('/asked')</script>"""


@dataclass(slots=True)
class Guarded:
    """A site that answers nobody without the two headers; ``met`` is what it was asked with."""

    met: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            host = request.url.host or ""
            self.met.append((host, dict(request.headers)))
            own = all(request.headers.get(name) == one for name, one in HEADERS.items())
            if host == SHOP and not own:
                refusal = Page(status=401, set_cookie=["refused=1"])
                return await refusal(request)
            return await page(request)

        return answer

    @property
    def sites(self) -> tuple[Site, Site]:
        pages = {
            "/": Page(HOME, ["sid=1; Secure; HttpOnly"]),
            "/picture": Page(set_cookie=["picture=1"]),
            "/leads-away": redirect(f"https://{ADS}/pixel"),
            "/worker.js": script("fetch('/from-worker')"),
            "/from-worker": Page(set_cookie=["worker=1"]),
            "/asked": Page(set_cookie=["asked=1"]),
        }
        third = {"/pixel": Page(), "/frame": Page(f'<img src="https://{SHOP}/picture">')}
        return (
            Site(SHOP, {path: self(page) for path, page in pages.items()}),
            Site(ADS, {path: self(page) for path, page in third.items()}),
        )


async def walked(launch: Launch, folder: Path, journey: Journey = Journey.GPC) -> Seen:
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        site = DeclaredSite.model_validate({"name": "s", "url": f"https://{SHOP}", "dwell": "1s"})
        walk = Walk("s", ANONYMOUS, journey)
        return Seen(await observe(browser, recorder, Ground(site), walk, Kept(folder)))


def launch_for(served: ServedSites, *passes: Pass) -> Launch:
    return Launch(resolve=served.resolve, trusted_keys=(served.trusted_key,), passes=passes)


async def test_all_requests_to_the_site_carry_its_headers_and_none_to_others(
    serve_sites: ServeSites, tmp_path: Path
) -> None:
    guarded = Guarded()
    served = await serve_sites(*guarded.sites)
    seen = await walked(launch_for(served, Pass(f"https://{SHOP}", HEADERS)), tmp_path)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.VISITED]
    assert seen.names == {"sid", "picture", "worker", "asked"}
    told = {(host, HEADERS.items() <= sent.items()) for host, sent in guarded.met}
    assert told == {(SHOP, True), (ADS, False)}
    strangers = [sent for host, sent in guarded.met if host == ADS]
    assert not any(HEADERS.keys() & sent.keys() for sent in strangers)
    assert all(sent.get("Sec-GPC") == "1" for host, sent in guarded.met if host == SHOP)


async def test_what_a_refusal_sets_is_recorded_too(serve_sites: ServeSites, tmp_path: Path) -> None:
    served = await serve_sites(*Guarded().sites)
    wrong = Pass(f"https://{SHOP}", {"Authorization": "Basic eDp5"})
    seen = await walked(launch_for(served, wrong), tmp_path)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.FAILED]
    assert "refused" in seen.names


async def test_a_proxy_that_asks_who_comes_is_told(serve_sites: ServeSites, tmp_path: Path) -> None:
    home = Page(set_cookie=["a=1"])
    served = await serve_sites(Site(SHOP, {"/": home}))
    async with proxy(served.served.address) as (server, tunnels):
        there = Proxy(server, (), "ann", "hunter2hunter2")
        launch = Launch(trusted_keys=(served.trusted_key,), proxy=there)
        seen = await walked(launch, tmp_path, Journey.UNTOUCHED)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.VISITED]
    assert seen.names == {"a"}
    assert f"{SHOP}:443" in tunnels


async def test_the_named_authority_is_trusted_and_no_other(serve_sites: ServeSites) -> None:
    known, other = (
        await serve_sites(Site(SHOP, {"/": Page()})),
        await serve_sites(Site(ADS, {"/": Page()})),
    )
    resolve = {SHOP: known.served.address, ADS: other.served.address}
    async with (
        open_browser(Launch(resolve=resolve, authority=known.certificate_authority)) as browser,
        browser.profile() as profile,
    ):
        page = await profile.context.new_page()
        answer = await page.goto(f"https://{SHOP}/")
        assert answer
        assert answer.status == 200
        with pytest.raises(PlaywrightError, match="ERR_CERT_AUTHORITY_INVALID"):
            await page.goto(f"https://{ADS}/")


@asynccontextmanager
async def proxy(target: str) -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy that lets through whom it knows, always to the one server; and whereto they asked."""
    host, _, port = target.partition(":")
    tunnels: list[str] = []
    at_work: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if f"Proxy-Authorization: {BASIC}" not in head:
            asks = b'Proxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n'
            writer.write(b"HTTP/1.1 407 Who\r\n" + asks + b"Connection: close\r\n\r\n")
            writer.close()
            return
        tunnels.append(head.split()[1])
        theirs, ours = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for task in (_copy(reader, ours), _copy(theirs, writer)):
            at_work.add(asyncio.create_task(task))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", tunnels
    finally:
        server.close()
        for task in at_work:
            task.cancel()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()
