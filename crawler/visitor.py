"""Visits pages in one profile, each in a tab of its own, and keeps what each visit brought."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from playwright.async_api import Error as PlaywrightError

from crawler.consent.lists import lists_of_page
from crawler.cookies import JarEntry, Phase, Read, Walk, Write
from crawler.declared import Settle, Site
from crawler.listed import PlatformList
from crawler.recorder import Recording, Stage
from crawler.tab import Tab, Tabs
from crawler.visits import after_dwell, visit_result
from crawler.walks import NotProven, VisitOutcome, VisitResult

# What one page may take with all that is done on it; wall seconds.
PAGE_LIMIT_S = 90.0
CUT = "took too long and was cut"
SCREENSHOT_LIMIT_MS = 5000

Used = TypeVar("Used")
Use: TypeAlias = Callable[[Tab, VisitResult], Awaitable[tuple[VisitResult, Used]]]


class Keeper(Protocol):
    """Where evidence goes."""

    def evidence_path(self, walk: Walk, label: str, suffix: str = ".png") -> Path:
        """The file for a piece of evidence."""

    def visited(
        self,
        visit: VisitResult,
        writes: tuple[Write, ...],
        reads: tuple[Read, ...],
        jar: tuple[JarEntry, ...],
    ) -> None:
        """Keep what a finished visit brought."""


@dataclass(slots=True)
class Visitor:
    """One visitor with a profile: the tabs, the recording, and what the visits brought so far.

    ``phase`` is that of the visitor's journey; ``roused`` whether pages are scrolled, which some
    banners take for a choice.
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

    async def visit(self, page: str, use: Use[Used], otherwise: Used) -> Used:
        """Load a page and have it used; ``otherwise`` is what a visit that was cut comes to."""
        begun = VisitResult(self.walk, page, self.phase, VisitOutcome.FAILED, started=time.time())
        await self.recording.enter(Stage(page, begun.phase))
        try:
            async with asyncio.timeout(self._limit_s), self.tabs.open() as tab:
                visit, used = await use(tab, visit_result(begun, self.site, await tab.go(page)))
        except TimeoutError:
            visit, used = replace(begun, reason=CUT), otherwise
        wall_s = time.time() - begun.started
        await self._keep(replace(visit, phase=self.phase, wall_s=wall_s))
        return used

    async def choose(self) -> None:
        """Go over to the phase after the choice while a page is open."""
        self.phase = Phase.AFTER
        await self.recording.choose()

    async def dwell(self, tab: Tab, visit: VisitResult) -> VisitResult:
        """Give the page its time; the visit with what it had of it."""
        real = self.site.settle is Settle.REAL
        dwell = await tab.dwell(self.site.dwell, real=real, roused=self.roused)
        if dwell.reason and dwell.page_time_s >= self.site.dwell:
            subject = f"all that {visit.page} does within {self.site.dwell:g} s"
            self.gaps.append(NotProven(subject, dwell.reason, self.walk))
        return after_dwell(visit, dwell)

    async def read_lists(self, tab: Tab) -> None:
        """Keep what the page's consent platforms list; of each the longest list that was met."""
        for one in await lists_of_page(tab.page, await tab.loaded.settled()):
            if len(one.cookies) >= len(self.lists.get(one.platform, one).cookies):
                self.lists[one.platform] = one

    async def take_picture(self, tab: Tab, label: str) -> None:
        """Keep what a person sees now."""
        path = self.keeper.evidence_path(self.walk, label)
        with suppress(PlaywrightError):
            await tab.page.screenshot(path=path, timeout=SCREENSHOT_LIMIT_MS)
            self.picture = f"{path.parent.name}/{path.name}"

    async def _keep(self, visit: VisitResult) -> None:
        writes, reads, jar = await self.recording.take()
        self.visits.append(visit)
        self.writes += writes
        self.reads += reads
        self.jar += jar
        self.keeper.visited(visit, writes, reads, jar)

    @property
    def _limit_s(self) -> float:
        real = self.site.settle is Settle.REAL
        return PAGE_LIMIT_S + (self.site.dwell if real else 0.0)
