"""Every walk made several times: how often a finding showed, and what it weighs for that."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.cookies import Journey
from crawler.findings import Finding, Gate, Rule
from crawler.gate import ExitCode
from crawler.run_store import RunStore
from crawler.runs import RunRecord, load_run
from crawler.walks import NotProven, Outcome
from tests.compare.walking import (
    accepted,
    analytics,
    declared,
    entry,
    rejected,
    untouched,
    walked,
    wrote,
)
from tests.drift.runs import AFTER, Walks, audited

LIST = declared(entry("sid", lifetime="session"), analytics("ga"))


def times(*shown: bool) -> list[Walks]:
    """Rounds in which an undeclared cookie shows or not."""
    return [(untouched(wrote("sid"), *([wrote("promo")] if one else [])),) for one in shown]


def only(run: RunRecord, rule: Rule = Rule.UNDECLARED) -> Finding:
    (finding,) = (one for one in run.findings if one.rule is rule)
    return finding


def test_seen_in_some_repeats_it_warns_and_in_all_it_gates() -> None:
    some = audited(LIST, *times(False, True, False, True, False))
    finding = only(some)
    assert (finding.seen_in, finding.repeats, finding.confirmed) == (2, 5, False)
    assert (finding.gate, finding.weight) == (Gate.WARN, Gate.FAIL)
    assert finding.message.endswith(" Seen 2 of 5 times, so it warns.")
    assert some.verdict.exit_code == ExitCode.CLEAN
    all_of_them = audited(LIST, *times(*[True] * 5))
    assert only(all_of_them).gates
    assert only(all_of_them).message.endswith(" Seen 5 of 5 times.")
    assert all_of_them.verdict.exit_code == ExitCode.FINDINGS


def test_a_single_round_is_told_as_ever() -> None:
    (walks,) = times(True)
    run = audited(LIST, walks)
    assert run.walks == walks
    assert "Seen" not in only(run).message
    assert (only(run).seen_in, only(run).repeats) == (1, 1)


def test_the_acts_of_all_repeats_stand_in_one_walk() -> None:
    run = audited(LIST, *times(True, False, True))
    (walk,) = run.walks
    promo, sid = walk.cookies
    assert (len(walk.visits), len(sid.writes), len(promo.writes)) == (6, 3, 2)
    assert (sid.seen_in, promo.seen_in) == (3, 2)


def test_a_run_of_repeats_is_read_back_as_it_was(tmp_path: Path) -> None:
    run = audited(LIST, *times(True, False))
    folder = RunStore(tmp_path).finish(run, lambda *_: None)
    assert load_run(folder) == run


@pytest.mark.parametrize(("outcomes", "count"), [("pnp", 1), ("nnp", 2), ("nnn", 3)])
def test_what_one_repeat_could_not_prove_is_not_proven(outcomes: str, count: int) -> None:
    kinds = {"p": Outcome.PROVEN, "n": Outcome.NOT_PROVEN}
    rounds = [(rejected(wrote("sid", phase=AFTER), outcome=kinds[one]),) for one in outcomes]
    run = audited(LIST, *rounds)
    result = run.walks[0].result
    assert result.outcome is Outcome.NOT_PROVEN
    assert ("(in" in result.reason) == (count < 3)
    assert run.verdict.exit_code == ExitCode.NOT_PROVEN


def test_a_finding_says_where_its_journey_was_not_proven() -> None:
    shown = rejected(wrote("ga", phase=AFTER))
    open_ = rejected(wrote("ga", phase=AFTER), outcome=Outcome.NOT_PROVEN)
    run = audited(LIST, (shown,), (open_,), (shown,))
    finding = only(run, Rule.AFTER_REJECT)
    assert (finding.seen_in, finding.gate) == (2, Gate.WARN)
    assert "in 1 of the others what shows it was not proven" in finding.message
    assert run.verdict.exit_code == ExitCode.NOT_PROVEN


def test_a_banner_that_some_repeats_did_not_meet_proves_nothing() -> None:
    run = audited(LIST, (accepted(),), (walked(Journey.ACCEPT, outcome=Outcome.NOT_APPLICABLE),))
    result = run.walks[0].result
    assert result.outcome is Outcome.NOT_PROVEN
    assert result.reason == (
        "no consent banner showed in 1 of 2 repeats, but in the others one did"
    )


def test_gaps_are_told_once_with_how_often_they_came() -> None:
    walk = untouched(wrote("sid"))
    gap = NotProven("the cookies of a.test", "it could not be reached", walk.walk)
    with_gap = replace(walk, not_proven=(gap, gap))
    run = audited(LIST, (walk,), (with_gap,), (with_gap,))
    assert [one.reason for one in run.walks[0].not_proven] == [
        "it could not be reached (in 2 of 3 repeats)"
    ]


def test_a_declared_cookie_that_any_repeat_saw_is_not_missing() -> None:
    seen = (untouched(wrote("sid")),)
    run = audited(declared(entry("sid"), entry("rare")), seen, seen)
    assert only(run, Rule.MISSING).message.endswith(" Seen 2 of 2 times.")
    once = (untouched(wrote("sid"), wrote("rare")),)
    run = audited(declared(entry("sid"), entry("rare")), seen, once)
    assert not [one for one in run.findings if one.rule is Rule.MISSING]


@pytest.mark.parametrize(
    "names", [("_v_0a1b2c3d4e", "_v_1b2c3d4e5f", "_v_2c3d4e5f60"), ("kdjw", "pqmx", "ruvz")]
)
def test_a_name_that_is_made_up_anew_is_one_finding_that_gates(names: tuple[str, ...]) -> None:
    run = audited(LIST, *((untouched(wrote("sid"), wrote(name)),) for name in names))
    finding = only(run)
    assert (finding.seen_in, finding.gates) == (3, True)
    assert "under names made up anew" in finding.message


def test_it_fails_only_where_every_repeat_lets_it_fail() -> None:
    session = declared(entry("sid", lifetime="session"), entry("p", lifetime="1 day"))
    persistent, none = (untouched(wrote("sid", 3600.0)),), (untouched(wrote("sid")),)
    finding = only(audited(session, persistent, none), Rule.LIFETIME_SESSION)
    assert (finding.seen_in, finding.gate) == (1, Gate.WARN)


def test_the_journeys_of_all_repeats_are_named() -> None:
    one = (untouched(wrote("promo")), accepted())
    two = (untouched(), accepted(wrote("promo", phase=AFTER)))
    finding = only(audited(LIST, one, two))
    assert finding.journeys == ("untouched", "accept")
