"""Which of autoconsent's rules a document is given."""

import json
import re
from typing import Any

import pytest

from crawler.bundled import bundled_text
from crawler.consent.site_rules import PACKAGE, rules_for

EVERY: list[dict[str, Any]] = json.loads(bundled_text(PACKAGE, "rules/rules.json"))["autoconsent"]


def pattern(rule: dict[str, Any]) -> str:
    return str(rule.get("runContext", {}).get("urlPattern", ""))


def given(url: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = json.loads(rules_for(url))["autoconsent"]
    return rules


def names(rules: list[dict[str, Any]]) -> set[str]:
    return {one["name"] for one in rules}


def test_rules_of_platforms_are_given_to_every_site() -> None:
    platforms = [one for one in EVERY if not pattern(one)]
    assert platforms
    assert names(given("https://neighbour.test/")) == names(platforms)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ebay.co.uk/",
        "https://m.facebook.com/",
        "https://consent.yahoo.com/v2/collectConsent",
    ],
)
def test_every_rule_that_matches_an_address_is_given(url: str) -> None:
    matching = [one for one in EVERY if pattern(one) and re.search(pattern(one), url)]
    assert matching
    assert names(matching) <= names(given(url))


def test_a_rule_for_a_path_is_given_on_the_other_pages_of_its_site() -> None:
    only_there = [one for one in EVERY if "/disneyonice" in pattern(one)]
    assert only_there
    assert names(only_there) <= names(given("https://www.ctv.co.jp/"))


@pytest.mark.parametrize("url", ["about:blank", "about:srcdoc", "", "https://[", "None"])
def test_a_document_without_a_host_is_given_every_rule(url: str) -> None:
    assert names(given(url)) == names(EVERY)


def test_no_rule_hides_a_banner_and_one_that_did_nothing_else_fails() -> None:
    rules = {one["name"]: one for one in given("about:blank")}
    assert '"hide"' in json.dumps(EVERY)
    assert '"hide"' not in json.dumps(
        [[one.get("optIn"), one.get("optOut")] for one in rules.values()]
    )
    refusal = rules["cookieyes"]["optOut"][0]
    assert refusal["then"] == [
        {"waitForThenClick": ".cky-consent-container [data-cky-tag=reject-button]"}
    ]
    assert refusal["else"][0]["else"] == [{"exists": "no-such-element"}]
