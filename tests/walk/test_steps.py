"""Whole journeys whose choices are made by the declaration's own steps."""

from typing import Any

import pytest

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome
from tests.browsing import SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

# A banner whose buttons no list of words has. The choice stands in a cookie that tells nothing.
BANNER = """<h1>Shop</h1><div id=bar hidden style="position: fixed; bottom: 0; background: white">
  We use cookies to measure our audience and to show you what you like.
  <button id=alpha onclick="choose('a')">Alpha</button>
  <button id=beta onclick="choose('b')">Beta</button></div>
<button id=forget onclick="choose('f')">Gamma</button>
<script>
  const chosen = () => /choice=(.)/.exec(document.cookie)?.[1];
  const choose = what => { document.cookie = `choice=${what}; path=/`; bar.hidden = true };
  bar.hidden = Boolean(chosen());
</script>"""
ALPHA, BETA = [{"click": "#alpha"}], [{"click": "#beta"}]


async def walked(lab: Lab, journey: Journey, **steps: list[dict[str, Any]]) -> Seen:
    site = Site(SHOP, {"/": Page(BANNER), "/settings": Page(BANNER)})
    return await lab.observe(site, journey=journey, consent=steps)


@pytest.mark.parametrize(("journey", "steps"), [(Journey.REJECT, BETA), (Journey.ACCEPT, ALPHA)])
async def test_a_choice_is_made_by_its_steps(
    lab: Lab, journey: Journey, steps: list[dict[str, Any]]
) -> None:
    seen = await walked(lab, journey, **{journey.value: steps})
    result = seen.observation.result
    assert (seen.outcome, seen.reason, result.operated_by) == (
        Outcome.PROVEN,
        "",
        f"steps:{journey}",
    )
    assert result.proofs == (
        "the declaration's own steps were followed",
        "the banner closed",
        "the banner stayed closed on every page visited afterwards",
    )
    assert seen.write("choice").phase is Phase.AFTER


async def test_a_choice_without_steps_is_made_automatically(lab: Lab) -> None:
    seen = await walked(lab, Journey.REJECT, accept=ALPHA)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "no button to reject was recognised" in seen.reason


async def test_a_step_that_fails_leaves_the_journey_not_proven(lab: Lab) -> None:
    steps = [{"click": "#gone", "timeout": "0.3s"}, *BETA]
    seen = await walked(lab, Journey.REJECT, reject=steps)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "step 1 (click '#gone') failed: waited 0.3 s for it to be visible, and there is no such "
        "element",
    )
    assert "choice" not in seen.names


FORGET = [{"goto": "/settings"}, {"click": "#forget"}]
EXPECTED = {"evaluate": "chosen() === 'f'", "expect": True}


async def test_a_withdrawal_of_which_nothing_tells_is_not_proven(lab: Lab) -> None:
    seen = await walked(lab, Journey.WITHDRAW, accept=ALPHA, withdraw=FORGET)
    assert (seen.outcome, seen.reason) == (
        Outcome.NOT_PROVEN,
        "the declaration's own steps were done, and nothing tells that the choice took",
    )


async def test_a_withdrawal_that_is_as_the_declaration_expects_is_proven(lab: Lab) -> None:
    seen = await walked(lab, Journey.WITHDRAW, accept=ALPHA, withdraw=[*FORGET, EXPECTED])
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by == "steps:withdraw"
    phases = [write.phase for write in seen.cookie("choice").writes]
    assert phases == [Phase.BEFORE, Phase.AFTER]


async def test_what_is_stored_after_a_step_has_gone_elsewhere_stands_under_that_page(
    lab: Lab,
) -> None:
    seen = await walked(lab, Journey.REJECT, reject=[{"goto": "/settings"}, *BETA])
    assert seen.write("choice").page == f"https://{SHOP}/settings"


async def test_some_categories_alone_are_accepted_by_steps_of_their_own(lab: Lab) -> None:
    site = Site(SHOP, {"/": Page(BANNER)})
    partial = [{"accept": ["analytics"], "steps": BETA}]
    seen = await lab.observe(site, granted=("analytics",), consent={"partial": partial})
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by == "steps:accept"
