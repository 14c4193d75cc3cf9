"""Where the links of a page lead, as the browser itself reads them."""

import pytest

from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"


async def links(lab: Lab, html: str) -> list[str] | None:
    lab.serve(Site(SHOP, {"/": Page(html)}))
    async with lab.tab() as watched:
        await watched.tab.go(HOME)
        found = await watched.tab.links()
        return None if found is None else [one.address for one in found]


async def test_links_are_read_in_the_order_of_the_document(lab: Lab) -> None:
    hrefs = {
        "a": "a",
        "./b": "b",
        "?q=1": "?q=1",
        f"//{SHOP}/c": "c",
        "  /d ": "d",
        "/e#part": "e#part",
        "/f%20g": "f%20g",
        "/h&amp;i": "h&i",
        "/../../j": "j",
        f"HTTPS://{SHOP.upper()}/k": "k",
    }
    html = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    assert await links(lab, html) == [f"{HOME}{page}" for page in hrefs.values()]


async def test_a_base_changes_what_links_are_relative_to(lab: Lab) -> None:
    html = f"<base href='/deep/'><a href='a'>x</a><a href='{HOME}b'>x</a>"
    assert await links(lab, html) == [f"{HOME}deep/a", f"{HOME}b"]


@pytest.mark.parametrize(
    "html",
    [
        "<map name=m><area href=/a></map>",
        "<svg><a xlink:href=/a><text y=9>x</text></a></svg>",
        "<div><template shadowrootmode=open><a href=/a>x</a></template></div>",
        "<link href=/b><img src=/c><form action=/d></form><a href=/a>x</a><a name=e>x</a>",
        "<a href='http://['>x</a><a href=/a>x</a>",
        "<xmp><![foo</xmp><a href=/a>x</a>",
    ],
    ids=["area", "drawing", "shadow root", "nothing else", "no address", "odd markup"],
)
async def test_a_link_may_stand_anywhere(lab: Lab, html: str) -> None:
    assert await links(lab, html) == [f"{HOME}a"]


async def test_a_page_that_breaks_the_reading_of_its_links_is_told_from_one_without(
    lab: Lab,
) -> None:
    breaking = "<script>Document.prototype.querySelectorAll = () => { throw 1 }</script>"
    assert await links(lab, breaking) is None
