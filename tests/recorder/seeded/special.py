"""Kinds that are told by what they ask for: other scopes, deletions, refusals, eviction."""

from dataclasses import replace

from crawler.cookies import Identity, SetHow
from tests.browsing import SHOP
from tests.recorder.seeded.kinds import (
    ADS_FRAME,
    CALLS,
    CROSS,
    CROWD,
    FROZEN,
    HEAD,
    REFUSED,
    SCRIPTS,
    SITE,
    Act,
    Kind,
    Place,
    age_of,
    by_header,
    by_script,
    js,
)
from tests.sites import Page

YEARS_2, DAY = 63_072_000.0, 86_400.0


def line(
    name: str,
    place: Place,
    attributes: str,
    *acts: Act,
    domain: str = "",
    path: str = "/",
    partition: str = "",
) -> Kind:
    """A line of a document's header."""
    identity = Identity(name, domain or place[0], path, partition)
    given = f"{name}=v; {attributes}".removesuffix("; ")
    return Kind(identity, SetHow.HTTP, acts, place, document_lines=(given,))


def written(
    name: str,
    place: Place,
    source: str,
    *acts: Act,
    domain: str = "",
    path: str = "/",
    partition: str = "",
) -> Kind:
    """What a script does, told by its source."""
    identity = Identity(name, domain or place[0], path, partition)
    how = SetHow.COOKIE_STORE if "cookieStore" in source else SetHow.SCRIPT
    return Kind(identity, how, acts, place, js(source))


