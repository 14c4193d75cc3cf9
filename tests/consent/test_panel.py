"""Panels of choices: their switches are found, set and saved, or it is said why not."""

from dataclasses import dataclass
from importlib import import_module

import pytest

from crawler.consent import decide
from crawler.consent.banner import find_banner
from crawler.consent.decision import Decision
from crawler.consent.panel import Panel, find_panel
from crawler.consent.pressing import choose_by_finder, grant_by_finder
from crawler.consent.setting import choose_in_panel
from tests.browsing import ADS, SHOP, Lab, Watched
from tests.platforms import KLARO, TARTEAUCITRON, VANILLA_3, Platform
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule that cannot do it may take, which tests would only sit out."""
    monkeypatch.setattr(import_module("crawler.consent.decide"), "OPERATE_LIMIT_S", 3.0)


NOTHING: frozenset[str] = frozenset()
ANALYTICS = frozenset({"analytics"})
INTRO = "<h2>Cookie settings</h2><p>Here you choose which cookies we may use.</p>"
# The title that the tests' sites give a page.
UNSAVED = "/"
# Keeps in the page what every switch says when the choice is saved.
SAVE = """<script>
function save(box) {
  const on = 'input:checked,[aria-checked=true],[aria-pressed=true]';
  document.title = [...box.querySelectorAll(on)].map(one => one.id).join(' ') || 'none';
  box.remove();
}
</script>"""


def panel_of(*rows: str, button: str = "<button>Save</button>", intro: str = INTRO) -> str:
    """A page with a panel that lies over it; its button keeps what is on in the page's title."""
    saving = button.replace("<button>", "<button onclick=save(this.closest('#box'))>")
    place = "position:fixed;top:20px;left:20px;background:white"
    return f"<h1>Shop</h1><div id=box style='{place}'>{intro}{''.join(rows)}{saving}</div>{SAVE}"


def box(name: str, ident: str, more: str = "checked") -> str:
    return f"<p><label><input type=checkbox id={ident} {more}>{name}</label></p>"


TOGGLE = "this.setAttribute('aria-checked', this.getAttribute('aria-checked') !== 'true')"


def toggle(name: str, ident: str, more: str = "") -> str:
    return (
        f"<div><h3>{name}</h3><button role=switch id={ident} aria-checked=true {more} "
        f'onclick="{TOGGLE}" style="width:40px;height:20px"></button></div>'
    )


NECESSARY = box("Strictly necessary", "need", "checked disabled")


async def shown(watched: Watched, lab: Lab, html: str) -> Panel | None:
    lab.serve(Site(SHOP, {"/": Page(html)}))
    await watched.tab.go(f"https://{SHOP}/")
    return await find_panel(watched.tab.page)


@dataclass(slots=True)
class Chosen:
    """What became of a choice: what was on when it was saved, and how often it was told."""

    decision: Decision
    on: str
    told: int


async def choose(lab: Lab, html: str, granted: frozenset[str], *more: Site) -> Chosen:
    lab.serve(Site(SHOP, {"/": Page(html)}), *more)
    told: list[str] = []

    async def on_choice() -> None:
        told.append("now")

    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        decision = await choose_in_panel(watched.tab, granted, on_choice)
        title = await watched.tab.page.frames[-1].title()
        return Chosen(decision, title, len(told))


