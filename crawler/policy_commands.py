"""What ``cookie-audit policy`` does; each command gives back its exit code."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from crawler.declared import Declaration, load_declaration
from crawler.flags import Flags
from crawler.four_lists import four_lists
from crawler.gate import ExitCode
from crawler.listed import ComparedCookie
from crawler.policy.dates import dates_of
from crawler.policy.draft import Draft, draft_of, write_draft
from crawler.policy.drift import Difference, Kind, compare_policy
from crawler.policy.published import Published
from crawler.policy_pages import PageUnread
from crawler.policy_sources import Sources, address_of, is_address, named, published_at
from crawler.runs import load_run
from crawler.text import printable


def import_policy(
    sources: Sources, out: Path | None = None, *, url: str = "", site: str = ""
) -> int:
    """Write a draft of the declaration from policies, to standard output or a new file."""
    published = address_of("--url", url) if url else _published(sources.places)
    own = address_of("--site", site) if site else published
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
    places = named(declaration, sources)
    launch = flags.reaching(declaration, places)
    try:
        published = published_at(declaration, sources, launch)
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


def _published(places: Sequence[str]) -> str:
    return next((place for place in places if is_address(place)), "")


def _summary(draft: Draft) -> str:
    lifetimes = sum(bool(one.lifetime) for one in draft.entries)
    unread = f"; {len(draft.unread)} rows without a name" if draft.unread else ""
    return (
        f"{len(draft.entries)} entries, {lifetimes} with a lifetime; "
        f"{draft.to_review} marked REVIEW{unread}"
    )
