"""docs/policy-to-gate.md: every command works as it stands, one after the other."""

import asyncio
import csv
import os
import re
import sys
from pathlib import Path

import pytest

from crawler.declared import load_declaration
from tests.sites import Page, ServeSites, Site

ROOT = Path(__file__).parents[1]
CHAPTER = (ROOT / "docs" / "policy-to-gate.md").read_text("utf-8")
COMMANDS = [
    (line.removeprefix("$ "), int(code or 0))
    for block in re.findall(r"```console\n(.*?)```", CHAPTER, re.DOTALL)
    for line, code in re.findall(r"^(\$ .*?)(?:\s+# ends with (\d))?$", block, re.MULTILINE)
]
SETS = ["sid=1; Secure; HttpOnly", "lang=en; Max-Age=31536000", "chat_open=1; Max-Age=2592000"]


async def shell(command: str, folder: Path) -> tuple[int | None, str]:
    """Run a command as the reader would, with this project's ``cookie-audit`` first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = await asyncio.create_subprocess_shell(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


@pytest.mark.browser
@pytest.mark.timeout(300)  # a dozen commands, two of them with a browser
async def test_its_commands_work_in_their_order(serve_sites: ServeSites, tmp_path: Path) -> None:
    served = await serve_sites(Site("shop.example", {"/": Page("<h1>Shop</h1>", set_cookie=SETS)}))
    (policy,) = re.findall(r"```html\n(.*?)```", CHAPTER, re.DOTALL)
    (tmp_path / "policy.html").write_text(policy, "utf-8")
    declaration = tmp_path / "my_sites.yaml"
    for command, code in COMMANDS:
        ended, output = await shell(command, tmp_path)
        assert ended == code, f"{command}\n{output}"
        if command.startswith("sed"):  # the shop of the example is on this machine
            resolve = ", ".join(f'"{host}": "{there}"' for host, there in served.resolve.items())
            with declaration.open("a", encoding="utf-8") as file:
                file.write(f"browser: {{resolve: {{{resolve}}}, ignore_https_errors: true}}\n")
    names = [one.name for one in load_declaration(declaration).cookies]
    assert names == ["sid", "lang", "chat_open"]
    with (tmp_path / "reports/latest/four_lists.csv").open(encoding="utf-8-sig") as file:
        assert [row["policy"] for row in csv.DictReader(file)] == [
            "Session, necessary, shop.example",
            "1 year, necessary, shop.example",
            "30 days, shop.example",
        ]
    assert "+  - name: chat_open" in (tmp_path / "suggested.patch").read_text("utf-8")


def test_there_are_commands_of_every_step() -> None:
    told = {command.split()[1] for command, _ in COMMANDS}
    assert told >= {"policy", "check", "run", "suggest"}


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", CHAPTER):
        assert (ROOT / "docs" / target).exists(), target
