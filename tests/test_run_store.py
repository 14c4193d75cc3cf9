import errno
import hashlib
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.cookies import Journey, Phase, Walk
from crawler.errors import BadInput, BrowserFailed, BrowserMissing, RunNotWritten
from crawler.run_store import RunStore, VisitActs, evidence_of, latest_run, read_journal
from crawler.runs import RunRecord, load_run
from tests.reports.sample_run import HOME, REJECT, hostile_run, sample_run, visit


def nothing(_record: RunRecord, _folder: Path) -> None:
    """No views."""


def _acts() -> VisitActs:
    return VisitActs(visit(REJECT, HOME, Phase.BEFORE, 1))


def test_the_name_of_a_run_sorts_by_its_time(tmp_path: Path) -> None:
    early = RunStore(tmp_path, datetime(2026, 11, 24, 6, 55, tzinfo=UTC)).run_id
    late = RunStore(tmp_path, datetime(2026, 11, 24, 6, 55, 1, tzinfo=UTC)).run_id
    assert early < late
    assert re.fullmatch(r"20261124T065500Z-[0-9a-f]{6}", early)


def test_two_runs_of_one_second_do_not_share_a_folder(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert RunStore(tmp_path, now).folder != RunStore(tmp_path, now).folder


def test_a_run_that_has_not_finished_says_so(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    assert "has not finished" in (store.folder / "unfinished.txt").read_text()


def test_a_run_that_broke_off_before_its_first_visit_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing), RunStore(tmp_path):
        raise BrowserMissing
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_broke_off_after_a_visit_is_kept(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    store.append(_acts())
    with pytest.raises(BrowserFailed), store:
        raise BrowserFailed
    assert store.visits == 1
    assert read_journal(store.folder) == (_acts(),)


def test_a_crash_loses_nothing_that_was_appended(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    walk = hostile_run().walks[2]
    store.append(_acts())
    store.append(walk)
    assert read_journal(store.folder) == (_acts(), walk)


def test_a_line_cut_off_by_a_crash_does_not_hide_those_before_it(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    store.append(_acts())
    with (store.folder / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"visit": {"page": "https://7spea')
    assert read_journal(store.folder) == (_acts(),)


def test_a_finished_run_reads_back_and_bears_no_mark(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    store.append(_acts())
    folder = store.finish(sample_run(), nothing)
    assert load_run(folder) == sample_run()
    assert {path.name for path in folder.iterdir()} == {"audit.json", "evidence"}


def test_the_views_are_rendered_after_the_record_is_safe(tmp_path: Path) -> None:
    def render(record: RunRecord, folder: Path) -> None:
        assert load_run(folder) == record
        (folder / "view.txt").write_text("seen")

    folder = RunStore(tmp_path).finish(sample_run(), render)
    assert (folder / "view.txt").read_text() == "seen"


def test_a_view_that_fails_leaves_the_record_and_points_at_nothing(tmp_path: Path) -> None:
    def render(_record: RunRecord, _folder: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = RunStore(tmp_path)
    with pytest.raises(RunNotWritten, match="the disk is full"):
        store.finish(sample_run(), render)
    assert load_run(store.folder) == sample_run()
    assert (store.folder / "unfinished.txt").exists()
    with pytest.raises(BadInput, match="holds no finished run yet"):
        latest_run(tmp_path)


def test_latest_is_the_run_that_finished_last(tmp_path: Path) -> None:
    RunStore(tmp_path).finish(sample_run(), nothing)
    second = RunStore(tmp_path).finish(sample_run(), nothing)
    RunStore(tmp_path)
    assert latest_run(tmp_path) == second.resolve()
    assert load_run(tmp_path / "latest") == sample_run()


def test_where_links_are_impossible_latest_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    folder = RunStore(tmp_path).finish(sample_run(), nothing)
    assert (tmp_path / "latest").read_text() == f"{folder.name}\n"
    assert latest_run(tmp_path) == folder.resolve()


def test_the_manifest_has_the_sum_of_every_file(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    store.evidence_path(REJECT, "banner").write_bytes(b"picture")
    store.append(_acts())
    folder = store.finish(sample_run(), nothing)
    sums = json.loads((folder / "evidence" / "manifest.json").read_bytes())["sha256"]
    assert sums == {
        "audit.json": hashlib.sha256((folder / "audit.json").read_bytes()).hexdigest(),
        "evidence/public.anonymous.reject.banner.png": hashlib.sha256(b"picture").hexdigest(),
    }


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b", "a\x00b", "é", "x" * 5000, "", "\ud800"]
)
def test_no_name_leads_out_of_the_evidence_folder(tmp_path: Path, name: str) -> None:
    store = RunStore(tmp_path)
    path = store.evidence_path(Walk(name, name, Journey.REJECT), "banner")
    path.write_bytes(b"picture")
    assert path.resolve().parent == store.folder.resolve() / "evidence"


def test_names_that_look_alike_when_made_safe_stay_apart(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    walks = [
        Walk(*names, Journey.REJECT) for names in [("A", "x"), ("a", "x"), ("a-x", ""), ("a/", "x")]
    ]
    assert len({store.evidence_path(walk, "banner") for walk in walks}) == len(walks)


def test_the_evidence_of_a_walk_is_its_own_alone(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    other = Walk(f"{REJECT.site}.", REJECT.role, REJECT.journey)
    mine = store.evidence_path(REJECT, "banner")
    for path in (mine, store.evidence_path(other, "banner")):
        path.write_bytes(b"picture")
    assert evidence_of(store.folder, REJECT) == (mine,)


def test_a_reports_path_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("not a folder")
    with pytest.raises(RunNotWritten, match="a file, not a folder"):
        RunStore(tmp_path / "reports")


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RunStore(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunNotWritten, match=r"journal\.jsonl: the disk is full"):
        store.append(_acts())
    with pytest.raises(RunNotWritten, match=r"audit\.json: the disk is full"):
        store.finish(sample_run(), nothing)
    assert not (store.folder / "audit.json").exists()


def test_a_folder_in_the_place_of_latest_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "latest" / "inside").mkdir(parents=True)
    with pytest.raises(RunNotWritten, match="latest"):
        RunStore(tmp_path).finish(sample_run(), nothing)
