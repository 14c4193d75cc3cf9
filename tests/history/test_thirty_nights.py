"""Thirty nights of one shop, and what the history says of its cookies."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.cookies import Journey
from crawler.history import HISTORY_FILE, History, HistoryStore, Presence, Series
from crawler.history.telling import arrival, interruptions, state
from crawler.walks import Outcome
from tests.history.nights import NightPlan, keep

SEEN, ABSENT, UNPROVEN = Presence.SEEN, Presence.ABSENT, Presence.UNPROVEN


def plan(night: int) -> NightPlan:
    """`always` every night, `comes` from 5, `goes` until 9, `back` without 12 to 15."""
    cookies = ["always"]
    cookies += ["comes"] * (night >= 5)
    cookies += ["goes"] * (night <= 9)
    cookies += ["back"] * (night not in range(12, 16))
    label = f"v1.{night // 5}"
    if night == 13:
        return NightPlan(cookies, label, outcome=Outcome.NOT_PROVEN)
    if night == 10:
        return NightPlan(cookies, label, journeys=(Journey.UNTOUCHED,))
    return NightPlan(cookies, label)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated")
    for night in range(30):
        keep(folder, night, plan(night))
    told(folder)
    return folder


@pytest.fixture
def reports(simulated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(simulated, tmp_path / "reports", symlinks=True))


def told(reports: Path, *, rebuild: bool = False) -> dict[str, Series]:
    with HistoryStore(reports, rebuild=rebuild) as store:
        every = History(store).series(lambda _kind, _name, _runs: True)
    return {one.kind.name: one for one in every}


def test_what_each_night_tells(simulated: Path) -> None:
    nights = {
        name: [one.presence for one in series.timeline.told]
        for name, series in told(simulated).items()
    }
    assert nights == {
        # What was seen in a journey without a proof was seen all the same.
        "always": [SEEN] * 30,
        "comes": [ABSENT] * 5 + [SEEN] * 25,
        # The accept journey, in which it had been seen, was not walked in night 10.
        "goes": [*[SEEN] * 10, UNPROVEN, *[ABSENT] * 2, UNPROVEN, *[ABSENT] * 16],
        "back": [*[SEEN] * 12, ABSENT, UNPROVEN, ABSENT, ABSENT, *[SEEN] * 14],
    }


def test_first_and_last_seen_and_since_which_deploy(simulated: Path) -> None:
    words = {
        name: (arrival(one.timeline), state(one.timeline)) for name, one in told(simulated).items()
    }
    newest = "seen in the newest run, 2026-11-30 03:00 (v1.5)"
    assert words == {
        "always": (
            "since 2026-11-01 03:00 (v1.0), the oldest run that is kept: it may be older",
            newest,
        ),
        "comes": (
            "since 2026-11-06 03:00 (v1.1); 2026-11-05 03:00 (v1.0) did not have it",
            newest,
        ),
        "goes": (
            "since 2026-11-01 03:00 (v1.0), the oldest run that is kept: it may be older",
            "gone since 2026-11-12 03:00 (v1.2); last seen 2026-11-10 03:00 (v1.1), "
            "and 1 run in between could not tell",
        ),
        "back": (
            "since 2026-11-17 03:00 (v1.3); 2026-11-16 03:00 (v1.3) did not have it",
            newest,
        ),
    }


def test_gaps_are_told_with_what_could_not_be_known(simulated: Path) -> None:
    assert interruptions(told(simulated)["back"].timeline) == (
        "not there: 2026-11-13 03:00 (v1.2)",
        "not proven: 2026-11-14 03:00 (v1.2): the accept journey was not proven: the banner could "
        "not be operated",
        "not there: 2026-11-15 03:00 (v1.2) to 2026-11-16 03:00 (v1.3) (2 runs)",
    )


def _delete(file: Path) -> None:
    file.unlink()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _scribble(file: Path) -> None:
    file.write_bytes(b"no database at all" * 500)


def _age(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 0")
        database.execute("DELETE FROM run")
        database.execute("CREATE TABLE of_old (a)")
    database.close()


def _rob(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE gap")
    database.close()


@pytest.mark.parametrize("harm", [_delete, _cut, _scribble, _age, _rob])
def test_an_index_that_is_missing_damaged_or_old_is_made_anew(
    reports: Path, harm: Callable[[Path], None]
) -> None:
    before = told(reports)
    harm(reports / HISTORY_FILE)
    assert told(reports) == before
    assert (reports / HISTORY_FILE).is_file()


def test_made_anew_when_asked_it_says_the_same(reports: Path) -> None:
    before = told(reports)
    with sqlite3.connect(reports / HISTORY_FILE) as database:
        database.execute("UPDATE sighting SET name = 'forged' WHERE name = 'comes'")
    database.close()
    assert told(reports) != before
    assert told(reports, rebuild=True) == before


def test_runs_that_are_new_changed_or_gone_are_followed(reports: Path) -> None:
    folders = sorted(one for one in reports.iterdir() if one.name.startswith("2026"))
    keep(reports, 30, NightPlan(["always", "late"], "v2"))
    shutil.rmtree(folders[0])
    (folders[1] / "audit.json").write_text("{}")
    (folders[2] / "unfinished.txt").touch()
    series = told(reports)
    assert len(series["always"].timeline.nights) == 28
    assert arrival(series["late"].timeline).startswith("since 2026-12-01 03:00 (v2); 2026-11-30")
    with HistoryStore(reports) as store:
        (unreadable,) = (one for one in History(store).everything if one.unreadable)
    assert (unreadable.run_id, unreadable.unreadable) == (
        folders[1].name,
        'has no "schema", so it is not a run\'s audit.json',
    )


def answers(reports: Path) -> dict[str, list[tuple[str, str]]]:
    """What each run tells of each cookie, without the numbers that the database gives the runs."""
    return {
        name: [
            (night.run_id, str(one.presence))
            for night, one in zip(series.timeline.nights, series.timeline.told, strict=True)
        ]
        for name, series in told(reports).items()
    }


def test_two_processes_may_make_it_at_once(reports: Path) -> None:
    before = answers(reports)
    (reports / HISTORY_FILE).unlink()
    command = "from crawler.history import HistoryStore; import sys, pathlib; "
    command += "HistoryStore(pathlib.Path(sys.argv[1]), rebuild=sys.argv[2] == '1')"
    both = [
        subprocess.Popen([sys.executable, "-c", command, str(reports), rebuild])
        for rebuild in ("0", "1")
    ]
    assert [one.wait() for one in both] == [0, 0]
    assert answers(reports) == before


def test_where_nothing_can_be_written_the_history_is_told_all_the_same(reports: Path) -> None:
    before = told(reports)
    (reports / HISTORY_FILE).unlink()
    (reports / HISTORY_FILE).mkdir()  # also root cannot open that as a file
    assert told(reports) == before
