"""Each rule about observed cookies: what breaks it, what does not, and what it tells."""

from dataclasses import replace

import pytest

from crawler.cookies import Journey, Phase, Write
from crawler.declared import DeclaredCookie
from crawler.findings import Gate, Rule
from crawler.walks import Outcome
from tests.compare.walking import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    YEAR,
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
    sent,
    unstated,
    untouched,
    walked,
    wrote,
)

AFTER = Phase.AFTER
NOTHING = declared()


# undeclared


def test_a_cookie_that_no_entry_covers_is_undeclared() -> None:
    finding = only(Rule.UNDECLARED, NOTHING, untouched(wrote("uid", 90 * DAY, domain="t.org")))
    assert finding.gate is Gate.FAIL
    assert finding.page == HOME
    assert finding.set_by == "https://www.example.com/site.js:3:14"
    assert finding.evidence.startswith("uid=h7")
    assert finding.observed == "third-party cookie, 90 days (7776000 s)"
    assert finding.message == (
        "The third-party cookie 'uid' of t.org is stored on https://www.example.com/ by "
        "https://www.example.com/site.js:3:14 for 90 days (7776000 s), and no entry declares it."
    )


def test_a_finding_names_the_first_journey_and_the_others_that_show_the_same() -> None:
    walks = (
        accepted(wrote("uid")),
        rejected(wrote("uid", phase=AFTER)),
        walked(Journey.GPC, wrote("uid")),
    )
    finding = only(Rule.UNDECLARED, NOTHING, *walks)
    assert finding.walk is not None
    assert (finding.walk.journey, finding.phase) == (Journey.GPC, Phase.BEFORE)
    assert finding.also_in == ("reject", "accept")


def test_undeclared_is_undeclared_whatever_became_of_the_journey() -> None:
    walk = accepted(wrote("uid", phase=AFTER), outcome=Outcome.NOT_PROVEN)
    assert rules(NOTHING, walk) == {Rule.UNDECLARED}


def test_each_site_and_visitor_has_findings_of_its_own() -> None:
    walks = (
        untouched(wrote("uid")),
        walked(Journey.UNTOUCHED, wrote("uid"), site="app"),
        walked(Journey.UNTOUCHED, wrote("uid"), site="app", role="learner"),
    )
    found = of(Rule.UNDECLARED, NOTHING, *walks)
    assert [(one.walk.site, one.walk.role) for one in found if one.walk] == [
        ("public", "anonymous"),
        ("app", "anonymous"),
        ("app", "learner"),
    ]
    assert len({one.fingerprint for one in found}) == 3


def test_a_cookie_that_was_deleted_again_had_been_stored() -> None:
    assert rules(NOTHING, untouched(wrote("a", DAY), wrote("a", 0.0))) == {Rule.UNDECLARED}


def test_a_cookie_found_in_the_browser_counts_without_its_write() -> None:
    finding = only(Rule.UNDECLARED, NOTHING, untouched(kept("a", DAY)))
    assert finding.set_by == ""
    assert finding.evidence == "found in the browser"
    assert finding.observed == "first-party cookie, 24 hours (86400 s) left"
    assert finding.message == (
        "The first-party cookie 'a' of example.com was found stored on https://www.example.com/ "
        "with 24 hours (86400 s) left (its write was not seen), and no entry declares it."
    )


@pytest.mark.parametrize(
    "acts",
    [
        [wrote("a", refused="SameSiteNoneInsecure")],
        [wrote("a", -1.0)],
        [wrote("a", 0.0)],
        [sent("a")],
        [sent("a", withheld="SameSiteLax")],
    ],
    ids=["refused", "expired", "deleted", "sent", "withheld"],
)
def test_what_no_browser_stored_breaks_no_rule(acts: list) -> None:  # type: ignore[type-arg]
    entries = declared(analytics("a", domain="other.org", lifetime="1 day"))
    assert rules(NOTHING, untouched(*acts)) == set()
    assert rules(entries, untouched(*acts), rejected(*acts)) == set()


