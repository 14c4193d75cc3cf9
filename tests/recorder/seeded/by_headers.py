"""Kinds that servers set."""

from dataclasses import replace

from aiohttp import web

from crawler.cookies import Identity, SetHow
from tests.browsing import ADS, CDN, SHOP
from tests.recorder.seeded.kinds import (
    ADS_FRAME,
    ADS_LATER,
    CALLS,
    CDN_FRAME,
    CSS,
    FONT,
    FRAMES,
    GIF,
    HEAD,
    JS,
    LATER,
    SITE,
    WINDOWS,
    WORKERS,
    Act,
    Kind,
    Place,
    age_of,
    by_header,
    js,
    line_of,
)
from tests.sites import Page, redirect, script

ALLOWED = {
    "Access-Control-Allow-Origin": SITE,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Headers": "X-A",
    "Access-Control-Allow-Methods": "PUT",
}
FRAME = "const f = document.createElement('iframe'); f.src = 'URL'; document.body.append(f)"
LINK = "const a = document.createElement('a'); a.href = 'URL'; document.body.append(a); a.click()"


def document(place: Place) -> Kind:
    """A document's own header."""
    name = f"document{place[1].replace('/', '-')}"
    act = (Act(age_of(name)),)
    lines = (line_of(name, place[0]),)
    return Kind(Identity(name, place[0]), SetHow.HTTP, act, place, document_lines=lines)


def subresources(place: Place, host: str, prefix: str) -> list[Kind]:
    """What a document's own tags bring in."""

    def kind(name: str, html: str, media: str) -> Kind:
        headers = {"Access-Control-Allow-Origin": "*"} if media == FONT else {}
        answer = Page("", headers=headers, content_type=media)
        return by_header(f"{prefix}-{name}", html, place, host=host, answer=answer)

    return [
        kind("img", "<img src=URL>", GIF),
        kind("css", "<link rel=stylesheet href=URL>", CSS),
        kind("script", "<script src=URL></script>", JS),
        kind("preload", "<link rel=preload as=image href=URL>", GIF),
        kind("import", "<style>@import 'URL'</style>", CSS),
        kind("background", "<p style='background: url(URL)'>x</p>", GIF),
        kind("module", "<script type=module src=URL></script>", JS)
        if host == place[0]
        else kind("input", "<input type=image src=URL>", GIF),
        kind("object", "<object data=URL type=text/html></object>", "text/html"),
    ]


async def open_socket(request: web.Request) -> web.StreamResponse:
    """A handshake that sets a cookie named as its path."""
    socket = web.WebSocketResponse()
    host = request.url.host or ""
    socket.headers["Set-Cookie"] = line_of(request.path.removeprefix("/"), host)
    await socket.prepare(request)
    await socket.close()
    return socket


def socket(name: str, host: str) -> Kind:
    """The handshake of a web socket; DevTools hold back the cookies of other sites' ones."""
    url = f"wss://{host}/{name}"
    kind = by_header(name, js(f"new WebSocket('{url}')"), host=host, untold=host != SHOP)
    return replace(kind, answers={(host, f"/{name}"): open_socket})


