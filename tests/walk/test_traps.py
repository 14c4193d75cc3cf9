"""A page full of traps: a crawl touches none of them, says so, and comes to its end."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

import pytest
from aiohttp import web

from crawler.cookies import Journey
from crawler.declared import Crawl
from crawler.walks import Outcome, VisitOutcome, VisitResult
from tests.browsing import ADS, SHOP, Lab, Seen
from tests.sites import Handler, Page, Site, redirect

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"
A_DOWNLOAD = 123_457
CRAWL = Crawl(max_pages=40, sitemap=False)
TRAPS = f"""
  <a href="/logout">x</a>
  <a href="/delete?id=1">x</a>
  <button onclick="location = '/session/end?b'">Se déconnecter</button>
  <form action="/search" method="get"><button>Go</button></form>
  <form action="/pay" method="post"><button>Payer</button></form>
  <a href="/calendar/2026/01">Calendar</a>
  <a href="/loop">Loop</a>
  <a href="https://{ADS}/elsewhere">x</a>
  <a href="/tired">x</a>
  <a href="/p1"><img src="/i.png" alt="Abmelden"></a>
  <a href="/p2" aria-label="Cerrar sesión">x</a>
  <a href="/p3" title="Wyloguj się">x</a>
  <a href="/p4" data-method="delete">x</a>
  <a href="/q1" data-verb="delete">x</a>
  <a href="/q2"><i class="fa fa-trash"></i></a>
  <a href="/q3" id="logout-link"><svg><use href="/icons.svg#door"></use></svg></a>
  <a href="/q4" aria-labelledby="said">x</a><span id="said" hidden>Delete for ever</span>
  <a href="/q5">\N{WASTEBASKET}</a>
  <a href="/p5" onclick="return confirm('Sure?')">x</a>
  <a href="javascript:fetch('/p6')">x</a>
  <a href="mailto:a@shop.test">x</a>
  <a href="/file">x</a>
  <a href="/posting">x</a>
  <a href="/redirected">x</a>
  <a href="/hover" onmouseover="fetch('/prefetched?logout')" style="position:fixed;inset:0">All</a>
