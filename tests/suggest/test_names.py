"""One name with wildcards for several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.names import NamePattern
from crawler.suggest.names import patterns_for


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["_ga_ABC123", "_ga_XYZ"], "_ga_*"),
        (["visit_1", "visit_2"], "visit_{id}"),
        (["uid1", "uid22"], "uid{id}"),
        (["wp_5b769bc2314c4c7ad86da6d297664a7c"], "wp_{hash}"),
        (["sess-0f8fad5b-d9cb-469f-a165-70867728950e"], "sess-{uuid}"),
        (["_hjSession_123456"], "_hjSession_{id}"),
        (["ab_12345_cd_0f8fad5b"], "ab_{id}_cd_{hash}"),
    ],
)
def test_what_looks_made_up_becomes_a_wildcard(names: list[str], pattern: str) -> None:
    assert patterns_for(names)[0] == pattern


@pytest.mark.parametrize(
    "names",
    [
        ["cart_id", "cart_items"],
        ["lang_DE", "lang_FR"],
        ["visit_1"],
        ["1234567"],
        ["0f8fad5b-d9cb-469f-a165-70867728950e"],
        ["a*1", "a*2"],
        [],
    ],
)
def test_what_may_be_words_stays_as_it_is(names: list[str]) -> None:
    assert patterns_for(names) == []


@given(st.lists(st.text("ab_-.019AF*{}", max_size=20), max_size=6))
def test_a_pattern_stands_for_one_of_the_names_and_begins_with_no_wildcard_alone(
    names: list[str],
) -> None:
    for text in patterns_for(names):
        pattern = NamePattern(text)
        assert any(map(pattern.matches, names))
        assert pattern.literal_length >= 3