CATEGORIES = [
    ("Strictly necessary", "necessary"),
    ("Statistics", "analytics"),
    ("Performance cookies", "analytics"),
    ("Targeting cookies", "marketing"),
    ("Personalised advertising", "marketing"),
    ("Functional cookies", "preferences"),
    ("Cookies n\u00e9cessaires", "necessary"),
    ("Mesure d'audience", "analytics"),
    ("Publicit\u00e9 cibl\u00e9e", "marketing"),
    ("Pr\u00e9f\u00e9rences", "preferences"),
    ("Notwendig", "necessary"),
    ("Besucherstatistik", "analytics"),
    ("Werbung", "marketing"),
    ("Komfortfunktionen", "preferences"),
    ("Anal\u00edticas", "analytics"),
    ("Publicidad comportamental", "marketing"),
    ("Statistiche", "analytics"),
    ("Pubblicit\u00e0", "marketing"),
    ("An\u00e1lise", "analytics"),
    ("Publicidade", "marketing"),
    ("Noodzakelijk", "necessary"),
    ("Statistieken", "analytics"),
    ("Basisadvertenties", "marketing"),
    ("Niezb\u0119dne", "necessary"),
    ("Analityczne", "analytics"),
    ("Reklamowe", "marketing"),
    ("N\u00f6dv\u00e4ndiga", "necessary"),
    ("Analys", "analytics"),
    ("Marknadsf\u00f6ring", "marketing"),
    ("Not necessary", ""),
    ("Partners", ""),
]


async def test_what_a_switch_is_for_is_read_in_nine_languages(lab: Lab) -> None:
    low = "<style>p { margin: 0; font-size: 9px; line-height: 12px }</style>"
    rows = (box(name, f"n{number}") for number, (name, _) in enumerate(CATEGORIES))
    async with lab.tab() as watched:
        panel = await shown(watched, lab, low + panel_of(*rows))
        assert panel
        read = [" ".join(sorted(one.purposes)) for one in panel.switches]
        named = [(name, purpose) for (name, _), purpose in zip(CATEGORIES, read, strict=True)]
        assert named == CATEGORIES


async def test_a_description_does_not_make_a_switch_necessary(lab: Lab) -> None:
    row = "<div><h3>Chat</h3><b>Necessary</b> to talk to us <input type=checkbox checked></div>"
    async with lab.tab() as watched:
        panel = await shown(watched, lab, panel_of(row, NECESSARY))
        assert panel
        assert [sorted(one.purposes) for one in panel.switches] == [[], ["necessary"]]


SLIDER = (
    "<p>Marketing <label><input type=checkbox id=ads checked style='opacity:0;width:0;height:0'>"
    "<span style='display:inline-block;width:40px;height:20px;background:blue'></span></label></p>"
)
RADIOS = (
    "<fieldset><legend>Marketing</legend><label><input type=radio name=m id=ads checked>Yes</label>"
    "<label><input type=radio name=m id=no>No</label></fieldset>"
)
PRESSED = (
    "<div><h3>Marketing</h3>"
    "<button id=ads aria-pressed=true onclick=\"answer(this, 'no')\">Allow</button>"
    "<button id=no aria-pressed=false onclick=\"answer(this, 'ads')\">Deny</button></div>"
    "<script>function answer(one, other) { one.ariaPressed = true;"
    " document.getElementById(other).ariaPressed = false }</script>"
)
LINKED = (
    "<p><label><input type=checkbox id=ads checked style='opacity:0;width:1px;height:1px'>"
    "Marketing <a href='/away'>more on this page and its partners</a></label></p>"
)


@pytest.mark.parametrize(
    ("row", "left"),
    [
        pytest.param(box("Marketing", "ads"), "need", id="box"),
        pytest.param(toggle("Marketing", "ads"), "need", id="switch"),
        pytest.param(SLIDER, "need", id="drawn"),
        pytest.param(RADIOS, "need no", id="radio"),
        pytest.param(PRESSED, "need no", id="pair"),
        pytest.param(LINKED, "need", id="link in the label"),
        pytest.param(
            f"<div style='display:none'>{box('Marketing', 'ads')}</div>{box('Social', 'soc')}",
            "need",
            id="folded away",
        ),
    ],
)
async def test_every_kind_of_switch_is_turned_off_and_saved(lab: Lab, row: str, left: str) -> None:
    chosen = await choose(lab, panel_of(NECESSARY, row), NOTHING)
    assert (chosen.decision.made, chosen.decision.reason) == (True, "")
    assert (chosen.on, chosen.told) == (left, 1)


