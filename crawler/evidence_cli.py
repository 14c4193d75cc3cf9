"""The command line of what concerns a run's evidence: arguments and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import DEFAULT_REPORTS, Reports

Run = Annotated[Path, typer.Argument(help="A run: latest, its name, or its folder.", metavar="RUN")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(verify)
    app.command()(sign)


def verify(
    run: Run,
    *,
    reports: Reports = DEFAULT_REPORTS,
    tsa_certificate: Annotated[
        list[Path] | None,
        typer.Option(
            help="Believe this time-stamping authority's root certificate; repeatable.",
            metavar="FILE",
        ),
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option(help="Believe the signatures of this key.", metavar="FILE")
    ] = None,
) -> None:
    """Check that no file of a run was changed, removed or added since it was written.

    Ends with 1 when one was, and names it.
    """
    from crawler import evidence_commands

    trusted = evidence_commands.Trusted(tuple(tsa_certificate or ()), public_key)
    raise typer.Exit(evidence_commands.verify(run, reports, trusted))


def sign(
    run: Run,
    *,
    reports: Reports = DEFAULT_REPORTS,
    tsa: Annotated[
        str,
        typer.Option(
            help="Have it time-stamped by this authority (RFC 3161).",
            metavar="URL",
            show_default=False,
        ),
    ] = "",
    key: Annotated[
        Path | None, typer.Option(help="Sign it with this Ed25519 key.", metavar="FILE")
    ] = None,
) -> None:
    """Sign or time-stamp a finished run, so that a later change to all of it is found.

    Ends with 3 when the authority gave no time stamp.
    """
    from crawler import evidence_commands

    raise typer.Exit(evidence_commands.sign(run, reports, tsa=tsa, key=key))
