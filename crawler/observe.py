"""Walk one journey of one site and role, and bring home everything that was seen."""

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from playwright.async_api import Error as PlaywrightError

from crawler.browser import AuditBrowser, Profile
from crawler.consent import Decision, Level, Wish, banner_level, decide, shows_by_rules
from crawler.cookies import (
    JarEntry,
    Journey,
    JourneyResult,
    NotProven,
    Outcome,
    PartyOf,
    Phase,
    Read,
    VisitOutcome,
    VisitResult,
    Walk,
    WalkObservation,
    Write,
    gather,
)
from crawler.declared import Site
from crawler.discovery import Frontier
from crawler.recorder import Recorder, Recording, Stage
from crawler.settle import Dwell
from crawler.tab import Arrival, Tab, open_tab

# How long a banner may take to come up while nothing is known of it, and while it is known that
# it comes; wall seconds.
FIRST_LOOK_S = 1.5
LONG_LOOK_S = 12.0
SCREENSHOT_LIMIT_MS = 5000
# What the browser says of an address that is no page.
DOWNLOAD = "Download is starting"
# HTTP status codes (RFC 9110): errors, and those of a page that is not there.
ERRORS = 400
DEAD = (404, 410)


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
    """One walk under way: its profile, its recording, and what it has brought so far."""

    browser: AuditBrowser
    profile: Profile
    recording: Recording
    site: Site
    walk: Walk
    keeper: Keeper
    mapped: tuple[str, ...] = ()
    visits: list[VisitResult] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    jar: list[JarEntry] = field(default_factory=list)
    came_back: str = ""
    chosen: bool = False
    picture: str = ""

    async def go(self) -> JourneyResult:
        """Decide, then visit every page."""
        frontier = Frontier.of(self.site, self.mapped)
        decision = None
        if self.walk.journey is not Journey.UNTOUCHED:
            decision = await self._decide(frontier)
        while frontier:
            page = frontier.next()
            level = await self._visit(frontier, page)
            if decision and decision.absent and level is not Level.NONE:
                decision = await self._attempt(page, _patience(level))
                decision = replace(decision, absent=False)
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
        if not decision.made:
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, decision.reason, *known)
        if self.came_back:
            reason = f"the banner came back on {self.came_back}: the choice was not kept"
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason, *known)
        proofs = (*decision.proofs, "the banner stayed closed on every page visited afterwards")
        return JourneyResult(self.walk, Outcome.PROVEN, "", decision.operated_by, proofs)

    async def _decide(self, frontier: Frontier) -> Decision:
        """Choose on the entry page, which was visited once before without a choice.

        Only a banner that shows on both of these visits is known to stay until somebody chooses,
        so that its staying away afterwards proves something.
        """
        entry = frontier.entry
        level = await self._visit(frontier, entry)
        decision = await self._attempt(entry, _patience(level))
        if decision.absent and level is not Level.NONE:
            reason = "the banner showed on the first visit and, with nothing chosen, never again"
            return replace(decision, absent=False, reason=reason)
        if decision.absent:
            frontier.next()
        elif decision.made and level in (Level.NONE, Level.OVERLAY):
            return await self._doubted(entry, decision)
        return decision

    async def _doubted(self, entry: str, decision: Decision) -> Decision:
        """A banner that only its rule can see: only the rule can tell that it stays away."""
        async with open_tab(self.browser, self.profile, self.recording) as tab:
            arrival = await tab.go(entry)
            if not arrival.failure and not await shows_by_rules(tab):
                return decision
        reason = "whether the choice was kept could not be seen on the next visit"
        return replace(decision, made=False, reason=reason)

    async def _attempt(self, entry: str, appear_s: float) -> Decision:
        """One attempt in a tab of its own."""
        started = time.time()
        await self.recording.enter(Stage(entry, self._phase))
        async with open_tab(self.browser, self.profile, self.recording) as tab:
            arrival = await tab.go(entry)
            if arrival.failure:
                await self._keep(self._visit_result(entry, self._phase, arrival, started))
                return Decision(False, f"the page did not load: {arrival.failure}")
            await self._picture(tab, "before")
            decision = await decide(tab, _wish(self.walk), self._chosen(entry), appear_s)
            await self._picture(tab, "after")
            dwell = await tab.dwell(self.site.dwell)
            visit = self._visit_result(entry, self._phase, arrival, started)
            await tab.leave()
            await self._keep(_after_dwell(visit, dwell))
        return decision

    @property
    def _phase(self) -> Phase:
        """After the first attempt to choose, whether or not it is proven to have taken."""
        return Phase.AFTER if self.chosen else Phase.BEFORE

    def _chosen(self, entry: str) -> Callable[[], Awaitable[None]]:
        async def choose() -> None:
            self.chosen = True
            await self.recording.enter(Stage(entry, Phase.AFTER))

        return choose

    async def _visit(self, frontier: Frontier, page: str) -> Level:
        """Visit one page; whether a banner shows on it, at its beginning or its end."""
        started, phase, level = time.time(), self._phase, Level.NONE
        await self.recording.enter(Stage(page, phase))
        async with open_tab(self.browser, self.profile, self.recording) as tab:
            arrival = await tab.go(page)
            visit = self._visit_result(page, phase, arrival, started)
            if arrival.failure == DOWNLOAD and page not in self.site.page_urls:
                visit = replace(
                    visit, outcome=VisitOutcome.SKIPPED, reason="a download, not a page"
                )
            if not arrival.failure:
                early = await self._look(tab)
                visit = _after_dwell(visit, await tab.dwell(self.site.dwell))
                frontier.arrived(page, arrival.url)
                frontier.read_links(await tab.html(), arrival.url)
                level = max(early, await self._look(tab))
                await self._note(tab, page, level)
                await tab.leave()
            await self._keep(replace(visit, wall_s=time.time() - started))
        return level

    async def _look(self, tab: Tab) -> Level:
        if self.walk.journey is Journey.UNTOUCHED or self.came_back:
            return Level.NONE
        await tab.stir()
        return await banner_level(tab)

    async def _note(self, tab: Tab, page: str, level: Level) -> None:
        if self.chosen and level >= Level.SEEN and not self.came_back:
            self.came_back = page
            await self._picture(tab, "came-back")
        elif self.walk.journey is Journey.UNTOUCHED and not self.visits:
            await self._picture(tab, "banner")

    def _visit_result(
        self, page: str, phase: Phase, arrival: Arrival, started: float
    ) -> VisitResult:
        failure = arrival.failure or self._refused(page, arrival.status)
        return VisitResult(
            self.walk,
            page,
            phase,
            VisitOutcome.FAILED if failure else VisitOutcome.VISITED,
            reason=failure or arrival.note,
            final_url=arrival.url,
            http_status=arrival.status,
            started=started,
            wall_s=time.time() - started,
        )

    def _refused(self, page: str, status: int | None) -> str:
        """Whether the answer is an error page instead of what was to be audited.

        A dead link is the site's own affair, unless the declaration names that page.
        """
        dead_link = status in DEAD and page not in self.site.page_urls
        return f"HTTP status {status}" if status and status >= ERRORS and not dead_link else ""

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


