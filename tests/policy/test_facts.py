"""Policies of many makes: what each says of its cookies, written down before it was read.

Each line of a ``.expected`` file has name, lifetime, category and domain. Lifetimes are compared
by what they mean.
"""

from pathlib import Path

import pytest

from crawler.lifetime_ranges import agree, read_lifetime
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.entries import read_entries
from crawler.policy.reading import read_file

FOLDER = Path(__file__).parent / "facts"
POLICIES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")
MISSED = {
    # In a sentence that says nowhere that these are cookies.
    ("en_gov.md", "intercom-id-abc123"),
    ("en_gov.md", "intercom-session-abc123"),
    # In capitals, with the word cookie nowhere beside it.
    ("en_prose_late.txt", "YSC"),
}
UNTOLD = {
    # "1.000 Tage", "90 days (Reddit) and 13 months (Snapchat)", "mit gleicher
    # Laufzeit", "al día siguiente": not understood, and no lifetime then.
    ("de_mix_more.html", "nmstat"),
    ("en_merged_late.html", "_rdt_uuid"),
    ("en_merged_late.html", "_scid"),
    ("de_prosa_late.html", "_gcl_aw"),
    ("es_texto_late.txt", "_gid"),
}
EVERY = pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.name)


def _truth(policy: Path) -> list[tuple[str, str, str, str]]:
    lines = policy.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    parts = [[part.strip() for part in line.split("|")] + [""] * 3 for line in lines if line]
    return [(one[0], one[1], one[2], one[3].removeprefix("www.")) for one in parts]


def _same(words: str, read: str) -> bool:
    if not words or not read:
        return not words and not read
    return agree(read_lifetime(words), read_lifetime(read))


def _read(policy: Path) -> dict[str, DraftEntry]:
    entries = read_entries(read_file(policy)).entries
    named = {one.name: one for one in entries}
    assert len(named) == len(entries)
    return named


@EVERY
def test_every_cookie_is_found_and_none_invented(policy: Path) -> None:
    missed = {name for file, name in MISSED if file == policy.name}
    assert set(_read(policy)) == {name for name, *_ in _truth(policy)} - missed


@EVERY
def test_what_is_read_is_what_the_policy_says(policy: Path) -> None:
    found = _read(policy)
    for name, lifetime, category, domain in _truth(policy):
        if (one := found.get(name)) is None:
            continue
        untold = (policy.name, name) in UNTOLD
        assert _same("" if untold else lifetime, one.lifetime), (name, one.lifetime)
        assert (one.category or "", one.domain) == (category, domain), name
