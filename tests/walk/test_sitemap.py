"""What a site's own map says, and what is said where it cannot be read."""

import gzip

import pytest
from aiohttp import web

from crawler.declared import Site as DeclaredSite
from crawler.sitemap import SiteMap, site_map
from tests.browsing import SHOP, Lab
from tests.sites import Handler, Page, Site, redirect

pytestmark = pytest.mark.browser

URL = f"https://{SHOP}/sitemap.xml"
HOME = f"https://{SHOP}/"


def naming(*paths: str, kind: str = "urlset", entry: str = "url") -> str:
    inner = "".join(f"<{entry}><loc>{HOME}{path}</loc></{entry}>" for path in paths)
    return f'<?xml version="1.0"?><{kind}>{inner}</{kind}>'


def xml(text: str) -> Page:
    return Page(text, content_type="text/xml")


async def read(lab: Lab, **files: Page | Handler) -> SiteMap:
    pages = {f"/{name.replace('_', '.')}": page for name, page in files.items()}
    lab.serve(Site(SHOP, pages))
    fields = {"name": "shop", "url": HOME, "crawl": {"max_pages": 9}}
    return await site_map(lab.browser, DeclaredSite.model_validate(fields))


def packed(text: str) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(text.encode()), content_type="application/gzip")

    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/xml"})
    await response.prepare(request)
    while request.transport is not None and not request.transport.is_closing():
        await response.write(b"<url>" * 100)
    return response


async def test_the_pages_of_a_map_come_in_its_order(lab: Lab) -> None:
    assert await read(lab, sitemap_xml=xml(naming("b", "a"))) == SiteMap((f"{HOME}b", f"{HOME}a"))


async def test_maps_of_maps_and_packed_ones_are_read(lab: Lab) -> None:
    index = xml(naming("one.gz", "two.xml", kind="sitemapindex", entry="sitemap"))
    files: dict[str, Page | Handler] = {"one_gz": packed(naming("a")), "two_xml": xml(naming("b"))}
    assert await read(lab, sitemap_xml=index, **files) == SiteMap((f"{HOME}a", f"{HOME}b"))


async def test_a_list_of_addresses_is_a_map(lab: Lab) -> None:
    text = Page(f"{HOME}a\n{HOME}b\n", content_type="text/plain")
    assert await read(lab, sitemap_xml=text) == SiteMap((f"{HOME}a", f"{HOME}b"))


async def test_a_redirect_to_the_map_is_followed(lab: Lab) -> None:
    found = await read(lab, sitemap_xml=redirect("/map.xml"), map_xml=xml(naming("a")))
    assert found == SiteMap((f"{HOME}a",))


@pytest.mark.parametrize(
    "files", [{}, {"sitemap_xml": Page("<h1>Sorry, not here</h1>")}], ids=["404", "a page"]
)
async def test_a_site_without_a_map_leaves_nothing_open(lab: Lab, files: dict[str, Page]) -> None:
    assert await read(lab, **files) == SiteMap()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (Page("<![foo", content_type="text/xml"), "it is neither XML nor a list of addresses"),
        (Page("%PDF-1.7 x", content_type="text/xml"), "it is neither XML nor a list of addresses"),
        (Page(status=503), "HTTP status 503"),
    ],
    ids=["rejected", "something else", "status"],
)
async def test_a_map_that_cannot_be_read_is_a_gap(lab: Lab, file: Page, reason: str) -> None:
    (gap,) = (await read(lab, sitemap_xml=file)).gaps
    assert (gap.subject, gap.reason) == (f"the pages that {URL} names", reason)


async def test_a_map_that_names_more_than_is_read_is_a_gap(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.sitemap.MOST_FILES", 2)
    index = xml(naming("one.xml", "two.xml", kind="sitemapindex", entry="sitemap"))
    found = await read(lab, sitemap_xml=index, one_xml=xml(naming("a")), two_xml=xml(naming("b")))
    assert found.pages == (f"{HOME}a",)
    assert [gap.reason for gap in found.gaps] == ["it names 2 maps: too many to read"]


async def test_a_map_that_never_ends_is_left(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.sitemap.LOAD_LIMIT_S", 0.5)
    (gap,) = (await read(lab, sitemap_xml=endless)).gaps
    assert gap.reason == "it did not come to its end within 0.5 s"


async def test_what_a_map_s_answer_sets_is_in_no_profile(lab: Lab) -> None:
    await read(lab, sitemap_xml=Page(naming("a"), ["map=1"], content_type="text/xml"))
    seen = await lab.observe(Site(SHOP, {"/": Page()}))
    assert seen.left == set()


async def test_maps_that_robots_txt_names_are_read_and_its_rules_kept(lab: Lab) -> None:
    rules = f"User-agent: *\nDisallow: /private\nSitemap: {HOME}other.xml\nSitemap: https://x.y/z\n"
    robots = Page(rules, content_type="text/plain")
    found = await read(lab, robots_txt=robots, other_xml=xml(naming("a")))
    assert (found.pages, found.gaps) == ((f"{HOME}a",), ())
    assert found.robots.why_not(f"{HOME}private/x")
    assert not found.robots.why_not(f"{HOME}a")


async def test_a_robots_txt_that_cannot_be_had_is_a_gap_and_forbids_all(lab: Lab) -> None:
    found = await read(lab, robots_txt=Page(status=503))
    assert [(gap.subject, gap.reason) for gap in found.gaps] == [
        (f"the pages that {HOME}robots.txt lets crawlers visit", "HTTP status 503")
    ]
    assert found.robots.why_not(f"{HOME}a")
