"""What differs between two runs, and what cannot be compared."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from crawler.cookies import Journey, Write
from crawler.drift.difference import About, Change, Kind
from crawler.drift.telling import drift_json, print_drift
from crawler.runs import Moved
from crawler.walks import NotProven, Outcome, VisitOutcome, WalkObservation
from tests.compare.walking import (
    DAY,
    HOME,
    YEAR,
    accepted,
    declared,
    entry,
    kept,
    rejected,
    sent,
    untouched,
    walked,
    wrote,
)
from tests.drift.runs import AFTER, audited, between, told
from tests.reports.sample_run import hostile_run, sample_run

LIST = declared(entry("sid", lifetime="session"), entry("seen", lifetime="1 year"))
PAGE = "https://www.example.com/0"


def w(name: str, requested: float | None = None, **more: object) -> Write:
    return replace(wrote(name, requested, page=PAGE), **more)  # type: ignore[arg-type]


def later(*acts: Write) -> tuple[Write, ...]:
    """The same after the visitor's decision."""
    return tuple(replace(one, phase=AFTER) for one in acts)


def usual(*more: Write) -> tuple[WalkObservation, ...]:
    acts = (w("sid"), w("seen", YEAR), *more)
    return untouched(*acts), accepted(*later(*acts))


def test_the_same_twice_does_not_differ() -> None:
    drift = between(audited(LIST, usual()), audited(LIST, usual()))
    assert (drift.differs, drift.differences, drift.counted()) == (False, (), "Nothing differs")


def test_one_new_cookie_is_all_that_is_told() -> None:
    drift = between(audited(LIST, usual()), audited(LIST, usual(w("promo", DAY))))
    assert [(one.kind, one.about, one.name) for one in drift.differences] == [
        (Kind.NEW, About.FINDING, "promo"),
        (Kind.NEW, About.COOKIE, "promo"),
    ]
    cookie = drift.differences[1]
    assert cookie.journeys == ("untouched", "accept")
    assert cookie.told == (
        "untouched (before), accept (after); set by www.example.com/site.js; lives 24 hours"
    )


def test_what_is_not_there_any_more_is_gone() -> None:
    drift = between(audited(LIST, usual(w("promo", DAY))), audited(LIST, usual()))
    assert {(one.kind, one.name) for one in drift.differences} == {(Kind.GONE, "promo")}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (w("x", YEAR), w("x", 2 * YEAR), Change("lifetime", "1 year", "2 years")),
        (w("x"), w("x", YEAR), Change("lifetime", "session", "1 year")),
        (
            w("x", secure=True, same_site="Lax"),
            w("x", same_site="None"),
            Change("attributes", "Secure SameSite=Lax", "SameSite=None"),
        ),
        (
            w("x", source="https://a.test/t.js"),
            w("x", source="https://b.test/t.js"),
            Change("set by", "a.test/t.js", "b.test/t.js"),
        ),
        (w("x"), w("x", refused="no"), Change("kept", "stored", "refused (no)")),
        (
            w("x", phase=AFTER),
            w("x"),
            Change("phase in untouched", "after", "before"),
        ),
    ],
)
def test_what_changed_of_a_cookie_is_told(before: Write, after: Write, change: Change) -> None:
    both = [
        audited(declared(entry("x")), (walked(Journey.UNTOUCHED, one, pages=1),))
        for one in (before, replace(after, at=before.at))
    ]
    # An untouched walk has no later phase to visit: its page is taken for both.
    both = [
        replace(
            run,
            walks=tuple(
                replace(
                    one,
                    visits=(*one.visits, *(replace(v, phase=AFTER) for v in one.visits)),
                )
                for one in run.walks
            ),
        )
        for run in both
    ]
    drift = between(*both)
    (cookie,) = (one for one in drift.differences if one.about is About.COOKIE)
    assert change in cookie.changes
    assert len(cookie.changes) == 1 or change.what == "kept"


def test_who_receives_it_is_told() -> None:
    runs = [
        audited(LIST, (untouched(w("seen", YEAR), *reads),))
        for reads in ([], [replace(sent("seen"), host="px.ads.test", page=PAGE)])
    ]
    assert [one.changes for one in between(*runs).differences] == [
        (Change("sent to", "nobody", "ads.test"),)
    ]


def test_a_fixed_end_is_no_other_lifetime_a_day_later() -> None:
    write = w("seen", YEAR)
    later = replace(write, at=write.at + DAY, requested=YEAR - DAY)
    runs = [audited(LIST, (untouched(one),)) for one in (write, later)]
    assert not [one for one in between(*runs).differences if one.about is About.COOKIE]


def test_journeys_that_came_or_went_are_told() -> None:
    one = (untouched(w("sid")), accepted(*later(w("sid"), w("seen", YEAR))))
    two = (untouched(w("sid"), w("seen", YEAR)), accepted(*later(w("sid"), w("seen", YEAR))))
    (cookie,) = between(audited(LIST, one), audited(LIST, two)).differences
    assert cookie.changes == (Change("in untouched", "not set", "before"),)


def test_what_one_run_did_not_prove_is_never_gone() -> None:
    one = (untouched(w("sid")), accepted(*later(w("sid"), w("promo"))))
    two = (untouched(w("sid")), accepted(*later(w("sid")), outcome=Outcome.NOT_PROVEN))
    drift = between(audited(LIST, one), audited(LIST, two))
    assert {one.kind for one in drift.differences} == {Kind.NOT_PROVEN}
    assert ("not-proven", "promo") in told(drift)
    assert ("not-proven", "promo") in told(drift, About.FINDING)
    (journey,) = (one for one in drift.differences if one.about is About.JOURNEY)
    assert journey.changes == (Change("outcome", "proven", "not-proven"),)
    back = between(audited(LIST, two), audited(LIST, one))
    assert {one.kind for one in back.differences} == {Kind.NOT_PROVEN}


