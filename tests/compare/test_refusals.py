"""What stays, and what is still sent, once the visitor has said no; and GPC."""

from dataclasses import replace

import pytest

from crawler.cookies import JarEntry, Journey, Phase, Write
from crawler.declared import Declaration
from crawler.findings import Gate, Rule
from crawler.walks import Outcome, VisitOutcome, VisitResult, WalkObservation
from tests.compare.walking import (
    DAY,
    HOME,
    START,
    Act,
    analytics,
    declared,
    entry,
    kept,
    of,
    only,
    rules,
    sent,
    unstated,
    untouched,
    walked,
    wrote,
)

WITHDRAW, REJECT, GPC = Journey.WITHDRAW, Journey.REJECT, Journey.GPC
ANALYTICS = declared(analytics("a"))
# When the page of the decision, and the two after it, were begun.
DECIDED, NEXT, LAST = START + 1e6, START + 2e6, START + 3e6


def at(act: Act, when: float) -> Act:
    """The act, at a time after the decision."""
    if isinstance(act, JarEntry):
        return replace(act, seen_at=when, phase=Phase.AFTER)
    return replace(act, at=when, phase=Phase.AFTER)


def after(
    journey: Journey,
    *acts: Act,
    outcome: Outcome = Outcome.PROVEN,
    granted: tuple[str, ...] = (),
) -> WalkObservation:
    """A walk whose decision was made on its first page, with two more visited after it."""
    walk = walked(journey, *acts, outcome=outcome, granted=granted)
    visits = (
        VisitResult(walk.walk, f"{HOME}{n}", Phase.AFTER, VisitOutcome.VISITED, started=begun)
        for n, begun in enumerate((DECIDED, NEXT, LAST))
    )
    skipped = VisitResult(walk.walk, f"{HOME}logout", Phase.AFTER, VisitOutcome.SKIPPED)
    return replace(walk, visits=(*visits, skipped))


def found(rule: Rule, declaration: Declaration, *walks: WalkObservation) -> int:
    return len(of(rule, declaration, *walks))


def test_what_is_still_there_on_the_last_page_was_not_given_up() -> None:
    walk = after(WITHDRAW, wrote("a", DAY), at(kept("a", DAY), LAST + 1))
    finding = only(Rule.AFTER_WITHDRAW, ANALYTICS, walk)
    assert finding.message == (
        "The cookie 'a' of example.com was still there on https://www.example.com/ after the "
        "visitor had withdrawn consent; it is declared as analytics and needs consent."
    )
    assert (finding.gate, finding.observed) == (Gate.FAIL, "stored after the withdrawal")


def test_what_is_stored_anew_on_a_later_page_was_not_given_up() -> None:
    walk = after(WITHDRAW, at(wrote("a", DAY), NEXT + 1))
    finding = only(Rule.AFTER_WITHDRAW, ANALYTICS, walk)
    assert "is stored on" in finding.message
    assert "after the visitor has withdrawn consent" in finding.message


@pytest.mark.parametrize(
    "act",
    [
        at(kept("a", DAY), DECIDED + 1),
        at(kept("a", DAY), NEXT + 1),
        at(wrote("a", DAY), DECIDED + 1),
    ],
    ids=["found at the decision", "found on the page after", "written at the decision"],
)
def test_what_is_gone_in_the_end_was_given_up(act: Write | JarEntry) -> None:
    assert found(Rule.AFTER_WITHDRAW, ANALYTICS, after(WITHDRAW, wrote("a", DAY), act)) == 0


def test_what_needs_no_consent_may_stay() -> None:
    walk = after(WITHDRAW, at(kept("a", DAY), LAST + 1))
    assert found(Rule.AFTER_WITHDRAW, declared(entry("a")), walk) == 0


def test_a_withdrawal_that_is_not_proven_shows_nothing() -> None:
    acts = (at(kept("a", DAY), LAST + 1), at(sent("a"), LAST + 1))
    walk = after(WITHDRAW, *acts, outcome=Outcome.NOT_PROVEN)
    assert found(Rule.AFTER_WITHDRAW, ANALYTICS, walk) == 0
    assert found(Rule.READ_AFTER_REFUSAL, ANALYTICS, walk) == 0


