"""What is suggested for what a run found, and that it covers just that."""

from dataclasses import replace

import pytest

from crawler.compare import compare
from crawler.cookies import Journey, StorageType
from crawler.declared import Declaration
from crawler.findings import Rule
from crawler.suggest import KnownCookies, Suggestions, built_in_table, suggest
from crawler.suggest.suggesting import entry_of
from crawler.walks import WalkObservation
from tests.compare.walking import DAY, TODAY, YEAR, Act, declared, entry, kept, walked, wrote
from tests.reports.sample_run import sample_run

KNOWN = KnownCookies((built_in_table(),))
UNDECLARED = {Rule.UNDECLARED, Rule.UNDECLARED_STORAGE}


def suggested(declaration: Declaration, *walks: WalkObservation) -> Suggestions:
    return suggest(declaration, replace(sample_run(), walks=walks), KNOWN)


def seen(*acts: Act, **more: object) -> WalkObservation:
    return walked(Journey.UNTOUCHED, *acts, **more)  # type: ignore[arg-type]


def undeclared_with(found: Suggestions, declaration: Declaration, *walks: WalkObservation) -> int:
    """How many findings say "undeclared" once the entries are added."""
    entries = [entry_of(one, declaration) for one in found.entries]
    new = declaration.model_copy(update={"cookies": (*declaration.cookies, *entries)})
    return sum(one.rule in UNDECLARED for one in compare(new, walks, today=TODAY))


def test_everything_undeclared_gets_an_entry() -> None:
    declaration = declared(entry("a"))
    walks = [
        seen(wrote("a"), wrote("b", 2 * YEAR), wrote("c"), wrote("t", DAY, domain=".track.test")),
        seen(wrote("b", 2 * YEAR), site="app"),
    ]
    found = suggested(declaration, *walks)
    assert [dict(one.fields) for one in found.entries] == [
        {"name": "b", "domain": "example.com", "lifetime": "2 years"},
        {"name": "c", "sites": ("public",), "domain": "example.com", "lifetime": "session"},
        {"name": "t", "sites": ("public",), "domain": "track.test", "lifetime": "1 day"},
    ]
    assert undeclared_with(found, declaration, *walks) == 0


def test_what_is_known_is_told_with_its_source() -> None:
    (found,) = suggested(declared(), seen(wrote("_ga", 2 * YEAR))).entries
    assert (found.fields["category"], found.fields["provider"]) == ("analytics", "Google")
    assert "suggested from https://support.google.com/analytics/answer/11397207" in " ".join(
        found.comments
    )


def test_a_known_name_with_wildcards_is_taken() -> None:
    (found,) = suggested(declared(), seen(wrote("_ga_ABC", YEAR), wrote("_ga_XY1", YEAR))).entries
    assert found.name == "_ga_*"
    assert "Observed as _ga_ABC, _ga_XY1." in found.comments


@pytest.mark.parametrize("other", ["job_9", "job_x"])
def test_a_pattern_never_swallows_what_is_declared(other: str) -> None:
    declaration = declared(entry(other))
    pattern_or_names = [
        one.name
        for one in suggested(
            declaration, seen(wrote(other), wrote("job_A1"), wrote("job_B2"))
        ).entries
    ]
    assert pattern_or_names == ["job_A1", "job_B2"]


def test_a_pattern_never_swallows_what_lives_otherwise() -> None:
    found = suggested(declared(), seen(wrote("job_A1"), wrote("job_B2"), wrote("job_C3", DAY)))
    assert sorted(one.name for one in found.entries) == ["job_A1", "job_B2", "job_C3"]


def test_a_lifetime_that_differs_from_walk_to_walk_becomes_a_range() -> None:
    walks = [seen(wrote("b", DAY)), walked(Journey.ACCEPT, wrote("b", 30 * DAY))]
    (found,) = suggested(declared(), *walks).entries
    assert found.lifetime == "up to 30 days"


def test_a_lifetime_that_is_not_known_is_left_open_with_its_reason() -> None:
    (found,) = suggested(declared(), seen(kept("b", 30 * DAY))).entries
    assert "lifetime" not in found.fields
    assert any(one.startswith("Its lifetime is left open: ") for one in found.comments)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a*b", "reads as a wildcard"),
        ("x{id}", "reads as a wildcard"),
        ("", "it has no name"),
        ("a\u202eb", "cannot be declared"),
        (" a", "begins or ends with a blank"),
        ("a\ud800", "cannot be declared"),
    ],
)
def test_what_cannot_be_declared_exactly_is_said(name: str, reason: str) -> None:
    found = suggested(declared(), seen(wrote(name)))
    assert found.entries == ()
    assert reason in found.left_out[0].reason


@pytest.mark.parametrize(
    "name",
    [
        "a'b",
        'a"b',
        "a: b",
        "- a",
        "#a",
        "null",
        "&a",
        "!a",
        "é",
        "\U0001f36a",
        "a{b",
        "%a",
        "a,b",
        "]",
        "a\\b",
    ],
)
def test_a_strange_name_is_declared_as_it_is(name: str) -> None:
    (found,) = suggested(declared(), seen(wrote(name))).entries
    assert found.name == name


def test_the_same_name_of_two_parties_makes_two_entries() -> None:
    walk = seen(wrote("u"), wrote("u", DAY, domain=".track.test"))
    found = suggested(declared(), walk)
    assert [one.domain for one in found.entries] == ["example.com", "track.test"]
    assert undeclared_with(found, declared(), walk) == 0


def test_a_domain_that_is_nobodys_is_left_out_for_the_site_and_said_for_others() -> None:
    found = suggested(declared(), seen(wrote("u", domain="[::1]")))
    assert "no domain that can be declared" in found.left_out[0].reason


def test_storage_is_suggested_with_its_type_and_without_a_lifetime() -> None:
    run = sample_run()
    walk = run.walks[2]
    declaration = Declaration.model_validate(
        {
            "version": 1,
            "sites": {"public": {"name": "public", "url": "https://7speaking.com"}},
            "cookies": [{"name": name} for name in ("_ga", "tarteaucitron", "IDE")],
        }
    )
    (found,) = suggest(declaration, replace(run, walks=(walk,)), KNOWN).entries
    assert found.fields["type"] == StorageType.LOCAL_STORAGE
    assert "lifetime" not in found.fields


def test_nothing_is_suggested_for_what_is_declared_or_was_refused() -> None:
    found = suggested(declared(entry("a")), seen(wrote("a"), wrote("b", refused="because")))
    assert found == Suggestions()


def test_who_set_it_and_where_is_told() -> None:
    (found,) = suggested(declared(), seen(wrote("b"))).entries
    first = next(one for one in found.comments if one.startswith("Set by"))
    assert first.startswith("Set by https://www.example.com/site.js:3:14, first on https://www.")
