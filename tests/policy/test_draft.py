"""The draft: what it says, what it leaves open, and which files it never touches."""

from datetime import date
from pathlib import Path

import pytest

from crawler.declared import Declaration, load_declaration
from crawler.errors import BadInput
from crawler.policy.dates import dates_in
from crawler.policy.draft import MARKER, draft_of, write_draft
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.entries import read_entries
from crawler.policy.reading import read_policy

URL, SITE = "https://shop.example/cookies", "https://shop.example"


def drafted(policy: str, *, url: str = URL, site: str = SITE) -> str:
    entries = read_entries(read_policy("policy.txt", policy.encode())).entries
    return draft_of(entries, ["policy.txt"], url=url, site=site).text()


def loaded(text: str, folder: Path) -> Declaration:
    file = folder / "draft.yaml"
    file.write_text(text, encoding="utf-8")
    return load_declaration(file)


def test_the_site_is_that_of_the_address(tmp_path: Path) -> None:
    declaration = loaded(drafted("Cookies\n\n- a_b: keeps c (1 day)\n"), tmp_path)
    assert declaration.sites["shop.example"].url == SITE


def test_a_policy_that_names_no_site_leaves_it_to_the_reviewer() -> None:
    text = drafted("Cookies\n\n- a_b: keeps c (1 day)\n", url="", site="")
    assert "# REVIEW: the policy names no site" in text


def test_no_lifetime_in_the_policy_is_none_in_the_draft() -> None:
    assert "lifetime" not in drafted("Cookies\n\n- a_b: keeps c\n- a_c: persistent\n")


def test_a_cookie_that_stands_twice_is_declared_once_with_the_difference() -> None:
    text = drafted("Cookies\n\n- a_b: keeps c (1 day)\n\nMore cookies\n\n- a_b: keeps c (2 days)\n")
    assert text.count("name: a_b") == 1
    assert "REVIEW: declared again with lifetime '2 days'" in text


def test_an_entry_for_all_sites_and_one_for_a_site_do_not_contradict(tmp_path: Path) -> None:
    policy = (
        "Cookies\n\n- a_b: keeps c (1 day)\n\n"
        "The following cookies are found on the site https://app.shop.example\n\n"
        "- a_b: keeps c (1 day)\n- a_c: keeps d (1 day)\n"
    )
    names = [one.name for one in loaded(drafted(policy), tmp_path).cookies]
    assert names == ["a_b", "a_c"]


def test_an_alias_that_is_declared_itself_is_no_alias(tmp_path: Path) -> None:
    policy = "Cookies\n\n- a_b: counts; it will be named a_c there\n- a_c: counts\n"
    cookies = loaded(drafted(policy), tmp_path).cookies
    assert [(one.name, one.aliases) for one in cookies] == [("a_b", ()), ("a_c", ())]


def test_text_that_yaml_would_take_for_something_else_is_quoted(tmp_path: Path) -> None:
    policy = 'Cookies\n\n- *_id: keeps "a": b # c\n- a_b: no\n'
    cookies = loaded(drafted(policy), tmp_path).cookies
    assert [(one.name, one.purpose) for one in cookies] == [
        ("*_id", 'keeps "a": b # c'),
        ("a_b", "no"),
    ]


def test_characters_that_nobody_sees_are_left_out(tmp_path: Path) -> None:
    policy = "Cookies\n\nCookie\tPurpose\na_b\tkeeps \u202e\u0007c\na_c\tkeeps d\n"
    assert loaded(drafted(policy), tmp_path).cookies[0].purpose == "keeps c"


def test_optional_without_a_category_needs_consent() -> None:
    assert "consent: required" in drafted("Optional cookies:\n\n- a_b: keeps c\n")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Version updated April 5th, 2023", date(2023, 4, 5)),
        ("Dernière mise à jour : 1er février 2024", date(2024, 2, 1)),
        ("Stand: 7. März 2025", date(2025, 3, 7)),
        ("Última actualización: 5 de mayo de 2026", date(2026, 5, 5)),
        ("Ultimo aggiornamento: 25/04/2023", date(2023, 4, 25)),
        ("Última atualização: 2 de março de 2026", date(2026, 3, 2)),
        ("Laatst bijgewerkt op 14 juni 2026", date(2026, 6, 14)),
        ("Last updated: 2026-03-03", date(2026, 3, 3)),
    ],
)
def test_the_date_of_a_version_is_read(text: str, day: date) -> None:
    assert list(dict.fromkeys(dates_in(text))) == [day]


@pytest.mark.parametrize("text", ["Updated 4/5/2023", "Updated 31 February 2024", "5 April 2023"])
def test_a_date_that_is_unclear_is_none(text: str) -> None:
    assert list(dates_in(text)) == []


def test_a_draft_replaces_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    write_draft(file, f"{MARKER}: old")
    write_draft(file, f"{MARKER}: new")
    assert file.read_text() == f"{MARKER}: new"


def test_an_approved_list_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "expected_cookies.yaml"
    file.write_text("version: 1\n")
    with pytest.raises(BadInput, match="exists and is no draft of this command"):
        write_draft(file, f"{MARKER}: new")
    assert file.read_text() == "version: 1\n"


@pytest.mark.parametrize("name", ["null", "yes", "1e5", "0x1F", "007", "2023-01-01", "2023-99-99"])
def test_a_name_that_yaml_would_read_as_no_text_is_a_name(name: str, tmp_path: Path) -> None:
    text = draft_of([DraftEntry(name, "p")], ["p.txt"], url=URL, site=SITE).text()
    assert [one.name for one in loaded(text, tmp_path).cookies] == [name]
