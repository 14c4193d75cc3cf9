"""The command line of `cookie-audit policy`: arguments and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import DEFAULT, Address, AnyCertificate, Browser, DeclarationFile, Resolve

policy = typer.Typer(
    help="From the published policy to the declared list.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@policy.command("import")
def import_policy(
    places: Annotated[
        list[Address],
        typer.Argument(help="Policies: addresses or files.", metavar="URL|FILE...", parser=Address),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(help="Write to this file, which must be new or a draft.", metavar="FILE"),
    ] = None,
    url: Annotated[
        str,
        typer.Option(help="Where the policy is published.", metavar="URL", show_default=False),
    ] = "",
    site: Annotated[
        str,
        typer.Option(help="The site, where no policy names it.", metavar="URL", show_default=False),
    ] = "",
    declaration: Annotated[
        Path | None,
        typer.Option(
            "--as",
            help="Reach the addresses as this declared list says: proxy, headers, certificates.",
            metavar="DECLARATION",
        ),
    ] = None,
    scripts: Annotated[
        bool, typer.Option("--scripts", help="Load pages with the browser, not only in need.")
    ] = False,
    resolve: Resolve = None,
    ignore_https_errors: AnyCertificate = False,
    browser: Browser = None,
) -> None:
    """Write a draft of the declared list from a published policy.

    Ends with 3 when no cookie was found in it.
    """
    from crawler import policy_commands
    from crawler.declared import BrowserSettings, load_declaration
    from crawler.flags import Flags
    from crawler.policy_sources import Sources

    flags = Flags(browser, tuple(resolve or ()), ignore_https_errors)
    if declaration:
        launch = flags.reaching(load_declaration(declaration), places)
    else:
        launch = flags.launch(BrowserSettings())
    sources = Sources(tuple(places), launch, scripts)
    raise typer.Exit(policy_commands.import_policy(sources, out, url=url, site=site))


@policy.command("check")
def check_policy(
    places: Annotated[
        list[Address] | None,
        typer.Argument(
            help="The declared list, and policies: addresses, files or a saved draft.",
            metavar="[DECLARATION] [SOURCE...]",
            parser=Address,
            show_default=False,
        ),
    ] = None,
    *,
    run: Annotated[
        Path | None,
        typer.Option("--run", help="Show a run's platforms and browser beside.", metavar="RUN"),
    ] = None,
    resolve: Resolve = None,
    ignore_https_errors: AnyCertificate = False,
    browser: Browser = None,
) -> None:
    """Hold the published policy against the declared list: what was added, is gone, has changed.

    Without a SOURCE the policy is the one at the declaration's policy.url. Ends with 1 when they
    differ, with 3 when the policy could not be read in full.
    """
    from crawler import policy_commands
    from crawler.flags import Flags
    from crawler.policy_sources import is_declaration

    first, *others = [*(places or [])] or [Address(DEFAULT)]
    if not is_declaration(first):
        first, others = Address(DEFAULT), [first, *others]
    flags = Flags(browser, tuple(resolve or ()), ignore_https_errors)
    raise typer.Exit(policy_commands.check_policy(Path(first), others, flags, run))


@policy.command("write")
def write_policy(
    declaration: DeclarationFile = DEFAULT,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format", help="html, markdown or docx.", metavar="NAME", show_default=False
        ),
    ] = "",
    language: Annotated[str, typer.Option(help="en or fr.", metavar="CODE")] = "en",
    out: Annotated[Path | None, typer.Option(help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Write the cookie chapter of a policy from the declared list."""
    from crawler import policy_writing

    raise typer.Exit(policy_writing.write_policy(declaration, form, language, out))
