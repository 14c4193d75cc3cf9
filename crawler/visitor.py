"""Visits pages in one profile, each in a tab of its own, and keeps what each visit brought."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from playwright.async_api import Error as PlaywrightError

from crawler.consent.lists import lists_of_page
from crawler.cookies import ANONYMOUS, JarEntry, Phase, Read, Walk, Write
from crawler.crawl.looks import PageLook
from crawler.crawl.politeness import MOST_WAIT_S, Pace, wait_asked
from crawler.crawl.walls import wall
from crawler.declared import Settle, Site
from crawler.fence import Fence
from crawler.listed import PlatformList
from crawler.login.proof import AT_LOGIN, OUTSIDE
from crawler.recorder import Recording, Sink, Stage
from crawler.tab import Arrival, Tab, Tabs
from crawler.visits import after_dwell, behind_wall, login_result, visit_result
from crawler.walks import NotProven, VisitOutcome, VisitResult

# What one page may take with all that is done on it; wall seconds.
PAGE_LIMIT_S = 90.0
CUT = "took too long and was cut"
SCREENSHOT_LIMIT_MS = 5000

Used = TypeVar("Used")
Use: TypeAlias = Callable[[Tab, VisitResult], Awaitable[tuple[VisitResult, Used]]]
Judge: TypeAlias = Callable[[VisitResult, Site, Arrival], VisitResult]


class Keeper(Protocol):
    """Where evidence goes."""

    def evidence_path(self, walk: Walk, label: str, suffix: str = ".png") -> Path:
        """The file for a piece of evidence."""

    def sink(self, walk: Walk) -> Sink | None:
        """Where the requests of a walk go; None where they are not kept."""

    def visited(
        self,
        visit: VisitResult,
        writes: tuple[Write, ...],
        reads: tuple[Read, ...],
        jar: tuple[JarEntry, ...],
    ) -> None:
        """Keep what a finished visit brought."""


class Guard(Protocol):
    """Tells whether pages are those of the role that is logged in, and logs in again."""

    @property
    def page(self) -> str:
        """The address where the role logs in."""

    @property
    def may_renew(self) -> bool:
        """Whether it may log in once more."""

    async def lacking(self, tab: Tab) -> str:
        """Why a page that came is not the role's; empty when it is."""

    async def lost(self, tab: Tab) -> str:
        """Why a page ceased to be the role's; empty where it did not."""

    async def renew(self) -> str:
        """Log in again; why that failed, empty when it did not."""

    @property
    def was_in(self) -> bool:
        """Whether the last ``renew`` found the role still logged in."""

    @property
    def asks_anyway(self) -> bool:
        """Whether the page of the login asked for it all the same."""