async def test_a_layer_that_names_nothing_but_purposes_is_a_panel(lab: Lab) -> None:
    html = panel_of(box("Analytics", "stat"), box("Marketing", "ads"), intro="")
    chosen = await choose(lab, html, NOTHING)
    assert (chosen.decision.made, chosen.on) == (True, "none")


async def test_only_what_is_granted_is_on(lab: Lab) -> None:
    rows = [box("Statistics", "stat", ""), box("Marketing", "ads"), box("Partners", "else")]
    chosen = await choose(lab, panel_of(NECESSARY, *rows), ANALYTICS)
    assert (chosen.decision.made, chosen.on) == (True, "need stat")
    assert chosen.decision.proofs == (
        "the panel's switches read: 'statistics' on, 'marketing', 'partners' off",
        "the choice was saved and the panel closed",
    )


async def test_a_switch_for_two_purposes_is_on_for_none_of_them_alone(lab: Lab) -> None:
    rows = [box("Statistics", "stat", ""), box("Analytics and marketing", "both")]
    assert (await choose(lab, panel_of(NECESSARY, *rows), ANALYTICS)).on == "need stat"


async def test_a_switch_for_everything_that_stays_on_is_not_some_of_it(lab: Lab) -> None:
    rows = [box("Allow all", "all"), box("Statistics", "stat"), box("Marketing", "ads")]
    chosen = await choose(lab, panel_of(*rows), ANALYTICS)
    assert (chosen.decision.made, chosen.on) == (False, UNSAVED)
    assert chosen.decision.reason == "'allow all' still reads on, though not all is"
    assert (await choose(lab, panel_of(*rows), NOTHING)).on == "none"


async def test_functional_that_is_always_on_is_what_a_panel_calls_necessary(lab: Lab) -> None:
    rows = [box("Functioneel", "need", "checked disabled"), box("Statistieken", "stat")]
    assert (await choose(lab, panel_of(*rows), NOTHING)).on == "need"
    assert (await choose(lab, panel_of(NECESSARY, *rows), NOTHING)).on == UNSAVED


async def test_services_are_for_what_their_section_is_for(lab: Lab) -> None:
    section = "<section><h3>{}</h3><ul><li>{}</li><li>{}</li></ul></section>"
    rows = [
        section.format("Statistics", toggle("Acme", "a"), toggle("Beta", "b")),
        section.format("Marketing", toggle("Ceta", "c"), toggle("Delta", "d")),
    ]
    assert (await choose(lab, panel_of(*rows), ANALYTICS)).on == "a b"


@pytest.mark.parametrize(
    ("rows", "granted", "reason"),
    [
        pytest.param(
            [box("Marketing", "ads")],
            ANALYTICS,
            "the panel has no choice of its own for analytics: it has 'marketing'",
            id="no such category",
        ),
        pytest.param(
            [toggle("Statistics", "stat", "aria-disabled=true"), box("Marketing", "ads")],
            NOTHING,
            "the panel keeps 'statistics' on",
            id="forced",
        ),
        pytest.param(
            [box("Disable marketing", "ads", ""), box("Statistics", "stat")],
            NOTHING,
            "nothing tells whether 'disable marketing' is on or off",
            id="the other way round",
        ),
        pytest.param(
            [box("Keep advertising away", "ads", ""), box("Statistics", "stat")],
            NOTHING,
            "nothing tells whether 'keep advertising away' is on or off",
            id="a name that turns it around",
        ),
        pytest.param(
            ["<p>Ads <button class=toggle style='width:40px'></button>", box("Statistics", "stat")],
            NOTHING,
            "nothing tells whether 'ads' is on or off",
            id="only drawn",
        ),
        pytest.param([], NOTHING, "the panel has no switch that could be turned off", id="none"),
    ],
)
async def test_a_panel_that_does_not_have_the_choice_is_left_alone(
    lab: Lab, rows: list[str], granted: frozenset[str], reason: str
) -> None:
    chosen = await choose(lab, panel_of(NECESSARY, *rows), granted)
    assert (chosen.decision.made, chosen.decision.reason) == (False, reason)
    assert (chosen.on, chosen.told) == (UNSAVED, 0)


