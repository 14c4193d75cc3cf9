"""Requested lifetimes as people write them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.lifetimes import DAY, Fit, parse_lifetime
from crawler.suggest.durations import written


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "session"),
        (63_072_000.0, "2 years"),
        (63_071_999.4, "2 years"),
        (365 * DAY, "1 year"),
        (366 * DAY, "1 year"),
        (395 * DAY, "13 months"),
        (390 * DAY, "13 months"),
        (400 * DAY, "400 days"),
        (180 * DAY, "180 days"),
        (182.6 * DAY, "6 months"),
        (90 * DAY, "90 days"),
        (30 * DAY, "30 days"),
        (DAY, "1 day"),
        (DAY - 1, "1 day"),
        (1_800.0, "30 minutes"),
        (1_799.2, "30 minutes"),
        (3_600.0, "1 hour"),
        (60.0, "1 minute"),
        (45.0, "45 seconds"),
        (0.2, ""),
        (math.inf, ""),
        (math.nan, ""),
        (1e300, ""),
    ],
)
def test_the_unit_is_one_that_people_write(seconds: float | None, words: str) -> None:
    assert written(seconds) == words


@settings(deadline=None)  # the machine may be busy
@given(st.floats(min_value=1, max_value=20 * 365 * DAY))
def test_what_is_written_is_right_for_the_lifetime(seconds: float) -> None:
    assert parse_lifetime(written(seconds)).fit(seconds) is Fit.RIGHT
