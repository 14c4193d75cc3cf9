"""``cookie-audit report``: the page of a run anew, in another language, as a PDF."""

import shutil
from pathlib import Path

import pdfplumber
import pytest
from typer.testing import CliRunner

from crawler.cli import app
from crawler.errors import BadInput
from crawler.integrity.files import check_files
from crawler.reports import render
from crawler.run_store import RunStore
from tests.reports.sample_run import sample_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return RunStore(tmp_path / "reports").finish(sample_run(), render)


def report(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["report", *map(str, arguments)], catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.stdout


def test_a_report_in_another_language_keeps_the_run_as_it_is_listed(run: Path) -> None:
    report(run, "--lang", "fr")
    assert '<html lang="fr">' in (run / "report.html").read_text("utf-8")
    assert check_files(run).changes == ()


def test_a_report_beside_leaves_the_run_alone(run: Path, tmp_path: Path) -> None:
    before = (run / "report.html").read_bytes()
    report("latest", "--reports", run.parent, "--lang", "fr", "--out", tmp_path / "fr.html")
    assert (run / "report.html").read_bytes() == before
    assert '<html lang="fr">' in (tmp_path / "fr.html").read_text("utf-8")


def test_a_report_that_was_taken_away_comes_back(run: Path) -> None:
    (run / "report.html").unlink()
    report(run)
    assert check_files(run).changes == ()


def test_a_run_that_was_changed_is_not_made_right_by_a_new_report(run: Path) -> None:
    shutil.copy(run / "cookies.csv", run / "writes.csv")
    with pytest.raises(BadInput, match=r"changed  writes\.csv"):
        report(run)


def test_a_sealed_run_is_not_broken(run: Path) -> None:
    (run / "evidence" / "manifest.json.sig").write_bytes(b"")
    with pytest.raises(BadInput, match="sealed"):
        report(run)


@pytest.mark.browser
def test_a_pdf_has_every_findings_evidence(run: Path, tmp_path: Path, chromium_path: Path) -> None:
    report(run, "--pdf", tmp_path / "report.pdf", "--browser", chromium_path)
    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        text = "".join(page.extract_text() or "" for page in pdf.pages)
    plain = "".join(text.split())
    for finding in sample_run().findings:
        assert "".join(finding.evidence.split()) in plain
    assert "wpml_referer_url" in plain
