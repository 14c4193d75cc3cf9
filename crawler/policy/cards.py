"""Labels and values that belong to one cookie, or to several that share them."""

import re
from dataclasses import dataclass

from crawler.policy.clauses import in_turn
from crawler.policy.document import Block
from crawler.policy.labels import fields_in
from crawler.policy.names import FoundName, leading_names, names_in_cell
from crawler.policy.sentences import lasts_so_long
from crawler.policy.terms import says_how_long
from crawler.policy.words import Field, categories_in

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

    def tell(self, field: Field, value: str, links: tuple[str, ...]) -> None:
        """Take in a label's value, but no second one, nor a lifetime where the purpose has it."""
        if field is not Field.LIFETIME or not says_how_long(self.fields.get(Field.PURPOSE, "")):
            self.fields.setdefault(field, value)
        self.links = (*self.links, *links)

    def lasts(self, text: str) -> bool:
        """Take in how long it lasts, as "Kept for a year" says below it; whether it was that."""
        told = Field.LIFETIME not in self.fields and lasts_so_long(text)
        if told:
            self.fields[Field.LIFETIME] = text
        return told


def cards_of(names: tuple[FoundName, ...], rest: str, block: Block) -> list[Card]:
    """The cards of an item that begins with names; several where each has brackets of its own."""
    pieces = [leading_names(piece) for piece in _PIECE.split(block.text)]
    single = (len(heads) == 1 and heads[0].certain for heads, _ in pieces)
    if len(pieces) > 1 and all(single):
        return [
            Card(heads, {Field.PURPOSE: told}, block.place, block.links) for heads, told in pieces
        ]
    if turns := in_turn(rest, len(names)):
        return [
            Card((name,), {Field.PURPOSE: rest, Field.LIFETIME: told}, block.place, block.links)
            for name, told in zip(names, turns, strict=True)
        ]
    alone = len(rest.split()) < 4 and len(categories_in(rest)) == 1
    told = dict(fields_in(rest)) or {Field.CATEGORY if alone else Field.PURPOSE: rest}
    return [Card(names, told, block.place, block.links)]


def beginning_of(block: Block) -> tuple[tuple[FoundName, ...], str]:
    """The names that an item begins with, or that it has set apart there, and the rest."""
    names, rest = leading_names(block.text)
    first = block.marked[0] if block.marked else ""
    if names or not first or not block.text.startswith(first):
        return names, rest
    return names_in_cell(first), block.text[len(first) :].strip(" :\u2013\u2014-")