SESSION, MINUTE, GONE = Act(None), Act(60.0), Act(0.0)
FAR = "Expires=Thu, 01 Jan 1970 00:00:00 GMT"
LINES = [
    line("session", HEAD, "", SESSION),
    line("years", HEAD, "Max-Age=63072000", Act(YEARS_2)),
    line("max-age-first", HEAD, "Expires=Fri, 01 Jan 2100 00:00:00 GMT; Max-Age=60", MINUTE),
    line("http-only", HEAD, "Max-Age=60; HttpOnly", MINUTE),
    line("domain", HEAD, f"Max-Age=60; Domain={SHOP}", MINUTE, domain=f".{SHOP}"),
    line("path", HEAD, "Max-Age=60; Path=/elsewhere", MINUTE, path="/elsewhere"),
    line("__Host-line", HEAD, "Max-Age=60; Secure; Path=/", MINUTE),
    line("__Secure-line", HEAD, "Max-Age=60; Secure", MINUTE),
    line("chip", HEAD, f"Max-Age=60; {CROSS}; Partitioned", MINUTE, partition=SITE),
    line("ads-chip", ADS_FRAME, f"Max-Age=60; {CROSS}; Partitioned", MINUTE, partition=SITE),
    line("gone-unknown", HEAD, FAR, GONE),
    line("strange-date", HEAD, "Expires=soon", SESSION),
    line("strange-age", HEAD, "Max-Age=1h; Foo=bar; =; ;", SESSION),
    line("n\N{LATIN SMALL LETTER E WITH ACUTE}e", HEAD, "Max-Age=60", MINUTE),
]
ASKED = [
    written("js-session", SCRIPTS, "document.cookie = 'js-session=v'", SESSION),
    written("js-years", SCRIPTS, "document.cookie = 'js-years=v; Max-Age=63072000'", Act(YEARS_2)),
    written(
        "js-expires",
        SCRIPTS,
        "document.cookie = 'js-expires=v; Expires=' +"
        "new Date(Date.now() + 730 * 86400e3).toUTCString()",
        Act(730 * DAY),
    ),
    written(
        "js-domain",
        SCRIPTS,
        f"document.cookie = 'js-domain=v; Domain={SHOP}; Max-Age=60'",
        MINUTE,
        domain=f".{SHOP}",
    ),
    written(
        "__Host-js", SCRIPTS, "document.cookie = '__Host-js=v; Max-Age=60; Secure; Path=/'", MINUTE
    ),
    written(
        "__Secure-js", SCRIPTS, "document.cookie = '__Secure-js=v; Max-Age=60; Secure'", MINUTE
    ),
    written(
        "js-chip",
        SCRIPTS,
        f"document.cookie = 'js-chip=v; Max-Age=60; {CROSS}; Partitioned'",
        MINUTE,
        partition=SITE,
    ),
    written(
        "ads-js-chip",
        ADS_FRAME,
        f"document.cookie = 'ads-js-chip=v; Max-Age=60; {CROSS}; Partitioned'",
        MINUTE,
        partition=SITE,
    ),
    written(
        "store-chip",
        SCRIPTS,
        "cookieStore.set({name: 'store-chip', value: 'v',partitioned: true})",
        SESSION,
        partition=SITE,
    ),
    written(
        "ads-store-chip",
        ADS_FRAME,
        "cookieStore.set({name: 'ads-store-chip', value: 'v',sameSite: 'none', partitioned: true})",
        SESSION,
        partition=SITE,
    ),
    written("store-session", SCRIPTS, "cookieStore.set('store-session', 'v')", SESSION),
    written(
        "store-domain",
        SCRIPTS,
        f"cookieStore.set({{name: 'store-domain', value: 'v',domain: '{SHOP}'}})",
        SESSION,
        domain=f".{SHOP}",
    ),
    written(
        "store-path",
        SCRIPTS,
        "cookieStore.set({name: 'store-path', value: 'v',path: '/x'})",
        SESSION,
        path="/x/",
    ),
]
OVERWRITTEN = [
    written(
        "twice",
        SCRIPTS,
        "document.cookie = 'twice=a; Max-Age=60';document.cookie = 'twice=b; Max-Age=120'",
        MINUTE,
        Act(120.0),
    ),
    written(
        "store-twice",
        SCRIPTS,
        "cookieStore.set('store-twice', 'a').then(() =>cookieStore.set('store-twice', 'b'))",
        SESSION,
    ),
    Kind(
        Identity("line-twice", SHOP),
        SetHow.HTTP,
        (MINUTE, Act(120.0)),
        HEAD,
        document_lines=("line-twice=a; Max-Age=60", "line-twice=b; Max-Age=120"),
    ),
]
DELETED = [
    written(
        "js-gone",
        SCRIPTS,
        "document.cookie = 'js-gone=v; Max-Age=60';document.cookie = 'js-gone=; Max-Age=0'",
        MINUTE,
        GONE,
    ),
    written(
        "store-gone",
        SCRIPTS,
        "cookieStore.set('store-gone', 'v').then(() =>cookieStore.delete('store-gone'))",
        SESSION,
        GONE,
    ),
    Kind(
        Identity("line-gone", SHOP),
        SetHow.HTTP,
        (MINUTE, GONE),
        CALLS,
        js("fetch('/set-gone').then(() => fetch('/delete-gone'))"),
        {
            (SHOP, "/set-gone"): Page("x", ["line-gone=v; Max-Age=60"]),
            (SHOP, "/delete-gone"): Page("x", ["line-gone=; Max-Age=0"]),
        },
    ),
]


def refused_line(name: str, attributes: str, reason: str, place: Place = HEAD) -> Kind:
    """A header that Chromium does not take."""
    return line(name, place, attributes, Act(None, reason))


def refused_script(name: str, attributes: str, reason: str, place: Place = REFUSED) -> Kind:
    """A script's line that Chromium does not take."""
    source = f"document.cookie = `{name}=v; {attributes}`"
    return written(name, place, source, Act(None, reason))


