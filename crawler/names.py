"""Names of cookies with wildcards, matched in linear time: sites choose the names they set.

And names that are made of a page's address.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_WILDCARD = re.compile(r"\*|\{[A-Za-z][\w .-]*\}|<[A-Za-z][\w .-]*>")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A declared name, perhaps with wildcards.

    ``*`` stands for any run of characters; the named ``{hash}`` and ``<property-id>`` for one that
    is not empty. Upper and lower case differ, as they do in browsers.
    """

    text: str
    _literals: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """What stands before, between and after the wildcards."""
    _gaps: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The fewest characters that each wildcard stands for."""

    def __post_init__(self) -> None:
        gaps = tuple(0 if one == "*" else 1 for one in _WILDCARD.findall(self.text))
        object.__setattr__(self, "_literals", tuple(_WILDCARD.split(self.text)))
        object.__setattr__(self, "_gaps", gaps)

    def __str__(self) -> str:
        return self.text

    @property
    def exact(self) -> bool:
        """Whether it has no wildcard and matches one name only."""
        return not self._gaps

    @property
    def literal_length(self) -> int:
        """How many characters are given literally: the longer, the more specific."""
        return sum(len(literal) for literal in self._literals)

    def matches(self, name: str) -> bool:
        """Whether a cookie of that name is meant.

        Each literal part is taken at its first place behind the one before; no part is tried
        twice, so many wildcards cost no more than one.
        """
        if self.exact:
            return name == self.text
        first, *middle, last = self._literals
        end = len(name) - len(last)
        if not (name.startswith(first) and name.endswith(last)):
            return False
        place = len(first)
        for gap, literal in zip(self._gaps, middle, strict=False):
            found = name.find(literal, place + gap, end)
            if found < 0:
                return False
            place = found + len(literal)
        return place + self._gaps[-1] <= end


def stands_for(name: str, page: str) -> bool:
    """Whether a name ends with a page's path, as that of what is kept for the page alone does."""
    return unquote(name).endswith(unquote(urlsplit(page).path) or "/")