@pytest.mark.parametrize(
    ("rule", "cookie"),
    [
        (Rule.UNDECLARED, None),
        (Rule.WRONG_DOMAIN, entry("a", domain="other.org")),
        (Rule.BEFORE_CONSENT, analytics("a")),
        (Rule.AFTER_REJECT, analytics("a")),
        (Rule.LIFETIME_LONGER, entry("a", lifetime="1 day")),
        (Rule.LIFETIME_SHORTER, entry("a", lifetime="10 years")),
        (Rule.LIFETIME_SESSION, entry("a", lifetime="session")),
        (Rule.LIFETIME_UNDECLARED, entry("a")),
    ],
)
def test_the_first_act_in_the_first_journey_is_the_one_told(
    rule: Rule, cookie: DeclaredCookie | None
) -> None:
    both = [wrote("a", YEAR, phase=phase, page=f"{HOME}first") for phase in Phase]
    later = [wrote("a", YEAR - 1, phase=phase, page=f"{HOME}later") for phase in Phase]
    entries = declared(cookie) if cookie else NOTHING
    finding = only(rule, entries, accepted(*later), rejected(*both, *later))
    assert (finding.page, finding.also_in) == (
        f"{HOME}first",
        () if rule is Rule.AFTER_REJECT else ("accept",),
    )
    assert f" on {HOME}first" in finding.message
    assert finding.walk is not None
    assert finding.walk.journey is Journey.REJECT
    assert finding.first_seen in {write.at for write in both}


def test_stored_in_one_journey_and_refused_in_another_is_stored() -> None:
    walks = (untouched(wrote("a", refused="InvalidDomain")), accepted(wrote("a", phase=AFTER)))
    finding = only(Rule.UNDECLARED, NOTHING, *walks)
    assert finding.walk is not None
    assert (finding.walk.journey, finding.also_in) == (Journey.ACCEPT, ())


# before-consent


def test_what_needs_consent_must_not_be_stored_before_it() -> None:
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("_gid")), untouched(wrote("_gid", DAY)))
    assert finding.gate is Gate.FAIL
    assert (finding.declared, finding.observed) == (
        "analytics, consent required",
        "stored before the choice",
    )
    assert finding.declared_at == ".:10"
    assert finding.message == (
        "The cookie '_gid' of example.com is stored on https://www.example.com/ by "
        "https://www.example.com/site.js:3:14 for 24 hours (86400 s), before the visitor has "
        "chosen anything; it is declared as analytics and needs consent."
    )


def test_silence_about_consent_warns() -> None:
    assert only(Rule.BEFORE_CONSENT, declared(unstated("a")), untouched(wrote("a"))).gate is (
        Gate.WARN
    )


def test_silence_about_consent_is_told() -> None:
    finding = only(Rule.BEFORE_CONSENT, declared(unstated("a")), untouched(wrote("a")))
    assert finding.declared == "consent required"
    assert finding.message.endswith(
        "; the declaration does not say whether it needs consent, so it is held to need it."
    )


def test_consent_required_in_so_many_words_is_told() -> None:
    finding = only(
        Rule.BEFORE_CONSENT, declared(unstated("a", consent="required")), untouched(wrote("a"))
    )
    assert "it is declared to need consent" in finding.message


def test_what_is_exempt_may_be_stored_at_any_time() -> None:
    walks = (untouched(wrote("a")), rejected(wrote("a", phase=AFTER)))
    assert rules(declared(entry("a")), *walks) == set()
    assert rules(declared(entry("a", category="analytics", consent="exempt")), *walks) == set()


@pytest.mark.parametrize("phase", Phase)
def test_where_nothing_is_decided_all_is_before(phase: Phase) -> None:
    found = rules(declared(analytics("a")), untouched(wrote("a", phase=phase)))
    assert found == {Rule.BEFORE_CONSENT}


@pytest.mark.parametrize("outcome", [Outcome.PROVEN, Outcome.NOT_PROVEN, Outcome.NOT_APPLICABLE])
@pytest.mark.parametrize("journey", [Journey.REJECT, Journey.ACCEPT])
def test_before_a_decision_is_before_it_whatever_became_of_it(
    journey: Journey, outcome: Outcome
) -> None:
    found = rules(declared(analytics("a")), walked(journey, wrote("a"), outcome=outcome))
    assert found == {Rule.BEFORE_CONSENT}


@pytest.mark.parametrize("outcome", [Outcome.PROVEN, Outcome.NOT_PROVEN])
def test_after_accepting_it_may_be_stored(outcome: Outcome) -> None:
    walk = accepted(wrote("a", phase=AFTER), kept("a", phase=AFTER), outcome=outcome)
    assert rules(declared(analytics("a")), walk) == set()


def test_an_earlier_find_in_the_browser_shows_it_too() -> None:
    walk = accepted(kept("a"), wrote("a", phase=AFTER))
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("a")), walk)
    assert "was found stored" in finding.message


