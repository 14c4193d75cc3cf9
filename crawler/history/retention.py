"""Which runs may go: by age and by count, and never what is still needed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.history.folders import RunFolder, latest_name, run_folders, under_way


@dataclass(frozen=True, slots=True)
class Limits:
    """How old a run may be, and how many finished ones are kept; None sets no limit."""

    days: int | None = None
    runs: int | None = None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was, or would be, deleted; ``kept`` are those that could not be, and why."""

    gone: tuple[Path, ...]
    kept: tuple[tuple[Path, str], ...] = ()


def prune(
    reports: Path,
    limits: Limits,
    now: datetime | None = None,
    *,
    spare: tuple[str, ...] = (),
    dry: bool = False,
) -> Pruned:
    """Delete the runs beyond the limits; with ``dry`` only say which.

    Never: what ``latest`` points at, the runs named in ``spare``, one that is under way, and
    whatever is no run. What was interrupted goes by its age alone.
    """
    needed = {latest_name(reports), *spare}
    beyond = [
        one.path
        for one in _beyond(run_folders(reports), limits, now or datetime.now(UTC))
        if one.run_id not in needed and (one.finished or not under_way(one.path))
    ]
    if dry:
        return Pruned(tuple(beyond))
    refused = tuple((path, why) for path in beyond if (why := _deleted(path)))
    left = {path for path, _ in refused}
    return Pruned(tuple(path for path in beyond if path not in left), refused)


def _beyond(folders: tuple[RunFolder, ...], limits: Limits, now: datetime) -> Iterator[RunFolder]:
    finished = [one for one in folders if one.finished]
    most = len(finished) if limits.runs is None else limits.runs
    surplus = finished[: max(0, len(finished) - most)]
    for one in folders:
        old = limits.days is not None and now - one.begun > timedelta(days=limits.days)
        if old or one in surplus:
            yield one


def _deleted(folder: Path) -> str:
    """Delete a folder; why that was not possible, empty where it was."""
    try:
        shutil.rmtree(folder)
    except OSError as error:
        return error.strerror or str(error)
    return ""
