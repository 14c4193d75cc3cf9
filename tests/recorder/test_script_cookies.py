"""Cookies that scripts set, in a real browser: every kind of frame, every kind of call."""

from itertools import pairwise

import pytest

from crawler.cookies import Identity, Party, SetHow
from tests.browsing import ADS, SHOP, Lab, Seen
from tests.sites import Page, Site, script

pytestmark = pytest.mark.browser

CROSS = "SameSite=None; Secure"
SET = "Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set"

# Each sets one cookie of its own name for the page's host.
WAYS = {
    "inline": "document.cookie = 'inline=1'",
    "setter": f"{SET}.call(document, 'setter=1')",
    "reflected": "Reflect.set(Document.prototype, 'cookie', 'reflected=1', document)",
    "evaluated": "eval('document.cookie = `evaluated=1`')",
    "function": "new Function('document.cookie = `function=1`')()",
    "attribute": "b = document.createElement('b'); b.setAttribute('onclick',"
    " 'document.cookie = `attribute=1`'); b.click()",
    "promised": "Promise.resolve().then(() => { document.cookie = 'promised=1' })",
    "framed": "frame().contentDocument.cookie = 'framed=1'",
    "framed-eval": "frame().contentWindow.eval('document.cookie = `framed-eval=1`')",
    "written": "d = frame().contentDocument;"
    " d.write('<script>document.cookie = `written=1`<\\/script>'); d.close()",
    "srcdoc": "frame({srcdoc: '<script>document.cookie = `srcdoc=1`<\\/script>'})",
    "scripted-src": "frame({src: 'javascript:document.cookie=`scripted-src=1`,``'})",
    "nested": "frame({srcdoc:"
    " '<iframe srcdoc=\"<script>document.cookie=`nested=1`<\\/script>\">'})",
    "borrowed": f"w = frame().contentWindow; w.{SET}.call(document, 'borrowed=1')",
    "replaced": f"native = {SET};"
    " Object.defineProperty(document, 'cookie', {set(v) { native.call(document, v) }});"
    " document.cookie = 'replaced=1'; delete document.cookie",
    "timer": "setTimeout(() => { document.cookie = 'timer=1' }, 100)",
    "store": "cookieStore.set('store', '1')",
    "store-object": "cookieStore.set({name: 'store-object', value: '1'})",
    "module": "s = document.createElement('script'); s.type = 'module';"
    " s.textContent = 'document.cookie = `module=1`'; document.head.append(s)",
    "listener": "addEventListener('load', () => { document.cookie = 'listener=1' })",
    "pagehide": "addEventListener('pagehide', () => { document.cookie = 'pagehide=1' })",
}
FRAME = """function frame(attributes) {
  const f = document.createElement('iframe');
  Object.assign(f, attributes);
  document.body.append(f);
  return f;
}"""


@pytest.fixture(scope="module")
async def everything(lab: Lab) -> Seen:
    """A page that sets cookies in every way."""
    scripts = [f"<script>{FRAME}</script>", *(f"<script>{way}</script>" for way in WAYS.values())]
    return await lab.observe(Site(SHOP, {"/": Page("<body>\n" + "\n".join(scripts))}))


@pytest.mark.parametrize("name", WAYS)
def test_each_way_of_setting_a_cookie_is_one_write_of_the_page(everything: Seen, name: str) -> None:
    write = everything.write(name)
    assert write.identity == Identity(name, SHOP)
    assert (write.page, write.refused) == (f"https://{SHOP}/", "")


@pytest.mark.parametrize("name", WAYS)
def test_the_kind_of_call_is_told(everything: Seen, name: str) -> None:
    stored = SetHow.COOKIE_STORE if name.startswith("store") else SetHow.SCRIPT
    assert everything.write(name).how is stored


def test_nothing_is_in_the_jar_but_what_was_seen_being_written(everything: Seen) -> None:
    assert everything.left == set(WAYS)


