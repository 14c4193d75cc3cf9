"""Headings that are the names of cookies, beside others of their level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.policy.document import LABEL, Block, Kind, PolicyDocument
from crawler.policy.names import FoundName, is_word, names_in_cell
from crawler.policy.sentences import is_unlike_words
from crawler.policy.words import categories_in, field_of, plain, speaks_of_cookies

_COOKIE = re.compile(r"\s+[-\u2013]?\s*cookies?(?=\s+(?:&|and|et|und|y|e|en)\s|$)", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+")


def unnumbered(text: str) -> str:
    """A heading without its number."""
    return _NUMBER.sub("", text)


@dataclass(frozen=True, slots=True)
class NameLevels:
    """The levels of a document's headings at which names of cookies stand.

    ``some`` are those at which one is a name for certain, ``most`` those at which more are than
    not. A label may stand at any level.
    """

    some: frozenset[int] = frozenset()
    most: frozenset[int] = frozenset()

    def names_in(self, block: Block) -> tuple[FoundName, ...]:
        """What a heading is made of; "jlPref Cookie" too where others are names."""
        text = unnumbered(block.text)
        names = names_in_cell(text)
        if names or block.level not in self.some:
            return names
        bare = names_in_cell(_COOKIE.sub("", text))
        return bare if all(map(is_unlike_words, bare)) else ()

    def are_names(self, level: int, names: Sequence[FoundName]) -> bool:
        """Whether they are names for certain, or beside one that is, or among headings that are."""
        if any(one.certain for one in names):
            return all(map(is_unlike_words, names))
        alone = level in self.most and _is_single(names)
        return alone or (level in self.some and is_like_a_name(names))


def levels_of_names(document: PolicyDocument) -> NameLevels:
    """The levels at which a document's headings are names."""
    some, most = set(), set()
    headings = [one for one in document.blocks if one.kind is Kind.HEADING and one.level != LABEL]
    for level in {one.level for one in headings}:
        texts = [unnumbered(one.text) for one in headings if one.level == level]
        sure = sum(bool(names_in_cell(text, strict=True)) for text in texts)
        some |= {level} if sure else set()
        most |= {level} if sure > max(len(texts) - sure, 1) else set()
    return NameLevels(frozenset(some), frozenset(most))


def _is_single(names: Sequence[FoundName]) -> bool:
    """Whether a heading among names is one word that is no label, and no kind of cookies."""
    words = [plain(one.text) for one in names]
    known = [field_of(word) or categories_in(word) or word.endswith("cookies") for word in words]
    return len(names) == 1 and not any(known)


def are_identifiers(names: Sequence[FoundName]) -> bool:
    """Whether they may be names of a program's making: they begin with a small letter."""
    return bool(names) and not any(is_word(one) or one.text[0].isupper() for one in names)


def is_like_a_name(names: Sequence[FoundName]) -> bool:
    """Whether a heading among others that are names may be one: a single word of no language."""
    if len(names) != 1 or is_word(names[0]):
        return False
    # "CookieConsent" speaks of cookies too, and is a name.
    return bool(re.search("[a-z][A-Z]", names[0].text)) or not speaks_of_cookies(names[0].text)
