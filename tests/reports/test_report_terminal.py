import io
from dataclasses import replace
from pathlib import Path
from typing import Literal

from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from crawler.reports.terminal import print_run
from crawler.runs import RunRecord
from tests.reports.sample_run import big_run, hostile_run, sample_run

FOLDER = Path("reports/20261124T065500Z-5eed01")


def _printed(run: RunRecord, *, terminal: bool = False) -> str:
    file = io.StringIO()
    colours: Literal["standard"] | None = "standard" if terminal else None
    console = Console(file=file, width=100, force_terminal=terminal, color_system=colours)
    print_run(run, FOLDER, console)
    return file.getvalue()


def test_the_end_of_an_audit_reads_so(snapshot: SnapshotAssertion) -> None:
    lines = [line.rstrip() for line in _printed(sample_run()).splitlines()]
    assert "\n".join(lines) == snapshot


def test_it_is_plain_where_there_is_no_terminal() -> None:
    assert "\x1b" not in _printed(sample_run())


def test_nothing_of_a_sites_acts_on_the_terminal() -> None:
    printed = _printed(hostile_run())
    assert all(letter.isprintable() or letter == "\n" for letter in printed)
    assert "red]rich[/]" in printed


def test_a_terminal_is_sent_colours_of_ours_alone() -> None:
    coloured = _printed(hostile_run(), terminal=True)
    assert "\x1b[2J" not in coloured
    assert "\x1b]0;" not in coloured
    assert "\x1b[1;31m" in coloured


def test_many_findings_are_cut_and_counted() -> None:
    printed = _printed(big_run(1000))
    assert "error: undeclared (200)" in printed
    assert printed.count("cookie_") == 25
    assert "and 175 more" in printed
    assert f"All of them: {FOLDER / 'findings.csv'}" in printed


def test_a_flood_of_one_rule_does_not_hide_the_others() -> None:
    flood = big_run(1000)
    printed = _printed(replace(flood, findings=(*flood.findings, *sample_run().findings)))
    for rule in ("lifetime-longer", "after-reject", "lifetime-shorter", "missing"):
        assert f"{rule} (1)" in printed
    assert "3 years" in printed
    assert "and 180 more" in printed


def test_what_only_warns_is_told_by_name() -> None:
    lines = _printed(sample_run()).splitlines()
    assert lines[lines.index("warning: lifetime-shorter (1)") + 1].strip() == "tarteaucitron"


def test_the_last_line_is_where_the_report_lies() -> None:
    assert _printed(sample_run()).rstrip().endswith(f"Report: {FOLDER / 'report.html'}")
