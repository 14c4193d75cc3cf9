"""One tab of a profile: opened, watched, given its dwell time, closed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from playwright.async_api import Dialog, Frame, Page
from playwright.async_api import Error as PlaywrightError

from crawler.browser import AuditBrowser, Profile
from crawler.crawl.links import Link, links_from
from crawler.crawl.looks import PageLook
from crawler.devtools import DevTools
from crawler.fence import Fence, Fences, Place
from crawler.loaded import Loaded
from crawler.recorder import Recording
from crawler.recorder.targets import Target
from crawler.rousing import NOT_SCROLLED, scroll, stir
from crawler.settle import A_FRAME_STOPPED, STILL_LOADING, Dwell, Dwelling, dwell_in_real_time
from crawler.under_way import UnderWay

ANSWER_LIMIT_MS = 30_000
LOAD_LIMIT_MS = 10_000
CLOSE_LIMIT_S = 5.0
# A page has so long to answer when it is asked whether it may be closed; wall seconds.
ASKED_LIMIT_S = 2.0
LINKS_LIMIT_S = 3.0
MOST_LINKS = 20_000
MOST_ROUTES = 1000
BEFORE_DWELL_S = 1.0
# By then of a page's time a tag that was loaded late listens for a visitor's first act.
LISTENING_S = 2.0
QUESTIONS = ("confirm", "prompt")
# What the browser says where a server wants a client certificate and gets none, or another one.
NOT_LET_IN = ("net::ERR_BAD_SSL_CLIENT_AUTH_CERT", "net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED")
# How often frames that are new get their time; some load anew for ever.
MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a page answered: its final URL and HTTP status, or why there is nothing.

    ``note`` says what was odd about a page that did come; ``headers`` are those of its answer;
    ``stopped`` why it was not gone where the page leads.
    """

    url: str = ""
    status: int | None = None
    failure: str = ""
    note: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the browser, with the recording of the profile that it belongs to.

    ``asked`` holds what the page asked in dialogs of the browser, to which it got no answer;
    ``routes`` the addresses that it took itself, by scripts or otherwise. ``tabs`` has the next tab
    opened while this one has its time; ``loaded`` are JSON documents, ``under_way`` what is still
    to come.
    """

    page: Page
    target_id: str
    devtools: DevTools
    recording: Recording
    fences: Fences
    asked: list[str] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    tabs: "Tabs | None" = None
    loaded: Loaded = field(default_factory=Loaded)
    under_way: UnderWay = field(default_factory=UnderWay)

    async def go(self, url: str) -> Arrival:
        """Load a page as far as its load event; one that never comes is a note, not a failure."""
        try:
            response = await self.page.goto(url, wait_until="commit", timeout=ANSWER_LIMIT_MS)
        except PlaywrightError as error:
            return Arrival(failure=_failure(error))
        note = ""
        try:
            await self.page.wait_for_load_state("load", timeout=LOAD_LIMIT_MS)
        except PlaywrightError:
            note = f"its load event did not come within {LOAD_LIMIT_MS / 1000:g} s"
        status = response.status if response else None
        headers = response.headers if response else {}
        return Arrival(self.page.url, status, note=note, headers=headers)

    def fenced(self, fence: Fence | None) -> AbstractContextManager[None]:
        """Keep to a fence; None lets all go anywhere."""
        return self.fences.watch(fence, self._place_of) if fence else nullcontext()

    def _place_of(self, frame_id: str) -> Place | None:
        """What a frame is in this visit; None for one that is another's."""
        for one in self.recording.targets:
            if one.type == "page" and one.target_id == frame_id:
                return Place.TAB if one.url or frame_id == self.target_id else Place.NEW_WINDOW
        inner = any(frame_id in one.frames for one in self.recording.targets)
        return Place.FRAME if inner else None

    async def go_on(self, url: str) -> Arrival:
        """Leave for another page in the middle of a visit; what is stored then stands under it."""
        await self.recording.turn(url)
        return await self.go(url)

    async def stir(self) -> None:
        """Move the pointer, as a visitor does at once: some banners wait for that."""
        await stir(self.page)

    async def scroll(self) -> bool:
        """Go down the page, so that all of it comes into view; whether that came to an end."""
        own = self._own
        if own is None:
            return False
        realm = own.realm_apart(self.target_id)
        return await scroll(self.page, self.devtools, own.session, realm)

    def answer(self, dialog: Dialog) -> None:
        """Close a dialog of the browser as a visitor does who reads none; questions are kept."""
        if dialog.type in QUESTIONS:
            self.asked.append(dialog.message)
        closing = dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss()
        task = asyncio.ensure_future(closing)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    def went(self, frame: Frame) -> None:
        """Note an address that the page took, also one of the history API alone."""
        if frame != self.page.main_frame:
            return
        self.under_way.forget()
        if len(self.routes) < MOST_ROUTES:
            self.routes.append(frame.url)

    async def rouse(self) -> str:
        """What a visitor does first: move the pointer and scroll. Why not all of it, if so."""
        await self.stir()
        return "" if await self.scroll() else NOT_SCROLLED

    async def dwell(self, seconds: float, *, real: bool = False, roused: bool = False) -> Dwell:
        """Give the page, its frames and the windows it opened their page time, and let them load.

        ``real`` waits as long as that on the wall, for sites where time must not be bent;
        ``roused`` moves and scrolls once what loads late listens for that.
        Ends the use of the tab. Frames have clocks of their own: one that came, or went
        elsewhere, while the page's clock ran gets its time afterwards.
        """
        if self.tabs:
            self.tabs.prepare()
        page = self._own
        if page is None:
            return Dwell(0.0, "the page was gone before its time began")
        # The clock waits for fetches alone: sockets, workers and windows would be left behind.
        await self.recording.quiet(BEFORE_DWELL_S)
        await self.recording.looked(stopped=False)
        first = min(LISTENING_S, seconds / 2) if roused else 0.0
        dwell = await self._pass(page, first, real=real)
        unroused = await self.rouse() if roused and not dwell.reason else ""
        given = self._others
        if not dwell.reason:
            dwell = await self._pass(page, seconds, *given, ahead=first, real=real)
        for _ in range(MOST_ROUNDS):
            if dwell.reason or real:  # what keeps a clock stopped will not be quiet either
                break
            await self.recording.quiet()
            new = dict(self._others.items() - given.items())
            if not new:
                break
            given |= new
            late = await Dwelling(self.devtools, seconds).give(*new)
            dwell = replace(dwell, reason=late.reason and A_FRAME_STOPPED)
        return self._unless_loading(replace(dwell, reason=dwell.reason or unroused))

    async def _pass(
        self, page: Target, seconds: float, *frames: str, ahead: float = 0.0, real: bool
    ) -> Dwell:
        """Give the page its time up to ``seconds``, of which it has had ``ahead``."""
        if real:
            dwell = await dwell_in_real_time(self.page, seconds - ahead)
            return replace(dwell, page_time_s=ahead + dwell.page_time_s)
        return await Dwelling(self.devtools, seconds, ahead).give(page.session, *frames)

    def _unless_loading(self, dwell: Dwell) -> Dwell:
        """What a page has not got by now it may still get, and nobody will see what that does."""
        loading = any(self.target_id in one.loading for one in self.targets)
        return replace(dwell, reason=dwell.reason or STILL_LOADING) if loading else dwell

    @property
    def _others(self) -> dict[str, str]:
        """The documents of cross-site frames and of windows that the page opened, by session."""
        return {
            one.session: one.document_url
            for one in self.recording.targets
            if one.type in ("page", "iframe") and one.target_id != self.target_id and not one.idle
        }

    async def leave(self) -> None:
        """Close it with all that it opened; what the page does on leaving is still seen.

        A navigation would lose those last words, even the page's own one (measured, Chromium 156).
        What it keeps in its storage is looked at before.
        """
        await self.recording.drain()
        await self.recording.look()
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(CLOSE_LIMIT_S):
                spare = await self.tabs.next_page() if self.tabs else None
                left = [one for one in self.page.context.pages if one is not spare]
                await asyncio.gather(*map(_leave, left))

    async def links(self) -> list[Link] | None:
        """The page's links, in its order, those in open shadow roots included.

        None where the page does not answer.
        """
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(LINKS_LIMIT_S):
                return links_from(await self.page.evaluate(_script("links.js"), MOST_LINKS))
        return None

    async def look(self) -> PageLook:
        """What the page looks like as a whole; nothing of it where it does not answer."""
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(LINKS_LIMIT_S):
                return PageLook.of(await self.page.evaluate(_script("page_look.js")))
        return PageLook()

    @property
    def _own(self) -> Target | None:
        """The page's own target, while it is there."""
        return next((one for one in self.targets if one.type == "page"), None)

    @property
    def targets(self) -> list[Target]:
        """The page's own target and those of its cross-site frames."""
        return [
            one
            for one in self.recording.targets
            if one.type in ("page", "iframe") and one.top.target_id == self.target_id
        ]