def test_without_a_page_after_the_decision_s_own_nothing_is_told() -> None:
    walk = walked(WITHDRAW, at(kept("a", DAY), LAST + 1), at(sent("a"), LAST + 1), pages=1)
    assert found(Rule.AFTER_WITHDRAW, ANALYTICS, walk) == 0
    assert found(Rule.READ_AFTER_REFUSAL, ANALYTICS, walk) == 0


def test_what_an_acceptance_brought_is_not_stored_before_consent() -> None:
    assert rules(ANALYTICS, walked(WITHDRAW, wrote("a", DAY))) == set()


def test_without_a_banner_nothing_was_accepted_before_a_withdrawal() -> None:
    walk = walked(WITHDRAW, wrote("a", DAY), outcome=Outcome.NOT_APPLICABLE)
    assert rules(ANALYTICS, walk) == {Rule.BEFORE_CONSENT}


@pytest.mark.parametrize(
    ("journey", "done", "observed"),
    [
        (REJECT, "had refused", "sent after the refusal"),
        (WITHDRAW, "had withdrawn consent", "sent after the withdrawal"),
    ],
)
def test_what_is_still_sent_is_read(journey: Journey, done: str, observed: str) -> None:
    walk = after(journey, wrote("a", DAY), at(sent("a"), NEXT + 1))
    finding = only(Rule.READ_AFTER_REFUSAL, ANALYTICS, walk)
    assert finding.observed == observed
    assert f"was sent to www.example.com on {HOME}, after the visitor {done}" in finding.message
    assert finding.evidence == f"sent with the request for {HOME}"


def test_what_the_decision_s_own_page_sends_is_not_held_against_it() -> None:
    walk = after(REJECT, wrote("a", DAY), at(sent("a"), DECIDED + 1))
    assert found(Rule.READ_AFTER_REFUSAL, ANALYTICS, walk) == 0


def test_what_the_browser_withheld_was_not_read() -> None:
    walk = after(REJECT, wrote("a", DAY), at(sent("a", withheld="SameSiteLax"), NEXT + 1))
    assert found(Rule.READ_AFTER_REFUSAL, ANALYTICS, walk) == 0


def test_reading_of_what_needs_no_consent_is_no_fault() -> None:
    walk = after(REJECT, at(sent("a"), NEXT + 1))
    assert found(Rule.READ_AFTER_REFUSAL, declared(entry("a")), walk) == 0


def test_gpc_that_is_ignored_is_told_apart_from_storing_before_consent() -> None:
    assert rules(ANALYTICS, walked(GPC, wrote("a", DAY))) == {Rule.CONSENT_IGNORED_GPC}
    both = (untouched(wrote("a", DAY)), walked(GPC, wrote("a", DAY)))
    assert rules(ANALYTICS, *both) == {Rule.CONSENT_IGNORED_GPC, Rule.BEFORE_CONSENT}


def test_gpc_is_no_objection_to_what_needs_no_consent() -> None:
    assert rules(declared(entry("a")), walked(GPC, wrote("a", DAY))) == set()


@pytest.mark.parametrize(
    ("rule", "walk"),
    [
        (Rule.AFTER_WITHDRAW, after(WITHDRAW, at(kept("a", DAY), LAST + 1))),
        (Rule.READ_AFTER_REFUSAL, after(REJECT, at(sent("a"), NEXT + 1))),
        (Rule.CONSENT_IGNORED_GPC, walked(GPC, wrote("a", DAY))),
    ],
)
def test_where_the_policy_is_silent_about_consent_it_warns(
    rule: Rule, walk: WalkObservation
) -> None:
    (finding,) = of(rule, declared(unstated("a")), walk)
    assert finding.gate is Gate.WARN


@pytest.mark.parametrize(
    ("category", "broken"), [("analytics", set()), ("marketing", {Rule.AFTER_REJECT})]
)
def test_what_was_not_among_the_granted_categories_was_refused(
    category: str, broken: set[Rule]
) -> None:
    walk = after(Journey.ACCEPT, at(wrote("a", DAY), NEXT + 1), granted=("analytics",))
    assert rules(declared(entry("a", category=category)), walk) == broken


def test_a_partial_acceptance_is_told_with_what_was_granted() -> None:
    walk = after(Journey.ACCEPT, at(wrote("a", DAY), NEXT + 1), granted=("analytics",))
    finding = only(Rule.AFTER_REJECT, declared(entry("a", category="marketing")), walk)
    assert "after the visitor has granted analytics alone" in finding.message
    assert finding.walk is not None
    assert finding.walk.label == "accept analytics"
