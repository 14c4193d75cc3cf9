"""What a site's own cookies and stored items say: plain words, and nothing else."""

import base64
import json
from urllib.parse import quote

import pytest

from crawler.consent.states.held import Answer
from crawler.consent.states.homemade import homemade

ACCEPT, REJECT, PARTIAL = Answer.ACCEPT, Answer.REJECT, Answer.PARTIAL


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


def test_a_value_is_never_shown_and_a_name_is_made_printable() -> None:
    found = homemade("cookie", "consent\u202egnirts", "accepted")
    assert found is not None
    assert "accepted" not in found.source
    assert "\u202e" not in found.source


def test_a_category_s_name_is_made_printable() -> None:
    found = homemade("cookie", "cookie_consent", '{"analytics\\u202e": true}')
    assert found is not None
    assert not any("\u202e" in one for one in found.categories)
