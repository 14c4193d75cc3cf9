import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text import printable, shortened


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\x00b", r"a\x00b"),
        ("a\r\nb", r"a\r\nb"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ud800", r"\ud800"),
        ("no\u00a0break", r"no\xa0break"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(hostile: str, shown: str) -> None:
    assert printable(hostile) == shown


def test_ordinary_text_of_any_language_stays_as_it_is() -> None:
    assert printable("Mesure d'audience 計測 😀") == "Mesure d'audience 計測 😀"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_unprintable_is_left(text: str) -> None:
    assert printable(text).isprintable()


@given(st.text(), st.integers(min_value=1))
def test_a_short_text_is_not_cut(text: str, room: int) -> None:
    assert shortened(text, len(text) + room) == text


def test_a_long_text_says_how_long_it_was() -> None:
    assert shortened("x" * 100_000, 40) == "x" * 19 + "… (100000 characters)"
