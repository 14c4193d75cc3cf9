"""What ``cookie-audit suggest`` does."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from crawler.declared import Declaration
from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.policy_pages import PageUnread, fetch
from crawler.runs import RunRecord, load_run
from crawler.suggest import KnownCookies, built_in_table, read_open_cookie_database, suggest
from crawler.suggest.patching import DeclarationText
from crawler.suggest.suggesting import LeftOut, Suggestions
from crawler.text import printable, shortened

_MOST_BYTES = 10_000_000
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. ``database`` is a path or an address, empty for none."""

    run: Path
    declaration: Path | None = None
    database: str = ""
    out: Path | None = None
    apply: bool = False


def suggest_entries(asked: Asked) -> int:
    """Turn a run's undeclared cookies into a patch, or into entries of the file itself."""
    if asked.apply and asked.out:
        raise BadInput.in_file("--out", "says where a patch goes, and --apply makes none: keep one")
    run = load_run(asked.run)
    read = DeclarationText.read(asked.declaration or Path(run.declaration_file))
    _same_sites(run, read.declaration, read.file)
    suggestions = suggest(read.declaration, run, _known(asked.database))
    new = read.with_suggestions(suggestions)
    if asked.apply:
        if suggestions.entries:
            read.replace_by(new)
    else:
        _give(read.patch_to(new), asked.out)
    for sentence in _told(suggestions, read.file, run):
        typer.echo(printable(sentence), err=True)
    return ExitCode.NOT_PROVEN if suggestions.left_out else ExitCode.CLEAN


def _same_sites(run: RunRecord, declaration: Declaration, file: Path) -> None:
    lacking = {one.walk.site for one in run.walks} - set(declaration.sites)
    if lacking:
        sentence = f"has no site {min(lacking)!r}, which the run {run.run_id} walked"
        raise BadInput.in_file(file, f"{sentence}: name the run's own declaration")


def _known(database: str) -> KnownCookies:
    tables = [built_in_table()]
    if database:
        tables.append(read_open_cookie_database(_database_text(database), database))
    return KnownCookies(tuple(tables))


def _database_text(place: str) -> str:
    try:
        if place.lower().startswith(("http://", "https://")):
            data = asyncio.run(fetch(place))[0]
        else:
            data = Path(place).read_bytes()
    except PageUnread as error:
        raise BadInput.in_file("--open-cookie-database", str(error)) from error
    except OSError as error:
        raise BadInput.in_file(place, f"cannot be read ({error.strerror})") from error
    if len(data) > _MOST_BYTES:
        raise BadInput.in_file(place, "is larger than 10 MB, which that database is not")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput.in_file(place, "is not text in UTF-8") from error


def _give(patch: str, out: Path | None) -> None:
    if out is None:
        typer.echo(patch.encode(), nl=False)
        return
    try:
        out.write_bytes(patch.encode())
    except OSError as error:
        raise BadInput.in_file(out, f"cannot be written ({error.strerror})") from error


def _told(suggestions: Suggestions, file: Path, run: RunRecord) -> Sequence[str]:
    """What was done, for standard error."""
    if not suggestions.entries and not suggestions.left_out:
        return [f"{file} declares everything that the run {run.run_id} found"]
    entries, covered = len(suggestions.entries), suggestions.covered
    told = f"{entries} {'entry' if entries == 1 else 'entries'} suggested for {covered}"
    names = f"{told} undeclared {'name' if covered == 1 else 'names'}: review each"
    return [names, *map(_left, suggestions.left_out)]


def _left(one: LeftOut) -> str:
    name, host = (shortened(text, _LONGEST_SHOWN) for text in (one.name, one.host))
    return f"not suggested: the {one.type} {name!r} of {host}: {one.reason}"
