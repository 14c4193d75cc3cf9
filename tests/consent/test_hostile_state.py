"""Pages that lie, throw, hang or stand in frames while they are asked what they hold."""

import time

import pytest

from crawler.consent.state import Answer, Held, held_by_page, judge
from crawler.cookies import Phase
from crawler.recorder import Stage
from tests.browsing import ADS, SHOP, Lab
from tests.platforms import KLARO, TCF
from tests.platforms.pressing import press
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"
PLAIN_COOKIE = "document.cookie = 'cookie_consent=accepted; path=/';"


async def holds(lab: Lab, script: str) -> tuple[Held, ...]:
    lab.serve(Site(SHOP, {"/": Page(f"<body><h1>Shop</h1><script>{script}</script>")}))
    async with lab.tab() as watched:
        await watched.tab.page.goto(HOME)
        return await held_by_page(watched.tab.page)


@pytest.mark.parametrize(
    "script",
    [
        "for (const name of ['OneTrust', 'Didomi', 'Klaro', 'CookieConsent', '__tcfapi', 'Osano'])"
        " Object.defineProperty(window, name, {get() { throw new Error('no'); }});",
        "window.__tcfapi = () => { throw 'no'; }; window.__gpp = 3; window.Cookiebot = null;",
        "window.Didomi = new Proxy({}, {get: () => () => ({})}); window.klaro = window.Didomi;",
        "window.Cookiebot = {consent: {statistics: 'yes', marketing: {}}, hasResponse: 'maybe'};",
        "window.dataLayer = [['consent', 'update', {ad_storage: {}}], null, {0: 'consent', 2: 3}];",
        "window.google_tag_data = {ics: {entries: {ad_storage: {default: 7, update: []}}}};",
        "Storage.prototype.key = () => { throw 1; }; Object.entries = () => { throw 2; };",
        "Array.prototype.push = () => 0; Array.isArray = () => true; RegExp.prototype.test = null;",
    ],
    ids=["getters", "throwing", "proxies", "types", "layer", "entries", "storage", "prototypes"],
)
async def test_a_hostile_page_says_nothing_and_ends_nothing(lab: Lab, script: str) -> None:
    held = await holds(lab, script + PLAIN_COOKIE)
    answers = {one.source: one.answer for one in held}
    # The browser's own jar says what it has, whatever the page does to its scripts.
    assert answers.pop("the cookie 'cookie_consent'") is Answer.ACCEPT
    assert set(answers.values()) <= {Answer.UNKNOWN}


@pytest.mark.parametrize(
    "script",
    [
        "window.__tcfapi = () => {}; window.__gpp = () => {}; window.__uspapi = () => {};",
        "window.__ucCmp = {getConsentDetails: () => new Promise(() => {})};",
        "window.tarteaucitron = {get state() { for (;;); }};",
    ],
    ids=["never", "promise", "loop"],
)
async def test_an_api_that_never_answers_is_not_waited_for(lab: Lab, script: str) -> None:
    lab.serve(Site(SHOP, {"/": Page(f"<h1>Shop</h1><script>{script}</script>")}))
    async with lab.tab() as watched:
        await watched.tab.page.goto(HOME)
        begun = time.monotonic()
        held = await held_by_page(watched.tab.page)
        assert time.monotonic() - begun < 5.0
    assert {one.answer for one in held} <= {Answer.UNKNOWN}


async def test_a_tc_string_that_cannot_be_read_is_unknown(lab: Lab) -> None:
    script = (
        "window.__tcfapi = (command, version, done) => done({gdprApplies: true, eventStatus:"
        " 'useractioncomplete', tcString: 'CPnonsense', purpose: {consents: {}}}, true);"
    )
    (held,) = await holds(lab, script)
    assert (held.source, held.answer) == ("IAB TCF", Answer.UNKNOWN)


async def test_an_api_that_hands_out_consent_beside_a_refusing_string_holds_consent(
    lab: Lab,
) -> None:
    lab.serve(TCF.site())
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(HOME)
        before = await held_by_page(page)
        await press(page, TCF.reject)
        await page.evaluate(
            """() => { const real = window.__tcfapi; window.__tcfapi = (command, version, done) =>
                real(command, version, (data, success) =>
                  done({...data, purpose: {consents: {1: true, 4: true}}}, success)); }"""
        )
        after = await held_by_page(page)
    (sentence,) = judge("reject", before, after).contradictions
    assert sentence == "the visitor refused, and IAB TCF holds consent for purpose 1, purpose 4"


