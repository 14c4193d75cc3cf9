"""The end of an audit on the terminal: what was found, what was not proven, where to read on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import TextWrapper

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.cookies import Walk
from crawler.findings import Gate
from crawler.reports.grouping import RuleGroup, cookie_name, hinted, place, rule_groups
from crawler.runs import RunRecord
from crawler.text import printable, shortened
from crawler.walks import NotProven, Outcome

MOST_FINDINGS = 25
MOST_NOT_PROVEN = 10
MOST_CHARACTERS = 240

_STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "note": "dim",
    Outcome.VALID: "green",
    Outcome.PROVEN: "green",
    Outcome.NOT_PROVEN: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
}
_ANSWERS = {
    0: ("PASS", "everything was checked, and nothing gates", "bold green"),
    1: ("VIOLATION", "at least one finding gates", "bold red"),
    3: ("NOT PROVEN", "no finding gates, but something could not be checked", "bold yellow"),
}
_PAGE = re.compile(r"the page \S+")
# Where a line may end: at blanks, behind a part of an address; where that is too long, behind
# what else stands between words.
_PARTS = re.compile(r"(\s+)|(?<=[^:/][/?&;|])(?=[^\s/])")
_PIECES = re.compile(r"(?<=[^\w\s]|_)(?=[^\W_])")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def print_run(
    run: RunRecord, folder: Path, console: Console | None = None, *, exits: bool = True
) -> None:
    """Print the short story of a run whose files lie in ``folder``, to standard output.

    ``exits`` tells the exit code as well: where the command ends with the run's own.
    """
    console = console or standard_output()
    _findings(run, folder, console)
    _journeys(run, console)
    _not_proven(run, console)
    _answer(run, console, exits=exits)
    console.print(Text(f"Report: {folder / 'report.html'}"), soft_wrap=True)


def standard_output() -> Console:
    """A terminal is as wide as it is; a file or pipe takes lines of 100 characters."""
    console = Console()
    return console if console.is_terminal else Console(width=100)


def _answer(run: RunRecord, console: Console, *, exits: bool) -> None:
    code = run.verdict.exit_code
    name, meaning, style = _ANSWERS[code]
    console.print(Text(f"{name} ({f'exit code {code}: ' if exits else ''}{meaning})", style))
    console.print(_text(run.verdict.sentence))
    for moved in run.audited_at:
        console.print(_text(str(moved)))
    if run.witness:
        console.print(_text(str(run.witness)))
    for use in run.waivers:
        if use.note:
            console.print(_text(use.note, "yellow"))


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
            for line in _by_name(group):
                console.print(Padding(_text(line), (0, 0, 0, 2)))
    if groups:
        console.print(Text(f"All of them: {folder / 'findings.csv'}"), soft_wrap=True)
        console.print()


def _by_name(group: RuleGroup) -> Iterator[str]:
    """The cookies of a group; of those that never showed, also where they were looked for."""
    by_sites: dict[tuple[str, ...], dict[str, None]] = {}
    for one in group.findings:
        by_sites.setdefault(one.sites, {})[cookie_name(one.identity)] = None
    for sites, names in by_sites.items():
        where = f"looked for on {', '.join(sites)}: " if sites else ""
        yield where + ", ".join(names)


def _rows(group: RuleGroup, most: int, console: Console, *, headed: bool) -> int:
    """Print at most so many findings of a group; gives back how many it printed."""
    shown = group.findings[:most]
    table = _table(
        (
            (
                cookie_name(one.identity),
                _where(one.walk, len(one.also_in)) or ", ".join(one.sites),
                one.observed,
                one.declared,
            )
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
    rows = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=True)
    for ratio in (None, None, 1):
        rows.add_column(ratio=ratio, overflow="fold")
    for result in (walk.result for walk in run.walks):
        outcome = Text(result.outcome.replace("-", " "), _STYLES[result.outcome])
        rows.add_row(_text(_where(result.walk)), outcome, _Folded(_reason(result.reason)))
    if run.walks:
        console.print(Text("Journeys", "bold"), rows, sep="\n")
        console.print()


def _not_proven(run: RunRecord, console: Console) -> None:
    groups = _alike(run.everything_not_proven)
    if not groups:
        return
    console.print(Text("Not proven", "bold yellow"))
    console.print(
        _table(
            ((_what(those), _wheres(those), _why(those)) for those in groups[:MOST_NOT_PROVEN]),
            {"what": 4, "where": 3, "why": 5},
        )
    )
    left = sum(map(len, groups[MOST_NOT_PROVEN:]))
    if left:
        console.print(Text(f"and {left} more in the report"))
    console.print()


def _alike(unproven: Iterable[NotProven]) -> list[list[NotProven]]:
    """What is not proven of one visitor for one reason, measured numbers aside, together."""
    groups: dict[tuple[str, ...], list[NotProven]] = {}
    for one in unproven:
        kind = "pages" if _PAGE.search(one.subject) else one.subject
        key = (kind, place(one.walk) if one.walk else "", _NUMBER.sub("", one.reason))
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _what(those: list[NotProven]) -> str:
    subjects = dict.fromkeys(one.subject for one in those)
    if len(subjects) == 1:
        return those[0].subject
    return _PAGE.sub(f"{len(subjects)} pages", those[0].subject).replace(" does ", " do ")


def _wheres(those: list[NotProven]) -> str:
    walks = dict.fromkeys(one.walk for one in those)
    return _where(those[0].walk, len(walks) - 1)


def _why(those: list[NotProven]) -> str:
    others = len({one.reason for one in those}) - 1
    return _reason(those[0].reason) + (", and the like" if others else "")


def _reason(words: str) -> str:
    """A reason with what may mend it, which is not cut off where the reason is long."""
    hint = hinted(words).removeprefix(words)
    return shortened(printable(words), MOST_CHARACTERS - len(hint) - 20) + hint


def _table(rows: Iterable[tuple[str, ...]], columns: Mapping[str, int]) -> Table:
    """A table with these headings, each with its share of the width."""
    table = Table(
        box=None, show_header=False, header_style="dim", expand=True, padding=(0, 2, 0, 2)
    )
    for heading, ratio in columns.items():
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*map(_Folded, row))
    return table


class _Wrapper(TextWrapper):
    """Breaks lines at blanks, and addresses behind a part of theirs."""

    def _split(self, text: str) -> list[str]:
        parts = filter(None, _PARTS.split(text))
        return [
            piece
            for part in parts
            for piece in ([part] if len(part) <= self.width else _PIECES.split(part))
        ]


class _Folded:
    """Text of a site's in a cell of a table, broken where it can be read on."""

    def __init__(self, words: str) -> None:
        self._words = _text(words).plain

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        lines = _Wrapper(max(1, options.max_width)).wrap(self._words)
        yield Text("\n".join(lines), overflow="fold")


def _text(words: str, style: str = "") -> Text:
    """Text of a site's, with nothing in it that a terminal or rich would obey."""
    return Text(shortened(printable(words), MOST_CHARACTERS), style)


def _where(walk: Walk | None, others: int = 0) -> str:
    if walk is None:
        return ""
    return f"{place(walk)}, {walk.label}" + (f" +{others}" if others else "")
