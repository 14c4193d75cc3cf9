"""What the commands refuse before a browser is started."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler import commands
from crawler.cookies import Journey
from crawler.declared import load_declaration
from crawler.demo import FAULTS
from crawler.errors import BadInput, BrowserMissing
from crawler.gate import ExitCode


@pytest.fixture
def run(tmp_path: Path) -> Callable[[commands.Flags], int]:
    file = tmp_path / "my_sites.yaml"
    text = "version: 1\nsites: {shop: {url: 'https://shop.test'}}\ncookies: []\n"
    file.write_text(text, encoding="utf-8")
    everything = commands.scope([], [])
    return lambda flags: commands.run(file, everything, flags, tmp_path / "reports")


@pytest.mark.parametrize(
    ("name", "what_is_wrong"),
    [
        (
            "nope/x.json",
            "cannot be written (No such file or directory): name a file in a folder that can",
        ),
        ("folder", "is a folder: name a file"),
        ("pipe", "is no ordinary file: name one that is"),
        (
            "my_sites.yaml/x.json",
            "cannot be written (Not a directory): name a file in a folder that can",
        ),
    ],
)
def test_a_log_that_cannot_be_written_is_refused_before_the_audit(
    run: Callable[[commands.Flags], int], tmp_path: Path, name: str, what_is_wrong: str
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput) as refused:
        run(commands.Flags(netlog=tmp_path / name))
    assert str(refused.value) == f"--netlog: {tmp_path / name} {what_is_wrong}"
    assert not (tmp_path / "reports").exists()


def test_looking_whether_a_log_can_be_written_leaves_nothing(
    run: Callable[[commands.Flags], int], tmp_path: Path
) -> None:
    log = tmp_path / "log.json"
    with pytest.raises(BrowserMissing):
        run(commands.Flags(browser=tmp_path / "nowhere", netlog=log))
    assert not log.exists()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("acept", "did you mean 'accept'?"),
        ("Reject", "did you mean 'reject'?"),
        ("zzz", "write one of untouched, reject, accept, withdraw, gpc"),
    ],
)
def test_a_journey_that_there_is_not_is_told_with_those_that_there_are(
    name: str, advice: str
) -> None:
    with pytest.raises(BadInput) as refused:
        commands.scope([], ["untouched", name])
    assert str(refused.value) == f"--journey: {name!r} is no journey: {advice}"


def test_the_names_of_a_scope_are_kept_in_their_order() -> None:
    chosen = commands.scope(["b", "a"], ["reject", "accept"])
    assert (chosen.sites, chosen.journeys) == (("b", "a"), (Journey.REJECT, Journey.ACCEPT))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            ExitCode.CLEAN,
            "The demo ends with exit code 0: all known faults were found, and everything was "
            "checked.",
        ),
        (
            ExitCode.NOT_PROVEN,
            "The demo ends with exit code 3: a known fault was missed, or something could not be "
            "checked.",
        ),
    ],
)
def test_the_demo_says_why_it_ends_as_it_does(
    capsys: pytest.CaptureFixture[str], code: ExitCode, why: str
) -> None:
    commands._show_faults([(fault, code is ExitCode.CLEAN) for fault in FAULTS], code)
    assert why in " ".join(capsys.readouterr().out.split())


def test_what_no_audit_can_fail_on_is_refused(run: Callable[[commands.Flags], int]) -> None:
    with pytest.raises(BadInput) as refused:
        run(commands.Flags(fail_on=("warning", "lifetime-short")))
    sentence = "--fail-on: 'lifetime-short' is not known: did you mean 'lifetime-shorter'?"
    assert str(refused.value) == sentence


def test_the_flag_adds_to_what_the_declaration_fails_on(tmp_path: Path) -> None:
    file = tmp_path / "my_sites.yaml"
    file.write_text(
        "version: 1\nsites: {shop: {url: 'https://shop.test'}}\ncookies: []\nfail_on: [missing]\n",
        encoding="utf-8",
    )
    flags = commands.Flags(fail_on=("warning", "missing"))
    assert flags.sites_of(load_declaration(file)).fail_on == ("missing", "warning")
