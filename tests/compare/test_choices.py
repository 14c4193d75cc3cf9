"""What is told of a visitor's choice itself."""

from dataclasses import replace

import pytest

from crawler.cookies import Journey
from crawler.findings import Gate, Rule
from crawler.walks import Outcome, WalkObservation
from tests.compare.walking import declared, findings, only, walked

NOTHING = declared()


def told(
    journey: Journey,
    *contradictions: str,
    way_back: bool | None = None,
    outcome: Outcome = Outcome.NOT_PROVEN,
) -> WalkObservation:
    walk = walked(journey, outcome=outcome)
    result = replace(
        walk.result,
        operated_by="the finder",
        contradictions=contradictions,
        way_back=way_back,
    )
    return replace(walk, result=result)


@pytest.mark.parametrize(
    ("journey", "done"),
    [
        (Journey.REJECT, "refused"),
        (Journey.ACCEPT, "accepted"),
        (Journey.WITHDRAW, "taken the consent back"),
    ],
)
def test_a_choice_that_is_recorded_otherwise_is_told(journey: Journey, done: str) -> None:
    finding = only(Rule.CONSENT_NOT_RECORDED, NOTHING, told(journey, "Klaro holds the opposite"))
    assert finding.message == (
        f"The visitor had {done} by the finder, but: Klaro holds the opposite."
    )
    assert (finding.gate, finding.identity.domain) == (Gate.FAIL, "www.example.com")
    assert finding.walk is not None
    assert finding.walk.journey is journey


def test_the_same_in_two_journeys_is_told_once() -> None:
    walks = (told(Journey.REJECT, "one"), told(Journey.WITHDRAW, "another"))
    finding = only(Rule.CONSENT_NOT_RECORDED, NOTHING, *walks)
    assert (finding.walk and finding.walk.journey, finding.also_in) == ("reject", ("withdraw",))


def test_no_way_back_is_told() -> None:
    finding = only(Rule.WITHDRAWAL_MISSING, NOTHING, told(Journey.WITHDRAW, way_back=False))
    assert finding.gate is Gate.WARN
    assert "no link, button or icon" in finding.message
    assert "only" not in finding.message


def test_a_way_back_for_programs_alone_is_none() -> None:
    walk = told(Journey.WITHDRAW, way_back=False, outcome=Outcome.PROVEN)
    finding = only(Rule.WITHDRAWAL_MISSING, NOTHING, walk)
    assert "could be withdrawn by the finder only" in finding.message


@pytest.mark.parametrize(
    "walk",
    [
        told(Journey.WITHDRAW, way_back=True),
        told(Journey.WITHDRAW, way_back=None),
        told(Journey.ACCEPT, way_back=False),
        told(Journey.UNTOUCHED, "Klaro holds the opposite"),
    ],
)
def test_else_nothing_is_told(walk: WalkObservation) -> None:
    assert findings(NOTHING, walk) == ()
