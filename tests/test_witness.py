"""Whether each change in the browser's own log is explained by a recorded write."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from crawler import witness as second
from crawler.cookies import (
    ANONYMOUS,
    Identity,
    JarEntry,
    Journey,
    Party,
    Phase,
    SetHow,
    Walk,
    Write,
)
from crawler.devtools import DevTools
from crawler.netlog import MARKED_HOST, marker_of
from crawler.recorder import Recorder
from crawler.walks import (
    JourneyResult,
    Outcome,
    PartyOf,
    VisitOutcome,
    VisitResult,
    WalkObservation,
    Witness,
    gather,
)
from tests.test_netlog import answered, line, log_of, started

WALK = Walk("shop", ANONYMOUS, Journey.UNTOUCHED)
MARK = line(7, 30, domain=MARKED_HOST, name=marker_of(WALK))
WRITE = Write(
    Identity("a", "shop.test"),
    SetHow.HTTP,
    at=1.0,
    phase=Phase.BEFORE,
    page="https://shop.test/",
    frame="https://shop.test/",
    source="https://shop.test/",
    statement="",
    value_hash="",
)


VISITS = tuple(
    VisitResult(WALK, f"https://shop.test/{path}", phase, VisitOutcome.VISITED, started=started)
    for path, phase, started in (("", Phase.BEFORE, 0.0), ("b", Phase.AFTER, 1.0))
)
ANSWER = [started(9, "https://shop.test/sw.js"), answered(9, "Set-Cookie: a=1; Max-Age=60")]


def walked(*writes: Write) -> WalkObservation:
    cookies = gather(WALK, PartyOf("shop.test"), writes, (), ())
    return WalkObservation(JourneyResult(WALK, Outcome.VALID), VISITS, cookies)


def told(folder: Path, lines: list[str], *writes: Write) -> Witness:
    return told_in_full(folder, lines, *writes).witness


def told_in_full(folder: Path, lines: list[str], *writes: Write) -> second.Testimony:
    recorder = Recorder(cast(DevTools, None))
    return second.testify(log_of(folder, MARK, *lines), [walked(*writes)], recorder)


def test_a_change_that_was_recorded_is_explained(tmp_path: Path) -> None:
    assert told(tmp_path, [line(7, 30)], WRITE) == Witness(1, 1)


@pytest.mark.parametrize(
    "params",
    [{"name": "b"}, {"domain": ".shop.test"}, {"path": "/x"}],
    ids=lambda one: next(iter(one)),
)
def test_a_change_of_another_cookie_is_not(tmp_path: Path, params: dict[str, str]) -> None:
    assert told(tmp_path, [line(7, 30, **params)], WRITE).explained == 0


def test_a_write_explains_one_change_only(tmp_path: Path) -> None:
    found = told(tmp_path, [line(7, 30), line(7, 30)], WRITE)
    assert found == Witness(2, 1, ("shop, untouched: a of shop.test/ was added",))


@pytest.mark.parametrize("name", ["a\ud800", "a"])
def test_what_is_no_utf_8_in_a_name_is_passed_over(tmp_path: Path, name: str) -> None:
    write = replace(WRITE, identity=Identity(name, "shop.test"))
    assert told(tmp_path, [line(7, 30, name="a\ufffd\ufffd\ufffd")], write) == Witness(1, 1)


def test_a_write_that_was_refused_explains_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, [line(7, 30)], replace(WRITE, refused="SecureOnly")).explained == 0


def test_a_deletion_needs_a_write_that_deletes(tmp_path: Path) -> None:
    deleted = line(8, 30, deletion_cause="expired_overwrite")
    assert told(tmp_path, [deleted], WRITE).explained == 0
    assert told(tmp_path, [deleted], replace(WRITE, requested=0.0)).explained == 1


@pytest.mark.parametrize("cause", ["overwrite", "expired", "evicted"])
def test_what_the_browser_deletes_of_its_own_accord_needs_no_write(
    tmp_path: Path, cause: str
) -> None:
    assert told(tmp_path, [line(8, 30, deletion_cause=cause)]) == Witness(1, 1)


def test_the_stores_of_other_profiles_are_no_concern(tmp_path: Path) -> None:
    other = line(7, 31, domain=MARKED_HOST, name="something else")
    assert told(tmp_path, [line(7, 8), other, line(7, 31)], WRITE) == Witness(0, 0)


def test_what_the_log_knows_better_is_not_proven() -> None:
    (gap,) = second.doubts(Witness(3, 1, ("first", "second")))
    assert gap.subject == "every change to the cookies"
    assert gap.reason == "the browser's log tells of 2 that the recorder missed: first; second"


@pytest.mark.parametrize("witness", [None, Witness(3, 3)], ids=["not asked", "all explained"])
def test_nothing_is_open_where_nothing_was_missed(witness: Witness | None) -> None:
    assert second.doubts(witness) == ()


def test_what_devtools_kept_to_themselves_is_taken_from_the_log_and_counted_apart(
    tmp_path: Path,
) -> None:
    testimony = told_in_full(tmp_path, [*ANSWER, line(7, 30)])
    assert testimony.witness == Witness(1, 1, by_log=1)
    (cookie,) = testimony.walks[0].cookies
    (write,) = cookie.writes
    assert (write.source, write.how, write.requested) == (
        "https://shop.test/sw.js",
        SetHow.HTTP,
        60.0,
    )
    assert (write.page, write.phase, cookie.party) == (
        "https://shop.test/b",
        Phase.AFTER,
        Party.FIRST,
    )
    assert "a=1;" not in write.statement


def test_what_the_browser_told_of_is_counted_apart(tmp_path: Path) -> None:
    unseen = replace(WRITE, how=SetHow.UNKNOWN, source="")
    assert told(tmp_path, [line(7, 30)], unseen) == Witness(1, 1, unattributed=1)
    assert told(tmp_path, [line(7, 30)] * 2, unseen).explained == 1


def test_a_response_in_the_log_goes_before_a_write_without_a_writer(tmp_path: Path) -> None:
    unseen = replace(WRITE, how=SetHow.UNKNOWN, source="")
    testimony = told_in_full(tmp_path, [*ANSWER, line(7, 30)], unseen)
    assert testimony.witness == Witness(1, 1, by_log=1)
    (write,) = testimony.walks[0].cookies[0].writes
    assert (write.how, write.source) == (SetHow.HTTP, "https://shop.test/sw.js")


def test_a_line_explains_one_change_only(tmp_path: Path) -> None:
    assert told(tmp_path, [*ANSWER, line(7, 30), line(7, 30)]).explained == 1


def test_of_two_lines_the_one_of_a_response_that_was_not_recorded_is_taken(tmp_path: Path) -> None:
    recorded = [started(8, WRITE.source), answered(8, "Set-Cookie: a=1; Max-Age=5")]
    lines = [*ANSWER, line(7, 30), *recorded, line(7, 30)]
    (cookie,) = told_in_full(tmp_path, lines, WRITE).walks[0].cookies
    assert [write.source for write in cookie.writes] == [WRITE.source, "https://shop.test/sw.js"]


def test_a_line_that_is_refused_explains_nothing(tmp_path: Path) -> None:
    refused = [started(9, "http://shop.test/"), answered(9, "Set-Cookie: a=1; Secure")]
    assert told(tmp_path, [*refused, line(7, 30)]).explained == 0


def test_the_page_of_the_next_look_into_the_jar_goes_before_that_of_the_time(
    tmp_path: Path,
) -> None:
    entry = JarEntry(WRITE.identity, None, 2.0, "https://shop.test/c", Phase.BEFORE)
    walk = walked()
    walk = replace(walk, cookies=gather(WALK, PartyOf("shop.test"), (), (), [entry]))
    log = log_of(tmp_path, MARK, *ANSWER, line(7, 30))
    testimony = second.testify(log, [walk], Recorder(cast(DevTools, None)))
    (write,) = testimony.walks[0].cookies[0].writes
    assert (write.page, write.phase) == ("https://shop.test/c", Phase.BEFORE)


def test_the_sentence_tells_what_the_log_alone_explains() -> None:
    assert str(Witness(3, 3, by_log=2)) == (
        "3 of the 3 changes to cookies in the browser's own log were recorded,"
        " 2 of them by that log alone."
    )


@pytest.mark.parametrize(("domain", "explained"), [(".shop.test", 1), ("other.test", 0)])
def test_what_a_response_cleared_needs_no_write(
    tmp_path: Path, domain: str, explained: int
) -> None:
    cleared = [started(9, "https://www.shop.test/"), answered(9, 'Clear-Site-Data: "cookies"')]
    deleted = line(8, 30, domain=domain, deletion_cause="explicit")
    assert told(tmp_path, [*cleared, deleted]).explained == explained


def test_what_is_deleted_long_after_a_clearing_needs_one(tmp_path: Path) -> None:
    cleared = [started(9, "https://shop.test/"), answered(9, 'Clear-Site-Data: "*"')]
    late = line(8, 30, deletion_cause="explicit").replace('"time": "600"', '"time": "20000"')
    assert told(tmp_path, [*cleared, late]).explained == 0
