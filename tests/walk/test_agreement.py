"""What the journeys of one visitor say about one another; no browser needed."""

from dataclasses import replace

import pytest

from crawler.agreement import NO_DIFFERENCE, NO_EFFECT, NOT_KEPT, NOT_THERE, STILL_CONSENT, agreed
from crawler.cookies import (
    ANONYMOUS,
    Identity,
    JarEntry,
    Journey,
    Phase,
    SetHow,
    StorageType,
    Walk,
    Write,
)
from crawler.walks import (
    Asked,
    JourneyResult,
    Outcome,
    PartyOf,
    VisitOutcome,
    VisitResult,
    WalkObservation,
    gather,
)

HOME = "https://shop.test/"
# When the page of the choice and the one after it were begun.
CHOICE, NEXT = 1000.0, 2000.0


def ended(site: str, journey: Journey, outcome: Outcome, operated_by: str = "") -> WalkObservation:
    walk = Walk(site, ANONYMOUS, journey)
    return WalkObservation(JourneyResult(walk, outcome, operated_by=operated_by))


def test_a_journey_without_a_banner_proves_nothing_where_another_one_met_one() -> None:
    walks = agreed(
        [
            ended("shop", Journey.REJECT, Outcome.NOT_APPLICABLE),
            ended("shop", Journey.ACCEPT, Outcome.PROVEN, "finder:accept"),
        ]
    )
    assert [one.result.outcome for one in walks] == [Outcome.NOT_PROVEN, Outcome.PROVEN]
    assert walks[0].result.reason == (
        "no consent banner showed here, but in the accept journey one did"
    )


def test_the_banner_of_one_site_says_nothing_about_another() -> None:
    walks = agreed(
        [
            ended("app", Journey.REJECT, Outcome.NOT_APPLICABLE),
            ended("shop", Journey.ACCEPT, Outcome.PROVEN, "finder:accept"),
        ]
    )
    assert walks[0].result.outcome is Outcome.NOT_APPLICABLE


def test_a_site_without_a_banner_in_any_journey_stays_one() -> None:
    none = [ended("app", one, Outcome.NOT_APPLICABLE) for one in (Journey.REJECT, Journey.ACCEPT)]
    assert agreed(none) == tuple(none)


def stored(name: str, value: str, at: float = CHOICE + 1, phase: Phase = Phase.AFTER) -> Write:
    return Write(
        Identity(name, "shop.test"), SetHow.SCRIPT, at, phase, HOME, HOME, HOME, name, value
    )


def chose(
    journey: Journey, *writes: Write, recorded: bool = False, pages: tuple[str, ...] = (HOME,)
) -> WalkObservation:
    """A proven journey, with what was stored from its choice on; ``pages`` were visited later."""
    walk = Walk("shop", ANONYMOUS, journey)
    times = (CHOICE, *(NEXT + 100 * n for n, _ in enumerate(pages)))
    visits = tuple(
        VisitResult(walk, page, Phase.AFTER, VisitOutcome.VISITED, final_url=page, started=begun)
        for begun, page in zip(times, (HOME, *pages), strict=True)
    )
    result = JourneyResult(walk, Outcome.PROVEN, operated_by="finder", recorded=recorded)
    cookies = gather(walk, PartyOf("shop.test"), writes, (), ())
    return WalkObservation(result, visits, cookies)


def refusal_beside(refused: WalkObservation, accepted: WalkObservation) -> tuple[Outcome, str]:
    first, _ = agreed([refused, accepted])
    return first.result.outcome, first.result.reason


SEEN = stored("banner_seen", "1")


def test_a_refusal_that_leaves_what_an_acceptance_leaves_is_not_known_to_be_one() -> None:
    told = refusal_beside(chose(Journey.REJECT, SEEN), chose(Journey.ACCEPT, SEEN))
    assert told == (Outcome.NOT_PROVEN, NO_DIFFERENCE)


