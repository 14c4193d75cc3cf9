"""What a choice that was made comes to; no browser needed."""

import pytest

from crawler.conclusion import Afterwards, concluded
from crawler.consent import Decision
from crawler.consent.state import Proof
from crawler.consent.steps import FOLLOWED, NOTHING_TELLS
from crawler.consent.withdrawal import REVOKED

MADE = Decision(True, operated_by="finder:reject", proofs=("the banner closed",))
BY_STEPS = Decision(True, operated_by="steps:withdraw", proofs=(FOLLOWED,))
KEPT = Proof(("the cookie 'c' holds a refusal",), records=frozenset({"the cookie 'c'"}))


def test_a_choice_that_later_pages_hold_is_recorded() -> None:
    came = concluded(MADE, Afterwards([("/", Proof()), ("/", KEPT), ("/second", KEPT)]))
    assert (came.reason, came.recorded) == ("", True)
    assert came.proofs[1] == "the cookie 'c' holds a refusal"


@pytest.mark.parametrize("words", [[KEPT, Proof()], [Proof(), KEPT]])
def test_a_choice_that_some_pages_alone_hold_is_not_proven(words: list[Proof]) -> None:
    first, second = words
    came = concluded(MADE, Afterwards([("/", KEPT), ("/a", first), ("/b", second)]))
    assert came.reason.startswith("the cookie 'c' holds the choice on /")


def test_a_banner_that_comes_back_speaks_against_a_choice_and_for_a_withdrawal() -> None:
    assert "came back on /" in concluded(MADE, Afterwards(came_back="/")).reason
    came = concluded(MADE, Afterwards(came_back="/", taken_back=True))
    assert (came.reason, came.asks_anew) == ("", True)


def test_steps_alone_prove_nothing_unless_the_banner_asks_anew() -> None:
    assert concluded(BY_STEPS, Afterwards(taken_back=True)).reason == NOTHING_TELLS
    assert concluded(BY_STEPS, Afterwards(came_back="/", taken_back=True)).reason == ""


def test_what_revoked_counts_where_the_site_s_own_words_say_so() -> None:
    revoked = Decision(True, operated_by="button 'revoke consent'", proofs=(REVOKED,))
    reason = concluded(revoked, Afterwards([("/", Proof())], taken_back=True)).reason
    assert reason == "button 'revoke consent' was pressed, and nothing tells that it took"
    assert concluded(revoked, Afterwards([("/", KEPT)], taken_back=True)).reason == ""


def test_a_record_that_only_the_page_of_the_choice_holds_is_not_kept_elsewhere() -> None:
    came = concluded(MADE, Afterwards([("/", KEPT), ("/second", Proof())]))
    assert came.reason == "the cookie 'c' holds the choice on /, and nothing does on /second"
