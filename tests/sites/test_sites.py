"""The kit itself: what a test declares is what a client gets."""

from tests.sites import Page, ServeSites, Site, redirect, script
from tests.sites.client import fetch


async def test_every_host_has_its_own_pages_under_a_valid_certificate(
    serve_sites: ServeSites,
) -> None:
    sites = await serve_sites(
        Site("shop.test", {"/": Page("shop")}), Site("ads.example", {"/": Page("ads")})
    )
    assert "shop" in await (await fetch(sites, "shop.test")).text()
    assert "ads" in await (await fetch(sites, "ads.example")).text()


async def test_set_cookie_lines_arrive_as_declared_and_in_order(serve_sites: ServeSites) -> None:
    lines = ["a=1; Max-Age=60", "b=2; Expires=Thu, 01 Jan 2032 00:00:00 GMT; SameSite=None"]
    sites = await serve_sites(Site("shop.test", {"/": Page(set_cookie=lines)}))
    assert (await fetch(sites, "shop.test")).headers.getall("Set-Cookie") == lines


async def test_a_script_and_a_redirect_are_what_they_say(serve_sites: ServeSites) -> None:
    sites = await serve_sites(
        Site("shop.test", {"/tag.js": script("var a = 1;"), "/old": redirect("/new")})
    )
    tag = await fetch(sites, "shop.test", "/tag.js")
    assert (tag.content_type, await tag.text()) == ("text/javascript", "var a = 1;")
    old = await fetch(sites, "shop.test", "/old")
    assert (old.status, old.headers["Location"]) == (302, "/new")


async def test_a_page_that_was_not_declared_is_not_found(serve_sites: ServeSites) -> None:
    sites = await serve_sites(Site("shop.test", {}))
    assert (await fetch(sites, "shop.test", "/nowhere")).status == 404


async def test_requests_are_remembered_as_the_server_saw_them(serve_sites: ServeSites) -> None:
    sites = await serve_sites(Site("shop.test", {"/": Page()}))
    await fetch(sites, "shop.test", "/?q=1")
    assert sites.requested("shop.test") == ["/?q=1"]


async def test_names_that_nobody_serves_stay_on_loopback(serve_sites: ServeSites) -> None:
    sites = await serve_sites(Site("shop.test", {}))
    *_, last = sites.resolve.items()
    assert last == ("*", sites.resolve["shop.test"])
