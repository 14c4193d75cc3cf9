"""Whether each change in the browser's own log is explained by a recorded write."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler import witness as second
from crawler.cookies import (
    ANONYMOUS,
    Identity,
    Journey,
    JourneyResult,
    Outcome,
    PartyOf,
    Phase,
    SetHow,
    Walk,
    WalkObservation,
    Witness,
    Write,
    gather,
)
from crawler.netlog import MARKED_HOST, marker_of
from tests.test_netlog import line, log_of

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


def walked(*writes: Write) -> WalkObservation:
    cookies = gather(WALK, PartyOf("shop.test"), writes, (), ())
    return WalkObservation(JourneyResult(WALK, Outcome.VALID), cookies=cookies)


def told(folder: Path, lines: list[str], *writes: Write) -> Witness:
    return second.testify(log_of(folder, MARK, *lines), [walked(*writes)])


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
