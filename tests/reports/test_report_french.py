"""The report in French: every sentence has both languages, and the page reads so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, nodes

from crawler.cookies import Journey, Party, Phase
from crawler.findings import RULES
from crawler.languages import Language
from crawler.reports import dossiers, grids, html
from crawler.reports.french import FRENCH
from crawler.reports.french_rules import FRENCH_FINDINGS, FRENCH_RULES
from crawler.reports.grouping import SEVERITY
from crawler.reports.wording import WORDINGS
from crawler.walks import Outcome, VisitOutcome
from tests.reports.sample_run import HOME, sample_run

REPORTS = Path(html.__file__).parent
CALLS = {"t", "say", "count"}
SAY = WORDINGS[Language.FRENCH]


def _in_templates() -> Iterator[str]:
    for file in sorted((REPORTS / "templates").glob("*.j2")):
        tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            target = call.node
            name = target.name if isinstance(target, nodes.Name) else ""
            attribute = target.attr if isinstance(target, nodes.Getattr) else ""
            if name == "t" or attribute == "count":
                yield from (one.value for one in call.args if isinstance(one, nodes.Const))


def _in_code() -> Iterator[str]:
    for file in sorted(REPORTS.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            name = call.func.id if isinstance(call.func, ast.Name) else name
            if name in CALLS:
                yield from (
                    one.value
                    for one in call.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def _by_name() -> Iterator[str]:
    """What is said by the name of something, and not by a sentence in place."""
    for names in (Journey, Phase, VisitOutcome, Outcome, Party, SEVERITY.values()):
        yield from map(str, names)
    yield from ("only sent", "only deleted", "refused")
    yield from (title for title, _ in dossiers.ACTIONS)
    yield from dossiers._HOW.values()
    yield from dossiers._PHASES.values()
    yield from grids._COOKIE_DETAILS.values()
    yield from html.SCRIPTS_WORDS
    yield from (words for words, _ in (*html.HEADLINES.values(), html.NOT_RUN))
    yield from (words for pair in html.COUNTED.values() for words in pair)


@pytest.mark.parametrize("where", [_in_templates, _in_code, _by_name])
def test_every_sentence_has_both_languages(where: type[Iterator[str]]) -> None:
    said = set(where())
    assert len(said) > 20
    assert said - FRENCH.keys() == set()


def test_both_languages_fill_in_the_same_braces() -> None:
    braces = re.compile(r"\\{\\w+\\}")
    for english, french in FRENCH.items():
        assert sorted(braces.findall(english)) == sorted(braces.findall(french))


def test_every_rule_has_both_languages_and_the_same_weight() -> None:
    assert FRENCH_RULES.keys() == RULES.keys() == FRENCH_FINDINGS.keys()
    for rule, text in FRENCH_RULES.items():
        assert text.gate is RULES[rule].gate
        assert text.title != RULES[rule].title


def test_the_page_says_its_language_and_its_verdict_in_french(tmp_path: Path) -> None:
    text = html.render_report(sample_run(), tmp_path, Language.FRENCH)
    page = BeautifulSoup(text, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "fr"
    assert page.select(".sentence")[0].text == (
        "3 constats font \u00e9chouer l\u2019audit, 1 avertit, 1 est accept\u00e9 ou ignor\u00e9"
        " ; 2 points n\u2019ont pas pu \u00eatre prouv\u00e9s."
    )
    titles = [one.text for one in page.select("section h2")]
    assert "Dur\u00e9es de vie \u00e0 l\u2019\u00e9chelle" in titles


def test_a_finding_stands_there_in_french_and_in_the_words_of_the_audit(tmp_path: Path) -> None:
    run = sample_run()
    page = BeautifulSoup(html.render_report(run, tmp_path, Language.FRENCH), "html.parser")
    french, english = page.select("#finding-c0ffee02 .told")
    assert french.text.startswith(
        f"\u00ab _ga \u00bb de 7speaking.com : d\u00e9pos\u00e9 sur {HOME}"
    )
    assert "pour 3 ans" in french.text
    assert english["lang"] == "en"
    assert english.text == "_ga asks for 3 years; 2 years are declared."


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("2 years (63072000 s)", "2 ans (63072000 s)"),
        ("at least 1 day left", "au moins 1 jour restants"),
        ("third-party cookie, 180 days (15552000 s)", "cookie tiers, 180 jours (15552000 s)"),
        ("analytics, consent required", "mesure d\u2019audience, consentement requis"),
        ("1 year less 1 second", "1 an moins 1 seconde"),
        ("session", "session"),
        (".shop.example", ".shop.example"),
        ("13 mois", "13 mois"),
    ],
)
def test_one_side_of_a_finding_is_told_part_by_part(english: str, french: str) -> None:
    assert SAY.fact(english) == french
