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
from crawler.run_store import EVIDENCE, MANIFEST, manifest_of, sha256_of

MANIFEST_NAME = f"{EVIDENCE}/{MANIFEST}"
#: What a signed or time-stamped run has beside its manifest, which cannot list them.
STAMP_NAME = f"{MANIFEST_NAME}.tsr"
SIGNATURE_NAME = f"{MANIFEST_NAME}.sig"
SIGNER_NAME = f"{MANIFEST_NAME}.pem"
SEALS = (STAMP_NAME, SIGNATURE_NAME, SIGNER_NAME)

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
    """Hold every file of a run against its manifest.

    Raises:
        BadInput: there is no manifest, or the folder cannot be read.
    """
    manifest = folder / EVIDENCE / MANIFEST
    try:
        content = manifest.read_bytes()
        sums = _sums(content)
        if sums is None:
            change = Change(MANIFEST_NAME, Kind.CHANGED, "it is not as cookie-audit writes it")
            return Checked(0, (change,))
        return Checked(len(sums), tuple(sorted(_changes(folder, sums))))
    except FileNotFoundError:
        sentence = f"there is no {MANIFEST_NAME}: is this a finished run?"
        raise BadInput.in_file(folder, sentence) from None
    except OSError as error:
        place = error.filename or folder
        raise BadInput.in_file(place, f"cannot be read: {error.strerror}") from None


def _sums(content: bytes) -> Mapping[str, str] | None:
    """The sums that a manifest lists; None where it is not one letter by letter."""
    try:
        sums = json.loads(content)["sha256"]
        whole = content == manifest_of(sums)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    sound = all(isinstance(one, str) and _SHA256.fullmatch(one) for one in sums.values())
    return sums if whole and sound else None


def _changes(folder: Path, sums: Mapping[str, str]) -> Iterator[Change]:
    there = dict(_files(folder))
    for name in sums.keys() - there.keys():
        yield Change(name, Kind.MISSING)
    for name, path in there.items():
        own = name == MANIFEST_NAME or name in SEALS
        if name not in sums and not own:
            yield Change(name, Kind.ADDED)
        elif not stat.S_ISREG(path.lstat().st_mode):
            yield Change(name, Kind.CHANGED, "it is a link, or no file at all")
        elif not own and sha256_of(path) != sums[name]:
            yield Change(name, Kind.CHANGED, f"its SHA-256 is not the one in {MANIFEST_NAME}")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything that is no folder, by its path within the run; links are not followed."""
    for place, folders, files in os.walk(folder, onerror=_refuse):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*files, *links):
            path = Path(place) / name
            yield path.relative_to(folder).as_posix(), path


def _refuse(error: OSError) -> None:
    raise error
