"""What requests carry, in a real browser."""

import pytest

from crawler.cookies import Phase
from tests.browsing import ADS, SHOP, Lab
from tests.sites import Page, Site, redirect, script

pytestmark = pytest.mark.browser

CROSS = "SameSite=None; Secure"


async def test_a_request_that_carries_a_cookie_is_its_read(lab: Lab) -> None:
    late = script(f"onload = () => new Image().src = 'https://{ADS}/read?x=1'")
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": Page(f'<img src="https://{ADS}/set"><script src=/late></script>'),
                "/late": late,
            },
        ),
        Site(ADS, {"/set": Page(set_cookie=[f"a=1; {CROSS}"]), "/read": Page()}),
    )
    (read,) = seen.cookie("a").reads
    assert (read.url, read.host, read.withheld) == (f"https://{ADS}/read?x=1", ADS, "")
    assert (read.page, read.phase) == (f"https://{SHOP}/", Phase.BEFORE)
    assert seen.cookie("a").sent_to == (ADS,)


async def test_the_reads_are_the_requests_in_which_the_server_found_the_cookie(lab: Lab) -> None:
    page = "<script src=/a.js></script><img src=/b.png><iframe src=/c></iframe>"
    seen = await lab.observe(
        Site(SHOP, {"/": Page(page, ["a=1"]), "/c": redirect("/d"), "/d": Page()}),
        pages=("/", "/d"),
    )
    found = sorted(f"https://{SHOP}{one.path}" for one in lab.requests if "a=1" in one.cookie)
    assert sorted(read.url for read in seen.cookie("a").reads) == found


async def test_a_cookie_that_must_not_travel_with_a_request_is_withheld_with_the_reason(
    lab: Lab,
) -> None:
    page = Page(f'<iframe src="https://{ADS}/"></iframe>', ["s=1; SameSite=Strict"])
    frame = Page(f'<img src="https://{SHOP}/pixel">')
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/": frame}))
    reads = [one for one in seen.cookie("s").reads if one.url == f"https://{SHOP}/pixel"]
    assert [read.withheld for read in reads] == ["SchemefulSameSiteStrict"]
    assert {one.cookie for one in lab.requests if one.path == "/pixel"} == {""}


async def test_a_cookie_of_another_path_is_no_read(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page("<img src=/other/x>", ["a=1; Path=/only"])}),
    )
    assert seen.cookie("a").reads == ()
