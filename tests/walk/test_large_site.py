"""A site of 10,000 pages in 12 templates, walked by the real browser: none is missed."""

from collections.abc import Iterable

import pytest
from aiohttp import web

from crawler.declared import Crawl
from crawler.walks import VisitOutcome
from tests.browsing import SHOP, Lab
from tests.sites import Handler, Page, Site

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(600)]

HOME = f"https://{SHOP}/"
NAMES = "amber birch cedar dune ember fjord grove heath islet jetty knoll lagoon"
WORDS = NAMES.split()
EACH = 833


def path(kind: int, number: int) -> str:
    """Addresses of all usual shapes; each kind has one of its own."""
    name = f"{WORDS[number % 12]}-{WORDS[number // 12 % 12]}-{WORDS[number // 144 % 12]}"
    shapes = (
        f"/lesson/{number}",
        f"/product/{name}",
        f"/2024/{number % 12 + 1:02d}/{name}",
        f"/shop/{WORDS[number % 12]}/{name}",
        f"/item?id={number}",
        f"/forum/topic-{number}.html",
        f"/user/{number * 7919 + 10**9:x}",
        f"/docs/{WORDS[number % 12]}/{WORDS[number // 12 % 12]}/{number}",
        f"/index.php?page=view&article={number}",
        f"/event/2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}/{number}",
        f"/p{number}",
        f"/tag/{name}",
    )
    return shapes[kind]


KINDS = {path(kind, number): (kind, number) for kind in range(12) for number in range(EACH)}


async def answer(request: web.Request) -> web.StreamResponse:
    """Each page links to twenty of its kind, and every third of one kind to the next kind."""
    kind, number = KINDS[request.path_qs]
    own = [path(kind, (number * 31 + k) % EACH) for k in range(1, 21)]
    more = [path(kind + 1, number)] if kind < 11 and number % 3 == 0 else []
    html = f"<main class=kind-{WORDS[kind]}>{links((*own, *more))}</main>"
    return await Page(html, [f"{WORDS[kind]}=1"])(request)


def large_site() -> dict[str, Page | Handler]:
    pages: dict[str, Page | Handler] = {one.partition("?")[0]: answer for one in KINDS}
    return {**pages, "/": Page(links(path(0, n) for n in range(300)))}


def links(paths: Iterable[str]) -> str:
    return "".join(f'<a href="{one}">x</a>' for one in paths)


async def test_sixty_pages_show_every_template_and_are_the_same_again(lab: Lab) -> None:
    crawl = Crawl(max_pages=60, sitemap=False)
    walks = [await lab.observe(Site(SHOP, large_site()), crawl=crawl, dwell="1s") for _ in range(2)]
    first, second = ([one.page for one in walk.visits] for walk in walks)
    assert first == second
    visited = [one for one in walks[0].visits if one.outcome is VisitOutcome.VISITED]
    assert len(visited) <= 60
    assert walks[0].names == set(WORDS)
