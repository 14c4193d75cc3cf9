"""Cookies that servers set, in a real browser."""

import asyncio

import pytest
from aiohttp import web

from crawler.cookies import Identity, Party, Phase, SetHow
from tests.browsing import ADS, CDN, SHOP, WWW, Lab, Seen
from tests.sites import Handler, Page, Site, redirect, script

pytestmark = pytest.mark.browser

# What a cookie needs to be taken in the pages of others.
CROSS = "SameSite=None; Secure; Max-Age=60"

# Ways to ask for /<name>, which sets a cookie of that name.
ON_ONE_PAGE = {
    "script": "<script src=/script></script>",
    "style": "<link rel=stylesheet href=/style>",
    "image": "<img src=/image>",
    "background": "<p style='background: url(/background)'>",
    "frame": "<iframe src=/frame></iframe>",
    "object": "<object data=/object></object>",
    "video": "<video src=/video></video>",
    "prefetch": "<link rel=prefetch href=/prefetch>",
    "fetch": "<script>fetch('/fetch')</script>",
    "beacon-image": "<script>new Image().src = '/beacon-image'</script>",
    "beacon": "<script>navigator.sendBeacon('/beacon')</script>",
    "xhr": "<script>r = new XMLHttpRequest(); r.open('GET', '/xhr'); r.send()</script>",
    "sync": "<script>r = new XMLHttpRequest(); r.open('GET', '/sync', false); r.send()</script>",
    "events": "<script>new EventSource('/events')</script>",
    "import": "<script>import('/import').catch(() => 0)</script>",
    "worker": "<script>new Worker('/worker')</script>",
    "worker-fetch": "<script>new Worker('/worker.js')</script>",
    "shared": "<script>new SharedWorker('/shared')</script>",
    "service-fetch": "<script>navigator.serviceWorker.register('/service.js')</script>",
    "new-frame": "<script>document.body.append(f = document.createElement('iframe'));"
    "f.src = '/new-frame'</script>",
    "popup": "<script>open('/popup')</script>",
    "timer": "<script>setTimeout(() => fetch('/timer'), 25000)</script>",
}
SCRIPTS = {
    "/worker.js": script("fetch('/worker-fetch')"),
    "/service.js": script("oninstall = e => e.waitUntil(fetch('/service-fetch'))"),
}
# Those that lead away, each from a page of its own.
LEADING_AWAY = {
    "location": "<script>setTimeout(() => location = '/location', 100)</script>",
    "refresh": "<meta http-equiv=refresh content='1;url=/refresh'>",
}


def shop(html: str, **pages: Page | Handler) -> Site:
    return Site(SHOP, {"/": Page(html), **{f"/{path}": page for path, page in pages.items()}})


def setting(name: str, attributes: str = "Path=/") -> Page:
    return Page(set_cookie=[f"{name}=1; {attributes}"], content_type="text/plain")


@pytest.fixture(scope="module")
async def everything(lab: Lab) -> Seen:
    """A page that asks for things in every way."""
    pages = {f"/{name}": setting(name) for name in ON_ONE_PAGE}
    page = Page("<body>" + "\n".join(ON_ONE_PAGE.values()))
    return await lab.observe(Site(SHOP, {"/": page, **pages, **SCRIPTS}))


@pytest.fixture(scope="module")
async def journey_away(lab: Lab) -> Seen:
    pages = {f"/from-{name}": Page(html) for name, html in LEADING_AWAY.items()}
    ends = {f"/{name}": setting(name) for name in LEADING_AWAY}
    return await lab.observe(Site(SHOP, {**pages, **ends}), pages=tuple(pages))


@pytest.mark.parametrize("name", ON_ONE_PAGE)
def test_whatever_a_page_asks_for_may_set_a_cookie(everything: Seen, name: str) -> None:
    cookie = everything.cookie(name)
    assert {write.source for write in cookie.writes} == {f"https://{SHOP}/{name}"}
    assert {write.page for write in cookie.writes} == {f"https://{SHOP}/"}
    assert name in everything.left


@pytest.mark.parametrize("name", LEADING_AWAY)
def test_where_a_page_leads_may_set_a_cookie(journey_away: Seen, name: str) -> None:
    write = journey_away.write(name)
    assert write.source == f"https://{SHOP}/{name}"
    assert write.page == f"https://{SHOP}/from-{name}"
    assert name in journey_away.left


