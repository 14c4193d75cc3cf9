"""Walk one journey of one site and role, and bring home everything that was seen."""

import time
from dataclasses import dataclass, field, replace

from crawler.browser import AuditBrowser
from crawler.cookies import Journey, Walk
from crawler.crawl.politeness import Pace
from crawler.crawl.robots import NO_RULES, Robots
from crawler.declared import Site
from crawler.login import Login
from crawler.recorder import Recorder, Recording
from crawler.session import Session, check_state
from crawler.tab import Tabs
from crawler.visitor import Keeper, Visitor
from crawler.walker import UNDECIDED, Walker
from crawler.walks import NotProven, PartyOf, VisitOutcome, VisitResult, WalkObservation, gather

_NO_LOOK = "it could not be read at the end of {}"
CLOSED_AT_ONCE = "it was closed at once, and while it is watched that may lose what it stored"
NOT_PRERENDERED = (
    "a page has browsers run it ahead of time (prerender), which the browser does not while it is "
    "watched; listed among the site's pages it is visited"
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A site, what it says of its own pages, how often we come, and the login of who walks it.

    ``mapped`` are the pages of its own map, ``robots`` is what it asks of crawlers.
    """

    site: Site
    mapped: tuple[str, ...] = ()
    robots: Robots = NO_RULES
    pace: Pace = field(default_factory=Pace)
    login: Login | None = None


async def observe(
    browser: AuditBrowser, recorder: Recorder, ground: Ground, walk: Walk, keeper: Keeper
) -> WalkObservation:
    """Walk one journey in an empty profile of its own."""
    started = time.monotonic()
    login = ground.login
    if login:
        await check_state(browser, recorder, login)
    async with browser.profile(walk, state=login.state if login else None) as profile:
        gpc, sink = walk.journey is Journey.GPC, keeper.sink(walk)
        recording = recorder.record(profile.context_id, gpc=gpc, sink=sink)
        tabs = Tabs(browser, profile, recording)
        visitor = Visitor(tabs, recording, ground.site, walk, keeper, walk.journey in UNDECIDED)
        visitor.pace = ground.pace
        session = Session.of(visitor, login) if login else None
        try:
            result = await Walker.of(visitor, ground.mapped, session, ground.robots).go()
            writes, reads, jar = await recording.after_all()
        finally:
            recorder.forget(recording)
    return WalkObservation(
        result=replace(result, wall_s=time.monotonic() - started, screenshot=visitor.picture),
        visits=tuple(visitor.visits),
        cookies=gather(
            walk,
            PartyOf(ground.site.host),
            (*visitor.writes, *writes),
            (*visitor.reads, *reads),
            (*visitor.jar, *jar),
        ),
        not_proven=(
            *visitor.gaps,
            *_failed_visits(visitor.visits),
            *_short_visits(visitor.visits, ground.site.dwell),
            *_unread(walk, recording),
            *_fleeting(walk, recording, browser.fences.closed),
            *_unread_storage(walk, recording),
            *_unreached(walk, ground.site, recording),
            *_broken(walk, visitor.visits, recording),
            *_not_run(walk, visitor.visits, recording),
        ),
        lists=tuple(visitor.lists.values()),
        asked=recording.redacted(recording.requests.all()),
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


def _fleeting(walk: Walk, recording: Recording, closed: set[str]) -> tuple[NotProven, ...]:
    """A window that closes at once may lose what it stores while it is held (measured).

    Those that were ``closed`` by a fence are told of as pages that were left alone.
    """
    pages = {page for window, page in recording.fleeting.items() if window not in closed}
    return tuple(
        NotProven(f"what a window does that {page} opened", CLOSED_AT_ONCE, walk)
        for page in sorted(pages)
    )


def _unread_storage(walk: Walk, recording: Recording) -> tuple[NotProven, ...]:
    """Databases and caches of which nobody told are only seen by looking."""
    return tuple(
        NotProven(f"what {origin} keeps in the browser's storage", _NO_LOOK.format(page), walk)
        for origin, page in recording.unread_storage.items()
    )


def _unreached(walk: Walk, site: Site, recording: Recording) -> tuple[NotProven, ...]:
    """What a host would have set that never answered; the site's own is told of page by page."""
    return tuple(
        NotProven(f"the cookies of {host}", f"it could not be reached ({error})", walk)
        for host, error in recording.unreached.by_host().items()
        if host != site.host
    )


def _not_run(walk: Walk, visits: list[VisitResult], recording: Recording) -> tuple[NotProven, ...]:
    """What a page does that a visitor's browser runs ahead of time, unless it was visited, too."""
    pages = {address for one in visits for address in (one.page, one.final_url)}
    return tuple(
        NotProven(f"what {url} does", NOT_PRERENDERED, walk)
        for url in recording.preloads.not_run()
        if url not in pages
    )


def _broken(walk: Walk, visits: list[VisitResult], recording: Recording) -> tuple[NotProven, ...]:
    """What a script or a frame would have set that did not come; of pages their visits tell."""
    pages = {address.partition("?")[0] for one in visits for address in (one.page, one.final_url)}
    return tuple(
        NotProven(f"what {url} does", f"it did not come ({why})", walk)
        for url, why in recording.unreached.by_address().items()
        if url not in pages
    )
