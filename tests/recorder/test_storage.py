"""What pages keep elsewhere than in cookies: each way of writing, in each kind of frame."""

import json

import pytest

from crawler.cookies import Identity, ObservedCookie, Phase, StorageType
from crawler.recorder import Stage
from crawler.recorder.fates import NOT_KEPT
from crawler.recorder.storage_writes import UNFOUND, UNREAD
from tests.browsing import ADS, SHOP, Lab, Seen
from tests.sites import Page, Site, script

pytestmark = pytest.mark.browser

LOCAL, SESSION, DATABASE, CACHE = (
    StorageType.LOCAL_STORAGE,
    StorageType.SESSION_STORAGE,
    StorageType.INDEXED_DB,
    StorageType.CACHE_STORAGE,
)
OWN = f"https://{SHOP}"


def kept(name: str, kind: StorageType, host: str = SHOP, partition: str = "") -> Identity:
    return Identity(name, host, f"https://{host}", partition, kind)


def running(source: str) -> Page:
    return Page(f"<body><script>{source}</script>")


def one(seen: Seen, identity: Identity) -> ObservedCookie:
    (found,) = (cookie for cookie in seen.observation.cookies if cookie.identity == identity)
    return found


def stored(seen: Seen) -> set[Identity]:
    return {cookie.identity for cookie in seen.observation.cookies if cookie.was_stored}


async def walked(lab: Lab, source: str, **pages: Page) -> Seen:
    more = {f"/{name}.js": page for name, page in pages.items()}
    seen = await lab.observe(Site(SHOP, {"/": running(source), **more}))
    assert seen.observation.not_proven == ()
    return seen


async def test_an_item_has_its_name_origin_size_writer_and_page(lab: Lab) -> None:
    page = Page("<body><script src='/tag.js'></script>")
    tag = script("\n  localStorage.setItem('uid', 'é234')")
    seen = await lab.observe(Site(SHOP, {"/": page, "/tag.js": tag}))
    item = one(seen, kept("uid", LOCAL))
    (write,) = item.writes
    assert (write.set_by, write.page) == (f"{OWN}/tag.js:2:16", f"{OWN}/")
    assert (write.frame, write.phase) == (f"{OWN}/", Phase.BEFORE)
    assert write.size == len("uid") + 5
    assert write.statement == f"localStorage.setItem uid={write.value_hash}"
    (found,) = item.jar
    assert (found.value_hash, found.size) == (write.value_hash, write.size)


async def test_an_item_that_is_set_as_a_property_is_seen(lab: Lab) -> None:
    seen = await walked(lab, "localStorage.foo = 'bar'; sessionStorage['baz'] = 1")
    assert stored(seen) == {kept("foo", LOCAL), kept("baz", SESSION)}
    (write,) = one(seen, kept("foo", LOCAL)).writes
    assert (write.set_by, write.doubt) == ("", "")
    assert write.statement == f"localStorage[foo]={write.value_hash}"


async def test_one_name_in_both_areas_is_two_items(lab: Lab) -> None:
    seen = await walked(lab, "localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1')")
    for kind, word in ((LOCAL, "localStorage"), (SESSION, "sessionStorage")):
        (write,) = one(seen, kept("a", kind)).writes
        assert write.statement.startswith(f"{word}.setItem a=")
        assert (write.source, write.line) == (f"{OWN}/", 2)


@pytest.mark.parametrize(
    ("removal", "statement"),
    [
        ("localStorage.removeItem('a')", "localStorage.removeItem a"),
        ("delete localStorage.a", "localStorage[a] was removed"),
        ("localStorage.clear()", "localStorage.clear (a)"),
    ],
)
async def test_an_item_that_is_gone_at_once_was_there(
    lab: Lab, removal: str, statement: str
) -> None:
    seen = await walked(lab, f"localStorage.setItem('a', '1'); {removal}")
    item = one(seen, kept("a", LOCAL))
    assert (item.was_stored, item.deleted, item.jar) == (True, True, ())
    assert item.writes[-1].statement == statement


async def test_what_a_timer_keeps_is_seen(lab: Lab) -> None:
    later = "localStorage.setItem('late', '1'); indexedDB.open('later'); caches.open('last')"
    seen = await walked(lab, f"setTimeout(() => {{ {later} }}, 20000)")
    expected = {kept("late", LOCAL), kept("later", DATABASE), kept("last", CACHE)}
    assert stored(seen) == expected
    assert all(one(seen, identity).jar for identity in expected)


async def test_what_a_page_keeps_on_leaving_is_seen(lab: Lab) -> None:
    seen = await walked(lab, "onpagehide = () => localStorage.setItem('bye', '1')")
    (write,) = one(seen, kept("bye", LOCAL)).writes
    assert (write.stores, write.doubt) == (True, UNREAD)


