"""One audit: declared list and journeys, a browser, what it saw, what that means."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from crawler.agreement import agreed
from crawler.browser import AuditBrowser, Launch, open_browser
from crawler.cookies import JarEntry, Read, Walk, Write
from crawler.crawl.politeness import DELAY_S, Pace, is_local
from crawler.crawl.robots import Robots
from crawler.declared import Declaration, Site
from crawler.four_lists import PolicyList
from crawler.har import Archives
from crawler.journeys import walks, why_not
from crawler.judging import Scope, Seen, judged
from crawler.list_place import place_of_list
from crawler.login import Login, logins
from crawler.observe import Ground, observe
from crawler.recorder import Recorder, Sink
from crawler.run_store import RunStore, VisitActs
from crawler.runs import RunRecord
from crawler.selftest import self_test
from crawler.sitemap import site_map
from crawler.walks import (
    JourneyResult,
    NotProven,
    Outcome,
    VisitResult,
    WalkObservation,
    Witness,
)
from crawler.witness import doubts, testify

UNREAD = PolicyList()


class Progress(Protocol):
    """Hears of an audit while it works."""

    def walk_begins(self, walk: Walk) -> None:
        """A journey of a site begins."""

    def visited(self, visit: VisitResult) -> None:
        """A page is done."""

    def walk_ends(self, result: JourneyResult) -> None:
        """A journey is over."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Puts what a walk brings into the run's folder, and tells of it, without cookies' values."""

    store: RunStore
    progress: Progress
    recorder: Recorder
    archives: Archives

    def evidence_path(self, walk: Walk, label: str, suffix: str = ".png") -> Path:
        """The file for a piece of evidence."""
        return self.store.evidence_path(walk, label, suffix)

    def sink(self, walk: Walk) -> Sink | None:
        """Where the requests of a walk go; None where no archive is asked for."""
        return self.archives.sink(walk)

    def visited(
        self,
        visit: VisitResult,
        writes: tuple[Write, ...],
        reads: tuple[Read, ...],
        jar: tuple[JarEntry, ...],
    ) -> None:
        """Journal a finished visit, so that a crash loses nothing of it."""
        acts = self.recorder.redacted(VisitActs(visit, writes, reads, jar))
        self.store.append(acts)
        self.progress.visited(acts.visit)


async def audit(
    declaration: Declaration,
    launch: Launch,
    scope: Scope,
    store: RunStore,
    progress: Progress,
    *,
    policy: PolicyList = UNREAD,
) -> RunRecord:
    """Audit a declaration's sites and judge what was seen, beside what the policy lists.

    Raises BrowserMissing, BrowserFailed or RunNotWritten where the audit itself cannot run, and
    BadInput for a secret that cannot be read.
    """
    roles = logins(declaration, scope.sites)
    started, listed = time.time(), place_of_list(declaration)
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        for secret in launch.secrets:
            recorder.hide(secret)
        await recorder.start()
        tested = await self_test(browser, recorder)
        keeper = Keeper(store, progress, recorder, Archives(store, kept=declaration.evidence.har))
        crew = Crew(browser, recorder, keeper, roles)
        walked, unmapped = await _walked(crew, declaration, scope)
        # What one walk brought may hold a value that only a later one set.
        walked = recorder.redacted(walked)
        facts = browser.facts
    witness, walked, unheard = _testified(launch, walked, recorder)
    keeper.archives.finish(walked, facts.version, recorder.shown)
    seen = Seen(started, facts, tested, walked, (*unmapped, *unheard), witness, listed)
    return judged(declaration, scope, seen, policy, store.run_id)


@dataclass(frozen=True, slots=True)
class Crew:
    """What every walk of an audit is made with; ``roles`` are the logins by site and role."""

    browser: AuditBrowser
    recorder: Recorder
    keeper: Keeper
    roles: Mapping[tuple[str, str], Login]


async def _walked(
    crew: Crew, declaration: Declaration, scope: Scope
) -> tuple[tuple[WalkObservation, ...], tuple[NotProven, ...]]:
    """All walks, and what is not known of the sites' pages."""
    seen: list[WalkObservation] = []
    gaps: list[NotProven] = []
    grounds: dict[str, Ground] = {}
    for repeat in range(1, scope.repeat + 1) if scope.repeat > 1 else (0,):
        once: list[WalkObservation] = []
        for site, walk in walks(declaration, scope.sites, scope.journeys):
            if site.name not in grounds:
                mapped = await site_map(crew.browser, site)
                gaps += mapped.gaps
                pace = Pace(_delay(site, mapped.robots, crew.browser))
                grounds[site.name] = Ground(site, mapped.pages, mapped.robots, pace)
            ground = grounds[site.name]
            once.append(await _observed(crew, ground, replace(walk, repeat=repeat)))
        seen += agreed(once)
    return tuple(seen), tuple(gaps)


def _delay(site: Site, robots: Robots, browser: AuditBrowser) -> float:
    """The seconds between two visits: as declared, and no less than the site itself asks for."""
    declared = site.crawl.delay if site.crawl else None
    if declared is None:
        declared = 0.0 if is_local(site.host, browser.resolve) else DELAY_S
    return max(declared, robots.delay_s)


async def _observed(crew: Crew, ground: Ground, walk: Walk) -> WalkObservation:
    recorder, keeper = crew.recorder, crew.keeper
    keeper.progress.walk_begins(walk)
    reason = why_not(ground.site, walk)
    if reason:
        observation = WalkObservation(JourneyResult(walk, Outcome.NOT_PROVEN, reason))
    else:
        ground = replace(ground, login=crew.roles.get((walk.site, walk.role)))
        seen = await observe(crew.browser, recorder, ground, walk, keeper)
        observation = recorder.redacted(seen)
    keeper.store.append(observation)
    keeper.progress.walk_ends(observation.result)
    return observation


def _testified(
    launch: Launch, seen: tuple[WalkObservation, ...], recorder: Recorder
) -> tuple[Witness | None, tuple[WalkObservation, ...], tuple[NotProven, ...]]:
    """What the browser's own log says of the walks, if it was asked for, and what is open by it."""
    if not launch.netlog:
        return None, seen, ()
    try:
        testimony = testify(launch.netlog, seen, recorder)
    except OSError as error:
        reason = f"the browser's own log could not be read: {error.strerror}"
        return None, seen, (NotProven("every change to the cookies", reason),)
    return testimony.witness, recorder.redacted(testimony.walks), doubts(testimony.witness)