async def test_a_switch_that_does_not_turn_is_not_proven_and_nothing_is_saved(lab: Lab) -> None:
    stuck = toggle("Marketing", "ads").replace(TOGGLE, "")
    chosen = await choose(lab, panel_of(NECESSARY, stuck), NOTHING)
    assert chosen.decision.reason == "the panel's switches did not turn: 'marketing'"
    assert (chosen.decision.made, chosen.on) == (False, UNSAVED)


@pytest.mark.parametrize("label", ["Accept all", "Accept", "OK", "Accept all settings"])
async def test_what_accepts_never_saves_a_refusal(lab: Lab, label: str) -> None:
    html = panel_of(box("Marketing", "ads"), button=f"<button>{label}</button>")
    chosen = await choose(lab, html, NOTHING)
    assert (chosen.decision.made, chosen.on) == (False, UNSAVED)
    assert chosen.decision.reason == "the panel has no button that saves the choice"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<h1>Shop</h1>", id="nothing"),
        pytest.param(
            f"<form><h2>Your newsletter</h2>{box('Marketing', 'ads')}<button>Save</button></form>",
            id="newsletter",
        ),
        pytest.param(
            f"<form><h2>Notification settings</h2>{box('Email', 'a')}{box('Text', 'b')}"
            "<button>Save settings</button></form>",
            id="notifications",
        ),
    ],
)
async def test_what_does_not_speak_of_consent_is_no_panel(lab: Lab, html: str) -> None:
    async with lab.tab() as watched:
        assert await shown(watched, lab, html) is None


async def test_a_panel_in_an_open_shadow_root_is_set(lab: Lab) -> None:
    inner = f"{INTRO}{box('Marketing', 'ads')}<button>Save</button>".replace("'", '"')
    html = f"""<div id=host style="position:fixed;top:0"></div><script>
      const root = host.attachShadow({{mode: 'open'}});
      root.innerHTML = '<div id=box>{inner}</div>';
      root.querySelector('button').onclick = () => {{
        document.title = root.querySelector('#ads').checked ? 'ads' : 'none'; host.remove() }};
      </script>"""
    assert (await choose(lab, html, NOTHING)).on == "none"


async def test_switches_of_web_components_are_set_where_they_are_drawn(lab: Lab) -> None:
    rows = "".join(
        f"<p><b>{name}</b><my-switch id={name}></my-switch></p>" for name in ("Marketing", "Other")
    )
    html = f"""<script>customElements.define('my-switch', class extends HTMLElement {{
      connectedCallback() {{ this.attachShadow({{mode: 'open'}}).innerHTML =
        `<div style="width:40px;height:20px" onclick="this.firstChild.click()"><input checked
          type=checkbox role=switch aria-label=${{this.id}} onclick="event.stopPropagation()"
          style="position:absolute;width:1px;height:1px"></div>` }} }})</script>
      <div id=box style="position:fixed;top:0">{INTRO}{rows}<button onclick="document.title = [
        ...box.querySelectorAll('my-switch')].map((one) => one.shadowRoot.querySelector('input')
        .checked).join(); box.remove()">Save</button></div>"""
    assert (await choose(lab, html, NOTHING)).on == "false,false"


async def test_switches_behind_tabs_alone_are_set(lab: Lab) -> None:
    html = f"""<div id=box role=dialog style="position:fixed;top:0">{INTRO}
      <button role=tab aria-selected=true aria-controls=one>About</button><div id=one>Cookies</div>
      <button role=tab aria-selected=false aria-controls=two>Advertising</button>
      <div id=two hidden><label><input type=checkbox id=ads checked> Marketing</label></div>
      <button onclick="document.title = ads.checked ? 'ads' : 'none'; box.remove()">Save</button>
      </div>"""
    assert (await choose(lab, html, NOTHING)).on == "none"


