"""What was stored in a walk, and when: upon its choice, and on each page after it."""

from math import inf
from typing import TypeAlias
from urllib.parse import urlsplit

from crawler.cookies import Identity, Journey, Phase, StorageType
from crawler.domains import covers
from crawler.names import stands_for
from crawler.walks import VisitOutcome, VisitResult, WalkObservation, begun, visit_of

Time: TypeAlias = tuple[float, float]


def upon_choice(walk: WalkObservation) -> dict[Identity, str]:
    """What the choice left stored by the next page, with the hashes of the values."""
    return recorded_in(walk, _after_the_choice(walk))


def upon_consent(walk: WalkObservation) -> dict[Identity, str]:
    """The same of the consent that a withdrawal takes back."""
    first, end = visit_of(walk, walk.result.agreed_at)
    return recorded_in(walk, (first, end) if end < inf else (inf, inf))


def _after_the_choice(walk: WalkObservation) -> Time:
    """From the choice to the next page."""
    times = begun(walk.visits, Phase.AFTER)
    return (times[0], times[1]) if len(times) > 1 else (inf, inf)


def recorded_in(walk: WalkObservation, time: Time) -> dict[Identity, str]:
    """What stood stored at the end of a time and was stored in it, with the hash of its value."""
    return _written(walk, time) | _changed_databases(walk, time)


def _changed_databases(walk: WalkObservation, time: Time) -> dict[Identity, str]:
    """The databases that held something else at the end of a time than before it.

    What is written into them is seen by looking alone.
    """
    first, end = time
    changed: dict[Identity, str] = {}
    for cookie in walk.cookies:
        if cookie.identity.type is StorageType.INDEXED_DB:
            looks = [one for one in cookie.jar if one.value_hash and one.seen_at < end]
            before = {one.value_hash for one in looks if one.seen_at < first}
            now = [one.value_hash for one in looks if one.seen_at >= first]
            if now and now[-1] not in before:
                changed[cookie.identity] = now[-1]
    return changed


def _written(walk: WalkObservation, time: Time) -> dict[Identity, str]:
    first, end = time
    writes = [
        write
        for cookie in walk.cookies
        for write in cookie.writes
        if first <= write.at < end and not write.refused
    ]
    last = {write.identity: write for write in sorted(writes, key=lambda one: one.at)}
    return {one: write.value_hash for one, write in last.items() if write.stores}


def stored_since_choice(walk: WalkObservation) -> set[Identity]:
    """All that was stored from the choice on."""
    return {
        cookie.identity
        for cookie in walk.cookies
        if any(write.phase is Phase.AFTER for write in cookie.stored)
    }


def later_pages(walk: WalkObservation) -> list[VisitResult]:
    """The pages visited after that of the choice."""
    after = [
        one
        for one in walk.visits
        if one.phase is Phase.AFTER and one.outcome is VisitOutcome.VISITED
    ]
    return sorted(after, key=lambda one: one.started)[1:]


def reaches(one: Identity, page: str, chosen_on: str) -> bool:
    """Whether a page gets it (RFC 6265, sections 5.1.3 and 5.1.4), and it is meant for that page.

    ``chosen_on`` is the page of the choice: what is named after it is meant for no other one.
    """
    if stands_for(one.name, chosen_on) and not stands_for(one.name, page):
        return False
    if one.type is not StorageType.COOKIE:
        return urlsplit(page).hostname == one.host
    parts = urlsplit(page)
    host, path = parts.hostname or "", parts.path or "/"
    whole = path == one.path or path.startswith(one.path.rstrip("/") + "/")
    return whole and (covers(one.host, host) if one.domain.startswith(".") else one.host == host)


def lasts(walk: WalkObservation, one: Identity) -> bool:
    """Whether what was stored upon the choice still stood when the last page was begun.

    It did unless it was deleted, or stored for less time than that. Of what is written into
    databases nothing tells that.
    """
    cookies = [cookie for cookie in walk.cookies if cookie.identity == one]
    writes = [write for cookie in cookies for write in cookie.writes if not write.refused]
    last = max(writes, key=lambda write: write.at, default=None)
    if last is None:
        return True
    end = max((page.started for page in later_pages(walk)), default=last.at)
    return last.stores and (last.requested is None or last.at + last.requested > end)


def chosen_on(walk: WalkObservation) -> str:
    """The page of the choice; empty where none was made."""
    after = [one for one in walk.visits if one.phase is Phase.AFTER and one.started]
    first = min(after, key=lambda one: one.started, default=None)
    return (first.final_url or first.page) if first else ""


def by_page(walk: WalkObservation) -> dict[str, set[Identity | str]]:
    """What each page stored and asked for in those visits to it that came after the choice.

    An address that was asked for is a hash.
    """
    return _done(walk, _later(walk))


def brought_on(walk: WalkObservation, known: set[str]) -> set[Identity | str]:
    """What the pages visited after the choice stored, and what they asked for and of which sites.

    ``known`` are the pages that count. Addresses and sites are hashes.
    """
    since = _later(walk)
    sites = {one.site for one in walk.asked if one.at >= since and one.page in known and one.site}
    return sites.union(*(those for page, those in _done(walk, since).items() if page in known))


def done_before(walk: WalkObservation) -> dict[str, set[Identity | str]]:
    """The same by page of a visitor who has chosen nothing yet, for each page that was visited."""
    until = _chosen_at(walk)
    pages = {one.page for one in walk.visits if one.started < until}
    found = {page: those for page, those in _done(walk, 0.0, until).items() if page in pages}
    for one in walk.asked:
        if one.page in pages and one.at < until and one.site:
            found.setdefault(one.page, set()).add(one.site)
    return {page: found.get(page, set()) for page in pages}


def _chosen_at(walk: WalkObservation) -> float:
    if walk.walk.journey is Journey.UNTOUCHED:
        return inf
    return walk.result.agreed_at or min(begun(walk.visits, Phase.AFTER), default=inf)


def _later(walk: WalkObservation) -> float:
    """When the first of the visits began that tell of a choice; of no choice, all do."""
    later = later_pages(walk) if walk.walk.journey is not Journey.UNTOUCHED else list(walk.visits)
    return min((one.started for one in later), default=inf)


def _done(
    walk: WalkObservation, since: float, until: float = inf
) -> dict[str, set[Identity | str]]:
    found: dict[str, set[Identity | str]] = {}
    for one in walk.asked:
        if since <= one.at < until:
            found.setdefault(one.page, set()).add(one.address)
    for cookie in walk.cookies:
        for write in cookie.stored:
            if since <= write.at < until:
                found.setdefault(write.page, set()).add(cookie.identity)
    return found
