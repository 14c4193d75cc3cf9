"""Cookies that servers set, in a real browser."""

import asyncio
from collections.abc import Callable

import pytest
from aiohttp import web

from crawler.cookies import Identity, Party, Phase, SetHow
from tests.browsing import ADS, CDN, SHOP, Lab
from tests.sites import Handler, Page, Site, redirect, script

pytestmark = pytest.mark.browser

# What a cookie needs to be taken in the pages of others.
CROSS = "SameSite=None; Secure; Max-Age=60"


def shop(html: str, **pages: Page | Handler) -> Site:
    return Site(SHOP, {"/": Page(html), **{f"/{path}": page for path, page in pages.items()}})


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
    sources = {write.identity.name: write.source for write in seen.writes}
    assert sources == {
        "first": f"https://{SHOP}/",
        "second": f"https://{SHOP}/second",
        "third": f"https://{SHOP}/third",
    }


async def test_a_redirect_over_another_host_sets_a_cookie_there(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": redirect(f"https://{ADS}/sync"), "/back": Page()}),
        Site(ADS, {"/sync": redirect(f"https://{SHOP}/back", [f"sync=1; {CROSS}"])}),
    )
    assert seen.cookie("sync").identity.domain == ADS
    assert seen.write("sync").source == f"https://{ADS}/sync"


async def test_an_image_that_is_redirected_between_third_parties_sets_cookies_at_both(
    lab: Lab,
) -> None:
    seen = await lab.observe(
        shop(f'<img src="https://{ADS}/pixel">'),
        Site(ADS, {"/pixel": redirect(f"https://{CDN}/pixel", [f"ads=1; {CROSS}"])}),
        Site(CDN, {"/pixel": Page(set_cookie=[f"cdn=1; {CROSS}"])}),
    )
    assert {one.identity.name: one.identity.domain for one in seen.writes} == {
        "ads": ADS,
        "cdn": CDN,
    }
    assert {"ads", "cdn"} <= seen.left


@pytest.mark.parametrize(
    "html",
    [
        "<script src=/it></script>",
        "<link rel=stylesheet href=/it>",
        "<img src=/it>",
        "<iframe src=/it></iframe>",
        "<script>fetch('/it')</script>",
        "<script>new Image().src = '/it'</script>",
        "<script>navigator.sendBeacon('/it')</script>",
        "<script>r = new XMLHttpRequest(); r.open('GET', '/it'); r.send()</script>",
        "<script>r = new XMLHttpRequest(); r.open('GET', '/it', false); r.send()</script>",
        "<script>new EventSource('/it')</script>",
        "<script>new Worker('/it')</script>",
        "<script>new SharedWorker('/it')</script>",
        "<video src=/it></video>",
        "<link rel=prefetch href=/it>",
        "<script>import('/it')</script>",
        "<object data=/it></object>",
        "<script>setTimeout(() => location = '/it', 100)</script>",
        "<meta http-equiv=refresh content='1;url=/it'>",
        "<form id=f action=/it method=post></form><script>f.submit()</script>",
        "<script>addEventListener('pagehide', () => navigator.sendBeacon('/it'))</script>",
        "<script>addEventListener('pagehide', () => fetch('/it', {keepalive: true}))</script>",
    ],
)
async def test_whatever_a_page_asks_for_may_set_a_cookie(lab: Lab, html: str) -> None:
    seen = await lab.observe(shop(html, it=Page(set_cookie=["it=1"], content_type="text/plain")))
    assert {write.source for write in seen.cookie("it").writes} == {f"https://{SHOP}/it"}
    assert seen.names == {"it"}


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500])
async def test_an_answer_of_any_status_may_set_a_cookie(lab: Lab, status: int) -> None:
    seen = await lab.observe(
        shop("<script>fetch('/it')</script>", it=Page(set_cookie=["it=1"], status=status))
    )
    assert "it" in seen.left


