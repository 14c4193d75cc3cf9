"""One at a time: the same audit is not made twice at once into the same folder."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import RunNotWritten, UnderWay

if sys.platform == "win32":

    def _taken(_descriptor: int, *, wait: bool) -> bool:  # noqa: ARG001 - no such locks there
        return True

else:
    import fcntl

    def _taken(descriptor: int, *, wait: bool) -> bool:
        """Take the lock; whether it is ours. With ``wait`` it is, sooner or later."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


@contextmanager
def alone(
    reports: Path, what: tuple[str, ...], *, wait: bool, tell: Callable[[str], None]
) -> Iterator[None]:
    """Hold the lock of an audit, by the words that make it the same one, while the block runs.

    The system lets go of it when the process ends, in whatever way. ``tell`` hears that it is
    waited for. Raises UnderWay where another process holds it and is not to be waited for, and
    RunNotWritten where the folder cannot be written.
    """
    digest = hashlib.sha256("\0".join(what).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    file = reports / f".{digest}.lock"
    try:
        reports.mkdir(parents=True, exist_ok=True)
        descriptor = _held(file, wait=wait, tell=tell)
    except OSError as error:
        sentence = f"{file} cannot be written: {error.strerror}; --reports names another folder"
        raise RunNotWritten(sentence) from error
    try:
        yield
    finally:
        # Taken away before it is let go of: who waits for it looks whether it is still the file.
        file.unlink(missing_ok=True)
        os.close(descriptor)


def _held(file: Path, *, wait: bool, tell: Callable[[str], None]) -> int:
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _taken(descriptor, wait=False):
                whose = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
                _refuse_or_wait(descriptor, whose, wait=wait, tell=tell)
            if _is(file, descriptor):
                os.truncate(descriptor, 0)
                os.pwrite(descriptor, str(os.getpid()).encode(), 0)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _refuse_or_wait(
    descriptor: int, whose: str, *, wait: bool, tell: Callable[[str], None]
) -> None:
    at_work = f"the same audit is at work already (process {whose})"
    if not wait:
        raise UnderWay(f"{at_work}: nothing was audited; --wait waits for its end")
    tell(f"{at_work}: waiting for its end")
    _taken(descriptor, wait=True)


def _is(file: Path, descriptor: int) -> bool:
    """Whether the file that was opened is still the one of that name."""
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
