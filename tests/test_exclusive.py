"""The same audit is not made twice at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler import commands
from crawler.errors import BadInput, BrowserMissing, RunNotWritten, UnderWay
from crawler.exclusive import alone

HOLDER = """\
import pathlib, sys
from crawler.exclusive import alone
with alone(pathlib.Path(sys.argv[1]), tuple(sys.argv[2:]), wait=False, tell=print):
    print("held", flush=True)
    input()
"""


def holder(reports: Path, *what: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(reports), *what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_second_one_is_refused_and_one_that_waits_gets_its_turn(tmp_path: Path) -> None:
    process = holder(tmp_path, "a")
    said: list[str] = []

    def tell(sentence: str) -> None:
        said.append(sentence)
        assert process.stdin is not None
        process.stdin.close()  # the holder ends

    with (
        pytest.raises(UnderWay, match=rf"\(process {process.pid}\): nothing was audited; --wait"),
        alone(tmp_path, ("a",), wait=False, tell=said.append),
    ):
        pass
    with alone(tmp_path, ("b",), wait=False, tell=said.append):
        assert said == []
    with alone(tmp_path, ("a",), wait=True, tell=tell):
        assert said == [
            f"the same audit is at work already (process {process.pid}): waiting for its end"
        ]
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    process = holder(tmp_path, "a")
    process.kill()
    process.communicate()
    with alone(tmp_path, ("a",), wait=False, tell=print):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(RunNotWritten, match="--reports names another folder"),
        alone(tmp_path / "file", ("a",), wait=False, tell=print),
    ):
        pass


def test_a_run_holds_the_lock_of_its_declaration_and_scope(tmp_path: Path) -> None:
    file = tmp_path / "my_sites.yaml"
    file.write_text("version: 1\nsites: {shop: {url: 'https://shop.test'}}\ncookies: []\n")
    nowhere = commands.Flags(browser=tmp_path / "nowhere")
    process = holder(tmp_path, str(file.resolve()), "", "")
    with pytest.raises(UnderWay):
        commands.run(file, commands.scope([], []), nowhere, tmp_path)
    with pytest.raises(BrowserMissing):
        commands.run(file, commands.scope(["shop"], []), nowhere, tmp_path)
    process.communicate(b"\n")


@pytest.mark.parametrize("label", ["a\nb", "\x1b[1m", "x" * 201])
def test_a_label_is_one_line_that_can_be_read(label: str) -> None:
    with pytest.raises(BadInput, match="--label: must be at most 200 characters"):
        commands.Occasion(label)
