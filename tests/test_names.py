"""Names with wildcards."""

import fnmatch
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.names import NamePattern, stands_for


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("_ga", "_ga", True),
        ("_ga", "_GA", False),
        ("_ga", "_ga_1", False),
        ("_ga", "", False),
        ("SpryMedia_DataTables_*", "SpryMedia_DataTables_users", True),
        ("SpryMedia_DataTables_*", "SpryMedia_DataTables_", True),
        ("SpryMedia_DataTables_*", "X_SpryMedia_DataTables_users", False),
        ("_icl_current_admin_language_{hash}", "_icl_current_admin_language_5f2a", True),
        ("_icl_current_admin_language_{hash}", "_icl_current_admin_language_", False),
        ("_dc_gtm_<property-id>", "_dc_gtm_UA-1234-1", True),
        ("_dc_gtm_<property-id>", "_dc_gtm_", False),
        ("*_id", "_id", True),
        ("a*b*c", "abc", True),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "acb", False),
        ("a{x}b", "ab", False),
        ("a{x}b", "abb", True),
        ("{x}{y}", "a", False),
        ("{x}{y}", "ab", True),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("{x}", "", False),
        ("a.c", "abc", False),
        ("[ab]", "a", False),
        ("{}", "{}", True),
        ("{}", "x", False),
        ("<1>", "<1>", True),
        ("a?", "ab", False),
    ],
)
def test_matches(pattern: str, name: str, matches: bool) -> None:
    assert NamePattern(pattern).matches(name) is matches


def test_says_whether_it_is_exact_and_how_much_of_it_is_literal() -> None:
    exact, wild = NamePattern("_ga"), NamePattern("_ga_{id}_*")
    assert (exact.exact, exact.literal_length) == (True, 3)
    assert (wild.exact, wild.literal_length) == (False, 5)


def test_equal_when_the_text_is() -> None:
    assert NamePattern("_ga*") == NamePattern("_ga*")
    assert len({NamePattern("_ga*"), NamePattern("_ga*"), NamePattern("_ga")}) == 2
    assert str(NamePattern("_ga*")) == "_ga*"


@settings(deadline=None)  # the machine may be busy
@given(st.text("ab*", max_size=12), st.text("ab", max_size=20))
def test_a_star_means_what_it_means_in_a_shell(pattern: str, name: str) -> None:
    assert NamePattern(pattern).matches(name) is fnmatch.fnmatchcase(name, pattern)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.sampled_from(["a", "ab", "*", "{x}"]), max_size=8), st.text("ab", max_size=20))
def test_a_named_wildcard_is_one_character_and_a_star(parts: list[str], name: str) -> None:
    shell = "".join("?*" if part == "{x}" else part for part in parts)
    assert NamePattern("".join(parts)).matches(name) is fnmatch.fnmatchcase(name, shell)


@pytest.mark.parametrize("pattern", ["a*" * 500 + "b", "*a" * 500 + "c", "{x}a" * 500 + "*"])
def test_many_wildcards_against_a_hostile_name_take_no_time(pattern: str) -> None:
    started = time.perf_counter()
    NamePattern(pattern).matches("a" * 1_000_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("name", "page", "whether"),
    [
        ("consent/", "https://shop.test/", True),
        ("consent/two", "https://shop.test/two?a=1", True),
        ("consent%2Ftwo", "https://shop.test/two", True),
        ("consent", "https://shop.test/", False),
        ("consent/two", "https://shop.test/", False),
        ("two", "https://shop.test/two", False),
    ],
)
def test_a_name_that_ends_with_a_pages_path_stands_for_it(
    name: str, page: str, whether: bool
) -> None:
    assert stands_for(name, page) is whether
