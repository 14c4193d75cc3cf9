"""The end of an audit on the terminal: what was found, what was not proven, where to read on."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.cookies import Outcome, Walk
from crawler.findings import Gate
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


def print_run(run: RunRecord, folder: Path, console: Console | None = None) -> None:
    """Print the short story of a run whose files lie in ``folder``, to standard output."""
    console = console or _standard_output()
    _findings(run, folder, console)
    _journeys(run, console)
    _not_proven(run, console)
    console.print(_text(run.verdict.sentence, _VERDICTS.get(run.verdict.exit_code, "bold")))
    console.print(Text(f"Report: {folder / 'report.html'}"), soft_wrap=True)


def _standard_output() -> Console:
    """A terminal is as wide as it is; a file or pipe takes lines of 100 characters."""
    console = Console()
    return console if console.is_terminal else Console(width=100)


def _findings(run: RunRecord, folder: Path, console: Console) -> None:
    """What gates row by row, the rest by name: that is about the list more than about the site."""
    left = MOST_FINDINGS
    groups = list(rule_groups(run))
    for number, group in enumerate(groups):
        words = f"{group.severity}: {group.rule} ({len(group.findings)})"
        console.print(Text(words, _STYLES[group.severity]))
        if group.gate is Gate.FAIL:
            most = max(1, left - len(groups) + number + 1)
            left -= _rows(group, most, console, headed=number == 0)
        else:
            console.print(Padding(_text(", ".join(group.cookies)), (0, 0, 0, 2)))
    if groups:
        console.print(Text(f"All of them: {folder / 'findings.csv'}"), soft_wrap=True)
        console.print()


def _rows(group: RuleGroup, most: int, console: Console, *, headed: bool) -> int:
    """Print at most so many findings of a group; gives back how many it printed."""
    shown = group.findings[:most]
    table = _table(
        (
            (one.identity.name, _where(one.walk, len(one.also_in)), one.observed, one.declared)
            for one in shown
        ),
        {"cookie": 4, "where (+ journeys)": 4, "observed": 5, "declared": 4},
    )
    table.show_header = headed
    console.print(table)
    if len(group.findings) > len(shown):
        console.print(Text(f"  and {len(group.findings) - len(shown)} more"))
    return len(shown)


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
        _table(
            ((one.subject, _where(one.walk), one.reason) for one in unproven[:MOST_NOT_PROVEN]),
            {"what": 3, "where": 3, "why": 6},
        )
    )
    if len(unproven) > MOST_NOT_PROVEN:
        console.print(Text(f"and {len(unproven) - MOST_NOT_PROVEN} more in the report"))
    console.print()


def _table(rows: Iterable[tuple[str, ...]], columns: Mapping[str, int]) -> Table:
    """A table with these headings, each with its share of the width."""
    table = Table(
        box=None, show_header=False, header_style="dim", expand=True, padding=(0, 2, 0, 2)
    )
    for heading, ratio in columns.items():
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    return table


def _text(words: str, style: str = "") -> Text:
    """Text of a site's, with nothing in it that a terminal or rich would obey."""
    return Text(shortened(printable(words), MOST_CHARACTERS), style)


def _where(walk: Walk | None, others: int = 0) -> str:
    if walk is None:
        return ""
    return f"{place(walk)}, {walk.journey}" + (f" +{others}" if others else "")
