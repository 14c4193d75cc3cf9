"""Which entry covers a cookie, seen by what is found or told of it."""

import pytest

from crawler.compare import matches
from crawler.cookies import Journey, StorageType
from crawler.declared import DeclaredCookie
from crawler.findings import Rule
from crawler.walks import WalkObservation
from tests.compare.walking import (
    DAY,
    accepted,
    analytics,
    declared,
    entry,
    of,
    only,
    rules,
    untouched,
    walked,
    wrote,
)


def covering(*entries: DeclaredCookie, walks: tuple[WalkObservation, ...]) -> list[int]:
    """The places (0, 1, ...) of the entries that cover the cookies seen."""
    return [match.line - 10 for match in matches(declared(*entries), walks)]


def seen(name: str, domain: str = ".example.com") -> tuple[WalkObservation, ...]:
    return (untouched(wrote(name, domain=domain)),)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("_ga*", "_ga"), 1),
        (("_ga", "_ga*"), 0),
        (("_g*", "_ga*", "*a"), 1),
        (("_ga", "_gat"), 0),
    ],
)
def test_an_exact_name_goes_before_a_wildcard_and_more_letters_before_fewer(
    names: tuple[str, ...], chosen: int
) -> None:
    assert covering(*map(entry, names), walks=seen("_ga")) == [chosen]


def test_an_alias_names_the_same_cookie() -> None:
    both = (entry("_gat", aliases=("_dc_gtm_<property-id>",)), entry("_dc*"))
    assert covering(*both, walks=seen("_dc_gtm_UA-1")) == [0]


def test_the_closest_of_an_entrys_names_counts() -> None:
    both = (entry("_g*", aliases=("_gat",)), entry("_ga*"))
    assert covering(*both, walks=seen("_gat")) == [0]
    assert covering(*both, walks=seen("_gab")) == [1]


def at_staging(*entries: DeclaredCookie, walks: tuple[WalkObservation, ...]) -> list[int]:
    """The same where the site is audited at another address."""
    whole = declared(*entries)
    moved = whole.sites["public"].model_copy(update={"audited_at": "https://staging.test"})
    there = whole.model_copy(update={"sites": {"public": moved}})
    return [match.line - 10 for match in matches(there, walks)]


@pytest.mark.parametrize("domain", ["", "example.com"])
@pytest.mark.parametrize("host", ["staging.test", ".staging.test", "shop.staging.test"])
def test_the_sites_own_domain_follows_it_to_another_address(domain: str, host: str) -> None:
    assert at_staging(entry("sid", domain=domain), walks=seen("sid", host)) == [0]


def test_the_domain_of_a_third_party_stays_where_it_is() -> None:
    entries = (entry("sid", domain="ads.test"), entry("sid"))
    assert at_staging(*entries, walks=seen("sid", "ads.test")) == [0]
    assert at_staging(*entries, walks=seen("sid", "staging.test")) == [1]


def test_of_two_equal_entries_the_stricter_counts() -> None:
    exempt, needed = entry("a"), analytics("a", lifetime="1 day")
    assert covering(exempt, needed, walks=seen("a")) == [1]
    assert covering(needed, exempt, walks=seen("a")) == [0]
    assert covering(exempt, entry("a", lifetime="1 day"), walks=seen("a")) == [1]


def test_names_differ_by_case_as_in_browsers() -> None:
    assert covering(entry("SID"), walks=seen("sid")) == []


def test_a_covering_domain_goes_before_an_exact_name() -> None:
    both = (entry("_ga", domain="other.org"), entry("_g*"))
    assert covering(*both, walks=seen("_ga")) == [1]


def test_the_narrower_domain_goes_before_the_wider_one() -> None:
    three = (entry("a"), entry("a", domain="example.com"), entry("a", domain="www.example.com"))
    assert covering(*three, walks=seen("a", "www.example.com")) == [2]


@pytest.mark.parametrize("domain", ["www.example.com", ".example.com", "cdn.example.com"])
def test_the_default_domain_is_everything_of_the_sites_owner(domain: str) -> None:
    assert rules(declared(entry("a")), untouched(wrote("a", domain=domain))) == set()


@pytest.mark.parametrize("domain", ["tracker.org", ".tracker.org", "eu.tracker.org"])
def test_a_declared_domain_covers_itself_and_what_is_below_it(domain: str) -> None:
    entries = declared(entry("a", domain="tracker.org"))
    assert rules(entries, untouched(wrote("a", domain=domain))) == set()


@pytest.mark.parametrize("domain", ["racker.org", "tracker.org.evil.com", "example.com"])
def test_a_declared_domain_covers_nothing_else(domain: str) -> None:
    entries = declared(entry("a", domain="tracker.org"))
    assert rules(entries, untouched(wrote("a", domain=domain))) == {Rule.WRONG_DOMAIN}


def test_an_entry_of_another_site_covers_nothing() -> None:
    entries = declared(entry("a", sites=("app",)))
    assert rules(entries, untouched(wrote("a"))) == {Rule.UNDECLARED}


def test_an_entry_for_another_storage_covers_nothing() -> None:
    entries = declared(entry("a", type=StorageType.LOCAL_STORAGE))
    assert rules(entries, untouched(wrote("a"))) == {Rule.UNDECLARED}


