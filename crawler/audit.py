"""One audit: declared list and journeys, a browser, what it saw, what that means."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import crawler
from crawler.agreement import agreed
from crawler.browser import AuditBrowser, Launch, open_browser
from crawler.compare import compare, matches, unproven, waiver_uses
from crawler.cookies import JarEntry, Journey, Read, Walk, Write
from crawler.crawl.politeness import DELAY_S, Pace, is_local
from crawler.crawl.robots import Robots
from crawler.declared import Declaration, Site
from crawler.drift import Round, held_against, merged
from crawler.errors import BadInput
from crawler.four_lists import PolicyList, four_lists
from crawler.gate import verdict
from crawler.har import Archives
from crawler.identifiers import identified
from crawler.journeys import walks, why_not
from crawler.list_place import place_of_list
from crawler.login import Login, logins
from crawler.observe import Ground, observe
from crawler.recorder import Recorder, Sink
from crawler.run_store import RunStore, VisitActs
from crawler.runs import Moved, RunRecord
from crawler.selftest import self_test
from crawler.sitemap import site_map
from crawler.walks import (
    JourneyResult,
    NotProven,
    Outcome,
    SelfTest,
    VisitResult,
    WalkObservation,
    Witness,
)
from crawler.witness import doubts, testify

UNREAD = PolicyList()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sites and journeys of a declaration to audit; empty means all of them.

    Every walk is made ``repeat`` times, and the gate held against ``baseline`` where there is one.
    """

    sites: tuple[str, ...] = ()
    journeys: tuple[Journey, ...] = ()
    repeat: int = 1
    baseline: RunRecord | None = None

    def check(self, declaration: Declaration) -> None:
        """Raise BadInput where it names a site that the declaration does not have."""
        known = ", ".join(declaration.sites)
        unknown = [name for name in self.sites if name not in declaration.sites]
        if unknown:
            sentence = f"the declaration has no site {', '.join(unknown)}; it has {known}"
            raise BadInput.in_file("--site", sentence)


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
        seen = recorder.redacted(walked)
        facts = browser.facts
    witness, seen, unheard = _testified(launch, seen, recorder)
    keeper.archives.finish(seen, facts.version, recorder.shown)
    today = datetime.now(UTC).date()
    judged = _judged(declaration, identified(seen), today)
    seen, moved = judged.walks, _moved(declaration, judged.walks)
    not_proven = (
        *_untested(tested),
        *policy.gaps,
        *unmapped,
        *judged.not_proven,
        *unheard,
    )
    findings, baseline = held_against(scope.baseline, judged, moved, not_proven)
    record = RunRecord(
        run_id=store.run_id,
        started=started,
        finished=time.time(),
        tool_version=crawler.__version__,
        declaration_file=str(declaration.path),
        declaration_sha256=declaration.sha256,
        policy_url=declaration.policy.url if declaration.policy else "",
        policy_updated=str(declaration.policy.updated or "") if declaration.policy else "",
        browser=facts,
        self_test=tested,
        walks=seen,
        findings=findings,
        not_proven=not_proven,
        verdict=verdict(findings, not_proven, seen, beside=baseline),
        matches=matches(declaration, seen),
        witness=witness,
        four_lists=four_lists(declaration, seen, policy.entries),
        audited_at=moved,
        repeats=scope.repeat,
        baseline=baseline,
        fail_on=declaration.fail_on,
        list_place=listed,
        language=declaration.report.language,
    )
    whole = not (scope.sites or scope.journeys or record.everything_not_proven)
    uses = waiver_uses(declaration, findings, today=today, whole=whole)
    return replace(record, waivers=uses).gating_first()


def _judged(declaration: Declaration, seen: tuple[WalkObservation, ...], today: date) -> Round:
    """What the walks mean; where they were repeated, each time by itself, and then together."""
    times: dict[int, list[WalkObservation]] = {}
    for walk in seen:
        times.setdefault(walk.walk.repeat, []).append(walk)
    rounds = [
        Round(
            tuple(walks),
            compare(declaration, walks, today=today),
            unproven(declaration, walks),
        )
        for walks in times.values()
    ]
    return merged(rounds, _moved(declaration, seen))


def _moved(declaration: Declaration, seen: tuple[WalkObservation, ...]) -> tuple[Moved, ...]:
    walked = {one.walk.site for one in seen}
    sites = (site for name, site in declaration.sites.items() if name in walked)
    return tuple(Moved(one.name, one.url, one.audited_at) for one in sites if one.audited_at)


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


def _untested(tested: SelfTest) -> tuple[NotProven, ...]:
    """What the self-test could not show is not proven for the whole run."""
    checks = {
        "cookies of third parties": tested.third_party_cookies,
        "cookies set by scripts": tested.script_writes,
        "cookies set by servers": tested.header_writes,
    }
    why = "the self-test at the start did not see its own"
    reason = "; ".join((why, *tested.details))
    return tuple(NotProven(subject, reason) for subject, held in checks.items() if not held)
