"""A run on disk, written so that a crash loses no finished visit.

::

    reports/
      latest                      -> the newest finished run (a text file with its name where
                                     there are no symbolic links)
      20261124T065500Z-k3v9xq/
        unfinished.txt            only until the run has finished
        journal.jsonl             only until then: one JSON object a line, as things happened
        evidence/*.har.jsonl      only until then, alike: the requests of each walk
        audit.json, ...           the finished run and its views
        evidence/                 screenshots, HAR, and manifest.json with a SHA-256 of every file
"""

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import finalize

from pydantic import TypeAdapter

from crawler.cookies import JarEntry, Read, Walk, Write
from crawler.errors import BadInput, RunNotWritten
from crawler.runs import AUDIT_FILE, RunRecord, as_json, dump_run, load_run
from crawler.walks import VisitResult, WalkObservation

LATEST = "latest"
UNFINISHED = "unfinished.txt"
JOURNAL = "journal.jsonl"
EVIDENCE = "evidence"
MANIFEST = "manifest.json"
MANIFEST_SCHEMA = 1

_NOTICE = f"""\
This run has not finished: it is still at work, or it was interrupted. It says nothing about
the site. What was seen so far stands in {JOURNAL}, one JSON object a line.
"""
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EISDIR: "there is a folder of that name, where a file is needed",
    errno.EEXIST: "there is a file of that name, where a folder is needed",
    errno.ENAMETOOLONG: "the path is too long",
}

Render = Callable[[RunRecord, Path], None]


@dataclass(frozen=True, slots=True)
class VisitActs:
    """What one finished visit brought, before its walk is complete."""

    visit: VisitResult
    writes: tuple[Write, ...] = ()
    reads: tuple[Read, ...] = ()
    jar: tuple[JarEntry, ...] = ()


_walk_line = TypeAdapter(WalkObservation)
_visit_line = TypeAdapter(VisitActs)