async def test_an_item_that_is_too_large_is_refused(lab: Lab) -> None:
    big = "try { localStorage.setItem('big', 'x'.repeat(6e6)) } catch { }"
    seen = await walked(lab, f"{big}; localStorage.setItem('long', 'x'.repeat(1e6))")
    assert one(seen, kept("big", LOCAL)).writes[0].refused == NOT_KEPT
    (write,) = one(seen, kept("long", LOCAL)).writes
    assert (write.size, write.refused, write.line) == (1_000_004, "", 2)


async def test_the_same_value_again_is_another_write(lab: Lab) -> None:
    seen = await walked(lab, "for (const _ of 'xyz') localStorage.setItem('a', '1')")
    writes = one(seen, kept("a", LOCAL)).writes
    assert [write.stores for write in writes] == [True] * 3
    assert {(write.line, write.doubt) for write in writes} == {(2, "")}


async def test_a_value_that_is_an_object_runs_nothing_twice(lab: Lab) -> None:
    seen = await walked(
        lab,
        "let n = 0; localStorage.setItem('o', {toString() { n += 1; return 'v' + n }});"
        "localStorage.setItem(localStorage.o, '')",
    )
    assert stored(seen) == {kept("o", LOCAL), kept("v1", LOCAL)}
    assert one(seen, kept("o", LOCAL)).writes[0].line == 2


async def test_a_page_sees_no_trace_of_the_hook(lab: Lab) -> None:
    seen = await walked(
        lab,
        "const native = [Storage.prototype.setItem, IDBFactory.prototype.open, caches.open];"
        "const plain = native.every(f => /native code/.test(f) && !('prototype' in f));"
        "localStorage.setItem('plain', plain);"
        "String.prototype.slice = () => 'wrong'; console.debug = Date.now = () => { throw 1 };"
        "Object.defineProperty(window, 'sessionStorage', {get() { throw 1 }});"
        "localStorage.setItem('still', 'seen')",
    )
    assert one(seen, kept("still", LOCAL)).writes[0].line == 2
    assert one(seen, kept("plain", LOCAL)).writes[0].size == len("plain") + len("true")


async def test_a_third_party_has_storage_of_its_own_under_each_site(lab: Lab) -> None:
    keeping = "localStorage.setItem('a', '1'); sessionStorage.b = 1; indexedDB.open('c')"
    framing = Page(f"<iframe src='https://{ADS}/'></iframe><iframe src='https://{ADS}/x'></iframe>")
    seen = await lab.observe(
        Site(SHOP, {"/": framing}),
        Site(ADS, {"/": running(keeping), "/x": running("caches.open('d')")}),
    )
    assert stored(seen) == {
        kept(name, kind, ADS, OWN)
        for name, kind in (("a", LOCAL), ("b", SESSION), ("c", DATABASE), ("d", CACHE))
    }
    item = one(seen, kept("a", LOCAL, ADS, OWN))
    # Both frames are told of it by the browser; it was set once.
    assert [write.set_by for write in item.writes] == [f"https://{ADS}/:2:28"]
    assert (item.party, item.writes[0].frame) == ("third", f"https://{ADS}/")
    assert seen.observation.not_proven == ()


async def test_a_page_inside_a_frame_of_another_site_has_other_storage(lab: Lab) -> None:
    inner = running("localStorage.setItem('a', '1')")
    outer = f"localStorage.setItem('a', '1')</script><iframe src='https://{ADS}/'></iframe><script>"
    seen = await lab.observe(
        Site(SHOP, {"/": running(outer), "/in": inner}),
        Site(ADS, {"/": Page(f"<iframe src='{OWN}/in'></iframe>")}),
    )
    assert stored(seen) == {kept("a", LOCAL), kept("a", LOCAL, partition=OWN)}


async def test_frames_without_a_url_keep_things_for_the_page_around(lab: Lab) -> None:
    frame = "document.body.append(document.createElement('iframe'));"
    outer = "frames[0].localStorage.a = 1; frames[0].localStorage.setItem('c', 1)"
    inner = '<iframe srcdoc="<script>localStorage.setItem(`b`, 1)</script>"></iframe>'
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f"<body><script>{frame}{outer}</script>{inner}")})
    )
    assert stored(seen) == {kept(name, LOCAL) for name in "abc"}
    assert one(seen, kept("b", LOCAL)).writes[0].frame == "about:srcdoc"


async def test_a_frame_without_an_origin_keeps_nothing(lab: Lab) -> None:
    inner = "<script>try { localStorage.setItem('a', 1) } catch { }</script>"
    page = Page(f'<iframe sandbox="allow-scripts" srcdoc="{inner}"></iframe>')
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert seen.observation.cookies == ()
    assert seen.observation.not_proven == ()


