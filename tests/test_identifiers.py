"""Which cookies tell visitors apart, by what fresh profiles held."""

from crawler.cookies import (
    ANONYMOUS,
    Identifier,
    Identity,
    JarEntry,
    Journey,
    ObservedCookie,
    Party,
    Phase,
    Walk,
)
from crawler.identifiers import identified
from crawler.walks import JourneyResult, Outcome, VisitOutcome, VisitResult, WalkObservation

ID = Identity("id", "shop.test")
BEFORE, AFTER = Phase.BEFORE, Phase.AFTER


def walked(
    journey: Journey, *sights: tuple[int, str, Phase], agreed_at: float = 0.0
) -> WalkObservation:
    """A journey that saw these values: on which visit (from 1), which value, in which phase."""
    walk = Walk("shop", ANONYMOUS, journey)
    page = "https://shop.test/"
    visits = tuple(
        VisitResult(walk, page, BEFORE, VisitOutcome.VISITED, started=number * 10.0)
        for number in range(1, 6)
    )
    jar = tuple(
        JarEntry(ID, None, visit * 10.0 + 1, page, phase, value_hash=value)
        for visit, value, phase in sights
    )
    cookies = (ObservedCookie(walk, ID, Party.FIRST, jar=jar),)
    result = JourneyResult(walk, Outcome.VALID, agreed_at=agreed_at)
    return WalkObservation(result, visits, cookies)


def verdict(*walks: WalkObservation) -> Identifier:
    return identified(walks)[0].cookies[0].identifier


def kept(journey: Journey, value: str) -> WalkObservation:
    return walked(journey, (1, value, BEFORE), (2, value, BEFORE))


def test_what_differs_between_profiles_and_lasts_within_each_is_likely_an_identifier() -> None:
    assert verdict(kept(Journey.UNTOUCHED, "a"), kept(Journey.REJECT, "b")) is Identifier.LIKELY


def test_a_constant_is_none() -> None:
    assert verdict(kept(Journey.UNTOUCHED, "a"), kept(Journey.REJECT, "a")) is Identifier.NO


def test_one_of_few_values_is_none_where_two_profiles_share_it() -> None:
    walks = (kept(Journey.UNTOUCHED, "a"), kept(Journey.REJECT, "b"), kept(Journey.ACCEPT, "a"))
    assert verdict(*walks) is Identifier.NO


def test_a_time_that_changes_within_a_profile_is_none() -> None:
    changing = walked(Journey.REJECT, (1, "b", BEFORE), (2, "c", BEFORE))
    assert verdict(kept(Journey.UNTOUCHED, "a"), changing) is Identifier.NO


def test_what_one_profile_alone_held_is_unknown() -> None:
    assert verdict(kept(Journey.UNTOUCHED, "a")) is Identifier.UNKNOWN


def test_what_was_seen_once_in_each_profile_is_unknown() -> None:
    once = (walked(Journey.UNTOUCHED, (1, "a", BEFORE)), walked(Journey.REJECT, (1, "b", BEFORE)))
    assert verdict(*once) is Identifier.UNKNOWN


def test_two_sights_on_one_visit_are_not_enough() -> None:
    twice = walked(Journey.REJECT, (1, "b", BEFORE), (1, "b", BEFORE))
    assert verdict(kept(Journey.UNTOUCHED, "a"), twice) is Identifier.UNKNOWN


def test_a_record_of_different_choices_is_not_taken_for_an_identifier() -> None:
    refused = walked(Journey.REJECT, (2, "no", AFTER), (3, "no", AFTER))
    accepted = walked(Journey.ACCEPT, (2, "yes", AFTER), (3, "yes", AFTER))
    assert verdict(refused, accepted) is Identifier.UNKNOWN


def test_a_record_of_the_same_choice_is_none() -> None:
    accepted = walked(Journey.ACCEPT, (2, "yes", AFTER), (3, "yes", AFTER))
    to_withdraw = walked(Journey.WITHDRAW, (2, "yes", BEFORE), (3, "yes", BEFORE), agreed_at=20.5)
    assert verdict(accepted, to_withdraw) is Identifier.NO


def test_what_the_same_choice_sets_anew_is_likely_an_identifier() -> None:
    accepted = walked(Journey.ACCEPT, (2, "a", AFTER), (3, "a", AFTER))
    to_withdraw = walked(Journey.WITHDRAW, (2, "b", BEFORE), (3, "b", BEFORE), agreed_at=20.5)
    assert verdict(accepted, to_withdraw) is Identifier.LIKELY


def test_what_was_held_before_a_consent_is_compared_with_what_other_visitors_held_before() -> None:
    accepted = walked(Journey.ACCEPT, (4, "yes", AFTER), (5, "yes", AFTER))
    early = walked(Journey.WITHDRAW, (3, "yes", BEFORE), (4, "yes", BEFORE), agreed_at=40.5)
    assert verdict(accepted, early) is Identifier.UNKNOWN


def test_storage_without_a_known_value_is_unknown() -> None:
    assert verdict(kept(Journey.UNTOUCHED, ""), kept(Journey.REJECT, "")) is Identifier.UNKNOWN
