"""Which folders under ``reports`` are runs, and what is known of them without reading them."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.run_store import LATEST, UNFINISHED
from crawler.runs import AUDIT_FILE

_RUN_ID = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run's folder. ``stamp`` changes when its record does; empty while it is unfinished."""

    path: Path
    begun: datetime
    stamp: str

    @property
    def run_id(self) -> str:
        """Its name."""
        return self.path.name

    @property
    def finished(self) -> bool:
        """Whether it has its record, and no mark that it is unfinished."""
        return bool(self.stamp)


def run_folders(reports: Path) -> tuple[RunFolder, ...]:
    """The runs there, the oldest first; nothing where there is no such folder."""
    return tuple(sorted(_found(reports), key=lambda one: one.run_id))


def _found(reports: Path) -> Iterator[RunFolder]:
    try:
        entries = [
            Path(one.path) for one in os.scandir(reports) if one.is_dir(follow_symlinks=False)
        ]
    except OSError:
        return
    for path in entries:
        named = _RUN_ID.fullmatch(path.name)
        begun = _moment(named[1]) if named else None
        if begun and any((path / name).is_file() for name in (AUDIT_FILE, UNFINISHED)):
            yield RunFolder(path, begun, _stamp(path))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _stamp(folder: Path) -> str:
    try:
        facts = (folder / AUDIT_FILE).stat()
    except OSError:
        return ""
    unfinished = (folder / UNFINISHED).exists()
    return "" if unfinished else f"{facts.st_size}:{facts.st_mtime_ns}"


def latest_name(reports: Path) -> str:
    """The name of the run that ``latest`` points at; empty where it points at none."""
    pointer = reports / LATEST
    try:
        if pointer.is_symlink():
            return pointer.readlink().name
        return pointer.read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def under_way(folder: Path) -> bool:
    """Whether an audit may still be writing there: it holds a lock on the mark of the unfinished.

    Where the system has no such locks, every unfinished run counts as under way.
    """
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        with (folder / UNFINISHED).open("rb") as mark:
            fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
