"""The browser's own log, read as a stream."""

import json
from pathlib import Path
from typing import Any

from crawler.netlog import (
    ADDED,
    ANSWERED,
    DELETED,
    ENDED,
    ESCAPED,
    STARTED,
    Change,
    Response,
    read_log,
)

CONSTANTS = {
    "logEventTypes": {ADDED: 7, DELETED: 8, ENDED: 1, STARTED: 2, ANSWERED: 3, "OTHER": 4},
    "timeTickOffset": 1000,
}


def line(kind: int, store: int, **params: Any) -> str:
    whole = {"domain": "shop.test", "path": "/", "name": "a", "sync_requested": True, **params}
    source = {"id": store, "type": 39, "start_time": "1"}
    return json.dumps({"params": whole, "phase": 0, "source": source, "time": "600", "type": kind})


def log_of(folder: Path, *lines: str, end: str = "]}\n") -> Path:
    file = folder / "netlog.json"
    head = f'{{"constants":{json.dumps(CONSTANTS)},\n"events": [\n'
    file.write_text(head + ",\n".join(lines) + end)
    return file


def names_in(log: Path) -> list[str]:
    return [one.name for one in read_log(log) if isinstance(one, Change)]


def event(kind: int, request: int, phase: int, **params: Any) -> str:
    source = {"id": request, "start_time": "1", "type": 1}
    whole = {"params": params, "phase": phase, "source": source, "time": "500", "type": kind}
    return json.dumps(whole, separators=(",", ":"))


def answered(request: int, *headers: str) -> str:
    return event(3, request, 0, headers=["HTTP/1.1 200 OK", *headers])


def started(request: int, url: str) -> str:
    key = "https://shop.test https://ads.example"
    return event(2, request, 1, url=url, network_isolation_key=key)


def test_additions_and_deletions_come_in_their_order(tmp_path: Path) -> None:
    log = log_of(
        tmp_path, line(7, 30), line(4, 9), line(8, 30, deletion_cause="explicit", name="b")
    )
    assert list(read_log(log)) == [
        Change(ADDED, 30, "a", "shop.test", "/"),
        Change(DELETED, 30, "b", "shop.test", "/", "explicit"),
    ]


def test_a_log_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30), line(7, 30, name="b")[:-20], end="")
    assert names_in(log) == ["a"]


def test_names_that_are_not_ascii_are_read_as_they_were(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30, name=f"{ESCAPED}caf%C3%A9%25"))
    assert names_in(log) == ["caf\u00e9%"]


def test_a_per_cent_sign_in_a_plain_name_stays(tmp_path: Path) -> None:
    log = log_of(tmp_path, line(7, 30, name="a%20b"))
    assert names_in(log) == ["a%20b"]


def test_a_file_that_is_no_log_tells_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "netlog.json"
    file.write_text("what is this?\n")
    assert list(read_log(file)) == []


def test_a_change_says_what_happened_without_control_codes() -> None:
    change = Change(DELETED, 1, "\x1b[31ma", ".shop.test", "/x", "evicted")
    assert str(change) == "\\x1b[31ma of .shop.test/x was deleted (evicted)"


def test_a_response_is_told_with_its_lines_its_date_and_its_place(tmp_path: Path) -> None:
    lines = ("Set-Cookie: a=1", "set-cookie:b=2; Path=/", "Date: today")
    log = log_of(tmp_path, started(9, "https://ads.example/x"), answered(9, *lines))
    assert list(read_log(log)) == [
        Response(
            "https://ads.example/x", (b"a=1", b"b=2; Path=/"), "today", "https://shop.test", 1.5
        )
    ]


def test_each_hop_of_a_redirect_has_its_own_url(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        started(9, "https://shop.test/1"),
        answered(9, "Set-Cookie: a=1"),
        event(2, 9, 2),
        started(9, "https://shop.test/2"),
        answered(9, "Set-Cookie: a=2"),
    )
    responses = [one for one in read_log(log) if isinstance(one, Response)]
    assert [(one.url, one.lines) for one in responses] == [
        ("https://shop.test/1", (b"a=1",)),
        ("https://shop.test/2", (b"a=2",)),
    ]


def test_lines_that_are_not_ascii_are_bytes(tmp_path: Path) -> None:
    log = log_of(
        tmp_path, started(9, "https://a.test/"), answered(9, f"{ESCAPED}Set-Cookie: a=%E9")
    )
    (response,) = read_log(log)
    assert isinstance(response, Response)
    assert response.lines == (b"a=\xe9",)


def test_a_response_without_cookies_or_without_a_request_tells_nothing(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        started(9, "https://a.test/"),
        answered(9, "Server: x"),
        event(1, 9, 2),
        answered(9, "Set-Cookie: a=1"),
    )
    assert list(read_log(log)) == []
