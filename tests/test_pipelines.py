"""action.yml and ci/gitlab.yml: what they run, and what comes of it."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sites import Page, ServeSites, Site

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
JOB: dict[str, Any] = GITLAB[".cookie-audit"]
SAY_ARGUMENTS = '#!/bin/sh\nfor one in "$@"; do printf "%s\\n" "$one"; done\nexit 1\n'
REAL = f'#!/bin/sh\nexec "{sys.executable}" -c "from crawler.cli import main; main()" "$@"\n'


EXAMPLES = [
    yaml.safe_load(text)
    for text in re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "pipelines.md").read_text("utf-8"), re.DOTALL
    )
]


def command(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o755)
    return file


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As both runners do: bash, with -e and pipefail."""
    return subprocess.run(
        ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def audit_step(folder: Path, stub: str, **given: str) -> subprocess.CompletedProcess[str]:
    command(folder / "action" / ".venv" / "bin" / "cookie-audit", stub)
    (step,) = (one for one in STEPS if one.get("id") == "audit")
    defaults = {
        name: str(ACTION["inputs"][found[1]]["default"])
        for name, value in step["env"].items()
        if (found := re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value))
    }
    environment = {"ACTION": str(folder / "action"), **defaults, **given}
    return bash(step["run"], folder, **environment)


def test_the_action_runs_what_its_inputs_say(tmp_path: Path) -> None:
    done = audit_step(
        tmp_path,
        SAY_ARGUMENTS,
        DECLARATION="my sites.yaml",
        FAIL_ON="warning\nlifetime-shorter\n",
        SITE="shop",
        URLS="shop=https://preview.example",
        ARGUMENTS="--witness\n--resolve\nshop.example=127.0.0.1",
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        *("run", "--format", "github", "--reports", "cookie-audit"),
        *("--fail-on", "warning", "--fail-on", "lifetime-shorter", "--site", "shop"),
        *("--url", "shop=https://preview.example", "--witness"),
        *("--resolve", "shop.example=127.0.0.1", "--", "my sites.yaml"),
    ]


def test_an_input_is_never_a_part_of_a_script() -> None:
    """What stands in an expression of a script is run by it."""
    assert not any("${{" in step.get("run", "") for step in STEPS)


def test_the_action_speaks_of_inputs_and_outputs_that_there_are() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])
    assert set(re.findall(r"steps\.(\w+)\.", text)) == {"audit"}
    assert set(re.findall(r"steps\.audit\.outputs\.([a-z-]+)", text)) == set(ACTION["outputs"])
    assert all("shell" in step for step in STEPS if "run" in step)


def test_the_examples_of_the_documentation_name_what_there_is() -> None:
    github, gitlab_ = EXAMPLES
    (*_, step) = github["jobs"]["cookies"]["steps"]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert gitlab_["include"][0]["file"] == "/ci/gitlab.yml"
    assert gitlab_["cookies"]["extends"] in GITLAB
    assert set(gitlab_["cookies"]["variables"]) <= set(JOB["variables"])


def test_the_action_sets_itself_up_with_the_python_that_is_named(tmp_path: Path) -> None:
    command(tmp_path / "bin" / "make", SAY_ARGUMENTS.replace("exit 1", "exit 0"))
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for python, more in (("", []), ("python3.12", ["PYTHON=python3.12"])):
        done = bash(STEPS[0]["run"], tmp_path, ACTION="/action", PYTHON=python, PATH=path)
        assert done.stdout.splitlines() == ["--no-print-directory", "-C", "/action", "setup", *more]


def test_a_mistake_in_the_declaration_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "expected_cookies.yaml").write_text("version: 1\ncokies: []\n", "utf-8")
    done = audit_step(tmp_path, REAL)
    assert done.returncode == 2
    assert "::error file=expected_cookies.yaml,line=2,title=" in done.stdout


def gitlab(folder: Path, part: str, **more: str) -> subprocess.CompletedProcess[str]:
    variables: Mapping[str, str] = {name: str(one) for name, one in JOB["variables"].items()}
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**variables, "CI_PROJECT_DIR": str(folder), "PATH": path, **more}
    return bash("\n".join(JOB[part]), folder, **environment)


def test_the_template_for_gitlab_sets_itself_up(tmp_path: Path) -> None:
    for name in ("git", "make"):
        command(tmp_path / "bin" / name, f"#!/bin/sh\necho {name} $*\n")
    source = "https://gitlab.example/tools/cookie-audit.git"
    done = gitlab(tmp_path, "before_script", COOKIE_AUDIT_SOURCE=source)
    assert done.stdout.splitlines() == [
        f"git clone --quiet --depth 1 --branch main {source} {tmp_path}/.cookie-audit",
        f"make --no-print-directory -C {tmp_path}/.cookie-audit setup",
    ]
    assert "names no repository of cookie-audit" in gitlab(tmp_path, "before_script").stderr


