"""Platforms that cannot be run here, by pages of the shape that they document."""

import pytest

from crawler.consent.state import Answer, Held, held_by_page, judge
from tests.browsing import SHOP, Lab
from tests.consent.documented import CASES
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


async def holds(lab: Lab, script: str) -> tuple[Held, ...]:
    """What a page holds that runs a script."""
    lab.serve(Site(SHOP, {"/": Page(f"<h1>Shop</h1><script>{script}</script>")}))
    async with lab.tab() as watched:
        await watched.tab.page.goto(f"https://{SHOP}/")
        return await held_by_page(watched.tab.page)


@pytest.mark.parametrize("case", CASES)
async def test_a_documented_state_is_read_for_what_it_is(lab: Lab, case: str) -> None:
    source, asking, accepted, refused = CASES[case]
    told = {}
    for name, script in {"accept": accepted, "reject": refused, "none": asking}.items():
        if script is not None:
            (one,) = (each for each in await holds(lab, script) if each.source == source)
            told[name] = one.answer
    expected = {"accept": Answer.ACCEPT, "reject": Answer.REJECT, "none": Answer.NONE}
    assert told == {name: answer for name, answer in expected.items() if name in told}


async def test_a_platform_that_was_refused_and_holds_consent_contradicts(lab: Lab) -> None:
    _, asking, accepted, _ = CASES["OneTrust"]
    assert asking is not None
    proof = judge("reject", await holds(lab, asking), await holds(lab, accepted))
    assert proof.proofs == ()
    assert proof.contradictions == (
        "the visitor refused, and OneTrust holds consent for Performance (C0002), "
        "Targeting (C0004)",
    )


async def test_a_platform_that_goes_on_asking_has_recorded_nothing(lab: Lab) -> None:
    _, asking, _, _ = CASES["Cookiebot"]
    assert asking is not None
    before = await holds(lab, asking)
    assert judge("reject", before, before).contradictions == (
        "the visitor refused, and Cookiebot holds no choice",
    )