"""
UNTOUCHED = (
    "/logout", "/delete", "/session", "/search", "/pay", "/elsewhere", "/p1", "/p2", "/p3", "/p4",
    "/p5", "/p6", "/prefetched", "/q1", "/q2", "/q3", "/q4", "/q5",
)  # fmt: skip


async def month(request: web.Request) -> web.StreamResponse:
    year, number = int(request.path[10:14]), int(request.path[15:])
    year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return await Page(f'<a href="/calendar/{year}/{number:02d}">next</a>')(request)


def kept_downloads() -> list[Path]:
    """Files as large as the download, under whatever name the browser gave them."""
    folders = (gettempdir(), Path.home() / "Downloads", Path.cwd())
    found = []
    for place, _, names in (step for folder in folders for step in os.walk(folder)):
        for one in (Path(place, name) for name in names):
            with suppress(OSError):
                if one.stat().st_size == A_DOWNLOAD:
                    found.append(one)
    return found


async def file(_: web.Request) -> web.Response:
    headers = {"Content-Disposition": "attachment; filename=kept-by-nobody.bin"}
    return web.Response(body=b"x" * A_DOWNLOAD, headers=headers)


def pages() -> dict[str, Page | Handler]:
    years = [(2026 + n // 12, n % 12 + 1) for n in range(60)]
    return {
        "/": Page(TRAPS),
        **{f"/calendar/{year}/{number:02d}": month for year, number in years},
        "/loop": redirect("/loop2"),
        "/loop2": redirect("/loop"),
        "/tired": Page('<meta http-equiv="refresh" content="0; url=/logout"><p>Bye</p>'),
        "/file": file,
        "/posting": Page(
            "<form method=post action=/save></form><script>document.forms[0].submit()</script>"
        ),
        "/redirected": redirect("/account/delete"),
        "/hover": Page(),
    }


async def test_nothing_is_touched_and_all_is_told(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, pages()), Site(ADS, {}), crawl=CRAWL)
    asked = [request.path for request in lab.requests]
    assert [path for path in asked if path.startswith((*UNTOUCHED, "/save", "/account"))] == []
    told = {one.page.removeprefix(HOME): one.reason for one in skipped(seen)}
    assert told["logout"] == "never followed: its address says 'logout'"
    assert told["delete?id=1"] == "never followed: its address says 'delete'"
    assert told["p1"] == "never followed: its label says 'abmelden'"
    assert told["p2"] == "never followed: its label says 'cerrar sesion'"
    assert told["p3"] == "never followed: its label says 'wyloguj'"
    assert told["p4"] == "never followed: it has data-method"
    assert told["p5"] == "never followed: it has a script that may change something"
    assert told["file"] == "a download, not a page"
    assert told["redirected"].startswith(f"it leads to {HOME}account/delete: never followed")
    assert told["save"].startswith("never sent: a form, or another request than GET (POST)")
    assert len(skipped(seen)) == len({one.page for one in skipped(seen)})
    assert kept_downloads() == []


async def test_an_endless_calendar_and_a_redirect_loop_end(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, pages()), Site(ADS, {}), crawl=CRAWL)
    assert sum("/calendar/" in one.page for one in visited(seen)) <= 6
    (loop,) = (one for one in seen.visits if one.page == f"{HOME}loop")
    assert (loop.outcome, loop.reason) == (VisitOutcome.SKIPPED, "it redirects without end")
    assert seen.observation.not_proven == ()


async def test_a_refresh_to_the_log_out_is_stopped_also_on_the_page_of_the_choice(lab: Lab) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/logout"><p>Bye</p>'
    for journey in (Journey.UNTOUCHED, Journey.ACCEPT):
        seen = await lab.observe(Site(SHOP, {"/": Page(refresh)}), journey=journey)
        assert "/logout" not in {request.path for request in lab.requests}
        assert [one.page for one in skipped(seen)] == [f"{HOME}logout"]


async def test_what_the_declaration_names_is_visited_all_the_same(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/checkout": Page(set_cookie=["a=1"])}), pages=("/checkout",), crawl=CRAWL
    )
    assert (seen.outcome, seen.names) == (Outcome.VALID, {"a"})


async def test_addresses_that_a_page_takes_itself_are_pages(lab: Lab) -> None:
    page = Page("<script>setTimeout(() => history.pushState({}, '', '/board/7'), 3000)</script>")
    pages = {"/": page, "/board/7": Page(set_cookie=["board=1"])}
    seen = await lab.observe(Site(SHOP, pages), crawl=CRAWL)
    assert seen.write("board").page == f"{HOME}board/7"


async def test_the_address_that_a_page_calls_its_own_is_not_visited_again(lab: Lab) -> None:
    home = Page('<a href="/a?sort=up">x</a><a href="/a">x</a>')
    sorted_page = Page(f'<link rel=canonical href="{HOME}a">')
    seen = await lab.observe(
        Site(SHOP, {"/": home, "/a": sorted_page}), crawl=Crawl(max_pages=9, sitemap=False)
    )
    assert len(visited(seen)) == 2


def skipped(seen: Seen) -> list[VisitResult]:
    return [one for one in seen.visits if one.outcome is VisitOutcome.SKIPPED]


def visited(seen: Seen) -> list[VisitResult]:
    return [one for one in seen.visits if one.outcome is VisitOutcome.VISITED]


LEAVES = f"""<iframe name=inner></iframe><iframe name=other></iframe><script>
open('/logout?window'); open('/logout?noopener', '_blank', 'noopener'); open('/help');
for (const address of ['/logout?frame', '/fine', 'https://{ADS}/pay']) {{
  const frame = document.createElement('iframe');
  frame.src = address;
  document.body.append(frame);
}}
const forms = [['/delete?frame', 'inner'], ['/count', 'other'], ['/send?window', '_blank']];
for (const [address, target] of forms) {{
  const form = document.createElement('form');
  Object.assign(form, {{ method: 'post', action: address, target }});
  document.body.append(form);
  form.submit();
}}
</script>"""
WORKS = """<script>
navigator.serviceWorker.register('/worker.js');
navigator.serviceWorker.ready.then(() => setTimeout(() => {
  fetch('/data/delete');
  const frame = document.createElement('iframe');
  frame.src = '/logout?worker-frame';
  document.body.append(frame);
  location.href = '/logout?worker';
}, 500));
</script>"""
WORKER = """addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('install', () => skipWaiting());
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));"""


async def test_windows_frames_and_service_workers_do_no_harm_either(lab: Lab) -> None:
    pages: dict[str, Page | Handler] = {
        "/": Page('<a href="/works">x</a>' + LEAVES),
        "/works": Page(WORKS),
        "/worker.js": Page(WORKER, content_type="text/javascript"),
        **dict.fromkeys(
            ("/help", "/fine", "/logout", "/count", "/send", "/delete", "/data/delete"), Page("x")
        ),
    }
    # What frames of others do harms nobody, and what scripts ask for is their own business.
    inner = '<form method=post action="/tr"></form><script>document.forms[0].submit()</script>'
    third = Site(ADS, {"/pay": Page(inner), "/tr": Page()})
    seen = await lab.observe(Site(SHOP, pages), third, crawl=CRAWL)
    asked = {request.path for request in lab.requests}
    assert {one for one in asked if one.startswith(("/logout", "/delete", "/send"))} == set()
    assert {"/help", "/fine", "/count", "/data/delete", "/tr"} <= asked
    told = {one.page.removeprefix(HOME) for one in skipped(seen)}
    assert told == {
        *(f"logout?{who}" for who in ("window", "noopener", "frame", "worker", "worker-frame")),
        *("delete?frame", "send?window"),
    }
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ())
