"""The command line: arguments and exit codes. What a command does stands in ``commands``."""

import os
import signal
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler import __version__, drift_cli, evidence_cli, history_cli, policy_cli, report_cli
from crawler.arguments import (
    DEFAULT,
    DEFAULT_REPORTS,
    NOWHERE,
    Address,
    AnyCertificate,
    AskWitness,
    Browser,
    DeclarationFile,
    FailOn,
    Journeys,
    Label,
    Lang,
    NetLog,
    OutputFormat,
    Repeat,
    Reports,
    Resolve,
    Sites,
    Urls,
)
from crawler.errors import BadInput, CookieAuditError
from crawler.gate import ExitCode
from crawler.pipes import outlive_readers

app = typer.Typer(
    help="Walk websites with a real browser and compare every cookie with the declared list.",
    no_args_is_help=True,
    rich_markup_mode=None,  # its help has a column of Python types
    pretty_exceptions_enable=False,
    add_completion=False,
)


# What typer ends with on Ctrl-C.
TYPERS_INTERRUPTION = 130


@app.command()
def run(
    declaration: DeclarationFile = DEFAULT,
    *,
    reports: Reports = DEFAULT_REPORTS,
    site: Sites = None,
    journey: Journeys = None,
    resolve: Resolve = None,
    ignore_https_errors: AnyCertificate = False,
    browser: Browser = None,
    witness: AskWitness = False,
    netlog: NetLog = None,
    url: Urls = None,
    fail_on: FailOn = None,
    output: OutputFormat = "",
    repeat: Repeat = None,
    baseline: Annotated[
        Address,
        typer.Option(
            help="Fail only on what is new since this run: a folder, a name, or latest.",
            metavar="RUN",
            parser=Address,
            show_default=False,
        ),
    ] = NOWHERE,
    policy: Annotated[
        list[Address] | None,
        typer.Option(
            help="Show a published policy beside; an address, a file or a draft; repeatable.",
            metavar="SOURCE",
            parser=Address,
            show_default=False,
        ),
    ] = None,
    label: Label = "",
    lang: Lang = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait while the same audit is at work already.")
    ] = False,
) -> None:
    """Audit the sites of a declaration and write the report."""
    from crawler import commands

    flags = commands.Flags(
        browser,
        tuple(resolve or ()),
        ignore_https_errors,
        witness,
        netlog,
        tuple(url or ()),
        tuple(fail_on or ()),
    )
    scope = commands.scope(site or (), journey or ())
    beside = commands.Beside(
        tuple(policy or ()),
        repeat,
        baseline,
        commands.Announcer.of(output),
        commands.Occasion(label, wait),
        lang,
    )
    raise typer.Exit(commands.run(declaration, scope, flags, reports, beside))


@app.command()
def demo(
    *, reports: Reports = DEFAULT_REPORTS, browser: Browser = None, witness: AskWitness = False
) -> None:
    """Audit practice copies of the customer's two sites, served on this machine.

    Ends with 0 when all their known faults were found, with 3 when one was missed.
    """
    from crawler import commands

    raise typer.Exit(commands.demo(commands.Flags(browser, witness=witness), reports))


@app.command()
def check(declaration: DeclarationFile = DEFAULT) -> None:
    """Check a declaration: print what is wrong with it, or what it says."""
    from crawler.declared import load_declaration
    from crawler.outlook import outlook

    read = load_declaration(declaration)
    typer.echo(read.summary())
    for sentence in outlook(read, datetime.now(UTC).date()):
        typer.echo(f"note     {sentence}")


