"""Labels and values that belong to one cookie, or to several that share them."""

import re
from dataclasses import dataclass

from crawler.policy.document import Block
from crawler.policy.labels import fields_in
from crawler.policy.names import FoundName, leading_names
from crawler.policy.words import Field

_PIECE = re.compile(r"(?<=\)),\s+|(?<=\));\s+")


@dataclass(slots=True)
class Card:
    """What is said of one cookie or several, as far as it has been read."""

    names: tuple[FoundName, ...]
    fields: dict[Field, str]
    place: str
    links: tuple[str, ...] = ()
    heading: bool = False
    """Whether its name is a heading, so that what follows is about it alone."""


def cards_of(names: tuple[FoundName, ...], rest: str, block: Block) -> list[Card]:
    """The cards of an item that begins with names; several where each has brackets of its own."""
    pieces = [leading_names(piece) for piece in _PIECE.split(block.text)]
    single = (len(heads) == 1 and heads[0].certain for heads, _ in pieces)
    if len(pieces) > 1 and all(single):
        return [
            Card(heads, {Field.PURPOSE: told}, block.place, block.links) for heads, told in pieces
        ]
    return [Card(names, dict(fields_in(rest)) or {Field.PURPOSE: rest}, block.place, block.links)]
