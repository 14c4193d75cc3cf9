"""The views of a run, one renderer per format; they show findings and decide nothing."""

from pathlib import Path

from crawler.reports.gitlab import write_gitlab
from crawler.reports.html import write_report
from crawler.reports.junit import write_junit
from crawler.reports.sarif import write_sarif
from crawler.reports.tables import write_tables
from crawler.runs import RunRecord


def render(run: RunRecord, folder: Path) -> None:
    """Write every view of a run into its folder, beside ``audit.json``."""
    write_tables(run, folder)
    write_report(run, folder)
    write_junit(run, folder)
    write_sarif(run, folder)
    write_gitlab(run, folder)
