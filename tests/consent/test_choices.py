"""Whole journeys: the visitor's choice made, or honestly not."""

import json
from dataclasses import dataclass, replace
from importlib import import_module

import pytest
from aiohttp import web

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome, VisitOutcome
from tests.browsing import ADS, SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

TEXT = "We use cookies to improve your experience on our website and to measure its audience."
ACCEPT, REJECT = Journey.ACCEPT, Journey.REJECT


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits for waiting in vain, which tests of failures would only sit out."""
    monkeypatch.setattr(import_module("crawler.consent.decide"), "RULES_FIRST_S", 0.3)
    monkeypatch.setattr("crawler.consent.closing.CLOSE_LIMIT_S", 0.7)
    monkeypatch.setattr("crawler.chooser.FIRST_LOOK_S", 0.6)


@dataclass(frozen=True, slots=True)
class Homemade:
    """A banner of a site's own. ``on_click`` runs with the button's label as ``label``.

    By default a click remembers the choice for a year and closes the banner, and a page whose
    choice is remembered shows none; accepting sets ``ads``.
    """

    accept: str = "Accept all"
    reject: str = "Reject all"
    text: str = TEXT
    on_click: str = (
        "document.cookie = 'choice=' + label + '; path=/; max-age=31536000'; bar.remove();"
        "if (label === ACCEPT) document.cookie = 'ads=1; path=/; max-age=60'"
    )
    shown_if: str = "!document.cookie.includes('choice=')"
    after_s: float = 0.0
    root: str = "document.body"

    @property
    def script(self) -> str:
        names = json.dumps([self.accept, self.reject])
        return f"""
        const [ACCEPT, REJECT] = {names};
        function show() {{
          if (!({self.shown_if})) return;
          const bar = document.createElement('div');
          bar.style = 'position: fixed; bottom: 0; background: white; padding: 1em';
          bar.append({json.dumps(self.text)} + ' ');
          for (const label of [ACCEPT, REJECT].filter(name => name)) {{
            const button = document.createElement('button');
            button.textContent = label;
            button.onclick = () => {{ {self.on_click} }};
            bar.append(button);
          }}
          ({self.root}).append(bar);
        }}
        setTimeout(show, {self.after_s * 1000:.0f});
        """

    @property
    def html(self) -> str:
        return f"<body><h1>Shop</h1><script>{self.script}</script>"


async def journey(lab: Lab, html: str, which: Journey, *more: Site) -> Seen:
    """A walk over one page, which is visited again after the choice."""
    return await lab.observe(Site(SHOP, {"/": Page(html, ["first=1"])}), *more, journey=which)


ENGLISH = Homemade()
FRENCH = Homemade("Tout accepter", "Continuer sans accepter", "Nous utilisons des cookies ici.")
GERMAN = Homemade("Alle akzeptieren", "Nur notwendige Cookies", "Wir verwenden Cookies.")


@pytest.mark.parametrize(
    ("banner", "which"),
    [
        pytest.param(ENGLISH, ACCEPT, id="English-accept"),
        pytest.param(ENGLISH, REJECT, id="English-reject"),
        pytest.param(FRENCH, REJECT, id="French-reject"),
        pytest.param(GERMAN, ACCEPT, id="German-accept", marks=pytest.mark.soak),
        pytest.param(GERMAN, REJECT, id="German-reject", marks=pytest.mark.soak),
    ],
)
async def test_a_banner_of_the_site_s_own_is_operated(
    lab: Lab, banner: Homemade, which: Journey
) -> None:
    seen = await journey(lab, banner.html, which)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by == f"finder:{which}"
    assert seen.observation.result.proofs == (
        "the button was pressed",
        "the banner closed",
        "the banner stayed closed on every page visited afterwards",
    )
    assert ("ads" in seen.names) is (which is ACCEPT)


async def test_a_banner_that_gives_way_to_a_word_of_thanks_has_closed(lab: Lab) -> None:
    thanks = (
        "document.cookie = 'choice=' + label; bar.innerHTML = 'Thank you. <button>Hide</button>'"
    )
    seen = await journey(lab, Homemade(on_click=thanks).html, ACCEPT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_what_is_accepted_on_the_second_layer_alone_is_accepted_there(lab: Lab) -> None:
    layers = (
        "if (label === ACCEPT) bar.innerHTML = `We use cookies. <label><input type=checkbox id=ads>"
        " Marketing</label><button id=save>Save</button>`; bar.querySelector('#save').onclick ="
        " () => { document.cookie = 'choice=' + (ads.checked ? 'yes' : 'no'); bar.remove() }"
    )
    banner = Homemade("You can change your preferences at any time.", "", on_click=layers)
    seen = await journey(lab, banner.html, ACCEPT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by == "finder:settings+panel+save"


async def test_what_came_before_the_choice_and_what_after_is_told_apart(lab: Lab) -> None:
    seen = await journey(lab, Homemade().html, ACCEPT)
    phases = {
        name: [write.phase for write in seen.cookie(name).writes] for name in ("choice", "ads")
    }
    assert phases == {"choice": [Phase.AFTER], "ads": [Phase.AFTER]}
    assert [write.phase for write in seen.cookie("first").writes] == [
        Phase.BEFORE,
        Phase.BEFORE,
        Phase.AFTER,
    ]
    assert seen.cookie("first").phase is Phase.BEFORE
    assert [visit.phase for visit in seen.visits] == [Phase.BEFORE, Phase.AFTER, Phase.AFTER]


async def test_the_first_page_is_visited_before_the_choice_for_it_and_with_all_others_after(
    lab: Lab,
) -> None:
    page = Page(ENGLISH.html)
    seen = await lab.observe(
        Site(SHOP, {"/": page, "/second": page}), journey=REJECT, pages=("/", "/second")
    )
    home = f"https://{SHOP}/"
    assert [visit.page for visit in seen.visits] == [home, home, home, f"{home}second"]


async def test_pictures_are_kept_of_the_banner_and_of_what_the_choice_made_of_it(lab: Lab) -> None:
    pictures = [lab.folder / f"reject-{label}.png" for label in ("before", "after")]
    for picture in pictures:
        picture.unlink(missing_ok=True)
    await journey(lab, Homemade().html, REJECT)
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<h1>Shop</h1>", id="nothing"),
        pytest.param(
            "<h1>Shop</h1><footer><a href='/cookies'>Cookie policy</a></footer>", id="policy"
        ),
    ],
)
async def test_a_site_without_a_banner_leaves_nothing_to_choose(lab: Lab, html: str) -> None:
    seen = await journey(lab, html, REJECT)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_APPLICABLE,
        "no consent banner was found",
    )
    assert {write.phase for write in seen.writes} == {Phase.BEFORE}


@pytest.mark.parametrize(
    ("banner", "which", "reason"),
    [
        pytest.param(
            Homemade("受け入れる", "拒否する"),
            REJECT,
            f"something asks for consent, but no button to reject was recognised on it: "
            f"'{TEXT.lower()} 受け入れる拒否する'",
            id="unread",
        ),
        pytest.param(
            Homemade(reject=""),
            REJECT,
            "a consent banner is open, but no button to reject was recognised on it",
            id="no way to refuse",
        ),
        pytest.param(
            Homemade(reject="Subscribe for 2 €"),
            REJECT,
            "the banner asks to pay or accept: it offers no refusal without payment",
            id="pay or accept",
        ),
        pytest.param(
            Homemade(on_click=""),
            REJECT,
            "the banner is still open after its reject button",
            id="dead button",
        ),
        pytest.param(
            Homemade(on_click="", accept="OK", reject="More"),
            ACCEPT,
            "the banner is still open after its accept button",
            id="dead acceptance",
        ),
        pytest.param(
            Homemade(on_click="bar.remove(); show()"),
            REJECT,
            "the banner is still open after its reject button",
            id="comes back at once",
        ),
    ],
)
async def test_a_banner_that_cannot_be_operated_is_not_proven(
    lab: Lab, banner: Homemade, which: Journey, reason: str
) -> None:
    seen = await journey(lab, banner.html, which)
    assert (seen.outcome, seen.reason) == (Outcome.NOT_PROVEN, reason)


async def test_a_reason_quotes_nothing_where_nothing_is_left_to_quote(lab: Lab) -> None:
    banner = Homemade(reject="Manage or reject", on_click="bar.remove()")
    seen = await journey(lab, banner.html, REJECT)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "something asks for consent, but no button to reject was recognised on it",
    )


HIDING = "document.cookie = 'pressed=1; path=/'; bar.style.display = 'none'"


async def test_a_banner_that_only_hides_comes_back_and_is_not_proven(lab: Lab) -> None:
    seen = await journey(lab, Homemade(on_click=HIDING).html, REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == f"the banner came back on https://{SHOP}/: the choice was not kept"


@pytest.mark.parametrize(
    "closing",
    [
        "bar.style.opacity = 0",
        "bar.style.transform = 'translateY(200%)'",
        "bar.style.bottom = '-500px'",
        "bar.style.visibility = 'hidden'",
        "setTimeout(() => bar.remove(), 400)",
    ],
)
async def test_a_banner_may_close_as_it_likes(lab: Lab, closing: str) -> None:
    remember = "document.cookie = 'choice=' + label + '; path=/';"
    seen = await journey(lab, Homemade(on_click=remember + closing).html, REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_a_banner_that_comes_late_is_waited_for(lab: Lab) -> None:
    seen = await journey(lab, Homemade(after_s=3.0).html, REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_a_button_that_does_not_listen_yet_is_pressed_again(lab: Lab) -> None:
    early = "if (performance.now() < ready) return;"
    banner = replace(ENGLISH, on_click=f"{early} {ENGLISH.on_click}")
    ready = "<script>const ready = performance.now() + 1300</script>"
    seen = await journey(lab, ready + banner.html, REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_a_banner_that_only_the_second_page_has_is_operated_there(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page("<h1>Shop</h1>"), "/second": Page(ENGLISH.html)}),
        journey=REJECT,
        pages=("/", "/second"),
    )
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.write("choice").page == f"https://{SHOP}/second"
    assert [visit.phase for visit in seen.visits][-3:] == [Phase.AFTER] * 3
    assert [visit.page for visit in seen.visits][-2:] == [
        f"https://{SHOP}/",
        f"https://{SHOP}/second",
    ]


async def test_a_banner_in_a_cross_site_frame_is_operated(lab: Lab) -> None:
    told = "parent.postMessage(label, '*'); bar.remove()"
    inner = Page(Homemade(on_click=told, shown_if="true").html)
    outer = f"""<body><h1>Shop</h1><script>
      if (!document.cookie.includes('choice=')) {{
        const frame = document.createElement('iframe');
        frame.src = 'https://{ADS}/banner';
        frame.style = 'position: fixed; bottom: 0; width: 100%; height: 200px';
        document.body.append(frame);
        onmessage = event => {{
          document.cookie = 'choice=' + event.data + '; path=/'; frame.remove();
        }};
      }}
    </script>"""
    seen = await journey(lab, outer, REJECT, Site(ADS, {"/banner": inner}))
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.write("choice").phase is Phase.AFTER


async def test_a_banner_in_an_open_shadow_root_is_operated(lab: Lab) -> None:
    root = "(host = document.createElement('div'), document.body.append(host),"
    banner = Homemade(root=f"{root} host.attachShadow({{mode: 'open'}}))")
    seen = await journey(lab, f"<script>let host</script>{banner.html}", REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_a_banner_in_a_closed_shadow_root_is_not_proven(lab: Lab) -> None:
    root = "(host = document.createElement('div'), document.body.append(host),"
    banner = Homemade(root=f"{root} host.attachShadow({{mode: 'closed'}}))")
    seen = await journey(lab, f"<script>let host</script>{banner.html}", REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason.startswith("a banner that cannot be reached speaks of consent")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Choose your cookies. ", ("Reject all",)),
        ("Advanced settings ", ("Accept all", "Reject all")),
    ],
    ids=["speaks of cookies", "says nothing"],
)
async def test_a_refusal_on_the_second_layer_is_found(
    lab: Lab, text: str, labels: tuple[str, ...]
) -> None:
    second = f"""
      if (label === REJECT) {{ bar.innerHTML = '{text}';
        for (const said of {list(labels)}) {{
          const one = document.createElement('button'); one.textContent = said; bar.append(one);
          one.onclick = () => {{ document.cookie = `choice=${{said}}; path=/`; bar.remove() }}
        }} }}"""
    seen = await journey(lab, Homemade(reject="Manage cookies", on_click=second).html, REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by == "finder:settings+reject"


RENAMED = "button.onmouseenter = () => { button.textContent = 'Accept all' };"


async def test_a_button_that_says_something_else_under_the_pointer_is_not_pressed(lab: Lab) -> None:
    html = ENGLISH.html.replace(
        "button.textContent = label;", f"button.textContent = label; {RENAMED}"
    )
    seen = await journey(lab, html, REJECT)
    assert (seen.outcome, "choice" in seen.names) == (Outcome.NOT_PROVEN, False)


async def test_a_choice_during_which_the_browser_asks_something_is_not_proven(lab: Lab) -> None:
    asking = f"if (label === REJECT) confirm('Take them after all?'); {ENGLISH.on_click}"
    seen = await journey(lab, replace(ENGLISH, on_click=asking).html, REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == (
        "during the choice the page asked 'Take them after all?', and nobody answered"
    )


async def test_a_banner_that_takes_a_scroll_for_consent_is_refused_all_the_same(lab: Lab) -> None:
    scrolled = """<script>onscroll = () => {
      if (document.querySelector('button')) document.cookie = 'choice=scrolled; path=/';
    }</script>"""
    tall = "<div style='height: 5000px'></div>"
    seen = await journey(lab, ENGLISH.html + tall + scrolled, REJECT)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert "scrolled" not in seen.write("choice").statement


@pytest.mark.parametrize(
    ("shows", "reason"),
    [
        ("true", ""),
        (
            "!(localStorage.shown ??= '') && (localStorage.shown = 1)",
            "the banner showed on the first visit and, with nothing chosen, never again",
        ),
    ],
    ids=["each time", "once"],
)
async def test_a_banner_that_a_scroll_brings_up_has_to_come_up_twice(
    lab: Lab, shows: str, reason: str
) -> None:
    once = f"addEventListener('scroll', () => {{ {shows} && show() }}, {{once: true}})"
    waiting = ENGLISH.html.replace("setTimeout(show, 0)", once)
    seen = await journey(lab, waiting + "<div style='height: 5000px'></div>", REJECT)
    assert seen.outcome is (Outcome.NOT_PROVEN if reason else Outcome.PROVEN)
    assert seen.reason == reason


async def test_a_page_that_is_busy_for_ever_is_left_and_not_proven(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in (
        "settle.WALL_LIMIT_S",
        "settle.PATIENCE_S",
        "settle.ASK_LIMIT_S",
        "recorder.storage.LOOK_LIMIT_S",
        "consent.banner.LOOK_LIMIT_S",
        "rousing.STIR_LIMIT_S",
        "tab.LINKS_LIMIT_S",
        "tab.CLOSE_LIMIT_S",
        "devtools.ANSWER_LIMIT_S",
    ):
        monkeypatch.setattr(f"crawler.{limit}", 0.5)
    monkeypatch.setattr("crawler.visitor.SCREENSHOT_LIMIT_MS", 500)
    busy = "<h1>Shop</h1><script>setTimeout(() => { for (;;); }, 200)</script>"
    seen = await journey(lab, busy, REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == "the page could not be searched for a banner"


async def test_a_page_that_takes_too_long_is_left(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.visitor.PAGE_LIMIT_S", 0.3)
    seen = await lab.observe(Site(SHOP, {"/": Page(ENGLISH.html, ["first=1"], after=5)}))
    assert [visit.outcome for visit in seen.visits] == [VisitOutcome.FAILED]
    assert seen.outcome is Outcome.NOT_PROVEN


RELABELLED = """
  if (button.asked) { document.cookie = 'choice=y; path=/'; bar.remove() }
  else if (label === REJECT) { %s button.textContent = '%s'; button.asked = true }"""


@pytest.mark.parametrize(
    ("before", "label"),
    [("", "Accept all"), ("bar.firstChild.textContent = 'Are you sure? ';", "Go back")],
)
async def test_a_button_that_gets_another_label_is_not_pressed_again(
    lab: Lab, before: str, label: str
) -> None:
    banner = replace(ENGLISH, on_click=RELABELLED % (before, label))
    seen = await journey(lab, banner.html, REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "choice" not in seen.names


async def test_a_banner_whose_boxes_are_not_ticked_is_not_accepted_by_ok(lab: Lab) -> None:
    boxes = replace(ENGLISH, accept="OK")
    ticking = "bar.innerHTML += '<label><input type=checkbox>Marketing</label>'"
    html = boxes.html.replace(
        "(document.body).append(bar)", f"document.body.append(bar); {ticking}"
    )
    seen = await journey(lab, html, ACCEPT)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "the boxes on the banner are not all ticked, and no button accepts everything",
    )


@pytest.mark.parametrize(
    "content",
    [
        "<div><p>This video of our partner sets cookies.</p><button>Accept and load</button></div>",
        "<div><p>Was this page about cookies of help?</p><button>Yes</button>"
        "<button>No</button></div>",
    ],
)
async def test_what_else_a_page_asks_is_not_taken_for_the_banner_again(
    lab: Lab, content: str
) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(ENGLISH.html), "/two": Page(content + ENGLISH.html)}),
        journey=REJECT,
        pages=("/", "/two"),
    )
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")


async def test_a_choice_that_leaves_no_trace_is_not_proven(lab: Lab) -> None:
    twice = "const n = +(localStorage.n || 0) + 1; localStorage.n = n;"
    banner = Homemade(on_click="bar.remove()", shown_if="n <= 2")
    seen = await journey(lab, f"<script>{twice}</script>{banner.html}", REJECT)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "nothing was stored or sent upon the choice, so nothing can remember it",
    )


async def test_a_platform_that_shows_no_banner_is_not_proven(lab: Lab) -> None:
    seen = await journey(lab, "<h1>Shop</h1><script>window.__tcfapi = () => 0</script>", REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == "a consent platform is on the page (IAB TCF) but showed no banner"


# Google's consent mode, whose state on each page is what is stored as ``mode``.
MODE = """<script>
  window.dataLayer = [];
  function gtag() { dataLayer.push(arguments) }
  const kinds = (how) => ({ ad_storage: how, analytics_storage: how });
  gtag('consent', 'default', kinds('denied'));
  const stored = /mode=(\\w+)/.exec(document.cookie)?.[1];
  if (stored) gtag('consent', 'update', kinds(stored));
