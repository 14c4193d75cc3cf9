"""Which walks an audit consists of; no browser needed."""

from pathlib import Path
from typing import Any

import pytest

from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Declaration, Site, load_declaration
from crawler.journeys import WALKED, walks, why_not

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
