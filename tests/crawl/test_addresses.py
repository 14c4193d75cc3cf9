"""One spelling for each page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.crawl.addresses import key_of, page_of

HOME = "https://shop.test/"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://SHOP.test:443/a#part", "a"),
        ("https://shop.test", ""),
        (f"{HOME}a?utm_source=x&utm_campaign=y", "a"),
        (f"{HOME}a?id=3&gclid=abc", "a?id=3"),
        (f"{HOME}a?fbclid=1&b=2&msclkid=3&mc_eid=4", "a?b=2"),
        (f"{HOME}a;jsessionid=0A1B?x=1", "a?x=1"),
        (f"{HOME}a?sid=940ba499fec69b3c&sid=12", "a?sid=12"),
        (f"{HOME}a?PHPSESSID=0a1b", "a"),
        (f"{HOME}a?pk_campaign=x", "a"),
        (f"{HOME}a?utmost=1&sid=3", "a?utmost=1&sid=3"),
        (f"{HOME}a?b=&c", "a?b=&c"),
    ],
)
def test_what_changes_no_page_is_folded_away(address: str, page: str) -> None:
    assert page_of(address) == f"{HOME}{page}"


@pytest.mark.parametrize("address", ["mailto:a@b.c", "javascript:x()", "", "http://[", "//a"])
def test_what_is_no_address_of_a_page_is_none(address: str) -> None:
    assert page_of(address) == ""


def test_the_order_of_parameters_is_none() -> None:
    assert key_of(f"{HOME}?b=2&a=1") == key_of(f"{HOME}?a=1&b=2")


def test_the_order_of_one_parameter_s_values_means_something() -> None:
    assert key_of(f"{HOME}?a=2&a=1") != key_of(f"{HOME}?a=1&a=2")


def test_routes_in_the_fragment_are_pages_on_request() -> None:
    assert page_of(f"{HOME}#/lesson/3", routes=True) == f"{HOME}#/lesson/3"
    assert page_of(f"{HOME}#!/lesson/3", routes=True) == f"{HOME}#!/lesson/3"
    assert page_of(f"{HOME}#part", routes=True) == HOME
    assert page_of(f"{HOME}#/lesson/3") == HOME


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    assert page_of(page_of(f"{HOME}{text}")) == page_of(f"{HOME}{text}")
    key_of(page_of(text))
