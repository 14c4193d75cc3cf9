"""What the finder takes for a banner, and its buttons for: labels that sites really use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page

from crawler.consent.banner import Banner, Level, find_banner, platforms
from tests.browsing import SHOP, Lab
from tests.sites import Page as Served
from tests.sites import Site

pytestmark = pytest.mark.browser

TEXT = "We use cookies to improve your experience on our website and to measure its audience."

# A language that no list of words has.
UNREAD = "Vorg blon kresh mulip arn, trebbel onka fil gorsh vemma tuli prenk oss harbo milt."

# (accept, reject) as they stand on the buttons of consent platforms and of sites' own banners.
PAIRS = [
    # English
    ("Accept all", "Reject all"),
    ("Accept All Cookies", "Reject All Cookies"),
    ("Allow all cookies", "Deny"),
    ("I Accept", "I Do Not Accept"),
    ("I agree", "I disagree"),
    ("AGREE", "DISAGREE"),
    ("Accept", "Decline"),
    ("OK", "No thanks"),
    ("Got it!", "Only necessary cookies"),
    ("Accept cookies", "Use necessary cookies only"),
    ("Agree and close", "Continue without agreeing →"),
    ("Yes, I'm happy", "No, thank you"),
    ("Allow all", "Allow necessary cookies only"),
    ("Accept all cookies", "Accept essential cookies"),
    ("Accept all cookies", "Accept only essential cookies"),
    ("Accept All", "Essential cookies only"),
    ("Accept All", "Required Only"),
    ("Accept additional cookies", "Reject additional cookies"),
    ("Accept All", "Reject Non-Essential"),
    ("Accept optional cookies", "Reject optional cookies"),
    ("Enable all", "Disable all"),
    ("Consent", "Do not consent"),
    ("Accept all", "Accept strictly necessary"),
    ("Accept all", "Allow all essential cookies"),
    ("Accept non-essential cookies", "Reject"),
    ("Yes", "No"),
    ("Ja", "Nein"),
    ("Oui", "Non"),
    ("Sí", "No"),
    ("Opt in", "Opt out"),
    ("Accept analytics cookies", "Reject analytics cookies"),
    ("Accepter les cookies de mesure", "Refuser les cookies de mesure"),
    ("I understand", "Refuse all"),
    ("Allow", "Don't allow"),
    # French
    ("Tout accepter", "Tout refuser"),
    ("J'accepte", "Je refuse"),
    ("OK, tout accepter", "Interdire tous les cookies"),
    ("Accepter & Fermer", "Continuer sans accepter →"),
    ("Accepter tous les cookies", "Refuser tous les cookies"),
    ("Autoriser", "Interdire tout"),
    ("Oui, j\u2019accepte", "Non merci"),
    ("D'accord", "Refuser"),
    ("J\u2019ai compris", "Je n'accepte pas"),
    ("Tout autoriser", "Cookies nécessaires uniquement"),
    ("Accepter et continuer", "Continuer sans consentir"),
    # German
    ("Alle akzeptieren", "Alle ablehnen"),
    ("Alle Cookies akzeptieren", "Nur notwendige Cookies"),
    ("Zustimmen", "Ablehnen"),
    ("Einverstanden", "Nicht einverstanden"),
    ("Akzeptieren und weiter", "Ohne Einwilligung fortfahren"),
    ("Zustimmen und weiter", "Ohne Zustimmung fortfahren"),
    ("Alles klar", "Nur essenzielle Cookies akzeptieren"),
    ("Ich stimme zu", "Ich stimme nicht zu"),
    ("Alle zulassen", "Nur erforderliche Cookies zulassen"),
    ("Ja, ich bin einverstanden", "Nein, danke"),
    ("Verstanden", "Nur technisch notwendige"),
    # Spanish, Italian, Portuguese, Dutch, Polish, Swedish
    ("Aceptar todo", "Rechazar todo"),
    ("Aceptar cookies", "Solo cookies necesarias"),
    ("Permitir todas", "Denegar"),
    ("Accetta tutti", "Rifiuta tutti"),
    ("Accetto", "Continua senza accettare"),
    ("Acconsento", "Non accetto"),
    ("Aceitar todos", "Rejeitar todos"),
    ("Concordo", "Apenas cookies necessários"),
    ("Alles accepteren", "Alles weigeren"),
    ("Akkoord", "Alleen noodzakelijke cookies"),
    ("Alle cookies toestaan", "Cookies weigeren"),
    ("Akceptuj wszystkie", "Odrzuć wszystkie"),
    ("Zgadzam się", "Nie zgadzam się"),
    ("Acceptera alla", "Avvisa alla"),
    ("Godkänn alla cookies", "Endast nödvändiga cookies"),
]
# Buttons that are neither acceptance nor refusal.
OTHERS = [
    ("Manage preferences", "settings"),
    ("Cookie settings", "settings"),
    ("Customize", "settings"),
    ("Personnaliser", "settings"),
    ("Paramétrer les cookies", "settings"),
    ("Gérer mes choix", "settings"),
    ("Einstellungen", "settings"),
    ("Mehr Optionen", "settings"),
    ("Configurar", "settings"),
    ("Impostazioni", "settings"),
    ("Save my choices", "save"),
    ("Confirm selection", "save"),
    ("Auswahl speichern", "save"),
    ("Auswahl erlauben", "save"),
    ("Enregistrer mes choix", "save"),
    ("Accept selected", "save"),
    ("Subscribe for 2 € a month", "pay"),
    ("S'abonner pour 1 €", "pay"),
    ("Mit Pur-Abo lesen", "pay"),
    ("Reject and subscribe", "pay"),
    ("Refuser et s'abonner", "pay"),
    ("Reject all and pay", "pay"),
]


@pytest.fixture(scope="module")
async def page(lab: Lab) -> AsyncIterator[Page]:
    """A page whose content a test sets."""
    async with loaded(lab) as page:
        yield page


@pytest.fixture
async def own_page(lab: Lab) -> AsyncIterator[Page]:
    """A page whose scripts may leave something behind."""
    async with loaded(lab) as page:
        yield page


@asynccontextmanager
async def loaded(lab: Lab) -> AsyncIterator[Page]:
    lab.serve(Site(SHOP, {"/": Served()}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        yield watched.tab.page


async def found(page: Page, html: str) -> Banner:
    await page.set_content(f"<!doctype html><h1>Shop</h1><p>Shoes and hats.</p>{html}")
    return await find_banner(page)


async def labels(banner: Banner) -> dict[str, str]:
    return {kind: await button.inner_text() for kind, button in banner.buttons.items()}


def banner_of(*buttons: str, style: str = "position:fixed;bottom:0", text: str = TEXT) -> str:
    inner = "".join(f"<button>{button}</button>" for button in buttons)
    return f'<div style="{style}"><p>{text}</p>{inner}</div>'


@pytest.mark.parametrize(("accept", "reject"), PAIRS)
async def test_the_buttons_of_a_banner_are_told_apart(page: Page, accept: str, reject: str) -> None:
    for buttons in ((accept, reject), (reject, accept)):
        banner = await found(page, banner_of(*buttons))
        assert banner.level is Level.OPERABLE
        assert await labels(banner) == {"accept": accept, "reject": reject}


@pytest.mark.parametrize(("label", "kind"), OTHERS)
async def test_what_is_neither_acceptance_nor_refusal_is_not_taken_for_it(
    page: Page, label: str, kind: str
) -> None:
    banner = await found(page, banner_of("Accept all", label))
    assert await labels(banner) == {"accept": "Accept all", kind: label}


@pytest.mark.parametrize(
    "button",
    [
        "<button>{}</button>",
        "<a href='#'>{}</a>",
        "<a href='javascript:void(0)'>{}</a>",
        "<a role=button href='/consent?x=1'>{}</a>",
        "<div role=button>{}</div>",
        "<span onclick='x()'>{}</span>",
        "<div tabindex=0>{}</div>",
        "<input type=button value='{}'>",
        "<input type=submit value='{}'>",
        "<input type=image alt='{}' width=50 height=20>",
        "<button aria-label='{}'><svg width=20 height=20></svg></button>",
        "<button aria-label='{}'>\u2713</button>",
        "<button title='{}'><svg width=20 height=20></svg></button>",
        "<button><img alt='{}' width=50 height=20></button>",
        "<button><span>{}</span></button>",
        "<button>\n   {}   \n</button>",
    ],
)
async def test_a_button_may_be_made_of_anything(page: Page, button: str) -> None:
    inner = button.format("Accept all") + button.format("Reject all")
    banner = await found(page, f"<div style='position:fixed;bottom:0'><p>{TEXT}</p>{inner}</div>")
    assert set(banner.buttons) == {"accept", "reject"}


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<dialog open><p>{}</p>{}</dialog>", id="dialog"),
        pytest.param("<div role=dialog><p>{}</p>{}</div>", id="role"),
        pytest.param("<div id=cookie-bar><p>{}</p>{}</div>", id="at the top"),
        pytest.param("<div style='position:sticky;top:0'><p>{}</p>{}</div>", id="sticky"),
        pytest.param("<aside style='position:absolute;top:0'><p>{}</p>{}</aside>", id="absolute"),
        pytest.param(
            "<div style='position:fixed;top:0'><div><p>{}</p></div><div><div>{}</div></div></div>",
            id="apart",
        ),
        pytest.param("<my-banner></my-banner><div hidden>{}{}</div>", id="shadow"),
    ],
)
async def test_a_banner_may_stand_anywhere(page: Page, html: str) -> None:
    buttons = "<button>Accept all</button><button>Reject all</button>"
    content = html.format(TEXT, buttons)
    if "my-banner" in html:
        content += (
            "<script>document.querySelector('my-banner').attachShadow({mode: 'open'}).innerHTML ="
            f" '<div style=\"position:fixed;top:0\"><p>{TEXT}</p>{buttons}</div>'</script>"
        )
    banner = await found(page, content)
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})


async def test_what_stands_in_the_slots_of_web_components_is_read(page: Page) -> None:
    html = f"""<my-banner><p>{TEXT}</p></my-banner><script>
      customElements.define('my-button', class extends HTMLElement {{ connectedCallback() {{
        this.attachShadow({{mode: 'open'}}).innerHTML = '<button><slot></slot></button>' }} }});
      document.querySelector('my-banner').attachShadow({{mode: 'open'}}).innerHTML =
        `<div style="position:fixed;top:0"><slot></slot><my-button>Accept all</my-button>
        <my-button><b>Reject all</b></my-button></div>`</script>"""
    banner = await found(page, html)
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})
    assert banner.text.startswith(TEXT.lower())


@pytest.mark.parametrize(
    ("inside", "buttons"),
    [
        pytest.param("<input type=text hidden>", "AR", id="hidden field"),
        pytest.param("<div style='display:none'><input></div>", "AR", id="hidden search"),
        pytest.param("<input type=search placeholder='Partners'>", "AR", id="search"),
        pytest.param("<div style='display:none'><input></div>", "A", id="only acceptance"),
    ],
)
async def test_a_banner_may_have_fields(page: Page, inside: str, buttons: str) -> None:
    labels = {"A": "Accept all", "R": "Reject all"}
    html = banner_of(*(labels[one] for one in buttons), text=f"{TEXT}{inside}")
    banner = await found(page, html)
    assert banner.level is Level.OPERABLE
    assert len(banner.buttons) == len(buttons)


async def test_a_bar_s_own_links_are_its_buttons(page: Page) -> None:
    links = "<a href='/?cookies=1'>Accept cookies</a> <a href='/?cookies=0'>Reject cookies</a>"
    banner = await found(page, f"<div id=cookie-bar>{TEXT} {links}</div>")
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})


async def test_a_banner_with_a_head_and_a_foot_of_its_own_is_operated(page: Page) -> None:
    inner = (
        f"<div><header><h2>Cookies</h2></header><p>{TEXT}</p>"
        "<footer><button>Accept all</button><button>Reject all</button></footer></div>"
    )
    banner = await found(page, f"<div style='position:fixed;top:0'>{inner}</div>")
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="nothing"),
        pytest.param("<footer><a href='/cookies'>Cookie policy</a></footer>", id="policy link"),
        pytest.param(
            "<footer><a href='/cookies'>Cookie settings</a> <a href='/law'>Legal</a></footer>",
            id="settings link",
        ),
        pytest.param("<footer><button>Cookie settings</button></footer>", id="settings button"),
        pytest.param(f"<article><h2>Cookies</h2><p>{TEXT}</p></article>", id="article"),
        pytest.param(
            f"<p>{TEXT}</p><form><input name=q><button>Search</button></form>", id="search"
        ),
        pytest.param(
            "<div style='position:fixed;top:0'><a href='/shop'>Shop</a><button>OK</button></div>",
            id="menu",
        ),
        pytest.param(
            f"<div style='display:none'>{banner_of('Accept', 'Reject')}</div>", id="hidden"
        ),
        pytest.param(banner_of("Accept", "Reject", style="visibility:hidden"), id="invisible"),
        pytest.param(
            banner_of("Accept", "Reject", style="position:fixed;bottom:-500px"), id="off screen"
        ),
        pytest.param(banner_of("Accept", "Reject", style="opacity:0"), id="transparent"),
        pytest.param(
            "<form>By subscribing you accept our cookie policy. <button>Subscribe</button></form>",
            id="subscription",
        ),
        pytest.param(
            "<nav style='position:sticky;top:0'><a href='/a'>Hats</a> <a href='/b'>Order tracking"
            "</a> <a href='/c'>Shoes and socks</a> <a href='/d'>Help and contact</a></nav>",
            id="order tracking",
        ),
        pytest.param(
            "<div style='position:fixed;top:0;width:100%;height:80px'><a href='/a'>Hats</a>"
            "<a href='/b'>Shoes</a><a href='/c'>Socks</a><button>Menu</button></div>",
            id="menu of links",
        ),
        pytest.param(
            "<div><main>Terms of sale. <button>Accept</button></main>"
            "<footer><button>Cookie settings</button></footer></div>",
            id="acceptance of something else",
        ),
        pytest.param(
            "<footer>Our use of cookies. <a href='/privacy'>Privacy</a><button>Top</button>"
            "<button>Language</button></footer>",
            id="foot of the page",
        ),
        pytest.param(
            "<div><h3>Autumn</h3><p>Our new hats are here, in all the colours of the wood.</p>"
            "<a href='/hats'>More</a><button>Buy</button></div>",
            id="teaser",
        ),
        pytest.param(
            "<div role=dialog><p>Our newsletter is for you: ten percent off.</p>"
            "<button>No thanks</button><button>Yes</button></div>",
            id="newsletter",
        ),
        pytest.param(
            "<p>We process your personal data by our updated terms.</p><button>Accept</button>",
            id="terms",
        ),
        pytest.param(
            "<div style='position:fixed;top:0;left:0;right:0;height:80px'><a href='/'>"
            "<img width=90 height=60></a><button aria-label=Menu>\u2630</button></div>",
            id="hamburger",
        ),
        pytest.param(
            "<div style='position:fixed;inset:0;z-index:-1'>"
            "<canvas style='width:100%;height:100%'></canvas></div>",
            id="background",
        ),
        pytest.param(
            "<aside style='position:sticky;top:0;width:260px;height:100vh'><a href='#a'>One</a>"
            "<br><a href='#b'>Two</a><br><a href='#c'>Three</a></aside>",
            id="table of contents",
        ),
        pytest.param(
            "<div><p>By loading the video you accept YouTube's <a href='https://ads.example/privacy'>"
            "privacy policy</a>.</p><button>Load video</button></div>",
            id="video",
        ),
        pytest.param(
            "<div id=CookieDeclaration><p>Cookies are small text files. Your current state: Deny."
            "</p><a href='javascript:void 0'>Change your consent</a> | "
            "<a href='javascript:void 0'>Withdraw your consent</a></div>",
            id="declaration",
        ),
        pytest.param(
            "<div style='position:fixed;bottom:0'><button>Manage your cookie preferences and "
            "privacy settings here</button></div>",
            id="way back",
        ),
        pytest.param(
            "<div>\u00a9 2026 Shop GmbH. All rights reserved. <a href='/privacy'>Privacy</a> "
            "<a href='/imprint'>Imprint</a> <button>\u2191 Top</button></div>",
            id="foot without a name",
        ),
        pytest.param(
            "<div><button>Continue with A</button><button>Continue with B</button><p>By continuing "
            "you agree to our Terms and <a href='/privacy'>Privacy Policy</a>.</p></div>",
            id="social login",
        ),
        pytest.param(
            "<div><h3>Chocolate chip cookies</h3><p>Fresh from the oven for you and yours.</p>"
            "<button>Buy</button><button>Recipe</button></div>",
            id="bakery",
        ),
        pytest.param(
            "<div><h1>We protect your privacy</h1><p>The tool for teams that care for it.</p>"
            "<button>Start free trial</button><button>Book a demo</button></div>",
            id="hero",
        ),
        pytest.param(
            "<div>Was this page helpful? <button>Yes</button><button>No</button></div>",
            id="feedback",
        ),
        pytest.param(
            "<form><label><input type=checkbox>Save my name in cookies</label>"
            "<button>Post comment</button></form>",
            id="comment",
        ),
    ],
)
async def test_what_is_no_banner_is_not_taken_for_one(page: Page, html: str) -> None:
    banner = await found(page, html)
    assert banner.level < Level.SEEN


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(banner_of(), id="without buttons"),
        pytest.param(banner_of("Mehr erfahren"), id="with others"),
        pytest.param(banner_of("Cookie settings"), id="with settings"),
        pytest.param(
            banner_of("受け入れる", "拒否する", text="当サイトではクッキーを使用しています。" * 4),
            id="in a language that is not read",
        ),
        pytest.param(f"<div>{TEXT} <button>&times;</button></div>", id="notice that closes"),
        pytest.param(
            "<div style='position:fixed;bottom:0'>"
            f"{TEXT} <a href='https://ads.example/'>Accept</a></div>",
            id="link that leads away",
        ),
        pytest.param(
            f"<div id=gdpr><p>{UNREAD}</p><button>Xuul</button><button>Murr</button></div>",
            id="by its name",
        ),
        pytest.param(
            f"<div><p>{UNREAD} <a href='/privacy-policy'>Zorp</a></p><button>Xuul</button></div>",
            id="by its policy",
        ),
        pytest.param(
            "<div>Vorg blon kresh. <button>Accept all</button><button>Reject all</button></div>",
            id="by its two buttons",
        ),
        pytest.param(
            "<div>Vi\u00f0 notum vafrak\u00f6kur. <button>Sam\u00feykkja</button>"
            "<button>Hafna</button></div>",
            id="in another language, in the page's flow",
        ),
    ],
)
async def test_a_banner_that_cannot_be_operated_is_still_seen(page: Page, html: str) -> None:
    assert (await found(page, html)).level is Level.SEEN


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            f"<div style='position:fixed;right:0;bottom:0;width:230px;height:90px'>{UNREAD[:60]}"
            "<button>Xuul</button><button>Murr</button></div>",
            id="small",
        ),
        pytest.param(
            "<div style='position:fixed;inset:0'><img alt='' width=400 height=300></div>",
            id="picture",
        ),
        pytest.param(
            "<div style='height:2000px'></div>"
            f"<div style='position:sticky;bottom:0'><p>{UNREAD}</p><button>Xuul</button></div>",
            id="sticky",
        ),
        pytest.param(
            f"<div style='position:absolute;z-index:9;top:40px;width:500px;height:200px'>{UNREAD}"
            "<button>Xuul</button></div>",
            id="absolute",
        ),
        pytest.param(
            f"<aside style='position:fixed;bottom:0'><p>{UNREAD}</p><button>Xuul</button></aside>",
            id="aside",
        ),
        pytest.param(
            f"<div style='position:fixed;bottom:0'><p>{UNREAD} <a href='/x'>Zorp</a> blig florp "
            "<a href='/y'>Merk</a> nalb kreep <a href='/z'>Plod</a></p><button>Xuul</button></div>",
            id="with links",
        ),
        pytest.param(
            "<div role=dialog style='position:fixed;inset:0'><h2>Bist du schon 18?</h2>Mit dem "
            f"Besuch stimmst du Cookies zu. {TEXT}<button>Ja</button><button>Nein</button></div>",
            id="age",
        ),
    ],
)
async def test_what_lies_over_the_page_may_be_anything(page: Page, html: str) -> None:
    banner = await found(page, html)
    assert (banner.level, banner.buttons) == (Level.OVERLAY, {})


@pytest.mark.parametrize(
    "text",
    [
        "We and our 842 partners process data.",
        "We and our partners process data for ads.",
        "Help us improve this website with statistics.",
        "Wij willen graag uw bezoek meten.",
        "Nous mesurons votre visite avec Matomo.",
    ],
)
@pytest.mark.parametrize(
    "buttons",
    [("Accept all", "Settings"), ("Accept", "Decline"), ("Accept all", "Manage or reject")],
)
async def test_what_asks_over_the_page_is_seen_whatever_it_speaks_of(
    page: Page, text: str, buttons: tuple[str, str]
) -> None:
    assert (await found(page, banner_of(*buttons, text=text))).level >= Level.SEEN


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            banner_of("Allow", "No thanks", text="May we send you notifications of our sales?"),
            id="notifications",
        ),
        pytest.param(
            banner_of(
                "Yes please", "No thanks", text="Our newsletter? You may withdraw your consent."
            ),
            id="newsletter",
        ),
        pytest.param(
            banner_of("OK", "Settings", text="Your hat is in the basket."), id="plain settings"
        ),
        pytest.param(
            "<div>Three filters. <button>Enable all</button><button>Settings</button></div>",
            id="in the page's flow",
        ),
    ],
)
async def test_what_asks_for_something_else_is_not_taken_for_a_banner(
    page: Page, html: str
) -> None:
    assert (await found(page, html)).level < Level.SEEN


async def test_a_link_that_leads_away_is_no_button(page: Page) -> None:
    html = f"<div role=dialog><p>{TEXT}</p><a href='https://ads.example/'>Accept all</a></div>"
    assert (await found(page, html)).level is Level.SEEN


async def test_a_banner_in_a_frame_is_found(page: Page) -> None:
    inner = banner_of("Accept all", "Reject all").replace('"', "'")
    banner = await found(page, f'<iframe srcdoc="{inner}" width=600 height=300></iframe>')
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})


async def test_the_banner_with_both_buttons_is_preferred(page: Page) -> None:
    other = banner_of("OK", style="position:fixed;top:0", text="Cookies taste good.")
    banner = await found(page, other + banner_of("Accept all", "Reject all"))
    assert await labels(banner) == {"accept": "Accept all", "reject": "Reject all"}


ENTERING = [
    pytest.param("transform:translateY(100%)", "transform:none", id="transform"),
    pytest.param("transform:translateY(300px)", "transform:translateY(-10px)", id="up to a gap"),
    pytest.param("translate:0 100%", "translate:none", id="translate"),
    pytest.param("margin:0;bottom:-400px", "bottom:0", id="place"),
    pytest.param("opacity:0", "opacity:1", id="opacity"),
]


def in_transition(start: str, end: str) -> str:
    """A banner on the way from one style to another, which it takes hours to end."""
    html = banner_of("Accept all", "Reject all", style=f"position:fixed;bottom:0;{start}")
    return html + (
        "<script>{const bar = document.querySelector('div'); bar.getBoundingClientRect();"
        f"bar.style.transition = 'all 9e3s steps(1, end)'; bar.style.cssText += ';{end}'}}</script>"
    )


@pytest.mark.parametrize(("start", "end"), ENTERING)
async def test_a_banner_that_is_still_coming_in_is_seen(page: Page, start: str, end: str) -> None:
    banner = await found(page, in_transition(start, end))
    assert (banner.level, set(banner.buttons)) == (Level.OPERABLE, {"accept", "reject"})
    assert await banner.is_open()


@pytest.mark.parametrize("start", ["transform:translateY(100%)", "opacity:0", "bottom:-400px"])
async def test_a_banner_that_stays_away_through_a_transition_is_not_seen(
    page: Page, start: str
) -> None:
    assert (await found(page, in_transition(start, "color:red"))).level < Level.SEEN


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("transform:translateY(400px)", "transform:translateY(300px)"),
        ("translate:0 200%", "translate:0 100%"),
        ("opacity:0;bottom:-400px", "opacity:1"),
    ],
)
async def test_a_transition_that_ends_out_of_sight_shows_nothing(
    page: Page, start: str, end: str
) -> None:
    assert (await found(page, in_transition(start, end))).level < Level.SEEN


async def test_a_banner_that_pulses_out_of_sight_for_ever_is_not_seen(page: Page) -> None:
    html = "<style>@keyframes in {from {opacity:0} to {opacity:1}}</style>" + banner_of(
        "Accept all",
        "Reject all",
        style="position:fixed;bottom:0;opacity:0;animation:in 9999s steps(1, end) infinite",
    )
    assert (await found(page, html)).level < Level.SEEN


async def test_pressing_a_button_clicks_it(page: Page) -> None:
    html = banner_of("Accept all", "Reject all") + (
        "<script>for (const b of document.querySelectorAll('button'))"
        " b.onclick = () => { document.title = b.innerText }</script>"
    )
    banner = await found(page, html)
    assert await banner.press("reject")
    assert await page.title() == "Reject all"


async def test_a_button_that_something_lies_over_is_pressed_all_the_same(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.consent.banner.CLICK_LIMIT_MS", 200)
    html = banner_of("Accept all", "Reject all") + (
        "<script>for (const b of document.querySelectorAll('button'))"
        " b.onclick = () => { document.title = b.innerText }</script>"
        "<div style='position:fixed;inset:0;z-index:9'></div>"
    )
    banner = await found(page, html)
    assert await banner.press("accept")
    assert await page.title() == "Accept all"


async def test_a_button_that_a_banner_lacks_cannot_be_pressed(page: Page) -> None:
    banner = await found(page, banner_of("Accept all"))
    assert not await banner.press("reject")


async def test_a_banner_is_open_until_it_goes_away(page: Page) -> None:
    banner = await found(page, banner_of("Accept all", "Reject all"))
    assert await banner.is_open()
    await page.evaluate("document.querySelector('div').style.display = 'none'")
    assert not await banner.is_open()
    await page.set_content("gone")
    assert not await banner.is_open()


async def test_a_page_whose_scripts_break_the_finder_is_not_taken_for_one_without_a_banner(
    own_page: Page,
) -> None:
    breaking = "<script>Element.prototype.checkVisibility = () => { throw 1 }</script>"
    banner = await found(own_page, banner_of("Accept", "Reject") + breaking)
    assert banner.level is Level.UNSEARCHED


async def test_a_large_frame_that_breaks_the_finder_is_not_taken_for_one_without_a_banner(
    own_page: Page,
) -> None:
    inner = (
        "<button>x</button><script>Element.prototype.checkVisibility = () => { throw 1 }</script>"
    )
    banner = await found(own_page, f"<iframe srcdoc='{inner}' width=600 height=300></iframe>")
    assert banner.level is Level.UNSEARCHED


async def test_a_frame_without_room_for_a_banner_need_not_be_searched(own_page: Page) -> None:
    inner = (
        "<button>x</button><script>Element.prototype.checkVisibility = () => { throw 1 }</script>"
    )
    banner = await found(own_page, f"<iframe srcdoc='{inner}' width=88 height=31></iframe>")
    assert banner.level is Level.NONE


async def test_platforms_are_known_by_their_apis(own_page: Page) -> None:
    await own_page.set_content("<script>__tcfapi = () => 0; Didomi = {}; OneTrust = {}</script>")
    assert await platforms(own_page) == ("IAB TCF", "OneTrust", "Didomi")


async def test_an_element_with_the_name_of_an_api_is_no_platform(own_page: Page) -> None:
    await own_page.set_content("<div id=Didomi></div>")
    assert await platforms(own_page) == ()


@pytest.mark.parametrize(
    "box",
    [
        "<label><input type=checkbox>Marketing</label>",
        "<label><input type=checkbox style='opacity:0'>Marketing</label>",
        "<span role=switch aria-checked=false tabindex=0>Marketing</span>",
        "<input type=radio checked>Only necessary <input type=radio>Everything",
        "<select><option>Necessary<option>Everything</select>",
        "<button aria-pressed=false>Marketing</button>",
    ],
)
@pytest.mark.parametrize("label", ["OK", "Accept", "Agree and continue"])
async def test_to_accept_what_is_ticked_is_not_to_accept_everything(
    page: Page, box: str, label: str
) -> None:
    banner = await found(page, banner_of(label, "Reject all", text=f"{TEXT}{box}"))
    assert await labels(banner) == {"save": label, "reject": "Reject all"}


@pytest.mark.parametrize(
    ("box", "label"),
    [
        ("<input type=checkbox>Marketing", "Accept all"),
        ("<input type=checkbox checked>Marketing", "OK"),
        ("<input type=checkbox checked disabled>Necessary", "Accept"),
        ("<div style='display:none'><input type=checkbox>Marketing</div>", "Accept"),
    ],
)
async def test_to_accept_where_all_is_ticked_is(page: Page, box: str, label: str) -> None:
    banner = await found(page, banner_of(label, "Reject all", text=f"{TEXT}{box}"))
    assert await labels(banner) == {"accept": label, "reject": "Reject all"}


async def test_answers_that_every_service_has_of_its_own_are_none_of_the_banner(
    page: Page,
) -> None:
    rows = "".join(f"<p>{name} <button>Allow</button><button>Deny</button>" for name in "AB")
    banner = await found(page, banner_of("Allow all", "Deny all", text=f"{TEXT}{rows}"))
    assert await labels(banner) == {"accept": "Allow all", "reject": "Deny all"}
    assert not (await found(page, banner_of("Save", text=f"{TEXT}{rows}"))).buttons
