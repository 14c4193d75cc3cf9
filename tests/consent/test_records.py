"""Records of known platforms and of a site's own: none can be so odd that reading it fails."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.consent.states.held import Answer
from crawler.consent.states.platform_records import Record
from crawler.consent.states.records import LOOKED_AT, of_records
from crawler.consent.states.verdict import judge

NAMES = [
    "tarteaucitron",
    "klaro",
    "cc_cookie",
    "orejime",
    "cookieconsent_status",
    "CookieConsent",
    "OptanonConsent",
    "_sp_user_consent_1",
    "uc_settings",
    "ucData",
    "axeptio_cookies",
    "_iub_cs-1",
    "cookieyes-consent",
    "borlabs-cookie",
    "CookieScriptConsent",
    "CookieControl",
    "c15t",
    "notice_gdpr_prefs",
    "CookieLawInfoConsent",
    "euconsent-v2",
    "cmplz_marketing",
    "stcm.consent.ads",
    "cookie_consent",
    "anything",
]
KEYS = st.sampled_from(
    [
        "consent", "consents", "services", "purposes", "gdpr", "consentStatus", "categories",
        "optionalCookies", "analytics", "necessary", "status", "$$completed", "name", "1",
    ]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
DATA = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.text(max_size=60) | DATA.map(json.dumps)), max_size=4
    )
)
def test_no_record_is_so_odd_that_reading_it_fails(items: list[tuple[str, str]]) -> None:
    for one in of_records(Record("cookie", name, value) for name, value in items):
        assert one.written
        assert all(isinstance(granted, bool) for granted in one.categories.values())


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("tarteaucitron", "!counter=true!ads=wait", Answer.NONE),
        ("tarteaucitron", "!counter=true!ads=false", Answer.UNKNOWN),
        ("klaro", '{"always": true, "counter": false}', Answer.UNKNOWN),
        ("klaro", '{"counter": false}', Answer.REJECT),
        ("cc_cookie", '{"categories": ["base"]}', Answer.UNKNOWN),
        ("cc_cookie", '{"categories": ["necessary"]}', Answer.REJECT),
        ("cc_cookie", '{"categories": ["necessary", "functional"]}', Answer.UNKNOWN),
        ("cc_cookie", '{"categories": ["functional", "analytics"]}', Answer.ACCEPT),
        ("any", '{"level": ["necessary", "ads"], "rfc_cookie": false}', Answer.ACCEPT),
        ("any", '{"level": ["necessary"], "rfc_cookie": false}', Answer.REJECT),
        (
            "c15t",
            '{"consents": {"marketing": true, "experience": false}, "consentInfo": {}}',
            Answer.UNKNOWN,
        ),
        ("c15t", '{"consents": {"marketing": false}, "consentInfo": {}}', Answer.REJECT),
        ("my-consent", '{"at": 1, "categories": {"essential": true}}', Answer.NONE),
        ("cookie-agreed-categories", '["functional"]', Answer.UNKNOWN),
        ("cookieconsent_status", "dismiss", Answer.UNKNOWN),
        ("CookieConsent", "true", Answer.ACCEPT),
        ("CookieConsent", "{stamp:'-1',statistics:true,method:'implied'}", Answer.ACCEPT),
        ("OptanonConsent", "groups=C0001%3A1%2CC0002%3A0", Answer.UNKNOWN),
        ("OptanonConsent", "groups=C0001%3A1%2CC0002%3A1", Answer.ACCEPT),
        ("uc_settings", '{"services": [{"id": "a", "status": false}]}', Answer.UNKNOWN),
    ],
)
def test_what_a_record_alone_cannot_tell_is_unknown(name: str, value: str, answer: Answer) -> None:
    (held,) = of_records([Record("cookie", name, value)])
    assert held.answer is answer


@pytest.mark.parametrize("name", ["OptanonAlertBoxClosed", "didomi_token", "osano_consentmanager"])
def test_what_only_a_platform_understands_says_nothing(name: str) -> None:
    assert of_records([Record("cookie", name, "accepted")]) == ()


@pytest.mark.parametrize(
    ("name", "value", "others"),
    [
        ("cookieConsent", "true", {"cookieConsentAnalytics": "false"}),
        ("cookieconsent", "accepted", {"cookie_analytics": "0"}),
        ("cookies_accepted", "1", {"cookies_analytics": "0"}),
        ("cookies_accepted", "1", {"cookies_analytics": "1", "cookies_marketing": "0"}),
        ("cookies_accepted", "1", {"cookies_functional": "1"}),
        ("cookieConsent", "true", {"cookie_analytics_disabled": "true"}),
        ("cookieConsent", "true", {"cookieConsentCategories": "[]"}),
        ("cookieConsent", "true", {"cookie_settings": '{"ga": false}'}),
        ("cookieConsent", "true", {"cookie_preferences": '{"analytics": false}'}),
    ],
)
def test_a_bare_yes_beside_the_parts_of_a_choice_says_nothing(
    name: str, value: str, others: dict[str, str]
) -> None:
    items = {name: value} | others
    found = of_records(Record("cookie", key, text) for key, text in items.items())
    assert not any(one.consents for one in found)
    assert of_records([Record("cookie", name, value)])[0].consents


@pytest.mark.parametrize(
    "others",
    [
        {"cookieConsentAnalytics": "true", "cookieConsentMarketing": "true"},
        {"cookie_preferences": '{"analytics": true}'},
        {"newsletter_marketing": "false"},
        {"cookie_test": "1"},
    ],
)
def test_a_bare_yes_speaks_where_no_part_says_otherwise(others: dict[str, str]) -> None:
    items = {"cookieConsent": "true"} | others
    found = of_records(Record("cookie", key, text) for key, text in items.items())
    assert "the cookie 'cookieConsent'" in {one.source for one in found if one.consents}


@pytest.mark.parametrize("name", ["cookies_analytics", "cookieMarketing", "cookie-ads"])
def test_items_that_name_parts_of_a_choice_are_looked_at(name: str) -> None:
    assert re.search(LOOKED_AT, name, re.IGNORECASE)


@pytest.mark.parametrize(
    "after",
    [
        {"cookie_consent": "3f2a9c"},
        {"cookie_consent": '{"status": "accepted", "services": []}'},
        {"cookie_consent": "true", "cookie_analytics": "0"},
    ],
)
def test_an_item_that_is_still_there_is_not_gone(after: dict[str, str]) -> None:
    before = of_records([Record("cookie", "cookie_consent", "true")])
    found = of_records(Record("cookie", name, value) for name, value in after.items())
    proof = judge("reject", before, found)
    assert (proof.proofs, proof.contradictions) == ((), ())


@pytest.mark.parametrize("after", [(), (Record("cookie", "cookie_consent", ""),)])
def test_an_item_that_was_taken_away_or_emptied_is_gone(after: tuple[Record, ...]) -> None:
    before = of_records([Record("cookie", "cookie_consent", "true")])
    (proof,) = judge("reject", before, of_records(after)).proofs
    assert proof.endswith("is gone")