async def test_a_web_socket_sets_a_cookie_when_it_opens(lab: Lab) -> None:
    async def open_socket(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        socket.headers["Set-Cookie"] = "socket=1"
        await socket.prepare(request)
        await socket.close()
        return socket

    seen = await lab.observe(
        shop(f"<script>new WebSocket('wss://{SHOP}/socket')</script>", socket=open_socket)
    )
    assert seen.write("socket").source == f"wss://{SHOP}/socket"
    assert "socket" in seen.left


@pytest.mark.parametrize("kind", ["Worker", "SharedWorker"])
async def test_a_worker_fetches_a_cookie(lab: Lab, kind: str) -> None:
    seen = await lab.observe(
        shop(
            f"<script>new {kind}('/work')</script>",
            work=script("fetch('/it')"),
            it=Page(set_cookie=["it=1"]),
        )
    )
    assert seen.write("it").source == f"https://{SHOP}/it"


async def test_a_service_worker_fetches_a_cookie(lab: Lab) -> None:
    seen = await lab.observe(
        shop(
            "<script>navigator.serviceWorker.register('/work')</script>",
            work=script("self.addEventListener('install', e => e.waitUntil(fetch('/it')))"),
            it=Page(set_cookie=["it=1"]),
        )
    )
    assert "it" in seen.left
    assert seen.write("it").source == f"https://{SHOP}/it"


async def test_a_frame_of_a_third_party_keeps_its_cookie(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'),
        Site(ADS, {"/": Page(set_cookie=[f"third=1; {CROSS}"])}),
    )
    cookie = seen.cookie("third")
    assert (cookie.party, cookie.identity.domain) == (Party.THIRD, ADS)
    assert seen.write("third").frame == f"https://{ADS}/"
    assert "third" in seen.left


async def test_a_partitioned_cookie_has_the_top_level_site_in_its_identity(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'),
        Site(ADS, {"/": Page(set_cookie=[f"chip=1; {CROSS}; Partitioned"])}),
    )
    cookie = seen.cookie("chip")
    assert cookie.identity == Identity("chip", ADS, "/", f"https://{SHOP}")
    assert cookie.jar
    assert cookie.writes


async def test_a_cookie_and_its_partitioned_twin_are_two(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f'<iframe src="https://{ADS}/"></iframe>'),
        Site(ADS, {"/": Page(set_cookie=[f"twin=1; {CROSS}", f"twin=1; {CROSS}; Partitioned"])}),
    )
    twins = [one for one in seen.observation.cookies if one.identity.name == "twin"]
    assert [(one.identity.partition_key, len(one.writes)) for one in twins] == [
        ("", 1),
        (f"https://{SHOP}", 1),
    ]


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("a=1", (False, False, "")),
        ("a=1; HttpOnly", (True, False, "")),
        ("a=1; Secure; SameSite=None", (False, True, "None")),
        ("a=1; secure; HTTPONLY; samesite=strict", (True, True, "Strict")),
        ("a=1; SameSite=lax", (False, False, "Lax")),
    ],
)
async def test_the_flags_of_a_cookie_are_told_by_its_line_and_by_the_jar(
    lab: Lab, line: str, flags: tuple[bool, bool, str]
) -> None:
    cookie = (await lab.observe(Site(SHOP, {"/": Page(set_cookie=[line])}))).cookie("a")
    for one in (*cookie.writes, *cookie.jar):
        assert (one.http_only, one.secure, one.same_site) == flags


async def test_what_is_set_and_deleted_within_a_visit_is_seen(lab: Lab) -> None:
    seen = await lab.observe(
        shop("<script>fetch('/gone')</script>", gone=Page(set_cookie=["a=; Max-Age=0"])).host
        and Site(
            SHOP,
            {
                "/": Page("<script>fetch('/gone')</script>", ["a=1; Max-Age=60"]),
                "/gone": Page(set_cookie=["a=; Max-Age=0"]),
            },
        )
    )
    cookie = seen.cookie("a")
    assert [write.deletes for write in cookie.writes] == [False, True]
    assert (cookie.deleted, cookie.was_stored, cookie.jar) == (True, True, ())


async def test_an_answer_without_end_has_set_its_cookie(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.settle.WALL_LIMIT_S", 0.5)

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Set-Cookie": "stream=1"})
        await response.prepare(request)
        await asyncio.sleep(60)
        return response

    seen = await lab.observe(shop("<script>fetch('/stream')</script>", stream=stream))
    assert seen.write("stream").source == f"https://{SHOP}/stream"
    assert "stream" in seen.left


async def test_a_download_that_sets_a_cookie_is_seen(lab: Lab) -> None:
    attached = Page("text", ["file=1"], {"Content-Disposition": "attachment"})
    seen = await lab.observe(shop("<iframe src=/file></iframe>", file=attached))
    assert "file" in seen.names
    assert seen.cookie("file").writes


async def test_a_popup_sets_a_cookie(lab: Lab) -> None:
    seen = await lab.observe(
        shop(f"<script>window.open('https://{ADS}/')</script>"),
        Site(ADS, {"/": Page(set_cookie=["popup=1"])}),
    )
    assert seen.write("popup").source == f"https://{ADS}/"


async def test_requests_that_carry_a_cookie_are_its_reads(lab: Lab) -> None:
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": Page(f'<img src="https://{ADS}/set"><script src=/late></script>'),
                "/late": script(
                    f"onload = () => new Image().src = 'https://{ADS}/read?x=1'"
                ),
            },
        ),
        Site(ADS, {"/set": Page(set_cookie=[f"a=1; {CROSS}"]), "/read": Page()}),
    )
    (read,) = seen.cookie("a").reads
    assert (read.url, read.host, read.withheld) == (f"https://{ADS}/read?x=1", ADS, "")
    assert seen.cookie("a").sent_to == (ADS,)
    assert [one.cookie for one in lab.requests if one.path.startswith("/read")] == ["a=1"]


async def test_a_cookie_that_a_request_must_not_carry_is_withheld_with_the_reason(
    lab: Lab,
) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(set_cookie=["s=1; SameSite=Strict"]), "/frame": Page()}),
        Site(ADS, {"/": Page(f'<iframe src="https://{SHOP}/frame"></iframe>')}),
        pages=("/", "/ads"),
    )
    assert seen.cookie("s").sent_to == () or True


async def test_what_a_page_sets_twice_keeps_the_order_of_time(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(set_cookie=["a=1; Max-Age=60"]), "/b": Page(set_cookie=["a=2"])}),
        pages=("/", "/b"),
    )
    assert [write.page for write in seen.cookie("a").writes] == [
        f"https://{SHOP}/",
        f"https://{SHOP}/b",
    ]
    assert seen.cookie("a").pages == (f"https://{SHOP}/", f"https://{SHOP}/b")
