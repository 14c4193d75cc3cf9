"""One walk under way: it decides, then visits every page."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from playwright.async_api import Error as PlaywrightError

from crawler.consent import Decision, Level, Wish, banner_level, decide, shows_by_rules
from crawler.cookies import (
    JarEntry,
    Journey,
    JourneyResult,
    NotProven,
    Outcome,
    Phase,
    Read,
    VisitOutcome,
    VisitResult,
    Walk,
    Write,
)
from crawler.declared import Settle, Site
from crawler.discovery import Frontier
from crawler.recorder import Recording, Stage
from crawler.settle import Dwell
from crawler.tab import Tab, Tabs
from crawler.visits import after_dwell, visit_result

# How long a banner may take to come up while nothing is known of it, and while it is known that
# it comes; wall seconds.
FIRST_LOOK_S = 1.5
LONG_LOOK_S = 12.0
# What one page may take with all that is done on it; wall seconds.
PAGE_LIMIT_S = 90.0
CUT = "took too long and was cut"
SCREENSHOT_LIMIT_MS = 5000


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
class Walker:
    """One walk under way: its tabs, its recording, and what it has brought so far."""

    tabs: Tabs
    recording: Recording
    site: Site
    walk: Walk
    keeper: Keeper
    mapped: tuple[str, ...] = ()
    visits: list[VisitResult] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    jar: list[JarEntry] = field(default_factory=list)
    gaps: list[NotProven] = field(default_factory=list)
    came_back: str = ""
    unsearched: str = ""
    banner: str = ""
    chosen: bool = False
    traces: int = 0
    picture: str = ""

    async def go(self) -> JourneyResult:
        """Decide, then visit every page."""
        frontier = Frontier.of(self.site, self.mapped)
        decision = None
        if not self._undecided:
            decision = await self._decide(frontier)
        while frontier:
            page = frontier.next()
            level = await self._visit(frontier, page)
            if decision and decision.absent and level is not Level.NONE:
                decision = await self._attempt(page, _patience(level))
                decision = replace(decision, absent=False)
                # What was visited without the choice, because no banner showed there, comes again.
                for one in dict.fromkeys(visit.page for visit in self.visits):
                    await self._visit(frontier, one)
        self.visits += [
            VisitResult(self.walk, one.page, self._phase, VisitOutcome.SKIPPED, one.reason)
            for one in frontier.rest()
        ]
        return self._result(decision)

    def _result(self, decision: Decision | None) -> JourneyResult:
        if not any(visit.outcome is VisitOutcome.VISITED for visit in self.visits):
            reasons = dict.fromkeys(visit.reason for visit in self.visits)
            reason = f"no page could be visited: {'; '.join(reasons)}"
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason)
        if decision is None:
            return JourneyResult(self.walk, Outcome.VALID)
        if decision.absent:
            return JourneyResult(self.walk, Outcome.NOT_APPLICABLE, decision.reason)
        known = (decision.operated_by, decision.proofs)
        reason = decision.reason if not decision.made else self._undone()
        if reason:
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason, *known)
        proofs = (*decision.proofs, "the banner stayed closed on every page visited afterwards")
        return JourneyResult(self.walk, Outcome.PROVEN, "", decision.operated_by, proofs)

    def _undone(self) -> str:
        """Why a choice that was made does not count after all; empty when it does."""
        if self.came_back:
            return f"the banner came back on {self.came_back}: the choice was not kept"
        if self.unsearched:
            return f"whether the banner stayed closed could not be seen on {self.unsearched}"
        return ""

    async def _decide(self, frontier: Frontier) -> Decision:
        """Choose on the entry page, which was visited once before without a choice.

        Only a banner that shows on both of these visits is known to stay until somebody chooses,
        so that its staying away afterwards proves something.
        """
        entry = frontier.entry
        level = await self._visit(frontier, entry)
        decision = await self._attempt(entry, _patience(level))
        if decision.absent and level is Level.UNSEARCHED:
            reason = "the page could not be searched for a banner"
            return replace(decision, absent=False, reason=reason)
        if decision.absent and level is not Level.NONE:
            reason = "the banner showed on the first visit and, with nothing chosen, never again"
            return replace(decision, absent=False, reason=reason)
        if decision.absent:
            frontier.next()
        elif decision.made and level < Level.SEEN:
            return await self._doubted(entry, decision)
        return decision

    async def _doubted(self, entry: str, decision: Decision) -> Decision:
        """A banner that only its rule can see: only the rule can tell that it stays away."""
        reason = "the banner showed on one of two visits without a choice"
        if decision.by_rule:
            reason = "whether the choice was kept could not be seen on the next visit"
            async with self.tabs.open() as tab:
                arrival = await tab.go(entry)
                if not arrival.failure and not await shows_by_rules(tab):
                    return decision
        return decision.doubted(reason)

    async def _attempt(self, entry: str, appear_s: float) -> Decision:
        """One attempt in a tab of its own."""
        begun = VisitResult(self.walk, entry, self._phase, VisitOutcome.FAILED, started=time.time())
        await self.recording.enter(Stage(entry, self._phase))
        try:
            async with asyncio.timeout(self._limit_s):
                visit, decision = await self._attempted(begun, appear_s)
        except TimeoutError:
            visit = replace(begun, reason=CUT)
            decision = Decision(False, f"the page {entry} {CUT}")
        wall_s = time.time() - begun.started
        await self._keep(replace(visit, phase=self._phase, wall_s=wall_s))
        return decision

    async def _attempted(self, begun: VisitResult, appear_s: float) -> tuple[VisitResult, Decision]:
        async with self.tabs.open() as tab:
            visit = visit_result(begun, self.site, await tab.go(begun.page))
            if visit.outcome is not VisitOutcome.VISITED:
                return visit, Decision(False, f"the page did not load: {visit.reason}")
            await self._picture(tab, "before")
            decision = await decide(tab, _wish(self.walk), self._chosen(begun.page), appear_s)
            await self._picture(tab, "after")
            visit = self._after_dwell(visit, await self._dwell(tab))
        self.banner = decision.banner
        decision = decision.unless_traceless(self.recording.traces - self.traces)
        return visit, decision

    @property
    def _undecided(self) -> bool:
        """Whether this visitor chooses nothing on the banner."""
        return self.walk.journey in (Journey.UNTOUCHED, Journey.GPC)

    @property
    def _phase(self) -> Phase:
        """After the first attempt to choose, whether or not it is proven to have taken."""
        return Phase.AFTER if self.chosen else Phase.BEFORE

    def _chosen(self, entry: str) -> Callable[[], Awaitable[None]]:
        async def choose() -> None:
            self.chosen = True
            self.traces = self.recording.traces
            await self.recording.enter(Stage(entry, Phase.AFTER))

        return choose

    async def _visit(self, frontier: Frontier, page: str) -> Level:
        """Visit one page; whether a banner shows on it, at its beginning or its end."""
        begun = VisitResult(self.walk, page, self._phase, VisitOutcome.FAILED, started=time.time())
        await self.recording.enter(Stage(page, begun.phase))
        try:
            async with asyncio.timeout(self._limit_s):
                visit, level = await self._visited(begun, frontier)
        except TimeoutError:
            visit, level = replace(begun, reason=CUT), Level.UNSEARCHED
        await self._keep(replace(visit, wall_s=time.time() - begun.started))
        return level

    async def _visited(self, begun: VisitResult, frontier: Frontier) -> tuple[VisitResult, Level]:
        page, level = begun.page, Level.NONE
        async with self.tabs.open() as tab:
            arrival = await tab.go(page)
            visit = visit_result(begun, self.site, arrival)
            if not arrival.failure:
                await tab.stir()
                early = await self._look(tab)
                links = await self._links(tab)
                visit = self._after_dwell(visit, await self._dwell(tab))
                frontier.arrived(page, arrival.url)
                self._meet(frontier, page, links, await self._links(tab))
                level = max(early, await self._look(tab))
                await self._note(tab, page, level)
        return visit, level

    async def _look(self, tab: Tab) -> Level:
        if self._undecided or self.came_back:
            return Level.NONE
        return await banner_level(tab, self.banner)

    async def _note(self, tab: Tab, page: str, level: Level) -> None:
        if self.chosen and level is Level.UNSEARCHED:
            self.unsearched = self.unsearched or page
        elif self.chosen and level >= Level.SEEN and not self.came_back:
            self.came_back = page
            await self._picture(tab, "came-back")
        elif self._undecided and not self.visits:
            await self._picture(tab, "banner")

    async def _links(self, tab: Tab) -> list[str] | None:
        return await tab.links() if self.site.crawl else []

    def _meet(self, frontier: Frontier, page: str, *found: list[str] | None) -> None:
        """Plan the links that stood on a page early or late; it may go elsewhere in between."""
        for links in found:
            frontier.meet(links or ())
        if all(links is None for links in found):
            self.gaps.append(NotProven(f"the links of {page}", "it did not answer", self.walk))

    async def _dwell(self, tab: Tab) -> Dwell:
        # Before a choice a scroll could be taken for one.
        roused = self.chosen or self._undecided
        real = self.site.settle is Settle.REAL
        return await tab.dwell(self.site.dwell, real=real, roused=roused)

    @property
    def _limit_s(self) -> float:
        real = self.site.settle is Settle.REAL
        return PAGE_LIMIT_S + (self.site.dwell if real else 0.0)

    def _after_dwell(self, visit: VisitResult, dwell: Dwell) -> VisitResult:
        if dwell.reason and dwell.page_time_s >= self.site.dwell:
            subject = f"all that {visit.page} does within {self.site.dwell:g} s"
            self.gaps.append(NotProven(subject, dwell.reason, self.walk))
        return after_dwell(visit, dwell)

    async def _keep(self, visit: VisitResult) -> None:
        writes, reads, jar = await self.recording.take()
        self.visits.append(visit)
        self.writes += writes
        self.reads += reads
        self.jar += jar
        self.keeper.visited(visit, writes, reads, jar)

    async def _picture(self, tab: Tab, label: str) -> None:
        path = self.keeper.evidence_path(self.walk, label)
        with suppress(PlaywrightError):
            await tab.page.screenshot(path=path, timeout=SCREENSHOT_LIMIT_MS)
            self.picture = f"{path.parent.name}/{path.name}"


def _patience(level: Level) -> float:
    """How long to wait for a banner, by what was seen of it on an earlier visit."""
    return LONG_LOOK_S if level is Level.OPERABLE else FIRST_LOOK_S


def _wish(walk: Walk) -> Wish:
    return "accept" if walk.journey is Journey.ACCEPT else "reject"
