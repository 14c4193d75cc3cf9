"""Take the README's picture of a report: ``python scripts/picture_report.py RUN OUT.png``."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from crawler.installed_browser import find_browser


def take(run: Path, out: Path) -> None:
    """Open the run's ``report.html`` and save what a reader sees first."""
    with sync_playwright() as playwright:
        # No sandbox, so that it works as root too; the only page is our own.
        browser = playwright.chromium.launch(
            executable_path=find_browser(None).path, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1180}, color_scheme="light")
        page.goto((run.resolve() / "report.html").as_uri())
        page.locator("[data-ready]").nth(3).wait_for()
        page.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
