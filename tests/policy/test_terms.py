"""Which words of a policy give a lifetime, and that none is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lifetime_ranges import read_lifetime
from crawler.policy.terms import term_in_cell, term_in_text

UNITS = {
    "en": ("day", "days", "month", "months", "year", "years"),
    "fr": ("jour", "jours", "mois", "mois", "an", "ans"),
    "de": ("Tag", "Tage", "Monat", "Monate", "Jahr", "Jahre"),
    "es": ("día", "días", "mes", "meses", "año", "años"),
    "it": ("giorno", "giorni", "mese", "mesi", "anno", "anni"),
    "pt": ("dia", "dias", "mês", "meses", "ano", "anos"),
    "nl": ("dag", "dagen", "maand", "maanden", "jaar", "jaren"),
}
FRAMES = {
    "en": "Expires after {}",
    "fr": "Durée : {}",
    "de": "Laufzeit: {}",
    "es": "Caduca a los {}",
    "it": "Scade dopo {}",
    "pt": "Validade: {}",
    "nl": "Verloopt na {}",
}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2 years", "2 years"),
        ("Session", "Session"),
        ("fin de session", "fin de session"),
        ("Deleted when the browser is closed", "session"),
        ("Persistent (1 year)", "1 year"),
        ("1 year 1 month 4 days", "1 year 1 month 4 days"),
        ("180 days (6 months)", "180 days"),
        ("2 ans maximum", "2 ans maximum"),
        ("Bis zu 24 Stunden", "Bis zu 24 Stunden"),
        ("Up to 2 years from your last visit", "Up to 2 years"),
        ("24h", "24h"),
    ],
)
def test_a_cell_gives_its_lifetime(cell: str, words: str) -> None:
    assert term_in_cell(cell).words == words


@pytest.mark.parametrize(
    "cell", ["Persistent", "30m", "a few seconds", "Session / 1 year", "1 day or 2 years", "n/a"]
)
def test_a_cell_without_a_clear_lifetime_gives_none_and_a_note(cell: str) -> None:
    term = term_in_cell(cell)
    assert (term.words, bool(term.note)) == ("", True)


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        ("Tells users apart. (2 years)", "2 years", "Tells users apart."),
        ("Google - 2 years", "2 years", "Google"),
        ("2 jaar, telt bezoeken", "2 jaar", "telt bezoeken"),
        ("Deleted at the end of the session", "session", "Deleted at the end of the session"),
        (
            "Views. Retention period: Session. Other: no",
            "Session",
            "Views. Retention period: Session. Other: no",
        ),
        ("advertising (DoubleClick, 1 year and 24 days)", "1 year and 24 days", "advertising"),
    ],
)
def test_a_description_gives_its_lifetime(text: str, words: str, rest: str) -> None:
    assert (term_in_text(text).words, term_in_text(text).rest) == (words, rest)


def test_a_length_of_time_that_is_no_lifetime_is_a_question() -> None:
    term = term_in_text("Counts the pages of the last 30 minutes of a visit")
    assert (term.words, term.note) == ("", "the text names '30 minutes': is that its lifetime?")


@pytest.mark.parametrize(
    "text",
    [
        "stores the session ID",
        "counts visits per day",
        "keeps you in (2 years, 3 years if you want)",
        "Expiry: 1 day. Retention: 2 years. Keeps it.",
        "",
    ],
)
def test_no_lifetime_is_made_up(text: str) -> None:
    assert term_in_text(text).words == ""


@given(st.sampled_from(sorted(UNITS)), st.integers(1, 60), st.integers(0, 2))
def test_a_lifetime_is_read_alone_and_in_its_sentence(language: str, count: int, unit: int) -> None:
    words = f"{count} {UNITS[language][2 * unit + (count > 1)]}"
    assert term_in_cell(words).words == words
    assert term_in_text(f"Counts. {FRAMES[language].format(words)}").words == words


@given(st.text(max_size=120))
def test_whatever_is_found_is_a_lifetime_of_the_declaration(text: str) -> None:
    for term in (term_in_cell(text), term_in_text(text)):
        assert not term.words or read_lifetime(term.words).text == term.words.strip()


@given(st.text("abc xyz,.()-:", max_size=80))
def test_a_text_without_a_number_word_or_session_has_no_length(text: str) -> None:
    assert term_in_text(text).words == ""
