"""Only what is new since a baseline fails an audit, and nothing is excused by not looking."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.cookies import Journey
from crawler.declared import Waiver
from crawler.findings import Finding, Gate, Rule
from crawler.gate import ExitCode
from crawler.runs import Moved, RunRecord
from crawler.walks import Outcome
from tests.compare.walking import (
    SCRIPT,
    YEAR,
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
EARLIER = "20261101T000000Z-000001"


def undeclared(*names: str) -> Walks:
    return (untouched(wrote("sid"), *(wrote(name, page=f"{HOST}/0") for name in names)),)


HOST = "https://www.example.com"


def by_name(run: RunRecord, rule: Rule = Rule.UNDECLARED) -> dict[str, Finding]:
    return {one.identity.name: one for one in run.findings if one.rule is rule}


def test_what_was_there_warns_and_what_is_new_gates() -> None:
    baseline = audited(LIST, undeclared("old"), run_id=EARLIER)
    run = audited(LIST, undeclared("old", "new"), baseline=baseline)
    found = by_name(run)
    assert [(name, one.gate) for name, one in found.items()] == [
        ("new", Gate.FAIL),
        ("old", Gate.WARN),
    ]
    assert found["new"].message.endswith(f" It is new since the baseline {EARLIER}.")
    assert found["old"].message.endswith(f" It was in the baseline {EARLIER} already, so it warns.")
    assert run.verdict.exit_code == ExitCode.FINDINGS
    assert run.verdict.sentence.endswith(
        f" Held against the baseline {EARLIER}: 1 that would fail was in it."
    )
    assert run.baseline
    assert (run.baseline.run_id, run.baseline.known) == (EARLIER, 1)


def test_nothing_new_is_clean_and_stays_so_against_that_run() -> None:
    first = audited(LIST, undeclared("old"), run_id=EARLIER)
    second = audited(LIST, undeclared("old"), baseline=first)
    third = audited(LIST, undeclared("old"), baseline=second)
    assert [one.verdict.exit_code for one in (first, second, third)] == [1, 0, 0]


def test_what_is_not_proven_still_counts() -> None:
    walks = (rejected(outcome=Outcome.NOT_PROVEN),)
    baseline = audited(LIST, walks)
    assert audited(LIST, walks, baseline=baseline).verdict.exit_code == ExitCode.NOT_PROVEN


def test_a_baseline_excuses_nothing_that_it_had_not_proven() -> None:
    baseline = audited(
        LIST, (rejected(wrote("ga", phase=AFTER), outcome=Outcome.NOT_PROVEN),), run_id=EARLIER
    )
    run = audited(LIST, (rejected(wrote("ga", phase=AFTER)),), baseline=baseline)
    finding = by_name(run, Rule.AFTER_REJECT)["ga"]
    assert finding.gates
    assert finding.message.endswith(
        f" Whether it is new the baseline {EARLIER} cannot tell "
        "(the reject journey of it is not proven): it counts."
    )
    assert "of 1 that fails it cannot tell, and they count" in run.verdict.sentence


def test_a_baseline_excuses_nothing_on_a_page_that_it_did_not_visit() -> None:
    baseline = audited(LIST, (walked(Journey.UNTOUCHED, wrote("sid"), pages=1),))
    promo = wrote("promo", page=f"{HOST}/1")
    run = audited(LIST, (untouched(wrote("sid"), promo),), baseline=baseline)
    assert by_name(run)["promo"].gates
    assert "it did not visit https://www.example.com/1" in by_name(run)["promo"].message


def test_an_ended_waiver_gates_again() -> None:
    waiver = Waiver(
        rule=Rule.UNDECLARED, cookie="old", owner="dpo", until=date(2027, 1, 1), why="soon"
    )
    ended = waiver.model_copy(update={"until": date(2026, 1, 1)})
    waived = audited(LIST.model_copy(update={"waivers": (waiver,)}), undeclared("old"))
    run = audited(LIST.model_copy(update={"waivers": (ended,)}), undeclared("old"), baseline=waived)
    assert by_name(run)["old"].gates
    assert "where it did not fail: it counts" in by_name(run)["old"].message


def test_a_fault_that_became_worse_gates() -> None:
    was = declared(entry("p", lifetime="1 year"))
    now = declared(entry("p", lifetime="session"))
    baseline = audited(was, (untouched(wrote("p")),))
    run = audited(now, (untouched(wrote("p", YEAR)),), baseline=baseline)
    assert by_name(baseline, Rule.LIFETIME_SESSION)["p"].gate is Gate.WARN
    assert by_name(run, Rule.LIFETIME_SESSION)["p"].gates


@pytest.mark.parametrize(
    "names", [("_v_0a1b2c3d4e", "_v_9f8e7d6c5b"), ("v.0a1b2c3d4e", "v.9f8e7d6c5b")]
)
def test_names_made_up_anew_are_not_new(names: tuple[str, str]) -> None:
    baseline = audited(LIST, undeclared(names[0]))
    run = audited(LIST, undeclared(names[1]), baseline=baseline)
    assert run.verdict.exit_code == ExitCode.CLEAN


def test_a_vendor_that_varies_within_the_baseline_does_not_gate_and_the_site_itself_does() -> None:
    def shows(*names: str, source: str) -> Walks:
        return (untouched(*(replace(wrote(one), source=source) for one in names)),)

    vendor, own = "https://ads.test/t.js", SCRIPT
    rounds = [shows("red", source=vendor), shows("blue", source=vendor)]
    baseline = audited(LIST, *rounds)
    twice = [shows("green", source=vendor)] * 2
    run = audited(LIST, *twice, baseline=baseline)
    assert run.verdict.exit_code == ExitCode.CLEAN
    assert "What ads.test/t.js sets varies within the baseline" in by_name(run)["green"].message
    mine = audited(LIST, *[shows("green", source=own)] * 2, baseline=baseline)
    assert mine.verdict.exit_code == ExitCode.FINDINGS


def test_a_copy_is_held_against_a_run_of_the_site_itself() -> None:
    moved = Moved("public", HOST, "https://pr-7.preview.test")
    public = LIST.sites["public"].model_copy(update={"audited_at": moved.audited})
    copy = LIST.model_copy(update={"sites": {**LIST.sites, "public": public}})

    def seen(host: str, *names: str) -> Walks:
        page = f"https://{host}/0"
        walk = untouched(*(wrote(name, domain=host, page=page) for name in names))
        visit = replace(walk.visits[0], page=page)
        return (replace(walk, visits=(visit,)),)

    baseline = audited(LIST, seen("www.example.com", "sid", "old"))
    there = seen("pr-7.preview.test", "sid", "old", "new")
    run = audited(copy, there, baseline=baseline, moved=(moved,))
    assert [name for name, one in by_name(run).items() if one.gates] == ["new"]