class Tabs:
    """The tabs of one profile, one after the other; while one is in use, the next is opened."""

    def __init__(self, browser: AuditBrowser, profile: Profile, recording: Recording) -> None:
        self._browser = browser
        self._profile = profile
        self._recording = recording
        self._next: asyncio.Task[Tab] | None = None

    @asynccontextmanager
    async def open(self, fence: Fence | None = None) -> AsyncIterator[Tab]:
        """Take an empty tab, and close it with all that it opened.

        ``fence`` keeps it, its windows and frames from going where they must not.
        """
        self.prepare()
        waiting, self._next = self._next, None
        tab = replace(await asyncio.shield(waiting), tabs=self) if waiting else await self._opened()
        with tab.fenced(fence):
            try:
                yield tab
            finally:
                await tab.leave()

    def prepare(self) -> None:
        """Begin to open the next tab.

        Beside a page that is pointed at it would be in the way of that (measured: two seconds for
        a move of the pointer).
        """
        if self._next is None:
            self._next = asyncio.create_task(self._opened())
            self._next.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def next_page(self) -> Page | None:
        """The page of the next tab, which is none of those that the present one opened."""
        return (await asyncio.shield(self._next)).page if self._next else None

    async def _opened(self) -> Tab:
        return await opened_tab(self._browser, self._profile, self._recording)


