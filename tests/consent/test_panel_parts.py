"""Panels with parts that are drawn only once they are opened, and rows that are switches."""

import pytest

from crawler.consent.panel import EVERYTHING
from tests.browsing import Lab
from tests.consent.test_panel import NECESSARY, NOTHING, TOGGLE, UNSAVED, box, choose, panel_of

pytestmark = pytest.mark.browser

LATE = "<label><input type=checkbox checked id=late> Ads measurement</label>"


def part(opener: str, draws: str = LATE) -> str:
    """What opens a part that is drawn only then; PRESSED stands for what that does."""
    drawing = f'onclick="this.nextElementSibling.innerHTML=`{draws}`"'
    return opener.replace("PRESSED", drawing) + "<div></div>"


@pytest.mark.parametrize(
    "opener",
    [
        "<button role=tab PRESSED>Legitimate interest</button>",
        "<div role=button tabindex=0 aria-expanded=false PRESSED>Partners</div>",
        "<button PRESSED>Gerechtvaardigd belang</button>",
        "<span style='cursor:pointer' PRESSED>Show all vendors</span>",
    ],
    ids=["tab", "heading", "button", "text"],
)
async def test_switches_that_only_an_opened_part_has_are_turned_off_too(
    lab: Lab, opener: str
) -> None:
    chosen = await choose(lab, panel_of(NECESSARY, box("Statistics", "a"), part(opener)), NOTHING)
    assert (chosen.decision.made, chosen.on, chosen.told) == (True, "need", 1)


async def test_switches_that_are_folded_away_are_turned_off_too(lab: Lab) -> None:
    row = f"<details><summary>Counting visits</summary>{box('Statistics', 'a')}</details>"
    chosen = await choose(lab, panel_of(row), NOTHING)
    assert (chosen.decision.made, chosen.on) == (True, "none")


async def test_where_nothing_but_switches_accepts_all_of_them_are_turned_on(lab: Lab) -> None:
    rows = (NECESSARY, box("Statistics", "a", ""), box("Our partner's player", "b", ""))
    chosen = await choose(lab, panel_of(*rows), EVERYTHING)
    assert (chosen.decision.made, chosen.on) == (True, "need a b")


async def test_a_part_with_a_switch_that_nothing_reads_leaves_the_choice_not_proven(
    lab: Lab,
) -> None:
    late = "<select aria-label='Ads'><option>All<option>None</select>"
    opener = part("<button role=tab PRESSED>Legitimate interest</button>", late)
    chosen = await choose(lab, panel_of(NECESSARY, box("Statistics", "a"), opener), NOTHING)
    assert (chosen.decision.made, chosen.on) == (False, UNSAVED)


async def test_a_row_that_says_how_it_stands_is_a_switch(lab: Lab) -> None:
    row = f'<div id=m aria-checked=true style="cursor:pointer" onclick="{TOGGLE}">Marketing</div>'
    chosen = await choose(lab, panel_of(box("Statistics", "a"), row), NOTHING)
    assert (chosen.decision.made, chosen.on) == (True, "none")


@pytest.mark.parametrize(
    "row",
    [
        "<div class='row active' style='cursor:pointer' onclick=''>Marketing</div>",
        "<button class='chip selected'>Marketing</button>",
    ],
)
async def test_a_row_that_may_be_a_switch_leaves_the_choice_not_proven(lab: Lab, row: str) -> None:
    chosen = await choose(lab, panel_of(box("Statistics", "a"), row), NOTHING)
    assert (chosen.decision.made, chosen.on) == (False, UNSAVED)
    assert "nothing tells whether 'marketing' is on or off" in chosen.decision.reason.lower()


async def test_a_list_of_the_sections_is_no_switch(lab: Lab) -> None:
    row = "<div><button onclick=''>Statistics</button></div>"
    chosen = await choose(lab, panel_of(row, box("Statistics", "a")), NOTHING)
    assert (chosen.decision.made, chosen.on) == (True, "none")


async def test_an_allow_and_a_deny_that_name_their_purpose_are_one_switch(lab: Lab) -> None:
    press = "for (const one of parentElement.children) one.ariaPressed = one === this"
    rows = [
        f"<div><b>{name}</b><button id={name} aria-pressed=true onclick='{press}'>Allow {name}"
        f"</button><button aria-pressed=false onclick='{press}'>Deny {name}</button></div>"
        for name in ("analytics", "marketing")
    ]
    chosen = await choose(lab, panel_of(*rows), NOTHING)
    assert (chosen.decision.reason, chosen.decision.made) == ("", True)
    assert "'analytics', 'marketing' off" in chosen.decision.proofs[0]
