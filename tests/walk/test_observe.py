"""One walk: its visits, their labels, and what becomes of pages that fail."""

from collections.abc import Iterator

import pytest
from aiohttp import web

from crawler.cookies import Journey, Phase
from crawler.declared import Crawl
from crawler.walks import Outcome, VisitOutcome
from tests.browsing import ADS, PLAIN, SHOP, WWW, Lab, Seen
from tests.sites import Handler, Page, Site, redirect

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def told(seen: Seen) -> list[tuple[str, VisitOutcome, str]]:
    return [(one.page, one.outcome, one.reason) for one in seen.visits]


async def test_every_declared_page_is_visited_in_order(lab: Lab) -> None:
    pages = {f"/{name}": Page(set_cookie=[f"{name}=1"]) for name in "abc"}
    seen = await lab.observe(Site(SHOP, pages), pages=("/b", "/a", "/c"))
    assert told(seen) == [(f"{HOME}{name}", VisitOutcome.VISITED, "") for name in "bac"]
    assert {write.identity.name: write.page for write in seen.writes} == {
        name: f"{HOME}{name}" for name in "abc"
    }


async def test_a_visit_says_where_it_ended_and_what_it_cost(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": redirect("/home"), "/home": Page()}))
    (visit,) = seen.visits
    assert (visit.final_url, visit.http_status) == (f"{HOME}home", 200)
    assert (visit.phase, visit.page_time_s) == (Phase.BEFORE, 30.0)
    assert 0 < visit.wall_s < 60


async def test_the_dwell_time_is_the_declared_one(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => { document.cookie = 'late=1' }, 25000)</script>")
    seen = await lab.observe(Site(SHOP, {"/": page}), dwell="20s")
    assert [visit.page_time_s for visit in seen.visits] == [20.0]
    assert seen.names == set()


async def test_an_untouched_walk_is_valid_and_all_of_it_is_before_the_choice(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=["a=1"])}))
    assert (seen.outcome, seen.reason) == (Outcome.VALID, "")
    assert [write.phase for write in seen.writes] == [Phase.BEFORE]
    assert [entry.phase for entry in seen.cookie("a").jar] == [Phase.BEFORE]


async def test_links_are_followed_as_far_as_the_crawl_allows(lab: Lab) -> None:
    links = "".join(f'<a href="/{name}">x</a>' for name in ("a", "b", "logout", "c"))
    pages = {"/": Page(links), "/a": Page('<a href="/deep">x</a>'), "/b": Page(), "/c": Page()}
    seen = await lab.observe(Site(SHOP, pages), crawl=Crawl(max_pages=3, sitemap=False))
    assert [(one.page, one.outcome) for one in seen.visits] == [
        (HOME, VisitOutcome.VISITED),
        (f"{HOME}a", VisitOutcome.VISITED),
        (f"{HOME}b", VisitOutcome.VISITED),
        (f"{HOME}logout", VisitOutcome.SKIPPED),
        (f"https://{SHOP}", VisitOutcome.SKIPPED),
    ]
    assert "2 more links" in seen.visits[-1].reason
    assert "/logout" not in {request.path for request in lab.requests}


async def test_links_that_scripts_make_are_followed_too(lab: Lab) -> None:
    page = (
        "<body><script>setTimeout(() => { a = document.createElement('a'); a.href = '/late';"
        "document.body.append(a) }, 10000)</script>"
    )
    seen = await lab.observe(
        Site(SHOP, {"/": Page(page), "/late": Page()}), crawl=Crawl(sitemap=False)
    )
    assert [one.page for one in seen.visits] == [HOME, f"{HOME}late"]


async def test_a_site_that_lives_on_www_is_followed_there(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": redirect(f"https://{WWW}/")}),
        Site(WWW, {"/": Page('<a href="/a">x</a>'), "/a": Page(set_cookie=["deep=1"])}),
        crawl=Crawl(sitemap=False),
    )
    assert seen.write("deep").page == f"https://{WWW}/a"


async def test_a_page_that_does_not_answer_has_failed_and_is_a_gap(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(set_cookie=["a=1"]), "/gone": hang_up}), pages=("/", "/gone")
    )
    failed = seen.visits[-1]
    assert (failed.outcome, failed.reason) == (VisitOutcome.FAILED, "net::ERR_EMPTY_RESPONSE")
    assert [(one.subject, one.reason) for one in seen.observation.not_proven] == [
        (f"the page {HOME}gone", "net::ERR_EMPTY_RESPONSE")
    ]
    assert seen.outcome is Outcome.VALID
    assert seen.names == {"a"}