REFUSALS = [
    refused_line("foreign", "Domain=other.test", "InvalidDomain"),
    refused_line("suffix", "Domain=test", "InvalidDomain"),
    refused_line("insecure", "SameSite=None", "SameSiteNoneInsecure"),
    refused_line("__Host-bad", "Path=/", "InvalidPrefix"),
    refused_line("__Secure-bad", "Path=/", "InvalidPrefix"),
    line("unsecured-chip", HEAD, "Partitioned", Act(None, "InvalidPartitioned"), partition=SITE),
    refused_line("lax-third", "", "SchemefulSameSiteUnspecifiedTreatedAsLax", ADS_FRAME),
    refused_line("strict-third", "SameSite=Strict", "SchemefulSameSiteStrict", ADS_FRAME),
    refused_script("js-foreign", "Domain=other.test", "InvalidDomain"),
    refused_script("js-hidden", "HttpOnly", "HttpOnly"),
    refused_script("js-insecure", "SameSite=None", "SameSiteNoneInsecure"),
    refused_script("__Host-js-bad", "Path=/", "InvalidPrefix"),
    refused_script("__Secure-js-bad", "Path=/", "InvalidPrefix"),
    refused_script("js-lax-third", "", "NotInTheJar", ADS_FRAME),
    replace(
        by_script(
            "blob-document",
            "f = document.createElement('iframe');"
            "f.src = URL.createObjectURL(new Blob(['<script>document.cookie = ' +"
            "JSON.stringify(LINE) + '<\\/script>'], {type: 'text/html'}));"
            "document.body.append(f)",
            REFUSED,
        ),
        acts=(Act(float(age_of("blob-document")), "NotInTheJar"),),
    ),
    replace(
        by_script(
            "parsed-document",
            "new DOMParser().parseFromString('x', 'text/html').cookie = LINE",
            REFUSED,
        ),
        acts=(Act(float(age_of("parsed-document")), "NotInTheJar"),),
    ),
    Kind(
        Identity("long", SHOP),
        SetHow.HTTP,
        (Act(None, "NameValuePairExceedsMaxSize"),),
        HEAD,
        document_lines=(f"long={'x' * 5000}",),
    ),
    written(
        "js-long",
        REFUSED,
        "document.cookie = 'js-long=' + 'x'.repeat(5000)",
        Act(None, "NameValuePairExceedsMaxSize"),
    ),
    # The request carries no credentials, so the browser passes over what its answer sets.
    replace(
        by_header("omitted", js("fetch('URL', {credentials: 'omit'})"), CALLS),
        acts=(Act(age_of("omitted"), "NotInTheJar"),),
    ),
]
#: What a page does that does not want to be watched, or breaks things by accident.
FREEZE = js(
    "const native = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');"
    "const store = CookieStore.prototype.set;"
    "Object.defineProperty(Document.prototype, 'cookie', {get() { return native.get.call(this) },"
    " set(v) { native.set.call(this, v) }, configurable: false});"
    "CookieStore.prototype.set = function (...a) { return store.apply(this, a) };"
    "console.debug = () => {}; Date.now = () => 5; Error.prepareStackTrace = () => 'x';"
    "for (const o of [Document.prototype, CookieStore.prototype, console, Reflect, Object,"
    " Function.prototype]) Object.freeze(o);"
)
HOSTILE = [
    Kind(
        Identity("frozen-page", SHOP),
        SetHow.HTTP,
        (MINUTE,),
        FROZEN,
        FREEZE,
        document_lines=("frozen-page=v; Max-Age=60",),
    ),
    by_script("frozen-setter", "document.cookie = LINE", FROZEN),
    written("frozen-store", FROZEN, "cookieStore.set('frozen-store', 'v')", SESSION),
    by_script(
        "frozen-blank",
        "const f = document.createElement('iframe');"
        "document.body.append(f); f.contentDocument.cookie = LINE",
        FROZEN,
    ),
]
CROWDED = [line(f"crowd-{number}", CROWD, f"{CROSS}; Max-Age=60", MINUTE) for number in range(200)]
KINDS = [*LINES, *ASKED, *OVERWRITTEN, *DELETED, *REFUSALS, *HOSTILE, *CROWDED]
