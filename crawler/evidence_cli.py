"""The command line of what concerns a run's evidence: arguments and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import DEFAULT_REPORTS, Reports

Run = Annotated[Path, typer.Argument(help="A run: latest, its name, or its folder.", metavar="RUN")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(verify)


def verify(run: Run, *, reports: Reports = DEFAULT_REPORTS) -> None:
    """Check that no file of a run was changed, removed or added since it was written.

    Ends with 1 when one was, and names it.
    """
    from crawler import evidence_commands

    raise typer.Exit(evidence_commands.verify(run, reports))