</script>"""


@pytest.mark.parametrize(
    ("which", "stored", "reason"),
    [(REJECT, "granted", "the visitor refused"), (ACCEPT, "denied", "the visitor accepted")],
)
async def test_a_choice_that_the_site_stores_as_its_opposite_is_not_proven(
    lab: Lab, which: Journey, stored: str, reason: str
) -> None:
    storing = f"document.cookie = 'mode={stored}; path=/'; {ENGLISH.on_click}"
    seen = await journey(lab, MODE + replace(ENGLISH, on_click=storing).html, which)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason.startswith(f"the choice was not recorded: {reason}, and Google Consent Mode")
    (contradiction,) = seen.observation.result.contradictions
    assert contradiction.startswith(f"{reason}, and Google Consent Mode")


async def test_a_choice_that_the_site_stores_is_one_proof_more(lab: Lab) -> None:
    storing = (
        "const how = label === ACCEPT ? 'granted' : 'denied';"
        f"document.cookie = 'mode=' + how + '; path=/'; {ENGLISH.on_click}"
    )
    seen = await journey(lab, MODE + replace(ENGLISH, on_click=storing).html, ACCEPT)
    result = seen.observation.result
    assert (result.outcome, result.recorded) == (Outcome.PROVEN, True)
    assert any("Google Consent Mode holds consent" in proof for proof in result.proofs)


async def test_an_entry_page_that_does_not_load_is_not_proven(lab: Lab) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    seen = await lab.observe(
        Site(SHOP, {"/": hang_up, "/second": Page(ENGLISH.html)}),
        journey=REJECT,
        pages=("/", "/second"),
    )
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "the page did not load: net::ERR_EMPTY_RESPONSE",
    )


async def test_a_page_that_fails_after_the_choice_is_a_gap(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(Homemade().html), "/second": Page(status=500)}),
        journey=REJECT,
        pages=("/", "/second"),
    )
    assert seen.outcome is Outcome.PROVEN
    assert [visit.outcome for visit in seen.visits] == [
        VisitOutcome.VISITED,
        VisitOutcome.VISITED,
        VisitOutcome.VISITED,
        VisitOutcome.FAILED,
    ]
    assert [one.subject for one in seen.observation.not_proven] == [
        f"the page https://{SHOP}/second"
    ]


async def test_a_banner_is_not_touched_in_an_untouched_walk(lab: Lab) -> None:
    seen = await journey(lab, Homemade().html, Journey.UNTOUCHED)
    assert (seen.outcome, seen.names) == (Outcome.VALID, {"first"})


async def test_a_page_cannot_steer_the_choice_by_talking_to_autoconsent(lab: Lab) -> None:
    lies = """<script>
      for (const name of ['autoconsentSendMessage', 'autoconsentReceiveMessage'])
        window[name] = () => { document.cookie = 'lured=1' };
      try { autoconsentSendMessage({type: 'optOutResult', cmp: 'x', result: true}) } catch { }
    </script>"""
    seen = await journey(lab, lies + Homemade(on_click="").html, REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
