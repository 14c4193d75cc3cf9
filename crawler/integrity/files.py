"""The files of a run held against its manifest. Nothing here needs more than the folder itself."""

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.errors import BadInput
from crawler.integrity.seals import MANIFEST_NAME, SEALED, SEALS_NAME
from crawler.run_store import manifest_of, sha256_of

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Kind(StrEnum):
    """How a file of a run differs from what was written."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One file that is not as it was written: its path within the run, how so, and by what."""

    file: str
    kind: Kind
    why: str = ""

    def __str__(self) -> str:
        """One line for a reader."""
        return f"{self.kind:<8} {self.file}{f' ({self.why})' if self.why else ''}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it; ``listed`` counts the files that the manifest names."""

    listed: int
    changes: tuple[Change, ...]


def check_files(folder: Path) -> Checked:
    """Hold every file of a run against its manifest, and its seals against their sums.

    Raises:
        BadInput: there is no manifest, or the folder cannot be read.
    """
    try:
        sums = _sums(_content(folder / MANIFEST_NAME))
        seals = _sums_of_seals(folder)
        if sums is None or seals is None:
            name = MANIFEST_NAME if sums is None else SEALS_NAME
            change = Change(name, Kind.CHANGED, "it is not as cookie-audit writes it")
            return Checked(len(sums or ()), (change,))
        changes = _changes(folder, sums, seals)
        return Checked(len(sums), tuple(sorted(changes)))
    except FileNotFoundError:
        sentence = f"there is no {MANIFEST_NAME}: is this a finished run?"
        raise BadInput.in_file(folder, sentence) from None
    except OSError as error:
        place = error.filename or folder
        raise BadInput.in_file(place, f"cannot be read: {error.strerror}") from None


def _sums_of_seals(folder: Path) -> Mapping[str, str] | None:
    """The sums of what seals the run; empty where nothing does, None where they are none."""
    file = folder / SEALS_NAME
    if not file.exists():
        return {}
    sums = _sums(_content(file))
    return sums if sums and sums.keys() <= set(SEALED) else None


def _content(file: Path) -> bytes:
    """What it holds; nothing for a pipe or device, whose reading might never end."""
    return file.read_bytes() if stat.S_ISREG(file.stat().st_mode) else b""


def _sums(content: bytes) -> Mapping[str, str] | None:
    """The sums that a manifest lists; None where it is not one letter by letter."""
    try:
        sums = json.loads(content)["sha256"]
        whole = isinstance(sums, dict) and content == manifest_of(sums)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    if not whole:
        return None
    sound = all(isinstance(one, str) and _SHA256.fullmatch(one) for one in sums.values())
    return sums if sound else None


def _changes(folder: Path, sums: Mapping[str, str], seals: Mapping[str, str]) -> Iterator[Change]:
    there, listed = dict(_files(folder)), {**sums, **seals}
    unlisted = {MANIFEST_NAME, SEALS_NAME} if seals else {MANIFEST_NAME}
    if not seals and not there.keys().isdisjoint(SEALED):
        yield Change(SEALS_NAME, Kind.MISSING)
    for name in listed.keys() - there.keys():
        yield Change(name, Kind.MISSING, f"{_by(name, seals)} lists it")
    for name, path in there.items():
        if name not in listed and name not in unlisted:
            yield Change(name, Kind.ADDED, f"{MANIFEST_NAME} does not list it")
        elif not stat.S_ISREG(path.lstat().st_mode):
            yield Change(name, Kind.CHANGED, "it is a link, or no file at all")
        elif name in listed and sha256_of(path) != listed[name]:
            why = f"its SHA-256 is not the one in {_by(name, seals)}"
            yield Change(name, Kind.CHANGED, why)


def _by(name: str, seals: Mapping[str, str]) -> str:
    """Where a file is listed; where that was changed, it is what is told of, too."""
    return SEALS_NAME if name in seals else MANIFEST_NAME


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything that is no folder, by its path within the run; links are not followed."""
    for place, folders, files in os.walk(folder, onerror=_refuse):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*files, *links):
            path = Path(place) / name
            yield path.relative_to(folder).as_posix(), path


def _refuse(error: OSError) -> None:
    raise error
