"""Breadth across templates: many pages cost as much as a few, and none of a kind is missed."""

import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

import pytest

from crawler.crawl.shapes import FINE, Shapes, in_words, kind_of, shape_of
from tests.crawl.simulated import Answer, crawled

_WORDS = """
    blue red green old new small large warm cold light dark soft hard wild calm fast slow deep high
    wide long thin rich pure bold dry wet raw ripe keen
"""
WORDS = _WORDS.split()
_THINGS = "shirt lamp chair table book phone watch shoe coat hat ring bowl cup fork knife desk"
THINGS = _THINGS.split()


def slug(number: int) -> str:
    draw = int.from_bytes(sha256(str(number).encode()).digest()[:4], "big")
    return f"{WORDS[draw % 30]}-{THINGS[draw // 30 % 16]}-{WORDS[draw // 480 % 30]}"


def section(path: str) -> str:
    return path.strip("/").split("/")[0].partition("?")[0]


def lesson(n: int) -> tuple[str, ...]:
    more = (f"/lesson/{n * 7 % 6000 + k}" for k in range(20))
    return (*more, f"/product/{slug(n)}", "/account/overview")


def names_under(path: str, count: int) -> tuple[str, ...]:
    return tuple(f"{path}/{slug(n)}" for n in range(count))


# 10,000 pages in 13 templates: what a path looks like, and where its pages link to.
TEMPLATES: dict[str, tuple[str, Callable[[str], tuple[str, ...]]]] = {
    "home": (r"/", lambda _: tuple(f"/lesson/{n}" for n in range(1, 1001))),
    "lesson": (r"/lesson/\d+", lambda path: lesson(int(path.split("/")[2]))),
    "product": (r"/product/.+", lambda _: (*names_under("/product", 300), "/shop")),
    "shop": (r"/shop", lambda _: tuple(f"/shop/{thing}" for thing in THINGS)),
    "category": (r"/shop/[^/]+", lambda path: names_under(path, 100)),
    "item": (r"/shop/[^/]+/.+", lambda _: ("/2024/05/some-title", "/forum?topic=3")),
    "post": (r"/20\d\d/.+", lambda _: names_under("/2023/04", 50)),
    "account": (r"/account/.+", lambda _: ("/account/orders", "/account/data", "/user/5f2b8c1d9e")),
    "user": (r"/user/.+", lambda _: tuple(f"/user/{n:08d}ab" for n in range(50))),
    "topic": (
        r"/forum\?topic=.+",
        lambda _: (*(f"/forum?topic={n}" for n in range(500)), "/about"),
    ),
    "about": (r"/about", lambda _: ("/contact", "/docs/intro")),
    "docs": (r"/docs/.+", lambda _: tuple(f"/docs/{one}" for one in WORDS)),
    "contact": (r"/contact", lambda _: ()),
}


def twelve(path: str) -> Answer:
    for name, (pattern, links) in TEMPLATES.items():
        if re.fullmatch(pattern, path):
            return Answer(name, links(path))
    raise AssertionError(f"no page has the address {path}")


def test_every_template_of_a_large_site_is_visited() -> None:
    visited = crawled(twelve, max_pages=60)
    seen = Counter(template for _, template in visited)
    assert set(seen) == set(TEMPLATES)
    assert len(visited) <= 60


def test_two_crawls_visit_the_same_pages() -> None:
    assert crawled(twelve, max_pages=60) == crawled(twelve, max_pages=60)


def test_ten_thousand_pages_of_a_template_cost_as_much_as_a_few() -> None:
    def lessons(_: str) -> Answer:
        return Answer("lesson", tuple(f"/lesson/{n}" for n in range(10_000)))

    assert len(crawled(lessons, max_pages=500)) <= 8


@pytest.mark.parametrize(
    "rare", ["/rare/page", "/rare", "/lesson/special-offer", "/lesson/overview"]
)
def test_a_template_linked_once_among_a_thousand_links_is_visited(rare: str) -> None:
    def pages(path: str) -> Answer:
        kind = "rare" if path == rare else "lesson"
        return Answer(kind, (*(f"/lesson/{n}" for n in range(800)), rare, "/lesson/900"))

    assert rare in dict(crawled(pages, max_pages=20))


def test_names_that_only_their_place_tells_apart_are_visited_where_they_stand_alone() -> None:
    def pages(path: str) -> Answer:
        if path == "/":
            return Answer("home", tuple(f"/post/{slug(n)}" for n in range(1000)))
        return Answer(
            "rare" if path == "/post/archive-of-all" else "post", ("/post/archive-of-all",), "nav"
        )

    assert "/post/archive-of-all" in dict(crawled(pages, max_pages=20))


def test_every_lesson_that_leads_to_a_new_kind_brings_more_lessons() -> None:
    kinds = [f"kind{chr(97 + n)}" for n in range(12)]

    def pages(path: str) -> Answer:
        parts = path.strip("/").split("/")
        if parts[0] == "lesson":
            return Answer("lesson", (f"/{kinds[int(parts[1]) % 12]}/{slug(int(parts[1]))}",))
        return Answer(parts[0], tuple(f"/lesson/{n}" for n in range(1000)) if path == "/" else ())

    assert len({template for _, template in crawled(pages, max_pages=60)}) >= 11


