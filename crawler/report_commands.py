"""What ``report`` does: it gives back its exit code."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.installed_browser import find_browser
from crawler.integrity.files import check_files
from crawler.integrity.seals import SEALED
from crawler.languages import Language
from crawler.report_pdf import print_pdf
from crawler.reports.html import REPORT_FILE, render_report
from crawler.run_store import (
    EVIDENCE,
    MANIFEST,
    manifest_of,
    run_folder,
    sha256_of,
    write_durably,
)
from crawler.runs import load_run


def report(
    run: Path,
    reports: Path,
    language: Language | None,
    *,
    out: Path | None = None,
    pdf: Path | None = None,
    browser: Path | None = None,
) -> int:
    """Write a run's report anew, into the run or to a file, as a page or as a PDF."""
    folder = run_folder(run, reports)
    page = render_report(load_run(folder), folder, language)
    if out:
        _written(out, page.encode())
    if pdf:
        _written(pdf, _printed(page, browser))
    if not out and not pdf:
        _replaced(folder, page.encode())
    return ExitCode.CLEAN


def _written(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadInput.in_file(file, f"cannot be written ({error.strerror})") from error
    typer.echo(f"written to {file}")


def _printed(page: str, browser: Path | None) -> bytes:
    """The page as a PDF."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / REPORT_FILE
        file.write_text(page, encoding="utf-8", newline="\n")
        return print_pdf(file, find_browser(browser).path)


def _replaced(folder: Path, page: bytes) -> None:
    """Put the page into the run, whose manifest then lists it; all else has to be as it was."""
    if any((folder / seal).exists() for seal in SEALED):
        sentence = "this run is sealed, and a new report would break that: --out names a file"
        raise BadInput.in_file(folder, sentence)
    changed = [one for one in check_files(folder).changes if one.file != REPORT_FILE]
    if changed:
        sentence = f"is not as it was written ({changed[0]}): --out names a file for the report"
        raise BadInput.in_file(folder, sentence)
    write_durably(folder / REPORT_FILE, page)
    manifest = folder / EVIDENCE / MANIFEST
    sums = json.loads(manifest.read_bytes())["sha256"]
    sums[REPORT_FILE] = sha256_of(folder / REPORT_FILE)
    write_durably(manifest, manifest_of(dict(sorted(sums.items()))))
    typer.echo(f"written to {folder / REPORT_FILE}")
