import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.cookies import ANONYMOUS, Identity, Journey, Phase, Walk
from crawler.findings import Finding, Gate, Rule
from crawler.gate import ExitCode, verdict
from crawler.walks import (
    JourneyResult,
    NotProven,
    Outcome,
    VisitOutcome,
    VisitResult,
    WalkObservation,
)

REJECT = Walk("public", ANONYMOUS, Journey.REJECT)
GAP = NotProven("cookies of third parties", "the self-test did not see its own")


def found(gate: Gate) -> Finding:
    return Finding(Rule.UNDECLARED, gate, REJECT, Phase.AFTER, Identity("a", "b.org"), "", "", "")


def walked(
    outcome: Outcome = Outcome.PROVEN,
    visit: VisitOutcome | None = VisitOutcome.VISITED,
    not_proven: tuple[NotProven, ...] = (),
) -> WalkObservation:
    page = "https://b.org/"
    visits = (VisitResult(REJECT, page, Phase.AFTER, visit),) if visit else ()
    return WalkObservation(JourneyResult(REJECT, outcome, "why"), visits, (), not_proven)


def test_the_exit_codes_are_those_of_the_documentation() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "CLEAN": 0,
        "FINDINGS": 1,
        "BAD_INPUT": 2,
        "NOT_PROVEN": 3,
        "NOT_RUN": 4,
    }


@pytest.mark.parametrize("outcome", [Outcome.VALID, Outcome.PROVEN, Outcome.NOT_APPLICABLE])
def test_clean_is_where_all_was_checked_and_nothing_found(outcome: Outcome) -> None:
    result = verdict([], [], [walked(outcome)])
    assert result.exit_code == ExitCode.CLEAN
    assert result.sentence == "No rule was found broken; all that was planned was checked."


def test_warnings_and_accepted_findings_do_not_fail() -> None:
    result = verdict(map(found, [Gate.WARN, Gate.IGNORE, Gate.WARN]), [], [walked()])
    assert result.exit_code == ExitCode.CLEAN
    assert result.sentence == (
        "0 findings fail the audit, 2 warn, 1 is accepted or ignored; "
        "all that was planned was checked."
    )


def test_one_finding_that_gates_is_enough() -> None:
    result = verdict(map(found, [Gate.WARN, Gate.FAIL]), [], [walked()])
    assert result.exit_code == ExitCode.FINDINGS
    assert result.sentence.startswith("1 finding fails the audit, 1 warns;")


def test_a_finding_goes_before_what_is_not_proven_and_the_sentence_names_both() -> None:
    result = verdict(map(found, [Gate.FAIL, Gate.FAIL]), [GAP], [walked()])
    assert result.exit_code == ExitCode.FINDINGS
    assert result.sentence == (
        "2 findings fail the audit, 0 warn; not proven: cookies of third parties."
    )


@pytest.mark.parametrize(
    ("not_proven", "walk", "named"),
    [
        ([GAP], walked(), "cookies of third parties"),
        ([], walked(Outcome.NOT_PROVEN), "the reject journey (public)"),
        (
            [],
            walked(not_proven=(NotProven("the page /x", "503", REJECT),)),
            "the page /x (public)",
        ),
    ],
)
def test_what_is_not_proven_is_never_clean(
    not_proven: list[NotProven], walk: WalkObservation, named: str
) -> None:
    result = verdict([], not_proven, [walk])
    assert result.exit_code == ExitCode.NOT_PROVEN
    assert result.sentence == f"No rule was found broken; not proven: {named}."


@pytest.mark.parametrize(
    "walks",
    [
        [],
        [walked(visit=None)],
        [walked(visit=VisitOutcome.FAILED)],
        [walked(visit=VisitOutcome.SKIPPED)],
    ],
    ids=["no journey", "no visit", "all failed", "all skipped"],
)
def test_an_audit_that_saw_no_page_is_never_clean(walks: list[WalkObservation]) -> None:
    result = verdict([], [GAP], walks)
    assert result.exit_code == ExitCode.NOT_PROVEN
    assert result.sentence == (
        "No rule was found broken; not proven: everything, since no page was visited."
    )


def test_a_journey_that_explains_itself_is_named_once() -> None:
    gap = NotProven("the reject journey", "the banner stayed open", REJECT)
    result = verdict([], [gap], [walked(Outcome.NOT_PROVEN, not_proven=(gap,))])
    assert result.sentence.count("reject journey") == 1


def test_many_gaps_are_counted_not_listed() -> None:
    gaps = [NotProven(f"thing {number}", "") for number in range(10)]
    result = verdict([], gaps, [walked()])
    assert result.sentence.endswith("not proven: thing 0, thing 1, thing 2 and 7 more.")
    few = verdict([], gaps[:3], [walked()])
    assert few.sentence.endswith("not proven: thing 0, thing 1, thing 2.")


def test_the_sentence_is_safe_to_print() -> None:
    result = verdict([], [NotProven("\x1b[2J\u202e" + "x" * 10_000, "")], [walked()])
    assert result.sentence.isprintable()
    assert len(result.sentence) < 300


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(st.sampled_from(list(Gate))),
    st.lists(st.builds(NotProven, st.text(), st.text())),
    st.lists(
        st.builds(walked, st.sampled_from(list(Outcome)), st.sampled_from([None, *VisitOutcome]))
    ),
)
def test_clean_means_that_something_was_seen_and_nothing_is_open(
    gates: list[Gate], gaps: list[NotProven], walks: list[WalkObservation]
) -> None:
    result = verdict(map(found, gates), gaps, walks)
    assert (result.exit_code == ExitCode.FINDINGS) == (Gate.FAIL in gates)
    if result.exit_code == ExitCode.CLEAN:
        assert not gaps
        assert any(one.outcome is VisitOutcome.VISITED for walk in walks for one in walk.visits)
        assert all(walk.result.outcome is not Outcome.NOT_PROVEN for walk in walks)
    assert result.exit_code in {ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.NOT_PROVEN}
