"""The kit itself: each platform, unmodified, holds its two scripts back until it is told."""

import json
import re

import pytest
from playwright.async_api import Page

from tests.browsing import SHOP, Lab
from tests.platforms import ANALYTICS, MARKETING, PLATFORMS, Platform
from tests.platforms.packages import FOLDER
from tests.platforms.pressing import press


async def cookies_of(page: Page) -> set[str]:
    return {one["name"] for one in await page.context.cookies()} & {ANALYTICS, MARKETING}


async def loaded_again(page: Page) -> None:
    await page.goto(f"https://{SHOP}/second")
    await page.wait_for_load_state("networkidle")


@pytest.mark.browser
@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
async def test_a_platform_loads_its_scripts_upon_consent_and_not_before(
    lab: Lab, platform: Platform
) -> None:
    lab.serve(platform.site())
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(f"https://{SHOP}/")
        await page.wait_for_load_state("networkidle")
        assert await cookies_of(page) == set()
        await press(page, platform.accept)
        await loaded_again(page)
        assert await cookies_of(page) == {ANALYTICS, MARKETING}


@pytest.mark.browser
@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
async def test_a_platform_that_was_refused_loads_neither(lab: Lab, platform: Platform) -> None:
    lab.serve(platform.site())
    async with lab.tab() as watched:
        page = watched.tab.page
        await page.goto(f"https://{SHOP}/")
        await press(page, platform.reject)
        await loaded_again(page)
        assert await cookies_of(page) == set()


def test_the_platforms_are_pinned_exactly() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["overrides"].values()]
    assert [one for one in versions if not re.fullmatch(r"(npm:.+@)?\d+\.\d+\.\d+", one)] == []


def test_the_lock_holds_a_hash_of_each_package_and_nobody_s_mirror() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    entries = [entry for name, entry in lock["packages"].items() if name]
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)
    assert not any("resolved" in entry for entry in entries)