async def test_a_panel_in_a_cross_site_frame_is_set(lab: Lab) -> None:
    page = panel_of(box("Marketing", "ads"))
    html = f"<iframe src=https://{ADS}/panel width=600 height=500></iframe>"
    chosen = await choose(lab, html, NOTHING, Site(ADS, {"/panel": Page(page)}))
    assert (chosen.decision.made, chosen.on) == (True, "none")


INLINE = f"""<h1>Cookie settings</h1><form id=box>{box("Marketing", "ads", "")}
  <button type=button onclick="KEEP">Save</button></form>
  <script>ads.checked = localStorage.ads !== 'false'</script>"""


@pytest.mark.parametrize(
    ("keep", "made"), [("localStorage.ads = ads.checked", True), ("void 0", False)]
)
async def test_a_panel_that_stays_on_its_page_is_read_again_after_loading(
    lab: Lab, keep: str, made: bool
) -> None:
    chosen = await choose(lab, INLINE.replace("KEEP", keep), NOTHING)
    assert chosen.decision.made is made


BANNER = """<div id=bar style="position:fixed;bottom:0">We use cookies here.
  <button onclick="document.title = 'all'; bar.remove()">Accept all</button>
  <button onclick="box.style.display = 'block'">Settings</button></div>"""


def behind_settings(*rows: str) -> str:
    hidden = panel_of(*rows).replace("background:white", "background:white;display:none")
    return BANNER + hidden.replace("box.remove()", "box.remove(); bar.remove()")