@dataclass(slots=True)
class Visitor:
    """One visitor with a profile: the tabs, the recording, and what the visits brought so far.

    ``phase`` is that of the visitor's journey, ``decided_at`` when it became that after the choice
    (seconds since the epoch; zero before); ``roused`` whether pages are scrolled, which some
    banners take for a choice. ``guard`` watches over a role, and ``over`` says why nothing more is
    visited, once its login is lost for good.
    """

    tabs: Tabs
    recording: Recording
    site: Site
    walk: Walk
    keeper: Keeper
    roused: bool
    phase: Phase = Phase.BEFORE
    visits: list[VisitResult] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    jar: list[JarEntry] = field(default_factory=list)
    gaps: list[NotProven] = field(default_factory=list)
    lists: dict[str, PlatformList] = field(default_factory=dict)
    picture: str = ""
    guard: Guard | None = None
    over: str = ""
    pace: Pace = field(default_factory=Pace)
    look: PageLook = field(default_factory=PageLook)
    walled: str = ""
    decided_at: float = 0.0
    _headers: Mapping[str, str] = field(default_factory=dict)
    _plain: VisitResult | None = None

    async def visit(
        self, page: str, use: Use[Used], otherwise: Used, fence: Fence | None = None
    ) -> Used:
        """Load a page and have it used; ``otherwise`` is what a visit that was cut comes to.

        ``fence`` keeps the page from going elsewhere.
        A page that a role finds itself logged out on is visited again after another login.
        """
        if self.over:
            await self._keep(self._missed(page, self.over))
            return otherwise
        used, lost = await self._visited(page, use, otherwise, visit_result, fence)
        if lost and self.guard and self.guard.may_renew:
            failure = await self.guard.renew()
            if self.guard.was_in:  # the page is not the role's, or does not tell
                await self._keep(self._untold(page, lost, self.guard))
                return otherwise
            if not failure:
                used, lost = await self._visited(page, use, otherwise, visit_result, fence)
            else:
                self.over = f"not visited: logged out, and logging in again failed: {failure}"
                return await self.visit(page, use, otherwise, fence)
        if lost:
            self.over = f"not visited: the role was logged out on {page}"
        return used

    def _untold(self, page: str, lost: str, guard: Guard) -> VisitResult:
        """A page that does not show the role that is still logged in."""
        missed = self._missed(page, lost)
        if page == guard.page and guard.asks_anyway:
            return replace(missed, outcome=VisitOutcome.SKIPPED, reason=AT_LOGIN)
        return missed

    def _missed(self, page: str, reason: str) -> VisitResult:
        return VisitResult(self.walk, page, self.phase, VisitOutcome.FAILED, reason)

    async def enter_by(
        self, page: str, use: Use[Used], otherwise: Used, fence: Fence | None = None
    ) -> Used:
        """Visit the page of a login, which may be on another site and answer with an error."""
        used, _ = await self._visited(page, use, otherwise, login_result, fence)
        return used

    async def _visited(
        self,
        page: str,
        use: Use[Used],
        otherwise: Used,
        judged: Judge,
        fence: Fence | None = None,
    ) -> tuple[Used, str]:
        """One visit, and why its page was not the role's."""
        if wait := self.pace.wait(page, time.monotonic()):
            await asyncio.sleep(wait)
        begun = VisitResult(self.walk, page, self.phase, VisitOutcome.FAILED, started=time.time())
        await self.recording.enter(Stage(page, begun.phase))
        lost = ""
        try:
            async with asyncio.timeout(self._limit_s) as cut, self.tabs.open(fence) as tab:
                arrival = await self._arrive(tab, page, cut)
                self._plain = judged(begun, self.site, _unless_stopped(arrival, fence))
                self._headers = arrival.headers
                visit, used = await self._at_first(tab, self._plain), otherwise
                if not (lost := await self._lacking(tab, visit)):
                    visit, used = await use(tab, visit)
                    lost = await self._lost(tab, visit)
        except TimeoutError:
            visit, used = replace(begun, reason=CUT), otherwise
        if lost:
            visit, used = self._logged_out(visit, lost), otherwise
        wall_s = time.time() - begun.started
        at_login = lost in OUTSIDE
        await self._keep(replace(visit, phase=self.phase, wall_s=wall_s), at_login=at_login)
        return used, lost

    async def _lacking(self, tab: Tab, visit: VisitResult) -> str:
        if self.guard is None or visit.outcome is not VisitOutcome.VISITED:
            return ""
        return await self.guard.lacking(tab)

    async def _lost(self, tab: Tab, visit: VisitResult) -> str:
        if self.guard is None or visit.outcome is not VisitOutcome.VISITED:
            return ""
        return await self.guard.lost(tab)

    def _logged_out(self, visit: VisitResult, lost: str) -> VisitResult:
        """A visit that met the login: another follows, or the page is not proven."""
        if self.guard and self.guard.may_renew:
            reason = f"not the role's page: {lost}; it is looked at again once the role is in"
            return replace(visit, outcome=VisitOutcome.SKIPPED, reason=reason)
        return replace(visit, outcome=VisitOutcome.FAILED, reason=f"not the role's page: {lost}")

    async def choose(self) -> None:
        """Go over to the phase after the choice while a page is open."""
        self.phase, self.decided_at = Phase.AFTER, self.decided_at or time.time()
        await self.recording.choose()

    async def dwell(self, tab: Tab, visit: VisitResult) -> VisitResult:
        """Give the page its time; the visit with what it had of it.

        A wall that was there at first may have let it in by then.
        """
        plain = self._plain or visit
        visit = replace(visit, outcome=plain.outcome, reason=plain.reason)
        real = self.site.settle is Settle.REAL
        dwell = await tab.dwell(self.site.dwell, real=real, roused=self.roused)
        if dwell.reason and dwell.page_time_s >= self.site.dwell:
            subject = f"all that {visit.page} does within {self.site.dwell:g} s"
            self.gaps.append(NotProven(subject, dwell.reason, self.walk))
        return await self._recognised(tab, after_dwell(visit, dwell))

    async def read_lists(self, tab: Tab) -> None:
        """Keep what the page's consent platforms list; of each the longest list that was met."""
        for one in await lists_of_page(tab.page, await tab.loaded.settled()):
            if len(one.cookies) >= len(self.lists.get(one.platform, one).cookies):
                self.lists[one.platform] = one

    async def take_picture(self, tab: Tab, label: str) -> None:
        """Keep what a person sees now."""
        path = self.keeper.evidence_path(self.walk, label)
        with suppress(PlaywrightError):
            hidden = [tab.page.locator("input")] if self.walk.role != ANONYMOUS else []
            await tab.page.screenshot(path=path, timeout=SCREENSHOT_LIMIT_MS, mask=hidden)
            self.picture = f"{path.parent.name}/{path.name}"

    async def _arrive(self, tab: Tab, page: str, cut: asyncio.Timeout) -> Arrival:
        """Load a page, and once more where its server asks to come again later."""
        arrival = await tab.go(page)
        wait = wait_asked(arrival.status, arrival.headers, time.time())
        if wait is None:
            return arrival
        if wait > MOST_WAIT_S:
            note = f"its server asks to come again in {wait:.0f} s, {MOST_WAIT_S:.0f} s at most"
            return replace(arrival, note=f"{note} are waited")
        when = cut.when()
        cut.reschedule(None if when is None else when + wait)
        await asyncio.sleep(wait)
        again = await tab.go(page)
        note = f"HTTP status {arrival.status} at first, so asked for again after {wait:.0f} s"
        return replace(again, note="; ".join(filter(None, (note, again.note))))

    async def _at_first(self, tab: Tab, visit: VisitResult) -> VisitResult:
        """Look for a wall before anything is pressed; who only looks on finds it after the time."""
        only_looks_on = self.roused and self.guard is None
        return visit if only_looks_on else await self._recognised(tab, visit)

    async def _recognised(self, tab: Tab, visit: VisitResult) -> VisitResult:
        """The visit, failed where a wall stands in the place of the page."""
        if not visit.final_url:
            self.look, self.walled = PageLook(), ""
            return visit
        self.look = await tab.look()
        self.walled = wall(self.look, self._headers)
        return behind_wall(visit, self.walled)

    async def _keep(self, visit: VisitResult, *, at_login: bool = False) -> None:
        writes, reads, jar = await self.recording.take()
        if at_login and self.guard:  # it was the login's page that did all this
            login = self.recording.redacted(self.guard.page)
            writes = tuple(replace(one, page=login) for one in writes)
            reads = tuple(replace(one, page=login) for one in reads)
            jar = tuple(replace(one, page=login) for one in jar)
        self.visits.append(visit)
        self.writes += writes
        self.reads += reads
        self.jar += jar
        self.keeper.visited(visit, writes, reads, jar)

    @property
    def _limit_s(self) -> float:
        real = self.site.settle is Settle.REAL
        return PAGE_LIMIT_S + (self.site.dwell if real else 0.0)


def _unless_stopped(arrival: Arrival, fence: Fence | None) -> Arrival:
    """How a page answered, where the fence did not keep it from leading elsewhere."""
    if not arrival.failure or fence is None or not fence.stopped:
        return arrival
    last = fence.stopped[-1]
    return replace(arrival, stopped=f"it leads to {last.address}: {last.reason}")