@pytest.mark.parametrize("answer", ["accept", "reject"])
async def test_a_platform_in_a_frame_of_another_site_is_asked(lab: Lab, answer: str) -> None:
    start = f"<h1>Shop</h1><iframe src=https://{ADS}/ width=900 height=600></iframe>"
    lab.serve(Site(SHOP, {"/": Page(start)}), KLARO.site(host=ADS))
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(HOME)
        frame = next(one for one in page.frames if ADS in one.url)
        await frame.wait_for_selector(".cm-btn-success")
        before = await held_by_page(page)
        button = KLARO.accept if answer == "accept" else KLARO.reject
        await frame.evaluate(f"{button}.click()")
        after = await held_by_page(page)
    source = f"Klaro (in a frame of {ADS})"
    told = {one.source: one.answer for one in before}
    assert told == {source: Answer.NONE}
    proof = judge(answer, before, after)  # type: ignore[arg-type] # it is a Wish
    assert proof.contradictions == ()
    assert [one.startswith(source) for one in proof.proofs] == [True]


async def test_a_frame_that_asks_for_itself_contradicts_nothing(lab: Lab) -> None:
    start = f"<h1>Shop</h1><iframe src=https://{ADS}/ width=900 height=600></iframe>"
    lab.serve(Site(SHOP, {"/": Page(start)}), KLARO.site(host=ADS))
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(HOME)
        frame = next(one for one in page.frames if ADS in one.url)
        await frame.wait_for_selector(".cm-btn-success")
        before = await held_by_page(page)
    assert judge("reject", before, before).contradictions == ()


@pytest.mark.parametrize(
    ("wrote", "source"),
    [
        ("document.cookie = 'cookie_consent=accepted; path=/'", "the cookie 'cookie_consent'"),
        (
            "localStorage.consent = JSON.stringify({analytics: true, marketing: true})",
            "the local storage 'consent'",
        ),
        (
            "(window.dataLayer = window.dataLayer || []).push(['consent', 'update',"
            " {ad_storage: 'granted', analytics_storage: 'granted'}])",
            "Google Consent Mode",
        ),
    ],
    ids=["cookie", "storage", "commands"],
)
async def test_a_banner_that_stores_consent_when_refusing_is_contradicted(
    lab: Lab, wrote: str, source: str
) -> None:
    lab.serve(Site(SHOP, {"/": Page("<h1>Shop</h1>")}))
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(HOME)
        before = await held_by_page(page)
        await page.evaluate(f"() => {{ {wrote}; }}")
        after = await held_by_page(page)
    (sentence,) = judge("reject", before, after).contradictions
    assert sentence.startswith(f"the visitor refused, and {source} holds consent")
    assert judge("accept", before, after).proofs != ()


async def test_what_requests_tell_of_consent_is_kept_with_its_phase(lab: Lab) -> None:
    collect = Page(headers={"Access-Control-Allow-Origin": "*"})
    lab.serve(Site(SHOP, {"/": Page("<h1>Shop</h1>")}), Site(ADS, {"/collect": collect}))
    async with lab.tab() as watched:
        page, recording = watched.tab.page, watched.recording
        await page.goto(HOME)
        await page.evaluate(f"() => fetch('https://{ADS}/collect?gcs=G100&gcd=11p1p1p1p5&cid=7')")
        await recording.enter(Stage(HOME, Phase.AFTER))
        before = await held_by_page(page, recording.signals.since())
        await page.evaluate(f"() => fetch('https://{ADS}/collect?gcs=G111&gcd=11r1r1r1r5')")
        await recording.drain()
        sent = [one for one in recording.signals.since() if one.phase is Phase.AFTER]
        after = await held_by_page(page, sent)
    assert judge("accept", before, after).proofs == (
        f"Google Consent Mode, as sent to {ADS} holds consent for ad_storage, "
        "analytics_storage, ad_user_data, ad_personalization",
    )
    assert "consent for ad_storage" in judge("reject", before, after).contradictions[0]


async def test_a_page_whose_clock_stands_still_is_asked_all_the_same(lab: Lab) -> None:
    lab.serve(TCF.site())
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(HOME)
        await press(page, TCF.reject)
        await watched.tab.dwell(5.0)
        (held,) = await held_by_page(page)
    assert (held.source, held.answer) == ("IAB TCF", Answer.REJECT)
