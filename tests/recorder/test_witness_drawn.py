"""Pages drawn at random: the browser's own log knows no change that was not recorded."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web

from crawler import witness as second
from crawler.browser import Launch, open_browser
from crawler.cookies import ANONYMOUS, JarEntry, Journey, Phase, Read, Walk, Write
from crawler.recorder import Recorder, Stage
from crawler.tab import open_tab
from crawler.walks import JourneyResult, Outcome, PartyOf, WalkObservation, gather
from tests.browsing import ADS, CDN, SHOP, WWW
from tests.sites import Handler, Page, Site, serving

pytestmark = pytest.mark.browser

PAGES, WRITES = 12, 14
NAMES = ["a", "b", "c", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "%", "__Host-d", "__Secure-e", ""]
LIVES = ["", "Max-Age=60", "Max-Age=0", "Max-Age=63072000", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
SCOPES = ["", "Path=/", "Path=/page", f"Domain={SHOP}", f"Domain={ADS}", "Domain=other.test"]
FLAGS = [
    "",
    "Secure",
    "SameSite=None; Secure",
    "SameSite=Strict",
    "HttpOnly",
    "SameSite=None; Secure; Partitioned",
]
#: What brings an answer of ``URL``, and what runs ``CODE``.
ASKING = [
    "<img src='URL'>",
    "<link rel=stylesheet href='URL'>",
    "<iframe src='URL'></iframe>",
    "<script>fetch('URL', {mode: 'no-cors', credentials: 'include'})</script>",
    "<script>fetch('URL', {mode: 'no-cors', credentials: 'omit'})</script>",
    "<script>navigator.sendBeacon('URL')</script>",
    "<script>new Worker(window['UR' + 'L'].createObjectURL(new Blob([`fetch('URL',"
    " {mode: 'no-cors', credentials: 'include'})`])))</script>",
    "<script>new WebSocket('URL'.replace('https', 'wss'))</script>",
    "<script>setTimeout(() => { new Image().src = 'URL' }, 9000)</script>",
]
RUNNING = [
    "<script>{CODE}</script>",
    "<script>setTimeout(() => {CODE}, 7000)</script>",
    "<script>{const f = document.createElement('iframe'); document.body.append(f);"
    " f.contentWindow.eval(JSON_CODE)}</script>",
    "<script>{const f = document.createElement('iframe'); f.srcdoc = '<script>' + JSON_CODE +"
    " '<\\/script>'; document.body.append(f)}</script>",
]


def line(draw: Random) -> str:
    """A line with a value and attributes, most of which Chromium takes."""
    parts = (
        f"{draw.choice(NAMES)}=v{draw.randrange(9)}",
        *map(draw.choice, (LIVES, SCOPES, FLAGS)),
    )
    return "; ".join(filter(None, parts))


def code(draw: Random) -> str:
    """A script that writes once, or deletes."""
    name = json.dumps(draw.choice(NAMES[:5]))
    store = {
        "set": f"cookieStore.set({name}, 'v{draw.randrange(9)}').catch(() => 0)",
        "chip": f"cookieStore.set({{name: {name}, value: 'v', partitioned: true,"
        " sameSite: 'none'}).catch(() => 0)",
        "delete": f"cookieStore.delete({name}).catch(() => 0)",
    }
    if draw.random() < 0.3:
        return store[draw.choice(list(store))]
    return f"document.cookie = {json.dumps(line(draw))}"


def fragment(draw: Random, depth: int) -> str:
    """One way of writing."""
    if draw.random() < 0.5:
        host = draw.choice((SHOP, WWW, ADS, CDN))
        number = draw.randrange(10**9)
        return draw.choice(ASKING).replace("URL", f"https://{host}/answer/{depth}/{number}")
    written = code(draw)
    html = draw.choice(RUNNING).replace("JSON_CODE", json.dumps(written).replace("</", "<\\/"))
    return html.replace("CODE", written)


async def answer(request: web.Request) -> web.StreamResponse:
    """What its number draws: lines, at times a redirect, and writing of its own inside frames."""
    *_, depth, number = request.path.split("/")
    draw = Random(number)  # noqa: S311 - drawn for a test, not for a secret
    lines = [line(draw) for _ in range(draw.randrange(4))]
    headers, status, html = {}, 200, ""
    if draw.random() < 0.2:
        headers["Location"] = f"https://{draw.choice((SHOP, ADS))}/answer/0/{draw.randrange(10**9)}"
        status = 302
    elif int(depth) > 0:
        html = "<body>" + "".join(fragment(draw, int(depth) - 1) for _ in range(3))
    if draw.random() < 0.05:
        headers["Clear-Site-Data"] = '"cookies"'
    return await Page(html, lines, headers, status)(request)


class Anywhere(dict[str, Page | Handler]):
    """Pages of a host where every address has an answer."""

    def get(self, path: str, default: Any = None) -> Any:
        return answer if path.startswith("/answer") else super().get(path, default)


def drawn_page(number: int) -> Page:
    draw = Random(number)  # noqa: S311 - drawn for a test, not for a secret
    html = "<body>" + "\n".join(fragment(draw, 1) for _ in range(WRITES))
    return Page(html, [line(draw) for _ in range(3)])


async def test_every_change_of_drawn_pages_is_explained(tmp_path: Path) -> None:
    pages = {f"/page/{number}": drawn_page(number) for number in range(PAGES)}
    sites = [Site(host, Anywhere(pages)) for host in (SHOP, WWW, ADS, CDN)]
    log, walk = tmp_path / "netlog.json", Walk("drawn", ANONYMOUS, Journey.UNTOUCHED)
    writes: list[Write] = []
    reads: list[Read] = []
    jar: list[JarEntry] = []
    async with serving(*sites) as served:
        launch = Launch(resolve=served.resolve, trusted_keys=(served.trusted_key,), netlog=log)
        async with open_browser(launch) as browser:
            recorder = Recorder(browser.devtools)
            await recorder.start()
            async with browser.profile(walk) as profile:
                recording = recorder.record(profile.context_id)
                for path in pages:
                    await recording.enter(Stage(f"https://{SHOP}{path}", Phase.BEFORE))
                    async with open_tab(browser, profile, recording) as tab:
                        await tab.go(f"https://{SHOP}{path}")
                        await tab.dwell(30)
                        await tab.leave()
                    written, read, found = await recording.take()
                    writes, reads, jar = [*writes, *written], [*reads, *read], [*jar, *found]
    cookies = gather(walk, PartyOf(SHOP), writes, reads, jar)
    seen = WalkObservation(JourneyResult(walk, Outcome.VALID), cookies=cookies)
    witness = second.testify(log, [seen], recorder).witness
    assert witness.unexplained == ()
    assert witness.changes > 5 * PAGES
