"""The page of all runs in the browser: it asks for nothing, and nothing of a site's runs."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from crawler.upkeep import update_index
from tests.history.nights import keep
from tests.history.test_thirty_nights import plan
from tests.reports.sample_run import HOSTILE_NAMES

pytestmark = pytest.mark.browser


async def test_it_is_quiet_inert_and_read_by_keyboard(chromium_path: Path, tmp_path: Path) -> None:
    for night in range(30):
        hostile = HOSTILE_NAMES if night == 7 else ()
        one = plan(night)
        one = replace(one, cookies=[*one.cookies, *hostile], undeclared=[*hostile, "x"])
        (keep(tmp_path, night, one) / "report.html").write_text("<h1>A report</h1>")
    update_index(tmp_path)
    complaints: list[str] = []
    asked: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 400, "height": 800})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        address = (tmp_path / "index.html").as_uri()
        await page.goto(address)
        assert (complaints, asked) == ([], [address])
        assert await page.evaluate("window.ran") is None
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await page.evaluate(wide)
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == "Skip to the runs"
        await page.locator("#runs th a").first.focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/report.html")
        await browser.close()
