"""The command line of ``cookie-audit diff`` and ``compare``: arguments and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import (
    DEFAULT,
    DEFAULT_REPORTS,
    Address,
    AnyCertificate,
    AskWitness,
    Browser,
    DeclarationFile,
    FailOn,
    Journeys,
    OutputFormat,
    Repeat,
    Reports,
    Resolve,
)

AsJson = Annotated[
    Path | None, typer.Option("--json", help="Write it to this file, too.", metavar="FILE")
]


def diff(
    before: Annotated[
        Address, typer.Argument(help="The earlier run.", metavar="A", parser=Address)
    ],
    after: Annotated[Address, typer.Argument(help="The later run.", metavar="B", parser=Address)],
    *,
    reports: Reports = DEFAULT_REPORTS,
    json: AsJson = None,
) -> None:
    """Tell how two runs differ: cookies and findings that are new, gone or changed.

    A and B are folders of runs, their names in the folder for runs, or latest. What one of them did
    not prove or visit is not proven. Ends with 1 when they differ or cannot be compared in full.
    """
    from crawler import drift_commands

    raise typer.Exit(drift_commands.diff((before, after), reports, json))


def compare(
    declaration: DeclarationFile = DEFAULT,
    *,
    base: Annotated[
        Address, typer.Option(help="Where the site stands now.", metavar="URL", parser=Address)
    ],
    preview: Annotated[
        Address, typer.Option(help="Where the change stands.", metavar="URL", parser=Address)
    ],
    site: Annotated[
        str, typer.Option(help="Which declared site it is.", metavar="NAME", show_default=False)
    ] = "",
    repeat: Repeat = None,
    reports: Reports = DEFAULT_REPORTS,
    json: AsJson = None,
    journey: Journeys = None,
    resolve: Resolve = None,
    ignore_https_errors: AnyCertificate = False,
    browser: Browser = None,
    witness: AskWitness = False,
    fail_on: FailOn = None,
    output: OutputFormat = "",
) -> None:
    """Audit a site and the preview of a change to it, and fail only on what the change brings.

    Both are held against the same declaration. Every walk is made twice unless --repeat says
    otherwise, so that what a vendor varies can be told apart.
    """
    from crawler import commands, drift_commands

    flags = commands.Flags(
        browser,
        tuple(resolve or ()),
        ignore_https_errors,
        witness,
        fail_on=tuple(fail_on or ()),
    )
    asked = drift_commands.Asked(
        base,
        preview,
        site,
        commands.scope((), journey or ()).journeys,
        repeat,
        json,
        commands.Announcer.of(output),
    )
    raise typer.Exit(drift_commands.compare(declaration, asked, flags, reports))
