"""Broken declarations: each mistake is told with its line and what would be right."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from crawler.declared import load_declaration
from crawler.errors import BadInput

# Twelve lines; the cases append to it, so that what they add begins in line 13.
GOOD = """\
version: 1
policy:
  url: https://example.com/privacy
sites:
  shop:
    url: https://example.com
cookies:
  - name: sid
    category: necessary
    lifetime: session
  - name: _ga
    category: analytics
"""


def cases(name: str) -> list[tuple[str, list[str]]]:
    """The texts of a file of broken declarations, each with what is said of it."""
    blocks = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    read = []
    for block in blocks:
        text, *says = re.split(r"^=> ", block.rstrip("\n"), flags=re.MULTILINE)
        read.append((text, [one.rstrip("\n") for one in says]))
    return read


def problems(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with it, each as ``line: sentence``."""
    file = tmp_path / "expected_cookies.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        load_declaration(file)
    assert all(problem.file == str(file) for problem in raised.value.problems)
    return [str(problem).removeprefix(f"{file}:") for problem in raised.value.problems]


def test_the_text_that_the_cases_break_is_right(tmp_path: Path) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert load_declaration(file).version == 1


@pytest.mark.parametrize(("text", "says"), cases("broken_additions"))
def test_a_mistake_in_what_is_added(tmp_path: Path, text: str, says: list[str]) -> None:
    says = [one.replace("{folder}", str(tmp_path)) for one in says]
    assert problems(tmp_path, GOOD + text) == says


@pytest.mark.parametrize(("text", "says"), cases("broken_sites"))
def test_a_mistake_in_a_key_of_a_site(tmp_path: Path, text: str, says: list[str]) -> None:
    url = "" if text.startswith("url") else "    url: https://example.com\n"
    whole = f"version: 1\ncookies: []\nsites:\n  shop:\n{url}    {text}"
    line = 6 if url else 5
    assert problems(tmp_path, whole) == [f"{line}: {one}" for one in says]


@pytest.mark.parametrize(("text", "says"), cases("broken_wholes"))
def test_a_mistake_in_the_whole(tmp_path: Path, text: str, says: list[str]) -> None:
    assert problems(tmp_path, text) == says


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == ["1: is empty: a declaration begins with 'version: 1'"]


def test_a_secret_is_never_repeated(tmp_path: Path) -> None:
    texts = [text for text, _ in cases("broken_sites") if "hunter2" in text]
    assert len(texts) == 11
    for text in texts:
        whole = f"version: 1\ncookies: []\nsites:\n  shop:\n    {text}"
        assert "hunter2" not in "".join(problems(tmp_path, whole))


def test_a_line_in_a_list_of_many_lines_is_its_own(tmp_path: Path) -> None:
    text = GOOD + "    sites:\n      - shop\n      - shpo\n    aliases:\n      - a\n      - b;c\n"
    assert [line.partition(":")[0] for line in problems(tmp_path, text)] == ["15"]
    assert [line.partition(":")[0] for line in problems(tmp_path, text.replace("shpo", "a"))] == [
        "15"
    ]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = dedent("""\
        version: 1
        polcy: {}
        sites:
          shop:
            url: shop.example
            dwell: 30
        cookies:
          - name: sid
            lifetime: soon
          - name: _ga
            category: analytics
            category: marketing
          - name: _ga
            sites: [shop, app]
          - name: no
          - name: no
        gate: {missing: sometimes}
        """)
    assert problems(tmp_path, text) == [
        "2: unknown key 'polcy': did you mean 'policy'?",
        "5: url: 'shop.example' is no web address: write one like https://example.com",
        "6: dwell: '30' has no unit: write a number and a unit, such as '13 months' or '30 s'",
        "9: lifetime: 'soon' is no length of time: "
        "write a number and a unit, such as '13 months' or '30 s'",
        "12: 'category' stands twice, first in line 11: keep one of them",
        "14: sites: there is no site 'app': write one of shop",
        "16: 'no' is declared in line 15 already: keep one",
        "17: missing: 'sometimes' is not known: write one of fail, warn, ignore",
    ]