def _after_dwell(visit: VisitResult, dwell: Dwell) -> VisitResult:
    reason = "; ".join(filter(None, (visit.reason, dwell.reason)))
    return replace(visit, page_time_s=dwell.page_time_s, reason=reason)


@dataclass(frozen=True, slots=True)
class Ground:
    """A site, and the pages that its own map names."""

    site: Site
    mapped: tuple[str, ...] = ()


async def observe(
    browser: AuditBrowser, recorder: Recorder, ground: Ground, walk: Walk, keeper: Keeper
) -> WalkObservation:
    """Walk one journey in an empty profile of its own."""
    started = time.monotonic()
    async with browser.profile() as profile:
        recording = recorder.record(profile.context_id)
        walker = Walker(browser, profile, recording, ground.site, walk, keeper, ground.mapped)
        try:
            result = await walker.go()
        finally:
            recorder.forget(recording)
    return WalkObservation(
        result=replace(result, wall_s=time.monotonic() - started, screenshot=walker.picture),
        visits=tuple(walker.visits),
        cookies=gather(walk, PartyOf(ground.site.host), walker.writes, walker.reads, walker.jar),
        not_proven=(
            *_failed_visits(walker.visits),
            *_short_visits(walker.visits, ground.site.dwell),
            *_unread(walk, recording),
        ),
    )


def _failed_visits(visits: list[VisitResult]) -> tuple[NotProven, ...]:
    """A page that did not load is a gap in the audit, however many others did."""
    return tuple(
        NotProven(f"the page {visit.page}", visit.reason, visit.walk)
        for visit in visits
        if visit.outcome is VisitOutcome.FAILED
    )


def _short_visits(visits: list[VisitResult], dwell: float) -> tuple[NotProven, ...]:
    """What a page does later than its time allowed was not seen."""
    return tuple(
        NotProven(
            f"what the page {visit.page} does within {dwell:g} s",
            f"it had {visit.page_time_s:.1f} s: {visit.reason}",
            visit.walk,
        )
        for visit in visits
        if visit.outcome is VisitOutcome.VISITED and visit.page_time_s < dwell
    )


def _unread(walk: Walk, recording: Recording) -> tuple[NotProven, ...]:
    """What the browser told and could not be understood may have been a cookie."""
    return tuple(
        NotProven("an event of the browser", f"it could not be read ({event})", walk)
        for event in dict.fromkeys(recording.unread)
    )


def _patience(level: Level) -> float:
    """How long to wait for a banner, by what was seen of it on an earlier visit."""
    return LONG_LOOK_S if level is Level.OPERABLE else FIRST_LOOK_S


def _wish(walk: Walk) -> Wish:
    return "accept" if walk.journey is Journey.ACCEPT else "reject"