def test_the_first_write_is_the_one_told() -> None:
    walk = untouched(wrote("a", page=f"{HOME}1"), wrote("a", page=f"{HOME}2"))
    assert only(Rule.BEFORE_CONSENT, declared(analytics("a")), walk).page == f"{HOME}1"


# after-reject


def test_a_refusal_must_keep_it_from_being_stored() -> None:
    finding = only(
        Rule.AFTER_REJECT, declared(analytics("_ga")), rejected(wrote("_ga", DAY, phase=AFTER))
    )
    assert (finding.gate, finding.phase) == (Gate.FAIL, Phase.AFTER)
    assert finding.walk is not None
    assert finding.walk.journey is Journey.REJECT
    assert "after the visitor has refused; it is declared as analytics" in finding.message


@pytest.mark.parametrize("outcome", [Outcome.NOT_PROVEN, Outcome.NOT_APPLICABLE])
def test_a_refusal_that_is_not_proven_shows_nothing(outcome: Outcome) -> None:
    walk = rejected(wrote("a", phase=AFTER), kept("a", phase=AFTER), outcome=outcome)
    assert rules(declared(analytics("a")), walk) == set()


@pytest.mark.parametrize("journey", [Journey.ACCEPT, Journey.WITHDRAW])
def test_other_decisions_are_no_refusal(journey: Journey) -> None:
    walk = walked(journey, wrote("a", phase=AFTER))
    assert rules(declared(analytics("a")), walk) == set()


def test_what_was_there_before_and_merely_remains_was_stored_before() -> None:
    walk = rejected(wrote("a", DAY), kept("a", DAY, phase=AFTER))
    assert rules(declared(analytics("a")), walk) == {Rule.BEFORE_CONSENT}
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("a")), untouched(wrote("a")), walk)
    assert finding.message.endswith("needs consent. It is still there after a refusal.")


def test_what_was_found_both_before_and_after_remains() -> None:
    walk = rejected(wrote("a", DAY), kept("a", DAY), kept("a", DAY, phase=AFTER))
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("a")), walk)
    assert finding.message.endswith("It is still there after a refusal.")


def test_what_a_refusal_deletes_does_not_remain() -> None:
    walk = rejected(wrote("a", DAY), kept("a", DAY, phase=AFTER), wrote("a", 0.0, phase=AFTER))
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("a")), walk)
    assert "still there" not in finding.message


def test_what_remains_after_an_unproven_refusal_is_not_told() -> None:
    walk = rejected(wrote("a"), kept("a", phase=AFTER), outcome=Outcome.NOT_PROVEN)
    finding = only(Rule.BEFORE_CONSENT, declared(analytics("a")), walk)
    assert "still there" not in finding.message


def test_what_is_written_again_after_a_refusal_is_both() -> None:
    walk = rejected(wrote("a"), wrote("a", phase=AFTER, page=f"{HOME}progress"))
    assert rules(declared(analytics("a")), walk) == {Rule.BEFORE_CONSENT, Rule.AFTER_REJECT}
    assert only(Rule.AFTER_REJECT, declared(analytics("a")), walk).page == f"{HOME}progress"


def test_what_is_found_after_a_refusal_without_its_write_is_told_as_such() -> None:
    finding = only(Rule.AFTER_REJECT, declared(analytics("a")), rejected(kept("a", phase=AFTER)))
    assert "its write was not seen" in finding.message


# lifetimes


@pytest.mark.parametrize(
    ("written", "asked", "broken"),
    [
        ("2 years", 2 * YEAR, set()),
        ("2 years", 2 * YEAR + MINUTE, set()),
        ("2 years", 3 * YEAR, {Rule.LIFETIME_LONGER}),
        ("2 years", 400 * DAY, {Rule.LIFETIME_SHORTER}),
        ("2 years", None, {Rule.LIFETIME_SESSION}),
        ("13 months", 390 * DAY, set()),
        ("13 months", YEAR, {Rule.LIFETIME_SHORTER}),
        ("24 hours", 25 * HOUR, {Rule.LIFETIME_LONGER}),
        ("session", None, set()),
        ("session", 1.0, {Rule.LIFETIME_SESSION}),
        (None, 10 * YEAR, set()),
    ],
)
def test_the_lifetime_asked_for_is_held_to_the_declared_one(
    written: str | None, asked: float | None, broken: set[Rule]
) -> None:
    assert rules(declared(entry("a", lifetime=written)), untouched(wrote("a", asked))) == broken


