"""The date in a cookie's ``Expires``, read as Chromium reads it (RFC 6265 section 5.1.1).

Chromium departs from that algorithm in details, which are kept here (measured on 156): a
number is digits only, a year has up to five of them and may lie before 1601, the parts of a
time may have any number of leading zeros, and what does not fit is passed over.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime

_DELIMITERS = re.compile(r"[\t !-/;-@\[-`{-~]+")
# Possessive: a megabyte of zeros takes milliseconds instead of seconds.
_DIGITS = r"(?=[0-9])0*+([0-9]{0,10}+)"
_TIME = re.compile(f"{_DIGITS}:{_DIGITS}:{_DIGITS}")
_NUMBER = re.compile(r"[0-9]{1,5}")
_UINT_MAX = 2**32 - 1
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The Gregorian calendar repeats after so many years, which are so many seconds.
_CYCLE_YEARS, _CYCLE_SECONDS = 400, 146_097 * 86_400


def cookie_date(text: str) -> float | None:
    """Seconds since the epoch; None where Chromium finds no date (the cookie is a session's)."""
    found = _Found()
    for token in _DELIMITERS.split(text):
        if token:
            found.take(token)
    return found.seconds


@dataclass(slots=True)
class _Found:
    """The parts of a date found so far: the first of each kind counts."""

    time: tuple[int, int, int] | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def take(self, token: str) -> None:
        if not "0" <= token[0] <= "9":
            self._take_month(token)
        elif ":" in token:
            self._take_time(token)
        else:
            self._take_number(token)

    def _take_month(self, token: str) -> None:
        if self.month is None and token[:3].lower() in _MONTHS:
            self.month = _MONTHS.index(token[:3].lower()) + 1

    def _take_time(self, token: str) -> None:
        match = _TIME.fullmatch(token)
        if match is None or self.time is not None:
            return
        hour, minute, second = (int(digits or 0) for digits in match.groups())
        if max(hour, minute, second) <= _UINT_MAX:
            self.time = hour, minute, second

    def _take_number(self, token: str) -> None:
        if not _NUMBER.fullmatch(token):
            return
        if self.day is None and len(token) <= 2:
            self.day = int(token)
        elif self.year is None:
            self.year = int(token)

    @property
    def seconds(self) -> float | None:
        """The date as seconds since the epoch, None if a part is missing or impossible."""
        if self.time is None or self.day is None or self.month is None or self.year is None:
            return None
        year = _full_year(self.year)
        cycles = max(0, year - 2000) // _CYCLE_YEARS
        try:
            moment = datetime(
                year - cycles * _CYCLE_YEARS, self.month, self.day, *self.time, tzinfo=UTC
            )
        except (ValueError, OverflowError):
            return None
        return float(calendar.timegm(moment.timetuple()) + cycles * _CYCLE_SECONDS)


def _full_year(year: int) -> int:
    if year <= 69:
        return year + 2000
    return year + 1900 if year <= 99 else year
