"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cookies import Journey
from crawler.languages import Language


class Address(str):
    """What the help calls a web address; a plain ``str`` it would call by that name."""

    __slots__ = ()


DeclarationFile = Annotated[Path, typer.Argument(help="The declared list.", metavar="DECLARATION")]
Reports = Annotated[Path, typer.Option(help="The folder for runs.", metavar="DIR")]
Browser = Annotated[
    Path | None, typer.Option("--browser", help="The browser, by its path.", metavar="FILE")
]
Sites = Annotated[
    list[str] | None, typer.Option(help="Only this site; repeatable.", metavar="NAME")
]
Journeys = Annotated[
    list[str] | None,
    typer.Option(help=f"Only this journey ({', '.join(Journey)}); repeatable.", metavar="NAME"),
]
Resolve = Annotated[
    list[str] | None,
    typer.Option(help="Where a host is found; repeatable.", metavar="HOST=ADDRESS[:PORT]"),
]
Urls = Annotated[
    list[str] | None,
    typer.Option(help="Audit a site at another address; repeatable.", metavar="SITE=URL"),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        help="Fail also on this: a rule, or warning; repeatable.", metavar="RULE|SEVERITY"
    ),
]
OutputFormat = Annotated[
    str,
    typer.Option(
        "--format",
        help="terminal, or github for annotations, too (the default on GitHub Actions).",
        metavar="NAME",
        show_default=False,
    ),
]
AnyCertificate = Annotated[
    bool, typer.Option("--ignore-https-errors", help="Accept any certificate.")
]
AskWitness = Annotated[
    bool, typer.Option("--witness", help="Check the record against the browser's own log.")
]
NetLog = Annotated[
    Path | None,
    typer.Option(help="Keep that log, with the values of cookies in it.", metavar="FILE"),
]
Label = Annotated[
    str,
    typer.Option(
        help="What is audited, such as a deploy's version.",
        metavar="LABEL",
        show_default=False,
    ),
]
Repeat = Annotated[
    int | None,
    typer.Option(help="Make every walk so many times.", metavar="N", min=1, max=50),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="The report's language: en or fr.", metavar="CODE"),
]
NOWHERE = Address("")
DEFAULT = Path("expected_cookies.yaml")
DEFAULT_REPORTS = Path("reports")
