"""The four lists beside each other: rows by cookie, differences, and lists that were not read."""

import time
from pathlib import Path

from crawler.cookies import ANONYMOUS, Identity, Journey, ObservedCookie, Party, StorageType, Walk
from crawler.declared import Declaration, load_declaration
from crawler.four_lists import four_lists
from crawler.listed import ListedCookie, PlatformList
from crawler.policy.draft_entry import DraftEntry
from crawler.walks import JourneyResult, Outcome, WalkObservation
from tests.reports.sample_run import write

WALK = Walk("shop", ANONYMOUS, Journey.ACCEPT)
DAY = 86_400.0


def declared(folder: Path, *cookies: str) -> Declaration:
    file = folder / "d.yaml"
    file.write_text(
        "version: 1\nsites: {shop: {url: 'https://shop.example'}}\n"
        f"cookies: [{', '.join(cookies)}]\n"
    )
    return load_declaration(file)


def seen(*names: str, requested: float | None = DAY, listed: str = "") -> WalkObservation:
    identities = [Identity(name, ".shop.example") for name in names]
    cookies = tuple(
        ObservedCookie(WALK, one, Party.FIRST, (write(one, 1.0, requested),)) for one in identities
    )
    lists = (PlatformList("Klaro", "p", (ListedCookie(listed),)),) if listed else ()
    return WalkObservation(JourneyResult(WALK, Outcome.PROVEN), (), cookies, (), lists)


def test_what_all_four_have_alike_has_no_difference(tmp_path: Path) -> None:
    declaration = declared(tmp_path, "{name: 'a_*', lifetime: 1 day}")
    policy = [DraftEntry("a_<id>", "p", lifetime="24 hours")]
    [row] = four_lists(declaration, [seen("a_1", "a_2", listed="a_*")], policy)
    assert row.name == "a_*"
    assert row.differences == ()


def test_each_list_that_has_it_not_is_a_difference(tmp_path: Path) -> None:
    [row, other] = four_lists(declared(tmp_path, "{name: a_b}"), [seen("c_d", listed="c_d")], [])
    assert row.differences == (
        "not in the policy",
        "not in the platform's list",
        "not seen by the browser",
    )
    assert other.differences == ("not in the policy", "not declared")


def test_a_list_that_was_not_read_makes_no_difference(tmp_path: Path) -> None:
    [row] = four_lists(declared(tmp_path, "{name: a_b}"), [seen("a_b")])
    assert (row.policy, row.platform, row.differences) == (None, None, ())


def test_lifetimes_are_held_against_each_other(tmp_path: Path) -> None:
    declaration = declared(tmp_path, "{name: a_b, lifetime: 2 days}")
    [row] = four_lists(declaration, [seen("a_b")], [DraftEntry("a_b", "p", lifetime="3 days")])
    assert row.differences == (
        "lifetime: 2 days in the declaration, 3 days in the policy",
        "lifetime: 2 days in the declaration, 24 hours asked for",
        "lifetime: 3 days in the policy, 24 hours asked for",
    )


def test_cookies_of_one_name_are_told_apart_by_domain(tmp_path: Path) -> None:
    declaration = declared(
        tmp_path, "{name: a_b, domain: google.com}", "{name: a_b, domain: shop.example}"
    )
    first, second = four_lists(declaration, [seen("a_b")])
    assert (first.browser, second.browser) == ("", "24 hours, accept, shop.example")


def test_a_cookie_that_is_seen_under_another_domain_alone_is_a_difference(tmp_path: Path) -> None:
    [row] = four_lists(declared(tmp_path, "{name: a_b, domain: other.example}"), [seen("a_b")])
    assert row.differences == ("domain: other.example in the declaration, seen under shop.example",)


def test_what_is_kept_elsewhere_than_in_a_cookie_asks_for_no_lifetime(tmp_path: Path) -> None:
    declaration = declared(tmp_path, "{name: a_b, type: local-storage, lifetime: 1 year}")
    identity = Identity(
        "a_b", "shop.example", "https://shop.example", "", StorageType.LOCAL_STORAGE
    )
    kept = ObservedCookie(WALK, identity, Party.FIRST, (write(identity, 1.0, None),))
    walk = WalkObservation(JourneyResult(WALK, Outcome.PROVEN), (), (kept,))
    [row] = four_lists(declaration, [walk])
    assert (row.browser, row.differences) == ("local-storage, accept, shop.example", ())


def test_thousands_of_cookies_have_their_rows_soon(tmp_path: Path) -> None:
    declaration = declared(tmp_path, "{name: 'a_*'}")
    begun = time.monotonic()
    rows = four_lists(declaration, [seen("a_1", *(f"c{number}" for number in range(4000)))])
    assert len(rows) == 4001
    assert time.monotonic() - begun < 10
