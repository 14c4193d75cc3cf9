"""All three choices, wherever and whenever a site shows its banner."""

from collections.abc import Callable

import pytest

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome
from tests.browsing import ADS, SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

DECISIONS = (Journey.REJECT, Journey.ACCEPT, Journey.WITHDRAW)
STYLE = "position:fixed;bottom:0;left:0;right:0;padding:2em;background:#eee"
# What every variant shares: the choice is kept in a cookie, and consent brings another one.
LOGIC = """
  const chosen = () => /(?:^|; )choice=(yes|no)/.exec(document.cookie)?.[1];
  const keep = (name, value, seconds) => {
    document.cookie = `${name}=${value}; path=/; SameSite=None; Secure; max-age=${seconds}`;
  };
  const choose = (what) => {
    keep('choice', what, 1000);
    keep('counted', 1, what === 'yes' ? 1000 : 0);
    show(false);
  };
  const show = (visible) => { ROOT.querySelector('#banner').hidden = !visible };
  const begin = () => { chosen() === 'yes' ? keep('counted', 1, 1000) : chosen() || show(true) };
"""
BUTTONS = "<button onclick=\"choose('yes')\">Accept all</button>"
REFUSAL = "<button onclick=\"choose('no')\">Reject all</button>"
LINK = "<p><a href='#' onclick='show(true); return false'>Cookie settings</a></p>"


def banner(style: str = STYLE, buttons: str = BUTTONS + REFUSAL) -> str:
    return (
        f"<div id=banner role=dialog hidden style='{style}'>"
        f"<p>We use cookies to count visits, if you agree.</p>{buttons}</div>"
    )


def page(body: str, begin: str = "begin()", root: str = "document") -> str:
    return f"<h1>Shop</h1>{body}<script>{LOGIC.replace('ROOT', root)} {begin}</script>"


def plain() -> list[Site]:
    return [shop(page(banner() + LINK))]


def late() -> list[Site]:
    return [shop(page(banner() + LINK, "setTimeout(begin, 3000)"))]


def hiding() -> list[Site]:
    return [shop(page(banner() + LINK, "navigator.webdriver || begin()"))]


def below_the_fold() -> list[Site]:
    words = "<p style='height:4000px'>Many words about shoes.</p>"
    return [shop(page(words + banner("padding:2em;background:#eee") + LINK))]


def second_layer() -> list[Site]:
    more = '<button onclick="this.nextElementSibling.hidden = false">Manage options</button>'
    return [shop(page(banner(buttons=f"{BUTTONS}{more}<span hidden>{REFUSAL}</span>") + LINK))]


def shadow() -> list[Site]:
    inside = (banner() + LINK).replace("`", "")
    attach = (
        f"const root = host.attachShadow({{mode: 'open'}}); root.innerHTML = `{inside}`; begin()"
    )
    return [shop(page("<div id=host></div>", attach, root="host.shadowRoot"))]


def framed() -> list[Site]:
    """The banner in a frame of another site; the link in the page opens it again."""
    big = "position:fixed;bottom:0;left:0;width:100%;height:220px;border:0"
    link = (
        '<p><a href="#" onclick="frame.hidden = false;'
        " frame.contentWindow.postMessage('ask', '*'); return false\">Cookie settings</a></p>"
    )
    listen = "addEventListener('message', (event) => { frame.hidden = event.data === 'gone' })"
    home = (
        f"<h1>Shop</h1>{link}<script>{listen}</script>"
        f"<iframe id=frame src='https://{ADS}/banner' style='{big}'></iframe>"
    )
    tell = (
        "addEventListener('message', () => show(true)); begin();"
        "const close = show;"
        "window.show = (on) => { close(on); on || parent.postMessage('gone', '*') };"
        "if (chosen()) parent.postMessage('gone', '*');"
    )
    logic = LOGIC.replace("ROOT", "document").replace("const show =", "window.show =")
    inner = f"{banner('padding:1em')}<script>{logic} {tell}</script>"
    return [shop(home), Site(ADS, {"/banner": Page(inner)})]


def shop(html: str) -> Site:
    return Site(SHOP, {"/": Page(html), "/second": Page(html)})


@pytest.mark.parametrize("decision", DECISIONS, ids=str)
@pytest.mark.parametrize(
    "place", [plain, late, hiding, below_the_fold, second_layer, shadow, framed]
)
async def test_the_choice_is_made_and_proven(
    lab: Lab, place: Callable[[], list[Site]], decision: Journey
) -> None:
    seen = await lab.observe(*place(), journey=decision, pages=("/", "/second"))
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    later = sorted(one.started for one in seen.visits if one.phase is Phase.AFTER)[1]
    stored = {one.identity.name for one in seen.writes if one.stores and one.at > later}
    assert ("counted" in stored) is (decision is Journey.ACCEPT)
