"""What is kept elsewhere than in cookies: the same rules, but those about lifetimes."""

from dataclasses import replace

import pytest

from crawler.compare import matches, unproven
from crawler.cookies import Identity, JarEntry, Journey, Phase, StorageType, Write
from crawler.findings import Gate, Rule
from tests.compare.walking import (
    HOME,
    accepted,
    analytics,
    declared,
    entry,
    findings,
    kept,
    of,
    only,
    rejected,
    rules,
    untouched,
    wrote,
)

LOCAL, SESSION = StorageType.LOCAL_STORAGE, StorageType.SESSION_STORAGE
DATABASE, CACHE = StorageType.INDEXED_DB, StorageType.CACHE_STORAGE
ELSEWHERE = (LOCAL, SESSION, DATABASE, CACHE)
ENDLESS = (LOCAL, DATABASE, CACHE)
SITE = "https://www.example.com"


def item(name: str, kind: StorageType, origin: str = SITE, partition: str = "") -> Identity:
    return Identity(name, origin.removeprefix("https://"), origin, partition, kind)


def stored(name: str, kind: StorageType = LOCAL, phase: Phase = Phase.BEFORE) -> Write:
    return replace(wrote(name, phase=phase), identity=item(name, kind))


def found(name: str, kind: StorageType = LOCAL, phase: Phase = Phase.BEFORE) -> JarEntry:
    return replace(kept(name, phase=phase), identity=item(name, kind))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (LOCAL, "local storage item 'uid' of www.example.com is stored on {} with no end of"),
        (SESSION, "session storage item 'uid' of www.example.com is stored on {} until its tab"),
        (DATABASE, "IndexedDB database 'uid' of www.example.com is stored on {} with no end of"),
        (CACHE, "cache of Cache Storage 'uid' of www.example.com is stored on {} with no end of"),
    ],
)
def test_what_no_entry_covers_is_undeclared_storage(kind: StorageType, told: str) -> None:
    finding = only(Rule.UNDECLARED_STORAGE, declared(), untouched(stored("uid", kind)))
    assert (finding.gate, finding.identity.type) == (Gate.FAIL, kind)
    set_by = "https://www.example.com/site.js:3:14"
    assert told.format(f"{HOME} by {set_by}") in finding.message
    assert finding.message.endswith(", and no entry declares it.")
    assert rules(declared(), untouched(stored("uid", kind))) == {Rule.UNDECLARED_STORAGE}


def test_what_was_only_found_is_undeclared_too() -> None:
    finding = only(Rule.UNDECLARED_STORAGE, declared(), untouched(found("uid", DATABASE)))
    assert finding.observed == "first-party IndexedDB database, no end of its own"
    assert "was found stored on https://www.example.com/ with no end of its own" in finding.message


def test_what_was_refused_is_not() -> None:
    refused = replace(stored("uid"), refused="NotInTheJar")
    assert findings(declared(), untouched(refused)) == ()


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_an_entry_of_its_type_covers_it_by_name_and_domain(kind: StorageType) -> None:
    entries = declared(entry("_u*", type=kind, domain="example.com"))
    walk = untouched(stored("_uid", kind))
    assert findings(entries, walk) == ()
    (match,) = matches(entries, (walk,))
    assert (match.declared_as, match.identity.type) == ("_u*", kind)


def test_an_entry_of_another_type_covers_nothing() -> None:
    entries = declared(entry("uid"), entry("uid", type=SESSION))
    assert rules(entries, untouched(stored("uid"))) == {Rule.UNDECLARED_STORAGE}


def test_a_partition_of_a_third_party_is_told_apart_and_covered_alike() -> None:
    tracker = "https://t.org"
    acts = (
        replace(stored("uid"), identity=item("uid", LOCAL, tracker)),
        replace(stored("uid"), identity=item("uid", LOCAL, tracker, SITE)),
    )
    assert len(of(Rule.UNDECLARED_STORAGE, declared(), untouched(*acts))) == 2
    assert findings(declared(entry("uid", type=LOCAL, domain="t.org")), untouched(*acts)) == ()


def test_an_entry_that_never_showed_is_missing() -> None:
    finding = only(Rule.MISSING, declared(entry("basket", type=LOCAL)), untouched())
    assert (finding.identity.type, finding.identity.path) == (LOCAL, "")
    assert finding.message.startswith("The declared local storage item 'basket' was not seen on ")


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_it_needs_consent_as_cookies_do(kind: StorageType) -> None:
    entries = declared(analytics("uid", type=kind))
    assert rules(entries, untouched(stored("uid", kind))) == {Rule.BEFORE_CONSENT}
    late = stored("uid", kind, Phase.AFTER)
    assert rules(entries, rejected(late)) == {Rule.AFTER_REJECT}
    assert rules(entries, accepted(late)) == set()


def test_what_merely_remains_after_a_refusal_is_not_stored_anew() -> None:
    entries = declared(analytics("uid", type=LOCAL))
    walk = rejected(stored("uid"), found("uid", phase=Phase.AFTER))
    finding = only(Rule.BEFORE_CONSENT, entries, walk)
    assert finding.message.endswith(" It is still there after a refusal.")
    assert rules(entries, walk) == {Rule.BEFORE_CONSENT}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_stays_is_no_matter_of_a_session(kind: StorageType) -> None:
    entries = declared(entry("uid", type=kind, lifetime="session"))
    finding = only(Rule.LIFETIME_SESSION, entries, untouched(stored("uid", kind)))
    assert (finding.gate, finding.observed) == (Gate.FAIL, "no end of its own")
    assert "with no end of its own, although it is declared as session." in finding.message


def test_what_ends_with_its_tab_is_a_matter_of_the_session() -> None:
    walk = untouched(stored("uid", SESSION), found("uid", SESSION))
    right = declared(entry("uid", type=SESSION, lifetime="session"))
    assert findings(right, walk) == ()
    wrong = declared(entry("uid", type=SESSION, lifetime="2 years"))
    finding = only(Rule.LIFETIME_SESSION, wrong, walk)
    assert finding.gate is Gate.WARN
    assert "until its tab is closed, although 2 years is declared." in finding.message


@pytest.mark.parametrize("kind", ENDLESS)
def test_nothing_is_held_to_the_lifetime_of_what_has_no_end(kind: StorageType) -> None:
    entries = declared(entry("uid", type=kind, lifetime="2 years"))
    walk = untouched(stored("uid", kind), found("uid", kind))
    assert findings(entries, walk) == ()
    assert unproven(entries, (walk,)) == ()


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_its_lifetime_need_not_be_declared(kind: StorageType) -> None:
    entries = declared(entry("uid", type=kind))
    assert findings(entries, untouched(stored("uid", kind))) == ()


def test_a_finding_names_the_walk_that_shows_it_first() -> None:
    late = stored("uid", phase=Phase.AFTER)
    finding = only(Rule.UNDECLARED_STORAGE, declared(), accepted(late), rejected(late))
    assert finding.walk is not None
    assert (finding.walk.journey, finding.also_in) == (Journey.REJECT, ("accept",))
