"""`cookie-audit suggest`: a patch, a file, and what it refuses."""

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crawler.cli import app
from crawler.declared import load_declaration
from crawler.errors import BadInput
from crawler.runs import dump_run
from tests.reports.sample_run import HOSTILE_NAMES, hostile_run, sample_run

GIT = shutil.which("git") or ""
TEXT = """\
# Ours.
version: 1
sites:
  public: {url: https://7speaking.com}  # one
  app: {url: https://app.7speaking.com}
cookies:
  - name: _ga   # two
    domain: 7speaking.com
    lifetime: 2 years
# three
waivers: []
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "my_sites.yaml").write_text(TEXT)
    (tmp_path / "audit.json").write_bytes(dump_run(sample_run()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def suggest(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["suggest", "audit.json", "--declaration", *arguments])


@pytest.mark.skipif(not GIT, reason="git is not installed")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "no newline"])
def test_the_patch_applies_and_makes_what_apply_makes(
    folder: Path, newline: str, bom: str, end: str
) -> None:
    text = TEXT.removesuffix("# three\nwaivers: []\n").rstrip("\n") if end else TEXT
    for name in ("my_sites.yaml", "other.yaml"):
        (folder / name).write_bytes((bom + text.replace("\n", newline)).encode())
    patch = suggest("my_sites.yaml").stdout_bytes
    subprocess.run([GIT, "apply", "-p1", "-"], input=patch, check=True, cwd=folder)
    assert suggest("other.yaml", "--apply").exit_code == 0
    made = (folder / "other.yaml").read_bytes()
    assert (folder / "my_sites.yaml").read_bytes() == made
    assert made.startswith(bom.encode())
    assert made.count(b"\n") == made.count(newline.encode())


def test_what_is_applied_is_not_suggested_again(folder: Path) -> None:
    before = (folder / "my_sites.yaml").read_text()
    first = suggest("my_sites.yaml", "--apply")
    assert (first.exit_code, first.stdout) == (0, "")
    again = suggest("my_sites.yaml")
    assert again.stdout == ""
    assert "declares everything that the run" in again.stderr
    lines = iter((folder / "my_sites.yaml").read_text().splitlines())
    assert all(line in lines for line in before.splitlines())


def test_the_patch_goes_to_a_file(folder: Path) -> None:
    assert suggest("my_sites.yaml", "--out", "new.patch").stdout == ""
    assert (folder / "new.patch").read_text().startswith("--- a/my_sites.yaml\n+++ b/")
    assert (folder / "my_sites.yaml").read_text() == TEXT


def test_names_from_a_site_are_data(folder: Path) -> None:
    (folder / "audit.json").write_bytes(dump_run(hostile_run()))
    result = suggest("my_sites.yaml", "--apply")
    assert result.exit_code == 3
    names = {one.name for one in load_declaration(folder / "my_sites.yaml").cookies}
    assert "uid" in names
    assert not names & set(HOSTILE_NAMES)  # their domains are no domains
    assert "\x1b" not in result.stderr
    assert "not suggested: " in result.stderr
    assert max(map(len, result.stderr.splitlines())) < 1_000


def test_the_open_cookie_database_is_asked(folder: Path) -> None:
    (folder / "ocd.csv").write_text(
        "Platform,Category,Cookie / Data Key name,Domain,Description,Wildcard match\n"
        "Tracker,Marketing,uid,tracker.example (3rd party),Counts people,0\n"
    )
    patch = suggest("my_sites.yaml", "--open-cookie-database", "ocd.csv").stdout
    assert "suggested from Open Cookie Database, ocd.csv" in patch
    assert "+    purpose: Counts people" in patch


def test_what_a_database_says_is_text(folder: Path) -> None:
    (folder / "ocd.csv").write_text(
        "Platform,Category,Cookie / Data Key name,Domain,Description,Wildcard match\n"
        '"T: [x]",Marketing,uid,tracker.example (3rd party),"# a: b\n- name: c \u202e",0\n'
    )
    result = suggest("my_sites.yaml", "--open-cookie-database", "ocd.csv", "--apply")
    assert result.exit_code == 0
    said = {one.name: one for one in load_declaration(folder / "my_sites.yaml").cookies}
    assert said["uid"].purpose == "# a: b - name: c \\u202e"
    assert "c" not in said


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nope.yaml"], "nope.yaml: does not exist"),
        (["my_sites.yaml", "--apply", "--out", "x"], "--apply makes none"),
        (["my_sites.yaml", "--open-cookie-database", "no.csv"], "no.csv: cannot be read"),
        (["my_sites.yaml", "--open-cookie-database", "my_sites.yaml"], "is not the Open Cookie"),
        (["other.yaml"], "has no site 'app'"),
    ],
)
def test_what_cannot_be_used_is_said(folder: Path, arguments: list[str], complaint: str) -> None:
    (folder / "other.yaml").write_text(
        "version: 1\nsites: {public: {url: 'https://7speaking.com'}}\ncookies: []\n"
    )
    result = suggest(*arguments)
    assert isinstance(result.exception, BadInput)
    assert complaint in str(result.exception)
