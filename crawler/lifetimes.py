"""Lifetimes in words: "2 years", "13 mois", "session" to seconds and back, and what fits them.

Read in nine languages and ISO 8601. What cannot be read is an error and never a guess: dateparser
takes "1.5 years" for four days, hence the tables of ``lifetime_vocabulary``.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite

from crawler.lifetime_vocabulary import (
    AND,
    BETWEEN,
    BROWSER,
    CLOSED,
    COMPOUNDS,
    ENDLESS,
    HALF,
    NUMBERS,
    ONE,
    SESSION,
    UNITS,
)

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
YEAR = 365 * DAY
TOLERANCE = MINUTE
"""Seconds by which clocks and rounding may move a lifetime that is still right."""

_MOST_CHARACTERS = 100
_MOST_SECONDS = 10_000 * YEAR
_EXAMPLES = "write a number and a unit, such as '13 months' or '30 s'"

_EXACT = {"second": 1.0, "minute": MINUTE, "hour": HOUR, "day": DAY, "week": 7 * DAY}

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|\S")
_TWICE = re.compile(r"\b([^\W\d_]+) ?\((\d{1,3})\)")
"""A number in words with its figures, as contracts have it: "six (6) months"."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_AMOUNT = r"(\d+(?:[.,]\d+)?)"
_ISO = re.compile(
    rf"p(?=.)(?:{_AMOUNT}y)?(?:{_AMOUNT}m)?(?:{_AMOUNT}w)?(?:{_AMOUNT}d)?"
    rf"(?:t(?=.)(?:{_AMOUNT}h)?(?:{_AMOUNT}m)?(?:{_AMOUNT}s)?)?"
)
_ISO_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


class Fit(StrEnum):
    """How a requested lifetime stands to the declared one."""

    RIGHT = "right"
    LONGER = "longer"
    SHORTER = "shorter"
    PERSISTENT_NOT_SESSION = "persistent-not-session"
    """Declared a session cookie, and is persistent."""
    SESSION_NOT_PERSISTENT = "session-not-persistent"
    """Declared persistent, and is a session cookie."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A declared lifetime: its words, and the seconds that they can mean (0 to 0 for a session)."""

    text: str
    shortest: float
    longest: float
    session: bool = False

    def __str__(self) -> str:
        return self.text

    def fit(self, requested: float | None) -> Fit:
        """Compare with a requested lifetime in seconds; None asked for a session cookie.

        Right is what the written unit can mean, and one minute either way.
        """
        if requested is None:
            return Fit.RIGHT if self.session else Fit.SESSION_NOT_PERSISTENT
        if self.session:
            return Fit.PERSISTENT_NOT_SESSION
        # Turned round so that NaN, should a site bring one about, is never right.
        if not requested <= self.longest + TOLERANCE:
            return Fit.LONGER
        return Fit.SHORTER if requested < self.shortest - TOLERANCE else Fit.RIGHT

    def fit_within(self, least: float | None, most: float | None) -> Fit | None:
        """Compare with a requested lifetime that is known to lie between two, in seconds.

        None for both is a session cookie. Answers None where it may fit and may not.
        """
        fit = self.fit(least)
        return fit if fit is self.fit(most) or fit is Fit.LONGER else None


def parse_lifetime(text: str | int | float) -> Lifetime:
    """Read a lifetime as people write it. Raises ValueError with a sentence for the user."""
    plain = _plain(text)
    words = set(re.findall(r"[^\W\d_]+", plain))
    if _means_session(plain, words):
        return Lifetime(str(text).strip(), 0.0, 0.0, session=True)
    if words & ENDLESS:
        raise ValueError(
            f"{_quoted(text)} is not a length of time: write how long it lives at most, "
            "or leave the lifetime out where the policy gives none"
        )
    shortest, longest = _span(plain, text)
    if longest <= 0:
        raise ValueError(f"{_quoted(text)} is no lifetime: it must be longer than zero")
    return Lifetime(str(text).strip(), shortest, longest)


def parse_duration(text: str | int | float) -> float:
    """Seconds of an exact duration such as "30s" or "1 minute"; zero is allowed.

    Raises ValueError with a sentence for the user, also for a month or a year, which vary.
    """
    shortest, longest = _span(_plain(text), text)
    if shortest != longest:
        raise ValueError(f"{_quoted(text)} has no exact length: write it in seconds, hours or days")
    return shortest