@app.command()
def consent(
    url: Annotated[Address, typer.Argument(help="The page.", metavar="URL", parser=Address)],
    *,
    choice: Annotated[
        str, typer.Option(help="accept, reject or withdraw.", metavar="NAME")
    ] = "reject",
    declaration: Annotated[
        Path | None, typer.Option(help="Use the steps of a site declared here.", metavar="FILE")
    ] = None,
    site: Annotated[str, typer.Option(help="That site.", metavar="NAME", show_default=False)] = "",
    resolve: Resolve = None,
    ignore_https_errors: AnyCertificate = False,
    browser: Browser = None,
    screenshots: Annotated[
        Path | None, typer.Option(help="Keep screenshots in this folder.", metavar="DIR")
    ] = None,
) -> None:
    """Operate one page's consent banner and print what was found, done and proved.

    Ends with 0 when the choice is proven to have closed the banner, with 3 when it is not.
    """
    from crawler import commands

    page = commands.Page(url, choice, declaration, site, screenshots)
    flags = commands.Flags(browser, tuple(resolve or ()), ignore_https_errors)
    raise typer.Exit(commands.consent(page, flags))


@app.command()
def schema(
    *,
    out: Annotated[Path | None, typer.Option(help="Write it to this file.", metavar="FILE")] = None,
) -> None:
    """Print the JSON Schema of a declaration, for editors."""
    from crawler.declared.schema import shipped_schema

    if out is None:
        typer.echo(shipped_schema(), nl=False)
        return
    try:
        out.write_text(shipped_schema(), encoding="utf-8")
    except OSError as error:
        raise BadInput.in_file(out, f"cannot be written ({error.strerror})") from error


@app.command()
def suggest(
    run: Annotated[Path, typer.Argument(help="A run's folder.", metavar="RUN")],
    *,
    declaration: Annotated[
        Path | None,
        typer.Option(help="The declared list; the run's own by default.", metavar="FILE"),
    ] = None,
    open_cookie_database: Annotated[
        str,
        typer.Option(
            help="The Open Cookie Database's CSV file.", metavar="FILE|URL", show_default=False
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Write the patch to this file.", metavar="FILE")
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the entries into the declared list.")
    ] = False,
) -> None:
    """Turn a run's undeclared cookies into a patch of the declared list, to be reviewed.

    Ends with 3 when an undeclared cookie cannot be declared exactly.
    """
    from crawler import suggest_commands

    asked = suggest_commands.Asked(run, declaration, open_cookie_database, out, apply)
    raise typer.Exit(suggest_commands.suggest_entries(asked))


app.command()(drift_cli.diff)
app.command()(drift_cli.compare)
app.add_typer(policy_cli.policy, name="policy")
evidence_cli.register(app)
history_cli.register(app)
report_cli.register(app)


@app.command("install-browser")
def install_browser(browser: Browser = None) -> None:
    """Find a browser on this machine, or install one."""
    from crawler import installed_browser

    found = installed_browser.install_browser(browser, lambda text: typer.echo(text, err=True))
    typer.echo(f"{found.path} ({found.version}, {found.source})")


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Walk websites with a real browser and compare every cookie with the declared list."""
    if show:
        typer.echo(f"cookie-audit {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; every way out has the exit code that the documentation gives it."""
    outlive_readers()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except BadInput as error:
        _end(str(error), ExitCode.BAD_INPUT)
    except CookieAuditError as error:
        _end(f"cookie-audit: {error}", ExitCode.NOT_RUN)
    except SystemExit as end:
        if end.code == TYPERS_INTERRUPTION:
            _end("cookie-audit: interrupted: no audit was under way", ExitCode.NOT_RUN)
        raise
    except Exception as error:  # noqa: BLE001 - a crash is exit 4, never 1
        if os.environ.get("COOKIE_AUDIT_DEBUG"):
            traceback.print_exception(error)
        sentence = (
            f"cookie-audit: the audit broke off by a fault of its own ({type(error).__name__}); "
            "it says nothing about the sites. COOKIE_AUDIT_DEBUG=1 shows where it broke off."
        )
        _end(sentence, ExitCode.NOT_RUN)


def _end(sentence: str, code: ExitCode) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)
