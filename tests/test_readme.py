"""The README's examples work as they stand."""

import re
from pathlib import Path

from typer.testing import CliRunner

from crawler.cli import app
from crawler.declared import load_declaration
from crawler.gate import ExitCode

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_come_first() -> None:
    commands = [line.split("#")[0].strip() for line in README.splitlines() if line[:4] == "    "]
    assert commands[:2] == ["make audit", "make test"]


def test_its_declaration_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    file = tmp_path / "my_sites.yaml"
    file.write_text(example, encoding="utf-8")
    assert [entry.name for entry in load_declaration(file).cookies] == [
        "session_id",
        "_ga",
        "_ga_*",
    ]


def test_its_commands_exist() -> None:
    (console,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in console.splitlines():
        command = line.removeprefix("$ .venv/bin/cookie-audit ").split()[0]
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_its_exit_codes_are_the_commands_own() -> None:
    listed = [int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)]
    assert listed == [int(code) for code in ExitCode]


def test_its_links_lead_somewhere() -> None:
    root = Path(__file__).parents[1]
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (root / target).exists(), target