@pytest.fixture(scope="module")
async def placed(lab: Lab) -> Seen:
    """A page whose cookies are set at known places."""
    page = (
        "<!doctype html><meta charset=utf-8>\n"
        "<script>\n"
        "  document.cookie = 'inline=1';\n"
        "  let é; document.cookie = 'column=1';\n"
        "</script>\n"
        "<script src=/a.js></script>\n"
    )
    outer = "s = document.createElement('script'); s.src = '/b.js'; document.head.append(s)"
    middle = (
        "fetch('/x').then(() => { s = document.createElement('script');\n"
        "s.src = '/c.js?v=1'; document.head.append(s) })"
    )
    inner = (
        "\n\nfunction keep(line) {\n    document.cookie = line;\n}\n"
        "keep('deep=1; Max-Age=60')\ncookieStore.set('stored', '1')"
    )
    return await lab.observe(
        Site(
            SHOP,
            {
                "/": Page(page),
                "/a.js": script(outer),
                "/b.js": script(middle),
                "/c.js": script(inner),
                "/x": Page(),
            },
        )
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("inline", f"https://{SHOP}/:3:19"),
        ("column", f"https://{SHOP}/:4:26"),
        ("deep", f"https://{SHOP}/c.js?v=1:4:21"),
        ("stored", f"https://{SHOP}/c.js?v=1:7:13"),
    ],
)
def test_the_place_of_a_write_is_told_to_the_column(placed: Seen, name: str, place: str) -> None:
    assert placed.write(name).set_by == place


def test_the_chain_of_scripts_that_led_to_a_write_is_told_outermost_first(placed: Seen) -> None:
    assert placed.write("deep").initiator == (
        f"https://{SHOP}/a.js",
        f"https://{SHOP}/b.js",
    )


async def test_a_frame_of_a_third_party_keeps_what_its_script_sets(lab: Lab) -> None:
    frame = f"<script>document.cookie = 'third=1; {CROSS}; Max-Age=60'</script>"
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": Page(frame)}),
    )
    cookie = seen.cookie("third")
    assert (cookie.party, cookie.identity) == (Party.THIRD, Identity("third", ADS))
    assert seen.write("third").frame == f"https://{ADS}/"
    assert seen.left == {"third"}


async def test_what_a_page_sets_in_a_window_that_it_just_opened_is_at_least_in_the_jar(
    lab: Lab,
) -> None:
    # The page need not wait until the new window is watched; whether it does is a race.
    page = "<script>w = open('about:blank'); w.document.cookie = 'popup=1'</script>"
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.left == {"popup"}
    assert {write.refused for write in seen.writes} <= {""}


async def test_a_third_party_script_in_the_page_sets_cookies_of_the_first_party(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<script src="https://{ADS}/tag.js"></script>')}),
        Site(ADS, {"/tag.js": script(f"document.cookie = 'tag=1; Domain={SHOP}'")}),
    )
    cookie = seen.cookie("tag")
    assert (cookie.party, cookie.identity.domain) == (Party.FIRST, f".{SHOP}")
    assert (seen.write("tag").source, seen.write("tag").frame) == (
        f"https://{ADS}/tag.js",
        f"https://{SHOP}/",
    )


async def test_frames_without_a_url_in_a_third_party_have_its_cookies(lab: Lab) -> None:
    inner = (
        "<body><script>f = document.createElement('iframe'); document.body.append(f);"
        f"f.contentDocument.cookie = 'blank=1; {CROSS}';"
        "g = document.createElement('iframe');"
        f"g.srcdoc = '<script>document.cookie = `srcdoc=1; {CROSS}`<\\/script>';"
        "document.body.append(g)</script>"
    )
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": Page(inner)}),
    )
    assert {write.identity for write in seen.writes} == {
        Identity("blank", ADS),
        Identity("srcdoc", ADS),
    }
    assert seen.left == {"blank", "srcdoc"}


async def test_a_partitioned_write_of_a_script_is_the_one_in_the_jar(lab: Lab) -> None:
    frame = (
        f"<script>document.cookie = 'chip=1; {CROSS}; Partitioned';"
        "cookieStore.set({name: 'chop', value: '1', partitioned: true, sameSite: 'none'})</script>"
    )
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": Page(frame)}),
    )
    for name in ("chip", "chop"):
        assert seen.cookie(name).identity == Identity(name, ADS, "/", f"https://{SHOP}")
        assert seen.write(name).refused == ""
        assert seen.cookie(name).jar