CALLED = [
    by_header("fetch", js("fetch('URL')")),
    by_header("fetch-include", js("fetch('URL', {credentials: 'include'})")),
    by_header("fetch-keepalive", js("fetch('URL', {keepalive: true})")),
    by_header("fetch-no-cors", js("fetch('URL', {mode: 'no-cors'})")),
    by_header("fetch-404", js("fetch('URL')"), answer=Page("x", status=404)),
    by_header("xhr", js("const x = new XMLHttpRequest(); x.open('GET', 'URL'); x.send()")),
    by_header(
        "xhr-sync", js("const x = new XMLHttpRequest(); x.open('GET', 'URL', false); x.send()")
    ),
    by_header("beacon", js("navigator.sendBeacon('URL', 'x')")),
    by_header("events", js("new EventSource('URL')"), answer=Page("x", status=204)),
    by_header("prefetch", "<link rel=prefetch href=URL>"),
    by_header(
        "ping",
        js(
            "const a = document.createElement('a'); a.href = '#x'; a.ping = 'URL';"
            "document.body.append(a); a.click()"
        ),
    ),
    by_header(
        "form",
        "<iframe name=form-target></iframe><form target=form-target method=post "
        "action=URL></form>" + js("document.forms[0].submit()"),
    ),
    by_header(
        "ads-cors",
        js("fetch('URL', {credentials: 'include'})"),
        host=ADS,
        answer=Page("x", headers=ALLOWED),
    ),
    by_header(
        "ads-cors-refused", js("fetch('URL', {credentials: 'include'}).catch(() => 0)"), host=ADS
    ),
    by_header(
        "ads-no-cors", js("fetch('URL', {mode: 'no-cors', credentials: 'include'})"), host=ADS
    ),
    by_header(
        "ads-preflight",
        js("fetch('URL', {method: 'PUT', credentials: 'include',headers: {'X-A': '1'}})"),
        host=ADS,
        answer=Page("x", headers=ALLOWED),
    ),
    by_header(
        "ads-xhr",
        js(
            "const x = new XMLHttpRequest(); x.open('GET', 'URL');"
            "x.withCredentials = true; x.send()"
        ),
        host=ADS,
        answer=Page("x", headers=ALLOWED),
    ),
    by_header("ads-beacon", js("navigator.sendBeacon('URL', 'x')"), host=ADS),
    by_header(
        "ads-keepalive",
        js("fetch('URL', {keepalive: true, mode: 'no-cors',credentials: 'include'})"),
        host=ADS,
    ),
    socket("socket", SHOP),
    socket("ads-socket", ADS),
]


def hop(name: str, there: str, host: str, status: int = 302) -> dict[Place, Page]:
    """A redirect that sets the cookie of its name."""
    return {(host, f"/{name}"): redirect(there, [line_of(name, host)], status)}


def hops() -> list[Kind]:
    """Each hop of a redirect sets a cookie of its own."""
    back = f"https://{SHOP}/hop-3"
    chain = {
        **hop("hop-1", f"https://{ADS}/hop-2", SHOP, 307),
        **hop("hop-2", back, ADS),
        **hop("hop-3", "/hop-4", SHOP, 303),
        (SHOP, "/hop-4"): Page("x", [line_of("hop-4")], content_type=GIF),
    }
    first = replace(by_header("hop-1", "<img src=URL>"), answers=chain)
    rest = (("hop-2", ADS), ("hop-3", SHOP), ("hop-4", SHOP))
    return [first, *(replace(by_header(name, "", host=host), answers={}) for name, host in rest)]


def worker_of(name: str, place: Place, made: str = "new Worker('URL')") -> list[Kind]:
    """A worker's own script, and what it fetches."""
    host = place[0]
    fetched = f"{name}-fetch"
    main = by_header(name, js(made), place, host=host, answer=script(f"fetch('/{fetched}')"))
    return [main, by_header(fetched, "", place, host=host)]


def shared() -> list[Kind]:
    """A shared worker's own script is told of by its page, what it fetches by nobody."""
    main, fetched = worker_of("shared", WORKERS, "new SharedWorker('URL')")
    return [main, replace(fetched, untold=True)]


def service_worker() -> list[Kind]:
    """A service worker's own script is told of by nobody, what it fetches by itself."""
    source = script("oninstall = e => e.waitUntil(fetch('/sw-fetch'))")
    register = js("navigator.serviceWorker.register('URL')")
    return [
        by_header("sw", register, WORKERS, answer=source, untold=True),
        by_header("sw-fetch", "", WORKERS),
    ]