@pytest.mark.parametrize(
    ("refused", "accepted"),
    [
        ([stored("choice", "no")], [stored("choice", "yes")]),
        ([SEEN], [SEEN, stored("consent", "all")]),
        ([SEEN], [SEEN, stored("_ga", "x", at=NEXT + 1)]),
        ([stored("choice", "yes"), stored("choice", "no", CHOICE + 2)], [stored("choice", "yes")]),
        ([], [SEEN]),
        ([stored("banner_seen", "1", phase=Phase.BEFORE)], [SEEN]),
    ],
    ids=[
        "another value",
        "a consent beside it",
        "a later page differs",
        "the last value counts",
        "nothing",
        "before",
    ],
)
def test_a_refusal_that_makes_a_difference_stays_proven(
    refused: list[Write], accepted: list[Write]
) -> None:
    told = refusal_beside(chose(Journey.REJECT, *refused), chose(Journey.ACCEPT, *accepted))
    assert told == (Outcome.PROVEN, "")


def test_a_refusal_that_the_site_itself_tells_of_stays_proven() -> None:
    refused = chose(Journey.REJECT, SEEN, recorded=True)
    assert refusal_beside(refused, chose(Journey.ACCEPT, SEEN)) == (Outcome.PROVEN, "")


def test_beside_an_acceptance_that_is_not_proven_nothing_is_compared() -> None:
    accepted = chose(Journey.ACCEPT, SEEN)
    result = replace(accepted.result, outcome=Outcome.NOT_PROVEN)
    told = refusal_beside(chose(Journey.REJECT, SEEN), replace(accepted, result=result))
    assert told == (Outcome.PROVEN, "")


def test_an_acceptance_that_leaves_what_a_refusal_leaves_is_not_known_to_be_one() -> None:
    refused, accepted = chose(Journey.REJECT, SEEN), chose(Journey.ACCEPT, SEEN)
    assert agreed([refused, accepted])[1].result.reason == NO_EFFECT
    brought = chose(Journey.ACCEPT, SEEN, stored("_ga", "x", at=NEXT + 1))
    assert agreed([refused, brought])[1].result.outcome is Outcome.PROVEN


def withdrew(
    *writes: Write, after: tuple[Write, ...] = (), earlier: tuple[float, ...] = (100.0,)
) -> WalkObservation:
    """A withdrawal whose consent was given on the visit that began at 200, after ``earlier``."""
    walk = Walk("shop", ANONYMOUS, Journey.WITHDRAW)
    times = dict.fromkeys((*earlier, 200.0, 300.0), Phase.BEFORE)
    times |= {CHOICE: Phase.AFTER, NEXT: Phase.AFTER}
    visits = tuple(
        VisitResult(walk, HOME, phase, VisitOutcome.VISITED, started=begun)
        for begun, phase in times.items()
    )
    given = [replace(one, at=201.0, phase=Phase.BEFORE) for one in writes]
    cookies = gather(walk, PartyOf("shop.test"), (*given, *after), (), ())
    return WalkObservation(JourneyResult(walk, Outcome.PROVEN, agreed_at=200.5), visits, cookies)


def outcomes(*walks: WalkObservation) -> list[Outcome]:
    return [one.result.outcome for one in agreed(walks)]


NOT_PROVEN, PROVEN = Outcome.NOT_PROVEN, Outcome.PROVEN


@pytest.mark.parametrize("earlier", [(100.0,), (20.0, 40.0, 60.0, 100.0), ()])
def test_the_consent_that_was_given_is_looked_at_however_many_pages_came_before(
    earlier: tuple[float, ...],
) -> None:
    kept = withdrew(stored("consent", "all"), earlier=earlier)
    assert outcomes(kept, chose(Journey.ACCEPT, stored("consent", "all")))[0] is NOT_PROVEN
    changed = (stored("consent", "none", CHOICE + 1),)
    gone = withdrew(stored("consent", "all"), after=changed, earlier=earlier)
    assert outcomes(gone, chose(Journey.ACCEPT, stored("consent", "all")))[0] is PROVEN


def test_a_value_that_changes_with_each_acceptance_is_no_record() -> None:
    walks = (
        chose(Journey.REJECT, stored("closed", "17:00")),
        chose(Journey.ACCEPT, stored("closed", "17:01")),
        withdrew(stored("closed", "17:02")),
    )
    assert outcomes(*walks)[0] is NOT_PROVEN


