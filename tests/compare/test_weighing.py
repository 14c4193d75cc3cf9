"""Gates, waivers and fingerprints of findings."""

from datetime import date

import pytest

from crawler.compare import compare, waiver_uses
from crawler.cookies import Phase, StorageType
from crawler.findings import RULES, Gate, Rule, fingerprint
from tests.compare.walking import (
    DAY,
    YEAR,
    accepted,
    analytics,
    declared,
    entry,
    findings,
    only,
    rejected,
    untouched,
    wrote,
)

FAILING = {
    Rule.UNDECLARED,
    Rule.UNDECLARED_STORAGE,
    Rule.BEFORE_CONSENT,
    Rule.AFTER_REJECT,
    Rule.AFTER_WITHDRAW,
    Rule.READ_AFTER_REFUSAL,
    Rule.CONSENT_IGNORED_GPC,
    Rule.CONSENT_NOT_RECORDED,
    Rule.LIFETIME_LONGER,
    Rule.LIFETIME_SESSION,
}


def waiver(rule: Rule, cookie: str, until: str) -> dict[str, str]:
    return {"rule": rule, "cookie": cookie, "owner": "dpo@x.org", "until": until, "why": "moving"}


def test_the_gates_are_those_of_the_documentation() -> None:
    assert {rule for rule, text in RULES.items() if text.gate is Gate.FAIL} == FAILING
    assert {text.gate for text in RULES.values()} == {Gate.FAIL, Gate.WARN}


@pytest.mark.parametrize("gate", Gate)
def test_the_declaration_changes_the_gate_of_a_rule(gate: Gate) -> None:
    entries = declared(entry("gone"), gate={"undeclared": gate, "missing": gate})
    walk = untouched(wrote("uid"))
    assert only(Rule.UNDECLARED, entries, walk).gate is gate
    assert only(Rule.MISSING, entries, walk).gate is gate


def test_the_declarations_gate_goes_for_sessions_both_ways() -> None:
    entries = declared(entry("a", lifetime="1 day"), gate={"lifetime-session": "fail"})
    assert only(Rule.LIFETIME_SESSION, entries, untouched(wrote("a"))).gate is Gate.FAIL


@pytest.mark.parametrize("name", ["_foo", "_*", "_<x>"])
def test_a_waiver_takes_the_weight_off_until_its_last_day(name: str) -> None:
    entries = declared(waivers=(waiver(Rule.UNDECLARED, name, "2026-11-24"),))
    walks = (untouched(wrote("_foo")),)
    (held,) = compare(entries, walks, today=date(2026, 11, 24))
    assert held.gate is Gate.IGNORE
    assert held.message.endswith(" dpo@x.org accepts this until 2026-11-24: moving")
    (ended,) = compare(entries, walks, today=date(2026, 11, 25))
    assert ended.gate is Gate.FAIL
    assert ended.message.endswith(" dpo@x.org had accepted this until 2026-11-24; that has ended.")


def test_of_two_waivers_the_one_that_holds_counts() -> None:
    both = (
        waiver(Rule.UNDECLARED, "_foo", "2027-01-31"),
        waiver(Rule.UNDECLARED, "_*", "2020-01-31"),
    )
    for waivers in (both, both[::-1]):
        finding = only(Rule.UNDECLARED, declared(waivers=waivers), untouched(wrote("_foo")))
        assert finding.gate is Gate.IGNORE
        assert "2027-01-31" in finding.message


def test_a_waiver_for_another_rule_or_cookie_changes_nothing() -> None:
    waivers = (
        waiver(Rule.MISSING, "_foo", "2027-01-31"),
        waiver(Rule.UNDECLARED, "_foot", "2027-01-31"),
    )
    plain = findings(declared(), untouched(wrote("_foo")))
    waived = findings(declared(waivers=waivers), untouched(wrote("_foo")))
    assert [one.gate for one in waived] == [Gate.FAIL]
    assert [one.fingerprint for one in waived] == [one.fingerprint for one in plain]


def test_an_entry_that_speaks_about_the_policy_can_be_waived_by_its_name() -> None:
    waivers = (waiver(Rule.LIFETIME_UNDECLARED, "_ga_*", "2027-01-31"),)
    entries = declared(entry("_ga_*"), waivers=waivers)
    finding = only(Rule.LIFETIME_UNDECLARED, entries, untouched(wrote("_ga_1")))
    assert finding.gate is Gate.IGNORE


def test_a_fingerprint_does_not_depend_on_journey_time_or_lifetime() -> None:
    entries = declared(analytics("a", lifetime="1 day"))
    one = findings(entries, untouched(wrote("a", YEAR)))
    other = findings(entries, untouched(), accepted(wrote("a", 2 * YEAR)))
    assert {finding.fingerprint for finding in one} == {finding.fingerprint for finding in other}


def test_names_made_up_anew_have_the_fingerprint_of_their_pattern() -> None:
    entries = declared(analytics("_ga_*"))
    one = only(Rule.BEFORE_CONSENT, entries, untouched(wrote("_ga_1A")))
    other = only(Rule.BEFORE_CONSENT, entries, untouched(wrote("_ga_2B")))
    assert one.fingerprint == other.fingerprint


