"""The entries as they are found, and what remarks above and below them add."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crawler.names import NamePattern
from crawler.policy.clauses import clauses, in_turn, left_out
from crawler.policy.columns import Record
from crawler.policy.context import Context, leads_on, provider_in
from crawler.policy.document import Block
from crawler.policy.draft_entry import Doubt, DraftEntry, entries_of
from crawler.policy.labels import remarked
from crawler.policy.mentions import Named, sure_names, with_others
from crawler.policy.names import FoundName, certain_names, is_word, names_in_cell
from crawler.policy.sentences import denies, sentences_of
from crawler.policy.terms import term_in_cell
from crawler.policy.words import Field, categories_in, speaks_of_cookies


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
    denied: dict[str, str] = field(default_factory=dict)
    """Names that a sentence says are not used, with that sentence and its place."""
    last: slice = field(default_factory=lambda: slice(0, 0))
    """The entries of the group read last, to which "These cookies ..." below it refers."""

    def reading(self) -> Reading:
        """What has been read, each mention in a sentence only where no list has the name."""
        listed = {name for one in self.entries for name in (one.name, *one.aliases)}
        # A sentence on "the _ga* cookies" speaks of those that a list has.
        extra = {
            one.name: one
            for one in reversed(self.mentions)
            if one.name not in listed and not any(map(NamePattern(one.name).matches, listed))
        }
        entries = (*map(self._doubted, self.entries), *reversed(extra.values()))
        return Reading(entries, tuple(self.unread))

    def _doubted(self, entry: DraftEntry) -> DraftEntry:
        """An entry with a doubt where a sentence says that its cookie is not used any more."""
        said = self.denied.get(entry.name)
        if said is None:
            return entry
        doubt = Doubt(Field.NAME, said, contradiction=True)
        return replace(entry, notes=(*entry.notes, said), doubts=(*entry.doubts, doubt))

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

    def tell_group(self, field: Field, text: str) -> bool:
        """Take a provider or category that stands before its cookies; whether it was one."""
        group, kinds = self.context.nearest, categories_in(text)
        if group is None or not self.context.about_cookies or len(text.split()) > 6:
            return False
        if field is Field.PROVIDER and not certain_names(text):
            group.provider = text
        elif field is Field.CATEGORY and len(kinds) == 1:
            group.category = kinds[0]
        else:
            return False
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
        about = self.context.about_cookies_alone
        for sentence in sentences_of(block.text):
            about = about or speaks_of_cookies(sentence)
            named = sure_names(sentence, block.marked, about=about)
            if named is None:
                continue
            if denies(sentence):
                said = f"{block.place} says: {_short(sentence)}"
                self.denied |= {name.text: said for name, _ in named}
            elif named := with_others(named, sentence, block.marked):
                self._mentioned(named, sentence, block)

    def _mentioned(self, named: Sequence[Named], sentence: str, block: Block) -> None:
        head, _, behind = sentence.partition(":")
        kind = remarked("", head).get(Field.CATEGORY, "") if behind else ""
        remarks = any(remark for _, remark in named)
        written = [name.written for name, _ in named]
        parts = clauses(sentence, written)
        turns = () if remarks else in_turn(sentence, len(written))
        omitted = left_out(parts)
        for at, (name, remark) in enumerate(named):
            told = remarked(remark, "")
            apart = parts and not remark and (not remarks or parts[at] != sentence)
            if apart or (len(named) == 1 and not told):
                told = {Field.PURPOSE: parts[at] if parts else sentence}
            if kind:
                told |= {Field.CATEGORY: kind}
            if turns or (omitted and omitted[at]):
                told |= {Field.LIFETIME: (turns or omitted)[at]}
            self._keep(name, Record(told, block.place, block.links))

    def _keep(self, name: FoundName, record: Record) -> None:
        """Keep a mention; of one that was kept without a lifetime, the one that has it."""
        before = next((at for at, one in enumerate(self.mentions) if one.name == name.text), None)
        if before is not None and self.mentions[before].lifetime:
            return
        for entry in entries_of((name,), record, self.context, self._source(record.place)):
            note = "mentioned in a sentence, in no list"
            notes, doubts = (*entry.notes, note), (*entry.doubts, Doubt(Field.NAME, note))
            made = replace(entry, notes=notes, doubts=doubts, aliases=())
            if before is None:
                self.mentions.append(made)
            elif made.lifetime:
                self.mentions[before] = made

    def _source(self, place: str) -> str:
        return ", ".join(one for one in (self.source, self.context.path, place) if one)


def _without_links(text: str) -> str:
    return re.sub(r"\s*<?https?://\S+>?", "", text).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
