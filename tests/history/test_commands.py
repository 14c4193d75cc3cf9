"""What ``cookie-audit history`` and ``prune`` print, and how they end."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.cli import app
from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.history import run_folders
from tests.history.nights import NightPlan, keep

ESCAPE = "\x1b]0;owned\x07"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for night in range(4):
        names = ["_ga", "_ga_X1"] + ["late"] * (night > 1) + [ESCAPE] * (night == 0)
        keep(tmp_path, night, NightPlan(names, f"v{night}", undeclared=["late"] * (night > 1)))
    return tmp_path


def said(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == ExitCode.CLEAN, result
    return result.stdout


def test_since_when(reports: Path) -> None:
    assert said("history", "late", "--reports", reports).splitlines() == [
        "late (cookie of shop.example, site shop at shop.example)",
        "  first seen 2026-11-03 03:00 (v2), last 2026-11-04 03:00 (v3); in 2 of 4 runs",
        "  since 2026-11-03 03:00 (v2); 2026-11-02 03:00 (v1) did not have it",
        "  seen in the newest run, 2026-11-04 03:00 (v3)",
        "  in accept as anonymous, untouched as anonymous",
    ]


def test_a_wildcard_asks_for_several(reports: Path) -> None:
    told = said("history", "_ga*", "--reports", reports)
    assert [line.split()[0] for line in told.splitlines() if line[0] != " "] == ["_ga", "_ga_X1"]


def test_the_runs_are_listed_the_newest_first(reports: Path) -> None:
    rows = [line.split() for line in said("history", "--reports", reports).splitlines()[1:]]
    assert [(row[3], row[4], row[5]) for row in rows] == [
        ("v3", "violations", "1"),
        ("v2", "violations", "1"),
        ("v1", "clean", "0"),
        ("v0", "clean", "0"),
    ]


def test_a_cookie_that_no_run_saw(reports: Path) -> None:
    told = said("history", "nope", "--reports", reports, "--rebuild")
    assert told == "No cookie nope was seen in 4 runs.\n"


def test_nothing_that_a_terminal_obeys_is_printed(reports: Path) -> None:
    assert "\x1b" not in said("history", "*", "--reports", reports)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["history", "--reports", "{empty}"], "{empty}: holds no finished run yet"),
        (
            ["history", "--reports", "{runs}", "--site", "shpo"],
            "--site: no run has the site 'shpo': did you mean 'shop'?",
        ),
        (
            ["prune", "{plain}", "--reports", "{runs}"],
            "{plain}: sets no retention: add it, or give --keep-days or --keep-runs",
        ),
        (
            ["notify-test", "{plain}"],
            "{plain}: has no 'notify': add it, with where each address is kept",
        ),
    ],
)
def test_what_cannot_be_done_is_told(
    reports: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    plain = tmp_path / "list.yaml"
    plain.write_text("version: 1\nsites: {shop: {url: 'https://shop.example'}}\ncookies: []\n")
    names = {"empty": tmp_path / "none", "runs": reports, "plain": plain}
    given = [one.format(**names) for one in arguments]
    with pytest.raises(BadInput) as refused:
        CliRunner().invoke(app, given, catch_exceptions=False)
    assert str(refused.value) == sentence.format(**names)


def test_prune_follows_the_declaration_and_the_index_follows_prune(reports: Path) -> None:
    declared = reports / "list.yaml"
    text = "version: 1\nsites: {shop: {url: 'https://shop.example'}}\ncookies: []\n"
    declared.write_text(f"{text}retention: {{runs: 3}}\n")
    assert said("prune", declared, "--reports", reports).endswith("1 run deleted.\n")
    (oldest, *_) = run_folders(reports)
    needed = reports / "needed.yaml"
    needed.write_text(f"{text}baseline: reports/{oldest.run_id}\nretention: {{runs: 2}}\n")
    assert said("prune", needed, "--reports", reports) == "0 runs deleted.\n"
    assert said("prune", "--keep-runs", "2", "--reports", reports).endswith("1 run deleted.\n")
    assert "v1" not in (reports / "index.html").read_text("utf-8")
    assert "the oldest run that is kept" in said("history", "late", "--reports", reports)
