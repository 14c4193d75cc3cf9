"""``history.sqlite``: an index of the runs in a folder, brought up to date whenever it is opened.

It holds nothing that the runs do not: where it is missing, of another version or damaged it is made
anew from them, and so can anybody by deleting it. Each run goes in within one transaction, so that
several processes may do so at once, and one that is ended in the middle leaves it whole.
"""

import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.errors import BadInput, HistoryNotKept
from crawler.history.facts import RunFacts, WalkFacts, facts_of
from crawler.history.folders import RunFolder, run_folders
from crawler.runs import load_run

HISTORY_FILE = "history.sqlite"
SCHEMA = 1
# Seconds to wait while another process writes: one run's rows at a time.
_PATIENCE = 60
_ATTEMPTS = 5
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class HistoryStore:
    """The index of the runs in a folder, open and up to date. A context manager.

    ``rebuild`` makes it anew. In a folder that cannot be written it is made in memory, for this
    once. Raises HistoryNotKept where the database refuses otherwise.
    """

    def __init__(self, reports: Path, *, rebuild: bool = False) -> None:
        self.reports = reports
        file = reports / HISTORY_FILE
        with _explained(file):
            self.database = _opened(file)
            if rebuild:
                _emptied(self.database)
            self._settle()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.database.close()

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement finds; the values stand for its question marks."""
        with _explained(self.reports / HISTORY_FILE):
            return self.database.execute(statement, values).fetchall()

    def _settle(self) -> None:
        """Follow the folder, and hold what is then there until the end.

        Another process may make the index anew meanwhile: what it dropped is taken in again.
        """
        for _ in range(_ATTEMPTS):
            there = {one.run_id: one for one in run_folders(self.reports) if one.finished}
            _follow(self.database, there)
            self.database.execute("BEGIN")
            if _known(self.database) == {name: one.stamp for name, one in there.items()}:
                return
            self.database.rollback()
        raise sqlite3.OperationalError("other processes keep changing it")


def _known(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute("SELECT run_id, stamp FROM run"))


def _follow(database: sqlite3.Connection, there: Mapping[str, RunFolder]) -> None:
    """Take in the runs that are new or changed, and drop those that are gone."""
    known = _known(database)
    gone = [(run_id,) for run_id in known if run_id not in there]
    with database:
        database.executemany("DELETE FROM run WHERE run_id = ?", gone)
    for run_id, folder in there.items():
        if known.get(run_id) != folder.stamp:
            _take_in(database, folder)


def _opened(file: Path) -> sqlite3.Connection:
    """The database of that file; made anew where it is damaged or of another version."""
    try:
        return _usable(file)
    except sqlite3.Error as error:
        code = _code(error)
        if code in _UNWRITABLE:
            return _usable(Path(":memory:"))
        if code not in _DAMAGED:
            raise
    _replaced(file)
    return _usable(file)


def _usable(file: Path) -> sqlite3.Connection:
    """Raises sqlite3.Error where it is no sound database, or cannot be written."""
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level="IMMEDIATE")
    try:
        database.execute("PRAGMA foreign_keys = ON")
        (checked,) = database.execute("PRAGMA quick_check(1)").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if checked != "ok" or (version == SCHEMA and not _has_all(database)):
            raise _damage()
        if version != SCHEMA:
            _emptied(database, unless=SCHEMA)
        # Tells a folder that cannot be written before a run is read for it.
        database.execute("BEGIN IMMEDIATE")
        database.rollback()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _damage() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("the index is damaged")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; zero where Python raised the error itself."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _has_all(database: sqlite3.Connection) -> bool:
    """Whether it has the tables and columns of this version."""
    expected = sqlite3.connect(":memory:")
    with suppress(sqlite3.Error):
        expected.executescript(_schema())
    try:
        return _shape(database) == _shape(expected)
    finally:
        expected.close()


def _shape(database: sqlite3.Connection) -> list[tuple[object, ...]]:
    ours = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    return database.execute(ours).fetchall()


def _schema() -> str:
    return files("crawler.history").joinpath("schema.sql").read_text("utf-8")


def _emptied(database: sqlite3.Connection, unless: int | None = None) -> None:
    """Drop all that is in it and make the tables anew, in one transaction.

    Not where it has the version ``unless`` by then: another process was faster.
    """
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("BEGIN EXCLUSIVE")
    if database.execute("PRAGMA user_version").fetchone() == (unless,):
        database.rollback()
    else:
        _made_anew(database)
    database.execute("PRAGMA foreign_keys = ON")


def _made_anew(database: sqlite3.Connection) -> None:
    kinds = database.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for kind, name in kinds:
        quoted = name.replace('"', '""')
        database.execute(f'DROP {kind} "{quoted}"')
    for statement in filter(str.strip, _schema().split(";")):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {SCHEMA}")
    database.commit()


def _replaced(file: Path) -> None:
    """Put an empty database in the place of one that is damaged, and of its journal."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(3)}")
    try:
        _usable(draft).close()
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _take_in(database: sqlite3.Connection, folder: RunFolder) -> None:
    """Put a run in, in the place of what was known of it; one that cannot be read says why."""
    try:
        facts, why = facts_of(load_run(folder.path)), ""
    except BadInput as error:
        facts, why = None, error.problems[0].message
    with database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("DELETE FROM run WHERE run_id = ?", (folder.run_id,))
        run = database.execute(
            "INSERT INTO run (run_id, stamp, started, unreadable) VALUES (?, ?, ?, ?)",
            (folder.run_id, folder.stamp, folder.begun.timestamp(), why),
        ).lastrowid
        if facts and run is not None:
            _keep(database, run, facts)


