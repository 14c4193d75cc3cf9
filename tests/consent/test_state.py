"""What a page holds of the choice, on consent platforms that are run, unmodified."""

import pytest
from playwright.async_api import Page

from crawler.consent.state import Answer, Held, held_by_page, judge
from tests.browsing import SHOP, Lab, Watched
from tests.platforms import ANALYTICS, MARKETING, PLATFORMS, Platform
from tests.platforms.pressing import press

pytestmark = pytest.mark.browser

# Those whose own API tells of the choice, also before there is one.
SPEAKING = {
    "tarteaucitron": "tarteaucitron",
    "klaro": "Klaro",
    "vanilla-3": "vanilla-cookieconsent",
    "vanilla-2": "vanilla-cookieconsent",
    "orejime": "Orejime",
    "tcf": "IAB TCF",
}
EACH = pytest.mark.parametrize("platform", PLATFORMS, ids=str)
HOME = f"https://{SHOP}/"


async def opened(lab: Lab, platform: Platform, watched: Watched) -> tuple[Held, ...]:
    """What a platform holds once it has asked, which is no choice."""
    lab.serve(platform.site())
    page = watched.tab.page
    await page.goto(HOME)
    # It can be refused, so it is there; the second page has its own.
    await page.wait_for_load_state("networkidle")
    before = await held_by_page(page)
    assert {one.answer for one in before} <= {Answer.NONE}
    if platform.name in SPEAKING:
        assert SPEAKING[platform.name] in {one.source for one in before}
    assert await released(page) == set()
    return before


async def chosen(watched: Watched, button: str) -> tuple[Held, ...]:
    """What it holds on the next page after one of its buttons was pressed."""
    page = watched.tab.page
    await press(page, button)
    await page.goto(f"{HOME}second")
    await page.wait_for_load_state("networkidle")
    return await held_by_page(page)


async def released(page: Page) -> set[str]:
    """The cookies of the scripts that a platform holds back until it is told."""
    return {one["name"] for one in await page.context.cookies()} & {ANALYTICS, MARKETING}


@EACH
async def test_a_refusal_is_proven_by_what_the_platform_holds(lab: Lab, platform: Platform) -> None:
    async with lab.tab() as watched:
        before = await opened(lab, platform, watched)
        after = await chosen(watched, platform.reject)
        assert await released(watched.tab.page) == set()
    proof = judge("reject", before, after)
    assert proof.contradictions == ()
    assert any("holds a refusal" in one for one in proof.proofs), after
    assert judge("accept", before, after).contradictions != ()


@EACH
async def test_an_acceptance_is_proven_by_what_the_platform_holds(
    lab: Lab, platform: Platform
) -> None:
    async with lab.tab() as watched:
        before = await opened(lab, platform, watched)
        after = await chosen(watched, platform.accept)
        assert await released(watched.tab.page) == {ANALYTICS, MARKETING}
    proof = judge("accept", before, after)
    assert proof.contradictions == ()
    assert any("holds consent" in one for one in proof.proofs), after
    assert judge("reject", before, after).contradictions != ()