WORKING = [
    *worker_of("worker", WORKERS),
    *worker_of("ads-worker", ADS_FRAME),
    by_header(
        "imported",
        js(
            "new Worker(Reflect.get(window, 'UR' + 'L').createObjectURL("
            "new Blob([`importScripts('URL')`])))"
        ),
        WORKERS,
        answer=script(""),
    ),
    *shared(),
    *service_worker(),
]
RULES = '{"prefetch": [{"urls": ["URL"], "eagerness": "immediate"}]}'
AHEAD = [
    by_header("ahead-rules", f"<script type=speculationrules>{RULES}</script>"),
    by_header("ahead-page", "<link rel=prerender href=URL>", answer=Page("<img src=/ahead-img>")),
    by_header("ahead-img", "", media=GIF),
]
LEAVING = [
    by_header(
        f"{prefix}leaving",
        js("addEventListener('pagehide', () => navigator.sendBeacon('URL', 'x'))"),
        host=host,
        untold=True,
    )
    for prefix, host in (("", SHOP), ("ads-", ADS))
]
LEAVING.append(by_header("deferred", js("fetchLater('URL', {activateAfter: 1000})"), untold=True))
ATTACHED = {"Content-Disposition": "attachment"}
OPENED = [
    by_header("popup", js("open('URL')"), WINDOWS, untold=True),
    by_header("popup-noopener", js("open('URL', '', 'noopener')"), WINDOWS, untold=True),
    by_header("popup-ads", js("open('URL')"), WINDOWS, host=ADS, untold=True),
    by_header(
        "popup-late",
        js("const w = open(''); setTimeout(() => { w.location = 'URL' }, 100)"),
        WINDOWS,
        untold=True,
    ),
    by_header(
        "tab", js(LINK.replace("a.click()", "a.target = '_blank'; a.click()")), WINDOWS, untold=True
    ),
    by_header("download-framed", js(FRAME), WINDOWS, answer=Page("x", headers=ATTACHED)),
    by_header(
        "download",
        js(LINK.replace("a.click()", "a.download = 'x'; a.click()")),
        WINDOWS,
        untold=True,
    ),
]
FRAMED = [
    by_header("frame", "<iframe src=URL></iframe>", FRAMES),
    by_header("frame-made", js(FRAME), FRAMES),
    by_header("frame-sandboxed", "<iframe sandbox src=URL></iframe>", FRAMES),
    by_header(
        "frame-sandboxed-same",
        "<iframe sandbox='allow-scripts allow-same-origin' src=URL></iframe>",
        FRAMES,
    ),
    by_header("frame-srcdoc", "<iframe srcdoc='<img src=URL>'></iframe>", FRAMES, media=GIF),
    by_header("frame-embed", "<embed src=URL type=text/html>", FRAMES),
    by_header(
        "ads-frame-sandboxed", "<iframe sandbox=allow-scripts src=URL></iframe>", FRAMES, host=ADS
    ),
    by_header("nested-img", "<img src=URL>", CDN_FRAME, host=CDN, media=GIF),
]


def timed(place: Place) -> list[Kind]:
    """What timers fetch, 4, 12 and 25 seconds after the document came."""
    return [
        by_header(name, js(f"setTimeout(() => fetch('URL'), {seconds}e3)"), place, host=place[0])
        for seconds in (4, 12, 25)
        for name in [f"late-fetch-{seconds}-{place[0].partition('.')[0]}"]
    ]


KINDS = [
    *map(document, (HEAD, CALLS, FRAMES, LATER, ADS_FRAME, ADS_LATER, CDN_FRAME)),
    *subresources(HEAD, SHOP, "own"),
    *subresources(HEAD, ADS, "ads"),
    *subresources(ADS_FRAME, ADS, "framed"),
    *CALLED,
    *hops(),
    *WORKING,
    *AHEAD,
    *LEAVING,
    *OPENED,
    *FRAMED,
    *timed(LATER),
    *timed(ADS_LATER),
]
