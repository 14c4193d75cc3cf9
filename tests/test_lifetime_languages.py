"""Lengths of time in nine languages: the same whatever the language."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.lifetime_ranges import read_lifetime
from crawler.lifetime_vocabulary import HALF, NUMBERS, UNITS
from crawler.lifetimes import DAY, Fit

UNIT_NAMES = {
    "en": "seconds minutes hours days weeks months years",
    "fr": "secondes minutes heures jours semaines mois ans",
    "de": "Sekunden Minuten Stunden Tage Wochen Monate Jahre",
    "es": "segundos minutos horas días semanas meses años",
    "it": "secondi minuti ore giorni settimane mesi anni",
    "pt": "segundos minutos horas dias semanas meses anos",
    "nl": "seconden minuten uren dagen weken maanden jaren",
    "pl": "sekund minut godzin dni tygodni miesięcy lat",
    "sv": "sekunder minuter timmar dagar veckor månader år",
}
UP_TO = {
    "en": "up to {}",
    "fr": "jusqu'à {}",
    "de": "bis zu {}",
    "es": "hasta {}",
    "it": "fino a {}",
    "pt": "até {}",
    "nl": "maximaal {}",
    "pl": "do {}",
    "sv": "upp till {}",
}
BETWEEN = {
    "en": "between {} and {}",
    "fr": "entre {} et {}",
    "de": "zwischen {} und {}",
    "es": "entre {} y {}",
    "it": "tra {} e {}",
    "pt": "entre {} e {}",
    "nl": "tussen {} en {}",
    "pl": "od {} do {}",
    "sv": "mellan {} och {}",
}
languages = st.sampled_from(list(UNIT_NAMES))
counts = st.integers(min_value=1, max_value=400)
places = st.integers(min_value=0, max_value=6)


def words(language: str, count: int, place: int) -> str:
    return f"{count} {UNIT_NAMES[language].split()[place]}"


@settings(deadline=None)  # the machine may be busy
@given(languages, counts, places)
def test_a_number_and_a_unit_mean_the_same_in_every_language(
    language: str, count: int, place: int
) -> None:
    read, english = (read_lifetime(words(one, count, place)) for one in (language, "en"))
    assert (read.shortest, read.longest) == (english.shortest, english.longest)


@settings(deadline=None)  # the machine may be busy
@given(languages, counts, places)
def test_up_to_begins_at_zero_and_ends_with_the_longest(
    language: str, count: int, place: int
) -> None:
    text = words(language, count, place)
    read = read_lifetime(UP_TO[language].format(text))
    assert (read.shortest, read.longest) == (0, read_lifetime(text).longest)


@settings(deadline=None)  # the machine may be busy
@given(languages, counts, places, counts, places)
def test_a_range_holds_both_its_ends_or_is_an_error(
    language: str, low: int, low_unit: int, high: int, high_unit: int
) -> None:
    ends = [words(language, low, low_unit), words(language, high, high_unit)]
    least, most = map(read_lifetime, ends)
    text = BETWEEN[language].format(*ends)
    if least.longest >= most.longest:
        with pytest.raises(ValueError, match=re.escape(text[:30])):
            read_lifetime(text)
    else:
        read = read_lifetime(text)
        assert (read.shortest, read.longest) == (least.shortest, most.longest)
        assert read.fit(most.longest) is Fit.RIGHT


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("half a year", 182),
        ("half an hour", 1 / 48),
        ("ein halbes Jahr", 182),
        ("eine halbe Stunde", 1 / 48),
        ("une demi-heure", 1 / 48),
        ("media hora", 1 / 48),
        ("mezz'ora", 1 / 48),
        ("meia hora", 1 / 48),
        ("een half uur", 1 / 48),
        ("a year and a half", 548),
        ("one and a half years", 548),
        ("two and a half years", 913),
        ("un an et demi", 548),
        ("anderthalb Jahre", 548),
        ("un año y medio", 548),
        ("un anno e mezzo", 548),
        ("um ano e meio", 548),
        ("anderhalf jaar", 548),
        ("six mois", 182),
        ("un'ora", 1 / 24),
        ("vingt-quatre heures", 1),
        ("twenty-four hours", 1),
        ("thirty days", 30),
        ("dreißig Tage", 30),
        ("1-2 days", 1.5),
        ("P1DT12H", 1.5),
    ],
)
def test_halves_and_numbers_in_words(text: str, days: float) -> None:
    read = read_lifetime(text)
    assert read.shortest <= days * DAY <= read.longest


@pytest.mark.parametrize(
    "text",
    [
        "until deleted",
        "bis zur Löschung",
        "jusqu'à suppression",
        "hasta que se elimine",
        "fino alla cancellazione",
        "tot verwijdering",
        "persistent",
        "illimité",
        "30 days or until deleted",
    ],
)
def test_what_has_no_end_is_an_error_that_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        read_lifetime(text)


@pytest.mark.parametrize(
    "text",
    [
        "half",
        "a half",
        "and a half year",
        "2 half years",
        "half a session",
        "1½ years",
        "half 2 days",
    ],
)
def test_a_half_of_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text[:4])):
        read_lifetime(text)


@settings(deadline=None, max_examples=500)  # the machine may be busy
@given(
    st.lists(
        st.sampled_from([*sorted(UNITS), *sorted(NUMBERS), *sorted(HALF), "1", "2,5", "and", "-"]),
        max_size=8,
    )
)
def test_words_in_any_order_are_a_length_or_an_error(parts: list[str]) -> None:
    with suppress(ValueError):
        read = read_lifetime(" ".join(parts))
        assert 0 <= read.shortest <= read.longest
        assert read.longest > 0
