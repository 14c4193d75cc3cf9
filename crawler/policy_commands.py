"""What ``cookie-audit policy`` does; each command gives back its exit code."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from crawler.browser import Launch
from crawler.declared import web_address
from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.policy.dates import dates_of
from crawler.policy.document import PolicyDocument
from crawler.policy.draft import Draft, draft_of, write_draft
from crawler.policy.entries import Reading, read_entries
from crawler.policy.reading import read_file
from crawler.policy_pages import PageUnread, fetch_policy, load_policy
from crawler.text import printable


@dataclass(frozen=True, slots=True)
class Sources:
    """Which policies are read, and how: ``scripts`` loads pages with the browser at once."""

    places: tuple[str, ...]
    browser: Path | None = None
    scripts: bool = False

    def read(self) -> list[tuple[PolicyDocument, Reading]]:
        """Every policy with its entries. Raises BadInput, or PageUnread where none are found."""
        return [self._read(place) for place in self.places]

    def _read(self, place: str) -> tuple[PolicyDocument, Reading]:
        if not is_address(place):
            document = read_file(Path(place))
            return document, _found(document, read_entries(document))
        url = _address("URL", place)
        if not self.scripts:
            document = asyncio.run(fetch_policy(url))
            reading = read_entries(document)
            if reading.entries:
                return document, reading
        document = asyncio.run(load_policy(url, Launch(executable=self.browser)))
        return document, _found(document, read_entries(document))


def import_policy(
    sources: Sources, out: Path | None = None, *, url: str = "", site: str = ""
) -> int:
    """Write a draft of the declaration from policies, to standard output or a new file."""
    published = _address("--url", url) if url else _published(sources.places)
    own = _address("--site", site) if site else published
    try:
        read = sources.read()
    except PageUnread as error:
        typer.echo(printable(str(error)), err=True)
        return ExitCode.NOT_PROVEN
    entries = [entry for _, reading in read for entry in reading.entries]
    draft = draft_of(entries, [document.source for document, _ in read], url=published, site=own)
    days = dict.fromkeys(day for document, _ in read for day in dates_of(document))
    unread = tuple(one for _, reading in read for one in reading.unread)
    draft = replace(draft, dates=tuple(days), unread=unread)
    if out is None:
        typer.echo(draft.text(), nl=False)
    else:
        write_draft(out, draft.text())
    typer.echo(_summary(draft), err=True)
    return ExitCode.CLEAN


def is_address(place: str) -> bool:
    """Whether a place is on the web rather than a file."""
    return place.lower().startswith(("http://", "https://"))


def _address(option: str, text: str) -> str:
    try:
        return web_address(text)
    except ValueError as error:
        raise BadInput.in_file(option, str(error)) from error


def _published(places: Sequence[str]) -> str:
    return next((place for place in places if is_address(place)), "")


def _found(document: PolicyDocument, reading: Reading) -> Reading:
    if reading.entries:
        return reading
    if document.asks_login:
        raise PageUnread(f"{document.source}: asks for a login: save the page and name its file")
    seen = f" ({len(reading.unread)} rows without a name)" if reading.unread else ""
    raise PageUnread(
        f"{document.source}: no cookie is named in it{seen}: is it the page that lists them?"
    )


def _summary(draft: Draft) -> str:
    lifetimes = sum(bool(one.lifetime) for one in draft.entries)
    unread = f"; {len(draft.unread)} rows without a name" if draft.unread else ""
    return (
        f"{len(draft.entries)} entries, {lifetimes} with a lifetime; "
        f"{draft.to_review} marked REVIEW{unread}"
    )