def test_what_stood_on_a_page_that_the_other_did_not_visit_is_never_gone() -> None:
    page = "https://www.example.com/1"
    one = walked(Journey.UNTOUCHED, w("sid"), wrote("promo", page=page))
    two = walked(Journey.UNTOUCHED, w("sid"))
    failed = replace(two.visits[1], outcome=VisitOutcome.FAILED)
    drift = between(
        audited(LIST, (one,)), audited(LIST, (replace(two, visits=(two.visits[0], failed)),))
    )
    assert told(drift) == [("not-proven", "promo")]
    assert f"B did not visit {page}" in next(one.told for one in drift.differences)


def test_a_site_or_journey_that_one_run_did_not_walk_is_not_proven() -> None:
    drift = between(audited(LIST, usual()), audited(LIST, usual()[:1]))
    assert [(one.kind, one.told) for one in drift.differences] == [
        (Kind.NOT_PROVEN, "B has no accept journey of public")
    ]


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("every change to the cookies", Kind.NOT_PROVEN),
        ("the cookies of tag.test", Kind.NOT_PROVEN),
        ("the cookies of other.test", Kind.GONE),
        (f"what the page {PAGE} does within 30 s", Kind.NOT_PROVEN),
        (f"what the page {HOME}1 does within 30 s", Kind.GONE),
        ("the lifetime that the cookie 'x' of y asks for", Kind.GONE),
    ],
)
def test_a_gap_of_one_run_leaves_open_what_it_may_have_hidden(subject: str, kind: Kind) -> None:
    promo = w("promo", source="https://tag.test/t.js")
    one, two = untouched(w("sid"), promo), untouched(w("sid"))
    gap = NotProven(subject, "it broke off", two.walk)
    drift = between(audited(LIST, (one,)), audited(LIST, (replace(two, not_proven=(gap,)),)))
    assert told(drift) == [(kind, "promo")]


def test_a_gap_of_both_runs_leaves_nothing_open_that_was_not() -> None:
    gap = NotProven("every change to the cookies", "no log")
    one, two = (audited(LIST, (untouched(*acts),)) for acts in ([w("promo")], []))
    drift = between(replace(one, not_proven=(gap,)), replace(two, not_proven=(gap,)))
    assert told(drift) == [("gone", "promo")]
    assert any("not proven in either run" in note for note in drift.notes)


def test_names_made_up_anew_are_the_same_cookie() -> None:
    def run(*codes: str) -> tuple[WalkObservation, ...]:
        names = [f"_v_{code}" for code in codes]
        return untouched(w(names[0])), rejected(*later(w(names[1]))), accepted(*later(w(names[2])))

    before = audited(LIST, run("0a1b2c3d4e", "1b2c3d4e5f", "2c3d4e5f60"))
    after = audited(LIST, run("9a8b7c6d5e", "8b7c6d5e4f", "7c6d5e4f30"))
    assert between(before, after).differences == ()


def test_a_name_that_many_visitors_met_is_itself() -> None:
    one, two = ((untouched(w(name)), rejected(*later(w(name)))) for name in ("wish_1", "wish_2"))
    drift = between(audited(LIST, one), audited(LIST, two))
    assert told(drift) == [("new", "wish_2"), ("gone", "wish_1")]


def test_an_untold_write_is_known_by_the_jar() -> None:
    one, two = (audited(LIST, (untouched(*acts),)) for acts in ([], [kept("promo", page=PAGE)]))
    assert told(between(one, two)) == [("new", "promo")]


def test_whatever_a_site_sends_is_compared_and_shown_in_good_time() -> None:
    before, after = sample_run(), hostile_run()
    walk = after.walks[2]
    odd = replace(w("odd"), source="http://[", page=walk.visits[0].page)
    cookie = replace(walk.cookies[0], identity=odd.identity, writes=(odd,))
    after = replace(
        after, walks=(*after.walks[:2], replace(walk, cookies=(cookie,)), *after.walks[3:])
    )
    drift = between(before, after)
    with Console(file=StringIO(), width=100) as console:
        print_drift(drift, console)
        assert "\x1b[2J" not in console.file.getvalue()  # type: ignore[attr-defined]
    assert json.loads(drift_json(drift))["differs"]


@pytest.mark.parametrize(
    ("address", "declared_address"),
    [
        ("https://pr-7.test/a?b#c", "https://shop.test/a?b#c"),
        ("https://pr-7.test", "https://shop.test"),
        ("https://pr-7.test.evil.test/a", "https://pr-7.test.evil.test/a"),
        ("http://[", "http://["),
    ],
)
def test_an_address_of_a_copy_is_told_as_that_of_the_site(
    address: str, declared_address: str
) -> None:
    moved = Moved("shop", "https://shop.test/en", "https://pr-7.test")
    assert moved.as_declared(address) == declared_address


def test_what_varies_within_a_run_is_told_apart_and_does_not_count() -> None:
    one, two = untouched(w("sid"), w("promo", DAY)), untouched(w("sid"))
    drift = between(audited(LIST, (one,), (two,)), audited(LIST, (two,), (two,)))
    assert [(each.kind, each.varies) for each in drift.differences] == [(Kind.GONE, True)] * 2
    assert not drift.differs
    shown = StringIO()
    print_drift(drift, Console(file=shown, width=200))
    _, varying = shown.getvalue().split("Varies within a run, too, and does not count\n")
    assert varying.startswith("  gone finding undeclared promo")
    assert varying.endswith("Nothing differs.\n")
