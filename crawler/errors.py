"""Every error that an audit raises on purpose, one per stage.

::

    CookieAuditError
    ├── BadInput              exit 2: the user's files or arguments are wrong
    └── AuditError            exit 4: the audit itself could not run
        ├── BrowserMissing    no browser on this machine
        ├── BrowserFailed     the browser did not start, or died and did not come back
        ├── HistoryNotKept    the index of the runs cannot be written or read
        ├── Interrupted       somebody ended the audit before it was done
        ├── RunNotWritten     the run could not be written (disk full, read-only folder)
        └── UnderWay          the same audit is at work already

What a *site* does wrong is never an exception here: it becomes a finding or a
``NotProven`` (see ``crawler.cookies``).
"""

from dataclasses import dataclass
from pathlib import Path


class CookieAuditError(Exception):
    """The root. ``str()`` of it is the sentence that a user reads."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in an input: where it is (1-based, 0 where unknown) and what is wrong."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class BadInput(CookieAuditError):
    """Input that cannot be used; carries every problem found, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def in_file(cls, file: Path | str, message: str) -> "BadInput":
        """A single problem that concerns the file as a whole."""
        return cls([Problem(str(file), 0, 0, message)])


class AuditError(CookieAuditError):
    """The audit itself could not run."""


class BrowserMissing(AuditError):
    """No usable browser was found."""


class BrowserFailed(AuditError):
    """The browser could not be started or driven."""


class Interrupted(AuditError):
    """The audit was ended from outside: Ctrl-C, SIGTERM."""


class RunNotWritten(AuditError):
    """The run could not be written to disk."""


class HistoryNotKept(AuditError):
    """The index of the runs could not be written or read."""


class UnderWay(AuditError):
    """The same audit is at work already, for the same folder of reports."""