def test_the_browsers_own_limit_is_no_finding_but_a_note() -> None:
    entries = declared(entry("a", lifetime="2 years"))
    assert rules(entries, untouched(wrote("a", 2 * YEAR), kept("a", 400 * DAY))) == set()
    finding = only(
        Rule.LIFETIME_LONGER, entries, untouched(wrote("a", 3 * YEAR), kept("a", 400 * DAY - 1))
    )
    assert (finding.declared, finding.observed) == ("2 years", "3 years (94608000 s)")
    assert finding.message == (
        "The cookie 'a' of example.com is stored on https://www.example.com/ by "
        "https://www.example.com/site.js:3:14 for 3 years (94608000 s), longer than the declared "
        "2 years; the browser kept it for 400 days (34560000 s)."
    )


def test_what_the_browser_kept_of_another_write_is_not_told() -> None:
    walk = untouched(wrote("a", 3 * YEAR), wrote("a", DAY), kept("a", DAY - 1))
    finding = only(Rule.LIFETIME_LONGER, declared(entry("a", lifetime="2 years")), walk)
    assert "24 hours" not in finding.message


def test_a_lifetime_beyond_what_a_browser_keeps_is_told_to_be_cut() -> None:
    walk = untouched(wrote("a", 3 * YEAR), wrote("a", DAY), kept("a", DAY - 1))
    finding = only(Rule.LIFETIME_LONGER, declared(entry("a", lifetime="2 years")), walk)
    assert finding.message.endswith("; the browser kept it for 400 days (34560000 s).")


def test_the_longest_of_several_writes_counts() -> None:
    entries = declared(entry("a", lifetime="1 year"))
    assert rules(entries, untouched(wrote("a", DAY), wrote("a", YEAR), wrote("a"))) == set()
    found = rules(entries, untouched(wrote("a", DAY), wrote("a", 2 * YEAR), wrote("a", YEAR)))
    assert found == {Rule.LIFETIME_LONGER}


def test_longer_in_one_journey_is_longer() -> None:
    walks = (untouched(wrote("a", YEAR)), accepted(wrote("a", 2 * YEAR, phase=AFTER)))
    finding = only(Rule.LIFETIME_LONGER, declared(entry("a", lifetime="1 year")), *walks)
    assert finding.walk is not None
    assert (finding.walk.journey, finding.also_in) == (Journey.ACCEPT, ())


@pytest.mark.parametrize("first", [DAY, None], ids=["shorter", "session"])
def test_shorter_in_one_journey_and_right_in_another_is_right(first: float | None) -> None:
    walks = (untouched(wrote("a", first)), accepted(wrote("a", YEAR, phase=AFTER)))
    assert rules(declared(entry("a", lifetime="1 year")), *walks) == set()


def test_a_session_here_and_short_there_is_short() -> None:
    walks = (untouched(wrote("a")), rejected(wrote("a", DAY)))
    finding = only(Rule.LIFETIME_SHORTER, declared(entry("a", lifetime="1 year")), *walks)
    assert finding.gate is Gate.WARN
    assert finding.walk is not None
    assert finding.walk.journey is Journey.REJECT
    assert "for 24 hours (86400 s) at most, shorter than the declared 1 year" in finding.message


def test_persistent_though_declared_a_session_fails() -> None:
    walk = untouched(wrote("a", DAY))
    finding = only(Rule.LIFETIME_SESSION, declared(entry("a", lifetime="session")), walk)
    assert finding.gate is Gate.FAIL
    assert (finding.declared, finding.observed) == ("session", "24 hours (86400 s)")
    assert "for 24 hours (86400 s), although it is declared as session" in finding.message


def test_a_session_though_declared_persistent_warns() -> None:
    walk = untouched(wrote("a"))
    finding = only(Rule.LIFETIME_SESSION, declared(entry("a", lifetime="1 year")), walk)
    assert finding.gate is Gate.WARN
    assert (finding.declared, finding.observed) == ("1 year", "session")
    assert "for the browser session, although 1 year is declared" in finding.message


def test_a_deletion_is_no_lifetime() -> None:
    walk = untouched(wrote("a", YEAR), wrote("a", -YEAR), wrote("a", 0.0))
    assert rules(declared(entry("a", lifetime="1 year")), walk) == set()


def test_a_refused_write_is_no_lifetime() -> None:
    walk = untouched(wrote("a", YEAR), wrote("a", 5 * YEAR, refused="InvalidDomain"))
    assert rules(declared(entry("a", lifetime="1 year")), walk) == set()


# writes of which it is not known whether the browser took them