def test_a_refusal_that_stores_nothing_like_an_acceptance_is_not_known_to_be_one() -> None:
    assert outcomes(chose(Journey.REJECT), chose(Journey.ACCEPT))[0] is NOT_PROVEN


def test_a_refusal_that_becomes_a_consent_is_none() -> None:
    turned = chose(Journey.REJECT, stored("c", "0"), stored("c", "1", CHOICE + 5))
    assert outcomes(turned, chose(Journey.ACCEPT, stored("c", "1")))[0] is NOT_PROVEN


def test_a_withdrawal_that_leaves_the_record_of_the_consent_is_not_known_to_be_one() -> None:
    others = (
        chose(Journey.REJECT, stored("c", "0")),
        chose(Journey.ACCEPT, stored("c", "1")),
    )
    left = withdrew(stored("c", "1"), after=(stored("act", "now"),))
    last = agreed((*others, left))[-1]
    assert last.result.outcome is NOT_PROVEN
    assert last.result.reason == STILL_CONSENT


def test_a_withdrawal_alone_is_held_against_its_own_consent() -> None:
    assert outcomes(withdrew(stored("c", "1"), after=(stored("x", "0"),)))[-1] is NOT_PROVEN
    assert outcomes(withdrew(stored("c", "1"), after=(stored("c", "0"),)))[-1] is PROVEN


def test_a_save_that_accepts_again_is_no_withdrawal() -> None:
    others = (
        chose(Journey.REJECT, stored("c", "1:18")),
        chose(Journey.ACCEPT, stored("c", "1:17")),
    )
    walk = withdrew(stored("c", "1:19"), after=(stored("c", "1:20"),))
    assert outcomes(*others, walk)[-1] is NOT_PROVEN


@pytest.mark.parametrize(("returns", "outcome"), [(False, PROVEN), (True, NOT_PROVEN)])
def test_a_record_with_a_time_is_taken_back_where_all_that_it_brought_is_gone(
    returns: bool, outcome: Outcome
) -> None:
    others = (
        chose(Journey.REJECT, stored("c", "0:16")),
        chose(Journey.ACCEPT, stored("c", "1:17"), stored("_ga", "x")),
    )
    gone = (stored("c", "0:20"), replace(stored("_ga", ""), requested=0.0))
    again = (stored("_ga", "z", at=NEXT + 1),) if returns else ()
    walk = withdrew(stored("c", "1:19"), stored("_ga", "y"), after=(*gone, *again))
    assert outcomes(*others, walk)[-1] is outcome


def test_who_is_asked_anew_has_taken_the_consent_back() -> None:
    walk = withdrew(stored("c", "1"))
    asked = replace(walk, result=replace(walk.result, asks_anew=True))
    assert outcomes(asked) == [PROVEN]


@pytest.mark.parametrize(
    "after",
    [(stored("c", "0"),), (replace(stored("c", ""), requested=0.0),)],
    ids=["refused", "deleted"],
)
def test_a_withdrawal_that_changes_the_record_stays_proven(after: tuple[Write, ...]) -> None:
    others = (
        chose(Journey.REJECT, stored("c", "0")),
        chose(Journey.ACCEPT, stored("c", "1")),
    )
    assert outcomes(*others, withdrew(stored("c", "1"), after=after))[-1] is PROVEN


SECOND = "https://shop.test/second"


def on(page: str, write: Write, at: float) -> Write:
    return replace(write, page=page, at=at)


def test_a_refusal_kept_in_a_cookie_of_one_path_is_none_elsewhere() -> None:
    kept = replace(stored("c", "0"), identity=Identity("c", "shop.test", "/first"))
    pages = ("https://shop.test/first/page", SECOND)
    refused = chose(Journey.REJECT, kept, pages=pages)
    outcome, reason = refusal_beside(refused, chose(Journey.ACCEPT, stored("c", "1"), pages=pages))
    assert (outcome, reason) == (NOT_PROVEN, NOT_THERE.format("refusal", SECOND))


