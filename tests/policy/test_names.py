"""Which words of a policy are names, and how its wildcards are written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.names import NamePattern
from crawler.policy.names import certain_names, leading_names, names_in_cell


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("_ga_*", "_ga_*"),
        ("_ga_XXXXXXXXXX", "_ga_*"),
        ("_gat_UA-XXXXXX-X", "_gat_UA-*-*"),
        ("_gat_[property-id]", "_gat_<property-id>"),
        ("_gat_(property-id)", "_gat_<property-id>"),
        ("checkout_<<token>>", "checkout_<token>"),
        ("_dc_gtm_<property-id>", "_dc_gtm_<property-id>"),
        ("_icl_{hash}", "_icl_{hash}"),
        ("_hjSession_#", "_hjSession_*"),
        ("_hj...", "_hj*"),
        ("wp_{{id}}", "wp_{id}"),
        ("Hm_lvt_[abcdef0123456789]{32}", "Hm_lvt_*"),
        ("_ga[1]", "_ga"),
        ("“_ga”", "_ga"),
        ("__Host-sid.", "__Host-sid"),
    ],
)
def test_wildcards_become_those_of_the_declaration(written: str, name: str) -> None:
    assert [one.text for one in names_in_cell(written)] == [name]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("_ga, _gid", ["_ga", "_gid"]),
        ("_ga / _gid", ["_ga", "_gid"]),
        ("_ga et _gid", ["_ga", "_gid"]),
        ("_ga\n_gid", ["_ga", "_gid"]),
        ("_ga _gid", ["_ga", "_gid"]),
        ("MUID _uetsid", ["MUID", "_uetsid"]),
        ("_ga (Google)", ["_ga"]),
        ("sid", ["sid"]),
        ("XSRF-TOKEN", ["XSRF-TOKEN"]),
        ("Google Analytics", []),
        ("google.com", []),
        ("https://example.com/_x", []),
        ("first_last@example.com", []),
        ("Session cookie", []),
        ("", []),
    ],
)
def test_a_cell_gives_its_names_or_none(cell: str, names: list[str]) -> None:
    assert [one.text for one in names_in_cell(cell)] == names


@pytest.mark.parametrize(
    ("item", "names", "rest"),
    [
        ("_ga - tells users apart", ["_ga"], "tells users apart"),
        ("_ga: tells users apart", ["_ga"], "tells users apart"),
        ("lang (session)", ["lang"], "(session)"),
        ("Analytics (_ga, _gid): counts", ["_ga", "_gid"], "counts"),
        ("mtm_a (or mtm_b) are kept", ["mtm_a", "mtm_b"], "are kept"),
        ("Your IP address", [], "Your IP address"),
    ],
)
def test_an_item_begins_with_its_names(item: str, names: list[str], rest: str) -> None:
    found, told = leading_names(item)
    assert ([one.text for one in found], told) == (names, rest)


# Runs of x are placeholders.
LETTERS = sorted(set(string.ascii_letters + string.digits) - set("xX"))


@given(st.text(LETTERS, min_size=1, max_size=12), st.text(LETTERS, min_size=3, max_size=12))
def test_a_plain_name_with_an_underscore_is_found_as_it_is(left: str, right: str) -> None:
    name = f"{left}_{right}z"
    assert [one.text for one in certain_names(f"the cookie {name}, and others")] == [name]


@given(st.text(max_size=80))
def test_whatever_is_found_can_be_declared(text: str) -> None:
    found = (*names_in_cell(text), *certain_names(text))
    assert all(NamePattern(one.text).literal_length for one in found)
    assert not any(set(one.text) & set(";=\n\t") for one in found)


@given(st.lists(st.sampled_from(["tell", "users", "apart", "Google", "the", "2", "years", "-"])))
def test_ordinary_words_are_never_certain_names(words: list[str]) -> None:
    assert certain_names(" ".join(words)) == ()
