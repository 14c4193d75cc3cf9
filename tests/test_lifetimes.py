"""Lifetimes in words, their tolerance, and the way back."""

import math
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.lifetimes import DAY, Fit, in_words, parse_duration, parse_lifetime


@pytest.mark.parametrize(
    ("text", "shortest_days", "longest_days"),
    [
        ("1 day", 1, 1),
        ("24 hours", 1, 1),
        ("1 minute", 1 / 1440, 1 / 1440),
        ("365 days", 365, 365),
        ("2 weeks", 14, 14),
        ("1 month", 28, 31),
        ("2 months", 59, 62),
        ("6 months", 180, 184),
        ("12 months", 360, 366),
        ("13 months", 390, 397),
        ("1 year", 365, 366),
        ("one year", 365, 366),
        ("a year", 365, 366),
        ("an hour", 1 / 24, 1 / 24),
        ("2 years", 730, 731),
        ("5 years", 1825, 1827),
        ("10 years", 3650, 3653),
        ("1.5 months", 42, 46.5),
        ("0.3 years", 109.5, 109.8),
        ("2\u00a0years", 730, 731),
        ("1.5 years", 546, 550),
        ("1,5 years", 546, 550),
        ("1 year and 6 months", 545, 550),
        ("1 day, 12 hours", 1.5, 1.5),
        ("30d", 30, 30),
        ("2y", 730, 731),
        ("2 yrs.", 730, 731),
        ("1y6mo", 545, 550),
        ("  2   YEARS ", 730, 731),
        ("30 s", 30 / 86400, 30 / 86400),
        ("P1Y", 365, 366),
        ("P13M", 390, 397),
        ("PT24H", 1, 1),
        ("P1DT12H", 1.5, 1.5),
        ("PT30M", 30 / 1440, 30 / 1440),
        ("P2W", 14, 14),
        ("un an", 365, 366),
        ("13 mois", 390, 397),
        ("treize mois", 390, 397),
        ("treize (13) mois", 390, 397),
        ("6 mois", 180, 184),
        ("24 heures", 1, 1),
        ("2 années", 730, 731),
        ("1 an et 1 mois", 393, 397),
        ("24 Stunden", 1, 1),
        ("2 Jahre", 730, 731),
        ("ein Jahr", 365, 366),
        ("zwölf Monate", 360, 366),
        ("30 Tage", 30, 30),
        ("2 años", 730, 731),
        ("un año", 365, 366),
        ("1 año y 6 meses", 545, 550),
        ("24 horas", 1, 1),
        ("due anni", 730, 731),
        ("1 anno", 365, 366),
        ("24 ore", 1, 1),
        ("1 ano", 365, 366),
        ("três meses", 89, 92),
        ("30 dias", 30, 30),
        ("2 jaar", 730, 731),
        ("één jaar", 365, 366),
        ("6 maanden", 180, 184),
        ("24 uur", 1, 1),
    ],
)
def test_reads_words(text: str, shortest_days: float, longest_days: float) -> None:
    lifetime = parse_lifetime(text)
    assert lifetime.shortest == pytest.approx(shortest_days * DAY)
    assert lifetime.longest == pytest.approx(longest_days * DAY)
    assert not lifetime.session
    assert str(lifetime) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "session",
        "Session cookie",
        "end of session",
        "until the browser is closed",
        "until you close your browser",
        "when the browser closes",
        "durée de la session",
        "jusqu'à la fermeture du navigateur",
        "Ende der Sitzung",
        "bis der Browser geschlossen wird",
        "sesión",
        "fin de la sesión",
        "fino alla chiusura del browser",
        "sessão",
        "tot de browser wordt gesloten",
    ],
)
def test_reads_sessions(text: str) -> None:
    assert parse_lifetime(text).session


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (3600, "'3600' has no unit"),
        (0, "'0' has no unit"),
        (1.5, "'1.5' has no unit"),
        (math.nan, "'nan' has no unit"),
        ("365", "'365' has no unit"),
        ("", "no length of time is given"),
        ("   ", "no length of time is given"),
        ("0 days", "must be longer than zero"),
        ("-1 day", "is negative"),
        ("-P1Y", "is negative"),
        ("P", "is no length of time"),
        ("PT", "is no length of time"),
        ("soon", "'soon' is no length of time"),
        ("a while", "has no unit known here at 'while'"),
        ("2 fortnights", "has no unit known here at 'fortnights'"),
        ("2 m", "can mean minutes or months"),
        ("1,000 days", "can mean a fraction or thousands"),
        ("1.000 Tage", "can mean a fraction or thousands"),
        ("1 year 6", "has no unit at its end"),
        ("1h30", "has no unit at its end"),
        ("2-3 years", "has no unit known here at '-'"),
        ("31 December 2030", "has no unit known here at 'december'"),
        ("2 years after the last visit", "is not understood at 'after'"),
        ("session 2 days", "is not understood at 'session'"),
        ("1 session", "has no unit known here at 'session'"),
        ("the end", "is not understood at 'the'"),
        ("persistent", "is not a length of time"),
        ("Unlimited", "is not a length of time"),
        ("illimité", "is not a length of time"),
        ("never expires", "is not a length of time"),
        ("nan days", "is not understood at 'nan'"),
        ("10001 years", "is longer than 10,000 years"),
        ("9" * 90 + " seconds", "is longer than 10,000 years"),
        ("9" * 90 + " months", "is longer than 10,000 years"),
        ("P" + "9" * 90 + "Y", "is longer than 10,000 years"),
        ("1 day " * 200_000, "is too long to be a length of time"),
    ],
)
def test_refuses_with_a_sentence(wrong: str | float, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        parse_lifetime(wrong)
    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 250


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200) | st.floats() | st.integers())
def test_anything_else_is_a_value_error(text: str | float) -> None:
    with suppress(ValueError):
        lifetime = parse_lifetime(text)
        assert 0 <= lifetime.shortest <= lifetime.longest < math.inf


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(
        st.sampled_from(["1", "2,5", "a", "un", "year", "mois", "m", "and", "PT", "session", "-"]),
        max_size=12,
    )
)
def test_words_in_any_order_are_a_lifetime_or_a_value_error(words: list[str]) -> None:
    with suppress(ValueError):
        lifetime = parse_lifetime(" ".join(words))
        assert lifetime.session == (lifetime.longest == 0)


