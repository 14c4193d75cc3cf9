"""The fixture ``cookie_audit``, for teams that gate in a test suite of their own.

pytest loads this at every start, so it imports nothing of the package until an audit is asked for.
An audit runs as a process of its own: the suite's event loop, warnings and signals are not its
business, nor are its own those of the suite.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.findings import Finding
    from crawler.runs import RunRecord
    from crawler.walks import NotProven

_COMMAND = (sys.executable, "-c", "from crawler.cli import main; main()")
_NOT_RUN = {2, 4}
_MOST = 20


@dataclass(frozen=True)
class AuditResult:
    """What an audit came to; ``folder`` holds its report and all other files of the run."""

    exit_code: int
    folder: Path

    @cached_property
    def run(self) -> RunRecord:
        """Everything that ``audit.json`` holds."""
        from crawler.runs import load_run

        return load_run(self.folder)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those that fail the audit first."""
        return self.run.findings

    @property
    def not_proven(self) -> tuple[NotProven, ...]:
        """What could not be checked."""
        return self.run.everything_not_proven

    @property
    def report(self) -> Path:
        """The report for people."""
        return self.folder / "report.html"

    def assert_clean(self, *, allow_not_proven: bool = False) -> None:
        """Fail the test where a finding fails the audit, or something could not be checked."""
        __tracebackhide__ = True
        passing = {0, 3} if allow_not_proven else {0}
        if self.exit_code not in passing:
            pytest.fail(self.described(), pytrace=False)

    def described(self) -> str:
        """The verdict, what fails it and what could not be checked, in lines for a terminal."""
        from crawler.text import printable

        gating = [_finding(one) for one in self.findings if one.gates]
        open_ = [_gap(one) for one in self.not_proven]
        lines = [
            self.run.verdict.sentence,
            *_listed("These fail the audit", gating),
            *_listed("Not proven", open_),
            f"Report: {self.report}",
        ]
        return "\n".join(map(printable, lines))


class CookieAudit(Protocol):
    """What the fixture gives: a function that audits and gives back what came of it."""

    def __call__(
        self,
        declaration: str | Path = ...,
        *,
        site: str | Sequence[str] = ...,
        journey: str | Sequence[str] = ...,
        resolve: Mapping[str, str] = ...,
        url: Mapping[str, str] = ...,
        ignore_https_errors: bool = ...,
        label: str = ...,
        browser: str | Path | None = ...,
        reports: str | Path | None = ...,
        timeout: float | None = ...,
    ) -> AuditResult:
        """Audit what a declaration says; see ``cookie-audit run --help``."""


@pytest.fixture(scope="session")
def cookie_audit(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> CookieAudit:
    """A function that audits: ``cookie_audit("my_sites.yaml").assert_clean()``.

    A relative declaration starts from pytest's root folder. ``resolve`` maps hosts to addresses,
    ``url`` sites to the addresses that they are audited at, such as a live server of the suite.
    Runs are kept in ``reports``, else in pytest's temporary folder. ``timeout`` is in seconds.
    """
    root = request.config.rootpath

    def audited(
        declaration: str | Path = "expected_cookies.yaml",
        *,
        site: str | Sequence[str] = (),
        journey: str | Sequence[str] = (),
        resolve: Mapping[str, str] | None = None,
        url: Mapping[str, str] | None = None,
        ignore_https_errors: bool = False,
        label: str = "",
        browser: str | Path | None = None,
        reports: str | Path | None = None,
        timeout: float | None = None,
    ) -> AuditResult:
        __tracebackhide__ = True
        folder = root / reports if reports else tmp_path_factory.mktemp("cookie-audit")
        arguments = [
            str(root / declaration),
            *_repeated("--site", site),
            *_repeated("--journey", journey),
            *_repeated("--resolve", _pairs(resolve)),
            *_repeated("--url", _pairs(url)),
            *(["--ignore-https-errors"] if ignore_https_errors else []),
            *_repeated("--label", label),
            *_repeated("--browser", str(browser or "")),
        ]
        return _audited(arguments, folder, timeout)

    return audited


def _repeated(option: str, values: str | Sequence[str]) -> list[str]:
    each = [values] if isinstance(values, str) else values
    return [f"{option}={value}" for value in each if value]


def _pairs(mapping: Mapping[str, str] | None) -> list[str]:
    return [f"{key}={value}" for key, value in (mapping or {}).items()]


def _audited(arguments: list[str], reports: Path, timeout: float | None) -> AuditResult:
    """Run the command; the test fails where the audit itself could not run."""
    __tracebackhide__ = True
    before = _runs(reports)
    command = [*_COMMAND, "run", *arguments, f"--reports={reports}"]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=timeout, check=False, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"the audit did not end within {timeout:g} seconds", pytrace=False)
    if ended.returncode in _NOT_RUN:
        pytest.fail(f"the audit could not run:\n{ended.stderr.strip()}", pytrace=False)
    made = _runs(reports) - before
    if len(made) != 1:
        pytest.fail(f"{reports} has {len(made)} new runs, so which one is meant is not known")
    return AuditResult(ended.returncode, made.pop())


def _runs(reports: Path) -> set[Path]:
    return {file.parent for file in reports.glob("*T*Z-*/audit.json")}


def _finding(one: Finding) -> str:
    place = one.walk
    where = f"{place.site}, {place.role}, {place.label}" if place else ", ".join(one.sites)
    by = f" Set by {one.set_by}." if one.set_by else ""
    at = f" Declared in {one.declared_at}." if one.declared_at else ""
    return f"{one.rule}: {one.identity.name} ({where}): {one.message}{by}{at}"


def _gap(one: NotProven) -> str:
    where = f" ({one.walk.site}, {one.walk.label})" if one.walk else ""
    return f"{one.subject}{where}: {one.reason}"


def _listed(heading: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = len(lines) - _MOST
    shown = [f"  {line[:400]}" for line in lines[:_MOST]]
    return [f"{heading}:", *shown, *([f"  and {more} more"] if more > 0 else [])]