async def test_a_page_after_one_that_failed_is_visited_all_the_same(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/gone": hang_up, "/": Page(set_cookie=["a=1"])}), pages=("/gone", "/")
    )
    assert seen.names == {"a"}


@pytest.mark.parametrize("journey", [Journey.UNTOUCHED, Journey.REJECT])
async def test_a_site_of_which_no_page_loads_is_not_proven(lab: Lab, journey: Journey) -> None:
    seen = await lab.observe(Site(SHOP, {"/": hang_up}), journey=journey)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == "no page could be visited: net::ERR_EMPTY_RESPONSE"


async def test_a_host_without_tls_where_tls_is_asked_for_is_not_proven(lab: Lab) -> None:
    seen = await lab.observe(url=f"https://{PLAIN}")
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "ERR_SSL_PROTOCOL_ERROR" in seen.reason


async def test_declared_pages_that_answer_with_an_error_have_failed(lab: Lab) -> None:
    statuses = (403, 404, 500, 503)
    pages = {f"/{one}": Page("sorry", [f"error{one}=1"], status=one) for one in statuses}
    seen = await lab.observe(Site(SHOP, pages), pages=tuple(pages))
    assert [(one.outcome, one.http_status, one.reason) for one in seen.visits] == [
        (VisitOutcome.FAILED, status, f"HTTP status {status}") for status in statuses
    ]
    assert seen.outcome is Outcome.NOT_PROVEN
    assert [seen.write(f"error{one}").page for one in statuses] == [
        f"{HOME}{one}" for one in statuses
    ]


async def test_a_dead_link_is_no_gap_but_a_link_that_fails_is_one(lab: Lab) -> None:
    page = Page('<a href="/dead">x</a><a href="/broken">x</a>')
    seen = await lab.observe(
        Site(SHOP, {"/": page, "/broken": Page(status=500)}), crawl=Crawl(sitemap=False)
    )
    assert [one.subject for one in seen.observation.not_proven] == [f"the page {HOME}broken"]


