"""What is done for a folder of runs once an audit has ended: who is told, what goes, the index.

None of it changes the verdict: what does not succeed is told in a sentence.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.alerts import could_not_run, message, news
from crawler.declared import Declaration, Event, NotifyTarget, Retention
from crawler.errors import AuditError, BadInput, CookieAuditError, Interrupted
from crawler.exclusive import alone
from crawler.history import History, HistoryStore
from crawler.history.retention import Limits, prune
from crawler.integrity.timestamps import NotStamped, stamp
from crawler.notify import send
from crawler.reports.index import write_index
from crawler.text import printable

Tell = Callable[[str], None]
MOST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a declaration asks for; nothing but the index where there is none."""

    notify: tuple[NotifyTarget, ...] = ()
    retention: Retention | None = None
    declaration: str = ""
    timestamp: str = ""
    baseline: str = ""

    @classmethod
    def of(cls, declaration: Declaration) -> "Upkeep":
        """That of a declaration."""
        path, stamp = str(declaration.path), declaration.evidence.timestamp or ""
        baseline = Path(declaration.baseline or "").name
        return cls(declaration.notify, declaration.retention, path, stamp, baseline)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a run is made for: the label that it gets, and whether it waits for the same audit."""

    label: str = ""
    wait: bool = False

    def __post_init__(self) -> None:
        if len(self.label) > MOST_LABEL or not self.label.isprintable():
            sentence = f"must be at most {MOST_LABEL} characters that can be seen, in one line"
            raise BadInput.in_file("--label", sentence)

    @contextmanager
    def attended(
        self, declaration: Declaration, reports: Path, what: tuple[str, ...]
    ) -> Iterator[Upkeep]:
        """One audit at a time of what a declaration says; that it could not run is told.

        ``what`` makes it the same one beside its declaration. Raises UnderWay where it is at work
        already and is not to be waited for.
        """
        upkeep = Upkeep.of(declaration)
        same = (str(declaration.path.resolve()), *what)
        with alone(reports, same, wait=self.wait, tell=complain):
            try:
                yield upkeep
            except Interrupted:
                raise
            except AuditError as error:
                tell_of_failure(error, upkeep, complain)
                raise


def complain(sentence: str) -> None:
    """Tell something beside the result, on standard error."""
    print(printable(f"cookie-audit: {sentence}"), file=sys.stderr)  # noqa: T201 - a command's word


def look_after(reports: Path, run_id: str, upkeep: Upkeep, tell: Tell) -> None:
    """Have a finished run stamped, tell of it, delete what is beyond the limits, mend the index."""
    steps: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _stamped(reports / run_id, upkeep.timestamp),
        lambda: _told(reports, run_id, upkeep.notify),
        lambda: _pruned(reports, (run_id, upkeep.baseline), upkeep.retention),
        lambda: _indexed(reports),
    )
    for step in steps:
        for sentence in _safely(step):
            tell(sentence)


def tell_of_failure(error: CookieAuditError, upkeep: Upkeep, tell: Tell) -> None:
    """Tell those who hear of what is not proven that the audit could not run."""
    targets = [one for one in upkeep.notify if Event.NOT_PROVEN in one.events]
    failed = could_not_run(upkeep.declaration, type(error).__name__)
    for sentence in _safely(lambda: send(failed, targets)):
        tell(sentence)


def update_index(reports: Path) -> None:
    """Bring the index of a folder and its page up to date."""
    with HistoryStore(reports) as store:
        write_index(History(store), reports)


def _safely(step: Callable[[], Iterable[str]]) -> Iterator[str]:
    try:
        yield from step()
    except CookieAuditError as error:
        yield str(error)
    except OSError as error:
        yield f"{error.filename or 'a file'} cannot be written: {error.strerror}"
    except Exception as error:  # noqa: BLE001 - the audit has its verdict, which this must not change
        yield f"the runs could not be looked after ({type(error).__name__})"


def _indexed(reports: Path) -> Iterator[str]:
    update_index(reports)
    yield from ()


def _stamped(folder: Path, authority: str) -> Iterator[str]:
    try:
        if authority:
            stamp(folder, authority)
    except NotStamped as error:
        yield f"when this run was there is not proven: no time stamp, for {error}"


def _told(reports: Path, run_id: str, targets: tuple[NotifyTarget, ...]) -> Iterator[str]:
    if not targets:
        return
    with HistoryStore(reports) as store:
        told = news(History(store), run_id)
    for target in targets:
        if events := told.events & set(target.events):
            yield from send(message(told, events), [target])


def _pruned(reports: Path, needed: tuple[str, ...], retention: Retention | None) -> Iterator[str]:
    if retention is None:
        return
    limits = Limits(retention.days, retention.runs)
    for path, why in prune(reports, limits, spare=needed).kept:
        yield f"{path} is beyond the limits of retention and could not be deleted: {why}"
