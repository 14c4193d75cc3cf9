"""The table of known cookies, and the Open Cookie Database beside it."""

from collections import Counter
from datetime import date
from importlib.resources import files

import pytest
import yaml

from crawler.cookies import StorageType
from crawler.declared import Category, web_address
from crawler.declared.syntax import LOADER
from crawler.errors import BadInput
from crawler.lifetime_ranges import read_lifetime
from crawler.suggest import KnownCookies, built_in_table, read_open_cookie_database
from crawler.suggest.known import TABLE

COOKIE = StorageType.COOKIE
COLUMNS = (
    "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,"
    "Data Controller,User Privacy & GDPR Rights Portals,Wildcard match\n"
)
ROWS = COLUMNS + (
    "1,Shop Kit,Functional,kit_sid,Advertiser's website domain (1st party),Keeps the basket,1 day,"
    "Kit Ltd,https://kit.example,0\n"
    '2,Ad Kit,Marketing,kad_,kad.example (3rd party),"Shows, and counts",30 days,Kad,x,1\n'
    "3,Guard,Security,kg [x4],kg.example (3rd party),Guards,,Advertiser's website,x,0\n"
)


def test_at_least_150_cookies_were_held_against_their_sources() -> None:
    assert sum(one.checked for one in built_in_table()) >= 150


def test_each_check_has_its_day() -> None:
    text = files("crawler.suggest").joinpath(TABLE).read_text("utf-8")
    groups = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe one
    entries = [{**group, **row} for group in groups for row in group["cookies"]]
    days = [date.fromisoformat(str(one["checked"])) for one in entries if "checked" in one]
    assert days
    assert all(date(2026, 1, 1) <= day for day in days)


def test_no_cookie_stands_twice_under_one_domain() -> None:
    claims = Counter((one.pattern.text, one.domains, one.type) for one in built_in_table())
    assert [claim for claim, count in claims.items() if count > 1] == []


@pytest.mark.parametrize("one", built_in_table(), ids=lambda one: one.pattern.text)
def test_each_has_a_source_a_category_and_a_purpose(one) -> None:  # type: ignore[no-untyped-def]
    assert web_address(one.source).startswith("https://")
    assert one.category in set(Category)
    assert one.provider
    assert 10 < len(one.purpose) < 150
    assert one.pattern.literal_length >= 1
    if one.lifetime:
        read_lifetime(one.lifetime)


def test_what_is_asked_for_is_found_by_its_most_specific_name() -> None:
    known = KnownCookies((built_in_table(),))
    found = known.of("_ga_ABC123", ["shop.example"], COOKIE)
    assert found
    assert (found.pattern.text, found.provider) == ("_ga_*", "Google")


def test_a_name_that_means_something_under_one_domain_alone_is_not_known_elsewhere() -> None:
    known = KnownCookies((built_in_table(),))
    assert known.of("IDE", [".doubleclick.net"[1:]], COOKIE)
    assert known.of("IDE", ["shop.example"], COOKIE) is None
    assert known.of("_ga", ["shop.example"], StorageType.LOCAL_STORAGE) is None


def test_the_database_is_read() -> None:
    own, wild, guard = read_open_cookie_database(ROWS, "ocd.csv")
    assert (own.pattern.text, own.category, own.provider) == ("kit_sid", "necessary", "Kit Ltd")
    assert (own.domains, own.purpose, own.lifetime) == ((), "Keeps the basket", "1 day")
    assert (wild.pattern.text, wild.domains) == ("kad_*", ("kad.example",))
    assert (guard.pattern.text, guard.category, guard.provider) == ("kg", None, "Guard")
    assert guard.source == "Open Cookie Database, ocd.csv"


def test_what_was_not_held_against_its_page_is_told_apart() -> None:
    checked = {one.pattern.text: one.checked for one in built_in_table()}
    assert checked["_ga"]
    assert not checked["crisp-client/session/*"]


def test_our_own_table_is_asked_before_the_database() -> None:
    row = COLUMNS + "1,X,Marketing,_ga,any (1st party),Other,1 day,X,x,0\n"
    known = KnownCookies((built_in_table(), read_open_cookie_database(row, "o.csv")))
    found = known.of("_ga", ["shop.example"], COOKIE)
    assert found
    assert found.category is Category.ANALYTICS


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "<html>no</html>", "\x00\x00"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"o.csv: (is not the Open|cannot be read)"):
        read_open_cookie_database(text, "o.csv")