async def test_a_page_whose_load_never_ends_is_observed_and_says_so(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.tab.LOAD_LIMIT_MS", 500)
    monkeypatch.setattr("crawler.settle.PATIENCE_S", 0.5)
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", 0.3)
    monkeypatch.setattr("crawler.rousing.STIR_LIMIT_S", 0.5)
    seen = await lab.observe(
        Site(SHOP, {"/": Page("<img src=/slow>", ["a=1"]), "/slow": Page(after=60)})
    )
    (visit,) = seen.visits
    assert visit.outcome is VisitOutcome.VISITED
    assert "its load event did not come within 0.5 s" in visit.reason
    assert [one.subject for one in seen.observation.not_proven] == [
        f"what the page {HOME} does within 30 s"
    ]
    assert seen.left == {"a"}


async def test_a_page_that_leads_to_another_site_is_observed_there(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": redirect(f"https://{ADS}/")}), Site(ADS, {"/": Page(set_cookie=["a=1"])})
    )
    assert seen.write("a").source == f"https://{ADS}/"
    assert seen.visits[0].final_url == f"https://{ADS}/"


async def test_pictures_are_kept_of_an_untouched_site(lab: Lab) -> None:
    picture = lab.folder / "untouched-banner.png"
    picture.unlink(missing_ok=True)
    await lab.observe(Site(SHOP, {"/": Page("<h1>Shop</h1>")}))
    assert picture.read_bytes().startswith(b"\x89PNG")


async def test_an_event_that_cannot_be_read_is_counted_and_ends_nothing(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page(set_cookie=["a=1"])}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        (target, *_) = watched.tab.targets
        watched.recording.hear(target, "Network.requestWillBeSent", {"requestId": "odd"})
        writes, _, _ = await watched.recording.take()
    assert watched.recording.unread == ["Network.requestWillBeSent: KeyError"]
    assert [write.identity.name for write in writes] == ["a"]


async def test_a_declared_page_that_leads_to_another_site_was_not_seen(lab: Lab) -> None:
    away = redirect(f"https://{ADS}/landing")
    seen = await lab.observe(
        Site(SHOP, {"/": Page(), "/away": away}),
        Site(ADS, {"/landing": Page()}),
        pages=("/", "/away"),
    )
    assert told(seen) == [
        (HOME, VisitOutcome.VISITED, ""),
        (
            f"{HOME}away",
            VisitOutcome.FAILED,
            f"it leads to another site: https://{ADS}/landing",
        ),
    ]


async def test_a_link_that_leads_to_another_site_is_no_page_of_this_one(lab: Lab) -> None:
    away = redirect(f"https://{ADS}/landing")
    seen = await lab.observe(
        Site(SHOP, {"/": Page("<a href='/away'>x</a>"), "/away": away}),
        Site(ADS, {"/landing": Page()}),
        crawl=Crawl(sitemap=False),
    )
    assert [(one.page, one.outcome) for one in seen.visits] == [
        (HOME, VisitOutcome.VISITED),
        (f"{HOME}away", VisitOutcome.SKIPPED),
    ]
    assert seen.observation.not_proven == ()


async def test_a_frame_whose_clock_stands_still_is_a_gap(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", 1.0)
    monkeypatch.setattr("crawler.settle.PATIENCE_S", 0.5)
    monkeypatch.setattr("crawler.settle.ASK_LIMIT_S", 0.5)
    monkeypatch.setattr("crawler.recorder.storage.LOOK_LIMIT_S", 1.0)
    monkeypatch.setattr("crawler.rousing.STIR_LIMIT_S", 0.5)
    frame = Page("<script>setTimeout(() => { for (;;); }, 5000)</script>")
    page = Page(f"<iframe src='https://{ADS}/frame'></iframe>")
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/frame": frame}))
    assert [(one.subject, one.reason) for one in seen.observation.not_proven] == [
        (f"all that {HOME} does within 30 s", "a frame kept its clock stopped"),
        (
            f"what https://{ADS} keeps in the browser's storage",
            f"it could not be read at the end of {HOME}",
        ),
    ]


async def test_a_window_that_a_page_opens_without_a_way_back_is_seen(lab: Lab) -> None:
    page = Page(f"<script>open('https://{ADS}/popup', '_blank', 'noopener')</script>")
    seen = await lab.observe(
        Site(SHOP, {"/": page}),
        Site(ADS, {"/popup": Page("<script>document.cookie = 'b=1'</script>", ["a=1"])}),
    )
    assert [seen.write(name).set_by for name in "ab"] == [
        f"https://{ADS}/popup",
        f"https://{ADS}/popup:2:25",
    ]


async def test_a_host_that_never_answers_is_a_gap(lab: Lab) -> None:
    page = Page(f"<script src='https://{ADS}/tag.js'></script>")
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/tag.js": hang_up}))
    assert [(one.subject, one.reason) for one in seen.observation.not_proven] == [
        (f"the cookies of {ADS}", "it could not be reached (net::ERR_EMPTY_RESPONSE)")
    ]


async def test_a_host_that_answers_another_request_is_none(lab: Lab) -> None:
    page = Page(f"<img src='https://{ADS}/broken'><img src='https://{ADS}/pixel'>")
    seen = await lab.observe(
        Site(SHOP, {"/": page}), Site(ADS, {"/broken": hang_up, "/pixel": Page()})
    )
    assert seen.observation.not_proven == ()


async def test_a_request_that_the_browser_blocks_by_a_rule_of_the_web_is_no_gap(lab: Lab) -> None:
    page = Page(f"<script>fetch('https://{ADS}/data').catch(() => 0)</script>")
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/data": Page("{}")}))
    assert seen.observation.not_proven == ()


TALL = "<div style='height: 9000px'></div>"
FIRST_ACTS = {
    "scroll": "addEventListener('scroll', {act}, {{once: true}})",
    "wheel": "addEventListener('wheel', {act}, {{once: true}})",
    "pointer": "addEventListener('pointermove', {act}, {{once: true}})",
    "mouse": "addEventListener('mousemove', {act}, {{once: true}})",
    "late-pointer": "setTimeout(() => addEventListener('pointermove', {act}), 200)",
    "late-scroll": "setTimeout(() => addEventListener('scroll', {act}), 1500)",
    "idle": "requestIdleCallback({act})",
    "leaving": "document.addEventListener('visibilitychange', {act})",
}


async def test_what_waits_for_a_visitor_s_first_act_happens(lab: Lab) -> None:
    acts = {name: f"() => {{ document.cookie = '{name}=1' }}" for name in FIRST_ACTS}
    ways = (way.format(act=acts[name]) for name, way in FIRST_ACTS.items())
    listening = "".join(f"<script>{one}</script>" for one in ways)
    seen = await lab.observe(Site(SHOP, {"/": Page(TALL + listening)}))
    assert seen.names == set(FIRST_ACTS)


async def test_what_waits_to_come_into_view_does(lab: Lab) -> None:
    watching = """<script>
      const box = document.querySelector('b');
      new IntersectionObserver(([entry]) => {
        if (entry.isIntersecting) setTimeout(() => { document.cookie = 'viewed=1' }, 25000);
      }).observe(box);
    </script>"""
    seen = await lab.observe(Site(SHOP, {"/": Page(f"{TALL}<b>x</b>{TALL}{watching}")}))
    assert seen.names == {"viewed"}


async def test_real_time_is_waited_for(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => { document.cookie = 'late=1' }, 700)</script>")
    seen = await lab.observe(Site(SHOP, {"/": page}), dwell="1s", settle="real")
    assert [visit.page_time_s for visit in seen.visits] == [1.0]
    assert seen.visits[0].wall_s > 1.0
    assert seen.names == {"late"}


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(() => { document.body.innerHTML = 'gone' }, 5000)",
        pytest.param("setTimeout(() => location.reload(), 5000)", marks=pytest.mark.soak),
        "setTimeout(() => { location.href = '/?' + Math.random() }, 5000)",
    ],
)
async def test_links_that_do_not_stay_are_followed(
    lab: Lab, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.settle.PATIENCE_S", 0.5)
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", 1.5)
    page = Page(f"<a href='/two'>x</a><script>{script}</script>")
    seen = await lab.observe(
        Site(SHOP, {"/": page, "/two": Page()}), crawl=Crawl(max_pages=2, sitemap=False)
    )
    assert f"{HOME}two" in [visit.page for visit in seen.visits]


async def put_off(_: web.Request) -> web.StreamResponse:
    return web.Response(status=503)


async def cut_short(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/javascript"})
    response.content_length = 5000
    await response.prepare(request)
    await response.write(b"1;")
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (put_off, "HTTP status 503"),
        (hang_up, "net::ERR_EMPTY_RESPONSE"),
        (cut_short, "net::ERR_CONTENT_LENGTH_MISMATCH"),
    ],
)
@pytest.mark.parametrize("html", ["<script src=/t?x=1></script>", "<iframe src=/t?x=1></iframe>"])
async def test_a_script_or_frame_that_does_not_come_is_a_gap(
    lab: Lab, html: str, answer: Handler, why: str
) -> None:
    seen = await lab.observe(Site(SHOP, {"/": Page(html), "/t": answer}))
    assert [(one.subject, one.reason) for one in seen.observation.not_proven] == [
        (f"what {HOME}t does", f"it did not come ({why})")
    ]


