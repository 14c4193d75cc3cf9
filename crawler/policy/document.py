"""A policy as its readers hand it on: blocks of text in their order, each with its place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from crawler.errors import BadInput

MOST_SECONDS = 120.0

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^[•·‣◦▪●○■□➢►✓\u2013\u2014-]\s+")
LABEL = 7
"""The level of a heading that only groups what follows: a bold line, a row across a table."""


class Kind(StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row.

    ``level`` is that of a heading (1 is the highest), or how deep an item is nested (from 1).
    ``cells`` are those of a row, copied into every column and row that they span; ``headers`` are
    the table's, where the document marks them. ``group`` numbers tables and lists: what stands
    together has the same. ``marked`` holds the words that were set apart as code or bold.
    ``place`` says where it stands, such as "table 2, row 5" or "line 120". Lines within a text
    are divided by a line feed.
    """

    kind: Kind
    text: str
    place: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    group: int = 0
    links: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """A policy that was read. ``source`` is its address or the name of its file."""

    source: str
    blocks: tuple[Block, ...]
    asks_login: bool = False
    """Whether the page has a field for a password."""
    page: bool = False
    """Whether it is HTML, to which scripts may add."""


def time_limit(source: str) -> Callable[[], None]:
    """A check that raises BadInput once a document has been read for two minutes."""
    begun = monotonic()

    def check() -> None:
        if monotonic() - begun > MOST_SECONDS:
            raise BadInput.in_file(source, "takes too long to read: cut it to the policy")

    return check


def visible(text: str) -> str:
    """The text without characters that nobody sees, and with line feeds alone between lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _UNSEEN.sub("", lines)


def clean(text: str) -> str:
    """The text with single blanks, without characters that nobody sees; line feeds stay."""
    lines = _SPACES.sub(" ", visible(text)).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)


def unbulleted(text: str) -> str:
    """A list's item without a bullet that its text has itself."""
    return _BULLET.sub("", text)


def row(
    cells: Iterable[str],
    headers: Iterable[str] = (),
    *,
    place: str,
    group: int,
    links: Iterable[str] = (),
) -> Block:
    """A table's row as a block."""
    cells = tuple(cells)
    text = " | ".join(cell for cell in dict.fromkeys(cells) if cell)
    return Block(
        Kind.ROW,
        text,
        place,
        cells=cells,
        headers=tuple(headers),
        group=group,
        links=tuple(dict.fromkeys(links)),
    )
