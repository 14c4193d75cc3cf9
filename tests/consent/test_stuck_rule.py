"""A rule that waits for a button that its banner does not have gives way to the finder."""

import asyncio
from importlib import import_module

import pytest

from crawler.consent import decide
from tests.browsing import SHOP, Lab
from tests.consent.test_panel import NO_REFUSAL, changed
from tests.platforms import VANILLA_3

pytestmark = pytest.mark.browser


async def test_a_rule_that_moves_nothing_is_left_for_the_second_layer(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("crawler.consent.decide"), "OPERATE_LIMIT_S", 600.0)
    lab.serve(changed(VANILLA_3, NO_REFUSAL))
    async with lab.tab() as watched, asyncio.timeout(120):
        await watched.tab.go(f"https://{SHOP}/")
        decision = await decide(watched.tab, "reject", _nothing, 12.0)
        assert (decision.made, decision.reason) == (True, "")
        assert "panel" in decision.operated_by


async def _nothing() -> None:
    """Nobody needs to be told of the choice."""
