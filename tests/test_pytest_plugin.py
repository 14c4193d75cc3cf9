"""The fixture ``cookie_audit`` in suites of others."""

import asyncio
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from crawler.pytest_plugin import AuditResult
from crawler.run_store import RunStore
from tests.history.nights import NightPlan, keep
from tests.reports.sample_run import sample_run
from tests.sites import Page, ServeSites, Site

ROOT = Path(__file__).parents[1]
PLUGINS = ("-p", "crawler.pytest_plugin", "-p", "pytest_asyncio.plugin")
HOST = "shop.test"
DECLARATION = """\
version: 1
sites:
  shop: {url: "https://shop.test", journeys: [untouched], dwell: 1s}
cookies: [{name: sid, consent: exempt, lifetime: session}]
"""
SUITE = """\
import asyncio
import pytest

RESOLVE = {resolve!r}

def test_that_is_clean(cookie_audit):
    result = cookie_audit(
        "list.yaml", site="shop", resolve=RESOLVE, ignore_https_errors=True, label="v1",
        reports="reports", browser={browser!r},
    )
    result.assert_clean()
    assert result.run.label == "v1"
    assert result.report.is_file()
    assert not result.not_proven

@pytest.mark.asyncio
async def test_that_is_not(cookie_audit):
    result = await asyncio.to_thread(
        cookie_audit, "empty.yaml", resolve=RESOLVE, ignore_https_errors=True, browser={browser!r}
    )
    result.assert_clean()

def test_that_cannot_run(cookie_audit):
    cookie_audit("none.yaml")
"""


def suite(folder: Path, *arguments: str) -> str:
    """What pytest says of the suite in a folder, without plugins but those named."""
    command = [sys.executable, "-m", "pytest", "-q", *PLUGINS, *arguments]
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return ended.stdout + ended.stderr


def test_the_package_names_it_to_pytest() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"cookie_audit": "crawler.pytest_plugin"}


def test_pytest_starts_without_loading_the_package(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import sys\n"
        "def test_it():\n"
        "    ours = {name for name in sys.modules if name.startswith('crawler')}\n"
        "    assert ours == {'crawler', 'crawler.pytest_plugin'}\n"
        "    assert not {'pydantic', 'playwright', 'pandas', 'apprise'} & set(sys.modules)\n"
    )
    assert "1 passed" in suite(tmp_path)


def test_a_clean_run_passes_and_a_failure_reads_well(tmp_path: Path) -> None:
    AuditResult(0, keep(tmp_path, 0, NightPlan(["it"]))).assert_clean()
    result = AuditResult(1, RunStore(tmp_path).finish(sample_run(), lambda _run, _folder: None))
    with pytest.raises(pytest.fail.Exception) as failed:
        result.assert_clean()
    lines = str(failed.value).splitlines()
    assert lines[:3] == [
        "3 findings make this audit fail; 2 things could not be proven.",
        "These fail the audit:",
        "  undeclared: uid (public, anonymous, untouched): uid of tracker.example is not in the "
        "declaration. Set by https://tracker.example/p.gif.",
    ]
    assert "Not proven:" in lines
    assert lines[-1] == f"Report: {result.report}"


def test_what_is_not_proven_fails_unless_it_is_allowed(tmp_path: Path) -> None:
    result = AuditResult(3, keep(tmp_path, 0, NightPlan(["it"])))
    result.assert_clean(allow_not_proven=True)
    with pytest.raises(pytest.fail.Exception):
        result.assert_clean()


@pytest.mark.browser
async def test_it_audits_and_gates(
    serve_sites: ServeSites, tmp_path: Path, chromium_path: Path
) -> None:
    served = await serve_sites(Site(HOST, {"/": Page(set_cookie=["sid=1; HttpOnly; Secure"])}))
    (tmp_path / "list.yaml").write_text(DECLARATION)
    (tmp_path / "empty.yaml").write_text(DECLARATION.partition("cookies:")[0] + "cookies: []\n")
    text = SUITE.format(resolve=dict(served.resolve), browser=str(chromium_path))
    (tmp_path / "test_gate.py").write_text(text)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nfilterwarnings = error\nasyncio_default_fixture_loop_scope = function\n"
    )
    said = await asyncio.to_thread(suite, tmp_path)
    assert "2 failed, 1 passed" in said, said
    assert "undeclared: sid (shop, anonymous, untouched)" in said
    assert "the audit could not run:" in said
    assert "none.yaml: does not exist" in said
    assert "subprocess" not in said
    assert (tmp_path / "reports" / "index.html").is_file()
    assert (tmp_path / "reports" / "history.sqlite").is_file()