async def test_a_document_sets_a_cookie(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=["a=1; Max-Age=60"])}))
    write = seen.write("a")
    assert write.identity == Identity("a", SHOP, "/")
    assert (write.how, write.requested) == (SetHow.HTTP, 60.0)
    assert (write.page, write.phase) == (f"https://{SHOP}/", Phase.BEFORE)
    assert (write.frame, write.source) == (f"https://{SHOP}/", f"https://{SHOP}/")
    assert (write.line, write.refused) == (None, "")


async def test_every_line_of_an_answer_is_an_act(lab: Lab) -> None:
    lines = ["a=1", "b=2; Path=/x", "a=3; Max-Age=60", "c=4; HttpOnly"]
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=lines)}))
    assert [write.requested for write in seen.cookie("a").writes] == [None, 60.0]
    assert seen.names == {"a", "b", "c"}


async def test_each_hop_of_a_redirect_sets_its_own(lab: Lab) -> None:
    hops = {
        "/": redirect("/second", ["first=1"]),
        "/second": redirect("/third", ["second=1"], status=303),
        "/third": Page(set_cookie=["third=1"]),
    }
    seen = await lab.observe(Site(SHOP, hops))
    assert {write.identity.name: write.source for write in seen.writes} == {
        "first": f"https://{SHOP}/",
        "second": f"https://{SHOP}/second",
        "third": f"https://{SHOP}/third",
    }


async def test_a_redirect_by_way_of_another_host_sets_a_cookie_there(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": redirect(f"https://{ADS}/sync"), "/back": Page()}),
        Site(ADS, {"/sync": redirect(f"https://{SHOP}/back", [f"sync=1; {CROSS}"])}),
    )
    assert seen.cookie("sync").identity.domain == ADS
    assert seen.write("sync").source == f"https://{ADS}/sync"


async def test_an_image_that_is_passed_on_between_third_parties_sets_cookies_at_both(
    lab: Lab,
) -> None:
    seen = await lab.observe(
        shop(f'<img src="https://{ADS}/pixel">'),
        Site(ADS, {"/pixel": redirect(f"https://{CDN}/pixel", [f"ads=1; {CROSS}"])}),
        Site(CDN, {"/pixel": setting("cdn", CROSS)}),
    )
    domains = {one.identity.name: one.identity.domain for one in seen.writes}
    assert domains == {"ads": ADS, "cdn": CDN}
    assert seen.left == {"ads", "cdn"}


async def test_an_answer_of_any_status_may_set_a_cookie(lab: Lab) -> None:
    statuses = (204, 304, 401, 404, 500)
    calls = "".join(f"fetch('/{status}');" for status in statuses)
    pages = {f"/{one}": Page(set_cookie=[f"s{one}=1"], status=one) for one in statuses}
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{calls}</script>"), **pages}))
    assert {write.identity.name for write in seen.writes} == {f"s{one}" for one in statuses}
    assert seen.left == {f"s{one}" for one in statuses}


async def test_a_web_socket_sets_cookies_when_it_opens(lab: Lab) -> None:
    async def open_socket(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        socket.headers.extend([("Set-Cookie", "one=1"), ("Set-Cookie", "two=2; Max-Age=60")])
        await socket.prepare(request)
        await socket.close()
        return socket

    html = f"<script>new WebSocket('wss://{SHOP}/socket')</script>"
    seen = await lab.observe(shop(html, socket=open_socket))
    assert {write.identity.name: write.requested for write in seen.writes} == {
        "one": None,
        "two": 60.0,
    }
    assert seen.write("one").source == f"wss://{SHOP}/socket"
    assert seen.left == {"one", "two"}


async def test_what_a_shared_worker_fetches_is_at_least_found_in_the_jar(lab: Lab) -> None:
    # Chromium 156 tells nobody the raw headers that a shared worker receives.
    seen = await lab.observe(
        shop(
            "<script>new SharedWorker('/work')</script>",
            work=script("fetch('/it')"),
            it=setting("it"),
        ),
    )
    assert "it" in seen.left


async def test_a_frame_of_a_third_party_keeps_its_cookie(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'), Site(ADS, {"/": setting("third", CROSS)})
    )
    cookie = seen.cookie("third")
    assert (cookie.party, cookie.identity.domain) == (Party.THIRD, ADS)
    assert seen.write("third").frame == f"https://{ADS}/"
    assert seen.left == {"third"}


async def test_a_frame_of_a_subdomain_is_the_first_party(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{WWW}/"></iframe>'), Site(WWW, {"/": setting("www")})
    )
    assert (seen.cookie("www").party, seen.cookie("www").identity.domain) == (Party.FIRST, WWW)


async def test_a_partitioned_cookie_has_the_top_level_site_in_its_identity(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'),
        Site(ADS, {"/": setting("chip", f"{CROSS}; Partitioned")}),
    )
    cookie = seen.cookie("chip")
    assert cookie.identity == Identity("chip", ADS, "/", f"https://{SHOP}")
    assert cookie.jar
    assert cookie.writes


async def test_a_cookie_and_its_partitioned_twin_are_two(lab: Lab) -> None:
    lines = [f"twin=1; {CROSS}", f"twin=1; {CROSS}; Partitioned"]
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'), Site(ADS, {"/": Page(set_cookie=lines)})
    )
    twins = [(one.identity.partition_key, len(one.writes)) for one in seen.observation.cookies]
    assert twins == [("", 1), (f"https://{SHOP}", 1)]


