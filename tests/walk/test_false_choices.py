"""Banners that do not do what they say: none of their journeys is called proven."""

from collections.abc import Callable

import pytest

from crawler.agreement import agreed
from crawler.cookies import Journey
from crawler.walks import Outcome
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

COUNT = "document.cookie = 'counted=1; path=/; max-age=1000'"


# Both buttons keep the same in a database that is there before.
DATABASE = """<h1>Shop</h1>
  <div id=bar hidden style="position:fixed;bottom:0;padding:2em;background:#eee">
    <p>We use cookies to count visits, if you agree.</p>
    <button onclick="KEEP">Accept all</button><button onclick="KEEP">Reject all</button></div>
  <script>
    const hide = () => bar.remove();
    const done = (asked) => new Promise((go) => { asked.onsuccess = () => go(asked.result) });
    const store = (db, mode) => db.transaction('s', mode).objectStore('s');
    const database = async () => {
      const asked = indexedDB.open('consent', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('s');
      const db = await done(asked);
      return { put: (text) => done(store(db, 'readwrite').put(text, 'choice')),
        get: () => done(store(db, 'readonly').get('choice')) };
    };
    database().then((db) => db.get()).then((chosen) => { bar.hidden = Boolean(chosen) });
  </script>"""


def site(on_accept: str, on_refuse: str, shown: str) -> Site:
    """A banner with what its two buttons do, and whether it shows when a page is loaded."""
    html = f"""<h1>Shop</h1>
      <div id=bar hidden style="position:fixed;bottom:0;padding:2em;background:#eee">
        <p>We use cookies to count visits, if you agree.</p>
        <button onclick="yes()">Accept all</button><button onclick="no()">Reject all</button></div>
      <script>
        const has = (text) => document.cookie.includes(text) ||
          Object.entries(localStorage).some((pair) => pair.join('=').includes(text));
        const hide = () => bar.remove();
        const keep = (text) => {{ document.cookie = text + '; path=/; max-age=1000' }};
        const yes = () => {{ {on_accept} }};
        const no = () => {{ {on_refuse} }};
        bar.hidden = !({shown});
        if (has('c=1') || has('consent=granted')) {COUNT};
      </script>"""
    return Site(SHOP, {"/": Page(html), "/second": Page(html)})


def does_nothing() -> Site:
    return site("keep('c=1'); hide()", "", "!has('c=1')")


def comes_back() -> Site:
    return site("keep('c=1'); hide()", "sessionStorage.no = 1; hide()", "!has('c=1')")


def stores_consent_in_plain_words() -> Site:
    return site(
        "keep('consent=granted'); hide()", "keep('consent=granted'); hide()", "!has('consent')"
    )


def stores_consent_in_secret() -> Site:
    return site("keep('c=1'); hide()", "keep('c=1'); hide()", "!has('c=1')")


def stores_consent_elsewhere() -> Site:
    both = "localStorage.c = 1; hide()"
    return site(both, both, "!has('c=1')")


def stores_consent_in_a_database() -> Site:
    keep = "database().then((db) => db.put('granted')).then(hide)"
    return Site(SHOP, dict.fromkeys(("/", "/second"), Page(DATABASE.replace("KEEP", keep))))


def only_hides() -> Site:
    return site("keep('c=1'); hide()", "hide()", "!has('c=1')")


def shows_once() -> Site:
    return site("keep('c=1'); hide()", "hide()", "!localStorage.seen++ || !(localStorage.seen = 1)")


def swaps_its_buttons() -> Site:
    return site("keep('c=2'); hide()", "keep('c=1'); hide()", "!has('c=')")


def refuses_in_words_alone() -> Site:
    both = "localStorage.state = 'c=1'; hide()"
    return site(
        f"keep('consent=accepted'); {both}", f"keep('consent=rejected'); {both}", "!has('c=1')"
    )


@pytest.mark.parametrize(
    "false",
    [
        pytest.param(swaps_its_buttons, marks=pytest.mark.soak),
        pytest.param(refuses_in_words_alone, marks=pytest.mark.soak),
        does_nothing,
        comes_back,
        stores_consent_in_plain_words,
        stores_consent_in_secret,
        stores_consent_elsewhere,
        stores_consent_in_a_database,
        only_hides,
        shows_once,
    ],
)
async def test_a_refusal_that_is_none_is_not_proven(lab: Lab, false: Callable[[], Site]) -> None:
    pages = ("/", "/second")
    walks = [
        (await lab.observe(false(), journey=one, pages=pages)).observation
        for one in (Journey.REJECT, Journey.ACCEPT)
    ]
    refusal, _ = agreed(walks)
    assert refusal.result.outcome is Outcome.NOT_PROVEN
    assert refusal.result.reason


async def test_consent_stored_in_plain_words_upon_a_refusal_is_told(lab: Lab) -> None:
    seen = await lab.observe(stores_consent_in_plain_words(), journey=Journey.REJECT)
    (contradiction,) = seen.observation.result.contradictions
    assert contradiction.startswith("the visitor refused, and the cookie 'consent' holds consent")


async def test_consent_stored_in_a_database_upon_a_refusal_is_told(lab: Lab) -> None:
    seen = await lab.observe(stores_consent_in_a_database(), journey=Journey.REJECT)
    (contradiction,) = seen.observation.result.contradictions
    assert "the database entry 'consent s choice' holds consent" in contradiction


FLIPS = """<h1>Shop</h1>
  <div id=bar hidden style="position:fixed;bottom:0;padding:2em;background:#eee">
    <p>We use cookies to count visits, if you agree.</p>
    <button onclick="keep(1)">Accept all</button><button onclick="keep(0)">Reject all</button></div>
  <script>
    const keep = (n) => { document.cookie = `c=${n}; path=/; max-age=999`; localStorage.n = 0;
      bar.remove(); n && fetch('/ping') };
    const [, chosen] = /\\bc=(.)/.exec(document.cookie) ?? [];
    localStorage.n = 1 + Number(localStorage.n ?? 0);
    bar.hidden = chosen !== undefined;
    if (chosen === '1' || (chosen && localStorage.n > 1)) fetch('/ping');
  </script>"""


async def test_a_refusal_that_only_a_ping_of_a_later_page_gives_away_is_not_proven(
    lab: Lab,
) -> None:
    pages = {"/": Page(FLIPS), "/second": Page(FLIPS), "/ping": Page("")}
    walks = [
        (await lab.observe(Site(SHOP, pages), journey=one, pages=("/", "/second"))).observation
        for one in (Journey.REJECT, Journey.ACCEPT)
    ]
    refused, accepted = agreed(walks)
    assert refused.result.outcome is Outcome.NOT_PROVEN
    assert "asked for on https://shop.test/second" in refused.result.reason
    assert accepted.result.outcome is Outcome.PROVEN
