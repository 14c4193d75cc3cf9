"""Waiting between pages and where a server asks for it; what robots.txt asks."""

import pytest

from crawler.crawl.politeness import Pace, is_local, wait_asked
from crawler.crawl.robots import Robots

# Tue, 24 Nov 2026 17:00:00 GMT
NOW = 1795539600.0
IN_A_MINUTE = "Tue, 24 Nov 2026 17:01:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"retry-after": "7"}, 7.0),
        (503, {"retry-after": "0"}, 0.0),
        (503, {"retry-after": IN_A_MINUTE}, 60.0),
        (503, {"retry-after": IN_A_MINUTE, "date": "Tue, 24 Nov 2026 17:00:30 GMT"}, 30.0),
        (503, {"retry-after": "Tue, 24 Nov 2020 17:00:00 GMT"}, 0.0),
        (429, {}, 5.0),
        (429, {"retry-after": "soon"}, 5.0),
        (503, {}, None),
        (503, {"retry-after": "-3"}, None),
        (503, {"retry-after": "²"}, None),
        (200, {"retry-after": "7"}, None),
        (None, {}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(
    status: int | None, headers: dict[str, str], seconds: float | None
) -> None:
    assert wait_asked(status, headers, NOW) == seconds


def test_visits_to_a_host_begin_apart_and_those_to_others_do_not_wait() -> None:
    pace = Pace(2.0)
    waits = [pace.wait(f"https://{host}/", now) for host, now in (("a", 0), ("a", 1), ("b", 1))]
    assert waits == [0.0, 1.0, 0.0]
    assert pace.wait("https://a/x", 10.0) == 0.0


@pytest.mark.parametrize(
    ("host", "resolve", "local"),
    [
        ("localhost", {}, True),
        ("127.0.0.1", {}, True),
        ("shop.test", {"*": "127.0.0.1:8443"}, True),
        ("shop.test", {"*.test": "[::1]:8443"}, True),
        ("shop.test", {"*": "127.0.0.1", "shop.test": "192.0.2.1"}, False),
        ("shop.test", {"other.test": "127.0.0.1"}, False),
        ("shop.test", {}, False),
    ],
)
def test_which_sites_are_on_this_machine(host: str, resolve: dict[str, str], local: bool) -> None:
    assert is_local(host, resolve) is local


RULES = """
User-agent: *
Disallow: /private/
Disallow: /*?print=
Allow: /private/open
Crawl-delay: 3
Sitemap: https://shop.test/map.xml

User-agent: Googlebot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/private/x", False), ("/private/open", True), ("/a?print=1", False)],
)
def test_robots_rules_are_kept(path: str, allowed: bool) -> None:
    assert bool(Robots.of(RULES).why_not(f"https://shop.test{path}")) is not allowed


def test_rules_for_this_crawler_go_before_those_for_all() -> None:
    robots = Robots.of(f"{RULES}\nUser-agent: cookie-audit\nDisallow: /own/")
    assert robots.why_not("https://shop.test/own/x")
    assert not robots.why_not("https://shop.test/private/x")


def test_a_delay_is_kept_and_bounded() -> None:
    assert Robots.of(RULES).delay_s == 3.0
    assert Robots.of("User-agent: *\nCrawl-delay: 86400").delay_s == 30.0
    assert Robots.of("User-agent: *\nCrawl-delay: never").delay_s == 0.0


def test_the_maps_that_are_named_are_known() -> None:
    assert Robots.of(RULES).sitemaps == ("https://shop.test/map.xml",)


def test_a_file_that_cannot_be_had_forbids_all() -> None:
    assert "HTTP status 503" in Robots(unreadable="HTTP status 503").why_not("https://shop.test/")
