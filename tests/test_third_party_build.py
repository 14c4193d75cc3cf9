"""The build hook, against a package registry of its own on loopback."""

import base64
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from hatch_build import ThirdPartyRefusedError, bring_in, require_hashes

PACKAGE = "@practice/banner"
FILES = {"banner.js": b"show()", "LICENSE": b"do as you like", "README.md": b"how"}
WANTED = {PACKAGE: ["LICENSE", "*.js"]}


@cache
def _tarball() -> bytes:
    """Packed once: the second in which that happens stands in it."""
    files = {**FILES, "package.json": json.dumps({"name": PACKAGE, "version": "1.2.3"}).encode()}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


@dataclass
class Registry:
    """Serves one package in one version, and remembers what it was asked."""

    tarball: bytes = field(default_factory=_tarball)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str) -> bytes:
        self.asked.append(path)
        if path.endswith(".tgz"):
            return self.tarball
        tarball = f"{self.address}/banner-1.2.3.tgz"
        entry = {"name": PACKAGE, "version": "1.2.3", "dist": {"tarball": tarball}}
        return json.dumps(
            {"name": PACKAGE, "dist-tags": {"latest": "1.2.3"}, "versions": {"1.2.3": entry}}
        ).encode()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    served = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's signature
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("npm_config_registry", served.address)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm-cache"))
    # npm asks a minute later again, in case that a wrong hash was an accident of the network.
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


def _lock(integrity: str) -> dict[str, Any]:
    return {
        "name": "practice",
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "practice", "dependencies": {PACKAGE: "1.2.3"}},
            f"node_modules/{PACKAGE}": {"version": "1.2.3", "integrity": integrity},
        },
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose lock pins the registry's package with the right hash."""
    root = tmp_path / "project"
    (root / "crawler").mkdir(parents=True)
    package = {"name": "practice", "dependencies": {PACKAGE: "1.2.3"}}
    (root / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (root / ".npmrc").write_text("omit-lockfile-registry-resolved=true\n", encoding="utf-8")
    _pin(root, _integrity(_tarball()))
    return root


def _pin(root: Path, integrity: str) -> None:
    (root / "package-lock.json").write_text(json.dumps(_lock(integrity)), encoding="utf-8")


@pytest.mark.usefixtures("registry")
def test_the_wanted_files_and_no_others_are_brought_in(project: Path) -> None:
    bring_in(project, WANTED)

    folder = project / "crawler" / "third_party"
    brought = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert brought == {f"{PACKAGE}/banner.js", f"{PACKAGE}/LICENSE", "manifest.json"}
    assert (folder / PACKAGE / "banner.js").read_bytes() == b"show()"


@pytest.mark.usefixtures("registry")
def test_the_manifest_says_which_version_came(project: Path) -> None:
    bring_in(project, WANTED)

    manifest = json.loads((project / "crawler/third_party/manifest.json").read_bytes())
    assert manifest["versions"] == {PACKAGE: "1.2.3"}


@pytest.mark.usefixtures("registry")
def test_a_hash_that_does_not_match_makes_the_build_fail(project: Path) -> None:
    _pin(project, _integrity(b"something else"))

    with pytest.raises(ThirdPartyRefusedError, match="EINTEGRITY"):
        bring_in(project, WANTED)

    assert not (project / "crawler" / "third_party").exists()


def test_a_package_that_was_tampered_with_makes_the_build_fail(
    project: Path, registry: Registry
) -> None:
    registry.tarball += b"\0"

    with pytest.raises(ThirdPartyRefusedError, match="EINTEGRITY"):
        bring_in(project, WANTED)


@pytest.mark.usefixtures("registry")
def test_a_failed_build_leaves_nothing_of_an_earlier_version(project: Path) -> None:
    bring_in(project, WANTED)
    _pin(project, _integrity(b"something else"))

    with pytest.raises(ThirdPartyRefusedError):
        bring_in(project, WANTED)

    assert not (project / "crawler" / "third_party").exists()


def test_what_is_there_already_is_not_fetched_again(project: Path, registry: Registry) -> None:
    bring_in(project, WANTED)
    registry.asked.clear()

    bring_in(project, WANTED)

    assert registry.asked == []


@pytest.mark.usefixtures("registry")
def test_a_file_that_was_changed_afterwards_is_restored(project: Path) -> None:
    bring_in(project, WANTED)
    banner = project / "crawler" / "third_party" / PACKAGE / "banner.js"
    banner.write_bytes(b"hide()")

    bring_in(project, WANTED)

    assert banner.read_bytes() == b"show()"


@pytest.mark.usefixtures("registry")
def test_a_pattern_without_a_file_makes_the_build_fail(project: Path) -> None:
    with pytest.raises(ThirdPartyRefusedError, match=r"banner has no file dist/\*\.css"):
        bring_in(project, {PACKAGE: ["*.js", "dist/*.css"]})


@pytest.mark.parametrize(
    "entry",
    [
        {"version": "1.2.3"},
        {"version": "1.2.3", "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="},
        {"resolved": "../elsewhere", "link": True},
    ],
    ids=["no hash", "SHA-1", "a link"],
)
def test_a_lock_that_npm_would_not_check_is_refused(entry: dict[str, object]) -> None:
    lock = {"packages": {"": {}, "node_modules/left-pad": entry}}

    with pytest.raises(ThirdPartyRefusedError, match="no SHA-512 for node_modules/left-pad"):
        require_hashes(lock)