def test_a_write_in_doubt_counts_and_its_doubt_is_told() -> None:
    write = replace(wrote("uid", DAY), doubt="there are too many")
    assert only(Rule.UNDECLARED, NOTHING, untouched(write)).message == (
        "The first-party cookie 'uid' of example.com was to be stored on https://www.example.com/ "
        "by https://www.example.com/site.js:3:14 for 24 hours (86400 s) (it was not found in the "
        "browser, but may have been there: there are too many), and no entry declares it."
    )


@pytest.mark.parametrize("rule", [Rule.BEFORE_CONSENT, Rule.AFTER_REJECT])
def test_what_was_perhaps_not_kept_is_not_told_to_be_stored(rule: Rule) -> None:
    phase = Phase.BEFORE if rule is Rule.BEFORE_CONSENT else AFTER
    write = replace(wrote("a", phase=phase), doubt="there are too many")
    finding = only(rule, declared(analytics("a")), rejected(write))
    assert finding.observed.startswith("set (perhaps not kept) ")


def test_a_write_in_doubt_under_another_domain_is_not_told_to_be_stored() -> None:
    write = replace(wrote("a", domain="t.org"), doubt="there are too many")
    finding = only(Rule.WRONG_DOMAIN, declared(entry("a")), untouched(write))
    assert "was to be stored on https://www.example.com/ (it was not found" in finding.message


# missing and lifetime-undeclared


def test_a_declared_cookie_that_never_came_is_missing_with_the_coverage() -> None:
    entries = declared(entry("a", source="policy, chapter 9", lifetime="1 day"))
    finding = only(
        Rule.MISSING,
        entries,
        untouched(),
        rejected(outcome=Outcome.NOT_PROVEN),
        accepted(),
        walked(Journey.UNTOUCHED, site="app", role="learner", pages=1),
    )
    assert finding.gate is Gate.WARN
    assert (finding.walk, finding.phase, finding.page) == (None, None, "")
    assert finding.sites == ("public", "app")
    assert (finding.identity.name, finding.identity.domain) == ("a", "www.example.com")
    assert finding.declared == "necessary, exempt, 1 day"
    assert finding.observed == "not seen"
    assert finding.message == (
        "The declared cookie 'a' was not seen on 2 pages of public (untouched, accept proven; "
        "reject not proven); 1 page of app as learner (untouched). Declared in policy, chapter 9."
    )


def test_a_page_that_answered_with_an_error_is_none_where_a_cookie_was_looked_for() -> None:
    walk = untouched()
    gone = replace(walk.visits[1], page="https://www.example.com/gone", http_status=404)
    found = replace(walk.visits[0], http_status=200)
    walk = replace(walk, visits=(found, *walk.visits[1:], gone))
    finding = only(Rule.MISSING, declared(entry("a")), walk)
    assert "not seen on 2 pages of public" in finding.message


def test_what_comes_only_after_consent_may_be_missing_for_want_of_it() -> None:
    walks = (untouched(), accepted(outcome=Outcome.NOT_PROVEN))
    told = only(Rule.MISSING, declared(analytics("a")), *walks).message
    assert told.endswith(" It may come only after consent, and no accept journey was proven.")
    assert "no accept" not in only(Rule.MISSING, declared(entry("a")), *walks).message
    assert "no accept" not in only(Rule.MISSING, declared(analytics("a")), untouched()).message


def test_missing_concerns_the_entrys_own_sites() -> None:
    app = walked(Journey.UNTOUCHED, site="app")
    assert of(Rule.MISSING, declared(entry("a", sites=("public",))), app) == ()
    finding = only(Rule.MISSING, declared(entry("a", sites=("app",))), app, untouched())
    assert "public" not in finding.message
    assert finding.identity.domain == "app.example.com"


@pytest.mark.parametrize(
    "act",
    [wrote("a"), kept("a"), sent("a"), wrote("a", refused="InvalidDomain")],
    ids=["stored", "found", "sent", "asked for"],
)
def test_what_was_seen_in_any_way_is_not_missing(act: object) -> None:
    walk = walked(Journey.ACCEPT, act, outcome=Outcome.NOT_PROVEN)  # type: ignore[arg-type]
    assert of(Rule.MISSING, declared(entry("a")), walk, untouched()) == ()


@pytest.mark.parametrize("act", [wrote("a", 0.0), sent("a", withheld="SameSiteLax")])
def test_a_deletion_alone_does_not_show_that_it_is_ever_set(act: object) -> None:
    walk = untouched(act)  # type: ignore[arg-type]
    assert of(Rule.MISSING, declared(entry("a")), walk)


