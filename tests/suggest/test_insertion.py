"""Entries in a declaration's own text, whatever its style; nothing else changes."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.declared import Declaration, load_declaration
from crawler.suggest.insertion import Entry, new_entry_line, with_entries, with_list
from crawler.suggest.spelling import scalar

HEAD = "version: 1\nsites: {shop: {url: 'https://shop.example'}}\n"
NEW: list[Entry] = [
    (["why: b"], {"name": "b", "lifetime": "2 years"}),
    ([], {"name": "c: *", "sites": ["shop"]}),
]


def loaded(folder: Path, text: str) -> Declaration:
    file = folder / "sites.yaml"
    file.write_bytes(text.encode())
    return load_declaration(file)


STYLES = {
    "block": "cookies:\n  - name: a\n    purpose: x\n",
    "not indented": "cookies:\n- name: a\n  purpose: x\n",
    "in the middle": "cookies:\n  - name: a\nwaivers: []\n",
    "no newline at the end": "cookies:\n  - name: a",
    "comments behind": "cookies:\n  - name: a  # mine\n    # more of a\n\n# the end\n",
    "empty": "cookies: []\n",
    "empty with a comment": "cookies: [] # none yet\nwaivers: []\n",
    "empty without a newline": "cookies: []",
    "missing": "",
    "without a value": "cookies:\n",
    "without a value, with a comment": "cookies: # none\nwaivers: []\n",
    "flow": "cookies: [{name: a}]\n",
    "flow on lines": "cookies: [\n  {name: a}, # first\n  {name: d} # last\n]\n",
    "flow with a comma at the end": "cookies: [{name: a},]\n",
    "flow with a comment alone": "cookies: [ # none\n]\n",
    "flow in items": "cookies:\n  - {name: a, purpose: 'x # y'}\n",
    "anchors": "cookies: &list\n  - &a\n    name: a\n    purpose: &p what\n"
    "  - name: d\n    purpose: *p\n",
    "dash on its own line": "cookies:\n  -\n    name: a\n",
    "text of several lines": "cookies:\n  - name: a\n    purpose: |\n"
    "      one\n      two\n\nwaivers: []\n",
    "folded text at the end": "cookies:\n  - name: a\n    purpose: >-\n      one\n      two",
    "quoted text of several lines": "cookies:\n  - name: a\n    purpose: 'one\n      two'\n",
    "quoted key": '"cookies":\n  - name: a\n',
    "document ends": "cookies:\n  - name: a\n...\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("style", STYLES)
def test_entries_are_added_and_nothing_is_changed(tmp_path: Path, style: str, newline: str) -> None:
    text = (HEAD + STYLES[style]).replace("\n", newline)
    before = loaded(tmp_path, with_list(text))
    new = with_entries(text, NEW)
    after = loaded(tmp_path, new)
    count = len(before.cookies)
    assert [one.name for one in after.cookies[count:]] == ["b", "c: *"]
    assert [one.model_dump(exclude={"line"}) for one in after.cookies[:count]] == [
        one.model_dump(exclude={"line"}) for one in before.cookies
    ]
    assert after.waivers == before.waivers
    assert "# why: b" in new
    assert new.count("\n") == new.count(newline)
    kept = iter(new.replace("[", " ").replace("]", " ").replace(",", " ").split())
    for word in text.replace("[", " ").replace("]", " ").replace(",", " ").split():
        assert word in kept  # in their order: comments, too


@pytest.mark.parametrize("style", ["block", "in the middle", "comments behind", "document ends"])
def test_a_list_with_dashes_keeps_every_line(style: str) -> None:
    text = HEAD + STYLES[style]
    new = iter(with_entries(text, NEW).splitlines())
    assert all(line in new for line in text.splitlines())


def test_a_declaration_in_braces_stays_in_braces(tmp_path: Path) -> None:
    text = '{"version": 1, "sites": {"shop": {"url": "https://shop.example"}}, "cookies": []}\n'
    assert len(loaded(tmp_path, with_entries(text, NEW)).cookies) == 2


@pytest.mark.parametrize(
    "text", ["cookies: {a: b}\n", "cookies: text\n", "x: &a []\ncookies: *a\n", "- a\n", ""]
)
def test_what_is_no_list_is_not_added_to(text: str) -> None:
    with pytest.raises(ValueError, match=r"has no list|is no mapping"):
        with_entries(text, NEW)


@settings(deadline=None, max_examples=300)  # the machine may be busy
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@pytest.mark.parametrize("brackets", [False, True])
def test_any_text_reads_back_as_itself(brackets: bool, text: str) -> None:
    style = "cookies: [{name: a}]\n" if brackets else "cookies:\n  - name: a\n"
    new = with_entries(style, [([text], {"name": text, "sites": [text, "x"]})])
    read = yaml.load(new, Loader=yaml.BaseLoader)["cookies"]  # noqa: S506 - text alone
    assert read == [{"name": "a"}, {"name": text, "sites": [text, "x"]}]


@pytest.mark.parametrize(
    "word", ["null", "~", "Yes", "- a", "a: b", "a #b", "1.0", "2027-01-31", ""]
)
def test_what_yaml_reads_otherwise_stands_in_quotes(word: str) -> None:
    assert scalar(word) == f'"{word}"'


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("block", 5),
        ("in the middle", 5),
        ("comments behind", 6),
        ("no newline at the end", 4),
        ("empty", 3),
        ("missing", 2),
        ("without a value", 3),
        ("flow", 3),
        ("flow on lines", 6),
        ("text of several lines", 9),
        ("document ends", 5),
    ],
)
def test_the_line_of_a_new_entry_is_where_it_is_put(style: str, line: int) -> None:
    """At the end of a file that is its last line."""
    assert new_entry_line(HEAD + STYLES[style]) == line