def test_the_template_for_gitlab_runs_what_its_variables_say(tmp_path: Path) -> None:
    command(tmp_path / ".cookie-audit" / ".venv" / "bin" / "cookie-audit", SAY_ARGUMENTS)
    done = gitlab(
        tmp_path,
        "script",
        COOKIE_AUDIT_FAIL_ON="warning missing",
        COOKIE_AUDIT_ARGUMENTS="--site shop --resolve *=127.0.0.1",
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        *("run", "--reports", f"{tmp_path}/.cookie-audit-runs"),
        *("--fail-on", "warning", "--fail-on", "missing", "--site", "shop"),
        *("--resolve", "*=127.0.0.1", "--", "expected_cookies.yaml"),
    ]


def test_the_template_for_gitlab_keeps_what_the_run_left(tmp_path: Path) -> None:
    run = tmp_path / ".cookie-audit-runs" / "20261124T065500Z-5eed01"
    run.mkdir(parents=True)
    reports = JOB["artifacts"]["reports"].values()
    for name in reports:
        (run / Path(name).name).write_text("x", "utf-8")
    (run.parent / "latest").symlink_to(run.name)
    assert gitlab(tmp_path, "after_script").returncode == 0
    assert all((tmp_path / name).read_text("utf-8") == "x" for name in reports)


def told_everywhere(run: Path, summary: Path) -> dict[str, str]:
    """What each output of a run says."""
    names = ("junit.xml", "findings.sarif", "gl-code-quality-report.json", "report.html")
    told = {name: (run / name).read_text("utf-8") for name in (*names, "findings.csv")}
    return {**told, "summary": summary.read_text("utf-8")}


def outputs(file: Path) -> dict[str, str]:
    return dict(row.split("=", 1) for row in file.read_text("utf-8").splitlines())


def shop_with_waivers(folder: Path, resolve: Mapping[str, str]) -> None:
    ended = '{rule: undeclared, cookie: "_f*", owner: Ann, until: 2026-01-31, why: "it goes"}'
    unused = '{rule: missing, cookie: "_old", owner: Bob, until: 2999-01-31, why: "it went"}'
    hosts = ", ".join(f'"{host}": "{there}"' for host, there in resolve.items())
    (folder / "expected_cookies.yaml").write_text(
        "version: 1\nsites:\n  shop: {url: 'https://shop.example', journeys: [untouched]}\n"
        "cookies:\n  - {name: sid, category: necessary, lifetime: session}\n"
        f"waivers:\n  - {ended}\n  - {unused}\n"
        f"browser: {{resolve: {{{hosts}}}, ignore_https_errors: true}}\n",
        "utf-8",
    )
    (folder / ".git").mkdir()


@pytest.mark.browser
async def test_a_deploy_is_stopped_with_all_that_its_engineer_needs(
    serve_sites: ServeSites, tmp_path: Path
) -> None:
    sets = ["sid=1; Secure; HttpOnly", "_foo=1; Max-Age=86400"]
    served = await serve_sites(Site("shop.example", {"/": Page("<h1>Shop</h1>", set_cookie=sets)}))
    shop_with_waivers(tmp_path, served.resolve)
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    done = await asyncio.to_thread(audit_step, tmp_path, REAL, **files)
    assert done.returncode == 1, done.stderr
    annotated = [row for row in done.stdout.splitlines() if "file=" in row]
    assert [row.partition(",title=")[0] for row in annotated] == [
        "::error file=expected_cookies.yaml,line=6",
        "::warning file=expected_cookies.yaml,line=7",
        "::notice file=expected_cookies.yaml,line=8",
    ]
    run = Path(outputs(tmp_path / "GITHUB_OUTPUT")["run"])
    told = told_everywhere(run, tmp_path / "GITHUB_STEP_SUMMARY")
    told["annotations"] = "\n".join(annotated)
    said = "Ann had accepted this until 2026-01-31; that has ended."
    assert {name for name, text in told.items() if said not in text} == set()
    again, unused = "1 finding counts again", "covers no finding of this run"
    told["terminal"] = " ".join(done.stdout.partition("\n::error")[0].split())
    for note in (again, unused):
        assert {name for name, text in told.items() if note not in text} == {"findings.csv"}
    manifest = json.loads((run / "evidence" / "manifest.json").read_bytes())
    assert {"junit.xml", "findings.sarif", "gl-code-quality-report.json"} <= set(manifest["sha256"])
