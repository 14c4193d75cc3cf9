"""The end of an audit on the terminal: what was found, what was not proven, where to read on."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.cookies import Outcome, Walk
from crawler.reports.grouping import RuleGroup, place, rule_groups
from crawler.runs import RunRecord
from crawler.text import printable, shortened

MOST_FINDINGS = 25
MOST_NOT_PROVEN = 10
MOST_CHARACTERS = 200

_STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "note": "dim",
    Outcome.VALID: "green",
    Outcome.PROVEN: "green",
    Outcome.NOT_PROVEN: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
}
_VERDICTS = {0: "bold green", 1: "bold red", 3: "bold yellow"}


class PracticeFault(Protocol):
    """A fault that a practice site has on purpose."""

    @property
    def site(self) -> str:
        """The site that has it."""

    @property
    def cookie(self) -> str:
        """The cookie concerned."""

    @property
    def what(self) -> str:
        """Its short name."""


def print_run(run: RunRecord, folder: Path, console: Console | None = None) -> None:
    """Print the short story of a run whose files lie in ``folder``, to standard output."""
    console = console or _standard_output()
    _findings(run, folder, console)
    _journeys(run, console)
    _not_proven(run, console)
    console.print(_text(run.verdict.sentence, _VERDICTS.get(run.verdict.exit_code, "bold")))
    console.print(Text(f"Report: {folder / 'report.html'}"), soft_wrap=True)


def print_faults(
    faults: Iterable[tuple[PracticeFault, bool]], console: Console | None = None
) -> None:
    """Print which of the practice sites' faults the audit found."""
    console = console or _standard_output()
    console.print()
    console.print(Text("The faults that the practice sites have on purpose", "bold"))
    rows = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for fault, found in faults:
        outcome = Text("found", "green") if found else Text("NOT FOUND", "bold red")
        rows.add_row(outcome, _text(fault.cookie), _text(fault.site), _text(fault.what))
    console.print(rows)


def _standard_output() -> Console:
    """A terminal is as wide as it is; a file or pipe takes lines of 100 characters."""
    console = Console()
    return console if console.is_terminal else Console(width=100)


def _findings(run: RunRecord, folder: Path, console: Console) -> None:
    groups = list(rule_groups(run))
    if not groups:
        return
    shown = 0
    for group, most in zip(groups, _shares(groups), strict=True):
        words = f"{group.severity}: {group.rule} ({len(group.findings)})"
        console.print(Text(words, _STYLES[group.severity]))
        console.print(
            _table(
                (one.identity.name, _where(one.walk, len(one.also_in)), one.message)
                for one in group.findings[:most]
            )
        )
        shown += most
    if shown < len(run.findings):
        rest = f"and {len(run.findings) - shown} more in {folder / 'findings.csv'}"
        console.print(Text(rest), soft_wrap=True)
    console.print()


def _shares(groups: list[RuleGroup]) -> Iterator[int]:
    """How many findings of each group to print: every rule is heard, what gates first of all."""
    left = MOST_FINDINGS
    for number, group in enumerate(groups):
        waiting = len(groups) - number - 1
        share = max(1, min(len(group.findings), left - waiting))
        left -= share
        yield share


def _journeys(run: RunRecord, console: Console) -> None:
    rows = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for result in (walk.result for walk in run.walks):
        outcome = Text(result.outcome.replace("-", " "), _STYLES[result.outcome])
        rows.add_row(_text(_where(result.walk)), outcome, _text(result.reason))
    if run.walks:
        console.print(Text("Journeys", "bold"), rows, sep="\n")
        console.print()


def _not_proven(run: RunRecord, console: Console) -> None:
    unproven = run.everything_not_proven
    if not unproven:
        return
    console.print(Text("Not proven", "bold yellow"))
    console.print(
        _table((one.subject, _where(one.walk), one.reason) for one in unproven[:MOST_NOT_PROVEN])
    )
    if len(unproven) > MOST_NOT_PROVEN:
        console.print(Text(f"and {len(unproven) - MOST_NOT_PROVEN} more in the report"))
    console.print()


def _table(rows: Iterable[tuple[str, str, str]]) -> Table:
    table = Table(box=None, show_header=False, expand=True, padding=(0, 2, 0, 2))
    for ratio in (3, 3, 6):
        table.add_column(ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    return table


def _text(words: str, style: str = "") -> Text:
    """Text of a site's, with nothing in it that a terminal or rich would obey."""
    return Text(shortened(printable(words), MOST_CHARACTERS), style)


def _where(walk: Walk | None, others: int = 0) -> str:
    if walk is None:
        return ""
    return f"{place(walk)}, {walk.journey}" + (f" and {others} more" if others else "")
