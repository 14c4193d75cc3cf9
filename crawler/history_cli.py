"""The command line of what compares runs in time: arguments and exit codes."""

from typing import Annotated

import typer

from crawler.arguments import DEFAULT, DEFAULT_REPORTS, DeclarationFile, Reports


def history(
    cookie: Annotated[
        str,
        typer.Argument(
            help="A cookie's name, perhaps with *; without it the runs are listed.",
            metavar="[COOKIE]",
            show_default=False,
        ),
    ] = "",
    *,
    reports: Reports = DEFAULT_REPORTS,
    site: Annotated[
        str, typer.Option(help="Only this site.", metavar="NAME", show_default=False)
    ] = "",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index of the runs anew.")
    ] = False,
) -> None:
    """Say since when a cookie is there, with which label, and where runs could not tell."""
    from crawler import history_commands

    asked = history_commands.Question(reports, cookie, site, rebuild)
    raise typer.Exit(history_commands.history(asked))


def prune(
    declaration: DeclarationFile = DEFAULT,
    *,
    reports: Reports = DEFAULT_REPORTS,
    keep_days: Annotated[
        int | None,
        typer.Option(help="Delete older ones.", min=1, metavar="N", show_default=False),
    ] = None,
    keep_runs: Annotated[
        int | None,
        typer.Option(help="Keep so many of the newest.", min=1, metavar="N", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be deleted.")
    ] = False,
) -> None:
    """Delete runs by age and count; by the declaration's retention where no limit is given."""
    from crawler import history_commands

    asked = history_commands.Pruning(reports, declaration, keep_days, keep_runs, dry_run)
    raise typer.Exit(history_commands.prune_runs(asked))


def notify_test(declaration: DeclarationFile = DEFAULT) -> None:
    """Send a test message to every target of a declaration's notify.

    Ends with 4 when one of them did not take it.
    """
    from crawler import history_commands

    raise typer.Exit(history_commands.notify_test(declaration))


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(history)
    app.command()(prune)
    app.command("notify-test")(notify_test)