async def test_a_frame_that_is_gone_has_been_seen(lab: Lab) -> None:
    page = f"<body><iframe id=f src='https://{ADS}/'></iframe>"
    page += "<script>setTimeout(() => f.remove(), 2000)</script>"
    inner = running("localStorage.setItem('a', '1'); indexedDB.open('b')")
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}), Site(ADS, {"/": inner}))
    (item,) = one(seen, kept("a", LOCAL, ADS, OWN)).writes
    (database,) = one(seen, kept("b", DATABASE, ADS, OWN)).writes
    assert (item.doubt, database.doubt) == ("", UNREAD)


async def test_a_database_tells_what_it_holds_and_who_made_it(lab: Lab) -> None:
    seen = await walked(
        lab,
        "indexedDB.open('db', 3).onupgradeneeded = e => {"
        "e.target.result.createObjectStore('one'); e.target.result.createObjectStore('two') }",
    )
    database = one(seen, kept("db", DATABASE))
    assert database.writes[0].statement == "indexedDB.open db"
    assert database.writes[0].set_by == f"{OWN}/:2:25"
    assert [entry.holds for entry in database.jar] == [("one", "two")]
    assert [entry.size is not None and entry.size > 0 for entry in database.jar] == [True]


async def test_a_database_that_is_opened_again_is_no_new_write(lab: Lab) -> None:
    opening = running("indexedDB.open('db'); caches.open('c')")
    seen = await lab.observe(Site(SHOP, {"/": opening, "/2": opening}), pages=("/", "/2"))
    for identity in (kept("db", DATABASE), kept("c", CACHE)):
        observed = one(seen, identity)
        assert [write.page for write in observed.writes] == [f"{OWN}/"]
        assert observed.pages == (f"{OWN}/", f"{OWN}/2")


async def test_what_is_written_into_a_database_later_is_a_write(lab: Lab) -> None:
    making = "e => e.target.result.createObjectStore('s')"
    putting = "e => e.target.result.transaction('s', 'readwrite').objectStore('s').put({v: 1}, 'k')"
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": running(f"indexedDB.open('db').onupgradeneeded = {making}"),
                "/2": running(
                    f"setTimeout(() => indexedDB.open('db').onsuccess = {putting}, 500);fetch('/3')"
                ),
                "/3": Page("", after=0.5),
            },
        ),
        pages=("/", "/2"),
    )
    last = one(seen, kept("db", DATABASE)).writes[-1]
    assert last.statement == "indexedDB db: s in it was written to"
    assert last.page == f"{OWN}/2"


async def test_what_is_deleted_within_the_visit_was_there(lab: Lab) -> None:
    seen = await walked(
        lab,
        "indexedDB.open('db').onsuccess = e => {"
        "e.target.result.close(); indexedDB.deleteDatabase('db') };"
        "caches.open('c').then(() => caches.delete('c'))",
    )
    for identity in (kept("db", DATABASE), kept("c", CACHE)):
        observed = one(seen, identity)
        assert (observed.was_stored, observed.deleted, observed.jar) == (True, True, ())


async def test_a_database_whose_making_was_broken_off_is_in_doubt(lab: Lab) -> None:
    broken = "indexedDB.open('db').onupgradeneeded = e => e.target.transaction.abort()"
    seen = await walked(lab, broken)
    (write,) = one(seen, kept("db", DATABASE)).writes
    assert write.doubt == UNFOUND


async def test_workers_are_seen(lab: Lab) -> None:
    seen = await walked(
        lab,
        "new Worker('/worker.js'); new SharedWorker('/shared.js');"
        "navigator.serviceWorker.register('/service.js')",
        worker=script("indexedDB.open('w-db'); caches.open('w-cache')"),
        shared=script("indexedDB.open('s-db')"),
        service=script("oninstall = e => e.waitUntil(caches.open('sw-cache'))"),
    )
    assert stored(seen) == {
        kept("w-db", DATABASE),
        kept("w-cache", CACHE),
        kept("s-db", DATABASE),
        kept("sw-cache", CACHE),
    }
    by_name = {write.identity.name: write.source for write in seen.writes}
    # Who wrote in a shared worker is not told on every occasion; that it was written is.
    assert by_name.pop("s-db", f"{OWN}/shared.js") == f"{OWN}/shared.js"
    assert by_name == {
        "w-db": f"{OWN}/worker.js",
        "w-cache": f"{OWN}/worker.js",
        "sw-cache": f"{OWN}/service.js",
    }