def length_terms(text: str) -> list[tuple[float, str]]:
    """The numbers and units ("second" to "year") that a length of time in words consists of.

    Raises ValueError with a sentence for the user.
    """
    plain = _plain(text)
    return _iso_terms(plain) or _terms(plain, text)


def in_words(seconds: float | None) -> str:
    """Say a lifetime shortly and exactly, to the second; a year is 365 days, None is a session."""
    if seconds is None:
        return "session"
    if not isfinite(seconds) or seconds > _MOST_SECONDS:
        return "more than 10,000 years"
    if seconds <= 0:
        return "expired"
    if seconds < 1:
        return "less than 1 second"
    whole = round(seconds)
    short = -whole % 86_400
    if 0 < short <= TOLERANCE:
        return f"{in_words(whole + short)} less {in_words(short)}"
    return " ".join(_parts(whole))


def _parts(seconds: int) -> list[str]:
    """The non-empty units of a lifetime: years only where no days remain, one day as 24 hours."""
    days, rest = divmod(seconds, 86_400)
    if days == 1:
        days, rest = 0, rest + 86_400
    years, days = divmod(days, 365) if days % 365 == 0 else (0, days)
    hours, rest = divmod(rest, 3_600)
    minutes, rest = divmod(rest, 60)
    amounts = {"year": years, "day": days, "hour": hours, "minute": minutes, "second": rest}
    return [f"{n} {unit}{'' if n == 1 else 's'}" for unit, n in amounts.items() if n]


def _quoted(text: object) -> str:
    words = str(text)
    return repr(words if len(words) <= 40 else f"{words[:40]}...")


def _plain(text: str | int | float) -> str:
    """Lower case, without accents, one space between words."""
    if not isinstance(text, str):
        raise ValueError(f"{_quoted(text)} has no unit: {_EXAMPLES}")
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"{_quoted(text)} is too long to be a length of time: {_EXAMPLES}")
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    return _TWICE.sub(lambda m: m[2] if NUMBERS.get(m[1]) == float(m[2]) else m[0], plain)


def _means_session(plain: str, words: set[str]) -> bool:
    known = words <= SESSION | BROWSER | CLOSED | BETWEEN
    ends = words & SESSION or (words & CLOSED and words & BROWSER)
    return bool(known and ends) and not re.search(r"\d", plain)


def _span(plain: str, text: str | int | float) -> tuple[float, float]:
    """Shortest and longest seconds that the words can mean."""
    if plain.startswith("-"):
        raise ValueError(f"{_quoted(text)} is negative: a length of time begins at zero")
    terms = _iso_terms(plain) or _terms(plain, text)
    sizes = [_unit_span(1.0, unit)[1] for _, unit in terms]
    if any(later >= one for one, later in pairwise(sizes)):
        raise ValueError(f"{_quoted(text)} may be several lengths of time: {_EXAMPLES}")
    spans = [_unit_span(*term) for term in terms]
    shortest, longest = sum(low for low, _ in spans), sum(high for _, high in spans)
    if longest > _MOST_SECONDS:
        raise ValueError(f"{_quoted(text)} is longer than 10,000 years: {_EXAMPLES}")
    return shortest, longest


def _iso_terms(plain: str) -> list[tuple[float, str]]:
    """The parts of an ISO 8601 duration; empty where it is none."""
    found = _ISO.fullmatch(plain)
    amounts = found.groups() if found else ()
    pairs = zip(amounts, _ISO_UNITS, strict=False)
    return [(float(amount.replace(",", ".")), unit) for amount, unit in pairs if amount]


def _terms(plain: str, text: str | int | float) -> list[tuple[float, str]]:
    """The pairs of number and unit in words."""
    parts = _parts_of(plain)
    terms: list[tuple[float, str]] = []
    while parts:
        if terms and (half := _half_more(parts)):
            terms[-1] = (terms[-1][0] + 0.5, terms[-1][1])
            parts = parts[half:]
            continue
        if terms and parts[0] in AND:
            parts.pop(0)
        number, parts = _count(parts, text, at_end=bool(terms))
        terms.append((number, _unit(parts.pop(0), text)))
    if not terms:
        raise ValueError(f"no length of time is given: {_EXAMPLES}")
    return terms


