"""Which pages a walk visits; no browser needed."""

from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.crawl.links import Link
from crawler.crawl.robots import Robots
from crawler.declared import Site
from crawler.discovery import LONGEST_URL, Frontier

HOME = "https://shop.test/"
URLS = st.text(st.characters(codec=None), max_size=60)
ODD_URLS = st.lists(
    st.sampled_from(["http://[", "http://[::1", "//", HOME, ":99999/", "\x00", "\ud800", " ", "x"])
).map("".join)


def site(url: str = HOME, *, pages: tuple[str, ...] = (), **crawl: Any) -> Site:
    return Site.model_validate({"name": "shop", "url": url, "pages": pages, "crawl": crawl})


def links(*hrefs: str, at: str = HOME) -> list[Link]:
    return [Link(urljoin(at, href)) for href in hrefs]


def drained(frontier: Frontier) -> list[str]:
    pages = []
    while frontier:
        pages.append(frontier.next())
    return pages


def met(found: list[Link], **crawl: Any) -> list[str]:
    """The pages that a home page's links lead to, the home page left out."""
    frontier = Frontier.of(site(**crawl))
    frontier.next()
    frontier.meet(found)
    return drained(frontier)


def test_the_declared_pages_come_first_in_their_order() -> None:
    frontier = Frontier.of(site(pages=("/b", "/a", "/c"), max_pages=10))
    frontier.meet(links("/d", "/a"))
    assert drained(frontier) == [f"{HOME}{page}" for page in "bacd"]


def test_a_site_without_listed_pages_begins_at_its_url() -> None:
    frontier = Frontier.of(site("https://shop.test/en/"))
    assert (frontier.entry, drained(frontier)) == (
        "https://shop.test/en/",
        ["https://shop.test/en/"],
    )


def test_every_declared_page_is_visited_whatever_the_limit() -> None:
    assert len(drained(Frontier.of(site(pages=("/a", "/b", "/c"), max_pages=1)))) == 3


def test_pages_of_the_site_s_map_come_after_the_declared_ones() -> None:
    frontier = Frontier.of(site(pages=("/a",), max_pages=10), [f"{HOME}m", f"{HOME}a", f"{HOME}n"])
    assert drained(frontier) == [f"{HOME}a", f"{HOME}m", f"{HOME}n"]


def test_links_are_followed_in_the_order_of_the_document() -> None:
    assert met(links("/z", "/a", "/m", "/a")) == [f"{HOME}z", f"{HOME}a", f"{HOME}m"]


def test_no_links_are_followed_where_no_crawl_is_declared() -> None:
    frontier = Frontier.of(Site.model_validate({"name": "shop", "url": HOME}))
    frontier.meet(links("/a"))
    assert drained(frontier) == [HOME]


def test_the_limit_counts_all_pages_and_says_what_it_cut_off() -> None:
    frontier = Frontier.of(site(max_pages=3))
    frontier.meet(links("/a", "/b", "/c", "/d"))
    assert drained(frontier) == [HOME, f"{HOME}a", f"{HOME}b"]
    (cut,) = frontier.rest()
    assert cut.reason == "2 more links: beyond max_pages 3"


def test_without_a_cut_nothing_is_said_of_the_limit() -> None:
    assert Frontier.of(site(max_pages=1)).rest() == ()


@pytest.mark.parametrize(
    "href",
    [
        "https://other.test/",
        "http://shop.test/a",
        "https://shop.test:8443/a",
        "https://www.shop.test/a",
        "//other.test/a",
        "mailto:a@shop.test",
        "javascript:alert(1)",
        "tel:123",
        "data:text/html,x",
        "blob:https://shop.test/1",
        "https://shop.test.evil.test/a",
        "https://user@other.test/",
    ],
)
def test_only_links_within_the_origin_are_followed(href: str) -> None:
    assert met(links(href)) == []


@pytest.mark.parametrize(
    "href", ["", "#", "#part", "/", "https://shop.test", "https://shop.test/#x"]
)
def test_a_link_to_the_page_itself_is_no_new_page(href: str) -> None:
    assert met(links(href)) == []


def test_a_link_that_may_do_harm_is_left_alone_and_said_so() -> None:
    frontier = Frontier.of(site())
    frontier.meet([*links("/users/sign_out"), Link(f"{HOME}x", ("Se déconnecter",))])
    assert drained(frontier) == [HOME]
    assert [(one.page, one.reason) for one in frontier.rest()] == [
        (f"{HOME}users/sign_out", "never followed: its address says 'sign out'"),
        (f"{HOME}x", "never followed: its label says 'deconnecter'"),
    ]


@pytest.mark.parametrize("href", ["/a.pdf", "/a.PDF?x=1", "/b.zip", "/c.jpeg", "/d.mp4", "/e.docx"])
def test_what_is_no_page_is_left_alone_and_said_so(href: str) -> None:
    frontier = Frontier.of(site())
    frontier.meet(links(href))
    assert drained(frontier) == [HOME]
    assert [one.reason for one in frontier.rest()] == ["not a page"]


@pytest.mark.parametrize("href", ["/a.html", "/v1.0", "/a.php", "/pdf", "/x?file=a.pdf"])
def test_what_may_be_a_page_is_visited(href: str) -> None:
    assert met(links(href)) == [f"{HOME}{href[1:]}"]


