"""The customer's declared list says what chapter 9 of the policy says, entry by entry."""

from datetime import date
from pathlib import Path

import pytest

from crawler.cookies import StorageType
from crawler.declared import Category, Consent, Declaration, DeclaredCookie, load_declaration

FILE = Path(__file__).parents[2] / "expected_cookies.yaml"
POLICY = "https://7speaking.com/privacy chapter 9, "
WPML = "list 1 (1to1progress.com), Required for multilingual"
CHAT = "list 1 (1to1progress.com), Required for the chat"
ANALYTICS = "list 1 (1to1progress.com), Optional Google Analytics tracer"
CAPTCHA = "list 2 (google.com), Required for reCaptcha"
PLATFORM = "platform https://app.7speaking.com, 7 Speaking"
FACULTATIF = "platform https://app.7speaking.com, Facultatif (Google Analytics)"

# From the policy: group, site, declared domain, provider, needed or optional, links of the group.
NECESSARY, OPTIONAL = (Category.NECESSARY, Consent.EXEMPT), (Category.ANALYTICS, Consent.REQUIRED)
GOOGLE_LINKS = (
    "https://support.google.com/analytics/answer/6004245",
    "https://developers.google.com/analytics/devguides/collection/gtagjs/cookie-usage",
)
GROUPS = {
    WPML: (
        "public", "1to1progress.com", "WPML", NECESSARY,
        ("https://wpml.org/documentation/support/browser-cookies-stored-wpml/",),
    ),
    CHAT: (
        "public", "1to1progress.com", "Zendesk", NECESSARY,
        ("https://chat.zendesk.com/hc/en-us/articles/"
         "360001352868-Browser-cookies-from-Chat-widget-Web-SDK",),
    ),
    ANALYTICS: ("public", "1to1progress.com", "Google", OPTIONAL, GOOGLE_LINKS),
    CAPTCHA: (
        "public", "google.com", "Google Inc.", NECESSARY,
        ("http://www.google.com/intl/en/policies/privacy",),
    ),
    PLATFORM: ("app", "", "7 Speaking", (None, Consent.REQUIRED), ()),
    FACULTATIF: ("app", "", "Google", OPTIONAL, GOOGLE_LINKS),
}  # fmt: skip
# From the policy: name, group, lifetime, purpose (in short).
ENTRIES = [
    ("_icl_current_language", WPML, None, "Current language"),
    (
        "_icl_current_admin_language_{hash}", WPML, None,
        "Current language of the WordPress administration",
    ),
    ("_icl_visitor_lang_js", WPML, None, "Language that the visitor was redirected to"),
    ("wpml_browser_redirect_test", WPML, None, "Test whether cookies are enabled"),
    ("wpml_referer_url", WPML, None, "Last address requested on the front-end"),
    ("wpml_admin_referer_url", WPML, None, "Last address requested on the back-end"),
    ("__zlcid", CHAT, "365 days", "Visitor's ID for the authentication of the chat widget"),
    ("__zlcprivacy", CHAT, "365 days", "Visitor's decision on the CookieLaw Javascript API"),
    ("_ga", ANALYTICS, "2 years", "Tell users apart"),
    ("_gat", ANALYTICS, "1 minute", "Throttle the request rate"),
    ("_gid", ANALYTICS, "24 hours", "Tell users apart"),
    *(
        (name, CAPTCHA, None, "Google reCAPTCHA for account creation and login")
        for name in (
            "1P_JAR", "APISID", "DV", "HSID", "SAPISID", "SID", "SSID", "NID",
            "OGP", "OGPC", "OTZ", "SIDCC", "UULE", "_ga",
        )
    ),
    ("ONETOONESSID", PLATFORM, "24 hours", "Identification of the connection to the platform"),
    ("SpryMedia_DataTables_*", PLATFORM, None, "Sorting preferences of data tables"),
    ("_ga", FACULTATIF, "2 years", "Tell users apart"),
    ("_gat", FACULTATIF, "1 minute", "Throttle the request rate"),
    ("_gid", FACULTATIF, "24 hours", "Tell users apart"),
]  # fmt: skip


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return load_declaration(FILE)


def as_in_the_policy(position: int) -> DeclaredCookie:
    """The entry at a position of the table above, as the declaration should have it."""
    name, group, lifetime, purpose = ENTRIES[position]
    site, domain, provider, (category, consent), links = GROUPS[group]
    number = [entry[1] for entry in ENTRIES[: position + 1]].count(group)
    return DeclaredCookie(
        name=name,
        aliases=["_dc_gtm_<property-id>"] if name == "_gat" else [],
        sites=[site],
        domain=domain,
        category=category,
        consent=consent,
        lifetime=lifetime,
        type=StorageType.COOKIE,
        provider=provider,
        purpose=purpose,
        source=f"{POLICY}{group}, entry {number}",
        links=links,
    )


def test_there_are_as_many_entries_as_in_the_policy(declaration: Declaration) -> None:
    assert len(declaration.cookies) == len(ENTRIES) == 30


@pytest.mark.parametrize("position", range(len(ENTRIES)))
def test_an_entry_says_what_the_policy_says(declaration: Declaration, position: int) -> None:
    written, expected = declaration.cookies[position], as_in_the_policy(position)
    assert written.model_dump(exclude={"line"}) == expected.model_dump(exclude={"line"})


def test_what_the_policy_does_not_say_is_not_said(declaration: Declaration) -> None:
    silent = [cookie.name for cookie in declaration.cookies if not cookie.consent_stated]
    assert silent == ["ONETOONESSID", "SpryMedia_DataTables_*"]


def test_each_entry_knows_its_line(declaration: Declaration) -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for cookie in declaration.cookies:
        assert cookie.name in lines[cookie.line - 1]


def test_the_policy_and_the_sites(declaration: Declaration) -> None:
    assert declaration.policy is not None
    assert declaration.policy.url == "https://7speaking.com/privacy"
    assert declaration.policy.updated == date(2023, 4, 5)
    assert {name: site.page_urls for name, site in declaration.sites.items()} == {
        "public": ("https://7speaking.com/",),
        "app": ("https://app.7speaking.com/",),
    }
    assert [site.crawl and site.crawl.max_pages for site in declaration.sites.values()] == [20, 20]


def test_the_declaration_changes_nothing_of_browser_gate_or_waivers(
    declaration: Declaration,
) -> None:
    assert not declaration.browser.model_fields_set
    assert (declaration.gate, declaration.waivers) == ({}, ())
