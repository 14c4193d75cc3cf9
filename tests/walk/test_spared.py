"""Servers that ask to wait, walls in the place of pages, and what profiles tell of cookies."""

from itertools import count

import pytest
from aiohttp import web

from crawler.cookies import Identifier, Journey
from crawler.declared import Crawl
from crawler.identifiers import identified
from crawler.walks import Outcome, VisitOutcome
from tests.browsing import SHOP, Lab
from tests.sites import Handler, Page, Site

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"
HUMAN = "<h1>One moment</h1><p>Please verify you are human.</p>"


def busy_once(status: int, **headers: str) -> Handler:
    """Has too much to do at first."""
    visits = count()

    async def answer(request: web.Request) -> web.StreamResponse:
        if next(visits):
            return await Page(set_cookie=["a=1"])(request)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await Page("later", headers=named, status=status)(request)

    return answer


@pytest.mark.parametrize("status", [429, 503])
async def test_a_page_is_asked_for_once_more_after_the_time_that_its_server_asks(
    lab: Lab, status: int
) -> None:
    seen = await lab.observe(Site(SHOP, {"/": busy_once(status, Retry_After="1")}))
    (visit,) = seen.visits
    assert (visit.outcome, visit.http_status) == (VisitOutcome.VISITED, 200)
    assert visit.reason == f"HTTP status {status} at first, so asked for again after 1 s"
    assert seen.names == {"a"}


async def test_a_longer_time_is_not_waited_and_the_page_has_failed(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": busy_once(503, Retry_After="3600")}))
    (visit,) = seen.visits
    assert visit.outcome is VisitOutcome.FAILED
    assert visit.reason == (
        "HTTP status 503; its server asks to come again in 3600 s, 60 s at most are waited"
    )


async def test_a_page_that_asks_for_a_human_is_not_proven(lab: Lab) -> None:
    for journey in (Journey.UNTOUCHED, Journey.ACCEPT):
        seen = await lab.observe(Site(SHOP, {"/": Page(HUMAN)}), journey=journey)
        assert {one.outcome for one in seen.visits} == {VisitOutcome.FAILED}
        assert seen.outcome is Outcome.NOT_PROVEN
        assert "a page that asks for a human stood in its place" in seen.reason


async def test_a_captcha_in_a_form_is_no_wall(lab: Lab) -> None:
    form = (
        "<form><input name=name><input name=mail><textarea name=text></textarea>"
        "<div class=g-recaptcha style='height:80px'></div><p>I am not a robot</p></form>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(form)}))
    assert (seen.outcome, seen.visits[0].outcome) == (Outcome.VALID, VisitOutcome.VISITED)


async def test_a_wall_that_lets_the_page_in_is_none(lab: Lab) -> None:
    passing = (
        f"{HUMAN}<script>setTimeout(() => {{ document.body.innerHTML = 'In' }}, 5000)</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(passing)}))
    assert (seen.visits[0].outcome, seen.visits[0].reason) == (VisitOutcome.VISITED, "")


async def test_routes_in_the_fragment_are_visited_on_request(lab: Lab) -> None:
    page = Page(
        "<a href='#/one'>x</a><script>document.cookie = `at${location.hash.slice(2)}=1`</script>"
    )
    crawl = Crawl(sitemap=False, hash_routes=True)
    seen = await lab.observe(Site(SHOP, {"/": page}), crawl=crawl)
    assert seen.names == {"at", "atone"}


async def test_cookies_that_tell_profiles_apart_are_marked(lab: Lab) -> None:
    page = Page(
        "<script>if (!document.cookie.includes('id=')) document.cookie = `id=${Math.random()}`;"
        "document.cookie = 'version=3'; document.cookie = `now=${Math.random()}`</script>",
    )
    walks = [
        (await lab.observe(Site(SHOP, {"/": page, "/b": page}), journey=one, pages=("/", "/b")))
        for one in (Journey.UNTOUCHED, Journey.REJECT)
    ]
    first, _ = identified(one.observation for one in walks)
    assert {one.identity.name: one.identifier for one in first.cookies} == {
        "id": Identifier.LIKELY,
        "version": Identifier.NO,
        "now": Identifier.NO,
    }