async def test_a_refusal_that_has_no_button_is_made_by_the_switches_behind_settings(
    lab: Lab,
) -> None:
    lab.serve(Site(SHOP, {"/": Page(behind_settings(box("Marketing", "ads"), NECESSARY))}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        banner = await find_banner(watched.tab.page)
        decision = await choose_by_finder(watched.tab, "reject", banner, _nothing)
        assert (decision.made, decision.operated_by) == (True, "finder:settings+panel+save")
        assert await watched.tab.page.title() == "need"


async def test_some_purposes_are_accepted_behind_settings(lab: Lab) -> None:
    rows = (box("Marketing", "ads", ""), box("Statistics", "stat", ""))
    lab.serve(Site(SHOP, {"/": Page(behind_settings(*rows))}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        banner = await find_banner(watched.tab.page)
        decision = await grant_by_finder(watched.tab, ANALYTICS, banner, _nothing)
        assert (decision.made, decision.operated_by) == (True, "finder:settings+panel+save")
        assert await watched.tab.page.title() == "stat"


async def _nothing() -> None:
    """Nobody has to be told."""


def changed(platform: Platform, *changes: tuple[str, str]) -> Site:
    """The platform's site with other settings."""
    site = platform.site()
    page = site.pages["/"]
    assert isinstance(page, Page)
    html = page.html
    for old, new in changes:
        assert old in html
        html = html.replace(old, new)
    return Site(SHOP, {**site.pages, "/": Page(html)})


ONE_LAYER = ("showPreferencesBtn: 'Manage individual preferences',", "")
NO_REFUSAL = ("acceptNecessaryBtn: 'Reject all',", "")
UNREFUSED = {
    "tarteaucitron": (TARTEAUCITRON, ("DenyAllCta: true", "DenyAllCta: false")),
    "klaro": (KLARO, ("acceptAll: true", "acceptAll: true, hideDeclineAll: true")),
    "klaro-modal": (
        KLARO,
        ("acceptAll: true", "acceptAll: true, hideDeclineAll: true, noticeAsModal: true"),
    ),
    "vanilla-3": (VANILLA_3, NO_REFUSAL),
}


@pytest.mark.parametrize(("platform", "change"), UNREFUSED.values(), ids=UNREFUSED.keys())
async def test_a_platform_without_a_button_to_refuse_is_refused_by_its_switches(
    lab: Lab, platform: Platform, change: tuple[str, str]
) -> None:
    lab.serve(changed(platform, change))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        decision = await decide(watched.tab, "reject", _nothing, 12.0)
        assert (decision.made, decision.reason) == (True, "")
        await watched.tab.go(f"https://{SHOP}/")
        assert not (await find_banner(watched.tab.page)).buttons
        names = {one.get("name") for one in await watched.profile.context.cookies()}
        assert not names & {"counted", "adv"}


async def test_a_platform_that_only_accepts_is_not_refused(lab: Lab) -> None:
    lab.serve(changed(VANILLA_3, NO_REFUSAL, ONE_LAYER))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        decision = await decide(watched.tab, "reject", _nothing, 12.0)
        assert not decision.made
        assert "no button to reject" in decision.reason


KNOB = "style='display:inline-block;width:40px;height:20px;background:blue;cursor:pointer'"
ADS_BOX = box("Marketing", "ads")
UNREAD = {
    "select": "<p>Analytics <select><option selected>Allow<option>Deny</select></p>",
    "range": "<p>Analytics <input type=range min=0 max=1 value=1></p>",
    "disabled select": "<p>Analytics <select disabled><option>Allow<option>Deny</select></p>",
    "slider": "<p>Analytics <span role=slider tabindex=0 aria-valuenow=1>&nbsp;</span></p>",
    "pressed by a script": f"<p>Analytics <span class=tg onclick='this.id=1' {KNOB}></span></p>",
    "shown by the pointer": f"<div><b>Statistics</b><div><i {KNOB}></i></div></div>",
    "a picture": "<p>Analytics <img onclick='this.id=1' width=40 height=20></p>",
    "a button": "<p>Analytics <button style='width:40px;height:20px'></button></p>",
    "in the panel's flow": f"Analytics <span onclick='this.id=1' {KNOB}></span>",
}


@pytest.mark.parametrize("row", UNREAD.values(), ids=UNREAD.keys())
async def test_a_control_that_nothing_reads_leaves_the_choice_not_proven(
    lab: Lab, row: str
) -> None:
    chosen = await choose(lab, panel_of(row, ADS_BOX), NOTHING)
    assert not chosen.decision.made
    assert "nothing tells whether" in chosen.decision.reason
    assert (chosen.on, chosen.told) == (UNSAVED, 0)


PRESSABLE = "style='display:inline-block;width:20px;height:20px;cursor:pointer'"
HARMLESS = {
    "caret": f"<p>Marketing <span onclick='this.id=1' {PRESSABLE}></span>"
    "<input type=checkbox id=ads checked></p>",
    "caret of a service": "<section><header>Marketing <input type=checkbox id=ads checked></header>"
    f"<div>Facebook ads <i {PRESSABLE}></i></div></section>",
    "what unfolds": f"<p>Marketing partners <i class=chevron-down {PRESSABLE}></i></p>{ADS_BOX}",
    "necessary": f"<p>Strictly necessary <i {PRESSABLE}></i></p>{ADS_BOX}",
    "heading": f"<div><h2>Preferences</h2><i {PRESSABLE}></i></div>{ADS_BOX}",
    "language": "<label>Language <select><option value=en>English<option value=de>Deutsch"
    f"</select></label>{ADS_BOX}",
    "lines": f"<p>Show <select><option>10<option>25</select> partners</p>{ADS_BOX}",
    "drawn over its box": "<p>Marketing <label><input type=checkbox id=ads checked "
    f"style='opacity:0;width:0'><i {KNOB}></i></label></p>",
}


@pytest.mark.parametrize("row", HARMLESS.values(), ids=HARMLESS.keys())
async def test_what_is_no_choice_does_not_make_a_panel_doubtful(lab: Lab, row: str) -> None:
    about = "<p>Here you choose which cookies we may use.</p>"
    chosen = await choose(lab, panel_of(row, about, intro=""), NOTHING)
    assert (chosen.decision.reason, chosen.on) == ("", "none")
