"""A report as a PDF, printed by the browser: tagged for screen readers, with an outline."""

import os
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from crawler.errors import AuditError

LIMIT_MS = 180_000


def print_pdf(page: Path, executable: Path) -> bytes:
    """The page as a PDF.

    Raises:
        AuditError: the browser could not print it.
    """
    try:
        with sync_playwright() as playwright:
            # Chromium's sandbox cannot start as root; the only page is our own.
            sandbox = os.name != "posix" or os.geteuid() != 0
            browser = playwright.chromium.launch(
                executable_path=executable, chromium_sandbox=sandbox
            )
            tab = browser.new_page()
            tab.set_default_timeout(LIMIT_MS)
            tab.goto(page.as_uri())
            tab.emulate_media(media="print", color_scheme="light")
            printed = tab.pdf(prefer_css_page_size=True, tagged=True, outline=True)
            browser.close()
            return printed
    except Error as error:
        raise AuditError(f"the browser could not print the report: {error}") from error
