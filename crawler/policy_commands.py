"""What ``cookie-audit policy`` does; each command gives back its exit code."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from crawler.browser import Launch
from crawler.declared import Declaration, load_declaration, web_address
from crawler.errors import BadInput
from crawler.flags import Flags
from crawler.four_lists import four_lists
from crawler.gate import ExitCode
from crawler.listed import ComparedCookie
from crawler.policy.dates import dates_of
from crawler.policy.document import PolicyDocument
from crawler.policy.draft import Draft, draft_of, write_draft
from crawler.policy.drift import Difference, Kind, compare_policy
from crawler.policy.entries import Reading, read_entries
from crawler.policy.published import Published, published_in, saved_draft, together
from crawler.policy.reading import read_file
from crawler.policy_pages import PageUnread, fetch_policy, load_policy
from crawler.runs import load_run
from crawler.text import printable


@dataclass(frozen=True, slots=True)
class Sources:
    """Which policies are read, and how: ``scripts`` loads pages with the browser at once."""

    places: tuple[str, ...]
    launch: Launch = field(default_factory=Launch)
    scripts: bool = False

    def read(self) -> list[tuple[PolicyDocument, Reading]]:
        """Every policy with its entries. Raises BadInput, or PageUnread where none are found."""
        return [self.read_one(place) for place in self.places]

    def read_one(self, place: str) -> tuple[PolicyDocument, Reading]:
        """One policy with its entries. Raises as ``read`` does."""
        if not is_address(place):
            document = read_file(Path(place))
            return document, _found(document, read_entries(document))
        url = _address("URL", place)
        document = asyncio.run(fetch_policy(url, self.launch))
        reading = read_entries(document)
        if document.page and (self.scripts or not reading.entries):
            document = asyncio.run(load_policy(url, self.launch))
            reading = read_entries(document)
        return document, _found(document, reading)


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
        write_draft(out, draft.text(out.parent))
    typer.echo(_summary(draft), err=True)
    return ExitCode.CLEAN


def check_policy(file: Path, sources: Sequence[str], flags: Flags, run: Path | None = None) -> int:
    """Hold the published policy against the declaration and print every difference.

    With a run, what its platforms and its browser had is printed beside both.
    """
    record = load_run(run) if run else None
    declaration = load_declaration(file)
    launch = flags.launch(declaration.browser)
    try:
        published = together([_published_in(one, launch) for one in _named(declaration, sources)])
    except PageUnread as error:
        typer.echo(printable(str(error)), err=True)
        typer.echo(f"not proven: {file} could not be held against the policy")
        return ExitCode.NOT_PROVEN
    differences = compare_policy(published, declaration)
    for one in differences:
        typer.echo(f"{one.kind:<9}{one.sentence}")
    if record:
        for row in four_lists(declaration, record.walks, published.entries):
            typer.echo(_row(row))
    typer.echo(_result(published, declaration, differences))
    return _code(differences)


def _row(row: ComparedCookie) -> str:
    """One cookie in the four lists, in a line."""
    lists = ("policy", "declaration", "platform", "browser")
    parts = [f"{name}: {row.cell(name) or '-'}" for name in lists]
    differences = f"  <- {'; '.join(row.differences)}" if row.differences else ""
    return printable(f"{row.name} ({row.site})  {' | '.join(parts)}{differences}")


def _named(declaration: Declaration, sources: Sequence[str]) -> Sequence[str]:
    """The policies that are meant. Raises BadInput where neither side names one."""
    if sources:
        return sources
    if declaration.policy is None:
        sentence = "names no policy: write policy: {url: ...}, or name a file or address behind it"
        raise BadInput.in_file(declaration.path, sentence)
    return (declaration.policy.url,)


def _published_in(place: str, launch: Launch) -> Published:
    """One policy, or a saved draft of it. Pages are loaded with their scripts, as users see them.

    Raises BadInput, or PageUnread where no entry is found.
    """
    if not is_address(place) and is_declaration(place):
        return saved_draft(Path(place))
    return published_in([Sources((place,), launch, scripts=True).read_one(place)])


def _code(differences: Sequence[Difference]) -> ExitCode:
    if any(one.kind is not Kind.UNPROVEN for one in differences):
        return ExitCode.FINDINGS
    return ExitCode.NOT_PROVEN if differences else ExitCode.CLEAN


def _result(
    published: Published, declaration: Declaration, differences: Sequence[Difference]
) -> str:
    counts = Counter(one.kind for one in differences)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if counts[kind])
    read = f"{len(published.entries)} entries in the policy, {len(declaration.cookies)} declared"
    if not told:
        return f"{read}: they agree in all that the policy says."
    agree = _code(differences) is ExitCode.NOT_PROVEN
    return f"{read}: {told}{'. That they agree is not proven' if agree else ''}."


def is_declaration(place: str) -> bool:
    """Whether a file is a declaration, or a draft of one, by its suffix."""
    return Path(place).suffix.lower() in {".yaml", ".yml"}


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
