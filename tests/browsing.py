"""One real browser for many tests: it walks sites that each test declares in a few lines.

::

    seen = await lab.observe(Site("shop.test", {"/": Page(set_cookie=["a=1"])}))
    seen.write("a").set_by

The browser and its server live as long as the process that runs the tests; a test's sites,
profile and recording are its own. ``HOSTS`` answer by TLS, ``PLAIN`` without.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from ssl import SSLContext

import pytest
from aiohttp import web

from crawler.browser import AuditBrowser, Launch, Profile, open_browser
from crawler.cookies import ANONYMOUS, JarEntry, Journey, ObservedCookie, Phase, Read, Walk, Write
from crawler.declared import Crawl
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.recorder import Recorder, Recording, Stage
from crawler.tab import Tab, open_tab
from crawler.walks import Outcome, VisitResult, WalkObservation
from tests.sites import Handler, Page, SeenRequest, ServedSites, Site, serving

SHOP, WWW, ADS, CDN, PLAIN = (
    "shop.test",
    "www.shop.test",
    "ads.example",
    "cdn.example",
    "plain.test",
)
HOSTS = (SHOP, WWW, ADS, CDN)
START = Stage(f"https://{SHOP}/", Phase.BEFORE)

Pages = Mapping[str, Page | Handler]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a walk brought home, by the names of cookies."""

    observation: WalkObservation

    @property
    def outcome(self) -> Outcome:
        return self.observation.result.outcome

    @property
    def reason(self) -> str:
        return self.observation.result.reason

    @property
    def visits(self) -> tuple[VisitResult, ...]:
        return self.observation.visits

    @property
    def writes(self) -> list[Write]:
        return [write for cookie in self.observation.cookies for write in cookie.writes]

    @property
    def reads(self) -> list[Read]:
        return [read for cookie in self.observation.cookies for read in cookie.reads]

    @property
    def names(self) -> set[str]:
        """The cookies that the browser ever held."""
        return {one.identity.name for one in self.observation.cookies if one.was_stored}

    @property
    def left(self) -> set[str]:
        """The cookies that were in the jar at the end of any page."""
        return {one.identity.name for one in self.observation.cookies if one.jar}

    def cookie(self, name: str) -> ObservedCookie:
        """The one cookie of this name."""
        (cookie,) = (one for one in self.observation.cookies if one.identity.name == name)
        return cookie

    def write(self, name: str) -> Write:
        """The one act of setting a cookie of this name."""
        (write,) = self.cookie(name).writes
        return write


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the evidence of a test's walk goes."""

    folder: Path

    def evidence_path(self, walk: Walk, label: str, suffix: str = ".png") -> Path:
        return self.folder / f"{walk.journey}-{label}{suffix}"

    def sink(self, walk: Walk) -> None:
        """No archive is made."""

    def visited(
        self,
        visit: VisitResult,
        writes: tuple[Write, ...],
        reads: tuple[Read, ...],
        jar: tuple[JarEntry, ...],
    ) -> None:
        """Everything comes with the observation, too."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A tab under the recorder's eyes."""

    profile: Profile
    recording: Recording
    tab: Tab


@dataclass(frozen=True, slots=True)
class Lab:
    """The browser, its recorder, and the sites that it reaches."""

    browser: AuditBrowser
    recorder: Recorder
    pages: dict[str, dict[str, Page | Handler]]
    requests: list[SeenRequest]
    folder: Path

    def serve(self, *sites: Site) -> None:
        """Let these sites be all that there is."""
        for pages in self.pages.values():
            pages.clear()
        for site in sites:
            self.pages[site.host] |= site.pages
        self.requests.clear()

    async def observe(
        self,
        *sites: Site,
        journey: Journey = Journey.UNTOUCHED,
        granted: tuple[str, ...] = (),
        url: str = f"https://{SHOP}",
        pages: tuple[str, ...] = (),
        crawl: Crawl | None = None,
        dwell: str = "30s",
        settle: str = "virtual",
        consent: object = "auto",
    ) -> Seen:
        """Serve sites and walk a journey of the one at ``url``; with ``granted`` an acceptance."""
        self.serve(*sites)
        fields = {"name": "shop", "url": url, "pages": pages, "dwell": dwell, "settle": settle}
        site = DeclaredSite.model_validate({**fields, "crawl": crawl, "consent": consent})
        walk = Walk("shop", ANONYMOUS, Journey.ACCEPT if granted else journey, granted)
        kept = Kept(self.folder)
        return Seen(await observe(self.browser, self.recorder, Ground(site), walk, kept))

    @asynccontextmanager
    async def tab(self) -> AsyncIterator[Watched]:
        """Open an empty tab in a profile of its own."""
        async with self.browser.profile() as profile:
            recording = self.recorder.record(profile.context_id)
            await recording.enter(START)
            async with open_tab(self.browser, profile, recording) as tab:
                yield Watched(profile, recording, tab)
            self.recorder.forget(recording)


@dataclass(frozen=True, slots=True)
class Plain:
    """A host without TLS, such as old sites are."""

    address: str
    pages: dict[str, Page | Handler] = field(default_factory=dict)


@asynccontextmanager
async def serving_plainly() -> AsyncIterator[Plain]:
    """Serve ``PLAIN`` on a free port of loopback."""
    pages: dict[str, Page | Handler] = {}

    async def answer(request: web.Request) -> web.StreamResponse:
        return await pages.get(request.path, Page(status=404))(request)

    async with answering(answer) as address:
        yield Plain(address, pages)


@asynccontextmanager
async def answering(answer: Handler, tls: SSLContext | None = None) -> AsyncIterator[str]:
    """Answer all requests on a free port of loopback; its address."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        yield f"127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def launch_for(sites: ServedSites, plain: Plain) -> Launch:
    """A browser that reaches nothing but what is served."""
    return Launch(
        resolve={**sites.resolve, PLAIN: plain.address}, trusted_keys=(sites.trusted_key,)
    )


@pytest.fixture(scope="session")
async def lab(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lab]:
    pages: dict[str, dict[str, Page | Handler]] = {host: {} for host in HOSTS}
    async with AsyncExitStack() as stack:
        sites = await stack.enter_async_context(serving(*(Site(h, p) for h, p in pages.items())))
        plain = await stack.enter_async_context(serving_plainly())
        browser = await stack.enter_async_context(open_browser(launch_for(sites, plain)))
        recorder = Recorder(browser.devtools)
        await recorder.start()
        everything = {**pages, PLAIN: plain.pages}
        folder = tmp_path_factory.mktemp("evidence")
        yield Lab(browser, recorder, everything, sites.requests, folder)
