"""Steps that are right, however they are written, and what they say of themselves."""

from pathlib import Path
from typing import Any

import pytest

from crawler.declared import ConsentSteps, State, Step, load_declaration
from crawler.errors import BadInput

HEAD = "version: 1\ncookies: []\nsites:\n  shop:\n    url: https://example.com\n    consent:\n"

# The browser's own word on these is asked by the tests of the steps.
SELECTORS = [
    "#no",
    "button:has-text('No')",
    "text=Don't accept (really",
    'text="No"',
    "'No'",
    "role=button[name=/no/i]",
    "xpath=//button[1]",
    "//button",
    "..",
    "cmp-banner >> button >> nth=0",
    'div >> text=a "b >> visible=true',
    "[title='a >> b']",
    "[title=']']",
    "#a\\[0\\]",
    "*css=div >> p",
    "data-testid=no",
    "a[href='x=y']",
    "css:light=b",
    "* >> nth=0",
]
NO_SELECTORS = ["a >> ", " >> a", "div[a=b", "a:has-text('b)", "#a)", "rol=button", "a(["]
KEYS = ["Enter", "a", "+", "~", "F12", "Digit0", "KeyZ", "Shift+Tab", "Control++", "Meta+a"]
NO_KEYS = ["Entr", "Ctrl+A", "enter", "ab", "Shift+Ctrl", "F13", "é"]


def step(**written: Any) -> Step:
    return Step.model_validate(written)


@pytest.mark.parametrize("selector", SELECTORS)
def test_what_playwright_reads_is_a_selector(selector: str) -> None:
    assert step(click=selector).selector == selector


@pytest.mark.parametrize(
    "written", [*({"click": one} for one in NO_SELECTORS), *({"press": one} for one in NO_KEYS)]
)
def test_what_playwright_does_not_read_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"validation error"):
        step(**written)


@pytest.mark.parametrize("key", KEYS)
def test_what_playwright_presses_is_a_key(key: str) -> None:
    assert step(press=key).press == step(press={"key": key}).press


def test_the_short_forms_are_the_long_ones() -> None:
    assert step(wait_for="#a") == step(wait_for={"selector": "#a", "state": "visible"})
    assert step(click="#a", frame="iframe") == step(click="#a", frame=["iframe"])


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ({"click": "#a"}, 5),
        ({"goto": "/a"}, 30),
        ({"click": "#a", "timeout": "0.5 s"}, 0.5),
        ({"wait_for": {"selector": "#a", "timeout": "1 min"}}, 60),
        ({"wait_for": "#a", "timeout": "8s"}, 8),
    ],
)
def test_a_step_has_its_time(written: dict[str, Any], seconds: float) -> None:
    assert step(**written).limit_s == seconds


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"click": "#a"}, "click '#a'"),
        ({"fill": {"selector": "#a", "text": "b"}}, "fill '#a' with 'b'"),
        ({"press": "Enter"}, "press 'Enter'"),
        ({"press": {"selector": "#a", "key": "b"}}, "press '#a' with the key 'b'"),
        ({"evaluate": "a()"}, "evaluate 'a()'"),
        ({"goto": "/a"}, "goto '/a'"),
        ({"wait_for": "#a", "frame": ["#b", "#c"]}, "wait_for '#a' in the frame '#b' > '#c'"),
    ],
)
def test_a_step_says_what_it_does(written: dict[str, Any], said: str) -> None:
    assert str(step(**written)) == said


def test_waiting_and_going_elsewhere_are_no_choice() -> None:
    acts = {
        "click": "#a",
        "fill": {"selector": "#a", "text": ""},
        "check": "#a",
        "uncheck": "#a",
        "press": "a",
        "evaluate": "1",
    }
    assert all(step(**{name: value}).acts for name, value in acts.items())
    assert not step(wait_for={"selector": "#a", "state": State.HIDDEN}).acts
    assert not step(goto="/a").acts


def test_a_choice_that_is_left_out_has_no_steps(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(HEAD + "      reject:\n        - click: '#no'\n", encoding="utf-8")
    consent = load_declaration(file).sites["shop"].consent
    assert consent is not None
    assert [one.line for one in consent.of("reject")] == [8]
    assert (consent.of("accept"), consent.of("withdraw")) == ((), ())


def test_a_value_that_is_too_long_is_told() -> None:
    with pytest.raises(ValueError, match="at most 5000 characters"):
        ConsentSteps.model_validate({"accept": [{"evaluate": "x" * 5001}]})


def test_all_that_is_wrong_with_steps_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    wrong = f"""\
      accept:
        - clik: "#a"
        - click: "#a["
          timeout: 5
        - evaluate: {"x" * 5001}
      reject: []
      withdraw:
        - {{fill: {{selector: "#a"}}}}
        - wait
"""
    file.write_text(HEAD + wrong, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        load_declaration(file)
    assert [str(one).removeprefix(f"{file}:") for one in raised.value.problems] == [
        "8: unknown key 'clik': did you mean 'click'?",
        "9: click: '#a[' has a '[' that is never closed: close it",
        "10: timeout: '5' has no unit: write a number and a unit, such as '13 months' or '30 s'",
        "11: evaluate: is longer than 5000 characters: shorten it",
        "12: reject: is empty: write something, or leave the key out where it may be left out",
        "14: 'text' is missing here: add it",
        "15: withdraw: 'wait' is no step: write one like 'click: \"#reject\"'",
    ]
