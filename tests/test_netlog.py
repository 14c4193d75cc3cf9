"""The browser's own log, read as a stream."""

import json
from pathlib import Path
from typing import Any

from crawler.netlog import ADDED, DELETED, ESCAPED, Change, read_changes

CONSTANTS = {"logEventTypes": {ADDED: 7, DELETED: 8, "REQUEST_ALIVE": 1}}


def line(kind: int, store: int, **params: Any) -> str:
    whole = {"domain": "shop.test", "path": "/", "name": "a", "sync_requested": True, **params}
    source = {"id": store, "type": 39, "start_time": "1"}
    return json.dumps({"params": whole, "phase": 0, "source": source, "time": "2", "type": kind})


def log_of(folder: Path, *lines: str, end: str = "]}\n") -> Path:
    file = folder / "netlog.json"
    head = f'{{"constants":{json.dumps(CONSTANTS)},\n"events": [\n'
    file.write_text(head + ",\n".join(lines) + end)
    return file


def test_additions_and_deletions_come_in_their_order(tmp_path: Path) -> None:
    log = log_of(
        tmp_path, line(7, 30), line(1, 9), line(8, 30, deletion_cause="explicit", name="b")
    )
    assert list(read_changes(log)) == [
        Change(ADDED, 30, "a", "shop.test", "/"),
        Change(DELETED, 30, "b", "shop.test", "/", "explicit"),
    ]


def test_a_log_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30), line(7, 30, name="b")[:-20], end="")
    assert [change.name for change in read_changes(log)] == ["a"]


def test_names_that_are_not_ascii_are_read_as_they_were(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30, name=f"{ESCAPED}caf%C3%A9%25"))
    assert [change.name for change in read_changes(log)] == ["caf\u00e9%"]


def test_a_per_cent_sign_in_a_plain_name_stays(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30, name="a%20b"))
    assert [change.name for change in read_changes(log)] == ["a%20b"]


def test_a_file_that_is_no_log_tells_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "netlog.json"
    file.write_text("what is this?\n")
    assert list(read_changes(file)) == []


def test_a_change_says_what_happened_without_control_codes() -> None:
    change = Change(DELETED, 1, "\x1b[31ma", ".shop.test", "/x", "evicted")
    assert str(change) == "\\x1b[31ma of .shop.test/x was deleted (evicted)"
