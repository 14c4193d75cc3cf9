"""Recall, measured: every cookie of a seeded site is found, and none that it does not set.

Two witnesses: what the site declares that it sets, and what the browser's own log says happened.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler import witness as second
from crawler.browser import AuditBrowser, Launch, open_browser
from crawler.cookies import (
    ANONYMOUS,
    Identity,
    Journey,
    ObservedCookie,
    SetHow,
    StorageType,
    Walk,
    Write,
)
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.recorder import Recorder
from crawler.walks import Outcome, WalkObservation
from tests.browsing import SHOP, Kept
from tests.recorder.seeded import KINDS, PATHS, SITES
from tests.recorder.seeded.banner import CHOICE, CONSENTED
from tests.recorder.seeded.kinds import Act, Kind
from tests.sites import serving

pytestmark = pytest.mark.browser

SECOND = 1.0
JOURNEYS = (Journey.UNTOUCHED, Journey.ACCEPT)
SITE = DeclaredSite(name="seeded", url=f"https://{SHOP}", pages=PATHS, dwell="30s")
CHOSEN = {Identity(CHOICE, SHOP), Identity(CONSENTED, SHOP)}
Found = dict[Identity, ObservedCookie]


@dataclass(frozen=True, slots=True)
class Told:
    """One journey of the seeded site, with and without what the log alone knew of it."""

    recorded: Found
    complete: Found
    walk: WalkObservation


@dataclass(frozen=True, slots=True)
class Both:
    """Both journeys as they were recorded, and what the browser's own log says of them."""

    seen: tuple[WalkObservation, ...]
    testimony: second.Testimony


def found_in(walk: WalkObservation) -> Found:
    """The cookies of a walk, by their identity."""
    cookies = (one for one in walk.cookies if one.identity.type is StorageType.COOKIE)
    return {one.identity: one for one in cookies}


@asynccontextmanager
async def browsing(log: Path) -> AsyncIterator[AuditBrowser]:
    async with serving(*SITES) as sites:
        keys = (sites.trusted_key,)
        async with open_browser(
            Launch(resolve=sites.resolve, trusted_keys=keys, netlog=log)
        ) as browser:
            yield browser


@pytest.fixture(scope="module")
async def testimony(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Both journeys at once, so that the log has to tell their cookies apart."""
    folder = tmp_path_factory.mktemp("seeded")
    log = folder / "netlog.json"
    async with browsing(log) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        walks = [Walk("seeded", ANONYMOUS, journey) for journey in JOURNEYS]
        seen = await asyncio.gather(
            *(observe(browser, recorder, Ground(SITE), walk, Kept(folder)) for walk in walks)
        )
    return Both(tuple(seen), second.testify(log, seen, recorder))


@pytest.fixture(params=JOURNEYS, ids=str)
def told(request: pytest.FixtureRequest, testimony: Both) -> Told:
    number = JOURNEYS.index(request.param)
    completed = testimony.testimony.walks[number]
    return Told(found_in(testimony.seen[number]), found_in(completed), completed)


def fits(write: Write, kind: Kind, act: Act) -> bool:
    """Whether a write is the act that the site declared, its lifetime within a second."""
    if write.how is not kind.how or write.refused != act.refused:
        return False
    if write.requested is None or act.requested is None:
        return write.requested is act.requested
    if act.requested <= 0:
        return write.deletes
    return abs(write.requested - act.requested) <= SECOND


def missed(kinds: list[Kind], found: Found) -> list[str]:
    """The declared acts that were not recorded as they are, each in words."""
    return [
        f"{kind.name}: {act}"
        for kind in kinds
        for act in kind.acts
        if not any(
            fits(write, kind, act)
            for write in (found[kind.identity].writes if kind.identity in found else ())
        )
    ]


def invented(found: Found) -> list[str]:
    """What was recorded and is not what the site did, each in words."""
    declared = {kind.identity: kind for kind in KINDS}
    odd = [str(identity) for identity in found.keys() - declared.keys() - CHOSEN]
    return odd + [
        f"{kind.name}: {write.how} asked for {write.requested} {write.refused}"
        for identity, kind in declared.items()
        if identity in found
        for write in found[identity].writes
        if not any(fits(write, kind, act) for act in kind.acts)
        # On a busy machine a window's call and the browser's event of it may come apart.
        and not (kind.name.startswith("popup") and write.how is SetHow.UNKNOWN)
    ]


def test_the_site_has_all_the_kinds_that_it_should() -> None:
    assert len({kind.identity for kind in KINDS}) == len(KINDS)
    assert len({kind.name.partition("crowd-")[0] for kind in KINDS}) >= 60
    assert {kind.how for kind in KINDS} == set(SetHow) & {
        SetHow.HTTP,
        SetHow.SCRIPT,
        SetHow.COOKIE_STORE,
    }


def test_the_journey_counts(told: Told) -> None:
    assert told.walk.result.outcome in {Outcome.VALID, Outcome.PROVEN}, told.walk.result.reason
    assert [visit.reason for visit in told.walk.visits if visit.page_time_s < 30] == []
    # A busy machine may leave a frame without its time, which is said; but all is understood.
    unread = [gap for gap in told.walk.not_proven if gap.subject == "an event of the browser"]
    assert unread == []


def test_devtools_alone_tell_of_all_but_what_they_keep_to_themselves(told: Told) -> None:
    kinds = [kind for kind in KINDS if not kind.untold]
    assert missed(kinds, told.recorded) == []


def test_what_devtools_keep_to_themselves_is_found_in_the_jar(told: Told) -> None:
    untold = [kind for kind in KINDS if kind.untold]
    assert [kind.name for kind in untold if not told.recorded[kind.identity].jar] == []


def test_with_the_browser_s_own_log_every_act_is_known_with_its_lifetime(told: Told) -> None:
    assert missed(list(KINDS), told.complete) == []


def test_no_cookie_is_invented(told: Told) -> None:
    assert invented(told.complete) == []


def test_what_the_browser_took_is_told_as_stored_and_nothing_else(told: Told) -> None:
    stored = {kind.name: kind.stored for kind in KINDS}
    assert {kind.name: told.complete[kind.identity].was_stored for kind in KINDS} == stored


def test_the_browser_s_own_log_knows_nothing_more(testimony: Both) -> None:
    witness = testimony.testimony.witness
    assert witness.unexplained == ()
    assert witness.changes >= len(JOURNEYS) * sum(kind.stored for kind in KINDS)


def test_the_log_alone_explains_only_what_devtools_keep_to_themselves(told: Told) -> None:
    untold = {kind.identity for kind in KINDS if kind.untold}
    more = {
        identity
        for identity, cookie in told.complete.items()
        if identity not in told.recorded or cookie != told.recorded[identity]
    }
    assert more <= untold


def test_what_only_accepting_brings_comes_after_the_choice(told: Told) -> None:
    consented = told.complete.get(Identity(CONSENTED, SHOP))
    accepted = told.walk.walk.journey is Journey.ACCEPT
    assert (consented is not None) == accepted
    if consented:
        assert [(write.phase, write.requested) for write in consented.writes] == [("after", 86400)]
