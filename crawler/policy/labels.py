"""Labels with their values, and other short texts that say what stands beside or below them."""

import re
from collections.abc import Iterator, Sequence

from crawler.policy.document import Block, Kind
from crawler.policy.names import certain_names, is_none, is_word, leading_names, names_in_cell
from crawler.policy.terms import term_in_cell
from crawler.policy.words import (
    Field,
    categories_in,
    field_of,
    plain,
    says_optional,
    speaks_of_cookies,
)

_LABELLED = re.compile(r"\s*(?!\()((?:[^:.\n]|\.(?=\w)){2,40}?)\s*:\s*(\S.*)", re.DOTALL)

_NAME = re.compile(
    r"cookie ?(?:name|naam)|name des cookies|nom du cookie|nome d[eo]l? cookie"
    r"|nombre de la cookie|naam van (?:de|het) cookie|name of (?:the )?cookie"
)
_THESE = re.compile(
    r"^(?:all )?(?:of )?(?:these|this|those|ces|ce|cet|diese[rs]?|estas?|estos|este|questi|questo"
    r"|estes|deze|dit)\b"
)


def fields_in(text: str) -> Iterator[tuple[Field, str]]:
    """Labels and values on one line, divided by semicolons or bars."""
    parts = [part for part in re.split(r"\s*[;|\n]\s*", text) if part]
    labels = [label_of(part) for part in parts]
    if labels and all(labels):
        yield from (label for label in labels if label)


def label_of(text: str) -> tuple[Field, str] | None:
    """The field and the value of a text such as "Expiry: 2 years"; None for other texts."""
    found = _LABELLED.fullmatch(text)
    if not found or certain_names(found[1]) or found[1].count("(") != found[1].count(")"):
        return None
    known = field_of(found[1])
    return (known, found[2]) if known and "//" not in found[1] else None


def asks_for_name(label: str) -> bool:
    """Whether a label asks for a cookie's name in so many words, so that a word is one too."""
    return bool(_NAME.fullmatch(plain(label)))


def pairs_in(text: str) -> list[str]:
    """Labels and values on lines in turn, each pair as "label: value"; empty for other texts.

    Or several on one line, divided by semicolons, of which the first gives a name.
    """
    lines = text.split("\n")
    parts = [part.strip() for line in lines for part in line.split(";") if part.strip()]
    told_apart = [label_of(part) for part in parts]
    if (
        len(parts) > len(lines)
        and all(told_apart)
        and told_apart[0]
        and told_apart[0][0] is Field.NAME
    ):
        return parts
    labels = lines[::2]
    told = all(field_of(one) and not certain_names(one) for one in labels)
    if len(lines) % 2 or not told or any(map(label_of, labels)):
        return []
    return [
        f"{label.rstrip(':')}: {value}" for label, value in zip(labels, lines[1::2], strict=True)
    ]


def remarked(remark: str, label: str) -> dict[Field, str]:
    """What the brackets behind a name say: its lifetime, or what it is for."""
    told: dict[Field, str] = {}
    if remark:
        term = term_in_cell(remark.rpartition(":")[2])
        lifetime = bool(term.words) and not term.note and "," not in remark
        told[Field.LIFETIME if lifetime else Field.PURPOSE] = remark
    if len(categories_in(label)) == 1 and len(label) < 80:
        told[Field.CATEGORY] = label
    return told


def is_label(block: Block) -> bool:
    """Whether a heading or paragraph is no more than a label such as "Expiry"."""
    if (
        block.kind not in {Kind.HEADING, Kind.PARAGRAPH}
        or len(block.text.split()) > 4
        or (":" in block.text[:-1])
    ):
        return False
    field = field_of(block.text)
    if field is Field.PARTY and len(block.text.split()) == 1:
        return False
    if field is Field.NAME and categories_in(block.text):
        return False
    names = names_in_cell(block.text)
    return field is not None and (not names or all(map(is_word, names)))


def is_card(rows: Sequence[Block]) -> bool:
    """Whether a definition list describes one cookie by labels, rather than many by name."""
    known = {field_of(row.cells[0]) for row in rows}
    return Field.NAME in known and len(known - {None}) > 1


def labelled_below(groups: Sequence[Sequence[Block]]) -> list[Block]:
    """What stands below a block: the next group, and those behind it that begin with labels."""
    below: list[Block] = []
    for group in groups:
        if below and (group[0].kind is Kind.HEADING or label_of(group[0].text) is None):
            break
        below += group
    return below


def has_labels(blocks: Sequence[Block]) -> bool:
    """Whether blocks describe one thing by labels, of which one is its lifetime."""
    if any(block.kind is Kind.HEADING for block in blocks):
        return False
    rows = [block.cells[0] for block in blocks if block.kind is Kind.ROW and block.group < 0]
    lines = [line for block in blocks for line in block.text.split("\n")]
    labels = [told[0] for told in map(label_of, lines) if told] + [field_of(one) for one in rows]
    return Field.LIFETIME in labels and Field.NAME not in labels


def announces(text: str) -> bool:
    """Whether a short text says what kind of cookies follows it."""
    text = re.sub(r"<?https?://\S+", "", text)
    head, _, behind = text.partition(":")
    words = text.split()
    if is_none(behind):
        return False
    # "Used for: marketing" says it of something else.
    if behind.strip() and not (speaks_of_cookies(head) or field_of(head) is Field.CATEGORY):
        return False
    if len(words) > 16 or (text.rstrip().endswith(".") and len(words) > 8):
        return False
    kinds = categories_in(text)
    told = len(kinds) == 1 or (not kinds and says_optional(text)) or (len(words) <= 8 and kinds)
    return bool(told) and not certain_names(text)


def mostly_named(lines: Sequence[str]) -> bool:
    """Whether most lines begin with what is certainly a name."""
    named = [leading_names(line)[0] for line in lines]
    return sum(any(one.certain for one in names) for names in named) > len(lines) / 2


def all_named(lines: Sequence[str]) -> bool:
    """Whether each line is divided behind one word, one of them a name for certain."""
    heads = [leading_names(line) for line in lines]
    single = all(
        len(names) == 1 and rest and is_divided(line, rest) and not is_word(names[0])
        for line, (names, rest) in zip(lines, heads, strict=True)
    )
    return single and any(names[0].certain for names, _ in heads)


def is_divided(text: str, rest: str) -> bool:
    """Whether something more than a blank stands between the name and what is said of it."""
    head = text[: len(text) - len(rest)]
    return bool(re.search(r"[:\u2013\u2014=|(\n]\s*$|\s-\s*$", head)) or rest.startswith("(")


def refers_to_these(text: str) -> bool:
    """Whether a text begins with "These cookies" or the like."""
    words = plain(text)
    return bool(_THESE.match(words)) and speaks_of_cookies(words[:40])
