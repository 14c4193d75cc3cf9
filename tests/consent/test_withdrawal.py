"""Consent taken back by the way that a person finds, or it is told that there is none."""

from dataclasses import dataclass

import pytest

from crawler.consent.way_back import way_back
from crawler.consent.withdrawal import REVOKED, Withdrawal, withdraw
from tests.browsing import CDN, SHOP, Lab
from tests.platforms import PLATFORMS, Platform
from tests.platforms.pressing import press
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second search in vain, which tests of failures would only sit out."""
    monkeypatch.setattr("crawler.consent.withdrawal.LATE_S", 0.0)


# The visitor has consented; what opens the choices calls ``choices()``.
CONSENTED = """<script>
localStorage.choice ??= 'accept';
function choices(more = '') {
  document.querySelector('#bar')?.remove();
  const bar = document.createElement('div');
  bar.id = 'bar';
  bar.style = 'position:fixed;bottom:0;background:white';
  bar.innerHTML = 'We use cookies to measure our audience. <button>Accept all</button>' +
    '<button id=no>Reject all</button>';
  document.body.append(bar);
  for (const button of bar.querySelectorAll('button')) {
    button.onclick = () => { localStorage.choice = button.id ? 'reject' : 'accept'; bar.remove() };
  }
}
</script>"""
PRESS = "onclick='choices(); return false'"


@dataclass(slots=True)
class Withdrawn:
    """What became of a withdrawal, and what the page then remembers."""

    withdrawal: Withdrawal
    choice: str
    path: str
    told: int


async def withdrawn(lab: Lab, html: str, pages: dict[str, Page] | None = None) -> Withdrawn:
    lab.serve(Site(SHOP, {"/": Page(CONSENTED + html), **(pages or {})}))
    told: list[str] = []

    async def on_choice() -> None:
        told.append("now")

    async with lab.tab() as watched:
        page = watched.tab.page
        await watched.tab.go(f"https://{SHOP}/")
        withdrawal = await withdraw(watched.tab, on_choice)
        choice = await page.evaluate("localStorage.choice")
        path = await page.evaluate("location.pathname")
        return Withdrawn(withdrawal, str(choice), str(path), len(told))


WAYS = {
    "English": f"<footer><a href=# {PRESS}>Cookie settings</a></footer>",
    "French": f"<footer><a href=# {PRESS}>G\u00e9rer mes cookies</a></footer>",
    "choices": f"<a href=# {PRESS}>Change my choices</a>",
    "hash": f"<a href='#cookies' {PRESS}>Cookies</a>",
    "label": f"<button aria-label='Cookie preferences' {PRESS}>\U0001f36a</button>",
    "badge": (
        f"<div class=cky-btn-revisit style='position:fixed;left:5px;bottom:5px'><button {PRESS}>"
        "<svg width=20 height=20></svg></button></div>"
    ),
    "script only": (
        "<div class=cc-revoke id=it style='cursor:pointer;position:fixed;bottom:0'>Cookie Policy"
        "</div><script>it.addEventListener('click', () => choices())</script>"
    ),
    "below the fold": f"<p style='height:3000px'>Shop<a href=# {PRESS}>Cookie settings</a>",
    "late": (
        "<script>setTimeout(() => { const a = document.createElement('a'); a.href = '#';"
        "a.textContent = 'Cookie settings'; a.onclick = () => choices();"
        "document.body.append(a) }, 700)</script>"
    ),
    "listens late": (
        "<button id=it>Cookie settings</button>"
        "<script>setTimeout(() => it.onclick = () => choices(), 900)</script>"
    ),
    "shadow": (
        "<div id=host></div><script>const root = host.attachShadow({mode: 'open'});"
        "root.innerHTML = '<button>Consent settings</button>';"
        "root.querySelector('button').onclick = () => choices()</script>"
    ),
}
# The same way by other words: they are recognised in one tab, and pressed by `make soak`.
WORDINGS = {
    "German": f"<footer><a href=# {PRESS}>Cookie-Einstellungen</a></footer>",
    "Spanish": f"<footer><a href=# {PRESS}>Configuraci\u00f3n de cookies</a></footer>",
    "Italian": f"<footer><a href=# {PRESS}>Rivedi le tue scelte sui cookie</a></footer>",
    "Portuguese": f"<footer><a href=# {PRESS}>Gerir consentimento</a></footer>",
    "Dutch": f"<footer><a href=# {PRESS}>Cookievoorkeuren</a></footer>",
    "Polish": f"<footer><a href=# {PRESS}>Zarz\u0105dzaj zgod\u0105</a></footer>",
    "Swedish": f"<footer><a href=# {PRESS}>Cookieinst\u00e4llningar</a></footer>",
    "consent": f"<button {PRESS}>Manage consent</button>",
    "privacy": f"<button {PRESS}>Your privacy choices</button>",
    "preferences": f"<a href=# {PRESS}>Privacy preferences</a>",
    "einwilligung": f"<a href=# {PRESS}>Einwilligung \u00e4ndern</a>",
}


@pytest.mark.parametrize(
    "html",
    [
        *(pytest.param(html, id=name) for name, html in WAYS.items()),
        *(pytest.param(html, id=name, marks=pytest.mark.soak) for name, html in WORDINGS.items()),
    ],
)
async def test_consent_is_withdrawn_by_what_a_person_finds(lab: Lab, html: str) -> None:
    found = await withdrawn(lab, f"<h1>Shop</h1>{html}")
    assert (found.withdrawal.decision.made, found.withdrawal.decision.reason) == (True, "")
    assert (found.withdrawal.way_back, found.choice, found.told) == (True, "reject", 1)


async def test_a_way_back_that_comes_late_is_found_in_the_end(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.consent.withdrawal.LATE_S", 1.5)
    late = "setTimeout(() => foot.innerHTML = `<button onclick=choices()>Cookie settings`, 3000)"
    found = await withdrawn(lab, f"<h1>Shop</h1><footer id=foot></footer><script>{late}</script>")
    assert (found.withdrawal.decision.made, found.choice) == (True, "reject")


async def test_a_way_back_is_recognised_by_its_words_in_nine_languages(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page(CONSENTED)}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        there = {}
        for name, html in WORDINGS.items():
            await watched.tab.page.set_content(f"<h1>Shop</h1>{html}")
            there[name] = await way_back(watched.tab)
        assert there == dict.fromkeys(WORDINGS, True)


FRIENDS = {
    "nothing": "",
    "recipe": f"<a href=# {PRESS}>Cookie recipe</a>",
    "recipes": "<a href=/recipes>Our best cookie recipes</a>",
    "notifications": f"<button {PRESS}>Notification settings</button>",
    "account": f"<button {PRESS}>Account and privacy settings</button>",
    "language": f"<button {PRESS}>Language settings</button>",
    "settings": f"<button {PRESS}>Settings</button>",
    "log out": f"<a href=# {PRESS}>Log out and delete cookies</a>",
    "another site": f"<a href='https://{CDN}/cookies'>Cookie settings</a>",
    "form": "<form action=/sent><button>Cookie settings</button></form>",
    "accept": f"<button {PRESS}>Accept all cookies</button>",
    "refuses some": f"<button {PRESS}>Decline marketing cookies</button>",
}


@pytest.mark.parametrize("html", FRIENDS.values(), ids=FRIENDS.keys())
async def test_what_only_looks_like_a_way_back_is_not_pressed(lab: Lab, html: str) -> None:
    found = await withdrawn(lab, f"<h1>Shop</h1>{html}")
    decision = found.withdrawal.decision
    assert (decision.made, decision.reason) == (False, "no way back to the choice was found")
    assert (found.withdrawal.way_back, found.withdrawal.tried) == (False, ())
    assert (found.choice, found.told, found.path) == ("accept", 0, "/")
    asked = {request.path for request in lab.requests if request.host == SHOP}
    assert asked <= {"/", "/favicon.ico"}


async def test_what_opens_nothing_is_told_and_the_next_is_tried(lab: Lab) -> None:
    html = f"<button>Cookie settings</button><a href='#cookies' {PRESS}>Cookies</a>"
    found = await withdrawn(lab, html)
    assert found.withdrawal.tried == (
        "button 'cookie settings': opened nothing that speaks of consent",
        "link 'cookies': opened the choices",
    )
    assert (found.choice, found.withdrawal.way_back) == ("reject", True)


async def test_a_page_of_the_site_that_has_the_way_back_is_followed(lab: Lab) -> None:
    policy = Page(f"{CONSENTED}<h1>Policy</h1><button {PRESS}>Change cookie consent</button>")
    html = "<footer><a href=/policy>Cookie policy</a></footer>"
    found = await withdrawn(lab, html, {"/policy": policy})
    assert (found.choice, found.withdrawal.way_back) == ("reject", True)
    assert found.withdrawal.tried == (
        "link 'cookie policy': followed to /policy",
        "button 'change cookie consent': opened the choices",
    )


async def test_pages_that_lead_to_nothing_are_come_back_from(lab: Lab) -> None:
    html = "<footer><a href=/a>Cookie policy</a> <a href=/b>Privacy policy</a></footer>"
    plain = Page("<h1>Policy</h1>")
    found = await withdrawn(lab, html, {"/a": plain, "/b": plain})
    assert (found.withdrawal.decision.made, found.withdrawal.way_back) == (False, False)
    assert (found.path, found.choice) == ("/", "accept")
    assert {"/a", "/b"} <= {request.path for request in lab.requests}


async def test_what_leads_away_is_come_back_from(lab: Lab) -> None:
    html = "<button onclick=\"location = '/other'\">Cookie settings</button>"
    found = await withdrawn(lab, html, {"/other": Page("<h1>Other</h1>")})
    assert (found.withdrawal.way_back, found.path) == (False, "/")


async def test_a_platform_s_function_is_no_way_back_for_a_person(lab: Lab) -> None:
    api = "<script>window.Didomi = {preferences: {show: () => choices()}}</script>"
    found = await withdrawn(lab, api)
    assert (found.withdrawal.decision.made, found.choice) == (True, "reject")
    assert found.withdrawal.way_back is False
    assert found.withdrawal.decision.operated_by == (
        "the function Didomi.preferences.show + finder:reject"
    )


async def test_what_revokes_without_a_word_is_pressed_once_and_proves_nothing_alone(
    lab: Lab,
) -> None:
    html = "<button onclick='localStorage.choice += 1'>Withdraw consent</button>"
    found = await withdrawn(lab, html)
    decision = found.withdrawal.decision
    assert (decision.made, decision.proofs) == (True, (REVOKED,))
    assert (found.withdrawal.way_back, found.choice, found.told) == (True, "accept1", 1)


async def test_what_stands_behind_something_that_led_away_is_found_again(lab: Lab) -> None:
    html = (
        "<button onclick=\"location = '/other'\">Change cookie settings</button>"
        "<button onclick=\"localStorage.choice = 'reject'\">Withdraw consent</button>"
    )
    found = await withdrawn(lab, html, {"/other": Page("<h1>Other</h1>")})
    assert (found.choice, found.withdrawal.decision.proofs) == ("reject", (REVOKED,))


async def test_a_refusal_that_does_nothing_is_not_proven(lab: Lab) -> None:
    dead = "<script>const real = choices; choices = () => { real(); no.onclick = null }</script>"
    found = await withdrawn(lab, f"{dead}<button {PRESS}>Cookie settings</button>")
    assert (found.withdrawal.decision.made, found.choice) == (False, "accept")
    assert found.withdrawal.decision.reason == "the banner is still open after its reject button"


async def test_a_banner_that_is_still_open_leaves_nothing_to_withdraw(lab: Lab) -> None:
    found = await withdrawn(lab, "<h1>Shop</h1><script>choices()</script>")
    assert (found.withdrawal.decision.made, found.withdrawal.way_back) == (False, None)
    assert (found.told, found.choice) == (0, "accept")


PANEL = """<button onclick="box.style.display = 'block'">Cookie settings</button>
<div id=box style="position:fixed;top:0;display:none"><h2>Cookie settings</h2>
  <label><input type=checkbox id=ads checked>Marketing</label>
  <button onclick="KEEP; box.style.display = 'none'">END</button></div>
