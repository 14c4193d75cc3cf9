"""What the command says of itself."""

import pytest
from typer.testing import CliRunner

from crawler.cli import app


def told(*arguments: str) -> str:
    return CliRunner().invoke(app, [*arguments, "--help"]).stdout


@pytest.mark.parametrize(
    "option",
    [
        "--reports DIR",
        "--site NAME",
        "--journey NAME",
        "--browser FILE",
        "--resolve HOST=ADDRESS[:PORT]",
        "--fail-on RULE|SEVERITY",
        "--format NAME",
    ],
)
def test_an_option_says_what_it_takes(option: str) -> None:
    assert option in told("run")


@pytest.mark.parametrize("command", ["run", "demo", "check", "consent", "install-browser"])
def test_no_option_speaks_of_the_types_of_a_programming_language(command: str) -> None:
    assert not {"<bool>", "<str>", "TEXT", "BOOLEAN", "PATH", "list["} & set(told(command).split())
