"""Calls that no breakpoint sees, or whose cookie cannot be read: the browser tells what changed."""

import pytest

from crawler.cookies import OPAQUE, SetHow
from tests.browsing import ADS, CDN, SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

SET = "Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set"
# V8 stops at a native function only where a script's frame calls it. Here the browser itself does.
BY_THE_BROWSER = {
    "promised": f"Promise.resolve('promised=1').then({SET}.bind(document))",
    "thenable": f"Promise.resolve({{then: {SET}.bind(document, 'thenable=1')}})",
    "microtask": f"queueMicrotask({SET}.bind(document, 'microtask=1'))",
    "timer": f"setTimeout({SET}.bind(document), 0, 'timer=1')",
    "later": f"setTimeout({SET}.bind(document), 9000, 'later=1; Max-Age=86400')",
    "frame": f"requestAnimationFrame({SET}.bind(document, 'frame=1'))",
    "listener": f"addEventListener('load', {SET}.bind(document, 'listener=1'))",
    "applied": f"setTimeout(Reflect.apply, 0, {SET}, document, ['applied=1'])",
    "reflected": "setTimeout(Reflect.set, 0, document, 'cookie', 'reflected=1')",
    "called": f"setTimeout(Function.prototype.call.bind({SET}), 0, document, 'called=1')",
    "proxied": f"setTimeout(new Proxy({SET}.bind(document), {{}}), 0, 'proxied=1')",
    "store": "setTimeout(cookieStore.set.bind(cookieStore), 0, 'store', '1')",
}
# Once the browser has begun to tell of changes, which takes it a moment in each document: what is
# set and gone before is known to its log alone.
WITHIN_A_TASK = {
    "gone": f"for (const line of ['gone=1', 'gone=; Max-Age=0'])"
    f" Promise.resolve(line).then({SET}.bind(document))",
    "gone-later": f"for (const line of ['gone-later=1', 'gone-later=; Max-Age=0'])"
    f" setTimeout({SET}.bind(document), 0, line)",
}
BY_SCRIPTS = {
    "each": (SetHow.SCRIPT, f"['each=1'].forEach({SET}.bind(document))"),
    "apply": (SetHow.SCRIPT, f"Reflect.apply({SET}, document, ['apply=1'])"),
    "proxy": (SetHow.SCRIPT, f"new Proxy({SET}, {{}}).call(document, 'proxy=1')"),
    "removed": (
        SetHow.SCRIPT,
        f"const set = removed('{SET}'); set.call(document, 'removed=1')",
    ),
    "removed-later": (
        SetHow.SCRIPT,
        f"const set = removed('{SET}'); setTimeout(() => set.call(document, 'removed-later=1'))",
    ),
    "removed-store": (
        SetHow.COOKIE_STORE,
        "const set = removed('CookieStore.prototype.set');"
        "set.call(cookieStore, 'removed-store', '1')",
    ),
    "removed-writer": (
        SetHow.SCRIPT,
        "removed('(page, line) => { page.cookie = line }')(document, 'removed-writer=1')",
    ),
}
REMOVED = """function removed(code) {
  const f = document.createElement('iframe');
  document.body.append(f);
  const found = f.contentWindow.eval(code.replaceAll('"', "'"));
  f.remove();
  return found;
}"""


@pytest.fixture(scope="module")
async def seen(lab: Lab) -> Seen:
    """A page that calls in all these ways."""
    calls = [
        *BY_THE_BROWSER.values(),
        *(f"cookieStore.getAll().then(() => {{{one}}})" for one in WITHIN_A_TASK.values()),
        *(way for _, way in BY_SCRIPTS.values()),
    ]
    scripts = "\n".join(
        f"<script>{{{one}}}</script>".replace(f"removed('{SET}')", f"removed(`{SET}`)")
        for one in calls
    )
    return await lab.observe(Site(SHOP, {"/": Page(f"<body><script>{REMOVED}</script>{scripts}")}))


@pytest.mark.parametrize("name", BY_THE_BROWSER)
def test_a_call_without_a_script_is_a_write_without_a_writer(seen: Seen, name: str) -> None:
    write = seen.write(name)
    assert (write.how, write.set_by, write.chain) == (SetHow.UNKNOWN, "", ())
    assert (write.refused, write.page) == ("", f"https://{SHOP}/")


def test_its_lifetime_is_that_of_the_change(seen: Seen) -> None:
    assert seen.write("timer").requested is None
    assert seen.write("later").requested == pytest.approx(86400, abs=2)


