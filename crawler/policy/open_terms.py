"""Lengths of time without a longest: "more than 2 years", "2+ years", "2 years or more"."""

import re
import unicodedata

from crawler.policy.words import plain

_AT_LEAST = re.compile(
    r"(?<!no )(?<!not )(?<!pas )(?<!nicht )(?<!non )(?<!nao )(?<!niet )"
    r"(?:\b(?:more than|longer than|over|at least|a? ?minimum(?: of)?|no less than|not less than"
    r"|exceeding|plus de|au moins|(?:un )?minimum de|mehr als|langer als|uber|mindestens|wenigstens"
    r"|mas de|al menos|como minimo|(?:un )?minimo(?: de| di)?|piu di|oltre|almeno|mais de"
    r"|superieure? a|superior a|superiore a|pelo menos|no minimo|meer dan|langer dan|minstens"
    r"|ten minste|minimaal|minimal)\s*"
    r"|[>\u2265]=?\s*|(?:^|(?<='))[\u2212-])(?:(?:a|an|un|une|ein\w*|una|um|uma|een) )?$"
)
_OR_MORE = re.compile(
    r"\s*(?:\+|\(?(?:minimum|au minimum|minimo|minimaal|(?:or|and) (?:more|longer)|ou plus"
    r"|oder (?:mehr|langer)|o mas|o piu|ou mais|of (?:meer|langer))\b)"
)


def is_open(text: str, start: int, end: int) -> bool:
    """Whether the length of time between two places of a text has no longest."""
    return bool(_least_before(text, start) or _OR_MORE.match(plain(text[end : end + 20])))


def with_least(text: str, start: int, end: int) -> str:
    """A length of time with the words before it by which it has no longest."""
    return text[max(start - len(_least_before(text, start)), 0) : end]


def _least_before(text: str, start: int) -> str:
    before = f"{'.' * (start > 30)}{text[max(start - 30, 0) : start]}"
    letters = unicodedata.normalize("NFKD", before.casefold())
    folded = "".join(one for one in letters if not unicodedata.combining(one))
    found = _AT_LEAST.search(folded)
    return found[0] if found else ""
