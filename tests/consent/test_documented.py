"""Platforms that cannot be run here, by pages of the shape that they document."""

import pytest

from crawler.consent.state import Answer, Held, held_by_page, judge
from tests.browsing import SHOP, Lab
from tests.consent.documented import CASES
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


async def holding(lab: Lab, *scripts: str) -> list[tuple[Held, ...]]:
    """What pages hold that run each of these scripts, one after the other in one clean tab."""
    held = []
    async with lab.tab() as watched:
        page = watched.tab.page
        for script in scripts:
            lab.serve(Site(SHOP, {"/": Page(f"<h1>Shop</h1><script>{script}</script>")}))
            await page.goto(f"https://{SHOP}/")
            held.append(await held_by_page(page))
            await page.evaluate("localStorage.clear(); sessionStorage.clear()")
            await page.context.clear_cookies()
    return held


@pytest.mark.parametrize("case", CASES)
async def test_a_documented_state_is_read_for_what_it_is(lab: Lab, case: str) -> None:
    source, asking, accepted, refused = CASES[case]
    cases = {Answer.ACCEPT: accepted, Answer.REJECT: refused, Answer.NONE: asking}
    scripts = {answer: script for answer, script in cases.items() if script is not None}
    held = await holding(lab, *scripts.values())
    told = [one.answer for each in held for one in each if one.source == source]
    assert told == list(scripts)


async def test_a_platform_that_was_refused_and_holds_consent_contradicts(lab: Lab) -> None:
    _, asking, accepted, _ = CASES["OneTrust"]
    assert asking is not None
    before, after = await holding(lab, asking, accepted)
    proof = judge("reject", before, after)
    assert proof.proofs == ()
    assert proof.contradictions == (
        "the visitor refused, and OneTrust holds consent for Performance (C0002), "
        "Targeting (C0004)",
    )


async def test_a_platform_that_goes_on_asking_has_recorded_nothing(lab: Lab) -> None:
    _, asking, _, _ = CASES["Cookiebot"]
    assert asking is not None
    (before,) = await holding(lab, asking)
    assert judge("reject", before, before).contradictions == (
        "the visitor refused, and Cookiebot holds no choice",
    )
