"""Where a pipeline points in a declaration."""

from pathlib import Path

import pytest

from crawler.declared import load_declaration
from crawler.list_place import in_repository, place_of_list

TEXT = """\
version: 1
sites:
  shop:
    url: https://shop.example
  app: {url: "https://app.example"}
cookies:
  - name: a
    category: necessary
waivers: []
"""


def test_a_declaration_tells_its_path_in_the_repository_and_its_lines(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    file = tmp_path / "deploy" / "list.yaml"
    file.write_text(TEXT, "utf-8")
    place = place_of_list(load_declaration(file))
    assert place.path == "deploy/list.yaml"
    assert place.new_entry == 9
    assert dict(place.sites) == {"shop": 3, "app": 5}


def test_without_a_repository_the_path_starts_here_or_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    assert in_repository(Path("a/../a/list.yaml")) == "a/list.yaml"
    assert in_repository(tmp_path.parent / "list.yaml") == str(tmp_path.parent / "list.yaml")


def test_a_file_that_is_gone_leaves_the_line_open(tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(TEXT, "utf-8")
    declaration = load_declaration(file)
    file.unlink()
    assert place_of_list(declaration).new_entry == 0