def test_a_cookie_seen_only_elsewhere_is_never_undeclared() -> None:
    finding = only(
        Rule.WRONG_DOMAIN,
        declared(entry("_ga", domain="other.org")),
        untouched(wrote("_ga", domain=".example.com")),
    )
    assert (finding.declared, finding.observed) == ("other.org", ".example.com")
    assert finding.message == (
        "The cookie '_ga' of example.com is stored on https://www.example.com/; it is declared "
        "for other.org, where it was not seen."
    )


def test_once_seen_at_home_an_entry_excuses_nothing_elsewhere() -> None:
    entries = declared(entry("sid"))
    finding = only(
        Rule.UNDECLARED,
        entries,
        untouched(wrote("sid"), wrote("sid", domain=".tracker.org")),
    )
    assert finding.identity.domain == ".tracker.org"
    assert finding.message.endswith(
        "and no entry declares it. The entry of this name is for the site's own domain, where its "
        "cookie was seen too."
    )
    assert rules(entries, untouched(wrote("sid", domain=".tracker.org"))) == {Rule.WRONG_DOMAIN}


def test_another_visitor_or_site_that_sees_it_at_home_changes_nothing() -> None:
    elsewhere = wrote("sid", domain=".tracker.org")
    there = walked(Journey.UNTOUCHED, wrote("sid"), site="app")
    logged_in = walked(Journey.UNTOUCHED, wrote("sid"), role="learner")
    found = rules(declared(entry("sid")), untouched(elsewhere), there, logged_in)
    assert found == {Rule.WRONG_DOMAIN}


def test_a_cookie_refused_at_home_was_not_seen_there() -> None:
    refused = wrote("sid", refused="InvalidDomain")
    found = rules(declared(entry("sid")), untouched(refused, wrote("sid", domain=".tracker.org")))
    assert found == {Rule.WRONG_DOMAIN}


def test_seen_at_home_in_one_journey_is_seen_at_home() -> None:
    refused = wrote("sid", refused="InvalidDomain")
    found = rules(
        declared(entry("sid")),
        untouched(refused),
        accepted(wrote("sid"), wrote("sid", domain=".tracker.org")),
    )
    assert found == {Rule.UNDECLARED}


def test_elsewhere_the_strictest_entry_counts() -> None:
    exempt = entry("_ga", domain="one.org")
    needed = analytics("_ga", domain="two.org")
    with_lifetime = analytics("_ga", domain="three.org", lifetime="1 day")
    walks = seen("_ga", ".example.com")
    assert covering(exempt, needed, walks=walks) == [1]
    assert covering(exempt, needed, with_lifetime, walks=walks) == [2]
    assert covering(exempt, analytics("_g*", domain="two.org"), walks=walks) == [1]


def test_consent_and_lifetime_are_checked_under_another_domain_too() -> None:
    entries = declared(analytics("_ga", domain="other.org", lifetime="1 day"))
    found = rules(entries, untouched(wrote("_ga", 2 * DAY)))
    assert found == {Rule.WRONG_DOMAIN, Rule.BEFORE_CONSENT, Rule.LIFETIME_LONGER}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2 years", 63_072_000),
        ("365 days", 31_536_000),
        ("24 hours", 86_400),
        ("1 minute", 60),
        ("1 month", 30 * 86_400),
        ("6 months", 180 * 86_400),
        ("13 months", 390 * 86_400),
        ("36 months", 1_080 * 86_400),
        ("session", None),
    ],
)
def test_a_match_tells_the_declared_lifetime(written: str, seconds: float | None) -> None:
    (match,) = matches(declared(entry("a", lifetime=written)), seen("a"))
    assert (match.declared_lifetime_s, match.declared_lifetime) == (seconds, written)


def test_a_match_tells_the_entry() -> None:
    (match,) = matches(declared(entry("x"), analytics("_g*")), seen("_ga"))
    assert (match.declared_as, match.category, match.line) == ("_g*", "analytics", 11)
    assert (match.declared_lifetime_s, match.declared_lifetime) == (None, "")


def as_role(role: str) -> WalkObservation:
    """The same cookie in a role's walk."""
    return walked(Journey.UNTOUCHED, wrote("desk"), role=role)


def test_an_entry_for_a_role_covers_the_cookie_of_that_role_alone() -> None:
    entries = declared(entry("desk", roles=("ann",)))
    assert Rule.UNDECLARED not in rules(entries, as_role("ann"))
    assert Rule.UNDECLARED in rules(entries, as_role("bob"))
    assert Rule.UNDECLARED in rules(entries, untouched(wrote("desk")))


def test_an_entry_for_a_role_goes_before_one_for_all() -> None:
    entries = (entry("desk"), entry("desk", roles=("ann",)))
    assert covering(*entries, walks=(as_role("ann"), as_role("bob"))) == [1, 0]


def test_an_entry_is_missing_only_where_its_role_was_walked() -> None:
    entries = declared(entry("other", roles=("ann",)))
    assert of(Rule.MISSING, entries, untouched(wrote("desk"))) == ()
    assert of(Rule.MISSING, entries, as_role("ann"))
