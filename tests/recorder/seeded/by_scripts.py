"""Kinds that scripts set."""

import json
from dataclasses import replace

from tests.browsing import ADS, SHOP
from tests.recorder.seeded.kinds import (
    ADS_FRAME,
    ADS_LATER,
    CDN_FRAME,
    FRAMES,
    LATER,
    SCRIPTS,
    WINDOWS,
    WORKERS,
    Kind,
    Place,
    by_script,
    by_store,
    js,
    line_of,
)
from tests.sites import Page, script

SETTER = "Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set"
BLANK = "const f = document.createElement('iframe'); document.body.append(f);"
WRITING = "`<script>document.cookie = ${JSON.stringify(LINE)}<\\/script>`"
SET = "document.cookie = LINE"


def from_file(name: str, place: Place, html: str = "<script src=URL></script>") -> Kind:
    """A script of its own file."""
    kind = by_script(name, SET, place)
    line = json.dumps(line_of(name, place[0]))
    answers = {(place[0], f"/{name}.js"): script(f"document.cookie = {line}")}
    return replace(kind, html=html.replace("URL", f"/{name}.js"), answers=answers)


def inside(name: str, attributes: str, html: str = SET, host: str = SHOP) -> Kind:
    """Set by a document that the page frames; ``attributes`` are those of its tag."""
    kind = by_script(name, html, (host, "/"))
    address = f"https://{host}/{name}.html"
    tag = f"<iframe {attributes} src={address}></iframe>"
    return replace(kind, place=FRAMES, html=tag, answers={(host, f"/{name}.html"): Page(kind.html)})


PLAIN = [
    by_script("inline", SET),
    by_script("setter", f"{SETTER}.call(document, LINE)"),
    by_script("reflected", "Reflect.set(document, 'cookie', LINE)"),
    by_script("evaluated", "eval('document.cookie = ' + JSON.stringify(LINE))"),
    by_script("function", "new Function('document.cookie = ' + JSON.stringify(LINE))()"),
    by_script("promised", "Promise.resolve().then(() => { document.cookie = LINE })"),
    by_script("microtask", "queueMicrotask(() => { document.cookie = LINE })"),
    by_script("idle", "requestIdleCallback(() => { document.cookie = LINE })"),
    by_script("animated", "requestAnimationFrame(() => { document.cookie = LINE })"),
    by_script("loaded", "addEventListener('load', () => { document.cookie = LINE })"),
    by_script("left", "addEventListener('pagehide', () => { document.cookie = LINE })"),
    by_script("asked", "addEventListener('beforeunload', () => { document.cookie = LINE })"),
    by_script(
        "attribute",
        "<b onclick='document.cookie = LINE'></b>"
        + js("document.querySelector('[onclick]').click()"),
    ),
    by_script(
        "replaced",
        f"const native = {SETTER}; Object.defineProperty(document, 'cookie',"
        "{set(v) { native.call(document, v) }, configurable: true});"
        "document.cookie = LINE; delete document.cookie",
    ),
    from_file("file", SCRIPTS),
    from_file("module-file", SCRIPTS, "<script type=module src=URL></script>"),
    from_file("imported-file", SCRIPTS, js("import('URL')")),
    by_store("store", "cookieStore.set(GIVEN)"),
    by_store("store-promised", "Promise.resolve().then(() => cookieStore.set(GIVEN))"),
    by_store("store-reflected", "Reflect.apply(CookieStore.prototype.set, cookieStore, [GIVEN])"),
]
FRAMED = [
    by_script("blank", f"{BLANK} f.contentDocument.cookie = LINE", FRAMES),
    by_script(
        "written",
        f"{BLANK} const d = f.contentDocument; d.open(); d.write({WRITING}); d.close()",
        FRAMES,
    ),
    by_script(
        "rewritten",
        f"{BLANK} const d = f.contentDocument; d.write('x'); d.close();"
        f" d.open(); d.write({WRITING}); d.close()",
        FRAMES,
    ),
    by_script(
        "blank-eval",
        f"{BLANK} f.contentWindow.eval('document.cookie = ' + JSON.stringify(LINE))",
        FRAMES,
    ),
    by_script(
        "borrowed", f"{BLANK} const w = f.contentWindow; w.{SETTER}.call(document, LINE)", FRAMES
    ),
    by_script("srcdoc", f"{BLANK} f.srcdoc = {WRITING}", FRAMES),
    by_script(
        "scripted-src",
        f"{BLANK} f.src = 'javascript:document.cookie = ' + JSON.stringify(LINE) + ';0'",
        FRAMES,
    ),
    by_script(
        "removed",
        f"{BLANK} const d = f.contentDocument; d.cookie = LINE; setTimeout(() => f.remove(), 2e3)",
        FRAMES,
    ),
    by_script(
        "unscripted",
        f"{BLANK} f.sandbox = 'allow-same-origin'; f.contentDocument.cookie = LINE",
        FRAMES,
    ),
    by_store("blank-store", f"{BLANK} f.contentWindow.cookieStore.set(GIVEN)", FRAMES),
    inside("same", ""),
    inside("sandboxed-same", "sandbox='allow-scripts allow-same-origin'"),
    inside("crossing", "", host=ADS),
    inside("crossing-sandboxed", "sandbox='allow-scripts allow-same-origin'", host=ADS),
    by_script("third", SET, ADS_FRAME),
    by_script("third-blank", f"{BLANK} f.contentDocument.cookie = LINE", ADS_FRAME),
    by_script("third-srcdoc", f"{BLANK} f.srcdoc = {WRITING}", ADS_FRAME),
    by_script(
        "third-written",
        f"{BLANK} const d = f.contentDocument; d.write({WRITING}); d.close()",
        ADS_FRAME,
    ),
    by_store("third-store", "cookieStore.set(GIVEN)", ADS_FRAME),
    by_script("nested", SET, CDN_FRAME),
    by_store("nested-store", "cookieStore.set(GIVEN)", CDN_FRAME),
]