async def test_what_a_script_deletes_within_the_visit_is_seen(lab: Lab) -> None:
    page = (
        "<script>document.cookie = 'a=1; Max-Age=60'; document.cookie = 'a=; Max-Age=0';"
        "document.cookie = 'b=1'; document.cookie = 'b=; expires=Thu, 01 Jan 1970 00:00:00 GMT';"
        "(async () => { await cookieStore.set('c', '1'); await cookieStore.delete('c');"
        "await cookieStore.set('d', '1'); await cookieStore.delete({name: 'd'}) })()</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    for name in "abcd":
        cookie = seen.cookie(name)
        assert [write.deletes for write in cookie.writes] == [False, True], name
        assert (cookie.was_stored, cookie.deleted, cookie.jar) == (True, True, ()), name


async def test_an_object_is_not_asked_for_its_text_by_the_recorder(lab: Lab) -> None:
    page = (
        "<script>let asked = 0; document.cookie = {toString() { asked += 1; return 'a=1' }};"
        "document.cookie = 'asked=' + asked + '; path=/' + asked</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert "a" in seen.left
    assert seen.write("asked").identity.path == "/1"


async def test_writes_in_a_row_keep_their_order(lab: Lab) -> None:
    page = "<script>for (let i = 1; i <= 300; i++) document.cookie = `n=1; Max-Age=${i}`</script>"
    lifetimes = [
        write.requested for write in (await lab.observe(Site(SHOP, {"/": Page(page)}))).writes
    ]
    assert lifetimes == [float(number) for number in range(1, 301)]


async def test_a_service_worker_sets_cookies_by_the_cookie_store(lab: Lab) -> None:
    worker = "oninstall = e => e.waitUntil(cookieStore.set('worker', '1'))"
    page = "<script>navigator.serviceWorker.register('/work.js')</script>"
    seen = await lab.observe(Site(SHOP, {"/": Page(page), "/work.js": script(worker)}))
    write = seen.write("worker")
    assert (write.how, write.identity.domain) == (SetHow.COOKIE_STORE, SHOP)
    assert write.set_by == f"https://{SHOP}/work.js:1:42"
    assert seen.left == {"worker"}


async def test_the_flags_are_told_by_the_write_and_by_the_jar(lab: Lab) -> None:
    page = (
        "<script>document.cookie = 'plain=1'; document.cookie = 'all=1; Secure; SameSite=Strict';"
        "cookieStore.set('store', '1');"
        "cookieStore.set({name: 'lax', value: '1', sameSite: 'lax'})</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    for name, expected in {
        "plain": (False, ""),
        "all": (True, "Strict"),
        "store": (True, "Strict"),
        "lax": (True, "Lax"),
    }.items():
        cookie = seen.cookie(name)
        told = [(one.secure, one.same_site) for one in cookie.writes]
        held = [(one.secure, one.same_site) for one in cookie.jar]
        assert (told, held) == ([expected], [expected]), name


@pytest.mark.parametrize(
    "renaming",
    [
        "history.pushState(0, '', '/x/y/z')",
        "history.replaceState(0, '', '/x/y/z#part'); location.hash = 'other'",
        "history.pushState(0, '', '/x/y'); history.pushState(0, '', '?q=1')",
    ],
)
async def test_a_page_that_renames_itself_keeps_the_path_it_came_by(
    lab: Lab, renaming: str
) -> None:
    page = f"<script>{renaming}; document.cookie = 'a=1; Max-Age=60'</script>"
    seen = await lab.observe(
        Site(SHOP, {"/shop/page": Page(page)}), url=f"https://{SHOP}/shop/page"
    )
    write = seen.write("a")
    assert (write.identity.path, write.refused) == ("/shop", "")
    assert seen.left == {"a"}


async def test_a_frame_of_the_name_that_another_took_keeps_its_own_path(lab: Lab) -> None:
    page = (
        "<script>history.pushState(0, '', '/x/frame')</script><iframe src=/x/frame></iframe>"
        "<script>document.cookie = 'outer=1'</script>"
    )
    inner = Page("<script>document.cookie = 'inner=1'</script>")
    seen = await lab.observe(
        Site(SHOP, {"/shop/page": Page(page), "/x/frame": inner}), url=f"https://{SHOP}/shop/page"
    )
    paths = {write.identity.name: write.identity.path for write in seen.writes}
    assert paths == {"outer": "/shop", "inner": "/x"}
    assert seen.left == {"outer", "inner"}


async def test_a_date_beyond_four_digits_is_told(lab: Lab) -> None:
    page = "<script>cookieStore.set({name: 'far', value: '1', expires: 1e15})</script>"
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.write("far").requested == pytest.approx(1e12, rel=0.01)
    assert seen.observation.not_proven == ()


@pytest.mark.parametrize(
    "trick",
    [
        pytest.param("", id="none"),
        pytest.param("Date.now = () => 5; Date = class { getTime() { return 5 } }", id="date"),
        pytest.param("console.debug = () => {}; window.console = {}", id="console"),
        pytest.param(
            "Function.prototype.call = Function.prototype.apply = Reflect.apply = () => {};"
            "Array.prototype[Symbol.iterator] = null; Object.getOwnPropertyDescriptor = null",
            id="language",
        ),
        pytest.param(
            "Object.defineProperty(Object.prototype, '0', {set() {}});"
            "Object.prototype.toJSON = () => 0",
            id="prototypes",
        ),
        pytest.param(
            "Document = 5; CookieStore = 5; URL = null; location.hash = 'x'", id="classes"
        ),
        pytest.param("Object.freeze(console); Object.freeze(Reflect)", id="frozen"),
    ],
)
async def test_a_page_that_lies_about_the_language_is_seen_all_the_same(
    lab: Lab, trick: str
) -> None:
    page = (
        f"<script>const native = {SET}, run = native.call.bind(native);{trick};"
        "run(document, 'direct=1; Max-Age=60'); document.cookie = 'usual=1; Max-Age=60'</script>"
        f"<script>cookieStore.set('store', '1')</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert {write.identity.name: write.requested for write in seen.writes} == {
        "direct": 60.0,
        "usual": 60.0,
        "store": None,
    }
    assert seen.left == {"direct", "usual", "store"}
    assert seen.observation.not_proven == ()


async def test_a_setter_that_the_page_froze_is_seen(lab: Lab) -> None:
    page = (
        f"<script>const native = {SET};"
        "Object.defineProperty(Document.prototype, 'cookie', {get() { return '' },"
        "set(v) { native.call(this, v + '; Max-Age=60') }, configurable: false});"
        "Object.freeze(Document.prototype)</script>"
        "<script>document.cookie = 'a=1'</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.write("a").requested == 60.0
    assert seen.write("a").line == 2


async def test_a_debugger_statement_stops_nothing(lab: Lab) -> None:
    page = "<script>debugger; document.cookie = 'a=1'; debugger</script>"
    assert (await lab.observe(Site(SHOP, {"/": Page(page)}))).names == {"a"}


async def test_two_pages_are_told_apart(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'a=1; Max-Age=60'</script>")
    seen = await lab.observe(Site(SHOP, {"/": page, "/b": page}), pages=("/", "/b"))
    first, second = seen.cookie("a").writes
    assert (first.page, second.page) == (f"https://{SHOP}/", f"https://{SHOP}/b")
    assert all(one.at <= other.at for one, other in pairwise(seen.writes))


async def test_what_is_given_as_an_object_is_read_where_that_runs_nothing(lab: Lab) -> None:
    page = (
        "<script>document.cookie = new String('text=1; Max-Age=60');"
        "cookieStore.set({name: new String('named'), value: '1', expires:"
        " new Date(Date.now() + 60e3)});"
        "class Given { constructor(name) { this.name = name; this.value = '1' } };"
        "Given.prototype.path = '/x/'; cookieStore.set(new Given('inherited'))</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.write("text").requested == 60.0
    assert seen.write("named").requested == pytest.approx(60, abs=1)
    assert seen.write("inherited").identity.path == "/x/"
    assert seen.left == {"text", "named", "inherited"}
