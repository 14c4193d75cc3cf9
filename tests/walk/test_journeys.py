"""Which walks an audit consists of; no browser needed."""

from pathlib import Path

import pytest

from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Declaration, load_declaration
from crawler.journeys import walks, why_not

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
      learner: {login: {}, password: {env: APP_PASSWORD}}
      guest: {}
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
        Walk("app", "guest", Journey.UNTOUCHED),
    ]


def test_sites_and_journeys_can_be_named(declaration: Declaration) -> None:
    named = walks(declaration, ("shop",), (Journey.ACCEPT,))
    assert [walk for _, walk in named] == [Walk("shop", ANONYMOUS, Journey.ACCEPT)]


def test_a_walk_comes_with_its_site(declaration: Declaration) -> None:
    assert {walk.site: site.url for site, walk in walks(declaration)} == {
        "shop": "https://shop.test",
        "app": "https://app.test",
    }


def test_a_visitor_who_is_not_logged_in_can_walk(declaration: Declaration) -> None:
    walk = Walk("shop", ANONYMOUS, Journey.WITHDRAW)
    assert why_not(declaration.sites["shop"], walk) == ""


def test_a_role_that_is_told_how_to_log_in_can_walk(declaration: Declaration) -> None:
    walk = Walk("app", "learner", Journey.UNTOUCHED)
    assert why_not(declaration.sites["app"], walk) == ""


def test_a_role_that_is_not_told_how_to_log_in_says_so(declaration: Declaration) -> None:
    walk = Walk("app", "guest", Journey.UNTOUCHED)
    assert "does not say how guest logs in" in why_not(declaration.sites["app"], walk)


def test_an_acceptance_of_some_categories_is_a_walk_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "expected_cookies.yaml"
    journeys = "[accept, {accept: [marketing, analytics]}]"
    file.write_text(DECLARATION.replace("[untouched, reject]", journeys))
    shop = [walk for _, walk in walks(load_declaration(file), ("shop",))]
    assert shop == [
        Walk("shop", ANONYMOUS, Journey.ACCEPT),
        Walk("shop", ANONYMOUS, Journey.ACCEPT, ("analytics", "marketing")),
    ]
    assert [walk.label for walk in shop] == ["accept", "accept analytics+marketing"]