def _keep(database: sqlite3.Connection, run: int, facts: RunFacts) -> None:
    database.execute(
        "UPDATE run SET started = ?, label = ?, practice = ?, declaration = ?, sha256 = ?, "
        "exit_code = ?, sentence = ?, unproven = ? WHERE id = ?",
        (
            facts.started,
            facts.label,
            facts.practice,
            facts.declaration,
            facts.sha256,
            facts.exit_code,
            facts.sentence,
            facts.unproven,
            run,
        ),
    )
    database.executemany(
        "INSERT INTO gap (run, subject, reason) VALUES (?, ?, ?)",
        [(run, *gap) for gap in sorted(facts.gaps)],
    )
    database.executemany(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (run, one.fingerprint, one.rule, one.gate, one.cookie, site, one.role, journey)
            for one in facts.findings
            for site in one.sites or ("",)
            for journey in one.journeys or ("",)
        ],
    )
    for walk in facts.walks:
        _keep_walk(database, run, walk)


def _keep_walk(database: sqlite3.Connection, run: int, walk: WalkFacts) -> None:
    of_walk = database.execute(
        "INSERT INTO walk (run, site, host, role, journey, outcome, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (run, walk.site, walk.host, walk.role, walk.journey, walk.outcome, walk.reason),
    ).lastrowid
    pages = {page for _, page in walk.visited} | {one.page for one in walk.sightings}
    database.executemany(
        "INSERT OR IGNORE INTO page (address) VALUES (?)", [(page,) for page in sorted(pages)]
    )
    number = "(SELECT id FROM page WHERE address = ?)"
    database.executemany(
        f"INSERT INTO visited VALUES (?, ?, {number})",  # noqa: S608 - no text but ours
        [(of_walk, *visit) for visit in sorted(walk.visited)],
    )
    database.executemany(
        f"INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, {number}, ?)",  # noqa: S608 - as above
        [
            (of_walk, s.name, s.domain, s.type, s.declared_as, s.phase, s.page, s.stored)
            for s in walk.sightings
        ],
    )
    database.executemany(
        "INSERT INTO gap VALUES (?, ?, ?, ?)", [(run, of_walk, *gap) for gap in sorted(walk.gaps)]
    )


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise HistoryNotKept(f"the history in {file} cannot be kept: {error}") from error
