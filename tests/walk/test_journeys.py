"""Which walks an audit consists of; no browser needed."""

from pathlib import Path
from typing import Any

import pytest

from crawler.cookies import ANONYMOUS, Journey, JourneyResult, Outcome, Walk, WalkObservation
from crawler.declared import Declaration, Site, load_declaration
from crawler.journeys import WALKED, agreed, walks, why_not

DECLARATION = """
version: 1
sites:
  shop:
    url: https://shop.test
    journeys: [untouched, reject]
  app:
    url: https://app.test
    journeys: [untouched]
    roles:
      learner: {login: {steps: []}, password: {env: APP_PASSWORD}}
cookies: []
"""


@pytest.fixture
def declaration(tmp_path: Path) -> Declaration:
    file = tmp_path / "expected_cookies.yaml"
    file.write_text(DECLARATION)
    return load_declaration(file)


def test_every_site_role_and_journey_is_walked_in_the_order_of_the_file(
    declaration: Declaration,
) -> None:
    assert [walk for _, walk in walks(declaration)] == [
        Walk("shop", ANONYMOUS, Journey.UNTOUCHED),
        Walk("shop", ANONYMOUS, Journey.REJECT),
        Walk("app", ANONYMOUS, Journey.UNTOUCHED),
        Walk("app", "learner", Journey.UNTOUCHED),
    ]


def test_sites_and_journeys_can_be_named(declaration: Declaration) -> None:
    named = walks(declaration, ("shop",), (Journey.ACCEPT,))
    assert [walk for _, walk in named] == [Walk("shop", ANONYMOUS, Journey.ACCEPT)]


def test_a_walk_comes_with_its_site(declaration: Declaration) -> None:
    assert {walk.site: site.url for site, walk in walks(declaration)} == {
        "shop": "https://shop.test",
        "app": "https://app.test",
    }


def site(**more: Any) -> Site:
    return Site.model_validate({"name": "shop", "url": "https://shop.test", **more})


@pytest.mark.parametrize("journey", WALKED)
def test_a_walk_that_can_be_made_has_no_reason_against_it(journey: Journey) -> None:
    assert why_not(Walk("shop", ANONYMOUS, journey), site()) == ""


@pytest.mark.parametrize("journey", sorted(set(Journey) - set(WALKED)))
def test_a_journey_that_cannot_be_walked_yet_says_so(journey: Journey) -> None:
    assert journey in why_not(Walk("shop", ANONYMOUS, journey), site())


def test_a_role_that_has_to_log_in_says_so() -> None:
    assert "log in" in why_not(Walk("shop", "learner", Journey.UNTOUCHED), site())


def test_steps_of_the_declaration_s_own_are_needed_only_where_a_choice_is_made() -> None:
    own = site(consent={"reject": [{"click": "#no"}]})
    assert "consent steps" in why_not(Walk("shop", ANONYMOUS, Journey.REJECT), own)
    assert why_not(Walk("shop", ANONYMOUS, Journey.UNTOUCHED), own) == ""


def ended(site: str, journey: Journey, outcome: Outcome, operated_by: str = "") -> WalkObservation:
    walk = Walk(site, ANONYMOUS, journey)
    return WalkObservation(JourneyResult(walk, outcome, operated_by=operated_by))


def test_a_journey_without_a_banner_proves_nothing_where_another_one_met_one() -> None:
    walks = agreed(
        [
            ended("shop", Journey.REJECT, Outcome.NOT_APPLICABLE),
            ended("shop", Journey.ACCEPT, Outcome.PROVEN, "finder:accept"),
        ]
    )
    assert [one.result.outcome for one in walks] == [Outcome.NOT_PROVEN, Outcome.PROVEN]
    assert walks[0].result.reason == (
        "no consent banner showed here, but in the accept journey one did"
    )


def test_the_banner_of_one_site_says_nothing_about_another() -> None:
    walks = agreed(
        [
            ended("app", Journey.REJECT, Outcome.NOT_APPLICABLE),
            ended("shop", Journey.ACCEPT, Outcome.PROVEN, "finder:accept"),
        ]
    )
    assert walks[0].result.outcome is Outcome.NOT_APPLICABLE


def test_a_site_without_a_banner_in_any_journey_stays_one() -> None:
    none = [ended("app", one, Outcome.NOT_APPLICABLE) for one in (Journey.REJECT, Journey.ACCEPT)]
    assert agreed(none) == tuple(none)
