"""Lifetimes of cookies whose writes were not seen, as far as what the browser kept tells them."""

from dataclasses import replace

import pytest

from crawler.compare import unproven
from crawler.cookies import Journey, Phase
from crawler.declared import Declaration
from crawler.findings import Gate, Rule
from crawler.walks import WalkObservation
from tests.compare.walking import (
    DAY,
    HOUR,
    MINUTE,
    START,
    YEAR,
    Act,
    accepted,
    declared,
    entry,
    kept,
    only,
    rules,
    untouched,
    walked,
    wrote,
)

LONGEST = 400 * DAY


def living(lifetime: str) -> Declaration:
    return declared(entry("a", lifetime=lifetime))


def visited(*acts: Act, page_time: float = 0.0) -> WalkObservation:
    """One walk whose visit began well before all that was found: thousands of acts before."""
    walk = walked(Journey.UNTOUCHED, *acts, began=START - 1)
    longer = tuple(replace(visit, page_time_s=page_time) for visit in walk.visits)
    return replace(walk, visits=longer)


def visited_now(*acts: Act) -> WalkObservation:
    """One walk whose visit began a second before what was found."""
    found = min(one.seen_at for cookie in untouched(*acts).cookies for one in cookie.jar)
    return walked(Journey.UNTOUCHED, *acts, began=found - 1)


def open_in(declaration: Declaration, *walks: WalkObservation) -> bool:
    return bool(unproven(declaration, walks))


def test_a_session_that_is_persistent_in_the_browser_fails() -> None:
    finding = only(Rule.LIFETIME_SESSION, living("session"), untouched(kept("a", DAY)))
    assert finding.gate is Gate.FAIL
    assert (finding.declared, finding.observed) == ("session", "24 hours (86400 s) left")
    assert finding.message == (
        "The cookie 'a' of example.com was found stored on https://www.example.com/ with 24 hours "
        "(86400 s) left (its write was not seen), although it is declared as session."
    )
    assert not open_in(living("session"), untouched(kept("a", DAY)))


def test_a_session_that_is_one_in_the_browser_is_right() -> None:
    assert rules(living("session"), untouched(kept("a"))) == set()
    assert not open_in(living("session"), untouched(kept("a")))


def test_what_is_persistent_in_the_browser_was_not_set_by_the_session_writes_that_were_seen() -> (
    None
):
    walk = untouched(wrote("a"), kept("a", DAY))
    assert rules(living("session"), walk) == {Rule.LIFETIME_SESSION}


def test_a_session_in_the_browser_though_declared_persistent_warns() -> None:
    finding = only(Rule.LIFETIME_SESSION, living("1 year"), untouched(kept("a")))
    assert (finding.gate, finding.observed) == (Gate.WARN, "session")
    assert "was found stored on https://www.example.com/ for the browser session" in finding.message


@pytest.mark.parametrize("began", [False, True])
def test_what_has_more_left_than_is_declared_is_longer(began: bool) -> None:
    walk = (visited_now if began else untouched)(kept("a", 30 * DAY))
    finding = only(Rule.LIFETIME_LONGER, living("1 day"), walk)
    assert finding.observed == "30 days (2592000 s) left"
    assert "with 30 days (2592000 s) left" in finding.message
    assert not open_in(living("1 day"), walk)


def test_what_was_cut_is_longer_where_less_is_declared() -> None:
    assert rules(living("1 year"), untouched(kept("a", LONGEST))) == {Rule.LIFETIME_LONGER}


def test_what_had_too_little_left_from_its_beginning_is_shorter() -> None:
    finding = only(Rule.LIFETIME_SHORTER, living("1 year"), visited_now(kept("a", 30 * DAY)))
    assert finding.message.endswith(
        "left (its write was not seen), shorter than the declared 1 year."
    )
    assert not open_in(living("1 year"), visited_now(kept("a", 30 * DAY)))


def test_what_had_too_little_left_when_found_is_open_where_its_beginning_is_not_known() -> None:
    walk = untouched(kept("a", 30 * DAY))
    assert rules(living("1 year"), walk) == set()
    assert open_in(living("1 year"), walk)


def test_what_may_have_been_cut_is_open_where_more_is_declared() -> None:
    walk = visited_now(kept("a", LONGEST))
    assert rules(living("2 years"), walk) == set()
    assert open_in(living("2 years"), walk)


@pytest.mark.parametrize("left", [YEAR, YEAR - MINUTE / 2, LONGEST - 35 * DAY])
def test_what_fits_from_its_beginning_to_its_find_is_right(left: float) -> None:
    walk = visited_now(kept("a", left))
    assert rules(living("1 year"), walk) == set()
    assert not open_in(living("1 year"), walk)


def test_what_fits_only_in_part_of_that_time_is_open() -> None:
    found = kept("a", HOUR)
    walk = walked(Journey.UNTOUCHED, found, began=found.seen_at - 5 * MINUTE)
    assert rules(living("1 hour"), walk) == set()
    assert open_in(living("1 hour"), walk)


def test_a_page_s_clock_that_ran_ahead_is_no_longer_lifetime() -> None:
    walk = visited(kept("a", HOUR + 5 * MINUTE), page_time=5 * MINUTE)
    assert rules(living("1 hour"), walk) == set()
    ahead = visited(kept("a", HOUR + 7 * MINUTE), page_time=5 * MINUTE)
    assert rules(living("1 hour"), ahead) == {Rule.LIFETIME_LONGER}


def test_each_time_that_it_was_set_anew_counts() -> None:
    walk = visited_now(kept("a", DAY), kept("a", 30 * DAY))
    assert rules(living("1 day"), walk) == {Rule.LIFETIME_LONGER}


def test_a_write_that_was_seen_goes_before_what_the_browser_kept() -> None:
    walk = visited_now(wrote("a", 2 * YEAR), kept("a", LONGEST))
    assert rules(living("2 years"), walk) == set()
    assert not open_in(living("2 years"), walk)


def test_an_open_lifetime_in_one_journey_keeps_a_short_one_in_another_from_being_told() -> None:
    walks = (visited_now(kept("a", LONGEST)), accepted(wrote("a", DAY, phase=Phase.AFTER)))
    assert rules(living("2 years"), *walks) == set()
    assert open_in(living("2 years"), *walks)


def test_a_right_lifetime_in_one_journey_settles_an_open_one_in_another() -> None:
    walks = (visited_now(kept("a", LONGEST)), accepted(wrote("a", 2 * YEAR, phase=Phase.AFTER)))
    assert rules(living("2 years"), *walks) == set()
    assert not open_in(living("2 years"), *walks)
