"""The examples for every night work as far as they can be tried here."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from crawler.cli import app
from crawler.declared import load_declaration
from crawler.gate import ExitCode

ROOT = Path(__file__).parents[1]
NIGHTLY = ROOT / "examples" / "nightly"
FIELDS = re.compile(r"(\d+) (\d+) \* \* \*")
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", "")
DECLARATION = """\
version: 1
browser: {executable: nowhere/chromium}
sites: {shop: {url: "https://shop.test"}}
cookies: []
"""


def example(name: str) -> str:
    return (NIGHTLY / name).read_text("utf-8")


def options_of_run() -> set[str]:
    command: Any = typer.main.get_command(app)
    return {one for parameter in command.commands["run"].params for one in parameter.opts}


def test_each_is_explained() -> None:
    told = (ROOT / "docs" / "nightly.md").read_text("utf-8")
    assert all(f"(../examples/nightly/{one.name})" in told for one in NIGHTLY.iterdir())


def test_the_line_of_the_crontab_runs(tmp_path: Path) -> None:
    (line,) = [one for one in example("crontab").splitlines() if not one.startswith("#")]
    when, command = line[:10], line[11:]
    assert FIELDS.fullmatch(when)
    assert "%" not in command  # cron's own sign for a new line
    installed = tmp_path / ".venv" / "bin" / "cookie-audit"
    installed.parent.mkdir(parents=True)
    start = f'PYTHONPATH={ROOT} exec {sys.executable} -c "from crawler.cli import main; main()"'
    installed.write_text(f'#!/bin/sh\n{start} "$@"\n')
    installed.chmod(0o755)
    (tmp_path / "nightly.env").write_text("AUDIT_SLACK=slack://x\n")
    (tmp_path / "deployed-version").write_text("v1.4\n")
    (tmp_path / "my_sites.yaml").write_text(DECLARATION)
    there = command.replace("/srv/audits", str(tmp_path))
    ended = subprocess.run(["/bin/sh", "-c", there], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (ExitCode.NOT_RUN, b"", b"")
    assert "nowhere/chromium, is not there" in (tmp_path / "nightly.log").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    installed = tmp_path / ".venv" / "bin" / "cookie-audit"
    installed.parent.mkdir(parents=True)
    installed.write_text("#!/bin/sh\n")
    installed.chmod(0o755)
    units = []
    for name in ("cookie-audit.service", "cookie-audit.timer"):
        units.append(tmp_path / name)
        units[-1].write_text(example(name).replace("/srv/audits", str(tmp_path)))
    command = ["systemd-analyze", "verify", "--man=no", *map(str, units)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_workflow_runs_at_night_one_at_a_time_and_keeps_the_history() -> None:
    # Its key `on` is true in YAML 1.1, which GitHub does not read.
    workflow = yaml.safe_load(example("github.yml").replace("\non:", "\n'on':"))
    assert FIELDS.fullmatch(workflow["on"]["schedule"][0]["cron"])
    assert workflow["concurrency"]["group"]
    *_, cache, audit = workflow["jobs"]["audit"]["steps"]
    assert cache["with"]["path"] == audit["with"]["reports"]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(audit["with"]) <= set(inputs)
    given = [one.partition("=")[0] for one in audit["with"]["arguments"].split()]
    assert "--label" in given


def test_the_cron_job_runs_one_at_a_time_and_not_as_root(tmp_path: Path) -> None:
    claim, settings, job = yaml.safe_load_all(example("kubernetes.yaml"))
    assert FIELDS.fullmatch(job["spec"]["schedule"])
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert f"--uid {pod['securityContext']['runAsUser']} " in CONTAINERFILE
    assert {one["name"] for one in container["volumeMounts"]} == {
        one["name"] for one in pod["volumes"]
    }
    assert {claim["metadata"]["name"], settings["metadata"]["name"]} == {
        "cookie-audit-reports",
        "cookie-audit",
    }
    used = {one for one in container["args"] if one.startswith("--")}
    assert container["args"][0] == "run"
    assert used <= options_of_run()
    (name,) = settings["data"]
    (tmp_path / name).write_text(settings["data"][name])
    (told,) = load_declaration(tmp_path / name).notify
    assert told.url.env == container["env"][0]["name"]


def test_the_container_ends_as_a_user_of_its_own_with_the_command() -> None:
    lines = [one.split(maxsplit=1) for one in CONTAINERFILE.splitlines() if one[:1].isalpha()]
    said = dict(lines)
    assert {rest.split()[0] for word, rest in lines if word == "FROM"} == {"debian:trixie-slim"}
    assert said["USER"] == "10001:10001"
    assert said["ENTRYPOINT"] == '["/opt/cookie-audit/bin/cookie-audit"]'
    installs = re.findall(r"apt-get install ([^&]*)", CONTAINERFILE)
    assert all("--no-install-recommends" in one for one in installs)
    assert "chromium" in installs[-1].split()


def test_what_the_container_leaves_out_is_not_needed_to_build_it() -> None:
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    needed = ["requirements.lock", "pyproject.toml", "hatch_build.py", "package-lock.json"]
    needed += ["crawler", "README.md", "LICENSE", "NOTICE", "expected_cookies.yaml"]
    assert not {one.strip("/*") for one in left_out} & set(needed)
    assert all((ROOT / one).exists() for one in needed)


def test_the_containers_constraints_pin_all_that_the_package_asks_for() -> None:
    script = re.search(r"sed -n '(.*?)' requirements.lock", CONTAINERFILE)
    assert script is not None
    command = ["sed", "-n", script[1], str(ROOT / "requirements.lock")]
    pinned = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {one.lower() for one in project["dependencies"]} <= set(pinned)
    assert len({one.partition("==")[0] for one in pinned}) == len(pinned)
