"""What ``verify`` does: it gives back its exit code."""

from pathlib import Path

import typer

from crawler.gate import ExitCode
from crawler.integrity.files import MANIFEST_NAME, check_files
from crawler.run_store import run_folder
from crawler.text import printable

RECOMPUTED = (
    "not proven that nobody wrote the manifest anew after a change: the run is neither signed nor "
    "time-stamped"
)


def verify(run: Path, reports: Path) -> int:
    """Hold a run's files against its manifest, and print each that differs."""
    folder = run_folder(run, reports)
    checked = check_files(folder)
    for change in checked.changes:
        typer.echo(printable(str(change)))
    if checked.changes:
        typer.echo(f"{folder}: not as it was written")
        return ExitCode.FINDINGS
    typer.echo(f"{folder}: {checked.listed} files are as {MANIFEST_NAME} lists them")
    typer.echo(RECOMPUTED)
    return ExitCode.CLEAN
