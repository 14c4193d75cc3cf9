"""A published policy against the declaration: what was added to it, is gone, or has changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.declared import Declaration, DeclaredCookie, Site
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.fields import differences
from crawler.policy.pairing import Pair, named_sites, pairs, shape
from crawler.policy.published import Published
from crawler.policy.words import Field
from crawler.text import printable, shortened


class Kind(StrEnum):
    """How the policy and the declaration differ, or why that is not known."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, in a sentence with its places in the policy and in the declaration."""

    kind: Kind
    sentence: str


def compare_policy(published: Published, declaration: Declaration) -> tuple[Difference, ...]:
    """Every difference, each once, in the order of the policy and then of the declaration."""
    comparison = _Comparison(published, declaration)
    found = [*comparison.entries(), *comparison.date(), *comparison.unread()]
    ranked = sorted(found, key=lambda one: list(Kind).index(one.kind))
    return tuple(dict.fromkeys(ranked))


@dataclass(slots=True)
class _Comparison:
    published: Published
    declaration: Declaration
    paired: list[DraftEntry] = field(default_factory=list)
    declared: list[DeclaredCookie] = field(default_factory=list)

    def entries(self) -> Iterator[Difference]:
        """What the entries say, site by site; what stands on one side alone comes last."""
        alone: list[tuple[Site, Pair]] = []
        for site in self.declaration.sites.values():
            for pair in pairs(self._on(site), self.declaration.cookies_of(site.name), site):
                if pair.published and pair.declared:
                    self.paired += pair.published
                    self.declared += pair.declared
                    yield from self._changed(pair, site)
                else:
                    alone.append((site, pair))
        for entry in self.published.entries:
            if entry.site and not list(named_sites(entry.site, self.declaration.sites.values())):
                yield self._added(entry, f" for {entry.site}, which is no site of {self._file}")
        for site, pair in alone:
            yield from (self._added(one, "") for one in pair.published if self._is_new(one))
            yield from (self._gone(one, site) for one in pair.declared)

    def date(self) -> Iterator[Difference]:
        """The date of the policy's version against ``policy.updated``."""
        policy, dates = self.declaration.policy, self.published.dates
        updated = policy.updated if policy else None
        if updated is None or (dates and updated == max(dates)):
            return
        days = ", ".join(map(str, dates))
        if not dates:
            sentence = f"no date of its version can be read in the policy; {self._file} has"
            yield Difference(Kind.UNPROVEN, f"policy.updated: {sentence} {updated}")
        elif updated in dates:
            sentence = f"the policy gives several dates ({days}); {self._file} has {updated}"
            yield Difference(Kind.UNPROVEN, f"policy.updated: {sentence}")
        else:
            sentence = f"the policy's version is of {days}; {self._file} has {updated}"
            yield Difference(Kind.CHANGED, f"policy.updated: {sentence}")

    def unread(self) -> Iterator[Difference]:
        """What in the policy may be an entry, and could not be read."""
        for one in self.published.unread:
            yield Difference(Kind.UNPROVEN, _safe(f"no name could be read in {one}"))

    @property
    def _file(self) -> str:
        return str(self.declaration.path)

    def _on(self, site: Site) -> list[DraftEntry]:
        sites = list(self.declaration.sites.values())
        return [
            one
            for one in self.published.entries
            if not one.site or site.name in named_sites(one.site, sites)
        ]

    def _is_new(self, entry: DraftEntry) -> bool:
        """Whether no site has it; where the policy names the site, that site alone counts."""
        return bool(entry.site) or entry not in self.paired

    def _added(self, entry: DraftEntry, where: str) -> Difference:
        doubts = [one.text for one in entry.doubts if one.field is Field.NAME]
        if doubts:
            sentence = f"the policy may list it{where} ({entry.source}): {doubts[0]}"
            return self._told(Kind.UNPROVEN, entry.name, sentence)
        other = "" if where else f"; {self._file} does not"
        return self._told(
            Kind.ADDED, entry.name, f"the policy lists it{where} ({entry.source}){other}"
        )

    def _gone(self, entry: DeclaredCookie, site: Site) -> Difference:
        place = self.declaration.place_of(entry)
        if entry in self.declared:
            sentence = f"{place} declares it for the site {site.name}; the policy does not"
            return self._told(Kind.CHANGED, f"{entry.name}, sites", sentence)
        at = self._named_at(entry)
        if at:
            sentence = (
                f"{place} declares it; the policy names it at {at}, in no entry that was read"
            )
            return self._told(Kind.UNPROVEN, entry.name, sentence)
        return self._told(Kind.GONE, entry.name, f"{place} declares it; the policy does not")

    def _named_at(self, entry: DeclaredCookie) -> str:
        """Where the policy has the name, though no entry of it was read there."""
        shapes = {shape(one.name) for one in self.published.entries}
        if shapes & set(map(shape, entry.names)):
            return ""
        heads = (re.split(r"[*{<]", name)[0] for name in entry.names)
        places = (self.published.place_of(head.rstrip("-_.")) for head in heads if len(head) > 1)
        return next((place for place in places if place), "")

    def _changed(self, pair: Pair, site: Site) -> Iterator[Difference]:
        yield from self._names(pair)
        for one in pair.published:
            yield from self._contradicted(one)
            for other in pair.declared:
                for said in differences(one, other, site, self.declaration):
                    kind = Kind.UNPROVEN if said.doubt else Kind.CHANGED
                    doubt = f" [{said.doubt}]" if said.doubt else ""
                    yield self._told(
                        kind,
                        f"{other.name}, {said.field}",
                        f"{said.published} in the policy ({one.source}){doubt}, "
                        f"{said.declared} in {self.declaration.place_of(other)}",
                    )

    def _contradicted(self, entry: DraftEntry) -> Iterator[Difference]:
        """What the policy lists at one place and says at another that it is not used."""
        for doubt in entry.doubts:
            if doubt.field is Field.NAME and doubt.contradiction:
                sentence = f"listed at {entry.source}; {doubt.text}"
                yield self._told(Kind.UNPROVEN, entry.name, sentence)

    def _names(self, pair: Pair) -> Iterator[Difference]:
        """Names that one side alone has, of a cookie that both have."""
        told = {name: one for one in pair.published for name in (one.name, *one.aliases)}
        listed = {name: one for one in pair.declared for name in one.names}
        theirs, ours = set(map(shape, told)), set(map(shape, listed))
        for name, one in told.items():
            if shape(name) not in ours:
                place = self.declaration.place_of(pair.declared[0])
                yield self._told(
                    Kind.CHANGED,
                    f"{pair.declared[0].name}, names",
                    f"the policy calls it {name} ({one.source}); {place} does not",
                )
        for name, other in listed.items():
            if shape(name) not in theirs:
                place = self.declaration.place_of(other)
                sentence = f"{place} calls it {name}; the policy does not"
                yield self._told(Kind.CHANGED, f"{other.name}, names", sentence)

    def _told(self, kind: Kind, subject: str, sentence: str) -> Difference:
        return Difference(kind, _safe(f"{subject}: {sentence}"))


def _safe(text: str) -> str:
    return printable(shortened(" ".join(text.split()), 600))
