"""A requested lifetime in the unit that people would write, and that a declaration reads back."""

from math import isfinite

from crawler.lifetimes import DAY, HOUR, MINUTE, TOLERANCE, Fit, in_words, parse_lifetime

_EXACT = {"day": DAY, "hour": HOUR, "minute": MINUTE, "second": 1.0}
# More of a unit than this nobody writes.
_MOST = {"day": 10_000, "hour": 96, "minute": 180, "second": 180}
_MONTH, _YEAR = 30.4375 * DAY, 365.25 * DAY
_LONGEST_S = 9_999 * _YEAR


def written(seconds: float | None) -> str:
    """The words for a lifetime in seconds, None being a session; empty where none would do.

    What is written is right for the lifetime by the declaration's own tolerance: whole years
    first, then days up to a year, months where the days are not whole, then shorter units.
    """
    if seconds is None:
        return "session"
    if not isfinite(seconds) or not 1 <= seconds <= _LONGEST_S:
        return ""
    for words in (_years(seconds), _months(seconds, 12), _exact(seconds), _months(seconds, 1)):
        if words and parse_lifetime(words).fit(seconds) is Fit.RIGHT:
            return words
    words = in_words(round(seconds))
    return words if " less " not in words else f"{round(seconds)} seconds"


def _years(seconds: float) -> str:
    return _within(round(seconds / _YEAR), "year", seconds)


def _months(seconds: float, least: int) -> str:
    """Whole months, at least so many; many short of a year are written as days where they can."""
    months = round(seconds / _MONTH)
    return _within(months, "month", seconds) if months >= least else ""


def _within(count: int, unit: str, seconds: float) -> str:
    """The words, where a calendar makes so many units of the lifetime."""
    if count < 1:
        return ""
    words = _counted(count, unit)
    span = parse_lifetime(words)
    return words if span.shortest - TOLERANCE <= seconds <= span.longest + TOLERANCE else ""


def _exact(seconds: float) -> str:
    """Whole days, hours, minutes or seconds, as near as a script's clock lets them be."""
    for unit, length in _EXACT.items():
        count = round(seconds / length)
        if 1 <= count <= _MOST[unit] and abs(seconds - count * length) <= _slack(seconds):
            return _counted(count, unit)
    return ""


def _slack(seconds: float) -> float:
    """Seconds by which a lifetime that a script counted from its own clock may be off."""
    return TOLERANCE if seconds >= DAY - TOLERANCE else 1.0


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"
