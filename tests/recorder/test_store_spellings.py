"""What ``cookieStore`` makes of names, domains and paths, in a real browser."""

import json

import pytest

from crawler.cookie_store import store_domain, store_path, store_text
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

PATHS = (
    "", "/", "/x", "/x/", "/a%20b?c", "/d//e/../f", "/ü", "/g h", "/q'\"<>`{}^|", "/%2e%2E/h",
    "/i\\j", "/k#l", "/~!$&()*+,=:@[]", "/%41", "/..", "/m/.", "/n%zz", "/\ud800",
)  # fmt: skip
NAMES = (" blanks ", "\ttabs\t", "half\ud800", "é", "\N{NO-BREAK SPACE}kept")
DOMAINS = (SHOP, SHOP.title())


@pytest.mark.browser
async def test_each_call_is_read_as_the_cookie_that_the_browser_keeps(lab: Lab) -> None:
    calls = [{"name": f"p{number}", "value": "1", "path": one} for number, one in enumerate(PATHS)]
    calls += [{"name": one, "value": f" {one}"} for one in NAMES]
    calls += [{"name": f"d{at}", "value": "1", "domain": one} for at, one in enumerate(DOMAINS)]
    calls += [{"name": "gone", "value": "1", "path": "/x/"}]
    script = (
        f"for (const one of {json.dumps(calls)}) cookieStore.set(one);"
        "cookieStore.delete({name: 'gone', path: '/x'})"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{script}</script>")}))
    assert [one.refused for one in seen.writes] == [""] * (len(calls) + 1)
    assert [one.identity for one in seen.observation.cookies if not one.writes] == []
    assert seen.cookie("gone").deleted


def test_what_is_left_out_has_the_interface_s_defaults() -> None:
    assert (store_path(None), store_domain(None, f"https://{SHOP}/a")) == ("/", SHOP)
    assert store_text("plain") == "plain"
