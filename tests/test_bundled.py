"""The browser code of others, as this installation carries it."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from crawler.bundled import bundled_bytes, bundled_text, bundled_version
from crawler.errors import AuditError


def test_the_script_that_operates_banners_is_there() -> None:
    script = bundled_text("@duckduckgo/autoconsent", "dist/autoconsent.playwright.js")

    assert "autoconsentReceiveMessage" in script


def test_the_rules_are_the_full_ones_with_opt_in() -> None:
    rules = json.loads(bundled_text("@duckduckgo/autoconsent", "rules/rules.json"))

    assert len([rule for rule in rules["autoconsent"] if rule.get("optIn")]) > 100


@pytest.mark.parametrize(
    "path",
    [
        "tarteaucitron.js",
        "tarteaucitron.services.js",
        "advertising.js",
        "css/tarteaucitron.css",
        "lang/tarteaucitron.fr.js",
        "tarteaucitron.min.js",
    ],
)
def test_the_practice_sites_platform_is_there_as_it_is_served(path: str) -> None:
    assert bundled_bytes("tarteaucitronjs", path)


@pytest.mark.parametrize("path", ["dist/js/tabulator.min.js", "dist/css/tabulator_simple.min.css"])
def test_the_reports_table_is_there(path: str) -> None:
    assert "tabulator" in bundled_text("tabulator-tables", path)


def test_text_is_the_bytes_as_utf_8() -> None:
    asked = ("tarteaucitronjs", "lang/tarteaucitron.fr.js")

    assert bundled_text(*asked).encode() == bundled_bytes(*asked)


@pytest.mark.parametrize(
    "package", ["@duckduckgo/autoconsent", "tabulator-tables", "tarteaucitronjs"]
)
def test_every_package_comes_with_its_licence_and_the_locked_version(package: str) -> None:
    lock = json.loads(Path("package-lock.json").read_text(encoding="utf-8"))

    assert "licen" in bundled_text(package, "LICENSE").lower()
    assert bundled_version(package) == lock["packages"][f"node_modules/{package}"]["version"]


def test_nothing_else_of_the_packages_is_carried() -> None:
    manifest = json.loads((files("crawler") / "third_party" / "manifest.json").read_bytes())

    suffixes = {Path(name).suffix for name in manifest["files"]}
    assert suffixes == {"", ".js", ".json", ".css"}


def test_a_file_that_is_missing_is_an_error_that_names_it() -> None:
    with pytest.raises(AuditError, match=r"lacks .*tarteaucitronjs/no\.js: install it again"):
        bundled_bytes("tarteaucitronjs", "no.js")


def test_the_version_of_a_package_not_carried_is_an_error() -> None:
    with pytest.raises(AuditError, match="does not carry left-pad"):
        bundled_version("left-pad")
