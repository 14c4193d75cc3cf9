"""Policies of different make: every entry that stands in them is read, and no other."""

from pathlib import Path

import pytest

from crawler.declared import load_declaration
from crawler.policy.draft import draft_of
from crawler.policy.entries import read_entries
from crawler.policy.reading import read_file
from tests.policy.corpus import expected, policies, read

EVERY = pytest.mark.parametrize("policy", policies(), ids=lambda path: path.name)


@EVERY
def test_a_policy_is_read_entry_by_entry(policy: Path) -> None:
    assert read(policy) == expected(policy)


@EVERY
def test_the_draft_of_a_policy_is_a_declaration(policy: Path, tmp_path: Path) -> None:
    entries = read_entries(read_file(policy)).entries
    file = tmp_path / "draft.yaml"
    file.write_text(draft_of(entries, [policy.name]).text(), encoding="utf-8")
    names = [cookie.name for cookie in load_declaration(file).cookies]
    assert names == [one.name for one in expected(policy)]


@EVERY
def test_every_entry_says_where_it_stands(policy: Path) -> None:
    entries = read_entries(read_file(policy)).entries
    assert all(one.source.startswith(f"{policy.name}, ") for one in entries)


def test_a_source_names_headings_and_place() -> None:
    policy = next(one for one in policies() if one.name == "english_table.html")
    sources = [one.source for one in read_entries(read_file(policy)).entries]
    assert sources[0] == "english_table.html, Strictly necessary cookies, table 1, row 2"


def test_what_stands_in_a_sentence_alone_is_marked() -> None:
    policy = next(one for one in policies() if one.name == "headings_as_names.md")
    notes = {one.name: one.notes for one in read_entries(read_file(policy)).entries}
    assert notes["_pin_unauth"] == ("mentioned in a sentence, in no list",)


def test_columns_that_no_header_names_are_marked() -> None:
    policy = next(one for one in policies() if one.name == "no_headers.html")
    notes = read_entries(read_file(policy)).entries[0].notes
    assert notes[0] == "the column of its name was known by its content alone"