FLAT = {
    "the kind is a word of the name": "/{name}-{kind}-{n}",
    "nothing of the name tells the kind": "/{name}-{n}",
    "a parameter tells the kind": "/index.php?option=com_{kind}&id={n}",
    "the kind stands behind what varies": "/{n}-05-{name}-{kind}.htm",
}


@pytest.mark.parametrize("chained", [False, True], ids=["in a menu", "one from another"])
@pytest.mark.parametrize("shape", FLAT.values(), ids=FLAT)
def test_kinds_of_pages_whose_addresses_are_alike_are_all_visited(
    shape: str, chained: bool
) -> None:
    """A menu leads to a page of each of twelve kinds, or each kind to the next one only.

    Beside that are hundreds of the page's own kind.
    """
    pages_of = [
        tuple(shape.format(name=slug(n * 12 + k), kind=WORDS[k], n=n * 12 + k) for n in range(100))
        for k in range(12)
    ]
    kinds = {path: kind for kind, paths in enumerate(pages_of) for path in paths}

    def pages(path: str) -> Answer:
        kind = kinds.get(path, 0)
        menu = tuple(paths[0] for paths in pages_of)
        if chained:
            menu = menu[kind + 1 : kind + 2] if path != "/" else ()
        return Answer(f"kind{kind}" if path != "/" else "home", pages_of[kind], "ul", menu)

    visited = crawled(pages, max_pages=60)
    assert {kind for _, kind in visited} == {"home", *(f"kind{k}" for k in range(12))}


def test_few_pages_side_by_side_are_all_visited() -> None:
    names = ("past-tense", "small-talk", "idioms", "grammar")
    visited = crawled(lambda _: Answer("lesson", tuple(f"/lessons/{one}" for one in names)))
    assert {path for path, _ in visited} == {"/", *(f"/lessons/{one}" for one in names)}


def test_twelve_templates_below_one_part_are_all_visited() -> None:
    def pages(path: str) -> Answer:
        kind = path.split("/")[2] if path.count("/") > 1 else "home"
        links = tuple(f"/app/t{chr(97 + k)}/{n}" for k in range(12) for n in range(100))
        return Answer(kind, links)

    assert len({template for _, template in crawled(pages, max_pages=30)}) == 13


def test_categories_beside_other_templates_leave_room_for_these() -> None:
    def pages(path: str) -> Answer:
        parts = path.strip("/").split("/")
        if path == "/":
            cats = tuple(f"/shop/{a}-{b}" for a in WORDS for b in THINGS[:3])
            return Answer("home", (*cats, *(f"/{one}/{n}" for one in WORDS[:9] for n in range(9))))
        kind = "item" if len(parts) == 3 else "cat" if parts[0] == "shop" else parts[0]
        links = tuple(f"{path}/{slug(n)}" for n in range(30)) if kind == "cat" else ()
        return Answer(kind, links)

    assert len({template for _, template in crawled(pages, max_pages=30)}) == 12


@pytest.mark.parametrize(
    "following",
    [
        lambda n: f"/calendar/{2026 + n // 12}/{n % 12 + 1:02d}",
        lambda n: f"/calendar?month={2026 + n // 12}-{n % 12 + 1:02d}",
        lambda n: f"/events/week-{n}",
        lambda n: "/trap" * (n + 1),
        lambda n: "/" + "/".join(f"x{chr(97 + k)}" for k in range(n % 20 + 1)),
    ],
)
def test_what_goes_on_for_ever_comes_to_an_end(following: object) -> None:
    assert callable(following)
    numbers = {"/": 0}

    def pages(path: str) -> Answer:
        if path not in numbers:
            return Answer(section(path), ("/about",))
        after = str(following(numbers[path]))
        numbers.setdefault(after, numbers[path] + 1)
        return Answer("calendar", (after, "/about", "/contact"))

    visited = crawled(pages, max_pages=1000, max_depth=1000)
    assert {"/about", "/contact"} <= set(dict(visited))
    assert len(visited) < 50


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12", ("varies", "{number}")),
        ("2024-05-01", ("varies", "{date}")),
        ("5f2b8c1d9e", ("varies", "{id}")),
        ("123e4567-e89b-12d3-a456-426614174000", ("varies", "{id}")),
        ("p12", ("numbered", "p{number}")),
        ("item-12.html", ("numbered", "item-{number}.html")),
        ("12.html", ("varies", "{number}.html")),
        ("about", ("word", "about")),
        ("about.html", ("word", "about.html")),
        ("blue-shirt", ("name", "blue-shirt")),
        ("Some_Title", ("name", "Some_Title")),
    ],
)
def test_the_kind_of_a_part_of_an_address(text: str, kind: tuple[str, str]) -> None:
    assert kind_of(text) == kind


def test_what_varies_under_one_beginning_is_learned() -> None:
    shapes = Shapes(FINE)
    pages = [f"https://a.test/product/{slug(n)}" for n in range(30)]
    shapes.relearn(pages)
    assert {in_words(shapes.template(page)) for page in pages} == {"/product/{name}"}


def test_the_first_part_of_an_address_is_its_section_also_behind_a_language() -> None:
    assert shape_of("https://a.test/shop/lamps/blue-lamp") == ("shop", "{word}", "{name}")
    assert shape_of("https://a.test/en/shop/lamps/7") == ("en", "shop", "{word}", "{number}")
    assert shape_of("https://a.test/about") == ("about",)
    assert shape_of("https://a.test/x?id=3&a=b") == ("x", "?a&id", "{word}", "{number}")
