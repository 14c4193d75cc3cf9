"""Blocks of a policy to draft entries: what it says of each cookie, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crawler.policy.cards import Card, beginning_of, cards_of, inline_cards, is_introduced
from crawler.policy.clauses import tells_apart
from crawler.policy.collection import Collection, Reading
from crawler.policy.columns import Record
from crawler.policy.context import domain_in, leads_on, site_in
from crawler.policy.document import LABEL, Block, Kind, PolicyDocument, time_limit
from crawler.policy.grouping import are_words, groups_of, lists_names, shared_lifetime
from crawler.policy.headings import (
    NameLevels,
    are_identifiers,
    is_like_a_name,
    levels_of_names,
    unnumbered,
)
from crawler.policy.labels import (
    all_named,
    announces,
    asks_for_name,
    has_labels,
    is_divided,
    is_label,
    label_of,
    labelled_below,
    mostly_named,
    pairs_in,
    refers_to_these,
)
from crawler.policy.names import (
    FoundName,
    is_word,
    leading_names,
    names_in_cell,
)
from crawler.policy.sentences import describes_one, lasts_elsewhere
from crawler.policy.tables import Tables
from crawler.policy.words import Field, speaks_of_cookies

__all__ = ["Reading", "read_entries"]


def read_entries(document: PolicyDocument) -> Reading:
    """Read the cookies that a policy declares. Raises BadInput where that takes two minutes."""
    found = Collection(document.source)
    reader = _Reader(found, Tables(found), levels_of_names(document))
    check_time = time_limit(document.source)
    title = document.blocks[0].text if document.blocks else ""
    found.context.titled = len(title) < 120 and speaks_of_cookies(title)
    groups = groups_of(document)
    for at, blocks in enumerate(groups):
        check_time()
        reader.following = labelled_below(groups[at + 1 : at + 10])
        reader.take(blocks)
    return reader.reading()


@dataclass(slots=True)
class _Reader:
    found: Collection
    tables: Tables
    levels: NameLevels = field(default_factory=NameLevels)
    card: Card | None = None
    following: Sequence[Block] = ()
    """What stands below the blocks that are being read."""
    pending: Block | None = None
    """A heading such as "Expiry", whose value may stand below it."""

    def reading(self) -> Reading:
        """What has been read."""
        if self.pending:
            self._single(self.pending)
        self._close()
        return self.found.reading()

    def take(self, blocks: Sequence[Block]) -> None:
        """Read blocks that stand together: a table's rows, a list's items, or one block."""
        kind, pending = blocks[0].kind, self.pending
        self.pending = None
        if pending is not None:
            told = f"{pending.text.rstrip(':')}: {blocks[0].text}"
            if kind is Kind.PARAGRAPH and self._labelled(replace(blocks[0], text=told)):
                return
            self._single(pending)
        if is_label(blocks[0]):
            self.pending = blocks[0]
            return
        if kind is Kind.ROW:
            self._close()
            self.tables.take(blocks)
        elif kind is Kind.ITEM:
            self._items(blocks)
        elif len(blocks) > 1 and lists_names(blocks):
            self._items([replace(one, kind=Kind.ITEM, level=1) for one in blocks])
        else:
            for block in blocks:
                self._single(block)

    def _items(self, blocks: Sequence[Block]) -> None:
        """Read a list. A lifetime that is an item of its own, below several names, is of all."""
        single = shared_lifetime(blocks)
        about = self.found.context.about_cookies
        listed = lists_names(blocks) or (about and are_words(blocks, timed=bool(single)))
        start = len(self.found.entries)
        named = [one for one in blocks if not label_of(one.text) and leading_names(one.text)[0]]
        several = single and len(named) > 1
        for block in blocks:
            if not (several and label_of(block.text)):
                self._item(block, listed=listed)
        if several:
            self._close()
            self.found.share_lifetime(slice(start, len(self.found.entries)), single)

    def _single(self, block: Block) -> None:
        if block.kind is Kind.HEADING:
            self._heading(block)
        else:
            self._paragraph(block)

    def _heading(self, block: Block) -> None:
        alone = self.card if block.level == LABEL else None
        if self._labelled(block) or (alone and alone.lasts(block.text)):
            return
        names = self.levels.names_in(block)
        certain = self.levels.are_names(block.level, names) or self._is_headed(names)
        if certain and self.card and not self.card.fields:
            self.card.names += names
            return
        self._close()
        if certain:
            self.card = Card(names, {}, block.place or block.text, heading=True)
            return
        if leads_on(block.text) or self._refers_back(block):
            self._remark(block)
            return
        named, rest = leading_names(block.text)
        if named and rest and all(one.certain for one in named):
            self.card = Card(named, {Field.PURPOSE: rest}, block.place, block.links)
            return
        self.found.open(block, block.level)

    def _is_headed(self, names: Sequence[FoundName]) -> bool:
        """Whether what may be a name stands above labels that tell of a cookie."""
        if not self.found.context.about_cookies:
            return False
        labelled = is_like_a_name(names) and has_labels(self.following)
        return labelled or (are_identifiers(names) and describes_one(self.following))

    def _item(self, block: Block, *, listed: bool, line: bool = False) -> None:
        """Read an item of a list, or a line of a paragraph that is one card."""
        if (not line and self._lined(block)) or self._paired(block) or self._inline(block):
            return
        if self._labelled(block, listed=line and listed):
            return
        names, rest = beginning_of(block)
        undescribed = self.card if self.card and not self.card.fields.get(Field.PURPOSE) else None
        below = self.card is not None and (self.card.heading or block.level > 1)
        if not names and self.card and below and self.card.takes(block):
            return
        if leads_on(block.text):
            self._remark(block)
        elif names and self._are_names(names, block, listed=listed):
            self._close()
            self._listed(names, rest, block)
        elif announces(block.text) and block.level == 1 and not (line and undescribed):
            self._close()
            self.found.open(block, LABEL)
        elif undescribed:
            undescribed.fields[Field.PURPOSE] = block.text
        else:
            self.found.mention(block)

    def _paired(self, block: Block) -> bool:
        """Take in labels and values on lines in turn; whether they were that."""
        return True in [self._labelled(replace(block, text=one)) for one in pairs_in(block.text)]

    def _inline(self, block: Block) -> bool:
        """Take in "Advertising cookies: _fbp (3 months), ..."; whether it was that."""
        cards = inline_cards(block, about=self.found.context.about_cookies)
        for card in cards:
            self._close()
            self.card = card
        if len(cards) > 1:
            self._close()
        return bool(cards)

    def _listed(self, names: tuple[FoundName, ...], rest: str, block: Block) -> None:
        for card in cards_of(names, rest, block):
            self._close()
            self.card = card

    def _are_names(self, names: Sequence[FoundName], block: Block, *, listed: bool) -> bool:
        if any(one.certain for one in names):
            return True
        marked = all(one.written in block.marked for one in names)
        about = self.found.context.about_cookies
        set_apart = listed or (about and (marked or is_introduced(block)))
        return set_apart and not any(map(is_word, names))

    def _paragraph(self, block: Block) -> None:
        if self._paired(block) or self._lined(block) or self._labelled(block):
            return
        headed = "\n" not in block.text and self._is_headed(names_in_cell(block.text))
        if headed or names_in_cell(unnumbered(block.text), strict=True):
            self._heading(block)
        elif leads_on(block.text) or self._refers_back(block):
            self._remark(block)
        elif not self._described(block) and not self._announced(block):
            self.found.mention(block)

    def _lined(self, block: Block) -> bool:
        """Take in a paragraph line by line, where names or labels begin them."""
        lines = block.text.split("\n")
        labels = [told[0] for told in map(label_of, lines) if told]
        listed = self.found.context.about_cookies and all_named(lines)
        if len(lines) < 2 or not (labels or mostly_named(lines) or listed):
            return False
        listed = listed or Field.LIFETIME in labels
        for line in lines:
            item = replace(block, text=line, kind=Kind.ITEM, level=1)
            self._item(item, listed=listed, line=True)
        return True

    def _described(self, block: Block) -> bool:
        """Take in "Name: what it is for", or what an open card is for."""
        names, rest = leading_names(block.text)
        certain = bool(names) and all(one.certain for one in names)
        certain = certain or (self.found.context.about_cookies and is_introduced(block))
        if certain and rest and is_divided(block.text, rest):
            self._close()
            self._listed(names, rest, block)
            return True
        if self.card is None or (not self.card.heading and lasts_elsewhere(block.text)):
            return False
        if self.card.fields.get(Field.PURPOSE):
            return self.card.lasts(block.text)
        self.card.fields[Field.PURPOSE] = block.text
        self.card.links = (*self.card.links, *block.links)
        return True

    def _announced(self, block: Block) -> bool:
        """Take in a text that says what kind of cookies follows it, or whose they are."""
        first, divided, _ = block.text.partition("\n")
        if not (site_in(block.text) or domain_in(block.text) or announces(block.text)):
            if not (divided and announces(first)) or first.endswith("."):
                return False
            block = replace(block, text=first)
        self._close()
        self.found.open(block, LABEL)
        return True

    def _labelled(self, block: Block, *, listed: bool = False) -> bool:
        """Take in "Label: value"; whether it was one."""
        read = label_of(block.text)
        if read is None:
            return False
        known, value = read
        names = names_in_cell(value) if known is Field.NAME else ()
        if tells_apart(value, [one.written for one in names]):
            return False
        certain = any(one.certain for one in names)
        label = block.text.partition(":")[0]
        told = listed or self.found.context.about_cookies or speaks_of_cookies(label)
        named = asks_for_name(label) and len(names) == 1
        if names and (certain or named or (told and not any(map(is_word, names)))):
            self._close()
            self.card = Card(names, {}, block.place, block.links)
            return True
        if known is Field.NAME:
            self._close()
        if self.card is None:
            return self.found.tell_group(known, value)
        self.card.tell(known, value, block.links)
        return True

    def _refers_back(self, block: Block) -> bool:
        """Whether it begins with "These cookies" or the like, below a list of them."""
        if self.card is not None and self.card.heading:
            return Field.PURPOSE in self.card.fields and refers_to_these(block.text)
        last = self.found.last
        below = last.stop > last.start or self.card is not None
        return below and refers_to_these(block.text)

    def _remark(self, block: Block) -> None:
        self._close()
        self.found.add_remark(block)

    def _close(self) -> None:
        card, self.card = self.card, None
        if card:
            self.found.add(card.names, Record(card.fields, card.place, card.links))