async def opened_tab(browser: AuditBrowser, profile: Profile, recording: Recording) -> Tab:
    """An empty tab."""
    page, target_id = await browser.new_page(profile)
    tab = Tab(page, target_id, browser.devtools, recording, browser.fences)
    page.on("response", lambda response: tab.loaded.hear(response))  # noqa: PLW0108
    page.on("dialog", lambda dialog: tab.answer(dialog))  # noqa: PLW0108 - it marks bound ones
    page.on("request", lambda request: tab.under_way.hear(request))  # noqa: PLW0108 - the same
    for ended in ("requestfinished", "requestfailed"):
        page.on(ended, lambda request: tab.under_way.ended(request))  # noqa: PLW0108 - the same
    page.on("framenavigated", lambda frame: tab.went(frame))  # noqa: PLW0108 - the same
    return tab


@asynccontextmanager
async def open_tab(
    browser: AuditBrowser, profile: Profile, recording: Recording
) -> AsyncIterator[Tab]:
    """Open an empty tab, and close it with all that it opened."""
    tab = await opened_tab(browser, profile, recording)
    try:
        yield tab
    finally:
        await tab.leave()


@cache
def _script(name: str) -> str:
    return (resources.files("crawler") / name).read_text(encoding="utf-8")


async def _leave(page: Page) -> None:
    """Close a page as a visitor does, upon which it is asked first (``beforeunload``)."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(ASKED_LIMIT_S), page.expect_event("close"):
            await page.close(run_before_unload=True)
    await page.close()


def _failure(error: PlaywrightError) -> str:
    """The browser's own words for why a page did not load, without Playwright's call log."""
    first = error.message.strip().splitlines()[0]
    reason = (first.partition("Page.goto: ")[2] or first).partition(" at http")[0]
    if reason in NOT_LET_IN:
        return f"its server asks for a client certificate, and took none ({reason})"
    return reason
