"""Roles through the command: several in one audit, and the exit code that they come to."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from crawler.integrity.files import check_files
from tests.login.app import PASSWORD, USER, App
from tests.sites import ServeSites

pytestmark = pytest.mark.browser

DECLARED = """\
version: 1
sites:
  shop:
    url: https://app.declared.example
    pages: [/lesson/1]
    journeys: [untouched]
    dwell: 1s
    roles:
      ann: {{login: {{url: /login}}, username: {user}, password: {{env: APP_PASSWORD}}}}
{more}
cookies:
  - {{name: sid, category: necessary, lifetime: session, domain: declared.example, roles: [ann]}}
  - {{name: progress, category: necessary, lifetime: 9999 s}}
  - {{name: login_seen, category: necessary, lifetime: 9999 s}}
browser:
  certificate_authority: {authority}
"""
LOCKED_OUT = "      ben: {login: {url: /login}, username: ben, password: {env: APP_PASSWORD}}"
NO_FORM = "      cleo: {login: {url: /silent}, username: c, password: {env: APP_PASSWORD}}"


@pytest.mark.parametrize(
    ("more", "code", "unproven"),
    [("", 0, set()), (f"{LOCKED_OUT}\n{NO_FORM}", 3, {"ben", "cleo"})],
    ids=["all are let in", "two are not"],
)
async def test_roles_come_to_an_exit_code(
    serve_sites: ServeSites, tmp_path: Path, more: str, code: int, unproven: set[str]
) -> None:
    served = await serve_sites(App().site)
    file = tmp_path / "my.yaml"
    authority = served.certificate_authority
    file.write_text(DECLARED.format(user=USER, more=more, authority=authority))
    resolve = [f"--resolve={host}={where}" for host, where in served.resolve.items()]
    moved = ["--url=shop=https://shop.test", f"--reports={tmp_path / 'reports'}"]
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from crawler.cli import main; main()", "run", str(file)),
        *(*resolve, *moved),
        env={**os.environ, "APP_PASSWORD": PASSWORD},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output = (await program.communicate())[0].decode()
    assert program.returncode == code, output
    run = json.loads((tmp_path / "reports" / "latest" / "audit.json").read_text())
    outcomes = {walk["result"]["walk"]["role"]: walk["result"]["outcome"] for walk in run["walks"]}
    assert {role for role, outcome in outcomes.items() if outcome == "not-proven"} >= unproven
    assert outcomes["ann"] == "valid"
    assert run["audited_at"][0]["audited"] == "https://shop.test"
    assert "was audited at https://shop.test" in " ".join(output.split())
    assert PASSWORD not in output
    kept = (tmp_path / "reports" / "latest").resolve()
    assert (kept / "evidence" / "shop.ann.untouched.har").exists()
    for path in filter(Path.is_file, kept.rglob("*")):
        assert PASSWORD.encode() not in path.read_bytes(), path.name
    assert check_files(kept).changes == ()
