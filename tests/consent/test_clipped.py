"""A banner that a clip-path takes away is closed; one that it leaves is open."""

import pytest

from crawler.consent.banner import Level, find_banner
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("clip", "level"),
    [
        ("inset(100% 0 0 0)", Level.NONE),
        ("inset(50%)", Level.NONE),
        ("inset(0)", Level.OPERABLE),
        ("inset(5px round 10px)", Level.OPERABLE),
        ("none", Level.OPERABLE),
    ],
)
async def test_what_a_clip_path_leaves_of_a_banner_is_seen(
    lab: Lab, clip: str, level: Level
) -> None:
    bar = f"""<h1>Shop</h1><div style="position:fixed;bottom:0;padding:2em;clip-path:{clip}">
      <p>We use cookies to count visits, if you agree.</p>
      <button>Accept all</button><button>Reject all</button></div>"""
    lab.serve(Site(SHOP, {"/": Page(bar)}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        assert (await find_banner(watched.tab.page)).level is level
