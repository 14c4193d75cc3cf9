"""Lifetimes that are ranges: "up to 2 years", "entre 1 et 13 mois"; kept and compared as ranges."""

import re
import unicodedata

from crawler.lifetimes import Lifetime, parse_lifetime

_UP_TO = (
    r"up to|no longer than|no more than|not more than|at most|maximum(?: of)?|max\.?|less than"
    r"|under|within|jusqu a|jusqu'a|au maximum|au plus|maximum de|moins de|moins d'|bis(?: zu)?"
    r"|tot|maximal"
    r"|hochstens|weniger als|hasta|como maximo|maximo(?: de)?|menos de|fino a|al massimo"
    r"|massimo|meno di|ate|no maximo|maximaal|hooguit|ten hoogste|minder dan|do|maks\.?|najwyzej"
    r"|inferieure? a|inferior a|inferiore a|shorter than|kurzer als|korter dan"
    r"|nicht (?:mehr|langer) als|pas plus de|no mas de|non piu di|nao mais de"
    r"|niet (?:meer|langer) dan"
    r"|upp till|hogst|mindre an|<=?|≤"
)
_PREFIXED = re.compile(rf"(?:{_UP_TO})(?:(?<=['<=≤])|(?!\w))\s*(?P<most>.+)")
_SUFFIXED = re.compile(
    r"(?P<most>.+?)\s*\(?(?:maximum|max\.?|at most|au maximum|au plus|maximal|hochstens|como maximo"
    r"|maximo|al massimo|massimo|no maximo|maximaal|or less|ou moins|oder weniger)\)?"
)
_BETWEEN = re.compile(
    r"(?:(?:between|entre|zwischen|tra|fra|tussen|mellan|miedzy)\s+(?P<low>.+?)"
    r"\s+(?:and|et|und|y|e|en|a|och)\s+?"
    r"|(?:from |de |von |da |van |od |fran )?(?P<from>.+?)\s*"
    r"(?:(?:\bto|\ba|\bbis(?: zu)?|\bate|\btot|\bdo|\btill)\s|[-\u2013\u2014])\s*)"
    r"(?P<most>.+)"
)
_UNIT = re.compile(r"[^\W\d_]+\.?$")


def read_lifetime(text: str | int | float) -> Lifetime:
    """Read a lifetime or a range of them. Raises ValueError with a sentence for the user.

    "Up to" begins at zero; a range has the shortest that its lower end can mean and the longest
    that its upper end can.
    """
    try:
        return parse_lifetime(text)
    except ValueError:
        found = _range(text) if isinstance(text, str) and len(text) <= 100 else None
        if found is None:
            raise
        return found


def agree(one: Lifetime, other: Lifetime) -> bool:
    """Whether two lifetimes say the same: sessions both, or lengths whose ends are the same.

    A month is as long as a calendar makes it, so "1 year" and "12 months" agree; "up to 2 years"
    and "2 years" do not, and neither do "13 months" and "1 year".
    """
    if one.session or other.session:
        return one.session and other.session
    if _is_range(one) or _is_range(other):
        return _near(one.shortest, other.shortest) and _near(one.longest, other.longest)
    return one.shortest <= other.longest and other.shortest <= one.longest


def _is_range(lifetime: Lifetime) -> bool:
    """Whether it spans more than a unit can: the days of one month differ by a tenth."""
    return lifetime.shortest < 0.85 * lifetime.longest


def _near(one: float, other: float) -> bool:
    """Whether two ends are the same but for the lengths of months and years."""
    return abs(one - other) <= 0.035 * max(one, other)


def ends_of(text: str) -> tuple[str, str] | None:
    """The words of a range's two ends, the first empty for "up to"; None where it is no range."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    plain = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    bounded = _PREFIXED.fullmatch(plain) or _SUFFIXED.fullmatch(plain)
    if bounded and _length(bounded["most"]):
        return "", bounded["most"]
    between = _BETWEEN.fullmatch(plain)
    if not between:
        return None
    low = between["low"] or between["from"]
    unit = _UNIT.search(between["most"])
    forms = [low, f"{low} {unit[0]}"] if unit else [low]
    found = next((form for form in forms if _length(form)), "")
    return (found, between["most"]) if found and _length(between["most"]) else None


def _range(text: str) -> Lifetime | None:
    ends = ends_of(text)
    most = _length(ends[1]) if ends else None
    if ends is None or most is None:
        return None
    if not ends[0]:
        return Lifetime(text.strip(), 0.0, most.longest)
    least = _length(ends[0])
    if least is None or least.longest >= most.longest:
        return None
    return Lifetime(text.strip(), least.shortest, most.longest)


def _length(words: str) -> Lifetime | None:
    """A length of time that is no session; None where the words are none."""
    try:
        found = parse_lifetime(words)
    except ValueError:
        return None
    return None if found.session else found
