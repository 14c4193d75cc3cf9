"""Which runs go, and which never do."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.history import RunFolder, run_folders
from crawler.history.retention import Limits, prune
from crawler.run_store import RunStore
from tests.history.nights import FIRST, NightPlan, keep

NOW = FIRST + timedelta(days=9, hours=1)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for night in range(10):
        keep(tmp_path, night, NightPlan(["a"]))
    return tmp_path


def left(reports: Path) -> list[int]:
    return [(one.begun - FIRST).days for one in run_folders(reports)]


@pytest.mark.parametrize(
    ("limits", "nights"),
    [
        (Limits(days=3), [7, 8, 9]),
        (Limits(runs=2), [8, 9]),
        (Limits(days=3, runs=5), [7, 8, 9]),
        (Limits(days=8, runs=4), [6, 7, 8, 9]),
        (Limits(), list(range(10))),
    ],
)
def test_runs_beyond_a_limit_are_deleted(reports: Path, limits: Limits, nights: list[int]) -> None:
    prune(reports, limits, NOW)
    assert left(reports) == nights


def test_a_dry_run_deletes_nothing(reports: Path) -> None:
    assert len(prune(reports, Limits(runs=1), NOW, dry=True).gone) == 9
    assert left(reports) == list(range(10))


def test_what_latest_points_at_and_what_is_named_stays(reports: Path) -> None:
    oldest, second = (one.run_id for one in run_folders(reports)[:2])
    (reports / "latest").unlink()
    (reports / "latest").symlink_to(oldest)
    prune(reports, Limits(days=1, runs=1), NOW, spare=(second,))
    assert left(reports) == [0, 1, 9]


def test_what_is_no_run_stays(reports: Path) -> None:
    for name in ("notes", "20200101T000000Z-keep", "20209901T000000Z-0a0a0a", ".hidden"):
        (reports / name).mkdir()
    (reports / "20200101T000000Z-abcdef").write_text("a file")
    before = {one.name for one in reports.iterdir()}
    prune(reports, Limits(days=3650), NOW + timedelta(days=9999))
    gone = before - {one.name for one in reports.iterdir()}
    assert all(name.startswith("202611") for name in gone)


def folder_of(store: RunStore) -> RunFolder:
    return next(one for one in run_folders(store.folder.parent) if one.path == store.folder)


def test_an_unfinished_run_stays_while_it_is_under_way_and_then_goes_by_age(reports: Path) -> None:
    store = RunStore(reports, FIRST)
    late = NOW + timedelta(days=100)
    prune(reports, Limits(days=1, runs=1), late)
    assert store.folder.exists()
    del store  # its process ends
    prune(reports, Limits(runs=1), late)
    assert [one.finished for one in run_folders(reports)] == [False, True]
    prune(reports, Limits(days=1), late)
    assert left(reports) == [9]


def test_a_run_of_another_process_is_seen_to_be_under_way(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, datetime; from crawler.run_store import RunStore; "
        "now = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC); "
        "store = RunStore(pathlib.Path(sys.argv[1]), now); print(flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    assert prune(tmp_path, Limits(days=1)).gone == ()
    process.communicate(b"\n")
    assert len(prune(tmp_path, Limits(days=1)).gone) == 1


def test_a_folder_that_is_only_named_like_a_run_stays(reports: Path) -> None:
    foreign = reports / "20250101T000000Z-abcdef"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    assert foreign not in prune(reports, Limits(days=1)).gone
    assert foreign.is_dir()