async def test_a_script_that_is_not_there_is_none_for_anybody(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": Page("<script src=/gone.js></script>")}))
    assert seen.observation.not_proven == ()


async def test_a_script_that_comes_the_second_time_is_no_gap(lab: Lab) -> None:
    answers: Iterator[Handler] = iter([put_off, Page("1", content_type="text/javascript")])

    async def answer(request: web.Request) -> web.StreamResponse:
        return await next(answers)(request)

    page = Page("<script src=/t.js></script>")
    seen = await lab.observe(
        Site(SHOP, {"/": page, "/two": page, "/t.js": answer}), pages=("/", "/two")
    )
    assert seen.observation.not_proven == ()


async def test_a_page_that_scrolls_within_an_element_is_scrolled_to_its_end(lab: Lab) -> None:
    html = """<style>html, body { height: 100%; margin: 0; overflow: hidden }</style>
      <main style="height: 100%; overflow: auto"><div style="height: 5000px"></div>
      <p id=end>The end</p></main><script>
        new IntersectionObserver(([one]) => {
          if (one.isIntersecting) document.cookie = 'end=1';
        }).observe(document.getElementById('end'));
      </script>"""
    seen = await lab.observe(Site(SHOP, {"/": Page(html)}))
    assert seen.names == {"end"}