class RunStore:
    """The folder of one run, from its first line to its finished report.

    Every method raises RunNotWritten, with the reason in a sentence, where the disk refuses. As a
    context manager it takes the folder away again where the run broke off before its first visit.
    ``visits`` counts the visits in the journal.
    """

    def __init__(self, reports: Path, now: datetime | None = None) -> None:
        """Make the run's folder under ``reports``, marked as unfinished."""
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        self.run_id = f"{moment:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        self.folder = reports.absolute() / self.run_id
        self.visits = 0
        with writing(self.folder):
            (self.folder / EVIDENCE).mkdir(parents=True)
            write_durably(self.folder / UNFINISHED, _NOTICE.encode())
            self._let_go = _held(self, self.folder / UNFINISHED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._let_go()
        if error is not None and not self.visits:
            shutil.rmtree(self.folder, ignore_errors=True)

    def append(self, seen: VisitActs | WalkObservation) -> None:
        """Journal a finished visit or walk; it is on the disk when this returns."""
        if isinstance(seen, VisitActs):
            line = {"visit": _visit_line.dump_python(seen, mode="json")}
        else:
            line = {"walk": _walk_line.dump_python(seen, mode="json")}
        journal = self.folder / JOURNAL
        with writing(journal), journal.open("ab") as file:
            file.write(as_json(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.visits += isinstance(seen, VisitActs)

    def evidence_path(self, walk: Walk, label: str, suffix: str = ".png") -> Path:
        """Where a piece of evidence goes; the same walk and label always give the same path.

        ``label`` is a word of ours such as ``banner``, never text from the site; empty for what
        concerns the walk as a whole.
        """
        parts = (_safe(label) if label else "", str(walk.repeat) if walk.repeat else "")
        name = ".".join(filter(None, (_walk_name(walk), "-".join(filter(None, parts)))))
        return self.folder / EVIDENCE / f"{name}{suffix}"

    def finish(self, record: RunRecord, render: Render) -> Path:
        """Write ``audit.json``, then its views by ``render``, then point ``latest`` here."""
        audit = self.folder / AUDIT_FILE
        with writing(audit):
            write_durably(audit, dump_run(record))
        with writing(self.folder):
            render(record, self.folder)
            write_manifest(self.folder)
            (self.folder / JOURNAL).unlink(missing_ok=True)
            (self.folder / UNFINISHED).unlink(missing_ok=True)
        self._let_go()
        with writing(self.folder.parent / LATEST):
            _point(self.folder.parent / LATEST, self.run_id)
        return self.folder


def _held(store: RunStore, mark: Path) -> Callable[[], object]:
    """Lock the mark of an unfinished run while it is under way; gives what lets go of it.

    The system does so too where the process ends, in whatever way. Windows has no such locks.
    """
    if sys.platform == "win32":
        return lambda: None
    import fcntl  # noqa: PLC0415 - not on Windows

    descriptor = os.open(mark, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return finalize(store, os.close, descriptor)


def evidence_of(folder: Path, walk: Walk) -> tuple[Path, ...]:
    """The pieces of evidence of one walk in a run's folder, by name."""
    name = f"{_walk_name(walk)}."
    return tuple(sorted(p for p in (folder / EVIDENCE).glob("*") if p.name.startswith(name)))


def latest_run(reports: Path) -> Path:
    """The folder of the newest finished run.

    Raises:
        BadInput: no run has finished there yet.
    """
    pointer = reports / LATEST
    folder = reports / pointer.read_text("utf-8").strip() if pointer.is_file() else pointer
    if not folder.is_dir():
        raise BadInput.in_file(reports, "holds no finished run yet")
    return folder.resolve()


def run_folder(run: Path, reports: Path) -> Path:
    """The folder of a finished run: ``latest`` or a run's name under ``reports``, or a folder.

    Raises:
        BadInput: there is no such run, or it has not finished.
    """
    folder = run
    if run == Path(LATEST):
        folder = latest_run(reports)
    elif len(run.parts) == 1 and (reports / run).is_dir():
        folder = reports / run
    if not folder.is_dir():
        raise BadInput.in_file(run, f"there is no such run, neither in {reports} nor as a folder")
    if (folder / UNFINISHED).exists():
        raise BadInput.in_file(folder, "this run has not finished")
    return folder.resolve()


def find_run(name: str, reports: Path, folder: Path = Path()) -> RunRecord:
    """A finished run as ``run_folder`` finds it; a path starts from ``folder``.

    Raises BadInput where there is no such run.
    """
    ours = name == LATEST or (len(Path(name).parts) == 1 and (reports / name).is_dir())
    return load_run(run_folder(Path(name) if ours else folder / name, reports))


def read_journal(folder: Path) -> tuple[VisitActs | WalkObservation, ...]:
    """What an unfinished run had seen; a last line that was cut off in the middle is left out."""
    lines = (folder / JOURNAL).read_bytes().split(b"\n")
    return tuple(_journaled(json.loads(line)) for line in lines[:-1])


def write_manifest(folder: Path) -> None:
    """Write ``evidence/manifest.json``: the SHA-256 of every file that the run keeps but itself."""
    manifest = folder / EVIDENCE / MANIFEST
    passing = {manifest, folder / JOURNAL, folder / UNFINISHED}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path not in passing)
    sums = {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}
    write_durably(manifest, manifest_of(sums))


def manifest_of(sums: Mapping[str, str]) -> bytes:
    """A manifest's bytes, by the SHA-256 of each file of the run."""
    return as_json({"schema": MANIFEST_SCHEMA, "sha256": dict(sums)}, indent=1) + b"\n"


def _journaled(line: dict[str, object]) -> VisitActs | WalkObservation:
    if "visit" in line:
        return _visit_line.validate_python(line["visit"])
    return _walk_line.validate_python(line["walk"])


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk_name(walk: Walk) -> str:
    return ".".join(_safe(word) for word in (walk.site, walk.role, walk.label))


def _safe(word: str) -> str:
    """A word fit for a file name; one that had to be changed carries a hash of what it was."""
    plain = re.sub(r"[^a-z0-9_]+", "-", word.lower())[:40].strip("-")
    if plain == word:
        return plain
    digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else digest


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that after a crash it is there whole, or as it was before."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(3)}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make a rename durable, where the system can open a folder (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _point(pointer: Path, run_id: str) -> None:
    draft = pointer.with_name(f".{LATEST}.{secrets.token_hex(3)}")
    try:
        draft.symlink_to(run_id, target_is_directory=True)
        draft.replace(pointer)
    except (OSError, NotImplementedError):
        draft.unlink(missing_ok=True)
        write_durably(pointer, f"{run_id}\n".encode())


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise RunNotWritten, with the reason in a sentence, where the block is refused a file."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise RunNotWritten(
            f"the run cannot be written to {path}: {reason}; --reports names another folder"
        ) from error
