"""What a button does, by its label: as sites and consent platforms write it, in nine languages."""

from importlib import resources

import pytest

from crawler.consent.banner import find_banner
from crawler.consent.words import LABELS
from tests.browsing import SHOP, Lab
from tests.consent.labels import EXPECTED
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

# Of two buttons of one kind, the one that does more.
RANKED = [
    ("Accept all", "Accept"),
    ("Accept all cookies", "Accept analytics cookies"),
    ("Accept", "OK"),
    ("Accept", "Accept additional cookies"),
    ("Tout accepter", "Accepter"),
    ("Akzeptiere alle", "Akzeptieren"),
    ("Alle akzeptieren", "Optionale Cookies akzeptieren"),
    ("Aceptar todas", "Aceptar"),
    ("Accetta tutti", "Accetta"),
    ("Aceitar tudo", "Aceitar"),
    ("Alles accepteren", "Akkoord"),
    ("Akceptuj wszystkie", "Akceptuję"),
    ("Godkänn alla", "Godkänn"),
    ("Reject all", "Necessary cookies only"),
    ("Reject all", "Decline"),
    ("Decline", "Only essential"),
    ("Only essential cookies", "Essential cookies"),
    ("Alle ablehnen", "Nur notwendige"),
    ("Tout refuser", "Continuer sans accepter"),
]


Meanings = dict[str, tuple[str, int]]


@pytest.fixture(scope="module")
async def meanings(lab: Lab) -> Meanings:
    """Kind and rank of every label of this module, read by the page's own engine."""
    labels = [label for label, _ in EXPECTED] + [label for pair in RANKED for label in pair]
    script = (resources.files("crawler.consent") / "labels.js").read_text(encoding="utf-8")
    async with lab.browser.profile() as profile:
        page = await profile.context.new_page()
        found = await page.evaluate(
            f"""([patterns, labels]) => {{
              const words = Object.fromEntries(
                Object.entries(patterns).map(([name, one]) => [name, new RegExp(one)]));
              const meant = ({script.strip()})(words);
              return labels.map((label) => meant(label));
            }}""",
            [LABELS, labels],
        )
    return {
        label: (one["kind"] or "unsure", one.get("rank", 0))
        for label, one in zip(labels, found, strict=True)
    }


@pytest.mark.parametrize(("label", "kind"), EXPECTED)
def test_a_label_tells_what_its_button_does(meanings: Meanings, label: str, kind: str) -> None:
    assert meanings[label][0] == kind


@pytest.mark.parametrize(("more", "less"), RANKED)
def test_a_button_that_does_more_outranks_its_like(
    meanings: Meanings, more: str, less: str
) -> None:
    (kind, rank), (other_kind, other_rank) = meanings[more], meanings[less]
    assert kind == other_kind
    assert rank > other_rank


async def found(lab: Lab, *buttons: str) -> dict[str, str]:
    """The ids of the buttons that the finder takes from a banner, by kind."""
    bar = "We use cookies and would like to measure our audience." + "".join(buttons)
    lab.serve(Site(SHOP, {"/": Page(f"<div style='position:fixed;bottom:0'>{bar}</div>")}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        banner = await find_banner(watched.tab.page)
        return {
            kind: str(await button.get_attribute("id")) for kind, button in banner.buttons.items()
        }


async def test_the_button_that_accepts_everything_is_taken_wherever_it_stands(lab: Lab) -> None:
    assert await found(
        lab,
        "<button id=some>Accept analytics cookies</button>",
        "<button id=all>Accept all cookies</button>",
        "<button id=ok>OK</button>",
        "<button id=few>Necessary cookies only</button>",
        "<button id=none>Reject all</button>",
    ) == {"accept": "all", "reject": "none"}


@pytest.mark.parametrize("attribute", ["role=switch", "role=tab", "aria-expanded=false"])
async def test_what_unfolds_or_switches_is_no_decision(lab: Lab, attribute: str) -> None:
    assert await found(
        lab,
        f"<button id=heading {attribute}>Strictly necessary cookies</button>",
        "<button id=all>Accept all</button>",
    ) == {"accept": "all"}


async def test_settings_that_unfold_are_settings(lab: Lab) -> None:
    assert await found(
        lab,
        "<button id=all>Accept all</button>",
        "<button id=more aria-expanded=false>Cookie settings</button>",
    ) == {"accept": "all", "settings": "more"}