def test_what_the_declaration_excludes_is_left_alone_and_said_so() -> None:
    frontier = Frontier.of(site(exclude=["/admin/*", "*?print=*"]))
    frontier.meet(links("/admin/x", "/a?print=1", "/a"))
    assert drained(frontier) == [HOME, f"{HOME}a"]
    assert [(one.page, one.reason) for one in frontier.rest()] == [
        (f"{HOME}admin/x", "excluded by the declaration"),
        (f"{HOME}a?print=1", "excluded by the declaration"),
    ]


def test_an_address_without_end_is_left_alone() -> None:
    frontier = Frontier.of(site())
    frontier.meet(links("/" + "a" * LONGEST_URL))
    assert drained(frontier) == [HOME]
    assert [one.reason for one in frontier.rest()] == ["its address is too long"]


def test_what_was_skipped_once_is_not_told_twice() -> None:
    frontier = Frontier.of(site())
    frontier.meet(links("/a.pdf"))
    frontier.meet(links("/a.pdf", "/a.pdf#2"))
    assert len(frontier.rest()) == 1


def test_a_site_that_lives_on_www_is_followed_there() -> None:
    frontier = Frontier.of(site())
    page = frontier.next()
    frontier.arrived(page, "https://www.shop.test/")
    frontier.meet(links("/a", "https://shop.test/b", at="https://www.shop.test/"))
    assert drained(frontier) == ["https://www.shop.test/a", "https://shop.test/b"]


def test_a_declared_page_with_a_fragment_tells_where_the_site_lives_too() -> None:
    frontier = Frontier.of(site(pages=("/#start",), max_pages=5))
    frontier.arrived(frontier.next(), "https://www.shop.test/#start")
    frontier.meet(links("/a", at="https://www.shop.test/"))
    assert drained(frontier) == ["https://www.shop.test/a"]


def test_a_page_that_leads_to_another_site_does_not_make_it_part_of_this_one() -> None:
    frontier = Frontier.of(site())
    frontier.arrived(frontier.next(), "https://other.test/")
    frontier.meet(links("/a", at="https://other.test/"))
    assert drained(frontier) == []


def test_a_page_that_was_reached_by_a_redirect_is_not_visited_again() -> None:
    frontier = Frontier.of(site())
    frontier.arrived(frontier.next(), f"{HOME}start#top")
    frontier.meet(links("/start", "/next", at=f"{HOME}start"))
    assert drained(frontier) == [f"{HOME}next"]


def test_an_unchanged_site_gives_the_same_pages_again() -> None:
    found = links(*(f"/p{number * 7 % 50}" for number in range(50)))
    assert met(found, max_pages=20) == met(found, max_pages=20)


@given(st.lists(URLS | ODD_URLS))
def test_no_link_can_stop_a_walk(found: list[str]) -> None:
    frontier = Frontier.of(site(max_pages=5))
    frontier.meet(map(Link, found))
    for page in drained(frontier):
        assert page.startswith("https://shop.test/")
    frontier.rest()


@given(URLS)
def test_no_final_address_can_stop_a_walk(url: str) -> None:
    frontier = Frontier.of(site(), [url])
    frontier.arrived(HOME, url)
    drained(frontier)


def test_what_robots_txt_leaves_out_is_told_and_never_a_page_that_is_declared() -> None:
    robots = Robots.of("User-agent: *\nDisallow: /private")
    frontier = Frontier.of(site(pages=("/private/a",)), (), robots)
    frontier.meet(links("/private/b", "/c"))
    assert drained(frontier) == [f"{HOME}private/a", f"{HOME}c"]
    assert [(one.page, one.reason) for one in frontier.rest()] == [
        (f"{HOME}private/b", "robots.txt asks crawlers not to visit it")
    ]


def test_a_page_that_takes_more_links_than_declared_is_not_visited() -> None:
    frontier = Frontier.of(site(max_depth=1))
    page = frontier.next()
    frontier.meet(links("/a"), page)
    frontier.meet(links("/b"), frontier.next())
    assert drained(frontier) == []
    assert [one.reason for one in frontier.rest()] == ["1 more links: beyond max_depth 1"]


def test_no_page_is_begun_after_the_declared_time() -> None:
    now = [0.0]
    frontier = Frontier.of(site(pages=("/a", "/b"), max_time="10s"))
    frontier.clock = lambda: now[0]
    frontier.meet(links("/c"), frontier.next())
    now[0] = 11.0
    assert drained(frontier) == [f"{HOME}b"]
    assert [one.reason for one in frontier.rest()] == ["1 more links: beyond max_time (10 s)"]


def test_a_link_that_another_page_calls_a_log_out_is_dropped() -> None:
    frontier = Frontier.of(site())
    frontier.meet(links("/x7", "/a"), frontier.next())
    frontier.meet([Link(f"{HOME}x7", ("Log out",))], HOME)
    assert drained(frontier) == [f"{HOME}a"]


def test_pages_alike_that_are_left_out_are_told_in_one_line() -> None:
    frontier = Frontier.of(site(per_template=2))
    frontier.meet(links(*(f"/lesson/{n}" for n in range(9))), frontier.next())
    while frontier:
        frontier.meet((), frontier.next())
    assert [(one.page, one.reason) for one in frontier.rest()] == [
        (f"{HOME}lesson/{{number}}", "7 more pages of this template: 2 of it were visited")
    ]
