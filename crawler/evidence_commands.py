"""What ``verify`` and ``sign`` do; each gives back its exit code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from crawler.declared import web_address
from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.integrity.files import check_files
from crawler.integrity.seals import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    STAMP_NAME,
    Seal,
    Standing,
    put_seals,
)
from crawler.integrity.signatures import check_signature, signed, signer
from crawler.integrity.timestamps import NotStamped, authorities, check_stamp, stamp
from crawler.run_store import run_folder
from crawler.text import printable

ANYBODY = Seal(
    Standing.NOT_PROVEN,
    f"that nobody wrote {MANIFEST_NAME} anew after a change: the run is neither signed nor "
    "time-stamped",
)


@dataclass(frozen=True, slots=True)
class Trusted:
    """Whose seals are believed, by files: certificates of time-stamping authorities, a key."""

    authorities: tuple[Path, ...] = ()
    public_key: Path | None = None

    def seals_of(self, folder: Path) -> Iterator[Seal]:
        """What a run's seals are worth. Raises BadInput for a file that holds no such thing."""
        roots = authorities(self.authorities)
        key = signer(self.public_key) if self.public_key else None
        yield from filter(None, (check_signature(folder, key), check_stamp(folder, roots)))


def verify(run: Path, reports: Path, trusted: Trusted) -> int:
    """Hold a run's files against its manifest and its manifest against its seals.

    Prints each file that differs, and how far each seal holds.
    """
    folder = run_folder(run, reports)
    changed = _changed(folder)
    seals = () if changed else tuple(trusted.seals_of(folder)) or (ANYBODY,)
    for seal in seals:
        typer.echo(printable(str(seal)))
    broken = changed or any(one.standing is Standing.BROKEN for one in seals)
    return ExitCode.FINDINGS if broken else ExitCode.CLEAN


def sign(run: Path, reports: Path, *, tsa: str = "", key: Path | None = None) -> int:
    """Sign a run's manifest, have it time-stamped, or both."""
    if not tsa and key is None:
        raise BadInput.in_file("sign", "give --tsa URL, --key FILE, or both")
    url, folder = _address(tsa), run_folder(run, reports)
    if _changed(folder):
        typer.echo("not signed")
        return ExitCode.FINDINGS
    for name in (SIGNATURE_NAME,) * bool(key) + (STAMP_NAME,) * bool(tsa):
        if (folder / name).exists():
            raise BadInput.in_file(folder / name, "is there already: it is not replaced")
    if key:
        put_seals(folder, signed((folder / MANIFEST_NAME).read_bytes(), key))
        typer.echo(f"signed: {folder / SIGNATURE_NAME}")
    return _stamp(folder, url) if url else ExitCode.CLEAN


def _stamp(folder: Path, url: str) -> int:
    try:
        stamp(folder, url)
    except NotStamped as error:
        seal = Seal(Standing.NOT_PROVEN, f"when this run was there: no time stamp, for {error}")
        typer.echo(printable(str(seal)), err=True)
        return ExitCode.NOT_PROVEN
    typer.echo(f"time-stamped: {folder / STAMP_NAME}")
    return ExitCode.CLEAN


def _changed(folder: Path) -> bool:
    """Print each file that is not as it was written, or that all of them are."""
    checked = check_files(folder)
    for change in checked.changes:
        typer.echo(printable(str(change)))
    if checked.changes:
        typer.echo(f"{folder}: not as it was written")
    else:
        typer.echo(f"{folder}: {checked.listed} files are as {MANIFEST_NAME} lists them")
    return bool(checked.changes)


def _address(tsa: str) -> str:
    try:
        return web_address(tsa) if tsa else ""
    except ValueError as error:
        raise BadInput.in_file("--tsa", str(error)) from error
