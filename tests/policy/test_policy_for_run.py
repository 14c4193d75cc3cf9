"""The published policy as a run shows it: read where somebody asks for it, else left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.browser import Launch
from crawler.declared import Declaration, load_declaration
from crawler.errors import BadInput
from crawler.four_lists import PolicyList
from crawler.policy_sources import policy_for_run

LISTS = "<h1>Cookies</h1><table><tr><th>Name<th>Lifetime<tr><td>sid<td>1 year</table>"
SAYS_NOTHING = "<h1>Cookies</h1><p>We like them.</p>"


def declared(folder: Path, policy: str = "") -> Declaration:
    """A declaration of one site, with a policy where one is given."""
    file = folder / "sites.yaml"
    file.write_text(
        f"version: 1\n{policy}sites: {{shop: {{url: 'https://shop.example'}}}}\ncookies: []\n"
    )
    return load_declaration(file)


def test_it_is_not_read_unless_asked_for(tmp_path: Path) -> None:
    there = declared(tmp_path, "policy: {url: 'https://shop.example/cookies'}\n")
    assert policy_for_run(there, (), Launch()) == PolicyList()


def test_a_named_one_is_read(tmp_path: Path) -> None:
    file = tmp_path / "policy.html"
    file.write_text(LISTS)
    read = policy_for_run(declared(tmp_path), (str(file),), Launch())
    assert [(one.name, one.lifetime) for one in read.entries or ()] == [("sid", "1 year")]
    assert not read.gaps


def test_one_without_a_cookie_is_a_gap(tmp_path: Path) -> None:
    file = tmp_path / "policy.html"
    file.write_text(SAYS_NOTHING)
    read = policy_for_run(declared(tmp_path), (str(file),), Launch())
    assert read.entries is None
    assert [one.subject for one in read.gaps] == ["the published policy"]


def test_the_declared_one_is_read_where_the_declaration_says_so(tmp_path: Path) -> None:
    there = declared(tmp_path, "policy: {url: 'http://127.0.0.1:9/', read: true}\n")
    read = policy_for_run(there, (), replace(Launch(), netlog=tmp_path / "log.json"))
    assert "127.0.0.1:9" in read.gaps[0].reason


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.html"):
        policy_for_run(declared(tmp_path), (str(tmp_path / "none.html"),), Launch())
