"""Page time by virtual time: all of it, cheaply, and an honest word where it was not to be had."""

import asyncio
import time

import pytest
from aiohttp import web

from crawler.settle import Dwell, Dwelling
from tests.browsing import ADS, CDN, SHOP, Lab, Watched
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"
LIMIT_S = 1.0


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can wait for."""
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", LIMIT_S)
    monkeypatch.setattr("crawler.settle.PATIENCE_S", LIMIT_S / 2)
    monkeypatch.setattr("crawler.settle.ASK_LIMIT_S", 0.2)
    monkeypatch.setattr("crawler.tab.MOST_ROUNDS", 1)
    monkeypatch.setattr("crawler.tab.LINKS_LIMIT_S", 0.2)
    monkeypatch.setattr("crawler.tab.CLOSE_LIMIT_S", 0.5)


ENDLESS = Page(after=60)


async def dwelt(lab: Lab, *sites: Site, seconds: float = 30.0) -> tuple[Dwell, Watched]:
    lab.serve(*sites)
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        return await watched.tab.dwell(seconds), watched


def counting(more: str = "") -> Page:
    """A page that tells by its title how many seconds it has had."""
    clock = "let n = 0; setInterval(() => { n += 1; document.title = n }, 1000)"
    return Page(f"<script>{clock}</script>{more}")


async def test_a_page_has_all_of_its_page_time_in_little_real_time(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": counting()}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        begun = time.monotonic()
        assert await watched.tab.dwell(600.0) == Dwell(600.0)
        assert time.monotonic() - begun < 60
        assert float(await watched.tab.page.title()) == pytest.approx(600, abs=2)


async def test_without_a_dwell_time_none_is_given(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": counting()}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        assert await watched.tab.dwell(0.0) == Dwell(0.0)


async def test_an_answer_that_has_begun_stops_no_clock(lab: Lab) -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await asyncio.sleep(60)
        return response

    page = Page("<script>fetch('/stream')</script>")
    dwell, _ = await dwelt(lab, Site(SHOP, {"/": page, "/stream": stream}))
    assert dwell == Dwell(30.0)


async def test_what_a_timer_fetches_is_waited_for(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => fetch('/late'), 29000)</script>")
    await dwelt(lab, Site(SHOP, {"/": page, "/late": Page(after=0.3)}))
    assert "/late" in {request.path for request in lab.requests}


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(("begins", "roused"), [(5000, False), (500, True)])
async def test_a_request_without_end_costs_patience_but_no_page_time(
    lab: Lab, begins: int, roused: bool
) -> None:
    page = counting(f"<script>setTimeout(() => fetch('/endless'), {begins})</script>")
    lab.serve(Site(SHOP, {"/": page, "/endless": ENDLESS}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        assert await watched.tab.dwell(30.0, roused=roused) == Dwell(30.0)
        assert float(await watched.tab.page.title()) == pytest.approx(30, abs=2)


@pytest.mark.usefixtures("hurried")
async def test_a_frame_with_a_request_without_end_has_its_time_too(lab: Lab) -> None:
    cross = "SameSite=None; Secure"
    frame = Page(
        "<script>setTimeout(() => fetch('/endless'), 1000);"
        f"setTimeout(() => {{ document.cookie = 'late=1; {cross}' }}, 25000)</script>"
    )
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": frame, "/endless": ENDLESS}),
    )
    assert [(visit.page_time_s, visit.reason) for visit in seen.visits] == [(30.0, "")]
    assert seen.left == {"late"}


@pytest.mark.usefixtures("hurried")
async def test_a_frame_whose_script_has_no_end_does_not_take_the_page_s_time(lab: Lab) -> None:
    frame = Page("<script>setTimeout(() => { while (true); }, 1000)</script>")
    dwell, _ = await dwelt(
        lab,
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": frame}),
    )
    assert dwell == Dwell(30.0, "a frame kept its clock stopped")


@pytest.mark.usefixtures("hurried")
async def test_a_script_without_end_is_cut_with_the_reason(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => { while (true); }, 1000)</script>")
    dwell, watched = await dwelt(lab, Site(SHOP, {"/": page}))
    assert dwell == Dwell(0.0, "the page did not answer any more and was cut after 1 s")
    assert await watched.tab.links() is None


async def test_a_frame_that_leaves_is_done_with_its_time(lab: Lab) -> None:
    page = Page(
        f'<body><iframe id=f src="https://{ADS}/"></iframe>'
        "<script>setTimeout(() => f.remove(), 1000)</script>"
    )
    dwell, _ = await dwelt(lab, Site(SHOP, {"/": page}), Site(ADS, {"/": Page()}))
    assert dwell == Dwell(30.0)


@pytest.mark.usefixtures("hurried")
async def test_frames_that_load_anew_for_ever_come_to_an_end(lab: Lab) -> None:
    frame = Page("<script>setTimeout(() => location.reload(), 1000)</script>")
    dwell, _ = await dwelt(
        lab,
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": frame}),
    )
    assert dwell.page_time_s == 30.0


@pytest.mark.usefixtures("hurried")
async def test_frames_that_lead_to_each_other_for_ever_come_to_an_end(lab: Lab) -> None:
    def leading(host: str) -> Page:
        there = f"https://{host}/?' + Math.random()"
        return Page(f"<script>setTimeout(() => {{ location = '{there} }}, 1000)</script>")

    dwell, _ = await dwelt(
        lab,
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": leading(CDN)}),
        Site(CDN, {"/": leading(ADS)}),
    )
    assert dwell.page_time_s == 30.0


async def test_a_page_that_is_gone_has_no_time(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page()}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        await watched.tab.page.close()
        dwell = await watched.tab.dwell(30.0)
    assert dwell.page_time_s == 0.0
    assert dwell.reason in (
        "the page was gone before its time began",
        "the page went away while its clock ran",
    )


async def test_a_page_that_closes_itself_has_no_time_that_is_known(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => close(), 20000)</script>")
    lab.serve(Site(SHOP, {"/": Page(), "/closing": page}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        async with watched.profile.context.expect_page() as opened:
            await watched.tab.page.evaluate("void open('/closing')")
        await (await opened.value).wait_for_load_state()
        await watched.recording.quiet()
        (popup,) = (one for one in watched.recording.targets if one.url.endswith("/closing"))
        dwell = await Dwelling(lab.browser.devtools, 30.0).give(popup.session)
    assert dwell == Dwell(0.0, "the page went away while its clock ran")


@pytest.mark.usefixtures("hurried")
async def test_a_page_that_crashes_has_no_time_that_is_known(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page("<script>setTimeout(() => fetch('/slow'), 1000)</script>")}))
    lab.pages[SHOP]["/slow"] = ENDLESS
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        (target,) = watched.tab.targets
        crash = asyncio.create_task(lab.browser.devtools.send("Page.crash", session=target.session))
        dwell = await watched.tab.dwell(30.0)
        crash.cancel()
    assert dwell.page_time_s == 0.0
    assert dwell.reason


async def test_dialogs_stop_nothing(lab: Lab) -> None:
    page = Page(
        "<script>addEventListener('beforeunload', e => e.preventDefault());"
        "setTimeout(() => { alert('stay'); confirm('?'); document.cookie = 'a=1' }, 5000)</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert seen.left == {"a"}
    assert [visit.page_time_s for visit in seen.visits] == [30.0]