def test_a_megabyte_is_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(ValueError, match="too long"):
        parse_lifetime("1 day " * 200_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("declared", "requested", "fit"),
    [
        ("2 years", 730 * DAY, Fit.RIGHT),
        ("2 years", 731 * DAY, Fit.RIGHT),
        ("2 years", 730 * DAY - 60, Fit.RIGHT),
        ("2 years", 731 * DAY + 60, Fit.RIGHT),
        ("2 years", 731 * DAY + 61, Fit.LONGER),
        ("2 years", 730 * DAY - 61, Fit.SHORTER),
        ("2 years", 400 * DAY, Fit.SHORTER),
        ("13 months", 390 * DAY, Fit.RIGHT),
        ("13 months", 397 * DAY, Fit.RIGHT),
        ("13 months", 365 * DAY, Fit.SHORTER),
        ("13 months", 398 * DAY, Fit.LONGER),
        ("1 year", 390 * DAY, Fit.LONGER),
        ("1 month", 30 * DAY, Fit.RIGHT),
        ("1 month", 32 * DAY, Fit.LONGER),
        ("6 months", 180 * DAY, Fit.RIGHT),
        ("24 hours", DAY, Fit.RIGHT),
        ("1 minute", 60.0, Fit.RIGHT),
        ("1 minute", 600.0, Fit.LONGER),
        ("session", None, Fit.RIGHT),
        ("session", 60.0, Fit.PERSISTENT_NOT_SESSION),
        ("24 hours", None, Fit.SESSION_NOT_PERSISTENT),
        ("24 hours", math.inf, Fit.LONGER),
        ("24 hours", math.nan, Fit.LONGER),
    ],
)
def test_fit(declared: str, requested: float | None, fit: Fit) -> None:
    assert parse_lifetime(declared).fit(requested) is fit


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "session"),
        (63_072_000, "2 years"),
        (34_560_000, "400 days"),
        (86_400, "24 hours"),
        (31_536_000, "1 year"),
        (366 * DAY, "366 days"),
        (390 * DAY, "390 days"),
        (2 * DAY, "2 days"),
        (90, "1 minute 30 seconds"),
        (60, "1 minute"),
        (1, "1 second"),
        (3_661, "1 hour 1 minute 1 second"),
        (DAY + 1, "24 hours 1 second"),
        (DAY + 3_600, "25 hours"),
        (63_072_001, "2 years 1 second"),
        (63_071_999, "2 years less 1 second"),
        (63_071_999.7, "2 years"),
        (0.3, "less than 1 second"),
        (0, "expired"),
        (-5, "expired"),
        (math.inf, "more than 10,000 years"),
        (math.nan, "more than 10,000 years"),
        (1e300, "more than 10,000 years"),
    ],
)
def test_in_words(seconds: float | None, words: str) -> None:
    assert in_words(seconds) == words


@settings(deadline=None)  # the machine may be busy
@given(st.integers(min_value=1, max_value=10 * 365 * 86_400))
def test_words_are_read_back_to_the_second(seconds: int) -> None:
    words, _, less = in_words(seconds).partition(" less ")
    back = parse_duration_of_words(words) - (parse_duration_of_words(less) if less else 0)
    assert back == seconds


def parse_duration_of_words(words: str) -> float:
    """The shortest that words mean: 365 days for a year, as ``in_words`` has it."""
    return parse_lifetime(words).shortest


@settings(deadline=None)  # the machine may be busy
@given(st.integers(min_value=1, max_value=500), st.sampled_from(["day", "month", "year"]))
def test_what_a_calendar_makes_of_it_is_right(count: int, unit: str) -> None:
    days = {"day": 1.0, "month": 30.0, "year": 365.0}[unit] * count
    assert parse_lifetime(f"{count} {unit}s").fit(days * DAY) is Fit.RIGHT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("0s", 0), ("1 minute", 60), ("1 min 30 s", 90), ("PT5S", 5), ("0.5 s", 0.5)],
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [(30, "'30' has no unit"), ("1 month", "has no exact length"), ("-1s", "is negative")],
)
def test_a_duration_must_be_exact(wrong: str | int, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_duration(wrong)
