"""What GitHub's runner is told, and what it is kept from obeying."""

import re
from pathlib import Path

import pytest

from crawler.announcing import Announcer, Format
from crawler.errors import BadInput, BrowserMissing
from tests.reports.pipeline_run import pipeline_run

GITHUB = Announcer(Format.GITHUB, {})


def test_a_terminal_is_told_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    quiet = Announcer(Format.TERMINAL, {})
    with quiet.listening():
        pass
    quiet.announce(pipeline_run(), Path("run"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "runner", "format_"),
    [
        ("", "", Format.TERMINAL),
        ("", "true", Format.GITHUB),
        ("terminal", "true", Format.TERMINAL),
        ("github", "", Format.GITHUB),
    ],
)
def test_the_format_follows_the_place_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, runner: str, format_: Format
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", runner)
    assert Announcer.of(name).format is format_


def test_a_format_that_there_is_not_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        Announcer.of("gitlab")
    assert str(refused.value) == "--format: 'gitlab' is not known: did you mean 'github'?"


def test_the_runner_obeys_no_line_of_what_is_printed_meanwhile(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        with GITHUB.listening():
            print("::error::from a site")  # noqa: T201 - as the audit prints
    lines = capsys.readouterr().out.splitlines()
    stops = [re.fullmatch("::stop-commands::([0-9a-f]{32})", lines[place]) for place in (0, 3)]
    tokens = [stop[1] for stop in stops if stop]
    assert [lines[2], lines[5]] == [f"::{token}::" for token in tokens]
    assert len(set(tokens)) == 2


def test_an_error_is_told_once_the_runner_listens_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BrowserMissing), GITHUB.listening():
        raise BrowserMissing("no browser was found")
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        f"::{lines[0].removeprefix('::stop-commands::')}::",
        "::error title=cookie-audit could not run::no browser was found",
    ]


def test_the_summary_and_the_outputs_are_added_to_their_files(tmp_path: Path) -> None:
    files = {
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "out"),
    }
    for name in files.values():
        Path(name).write_text("before\n", "utf-8")
    Announcer(Format.GITHUB, files).announce(pipeline_run(), tmp_path / "run")
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("before\n## Cookie audit: ")
    assert (tmp_path / "out").read_text("utf-8").splitlines() == [
        "before",
        f"run={tmp_path}/run",
        f"junit={tmp_path}/run/junit.xml",
        f"sarif={tmp_path}/run/findings.sarif",
        "exit-code=1",
    ]


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Announcer(Format.GITHUB, {"GITHUB_STEP_SUMMARY": str(tmp_path)}).announce(
        pipeline_run(), tmp_path
    )
    assert capsys.readouterr().err == (
        f"GITHUB_STEP_SUMMARY: {tmp_path} cannot be written (Is a directory)\n"
    )
