"""What holds of every comparison, whatever sites do."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.compare import compare, matches, unproven
from crawler.cookies import ANONYMOUS, Journey, Phase
from crawler.declared import Declaration
from crawler.findings import RULES, Gate, Rule
from crawler.walks import Outcome, WalkObservation
from tests.compare.walking import (
    DAY,
    TODAY,
    YEAR,
    Act,
    declared,
    entry,
    kept,
    sent,
    untouched,
    walked,
    wrote,
)

NAMES = st.sampled_from(["_ga", "_gat", "_ga_1", "sid", "", "ünï", "\u202egnp.exe", "a\x1b[2J"])
DOMAINS = st.sampled_from([".example.com", "www.example.com", ".tracker.org", "cdn.tracker.org"])
LIFETIMES = st.sampled_from([None, 0.0, -1.0, 60.0, DAY, YEAR, 2 * YEAR, 1e13, float("nan")])
PHASES = st.sampled_from(list(Phase))
WRITES = st.builds(
    wrote,
    NAMES,
    LIFETIMES,
    domain=DOMAINS,
    phase=PHASES,
    page=st.sampled_from(["https://www.example.com/", "javascript:\u202e", "\x00"]),
    refused=st.sampled_from(["", "", "InvalidDomain"]),
)
FINDS = st.builds(kept, NAMES, st.sampled_from([None, 60.0, DAY]), domain=DOMAINS, phase=PHASES)
ACTS: st.SearchStrategy[Act] = WRITES | FINDS | st.builds(sent, NAMES, domain=DOMAINS)
PLACES = st.tuples(
    st.sampled_from(["public", "app"]),
    st.sampled_from([ANONYMOUS, "learner"]),
    st.sampled_from(list(Journey)),
)


@st.composite
def some_walks(draw: st.DrawFn) -> list[WalkObservation]:
    return [
        walked(
            journey,
            *draw(st.lists(ACTS, max_size=6)),
            outcome=draw(st.sampled_from([None, *Outcome])),
            pages=draw(st.integers(0, 2)),
            site=site,
            role=role,
        )
        for site, role, journey in draw(st.lists(PLACES, unique=True, max_size=5))
    ]


ENTRIES = st.builds(
    entry,
    st.sampled_from(["_ga", "_ga*", "_g*", "sid", "s*", "_ga_{id}"]),
    domain=st.sampled_from(["", "tracker.org", "other.org", "www.example.com"]),
    consent=st.sampled_from(["required", "exempt"]),
    lifetime=st.sampled_from([None, "session", "1 day", "2 years"]),
    sites=st.sampled_from([(), ("public",), ("app",)]),
)
DECLARATIONS = st.lists(ENTRIES, max_size=5).map(lambda entries: declared(*entries))


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_no_cookie_is_both_declared_and_undeclared(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    covered = {(one.walk.site, one.walk.role, one.identity) for one in matches(declaration, walks)}
    found = compare(declaration, walks, today=TODAY)
    for finding in found:
        if finding.rule is Rule.UNDECLARED:
            assert finding.walk is not None
            assert (finding.walk.site, finding.walk.role, finding.identity) not in covered


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_every_stored_cookie_is_covered_or_undeclared(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    covered = {(one.walk.site, one.walk.role, one.identity) for one in matches(declaration, walks)}
    named = {
        (one.walk.site, one.walk.role, one.identity)
        for one in compare(declaration, walks, today=TODAY)
        if one.rule is Rule.UNDECLARED and one.walk
    }
    stored = {
        (walk.walk.site, walk.walk.role, cookie.identity)
        for walk in walks
        for cookie in walk.cookies
        if cookie.was_stored
    }
    assert named == stored - covered


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks(), st.randoms())
def test_the_order_of_the_walks_does_not_matter(
    declaration: Declaration, walks: list[WalkObservation], random: Random
) -> None:
    mixed = random.sample(walks, len(walks))
    assert compare(declaration, walks, today=TODAY) == compare(declaration, mixed, today=TODAY)
    assert unproven(declaration, walks) == unproven(declaration, mixed)
    assert matches(declaration, walks) == matches(declaration, mixed)


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_a_rule_speaks_once_about_a_cookie_of_a_site_and_visitor(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    found = compare(declaration, walks, today=TODAY)
    keys = [
        (one.rule, one.walk and (one.walk.site, one.walk.role), one.identity, one.declared_at)
        for one in found
    ]
    assert len(set(keys)) == len(keys)
    assert {one.rule for one in found} <= set(RULES)


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_what_happens_after_an_unproven_decision_decides_nothing_about_consent(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    consent = {Rule.BEFORE_CONSENT, Rule.AFTER_REJECT}
    for finding in compare(declaration, walks, today=TODAY):
        if finding.rule in consent:
            (walk,) = (one for one in walks if one.walk == finding.walk)
            undecided = finding.walk and finding.walk.journey in {Journey.UNTOUCHED, Journey.GPC}
            proven = walk.result.outcome is Outcome.PROVEN
            assert undecided or proven or finding.phase is Phase.BEFORE


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_sentences_are_short_and_safe_to_print(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    for finding in compare(declaration, walks, today=TODAY):
        for text in (finding.message, finding.declared, finding.observed):
            assert text.isprintable()
            assert 0 < len(text) < 2_000
    for gap in unproven(declaration, walks):
        assert (gap.subject + gap.reason).isprintable()


def test_a_name_as_long_as_a_book_makes_no_long_sentence() -> None:
    name, domain, page = "n" * 100_000, "d" * 100_000, "p" * 100_000
    walk = untouched(wrote(name, domain=domain, page=page))
    (finding,) = compare(declared(), [walk], today=TODAY)
    assert len(finding.message) < 1_000
    assert finding.identity.name == name


@settings(deadline=None)  # the machine may be busy
@given(DECLARATIONS, some_walks())
def test_a_rule_that_is_ignored_never_gates(
    declaration: Declaration, walks: list[WalkObservation]
) -> None:
    ignored = declaration.model_copy(update={"gate": dict.fromkeys(Rule, Gate.IGNORE)})
    before = compare(declaration, walks, today=TODAY)
    after = compare(ignored, walks, today=TODAY)
    assert not any(one.gates for one in after)
    assert [one.fingerprint for one in after] == [one.fingerprint for one in before]
