"""The entries as they are found, and what remarks above and below them add."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crawler.policy.clauses import clauses, in_turn, joined_to
from crawler.policy.columns import Record
from crawler.policy.context import Context, leads_on, provider_in
from crawler.policy.document import Block
from crawler.policy.draft_entry import Doubt, DraftEntry, entries_of
from crawler.policy.labels import remarked
from crawler.policy.names import (
    FoundName,
    certain_names,
    is_word,
    name_of,
    names_in_cell,
    names_with_remarks,
)
from crawler.policy.sentences import (
    codes_in,
    denies,
    named_in,
    names_in_brackets,
    names_in_brackets_list,
    says_stored,
    sentences_of,
)
from crawler.policy.terms import says_how_long, term_in_cell
from crawler.policy.words import Field, speaks_of_cookies


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a policy: its entries, and rows and cards in which no name was found."""

    entries: tuple[DraftEntry, ...]
    unread: tuple[str, ...]


@dataclass(slots=True)
class Collection:
    """What has been found up to a place in a policy."""

    source: str
    context: Context = field(default_factory=Context)
    entries: list[DraftEntry] = field(default_factory=list)
    mentions: list[DraftEntry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    last: slice = field(default_factory=lambda: slice(0, 0))
    """The entries of the group read last, to which "These cookies ..." below it refers."""

    def reading(self) -> Reading:
        """What has been read, each mention in a sentence only where no list has the name."""
        listed = {name for one in self.entries for name in (one.name, *one.aliases)}
        extra = {one.name: one for one in reversed(self.mentions) if one.name not in listed}
        return Reading((*self.entries, *reversed(extra.values())), tuple(self.unread))

    def open(self, block: Block, level: int) -> None:
        """Take in a heading or label, below which a new group begins."""
        self.context.open(level, block.text, block.links)
        self.last = slice(len(self.entries), len(self.entries))

    def add(self, names: Sequence[FoundName], record: Record) -> None:
        """Add entries to the group that is being read."""
        start = len(self.entries)
        source = self._source(record.place)
        self.entries += entries_of(names, record, self.context, source)
        begin = self.last.start if self.last.stop == start else start
        self.last = slice(begin, len(self.entries))

    def add_record(self, record: Record) -> None:
        """Add what a row says, or note that no name was found in it."""
        cell = record.fields.get(Field.NAME, "")
        names = names_in_cell(cell) or certain_names(cell)
        words = all(map(is_word, names)) and not self.context.about_cookies
        if "pixel" in record.fields.get(Field.TYPE, "").lower():
            self.unread.append(f"{record.place}: {_short(cell)} (a pixel stores nothing)")
        elif names and not (words and Field.LIFETIME not in record.fields):
            self.add(names, record)
        elif len(record.fields) > 1 or (record.fields and not cell):
            told = cell or f"no name beside {' | '.join(record.fields.values())}"
            self.unread.append(f"{record.place}: {_short(told)}")

    def add_remark(self, block: Block) -> None:
        """Give the group above what a remark below it says; without entries, its heading."""
        provider = provider_in(block.text)
        group = self.context.nearest
        if self.last.stop == self.last.start:
            if group is not None:
                group.provider = group.provider or provider
                group.links = (*group.links, *block.links)
            return
        purpose = "" if leads_on(block.text) else " ".join(block.text.split())
        for at in range(self.last.start, self.last.stop):
            one = self.entries[at]
            self.entries[at] = replace(
                one,
                provider=one.provider or provider,
                purpose=one.purpose or _without_links(purpose),
                links=tuple(dict.fromkeys((*one.links, *block.links))),
            )

    def provide(self, provider: str) -> bool:
        """Take a provider that is named before its cookies; whether there is a group for it."""
        group = self.context.nearest
        if group is None or not self.context.about_cookies:
            return False
        group.provider = group.provider or provider
        return True

    def share_lifetime(self, which: slice, words: str) -> None:
        """Give a lifetime that is said of several entries to those that have none of their own."""
        term = term_in_cell(words)
        for at in range(which.start, which.stop):
            one = self.entries[at]
            if not one.lifetime and not any(d.field is Field.LIFETIME for d in one.doubts):
                doubts = (Doubt(Field.LIFETIME, term.note),) if term.note else ()
                notes = (*one.notes, term.note) if term.note else one.notes
                self.entries[at] = replace(
                    one, lifetime=term.words, notes=notes, doubts=(*one.doubts, *doubts)
                )

    def mention(self, block: Block) -> None:
        """Keep the names that a sentence on cookies mentions."""
        for sentence in sentences_of(block.text):
            _, named = names_with_remarks(sentence, block.marked)
            marked = [name_of(one) for one in block.marked if one in sentence]
            words = [one for one in marked if one and not is_word(one) and " " not in one.text]
            certain = any(one.certain for one in words) and says_stored(sentence)
            stored = bool(named) and self.context.about_cookies
            stored = stored and (says_stored(sentence) or names_in_brackets(sentence))
            if not (speaks_of_cookies(sentence) or certain or stored) or denies(sentence):
                continue
            named = named or names_in_brackets_list(sentence)
            beside = joined_to(sentence, [name.written for name, _ in named], block.marked)
            named = (*named, *((one, "") for one in map(name_of, beside) if one))
            found = named_in(sentence) if named else (*words, *named_in(sentence))
            known = {name.text for name, _ in named}
            extra = (one for one in dict.fromkeys(found) if one.text not in known)
            named = (*named, *((one, "") for one in extra))
            listed = {name.text for name, _ in named}
            if (named or says_how_long(sentence)) and not any(remark for _, remark in named):
                codes = (one for one in codes_in(sentence) if one.text not in listed)
                named = (*named, *((one, "") for one in codes))
            if named:
                self._mentioned(named, sentence, block)

    def _mentioned(
        self, named: Sequence[tuple[FoundName, str]], sentence: str, block: Block
    ) -> None:
        known = {one.name for one in self.mentions}
        head, _, behind = sentence.partition(":")
        kind = remarked("", head).get(Field.CATEGORY, "") if behind else ""
        remarks = any(remark for _, remark in named)
        written = [name.written for name, _ in named]
        parts = () if remarks else clauses(sentence, written)
        turns = () if remarks else in_turn(sentence, len(written))
        for at, (name, remark) in enumerate(named):
            if name.text in known:
                continue
            told = remarked(remark, "")
            if parts or (len(named) == 1 and not told):
                told = {Field.PURPOSE: parts[at] if parts else sentence}
            if kind:
                told |= {Field.CATEGORY: kind}
            if turns:
                told |= {Field.LIFETIME: turns[at]}
            record = Record(told, block.place, block.links)
            for entry in entries_of((name,), record, self.context, self._source(block.place)):
                note = "mentioned in a sentence, in no list"
                notes, doubts = (*entry.notes, note), (*entry.doubts, Doubt(Field.NAME, note))
                self.mentions.append(replace(entry, notes=notes, doubts=doubts, aliases=()))

    def _source(self, place: str) -> str:
        return ", ".join(one for one in (self.source, self.context.path, place) if one)


def _without_links(text: str) -> str:
    return re.sub(r"\s*<?https?://\S+>?", "", text).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
