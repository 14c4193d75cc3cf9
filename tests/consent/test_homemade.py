"""What a site's own cookies and stored items say: plain words, and nothing else."""

import base64
import json
from urllib.parse import quote

import pytest

from crawler.consent.states.held import Answer
from crawler.consent.states.homemade import homemade

ACCEPT, REJECT, PARTIAL = Answer.ACCEPT, Answer.REJECT, Answer.PARTIAL
UNKNOWN = Answer.UNKNOWN


def in_base64(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def answer(name: str, value: object) -> Answer | None:
    text = value if isinstance(value, str) else json.dumps(value)
    found = homemade("cookie", name, text)
    return found.answer if found else None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("cookie_consent", "accepted", ACCEPT),
        ("cookie_consent", "rejected", REJECT),
        ("cookieConsent", "all", ACCEPT),
        ("cookieConsent", "essential", REJECT),
        ("cookieConsent", "necessary-only", REJECT),
        ("consent", "granted", ACCEPT),
        ("consent", "denied", REJECT),
        ("consent", "true", ACCEPT),
        ("consent", "false", REJECT),
        ("user_consent", "yes", ACCEPT),
        ("gdpr-consent", '"accepted"', ACCEPT),
        ("hasConsent", "true", ACCEPT),
        ("cookies_accepted", "1", ACCEPT),
        ("cookies_accepted", "0", REJECT),
        ("cookies_rejected", "true", REJECT),
        ("tracking_opt_out", "1", REJECT),
        ("cookie-consent-tracking-allowed", "false", REJECT),
        ("marketing_consent", "true", ACCEPT),
        ("cookie_preferences", {"analytics": True, "marketing": True, "necessary": True}, ACCEPT),
        ("cookie_preferences", {"analytics": False, "necessary": True}, REJECT),
        ("cookie_preferences", {"analytics": True, "marketing": False}, PARTIAL),
        ("cookie_preferences", {"version": 2, "categories": {"ads": "denied"}}, REJECT),
        ("consent", {"categories": ["necessary"]}, REJECT),
        ("consent", {"categories": ["necessary", "analytics"]}, ACCEPT),
        ("consent", {"ad_storage": "granted", "analytics_storage": "granted"}, ACCEPT),
        ("consent", {"status": "rejected", "date": "2025-01-01"}, REJECT),
        ("consent", {"analytics": {"consent": True}, "marketing": {"consent": True}}, ACCEPT),
        ("cookie-preferences", "essential:1|statistics:1|marketing:0", PARTIAL),
        ("cookies_accepted_categories", "technically_required", REJECT),
        ("cookies_accepted_categories", "technically_required,analytics,marketing", ACCEPT),
        ("c15t", {"consents": {"necessary": True, "marketing": False, "ads": False}}, REJECT),
        ("foo", in_base64({"choices": {"necessary": True, "analytics": False}}), REJECT),
        ("foo", in_base64({"choices": {"necessary": True, "analytics": True}}), ACCEPT),
        ("x", {"essential": True, "statistics": True}, ACCEPT),
        ("cookie_consent", quote(quote('{"analytics":false,"ads":false}')), REJECT),
    ],
)
def test_a_plain_value_is_read(name: str, value: object, expected: Answer) -> None:
    assert answer(name, value) is expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("choice", "accepted"),
        ("session", "true"),
        ("features", {"analytics": True, "social": False}),
        ("cookie_banner_shown", "true"),
        ("cookie_consent_dismissed", "true"),
        ("consent_version", "1"),
        ("consent_id", "yes"),
        ("cookie_consent", "1"),
        ("cookie_notice", "true"),
        ("cookie_consent", "custom"),
        ("cookie_consent", "dismissed"),
        ("cookie_consent", "3f2a9c"),
        ("cookie_consent", "2025-01-01T00:00:00Z"),
        ("cookie_consent", {"version": 3, "seen": True}),
        ("cookie_consent", {"status": "granted", "decision": "rejected"}),
        ("cookie_consent", "{broken"),
        ("cookie_consent", "eyJhbGciOiJIUzI1NiJ9.eyJjb25zZW50Ijp0cnVlfQ.x"),
        ("cookie_consent", "eyJ\u00e9"),
        ("cookie_consent", "[" * 5000),
        ("cookie_consent", ""),
        ("cookies_rejected", "false"),
        ("cookie_settings", "analytics"),
    ],
)
def test_what_could_mean_another_thing_is_left_alone(name: str, value: object) -> None:
    assert answer(name, value) is None


