import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.recorder.values import ValueHash


def test_equal_values_of_a_run_have_equal_hashes() -> None:
    hashed = ValueHash()
    assert hashed("secret") == hashed("secret")
    assert hashed("secret") != hashed("Secret")


def test_the_same_value_has_another_hash_in_the_next_run() -> None:
    assert ValueHash()("secret") != ValueHash()("secret")


@given(st.text(st.characters(codec=None)))
def test_any_value_becomes_sixteen_hexadecimal_digits(value: str) -> None:
    assert re.fullmatch("[0-9a-f]{16}", ValueHash()(value))