def _parts_of(plain: str) -> list[str]:
    """The numbers and words of a text; an apostrophe divides two words."""
    for words, digits in COMPOUNDS.items():
        plain = re.sub(rf"\b{words}\b", digits, plain)
    plain = re.sub(r"\b[dl]['\u2019](?=[a-z])", "", plain)
    plain = re.sub(r"(?<=[a-z])['\u2019](?=[a-z])", " ", plain)
    plain = re.sub(rf"\b(?:{'|'.join(HALF)})-(?=[a-z])", lambda half: f"{half[0][:-1]} ", plain)
    return [part for part in _TOKEN.findall(plain) if part != "."]


def _half_more(parts: list[str]) -> int:
    """How many words say "and a half" of the unit before them."""
    rest = parts[1:] if parts[0] in AND else []
    article = bool(rest and rest[0] in ONE)
    more = rest[article:]
    ends = more and more[0] in HALF and (len(more) == 1 or more[1] in AND)
    return 2 + article if ends else 0


def _count(parts: list[str], text: str | int | float, *, at_end: bool) -> tuple[float, list[str]]:
    """A number, "half a" and "two and a half" included, and the words from its unit on."""
    if len(parts) > 1 and parts[0] in ONE and parts[1] in HALF:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in HALF:
        return 0.5, parts[2:] if len(parts) > 2 and parts[1] in ONE else parts[1:]
    if len(parts) < 2:
        missing = "has no unit" if parts and parts[0][0].isdigit() else "is no length of time"
        raise ValueError(f"{_quoted(text)} {missing}{' at its end' * at_end}: {_EXAMPLES}")
    number, rest = _number(parts[0], text), parts[1:]
    if rest[0] in AND:
        behind = rest[2:] if len(rest) > 1 and rest[1] in ONE else rest[1:]
        if len(behind) > 1 and behind[0] in HALF:
            return number + 0.5, behind[1:]
    return number, rest


def _number(part: str, text: str | int | float) -> float:
    if part in NUMBERS:
        return float(NUMBERS[part])
    if not part[0].isdigit():
        raise ValueError(f"{_quoted(text)} is not understood at {_quoted(part)}: {_EXAMPLES}")
    if _THOUSANDS.fullmatch(part):
        raise ValueError(f"{_quoted(part)} can mean a fraction or thousands: write digits only")
    return float(part.replace(",", "."))


def _unit(part: str, text: str | int | float) -> str:
    if part == "m":
        raise ValueError(f"the m of {_quoted(text)} can mean minutes or months: write min or mo")
    if part not in UNITS:
        raise ValueError(f"{_quoted(text)} has no unit known here at {_quoted(part)}: {_EXAMPLES}")
    return UNITS[part]


def _unit_span(count: float, unit: str) -> tuple[float, float]:
    if unit == "month":
        return _months(count)
    if unit == "year":
        return _years(count)
    return count * _EXACT[unit], count * _EXACT[unit]


def _calendar(months: int) -> tuple[int, int]:
    """Fewest and most days that so many months make, begun in any month of four years."""
    fours, months = divmod(months, 48)
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 4
    lengths[1] = 29
    spans = [sum((lengths * 2)[start : start + months]) for start in range(48)]
    return fours * 1_461 + min(spans), fours * 1_461 + max(spans)


def _months(count: float) -> tuple[float, float]:
    """What a calendar makes of them, or 30 days each."""
    if not count.is_integer():
        return 28 * DAY * count, 31 * DAY * count
    fewest, most = _calendar(int(count))
    return min(fewest, 30 * count) * DAY, max(most, 30 * count) * DAY


def _years(count: float) -> tuple[float, float]:
    """What a calendar makes of them, or 365 days each; a single one may be a leap year."""
    if not (12 * count).is_integer():
        return YEAR * count, 366 * DAY * count
    fewest, most = _calendar(int(12 * count))
    return min(fewest, 365 * count) * DAY, max(most, 365 * count) * DAY