BOTH_OFF = {"analytics": False, "marketing": False}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cookie_optout", BOTH_OFF),
        ("cookie_opt_out", BOTH_OFF | {"necessary": True}),
        ("cookie_optout", {"status": "accepted"}),
        ("cookie_optout", {"categories": ["analytics"]}),
        ("cookie_optout", "none"),
        ("cookie_optout", "all"),
        ("cookie_denylist", "analytics,marketing"),
        ("optout-necessary", BOTH_OFF | {"necessary": True}),
        ("cookie_settings", {"disabled": BOTH_OFF}),
        ("cookie_settings", {"v": 2, "blocked": {"categories": BOTH_OFF}}),
        ("cookie_settings", {"status": "accepted", "excluded": {"analytics": True}}),
        ("cookie_settings", {"disabledCategories": ["analytics"]}),
        ("cookie_settings", {"analytics_disabled": False, "marketing_disabled": False}),
        ("cookie_settings", {"analytics": True, "marketing_blocked": True}),
        ("cookie_settings", {"analytics": {"disallowed": False}}),
        ("cookie_settings", {"ads_data_redaction": True}),
        ("cookie_settings", {"analytics": True, "optOut": True}),
        ("cookie_settings", BOTH_OFF | {"optOut": False}),
        ("cookie_settings", {"categories": ["analytics"], "accepted": ["necessary"]}),
        ("cookie_settings", "{disabled:{analytics:false,marketing:false}}"),
        ("cookie_settings", "analytics_disabled:1|marketing_disabled:0"),
        ("marketing_consent_disabled", "true"),
        ("cookies_not_accepted", "true"),
        ("cookiesNotAccepted", "true"),
        ("cookie_accept_or_decline", "true"),
    ],
)
def test_what_may_be_a_list_of_what_is_off_is_left_alone(name: str, value: object) -> None:
    assert answer(name, value) is None


def test_a_switch_of_google_s_tags_is_no_category() -> None:
    value = {"ads_data_redaction": True, "ad_storage": "denied", "analytics_storage": "denied"}
    assert answer("consent", value) is REJECT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"functional": True} | BOTH_OFF, REJECT),
        ({"preferences": True, "functional": True} | BOTH_OFF, REJECT),
        ({"performance": True} | BOTH_OFF, REJECT),
        ({"performance": True, "targeting": False}, UNKNOWN),
        ({"video": True, "marketing": False}, REJECT),
        ({"functional": True, "social": False}, UNKNOWN),
        ({"functional": True}, UNKNOWN),
        ({"functional": True, "analytics": True, "marketing": False}, PARTIAL),
        ({"functional": True, "analytics": True}, ACCEPT),
        ({"performance_advertising": True}, ACCEPT),
        (["functional"], UNKNOWN),
        ("necessary,functional", UNKNOWN),
        ("necessary,functional,marketing", ACCEPT),
        ("necessary:1|functional:1|statistics:0", REJECT),
    ],
)
def test_categories_that_are_often_on_are_no_consent_by_themselves(
    value: object, expected: Answer
) -> None:
    assert answer("cookie_consent", value) is expected


@pytest.mark.parametrize(
    "name",
    ["functional_consent", "cookies_accepted_necessary", "allow_video_cookies"],
)
def test_a_yes_to_what_is_often_on_is_left_alone(name: str) -> None:
    assert answer(name, "true") is answer(name, "accepted") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cookie_consent", {"given": True, "purposes": []}),
        ("cookie_consent", {"given": True, "purposes": None}),
        ("cookie_consent", {"consented": True, "choices": {"ga": False}}),
        ("cookie_consent", {"accepted": True, "ga": False}),
        ("cookie_consent", {"status": "accepted", "services": []}),
        ("cookie_consent", {"consented": False, "choices": {"ga": True}}),
        ("cookies_preferences_set", "true"),
        ("cookie_consent_given_set", "true"),
        ("cookie_choice_accepted_saved", "1"),
        ("cookie_consent_answered", "true"),
        ("cookie_consent_shown", "accepted"),
    ],
)
def test_a_yes_that_may_be_an_answer_of_any_kind_is_left_alone(name: str, value: object) -> None:
    assert answer(name, value) is None


def test_a_refusal_beside_what_it_refuses_is_read() -> None:
    assert answer("cookie_consent", BOTH_OFF | {"rejectedAll": True}) is REJECT


def test_a_plain_refusal_speaks_beside_its_parts() -> None:
    assert answer("cookie_consent", {"status": "rejected", "services": []}) is REJECT


def test_a_plain_yes_speaks_beside_what_is_no_part_of_a_choice() -> None:
    assert answer("cookie_consent", {"status": "accepted", "date": "2025-01-01"}) is ACCEPT


def test_a_value_is_never_shown_and_a_name_is_made_printable() -> None:
    found = homemade("cookie", "consent\u202egnirts", "accepted")
    assert found is not None
    assert "accepted" not in found.source
    assert "\u202e" not in found.source


def test_a_category_s_name_is_made_printable() -> None:
    found = homemade("cookie", "cookie_consent", '{"analytics\\u202e": true}')
    assert found is not None
    assert not any("\u202e" in one for one in found.categories)