@pytest.mark.parametrize("name", WITHIN_A_TASK)
def test_what_was_gone_within_the_task_is_told_with_its_deletion(seen: Seen, name: str) -> None:
    assert [one.deletes for one in seen.cookie(name).writes] == [False, True]
    assert seen.cookie(name).was_stored
    assert name not in seen.left


@pytest.mark.parametrize("name", BY_SCRIPTS)
def test_a_call_by_a_script_is_told_with_its_place(seen: Seen, name: str) -> None:
    write = seen.write(name)
    assert write.how is BY_SCRIPTS[name][0]
    assert write.set_by.startswith(f"https://{SHOP}/:")
    assert write.refused == ""


def test_nothing_else_was_written(seen: Seen) -> None:
    assert seen.names == {*BY_THE_BROWSER, *WITHIN_A_TASK, *BY_SCRIPTS}


@pytest.mark.parametrize(
    ("call", "how"),
    [
        ("document.cookie = {toString() { return 'a=1' }}", SetHow.SCRIPT),
        ("document.cookie = ['a=1']", SetHow.SCRIPT),
        ("cookieStore.set({get name() { return 'a' }, value: 1})", SetHow.COOKIE_STORE),
    ],
)
async def test_what_cannot_be_read_without_the_page_s_script_is_told_by_what_changed(
    lab: Lab, call: str, how: SetHow
) -> None:
    page = Page(f"<script>document.cookie = 'b=1'; {call}</script>", ["c=1"])
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert seen.write("a").how is how
    assert seen.write("a").set_by.startswith(f"https://{SHOP}/:2:")


CHIP = "Secure; SameSite=None; Partitioned"
WITHOUT_CREDENTIALS = {
    "script": f"document.cookie = 'script=1; {CHIP}'",
    "plain": "document.cookie = 'plain=1; Secure; SameSite=None'",
    "store": "cookieStore.set({name: 'store', value: '1', partitioned: true, sameSite: 'none'})",
    "nobody": f"setTimeout({SET}.bind(document), 0, 'nobody=1; {CHIP}')",
    "empty": "const f = document.createElement('iframe'); document.body.append(f);"
    "f.contentDocument.cookie = 'empty=1; Secure; SameSite=None'",
}


@pytest.fixture(scope="module")
async def credentialless(lab: Lab) -> Seen:
    """A page with frames that have no credentials: of another site, nested, and empty ones."""
    scripts = "".join(f"<script>{{{one}}}</script>" for one in WITHOUT_CREDENTIALS.values())
    nested = f"<iframe src='https://{CDN}/nested'></iframe>"
    page = (
        f"<body><iframe credentialless src='https://{ADS}/'></iframe>"
        "<iframe credentialless srcdoc=\"<script>document.cookie = 'srcdoc=1'</script>\"></iframe>"
        "<iframe credentialless id=own></iframe>"
        "<script>own.contentDocument.cookie = 'first=1'</script>"
    )
    return await lab.observe(
        Site(SHOP, {"/": Page(page)}),
        Site(ADS, {"/": Page(f"<body>{scripts}{nested}", [f"header=1; {CHIP}"])}),
        Site(CDN, {"/nested": Page(f"<script>document.cookie = 'nested=1; {CHIP}'</script>")}),
    )


@pytest.mark.parametrize("name", [*WITHOUT_CREDENTIALS, "header", "srcdoc", "nested"])
def test_what_a_credentialless_frame_sets_has_an_opaque_partition(
    credentialless: Seen, name: str
) -> None:
    cookie = credentialless.cookie(name)
    assert cookie.identity.partition_key == OPAQUE
    assert [write.refused for write in cookie.writes] == [""]
    assert cookie.jar


def test_a_credentialless_frame_that_went_nowhere_has_the_cookies_of_the_page(
    credentialless: Seen,
) -> None:
    assert credentialless.cookie("first").identity.partition_key == ""
    assert credentialless.write("first").how is SetHow.SCRIPT
    assert credentialless.cookie("first").jar


async def test_a_document_that_is_shown_nowhere_has_no_cookies(lab: Lab) -> None:
    page = (
        "<body><script>document.cookie = 'same=1';"
        "new DOMParser().parseFromString('x', 'text/html').cookie = 'same=1; Max-Age=60';"
        "const f = document.createElement('iframe'); document.body.append(f);"
        "const gone = f.contentDocument; f.remove(); gone.cookie = 'same=1; Max-Age=70'</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    taken = [(one.requested, one.refused) for one in seen.cookie("same").writes]
    assert taken == [(None, ""), (60.0, "NotInTheJar"), (70.0, "NotInTheJar")]
