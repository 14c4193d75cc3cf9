"""What is held before and after a choice, judged."""

from dataclasses import replace

import pytest

from crawler.consent.state import Answer, Held, judge

NONE, ACCEPT, REJECT = Answer.NONE, Answer.ACCEPT, Answer.REJECT
PARTIAL, UNKNOWN = Answer.PARTIAL, Answer.UNKNOWN
BOTH = {"analytics": True, "marketing": True}
NEITHER = {"analytics": False, "marketing": False}
ONE = {"analytics": True, "marketing": False}


def says(answer: Answer, source: str = "Klaro", **fields: object) -> tuple[Held, ...]:
    return (Held(source, answer, **fields),)  # type: ignore[arg-type] # of the fields of Held


def test_a_refusal_that_was_not_there_before_proves_it() -> None:
    proof = judge("reject", says(NONE), says(REJECT, categories=NEITHER))
    assert (proof.proofs, proof.contradictions) == (("Klaro holds a refusal",), ())


def test_consent_is_proven_with_its_categories() -> None:
    proof = judge("accept", says(NONE), says(ACCEPT, categories=BOTH))
    assert proof.proofs == ("Klaro holds consent for analytics, marketing",)


def test_a_refusal_that_was_there_before_the_choice_proves_nothing() -> None:
    assert judge("reject", says(REJECT), says(REJECT)).proofs == ()


def test_a_withdrawal_is_proven_where_consent_became_a_refusal() -> None:
    proof = judge("reject", says(ACCEPT, categories=BOTH), says(REJECT, categories=NEITHER))
    assert (proof.proofs, proof.contradictions) == (("Klaro holds a refusal",), ())


def test_a_withdrawal_is_proven_where_the_choice_was_forgotten() -> None:
    proof = judge("reject", says(ACCEPT, categories=BOTH), says(NONE))
    assert (proof.proofs, proof.contradictions) == (("Klaro holds consent no longer",), ())


def test_a_withdrawal_is_proven_where_the_cookie_with_consent_is_gone() -> None:
    proof = judge("reject", says(ACCEPT, "the cookie 'consent'", written=True), ())
    assert proof.proofs == ("the cookie 'consent', which held consent, is gone",)
    assert judge("reject", says(ACCEPT), ()).proofs == ()
    assert judge("accept", says(ACCEPT, "the cookie 'consent'", written=True), ()).proofs == ()


@pytest.mark.parametrize(
    ("wish", "after", "sentence"),
    [
        (
            "reject",
            says(ACCEPT, categories=BOTH),
            "the visitor refused, and Klaro holds consent for analytics, marketing",
        ),
        (
            "reject",
            says(PARTIAL, categories=ONE),
            "the visitor refused, and Klaro holds consent for analytics",
        ),
        ("reject", says(ACCEPT), "the visitor refused, and Klaro holds consent"),
        ("reject", says(NONE), "the visitor refused, and Klaro holds no choice"),
        ("accept", says(REJECT), "the visitor accepted, and Klaro holds a refusal"),
        ("accept", says(NONE), "the visitor accepted, and Klaro holds no choice"),
        (
            "accept",
            says(PARTIAL, categories=ONE),
            "the visitor accepted everything, and Klaro holds no consent for marketing",
        ),
    ],
)
def test_a_state_that_says_otherwise_contradicts(
    wish: str, after: tuple[Held, ...], sentence: str
) -> None:
    proof = judge(wish, says(NONE), after)  # type: ignore[arg-type] # it is a Wish
    assert (proof.proofs, proof.contradictions) == ((), (sentence,))


@pytest.mark.parametrize("wish", ["accept", "reject"])
def test_what_nobody_can_tell_neither_proves_nor_contradicts(wish: str) -> None:
    proof = judge(wish, says(NONE), says(UNKNOWN))  # type: ignore[arg-type] # it is a Wish
    assert (proof.proofs, proof.contradictions) == ((), ())


def test_consent_that_a_refusal_left_as_it_was_contradicts() -> None:
    held = says(ACCEPT, categories=BOTH)
    assert judge("reject", held, held).contradictions != ()


def test_what_may_be_of_another_question_speaks_only_where_it_changes() -> None:
    elsewhere = (says(ACCEPT)[0].elsewhere("ads.example"),)
    asking = (says(NONE)[0].elsewhere("ads.example"),)
    assert judge("reject", elsewhere, elsewhere).contradictions == ()
    assert judge("reject", asking, asking).contradictions == ()
    denied = (replace(asking[0], categories=NEITHER),)
    assert judge("reject", asking, denied).contradictions == ()
    assert judge("reject", asking, elsewhere).contradictions == (
        "the visitor refused, and Klaro (in a frame of ads.example) holds consent",
    )


def test_a_source_that_does_not_know_what_was_asked_refuses_nothing_by_silence() -> None:
    part = says(PARTIAL, "IAB TCF", categories={"purpose 1": True}, complete=False)
    proof = judge("accept", says(NONE, "IAB TCF"), part)
    assert (proof.proofs, proof.contradictions) == ((), ())


@pytest.mark.parametrize(
    ("categories", "sentence"),
    [
        (ONE, ""),
        ({"statistics": True, "Adverts": False}, ""),
        (BOTH, "and Klaro holds consent for marketing"),
        (NEITHER, "and Klaro holds no consent for analytics"),
    ],
)
def test_single_categories_are_judged_one_by_one(
    categories: dict[str, bool], sentence: str
) -> None:
    granted = frozenset({"analytics"})
    after = says(PARTIAL, categories=categories)
    proof = judge("accept", says(NONE), after, granted)
    if sentence:
        assert proof.contradictions == (f"the visitor accepted analytics alone, {sentence}",)
        assert proof.proofs == ()
    else:
        assert proof.contradictions == ()
        assert len(proof.proofs) == 1


def test_what_a_site_of_its_own_making_keeps_on_is_nothing_beyond_the_choice() -> None:
    after = says(ACCEPT, categories={"functional": True, "analytics": True}, firm=False)
    proof = judge("accept", (), after, frozenset({"analytics"}))
    assert proof.contradictions == ()
    assert len(proof.proofs) == 1


def test_what_is_said_aside_stands_beside_the_proof() -> None:
    after = says(REJECT, "IAB TCF", note="legitimate interest is still claimed for purposes 2")
    (sentence,) = judge("reject", says(NONE, "IAB TCF"), after).proofs
    assert sentence.endswith("(legitimate interest is still claimed for purposes 2)")


def test_long_lists_of_categories_are_cut() -> None:
    many = {f"service {number}": True for number in range(9)}
    (sentence,) = judge("reject", says(NONE), says(ACCEPT, categories=many)).contradictions
    assert sentence.endswith("service 4 and 4 more")