def test_what_was_seen_elsewhere_is_not_missing() -> None:
    entries = declared(entry("a", domain="other.org"))
    assert of(Rule.MISSING, entries, untouched(wrote("a"))) == ()


@pytest.mark.parametrize(
    "walks",
    [
        (),
        (walked(Journey.UNTOUCHED, pages=0),),
        (accepted(outcome=Outcome.NOT_PROVEN),),
    ],
    ids=["no walk", "no page", "no journey that counts"],
)
def test_where_nothing_counts_nothing_is_missing(walks: tuple) -> None:  # type: ignore[type-arg]
    assert findings(declared(entry("a")), *walks) == ()


def test_a_missing_lifetime_is_told_once_however_often_it_was_seen() -> None:
    entries = declared(entry("_g*", source="policy, chapter 9"))
    walks = (
        accepted(wrote("_ga", 2 * YEAR, phase=AFTER), wrote("_gid", DAY, phase=AFTER)),
        untouched(wrote("_gid", DAY), wrote("_gid", DAY, domain="www.example.com")),
        walked(Journey.UNTOUCHED, wrote("_gat"), site="app"),
    )
    finding = only(Rule.LIFETIME_UNDECLARED, entries, *walks)
    assert (finding.gate, finding.identity.name) == (Gate.WARN, "_g*")
    assert (finding.declared, finding.observed) == ("no lifetime", "2 years (63072000 s)")
    assert finding.message == (
        "No lifetime is declared for the cookie '_g*', which was seen on "
        "https://www.example.com/ (2 years (63072000 s)). Declared in policy, chapter 9."
    )
    assert finding.declared_at == ".:10"


def test_a_missing_lifetime_matters_only_where_the_cookie_was_stored() -> None:
    assert of(Rule.LIFETIME_UNDECLARED, declared(entry("a")), untouched(wrote("a", 0.0))) == ()
    given = declared(entry("a", lifetime="session"))
    assert of(Rule.LIFETIME_UNDECLARED, given, untouched(wrote("a"))) == ()


def test_a_missing_lifetime_of_a_cookie_without_a_seen_write() -> None:
    finding = only(Rule.LIFETIME_UNDECLARED, declared(entry("a")), untouched(kept("a")))
    assert finding.observed == "session"
    walk = untouched(kept("a", DAY), kept("a", 2 * DAY), kept("a"))
    finding = only(Rule.LIFETIME_UNDECLARED, declared(entry("a")), walk)
    assert finding.observed == "2 days (172800 s) left"


def test_a_lifetime_that_begins_anew_on_later_pages_is_told() -> None:
    acts = [wrote("a", YEAR, page=f"{HOME}{page}") for page in "12"]
    finding = only(Rule.LIFETIME_RENEWED, declared(entry("a", lifetime="1 year")), untouched(*acts))
    assert (finding.page, finding.gate) == (f"{HOME}2", Gate.WARN)


@pytest.mark.parametrize(
    "acts",
    [
        [wrote("a", YEAR, page=f"{HOME}1")],
        [wrote("a", YEAR, page=f"{HOME}1"), wrote("a", YEAR, page=f"{HOME}1")],
        [wrote("a", YEAR, page=f"{HOME}1"), wrote("a", YEAR - 5, page=f"{HOME}2")],
        [wrote("a", None, page=f"{HOME}1"), wrote("a", None, page=f"{HOME}2")],
        [wrote("a", YEAR, page=f"{HOME}1"), wrote("a", YEAR, page=f"{HOME}2", refused="x")],
        [
            wrote("a", YEAR, page=f"{HOME}1"),
            wrote("a", 0.0, page=f"{HOME}2"),
            wrote("a", YEAR, page=f"{HOME}2"),
        ],
    ],
    ids=["once", "twice on one page", "with the old end", "for the session", "refused", "deleted"],
)
def test_what_is_not_begun_anew_is_not(acts: list[Write]) -> None:
    entries = declared(entry("a", lifetime="1 year"))
    assert of(Rule.LIFETIME_RENEWED, entries, untouched(*acts)) == ()


def test_one_page_of_many_that_begins_it_anew_is_no_rule_broken() -> None:
    acts = [wrote("a", YEAR, page=f"{HOME}{page}") for page in "12"]
    walk = walked(Journey.UNTOUCHED, *acts, pages=9)
    assert of(Rule.LIFETIME_RENEWED, declared(entry("a", lifetime="1 year")), walk) == ()
