"""Which blocks of a policy are read together, and which lists are lists of cookies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from crawler.policy.document import Block, Kind, PolicyDocument
from crawler.policy.labels import label_of
from crawler.policy.names import is_word, leading_names, names_in_cell
from crawler.policy.terms import says_how_long, term_in_cell
from crawler.policy.words import Field, field_of

_BULLET = re.compile(r"^[•·‣◦▪●○■□➢►✓]\s*")


def groups_of(document: PolicyDocument) -> list[list[Block]]:
    """The rows of each table, the items of each list, paragraphs that begin with a mark."""
    return [list(blocks) for _, blocks in groupby(_itemised(document.blocks), key=_together)]


def _itemised(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with paragraphs of which each line begins with a typed bullet as lists."""
    group = 0
    for at, block in enumerate(map(_labelled, blocks)):
        lines = block.text.split("\n") if block.kind is Kind.PARAGRAPH else []
        if not lines or not all(map(_BULLET.match, lines)):
            group = 0
            yield block
            continue
        group = group or -1 - at
        for line in lines:
            text = _BULLET.sub("", line)
            yield replace(block, kind=Kind.ITEM, text=text, level=1, group=group)


def _labelled(block: Block) -> Block:
    """A paragraph such as "**Expiry** 1 day" with a colon behind what is set apart in it."""
    label = block.marked[0] if _is_led(block) else ""
    value = block.text[len(label) :].strip()
    field = field_of(label) if label and ":" not in block.text else None
    told = names_in_cell(value) if field is Field.NAME else value and len(value.split()) <= 6
    term = field is not Field.LIFETIME or term_in_cell(value).words
    return replace(block, text=f"{label}: {value}") if field and told and term else block


def _together(block: Block) -> tuple[str, int]:
    if block.kind in {Kind.ROW, Kind.ITEM}:
        return block.kind, block.group
    return ("led", 0) if _is_led(block) else ("", id(block))


def _is_led(block: Block) -> bool:
    """Whether a paragraph begins with what is set apart: "**theme**: dark or light".

    Of several lines the first has to be a name, and set apart as a whole.
    """
    lead = block.marked[0] if block.marked and block.kind is Kind.PARAGRAPH else ""
    first, divided, _ = block.text.partition("\n")
    whole = bool(lead) and lead == first and bool(leading_names(first)[0])
    return whole if divided else bool(lead) and first.startswith(lead)


def lists_names(items: Sequence[Block]) -> bool:
    """Whether the items of a list are cookies: one of them is so for certain."""
    return any(one.certain for item in items for one in leading_names(item.text)[0])


def are_words(items: Sequence[Block], *, timed: bool) -> bool:
    """Whether every item divides a word of no language from what is said of it.

    And a lifetime is said: of all (``timed``), or by one of them.
    """
    heads = [leading_names(one.text) for one in items if label_of(one.text) is None]
    single = (len(names) == 1 and rest and not is_word(names[0]) for names, rest in heads)
    if len(heads) < 2 or not all(single):
        return False
    return timed or any(says_how_long(rest) for _, rest in heads)


def shared_lifetime(items: Sequence[Block]) -> str:
    """The lifetime that is the only labelled item of a list; empty where there is none."""
    told = [label for one in items if (label := label_of(one.text))]
    return told[0][1] if len(told) == 1 and told[0][0] is Field.LIFETIME else ""
