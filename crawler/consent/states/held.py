"""One word on what the visitor chose: who says it, what it says, and how much it weighs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from crawler.text import printable, shortened

MOST_CATEGORIES = 200
MOST_LETTERS = 60
# What needs no consent, as platforms and sites call it; "non-essential" begins otherwise.
_NECESSARY = re.compile(
    r"(strictly|technically|absolutely|always|unbedingt|technisch|strictement|strettamente"
    r"|estrictamente)?[\s_-]*"
    r"(necess|essen[tz]i|requi(red|s)|mandator|obligat|indispens|techni|tecnic|erforder|notwend"
    r"|notwendig|noodzak|niezb|nodvand|nödvänd|requerid|security|functionality_storage)",
    re.IGNORECASE,
)
# What many sites keep on whatever the visitor answers, and what no site may.
_OFTEN_ON = re.compile(
    r"functional|preferen|performance|personali|experience|comfort|convenience|video", re.IGNORECASE
)
_ANALYTICS = re.compile(r"analy|statisti|stats|measur|mesure|audience", re.IGNORECASE)
_ASKED = re.compile(
    _ANALYTICS.pattern + r"|market|advert|\bads?\b|ads?_|target|track|publicit", re.IGNORECASE
)


class Answer(StrEnum):
    """What is held: no choice, consent, a refusal, consent for a part, or nobody can tell."""

    NONE = "none"
    ACCEPT = "accept"
    REJECT = "reject"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Held:
    """The word of one platform, signal or store.

    ``categories`` tells what is granted, as far as the source says it, without what needs no
    consent; ``complete`` whether these are all that the visitor was asked for, so that one without
    consent was refused. ``firm`` is a source that is known to hold the visitor's choice: what it
    goes on to hold after one speaks, too; any other speaks where it changes. ``written`` is a
    cookie or stored item: one that is gone holds its consent no longer. ``note`` is an aside,
    ``name`` that of an item of the site's own making.
    """

    source: str
    answer: Answer
    categories: Mapping[str, bool] = field(default_factory=dict)
    complete: bool = True
    firm: bool = True
    written: bool = False
    note: str = ""
    name: str = ""

    @property
    def consents(self) -> bool:
        """Whether consent is held for anything."""
        return self.answer in (Answer.ACCEPT, Answer.PARTIAL)

    @property
    def granted(self) -> tuple[str, ...]:
        """The categories with consent."""
        return tuple(name for name, granted in self.categories.items() if granted)

    @property
    def refused(self) -> tuple[str, ...]:
        """The categories without."""
        return tuple(name for name, granted in self.categories.items() if not granted)

    def elsewhere(self, host: str) -> "Held":
        """The same, said in a frame of another site, which may speak of that site alone."""
        source = f"{self.source} (in a frame of {host})"
        return replace(self, source=source, firm=False, written=False)


def held(
    source: str,
    answered: bool | None,
    grants: Mapping[str, bool],
    *,
    complete: bool = True,
    listed: bool = False,
) -> Held:
    """What a source's own data come to.

    Args:
        source: who says it.
        answered: whether the visitor chose; None where the source does not tell.
        grants: consent by category, those that need none included.
        complete: whether these are all the categories.
        listed: whether only what is granted is named, so that no name is a refusal.
    """
    categories = optional(grants)
    if answered is False:
        return Held(source, Answer.NONE, categories, complete)
    return Held(source, _answer(answered, categories, listed=listed), categories, complete)


def optional(grants: Mapping[str, bool]) -> dict[str, bool]:
    """The categories that need consent, with names that can be shown."""
    shown = ((plain(name), granted) for name, granted in list(grants.items())[:MOST_CATEGORIES])
    return {name: granted for name, granted in shown if not is_necessary(name)}


def is_necessary(name: str) -> bool:
    """Whether a category needs no consent, by its name."""
    return _NECESSARY.match(name.strip()) is not None


def is_often_on(name: str) -> bool:
    """Whether a site of its own making may take a category for one that needs no consent."""
    return _OFTEN_ON.search(name) is not None and _ASKED.search(name) is None


def without_often_on(found: Held) -> Held:
    """The same word, in which categories that are often always on are no consent by themselves."""
    if not found.granted or not all(map(is_often_on, found.granted)):
        return found
    # "performance" is a name for analytics, too, unless these are refused beside it.
    doubtful = any("performance" in name.lower() for name in found.granted)
    asked = _ANALYTICS if doubtful else _ASKED
    refused = any(map(asked.search, found.refused))
    return replace(found, answer=Answer.REJECT if refused else Answer.UNKNOWN)


def plain(name: str) -> str:
    """A page's own name for something, fit to stand in a sentence."""
    return shortened(printable(name), MOST_LETTERS)


def _answer(answered: bool | None, categories: Mapping[str, bool], *, listed: bool) -> Answer:
    if any(categories.values()):
        return Answer.ACCEPT if all(categories.values()) else Answer.PARTIAL
    # Where nobody tells whether the visitor answered, "all denied" is what many start with.
    if answered and (categories or listed):
        return Answer.REJECT
    return Answer.UNKNOWN