def test_an_acceptance_kept_in_a_cookie_of_one_path_is_none_elsewhere() -> None:
    kept = replace(stored("c", "1"), identity=Identity("c", "shop.test", "/first"))
    no = replace(kept, value_hash="0")
    pages = ("https://shop.test/first/page", SECOND)
    accepted = chose(Journey.ACCEPT, kept, SEEN, stored("_ga", "x"), pages=pages)
    _, told = agreed([chose(Journey.REJECT, no, SEEN, pages=pages), accepted])
    reason = NOT_THERE.format("acceptance", SECOND)
    assert (told.result.outcome, told.result.reason) == (NOT_PROVEN, reason)


@pytest.mark.parametrize("others", ["refused", "alone"])
def test_an_acceptance_that_reaches_every_page_stays_proven(others: str) -> None:
    accepted = chose(Journey.ACCEPT, stored("c", "1"), pages=(HOME, SECOND))
    refused = [chose(Journey.REJECT, stored("c", "0"), pages=(HOME, SECOND))]
    walks = [*(refused if others == "refused" else []), accepted]
    assert outcomes(*walks)[-1] is PROVEN


def test_what_is_named_after_the_page_of_the_choice_tells_of_no_other_page() -> None:
    refused, accepted = (
        chose(journey, stored("k/", value), pages=(HOME, SECOND))
        for journey, value in ((Journey.REJECT, "0"), (Journey.ACCEPT, "1"))
    )
    assert outcomes(refused, accepted) == [NOT_PROVEN, NOT_PROVEN]


def asking(walk: WalkObservation, *pages: str) -> WalkObservation:
    """The same, with pages that asked for something after the choice."""
    later = NEXT + 500
    return replace(walk, asked=tuple(Asked(one, later, Phase.AFTER, "ping") for one in pages))


@pytest.mark.parametrize(("untouched", "outcome"), [((), NOT_PROVEN), ((SECOND,), PROVEN)])
def test_a_refusal_after_which_one_page_alone_keeps_from_asking_counts_in_part(
    untouched: tuple[str, ...], outcome: Outcome
) -> None:
    pages = (HOME, SECOND)
    refused = asking(chose(Journey.REJECT, stored("c", "0"), pages=pages), SECOND)
    accepted = asking(chose(Journey.ACCEPT, stored("c", "1"), pages=pages), *pages)
    valid = asking(chose(Journey.UNTOUCHED, pages=pages), *untouched)
    valid = replace(valid, result=replace(valid.result, outcome=Outcome.VALID))
    assert outcomes(refused, accepted, valid)[0] is outcome


@pytest.mark.parametrize(("untouched", "outcome"), [(False, NOT_PROVEN), (True, PROVEN)])
def test_a_refusal_that_keeps_away_on_one_page_what_it_stores_on_another_counts_in_part(
    untouched: bool, outcome: Outcome
) -> None:
    pages, tracked = (HOME, SECOND), stored("_ga", "x")
    second = on(SECOND, tracked, NEXT + 101)
    refused = chose(Journey.REJECT, stored("c", "0"), second, pages=pages)
    accepted = chose(
        Journey.ACCEPT, stored("c", "1"), on(HOME, tracked, NEXT + 1), second, pages=pages
    )
    nothing = chose(Journey.UNTOUCHED, *([second] if untouched else []), pages=pages)
    valid = replace(nothing, result=replace(nothing.result, outcome=Outcome.VALID))
    assert outcomes(refused, accepted, valid)[0] is outcome


@pytest.mark.parametrize("tracked", ["_fbp", "another site", "the same address"])
@pytest.mark.parametrize("when", ["always", "upon a choice"])
def test_a_refusal_after_which_the_site_goes_on_as_accepted_counts_against_it(
    tracked: str, when: str
) -> None:
    def did(journey: Journey, value: str = "") -> WalkObservation:
        happens = when == "always" or journey is not Journey.UNTOUCHED
        later, pixel = NEXT + 1, tracked == "_fbp" and happens
        writes = [stored("_fbp", journey, later)] if pixel else []
        choice = [stored("c", value)] if value else []
        walk = chose(journey, *choice, *writes)
        sent = Asked(HOME, later, Phase.AFTER, "px", "ads" if tracked == "another site" else "")
        return replace(walk, asked=(sent,) if happens and not pixel and tracked != "_fbp" else ())

    nothing = did(Journey.UNTOUCHED)
    valid = replace(nothing, result=replace(nothing.result, outcome=Outcome.VALID))
    refused = agreed([valid, did(Journey.REJECT, "0"), did(Journey.ACCEPT, "1")])[1].result
    expected = (NOT_PROVEN, True) if when == "upon a choice" else (PROVEN, False)
    assert (refused.outcome, refused.disregarded) == expected


