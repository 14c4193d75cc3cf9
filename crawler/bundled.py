"""The browser code of others that the wheel carries (see hatch_build.py for how it gets there)."""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable

from crawler.errors import AuditError


def bundled_text(package: str, path: str) -> str:
    """Read a UTF-8 file of an npm package, e.g. ``("tarteaucitronjs", "tarteaucitron.js")``.

    Raises:
        AuditError: this installation does not carry the file.
    """
    return bundled_bytes(package, path).decode("utf-8")


def bundled_bytes(package: str, path: str) -> bytes:
    """Read a file of an npm package as it was published.

    Raises:
        AuditError: this installation does not carry the file.
    """
    return _read(_third_party().joinpath(package, path))


def bundled_version(package: str) -> str:
    """The version of an npm package that this installation carries.

    Raises:
        AuditError: this installation does not carry the package.
    """
    versions: dict[str, str] = json.loads(_read(_third_party() / "manifest.json"))["versions"]
    if package not in versions:
        raise AuditError(f"this installation of cookie-audit does not carry {package}")
    return versions[package]


def _third_party() -> Traversable:
    return files("crawler") / "third_party"


def _read(file: Traversable) -> bytes:
    if not file.is_file():
        raise AuditError(
            f"this installation of cookie-audit lacks {file}: install it again from its wheel, "
            "or in a clone run `make setup`"
        )
    return file.read_bytes()