def opened(name: str, how: str, host: str = SHOP) -> Kind:
    """Set by a script of a window that the page opens."""
    kind = by_script(name, SET, (host, "/"))
    answers = {(host, f"/{name}.html"): Page(kind.html)}
    html = js(how.replace("URL", f"https://{host}/{name}.html"))
    return replace(kind, place=WINDOWS, html=html, answers=answers)


def in_service_worker() -> Kind:
    """Set by a service worker's cookieStore."""
    kind = by_store("sw-store", "cookieStore.set(GIVEN)")
    worker = kind.html.removeprefix("<script>").removesuffix("</script>")
    source = script(
        f"oninstall = e => e.waitUntil((() => {worker.replace('cookie', 'return cookie', 1)})())"
    )
    register = js("navigator.serviceWorker.register('/sw-store.js', {scope: '/nowhere/'})")
    return replace(kind, place=WORKERS, html=register, answers={(SHOP, "/sw-store.js"): source})


OPENED = [
    opened("popup-script", "open('URL')"),
    opened("popup-noopener-script", "open('URL', '', 'noopener')"),
    opened("popup-ads-script", "open('URL')", ADS),
    in_service_worker(),
]


def timed(place: Place) -> list[Kind]:
    """What timers set, 4, 12 and 25 seconds after the document came."""
    kinds = []
    for seconds in (4, 12, 25):
        end = f"{seconds}-{place[0].partition('.')[0]}"
        later = f"setTimeout(() => {{ WHAT }}, {seconds}e3)"
        kinds.append(by_script(f"late-{end}", later.replace("WHAT", SET), place))
        store = later.replace("WHAT", "cookieStore.set(GIVEN)")
        kinds.append(by_store(f"late-store-{end}", store, place))
    return kinds


KINDS = [*PLAIN, *FRAMED, *OPENED, *timed(LATER), *timed(ADS_LATER)]