async def test_what_stands_before_the_decision_is_told_apart(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": running("localStorage.a = 1; indexedDB.open('db')")}))
    async with lab.tab() as watched:
        await watched.tab.go(f"{OWN}/")
        await watched.recording.quiet()
        await watched.recording.enter(Stage(f"{OWN}/", Phase.AFTER))
        await watched.tab.page.evaluate("localStorage.setItem('b', 1)")
        await watched.tab.leave()
        writes, _, found = await watched.recording.take()
    assert {(write.identity.name, write.phase) for write in writes} == {
        ("a", Phase.BEFORE),
        ("db", Phase.BEFORE),
        ("b", Phase.AFTER),
    }
    early = {entry.identity.name for entry in found if entry.phase is Phase.BEFORE}
    late = {entry.identity.name for entry in found if entry.phase is Phase.AFTER}
    assert (early, late) == ({"a", "db"}, {"a", "b", "db"})


async def test_values_stand_nowhere(lab: Lab) -> None:
    secrets = {"uid": "a1b2c3d4e5f6", "state": json.dumps({"user": {"id": "z9y8x7w6v5"}})}
    source = f"Object.assign(localStorage, {json.dumps(secrets)});"
    source += "indexedDB.open('db'); new Image().src = '/p?x=a1b2c3d4e5f6&y=z9y8x7w6v5';"
    source += "document.cookie = 'seen=' + 1"
    seen = await lab.observe(
        Site(SHOP, {"/": running(source), "/p": Page("", set_cookie=["pixel=1"])})
    )
    assert stored(seen) >= {kept("uid", LOCAL), kept("state", LOCAL)}
    told = repr(seen.observation)
    assert "/p?x=~" in told
    assert "a1b2c3d4e5f6" not in told
    assert "z9y8x7w6v5" not in told


@pytest.mark.soak
async def test_tens_of_thousands_of_items_are_told_at_once(lab: Lab) -> None:
    seen = await walked(lab, "for (let n = 0; n < 20000; n++) localStorage.setItem('k' + n, n)")
    assert len(stored(seen)) == 20_000
    assert {write.line for write in seen.writes} == {2}


async def test_modules_and_workers_of_workers_are_seen(lab: Lab) -> None:
    seen = await walked(
        lab,
        "new Worker('/outer.js', {type: 'module'});"
        "new Worker(URL.createObjectURL(new Blob([`indexedDB.open('blob')`])))",
        outer=script("import '/part.js'; new Worker('/inner.js')"),
        part=script("caches.open('part')"),
        inner=script("importScripts('/old.js')"),
        old=script("indexedDB.open('old')"),
    )
    assert stored(seen) == {kept("part", CACHE), kept("old", DATABASE), kept("blob", DATABASE)}
    by_name = {write.identity.name: write.source for write in seen.writes}
    assert (by_name["part"], by_name["old"]) == (f"{OWN}/part.js", f"{OWN}/old.js")


async def test_a_name_may_be_anything(lab: Lab) -> None:
    names = ["", "a;b=c", "\x00\x1b[31m", "=1+1", "é\u202e", "x" * 5000]
    source = f"for (const name of {json.dumps(names)}) localStorage.setItem(name, name);"
    source += "localStorage.setItem('\\ud800', '\\udfff'); indexedDB.open(''); caches.open('')"
    seen = await walked(lab, source)
    expected = {kept(name, LOCAL) for name in (*names, "\ud800")}
    assert stored(seen) == {*expected, kept("", DATABASE), kept("", CACHE)}
    assert all(len(write.statement) < 300 for write in seen.writes)


async def test_a_popup_has_session_storage_of_its_own(lab: Lab) -> None:
    keeping = "sessionStorage.setItem('s', '1'); localStorage.setItem('l', '1')"
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": running(f"{keeping}; open('/popup', '', 'noopener')"),
                "/popup": running(keeping),
            },
        )
    )
    assert [
        len(one(seen, kept(name, kind)).writes) for name, kind in (("s", SESSION), ("l", LOCAL))
    ] == [2, 2]
    assert seen.observation.not_proven == ()


async def test_a_page_that_was_left_for_another_has_been_seen(lab: Lab) -> None:
    leaving = "localStorage.setItem('a', 1); sessionStorage.b = 1; location = '/next'"
    seen = await lab.observe(Site(SHOP, {"/": running(leaving), "/next": Page("there")}))
    assert stored(seen) == {kept("a", LOCAL), kept("b", SESSION)}
    assert seen.observation.not_proven == ()


async def test_a_page_that_never_answers_is_not_proven_about_its_storage(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in (
        "settle.WALL_LIMIT_S",
        "settle.PATIENCE_S",
        "settle.ASK_LIMIT_S",
        "rousing.STIR_LIMIT_S",
        "recorder.storage.LOOK_LIMIT_S",
    ):
        monkeypatch.setattr(f"crawler.{limit}", 0.5)
    busy = "indexedDB.open('db'); setTimeout(() => { for (;;); }, 100)"
    seen = await lab.observe(Site(SHOP, {"/": running(busy)}))
    subjects = {gap.subject for gap in seen.observation.not_proven}
    assert f"what {OWN} keeps in the browser's storage" in subjects
    assert stored(seen) == {kept("db", DATABASE)}
