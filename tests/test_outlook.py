"""What ``cookie-audit check`` tells of an audit beforehand."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from typer.testing import CliRunner

from crawler.cli import app
from crawler.declared import load_declaration
from crawler.outlook import outlook

TODAY = date(2026, 11, 24)


def told(
    tmp_path: Path, site: str = "{url: 'https://a.test'}", rest: str = "cookies: []"
) -> list[str]:
    file = tmp_path / "list.yaml"
    file.write_text(
        f"version: 1\nsites:\n  a: {site}\n  b: {{url: 'https://b.test'}}\n{dedent(rest)}\n"
    )
    return list(outlook(load_declaration(file), TODAY))


def test_what_can_all_be_checked_needs_no_word(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("site", "says"),
    [
        (
            "{url: 'https://a.test', journeys: [untouched], roles: {ann: {}}}",
            "untouched of a as ann: the declaration does not say how ann logs in",
        ),
    ],
)
def test_a_journey_that_will_not_be_walked_is_told(tmp_path: Path, site: str, says: str) -> None:
    assert told(tmp_path, site) == [f"will be not proven: {says}"]


def test_a_lifetime_that_nothing_can_be_held_to_is_told(tmp_path: Path) -> None:
    rest = """\
    cookies:
      - {name: k, type: local-storage, lifetime: 2 years}
      - {name: s, type: indexed-db, lifetime: session}
      - {name: t, type: session-storage, lifetime: 2 years}
    """
    assert told(tmp_path, rest=rest) == [
        "'k' in line 6 is declared for 2 years: local-storage has no end of its own, so that "
        "nothing is held to this lifetime"
    ]


def test_a_waiver_that_has_ended_is_named_and_no_other(tmp_path: Path) -> None:
    rest = """\
    cookies: []
    waivers:
      - {rule: undeclared, cookie: old, owner: ann, until: 2026-11-23, why: x}
      - {rule: undeclared, cookie: new, owner: ann, until: 2026-11-24, why: x}
    """
    assert told(tmp_path, rest=rest) == [
        "the waiver of undeclared for 'old' in line 7 ended on 2026-11-23: "
        "what it accepted counts again"
    ]


def test_a_note_is_no_mistake(tmp_path: Path) -> None:
    told(tmp_path, "{url: 'https://a.test', journeys: [gpc], roles: {ann: {}}}")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "list.yaml")])
    assert result.exit_code == 0
    assert "note     will be not proven: gpc of a as ann" in result.stdout
