"""docs/rules.md has a section for each rule that is applied, and says what the code does."""

import re
from pathlib import Path

import pytest

from crawler.compare.choices import CHOICE_RULES
from crawler.compare.policy import POLICY_RULES
from crawler.compare.rules import SIGHTING_RULES
from crawler.findings import RULES, Rule

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
SECTIONS = dict(re.findall(r"(?ms)^## ([a-z0-9-]+)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8")))


def test_the_rules_in_words_are_the_rules_that_are_applied() -> None:
    assert {*SIGHTING_RULES, *CHOICE_RULES, *POLICY_RULES} == set(RULES)


def test_the_page_has_a_section_for_each_rule_and_for_no_other() -> None:
    assert set(SECTIONS) == {str(rule) for rule in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_a_section_says_what_why_and_how_to_mend(rule: Rule) -> None:
    section = SECTIONS[rule]
    for heading in ("**What it means.**", "**Why it matters.**", "**How to mend it.**"):
        assert section.count(heading) == 1
    gate = re.search(r"[Gg]ate:? `(\w+)`", section)
    assert gate is not None
    assert gate[1] == RULES[rule].gate


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    text = RULES[rule]
    for sentence in (text.meaning, text.why, text.mend):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "  " not in sentence
    assert text.title
    assert text.source