<script>ads.checked = localStorage.choice === 'accept'</script>"""
KEPT = "localStorage.choice = ads.checked ? 'accept' : 'reject'"


@pytest.mark.parametrize("end", ["Save", "Close"])
async def test_switches_that_were_set_are_read_again(lab: Lab, end: str) -> None:
    found = await withdrawn(lab, PANEL.replace("KEEP", KEPT).replace("END", end))
    assert (found.withdrawal.decision.made, found.choice) == (True, "reject")
    assert found.withdrawal.decision.proofs[-1] == (
        "the switches read the same when the choices were opened again"
    )


@pytest.mark.parametrize("end", ["Save", "Close"])
async def test_switches_that_were_not_kept_are_not_proven(lab: Lab, end: str) -> None:
    found = await withdrawn(lab, PANEL.replace("KEEP", "void 0").replace("END", end))
    assert (found.withdrawal.decision.made, found.withdrawal.way_back) == (False, True)
    assert found.withdrawal.decision.reason.startswith("opened again, the panel says otherwise")


@pytest.mark.parametrize(
    ("html", "there"), [(WAYS["English"], True), (WAYS["badge"], True), (FRIENDS["recipe"], False)]
)
async def test_whether_a_page_has_a_way_back_is_seen_without_a_press(
    lab: Lab, html: str, there: bool
) -> None:
    lab.serve(Site(SHOP, {"/": Page(CONSENTED + html)}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        assert await way_back(watched.tab) is there
        assert await watched.tab.page.evaluate("document.querySelector('#bar')") is None


LISTENS = "() => document.cookie.includes('counted')"


@pytest.mark.soak
@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
async def test_consent_to_a_platform_is_withdrawn_or_it_is_told_why_not(
    lab: Lab, platform: Platform
) -> None:
    lab.serve(platform.site())
    async with lab.tab() as watched:
        page = watched.tab.page
        await watched.tab.go(f"https://{SHOP}/")
        await press(page, platform.accept)
        await page.wait_for_function(LISTENS)
        await watched.tab.go(f"https://{SHOP}/second")
        found = await withdraw(watched.tab, _nothing)
        has_way = platform.name != "cookies-eu-banner"  # its documentation knows of none
        assert (found.decision.made, found.way_back) == (has_way, has_way), found
        if has_way:
            await watched.profile.context.clear_cookies(name="counted")
            await watched.tab.go(f"https://{SHOP}/second")
            names = {one.get("name") for one in await watched.profile.context.cookies()}
            assert "counted" not in names


async def _nothing() -> None:
    """Nobody has to be told."""


async def test_a_search_that_takes_too_long_is_cut_and_not_proven(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.consent.withdrawal.SEARCH_LIMIT_S", 0.5)
    found = await withdrawn(lab, "<button>Cookie settings</button>")
    assert (found.withdrawal.decision.made, found.withdrawal.way_back) == (False, None)
    assert found.withdrawal.decision.reason == (
        "the search for a way back to the choice took too long and was cut"
    )


async def test_a_page_that_breaks_the_search_is_not_taken_for_one_without_a_way_back(
    lab: Lab,
) -> None:
    broken = "<script>RegExp = function () { return 1 }</script>"
    found = await withdrawn(lab, f"{broken}<button {PRESS}>Cookie settings</button>")
    assert (found.withdrawal.decision.made, found.withdrawal.way_back) == (False, None)


MORE_WAYS = {
    "data": f"<a href=# {PRESS}>Data preferences</a>",
    "Datenschutz": f"<a href=# {PRESS}>Datenschutz</a>",
    "a biscuit": f"<button {PRESS}>\U0001f36a</button>",
    "a picture": f"<img class=cookie-settings {PRESS} width=30 height=30>",
    "in details": f"<details><summary>Legal</summary>"
    f"<a href=# {PRESS}>Cookie settings</a></details>",
    "in a menu that opens under the pointer": (
        "<style>.sub { display: none } li:hover .sub { display: block }</style>"
        f"<nav><ul><li>Legal<div class=sub><a href=# {PRESS}>Cookie settings</a></div></ul></nav>"
    ),
    "Swedish, in one word": f"<footer><a href=# {PRESS}>Kakinst\u00e4llningar</a></footer>",
    "in a shut menu": (
        "<nav><button aria-expanded=false onclick='list.hidden = false'>More</button>"
        f"<div id=list hidden><a href=# {PRESS}>Cookie settings</a></div></nav>"
    ),
}


@pytest.mark.parametrize("html", MORE_WAYS.values(), ids=MORE_WAYS.keys())
async def test_a_way_back_that_is_less_plainly_named_is_found(lab: Lab, html: str) -> None:
    found = await withdrawn(lab, f"<h1>Shop</h1>{html}")
    assert (found.withdrawal.decision.made, found.withdrawal.decision.reason) == (True, "")
    assert (found.withdrawal.way_back, found.choice, found.told) == (True, "reject", 1)


LEADS = (
    "Datenschutzerkl\u00e4rung",
    "Impressum & Datenschutzerkl\u00e4rung",
    "Informativa sulla privacy",
    "Privacyverklaring",
    "Politique de confidentialit\u00e9",
    "Our promise on privacy",
)


@pytest.mark.parametrize(
    "name",
    [LEADS[0], LEADS[-1], *(pytest.param(one, marks=pytest.mark.soak) for one in LEADS[1:-1])],
)
async def test_a_page_about_privacy_is_followed_whatever_it_is_called(lab: Lab, name: str) -> None:
    policy = Page(f"{CONSENTED}<h1>Shop</h1><button {PRESS}>Change cookie consent</button>")
    found = await withdrawn(lab, f"<a href=/there>{name}</a>", {"/there": policy})
    assert (found.choice, found.withdrawal.way_back) == ("reject", True)


async def test_a_page_about_privacy_may_lead_on_to_one_about_cookies(lab: Lab) -> None:
    pages = {
        "/privacy": Page("<h1>Privacy</h1><a href=/cookies>Cookie policy</a>"),
        "/cookies": Page(f"{CONSENTED}<h1>Cookies</h1><button {PRESS}>Revoke consent</button>"),
    }
    found = await withdrawn(lab, "<a href=/privacy>Privacy policy</a>", pages)
    assert (found.choice, found.withdrawal.way_back) == ("reject", True)


async def test_pages_that_were_not_followed_leave_it_unknown(lab: Lab) -> None:
    names = ("Cookie policy", "Privacy policy", "Privacy notice", "Privacy at our shop")
    links = "".join(f"<a href=/{n}>{name}</a> " for n, name in enumerate(names))
    pages = {f"/{n}": Page("<h1>Nothing</h1>") for n in range(len(names))}
    found = await withdrawn(lab, links, pages)
    assert found.withdrawal.way_back is None
    assert "not all was tried" in found.withdrawal.decision.reason


async def test_a_link_in_a_menu_that_cannot_be_opened_leaves_it_unknown(lab: Lab) -> None:
    html = f"<nav><div hidden><a href=# {PRESS}>Cookie settings</a></div></nav>"
    found = await withdrawn(lab, f"<h1>Shop</h1>{html}")
    assert (found.withdrawal.way_back, found.choice) == (None, "accept")


async def test_settings_left_in_a_banner_that_is_gone_are_no_way_back(lab: Lab) -> None:
    html = f"<div hidden><button {PRESS}>Cookie settings</button></div>"
    found = await withdrawn(lab, f"<h1>Shop</h1>{html}")
    assert (found.withdrawal.way_back, found.choice) == (False, "accept")