def test_an_alias_has_a_fingerprint_of_its_own() -> None:
    entries = declared(analytics("_gat", aliases=("_dc_*",)))
    prints = {
        only(Rule.BEFORE_CONSENT, entries, untouched(wrote(name))).fingerprint
        for name in ("_gat", "_dc_1", "_dc_2")
    }
    assert len(prints) == 2


def test_every_part_of_a_fingerprint_matters() -> None:
    parts = {"site": "s", "role": "r", "cookie": "c", "domain": "d"}
    marks = {
        fingerprint(Rule.MISSING, **parts, kind=StorageType.COOKIE),
        fingerprint(Rule.UNDECLARED, **parts, kind=StorageType.COOKIE),
        fingerprint(Rule.MISSING, **parts, kind=StorageType.INDEXED_DB),
        *(
            fingerprint(Rule.MISSING, **{**parts, part: "x"}, kind=StorageType.COOKIE)
            for part in parts
        ),
        fingerprint(Rule.MISSING, **{**parts, "site": "sr", "role": ""}, kind=StorageType.COOKIE),
    }
    assert len(marks) == 8
    assert all(len(mark) == 16 and int(mark, 16) >= 0 for mark in marks)


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    mark = fingerprint(
        Rule.UNDECLARED,
        site="public",
        role="anonymous",
        cookie="_ga",
        domain=".example.com",
        kind=StorageType.COOKIE,
    )
    assert mark == "778f7e8f0eed85c6"


def test_findings_come_by_rule_then_site_then_cookie() -> None:
    walks = (
        rejected(wrote("b", phase=Phase.AFTER), wrote("a", phase=Phase.AFTER)),
        untouched(wrote("x", DAY), wrote("b")),
    )
    found = findings(declared(analytics("a"), analytics("b", lifetime="1 day")), *walks)
    assert [(one.rule, one.identity.name) for one in found] == [
        (Rule.UNDECLARED, "x"),
        (Rule.LIFETIME_SESSION, "b"),
        (Rule.BEFORE_CONSENT, "b"),
        (Rule.AFTER_REJECT, "a"),
        (Rule.AFTER_REJECT, "b"),
        (Rule.LIFETIME_UNDECLARED, "a"),
    ]


def test_what_would_only_warn_fails_where_that_is_asked_for() -> None:
    entries = declared(entry("gone"), fail_on=["warning"])
    assert only(Rule.MISSING, entries, untouched()).gate is Gate.FAIL


def test_a_rule_that_is_to_fail_fails_whatever_its_gate_says() -> None:
    for gate in Gate:
        entries = declared(entry("gone"), gate={"missing": gate}, fail_on=["missing"])
        assert only(Rule.MISSING, entries, untouched()).gate is Gate.FAIL


def test_what_is_ignored_stays_so_where_warnings_fail() -> None:
    entries = declared(entry("gone"), gate={"missing": "ignore"}, fail_on=["warning"])
    assert only(Rule.MISSING, entries, untouched()).gate is Gate.IGNORE


@pytest.mark.parametrize("word", ["error", "not-proven"])
def test_what_ends_an_audit_badly_anyhow_changes_no_gate(word: str) -> None:
    entries = declared(entry("gone"), fail_on=[word])
    assert only(Rule.MISSING, entries, untouched()).gate is Gate.WARN


def test_a_waiver_in_force_goes_before_what_is_to_fail() -> None:
    waivers = (waiver(Rule.MISSING, "gone", "2027-01-31"),)
    entries = declared(entry("gone"), waivers=waivers, fail_on=["missing", "warning"])
    assert only(Rule.MISSING, entries, untouched()).gate is Gate.IGNORE


def test_each_waiver_tells_what_came_of_it() -> None:
    waivers = (
        waiver(Rule.UNDECLARED, "_f*", "2026-01-31"),
        waiver(Rule.UNDECLARED, "_g", "2027-01-31"),
        waiver(Rule.MISSING, "_f*", "2027-01-31"),
        waiver(Rule.MISSING, "_x", "2026-01-31"),
    )
    entries = declared(waivers=waivers)
    found = findings(entries, untouched(wrote("_foo"), wrote("_fee"), wrote("_g")))
    uses = waiver_uses(entries, found, today=date(2026, 11, 24))
    assert [(use.covers, use.again) for use in uses] == [(2, 2), (1, 0), (0, 0), (0, 0)]
    assert [use.note.partition(", line ")[2] for use in uses] == [
        "0) ended on 2026-01-31: 2 findings count again.",
        "",
        "0) covers no finding of this run.",
        "0) covers no finding of this run. It ended on 2026-01-31.",
    ]


def test_an_ended_waiver_beside_one_in_force_brings_nothing_back() -> None:
    waivers = (
        waiver(Rule.UNDECLARED, "_foo", "2026-01-31"),
        waiver(Rule.UNDECLARED, "_*", "2027-01-31"),
    )
    entries = declared(waivers=waivers)
    found = findings(entries, untouched(wrote("_foo")))
    uses = waiver_uses(entries, found, today=date(2026, 11, 24))
    assert [use.note for use in uses] == ["", ""]


def test_a_waiver_of_a_run_that_did_not_look_at_everything_may_be_of_use_elsewhere() -> None:
    entries = declared(waivers=(waiver(Rule.MISSING, "_x", "2027-01-31"),))
    (use,) = waiver_uses(entries, (), today=date(2026, 11, 24), whole=False)
    assert use.note.endswith(" covers no finding of this run, which did not look at everything.")
