"""Labels and values that belong to one cookie, or to several that share them."""

import re
from dataclasses import dataclass

from crawler.policy.clauses import in_turn, tells_apart
from crawler.policy.document import Block
from crawler.policy.labels import fields_in, is_divided, refers_to_these, remarked
from crawler.policy.names import (
    FoundName,
    certain_names,
    is_word,
    leading_names,
    names_in_cell,
    names_in_list,
    names_with_remarks,
)
from crawler.policy.sentences import is_unlike_words, lasts_so_long
from crawler.policy.terms import says_how_long
from crawler.policy.words import Field, categories_in, field_of, speaks_of_cookies

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

    def takes(self, block: Block) -> bool:
        """Take in an item of a list below its name; whether it was about that cookie."""
        if self.lasts(block.text):
            return True
        if Field.PURPOSE in self.fields:
            return self.heading
        self.fields[Field.PURPOSE] = block.text
        self.links = (*self.links, *block.links)
        return True

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


def inline_cards(block: Block, *, about: bool) -> list[Card]:
    """The cards of a text such as "Advertising cookies: _fbp (3 months), ..."."""
    label, colon, behind = block.text.partition(":")
    if not (colon and (about or speaks_of_cookies(label))) or certain_names(label):
        return []
    if field_of(label) is Field.VALUE:
        return []
    listed = names_in_list(behind)
    before, named = ("", listed) if listed else names_with_remarks(behind, block.marked)
    remarks = any(remark for _, remark in named)
    apart = not remarks and tells_apart(behind, [one.written for one, _ in named])
    told = listed or remarks or categories_in(label)
    if not named or before.strip() or apart or not told:
        return []
    names, rest = leading_names(behind.strip())
    if not remarks and (listed or len(named) == len(names)):
        fields = remarked("", label) | ({Field.PURPOSE: rest} if rest else {})
        return [Card(tuple(name for name, _ in named), fields, block.place, block.links)]
    return [
        Card((name,), remarked(remark, label), block.place, block.links) for name, remark in named
    ]


def is_introduced(block: Block) -> bool:
    """Whether a text is a name, made like no word or set apart, and what is said of that cookie.

    How long it lasts, or at first that it is one: "ASPXAUTH - this cookie is stored if ...".
    """
    names, rest = leading_names(block.text)
    if len(names) != 1 or is_word(names[0]) or not is_divided(block.text, rest):
        return False
    if not is_unlike_words(names[0]):
        return names[0].written in block.marked and says_how_long(rest)
    return says_how_long(rest) or refers_to_these(rest)


def beginning_of(block: Block) -> tuple[tuple[FoundName, ...], str]:
    """The names that an item begins with, or that it has set apart there, and the rest."""
    names, rest = leading_names(block.text)
    first = block.marked[0] if block.marked else ""
    if names or not first or not block.text.startswith(first):
        return names, rest
    return names_in_cell(first), block.text[len(first) :].strip(" :\u2013\u2014-")
