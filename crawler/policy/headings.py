"""Headings that are the names of cookies, beside others of their level."""

import re
from collections.abc import Sequence

from crawler.policy.document import LABEL, Kind, PolicyDocument
from crawler.policy.names import FoundName, is_word, names_in_cell
from crawler.policy.words import speaks_of_cookies

_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+")


def unnumbered(text: str) -> str:
    """A heading without its number."""
    return _NUMBER.sub("", text)


def levels_of_names(document: PolicyDocument) -> frozenset[int]:
    """The levels at which headings are names for certain; a label may stand at any level."""
    headings = (one for one in document.blocks if one.kind is Kind.HEADING and one.level != LABEL)
    return frozenset(
        one.level for one in headings if names_in_cell(unnumbered(one.text), strict=True)
    )


def is_like_a_name(names: Sequence[FoundName]) -> bool:
    """Whether a heading among others that are names may be one: a single word of no language."""
    if len(names) != 1 or is_word(names[0]):
        return False
    # "CookieConsent" speaks of cookies too, and is a name.
    return bool(re.search("[a-z][A-Z]", names[0].text)) or not speaks_of_cookies(names[0].text)
