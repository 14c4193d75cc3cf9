"""What the repository promises about itself: exact pins, no addresses, a complete wheel."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from crawler import __version__

ROOT = Path(__file__).parent.parent


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _direct_pins() -> list[str]:
    project = _pyproject()
    groups: dict[str, list[str]] = project["dependency-groups"]
    pins: list[str] = project["project"]["dependencies"]
    return sorted({*pins, *groups["build"], *groups["dev"]})


def _locked() -> list[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+==[\w.]+)", text, re.MULTILINE)


@pytest.mark.parametrize("requirement", _direct_pins())
def test_every_direct_requirement_is_exact_and_stands_so_in_the_lock(requirement: str) -> None:
    assert requirement.lower() in _locked()


def test_the_lock_pins_what_the_build_needs() -> None:
    project = _pyproject()

    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]


def test_every_line_of_the_lock_has_a_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    requirements = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert len(requirements) == len(_locked())
    assert [one for one in requirements if "--hash=sha256:" not in one] == []


@pytest.mark.parametrize("name", ["requirements.lock", "package-lock.json", ".npmrc"])
def test_the_locks_hold_nobodys_addresses(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_npm_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))

    loose = [
        version
        for version in package["dependencies"].values()
        if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ]
    assert loose == []


def test_the_licence_is_the_canonical_text_of_apache_2() -> None:
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()

    assert digest == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, built twice. Offline: the browser code of others is there since `make setup`."""
    return _wheel(tmp_path_factory.mktemp("first")), _wheel(tmp_path_factory.mktemp("second"))


def _wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_browser_code_of_others(wheels: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(wheels[0]).namelist()

    assert {
        "crawler/third_party/manifest.json",
        "crawler/third_party/@duckduckgo/autoconsent/rules/rules.json",
        "crawler/third_party/tarteaucitronjs/tarteaucitron.js",
    } <= set(names)


def test_the_wheel_carries_the_demos_declaration_unchanged(wheels: tuple[Path, Path]) -> None:
    carried = zipfile.ZipFile(wheels[0]).read("crawler/expected_cookies.yaml")

    assert carried == (ROOT / "expected_cookies.yaml").read_bytes()


def test_the_wheel_carries_the_package_and_its_licences_only(wheels: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(wheels[0]).namelist()

    metadata = f"cookie_audit-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"crawler", metadata}
    assert {f"{metadata}/licenses/LICENSE", f"{metadata}/licenses/NOTICE"} <= set(names)


def test_the_wheel_has_the_same_bytes_every_time(wheels: tuple[Path, Path]) -> None:
    first, second = wheels

    assert first.read_bytes() == second.read_bytes()