def test_of_two_buttons_that_do_each_other_s_work_neither_is_known_to_be_what_it_says() -> None:
    refused = chose(Journey.REJECT, stored("c", "0"), stored("_ga", "x", NEXT + 1))
    accepted = chose(Journey.ACCEPT, stored("c", "1"))
    untouched = chose(Journey.UNTOUCHED)
    valid = replace(untouched, result=replace(untouched.result, outcome=Outcome.VALID))
    assert outcomes(refused, accepted, valid)[:2] == [NOT_PROVEN, NOT_PROVEN]


def test_what_a_site_does_against_its_own_word_of_a_refusal_is_for_the_findings() -> None:
    came = stored("_fbp", "x", NEXT + 1)
    refused = chose(Journey.REJECT, stored("c", "0"), stored("seen", "1"), came, recorded=True)
    accepted = chose(Journey.ACCEPT, stored("c", "1"), stored("seen", "1"), came)
    untouched = chose(Journey.UNTOUCHED)
    valid = replace(untouched, result=replace(untouched.result, outcome=Outcome.VALID))
    assert outcomes(refused, accepted, valid)[0] is PROVEN


@pytest.mark.parametrize(("record", "outcome"), [("1", NOT_PROVEN), ("2", PROVEN)])
def test_an_acceptance_in_part_that_leaves_what_that_of_everything_does_is_not_known_to_be_one(
    record: str, outcome: Outcome
) -> None:
    walk = chose(Journey.ACCEPT, stored("c", record))
    result = replace(walk.result, walk=replace(walk.walk, granted=("analytics",)))
    others = (chose(Journey.REJECT, stored("c", "0")), chose(Journey.ACCEPT, stored("c", "1")))
    assert outcomes(replace(walk, result=result), *others)[0] is outcome


def test_a_withdrawal_that_stores_neither_the_refusal_nor_nothing_is_not_known_to_be_one() -> None:
    others = (chose(Journey.REJECT, stored("c", "0")), chose(Journey.ACCEPT, stored("c", "1")))
    part = withdrew(stored("c", "1"), after=(stored("c", "marketing"),))
    assert outcomes(*others, part)[-1] is NOT_PROVEN


@pytest.mark.parametrize("gone", ["expires", "is deleted"])
def test_a_refusal_whose_record_does_not_last_is_not_known_to_be_one(gone: str) -> None:
    record = replace(stored("c", "0"), requested=1.0 if gone == "expires" else None)
    deleted = replace(stored("c", "", NEXT + 1), requested=0.0)
    writes = (record,) if gone == "expires" else (record, deleted)
    told = refusal_beside(chose(Journey.REJECT, *writes), chose(Journey.ACCEPT, stored("c", "1")))
    assert told == (NOT_PROVEN, NOT_KEPT.format("refusal"))


def looked(value_hash: str, at: float) -> JarEntry:
    database = Identity("app", "shop.test", "https://shop.test", type=StorageType.INDEXED_DB)
    return JarEntry(database, None, at, HOME, Phase.AFTER, value_hash=value_hash)


def keeping(journey: Journey, value_hash: str) -> WalkObservation:
    """A journey that keeps its choice in a database, which was there before."""
    one = chose(journey)
    looks = (looked("before", CHOICE - 1), looked(value_hash, CHOICE + 1))
    return replace(one, cookies=gather(one.walk, PartyOf("shop.test"), (), (), looks))


@pytest.mark.parametrize(("refusal", "outcome"), [("all", NOT_PROVEN), ("none", PROVEN)])
def test_what_databases_hold_tells_a_refusal_from_an_acceptance(
    refusal: str, outcome: Outcome
) -> None:
    walks = keeping(Journey.REJECT, refusal), keeping(Journey.ACCEPT, "all")
    assert outcomes(*walks)[0] is outcome
