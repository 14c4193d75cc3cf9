"""What a published policy declares, as it is held against the declaration."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from crawler.declared import Category, Consent, Declaration, DeclaredCookie, load_declaration
from crawler.errors import BadInput
from crawler.policy.dates import dates_of
from crawler.policy.document import PolicyDocument
from crawler.policy.draft import UNREAD, draft_of, is_draft
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.entries import Reading

_PIXEL = "(a pixel stores nothing)"
_REVIEW = re.compile(r"^\s*# REVIEW: (.*)$")


@dataclass(frozen=True, slots=True)
class Published:
    """A policy's entries, each once; its dates; what in it could not be read, with its place.

    ``texts`` holds every text of the policy with its place, for names that no entry was made of.
    """

    sources: tuple[str, ...]
    entries: tuple[DraftEntry, ...]
    dates: tuple[date, ...] = ()
    unread: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def place_of(self, name: str) -> str:
        """Where a name stands in the policy's text; empty where it does not."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        return next((place for place, text in self.texts if word.search(text)), "")


def published_in(read: Iterable[tuple[PolicyDocument, Reading]]) -> Published:
    """What policies declare together."""
    read = list(read)
    sources = [document.source for document, _ in read]
    draft = draft_of([one for _, reading in read for one in reading.entries], sources)
    return Published(
        tuple(sources),
        draft.entries,
        tuple(dict.fromkeys(day for document, _ in read for day in dates_of(document))),
        tuple(
            f"{document.source}, {one}"
            for document, reading in read
            for one in reading.unread
            if _PIXEL not in one
        ),
        tuple(
            (f"{document.source}, {block.place or 'a heading'}", block.text)
            for document, _ in read
            for block in document.blocks
        ),
    )


def saved_draft(path: Path) -> Published:
    """A draft that was saved and looked through. Raises BadInput for what is no declaration.

    As long as the line stands that makes it a draft, what is marked REVIEW or not read in it
    counts as unread.
    """
    declaration = load_declaration(path)
    entries = [one for cookie in declaration.cookies for one in _entries(declaration, cookie)]
    updated = declaration.policy.updated if declaration.policy else None
    dates = (updated,) if updated else ()
    return Published((str(path),), tuple(entries), dates, tuple(_reviews(path)))


def together(published: Sequence[Published]) -> Published:
    """Several policies as one. Raises BadInput for none."""
    if not published:
        raise BadInput.in_file("SOURCE", "names no policy")
    first, *others = published
    for one in others:
        first = replace(
            first,
            sources=(*first.sources, *one.sources),
            entries=(*first.entries, *one.entries),
            dates=tuple(dict.fromkeys((*first.dates, *one.dates))),
            unread=(*first.unread, *one.unread),
            texts=(*first.texts, *one.texts),
        )
    return first


def _entries(declaration: Declaration, cookie: DeclaredCookie) -> Iterator[DraftEntry]:
    optional = cookie.consent is Consent.REQUIRED and cookie.category in {None, Category.NECESSARY}
    entry = DraftEntry(
        cookie.name,
        declaration.place_of(cookie),
        cookie.aliases,
        domain=cookie.domain,
        category=cookie.category,
        optional=optional and cookie.consent_stated,
        lifetime=cookie.lifetime.text if cookie.lifetime else "",
        type=cookie.type,
        provider=cookie.provider,
    )
    for name in cookie.sites or ("",):
        yield replace(entry, site=declaration.sites[name].url if name else "")


def _reviews(path: Path) -> Iterator[str]:
    """What a draft that nobody approved leaves to be looked at."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if not is_draft(lines):
        return
    unread = False
    for number, line in enumerate(lines, 1):
        if found := _REVIEW.match(line):
            yield f"{path}:{number}: marked REVIEW ({found[1]})"
        elif unread and line.startswith("# - "):
            yield f"{path}:{number}: {line.removeprefix('# - ')}"
        unread = unread or line == UNREAD
