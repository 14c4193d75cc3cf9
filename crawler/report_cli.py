"""The command line of what shows a run again: arguments and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import DEFAULT_REPORTS, Browser, Lang, Reports


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(report)


def report(
    run: Annotated[
        Path, typer.Argument(help="A run: latest, its name, or its folder.", metavar="RUN")
    ],
    *,
    reports: Reports = DEFAULT_REPORTS,
    lang: Lang = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the report to this file, and not into the run.", metavar="FILE"),
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option(help="Write a PDF of it to this file, and leave the run.", metavar="FILE"),
    ] = None,
    browser: Browser = None,
) -> None:
    """Write the report of a run anew from its audit.json, perhaps in another language."""
    from crawler import report_commands

    raise typer.Exit(report_commands.report(run, reports, lang, out=out, pdf=pdf, browser=browser))
