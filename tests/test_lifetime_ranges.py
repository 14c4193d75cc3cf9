"""Lifetimes that are ranges, in seven languages."""

import pytest

from crawler.lifetime_ranges import agree, read_lifetime
from crawler.lifetimes import DAY, Fit


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("up to 2 years", 0, 731),
        ("jusqu'à 13 mois", 0, 397),
        ("jusqu\u2019à 13 mois", 0, 397),
        ("13 mois maximum", 0, 397),
        ("bis zu 24 Stunden", 0, 1),
        ("hasta 1 día", 0, 1),
        ("fino a 2 anni", 0, 731),
        ("até 90 dias", 0, 90),
        ("maximaal 1 jaar", 0, 366),
        ("< 1 day", 0, 1),
        ("between 1 and 13 months", 28, 397),
        ("entre 1 et 13 mois", 28, 397),
        ("6 - 12 Monate", 180, 366),
        ("1 bis 2 Jahre", 365, 731),
        ("2 years", 730, 731),
    ],
)
def test_a_range_is_kept_as_one(text: str, shortest: float, longest: float) -> None:
    lifetime = read_lifetime(text)
    assert (lifetime.shortest / DAY, lifetime.longest / DAY) == (shortest, longest)


@pytest.mark.parametrize("text", ["up to", "up to a session", "13 to 1 months", "2 - 3", "between"])
def test_what_is_no_range_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_lifetime(text)


def test_what_lies_within_a_range_is_right() -> None:
    lifetime = read_lifetime("between 1 and 13 months")
    fits = [lifetime.fit(days * DAY) for days in (1, 30, 397, 398)]
    assert fits == [Fit.SHORTER, Fit.RIGHT, Fit.RIGHT, Fit.LONGER]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 year", "12 months", True),
        ("1 year", "365 days", True),
        ("24 hours", "1 day", True),
        ("session", "until the browser is closed", True),
        ("up to 2 years", "up to 24 months", True),
        ("between 1 and 13 months", "entre 1 et 13 mois", True),
        ("1 year", "13 months", False),
        ("up to 2 years", "2 years", False),
        ("up to 1 year", "up to 13 months", False),
        ("session", "1 minute", False),
        ("30 minutes", "31 minutes", False),
    ],
)
def test_lifetimes_agree_where_their_words_can_mean_the_same(
    one: str, other: str, same: bool
) -> None:
    first, second = read_lifetime(one), read_lifetime(other)
    assert agree(first, second) is same
    assert agree(second, first) is same
