"""What the comparison cannot know is said, and never a pass."""

from dataclasses import replace

import pytest

from crawler.compare import unproven
from crawler.cookies import Journey, Phase
from crawler.declared import Declaration
from crawler.walks import NotProven, Outcome, WalkObservation
from tests.compare.walking import (
    DAY,
    accepted,
    declared,
    entry,
    kept,
    rejected,
    untouched,
    walked,
    wrote,
)


def subjects(declaration: Declaration, *walks: WalkObservation) -> list[str]:
    return [one.subject for one in unproven(declaration, walks)]


def test_where_all_was_visited_there_is_nothing_to_say() -> None:
    walks = (untouched(wrote("a", DAY), wrote("x")), rejected(), accepted())
    assert unproven(declared(entry("a", lifetime="1 day")), walks) == ()


@pytest.mark.parametrize(
    "walks",
    [
        (walked(Journey.UNTOUCHED, pages=0), accepted(outcome=Outcome.NOT_PROVEN)),
        (rejected(outcome=Outcome.NOT_PROVEN),),
    ],
)
def test_a_site_of_which_no_page_counts(walks: tuple[WalkObservation, ...]) -> None:
    reason = "no page was visited in a journey that counts"
    assert unproven(declared(), walks) == (NotProven("the cookies of public", reason),)


def test_each_visitor_is_told_apart() -> None:
    walks = (untouched(), walked(Journey.UNTOUCHED, site="app", role="learner", pages=0))
    assert subjects(declared(), *walks) == ["the cookies of app as learner"]


def test_a_journey_that_visited_nothing_beside_others_that_did() -> None:
    walk = walked(Journey.ACCEPT, pages=0)
    assert unproven(declared(), (untouched(), walk)) == (
        NotProven("the accept journey", "no page was visited", walk.walk),
    )


def test_a_refusal_without_a_page_after_it_shows_nothing() -> None:
    walk = rejected()
    before = tuple(replace(visit, phase=Phase.BEFORE) for visit in walk.visits)
    walk = replace(walk, visits=before)
    assert unproven(declared(), (untouched(), walk)) == (
        NotProven("what is stored after a refusal", "no page was visited after it", walk.walk),
    )


def test_a_refusal_with_pages_before_and_after_it_shows_something() -> None:
    walk = rejected()
    early = replace(walk.visits[0], phase=Phase.BEFORE)
    assert unproven(declared(), (replace(walk, visits=(early, *walk.visits)),)) == ()


def test_the_lifetime_of_a_cookie_whose_write_was_not_seen() -> None:
    entries = declared(entry("a", lifetime="1 day"), entry("b"))
    walk = untouched(kept("a", DAY), kept("b", DAY), kept("x", DAY))
    later = accepted(kept("a", DAY, phase=Phase.AFTER))
    assert unproven(entries, (later, walk)) == (
        NotProven(
            "the lifetime that the cookie 'a' of example.com asks for",
            "it was found in the browser, but its write was not seen, and what was left of it "
            "then can be of the declared lifetime or of another one",
            walk.walk,
        ),
    )


def test_a_write_in_another_journey_tells_the_lifetime() -> None:
    entries = declared(entry("a", lifetime="1 day"))
    walks = (untouched(kept("a", DAY)), accepted(wrote("a", DAY, phase=Phase.AFTER)))
    assert unproven(entries, walks) == ()


def test_a_refused_write_does_not() -> None:
    entries = declared(entry("a", lifetime="1 day"))
    walk = untouched(kept("a", DAY), wrote("a", DAY, refused="InvalidDomain"))
    assert len(unproven(entries, (walk,))) == 1