async def test_the_flags_of_a_cookie_are_told_by_its_line_and_by_the_jar(lab: Lab) -> None:
    flags = {
        "plain": ("", (False, False, "")),
        "http_only": ("HttpOnly", (True, False, "")),
        "cross": ("Secure; SameSite=None", (False, True, "None")),
        "strict": ("secure; HTTPONLY; samesite=strict", (True, True, "Strict")),
        "lax": ("SameSite=lax", (False, False, "Lax")),
    }
    lines = [f"{name}=1; {attributes}" for name, (attributes, _) in flags.items()]
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=lines)}))
    for name, (_, expected) in flags.items():
        cookie = seen.cookie(name)
        told = {(one.http_only, one.secure, one.same_site) for one in cookie.writes}
        held = {(one.http_only, one.secure, one.same_site) for one in cookie.jar}
        assert (told, held) == ({expected}, {expected}), name


async def test_what_is_set_and_deleted_within_a_visit_is_seen(lab: Lab) -> None:
    page = Page("<script>fetch('/gone')</script>", ["a=1; Max-Age=60"])
    gone = Page(set_cookie=["a=; Max-Age=0"])
    cookie = (await lab.observe(Site(SHOP, {"/": page, "/gone": gone}))).cookie("a")
    assert [write.deletes for write in cookie.writes] == [False, True]
    assert (cookie.deleted, cookie.was_stored, cookie.jar) == (True, True, ())


async def test_an_answer_without_end_has_set_its_cookie(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", 0.3)

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Set-Cookie": "stream=1"})
        await response.prepare(request)
        await asyncio.sleep(60)
        return response

    seen = await lab.observe(shop("<script>fetch('/stream')</script>", stream=stream))
    assert seen.write("stream").source == f"https://{SHOP}/stream"
    assert seen.left == {"stream"}


async def test_a_download_that_sets_a_cookie_is_seen(lab: Lab) -> None:
    attached = Page("text", ["file=1"], {"Content-Disposition": "attachment"})
    seen = await lab.observe(shop("<iframe src=/file></iframe>", file=attached))
    assert seen.write("file").source == f"https://{SHOP}/file"


async def test_what_two_pages_set_keeps_the_order_of_time(lab: Lab) -> None:
    pages = {"/": Page(set_cookie=["a=1; Max-Age=60"]), "/b": Page(set_cookie=["a=2"])}
    cookie = (await lab.observe(Site(SHOP, pages), pages=("/", "/b"))).cookie("a")
    assert [write.page for write in cookie.writes] == [f"https://{SHOP}/", f"https://{SHOP}/b"]
    assert cookie.pages == (f"https://{SHOP}/", f"https://{SHOP}/b")


async def test_a_walk_begins_with_an_empty_jar(lab: Lab) -> None:
    await lab.observe(Site(SHOP, {"/": Page(set_cookie=["old=1; Max-Age=60"])}))
    seen = await lab.observe(Site(SHOP, {"/": Page()}))
    assert seen.observation.cookies == ()
    assert {request.cookie for request in lab.requests} == {""}


async def test_a_page_that_asks_for_a_password_sets_its_cookies_all_the_same(lab: Lab) -> None:
    locked = Page("", ["a=1; Max-Age=60"], {"WWW-Authenticate": 'Basic realm="x"'}, status=401)
    lab.serve(Site(SHOP, {"/": locked}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        writes, _, jar = await watched.recording.take()
    assert [(write.identity.name, write.requested, write.refused) for write in writes] == [
        ("a", 60.0, "")
    ]
    assert [entry.identity.name for entry in jar] == ["a"]
