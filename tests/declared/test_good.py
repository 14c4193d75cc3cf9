"""Declarations that are right: defaults, every key, and what the models answer."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import pytest
from pydantic import ValidationError

from crawler.cookies import Journey, StorageType
from crawler.declared import (
    Automation,
    Category,
    Consent,
    Declaration,
    DeclaredCookie,
    PartialAcceptance,
    Policy,
    Site,
    host_pattern,
    load_declaration,
    network_address,
)
from crawler.declared.model import Model
from crawler.declared.sentences import MODELS
from crawler.findings import Gate, Rule

LEAST = "version: 1\nsites: {shop: {url: 'https://example.com'}}\ncookies: []\n"
EVERY_KEY = """\
version: 1
policy: {url: "https://example.com/privacy", updated: 2023-04-05}
categories: {functional: preferences}
sites:
  public:
    url: https://Example.com:443
    pages: ["/", /pricing, "https://example.com/about?x=1"]
    crawl:
      max_pages: 7
      max_depth: 3
      max_time: 10 min
      per_template: 2
      sitemap: no
      robots: no
      hash_routes: yes
      delay: 2 s
      exclude: ["/wp-admin/*"]
    journeys: [accept, gpc, {accept: [marketing, analytics]}]
    consent: {accept: [{click: "#yes"}]}
    dwell: 1 min
  app:
    url: http://app.example.com:8080/start
    consent: auto
    roles:
      learner:
        login: [{go: /login}, {fill: {selector: "#user", with: username}}]
        username: ann
        password: {env: APP_PASSWORD}
        totp: {file: secrets/totp}
        logged_in: {selector: "#logout"}
browser:
  executable: bin/chromium
  resolve: {"example.com": "127.0.0.1:8443", "*.example.com": "[::1]:443", "*": localhost}
  ignore_https_errors: true
  automation: visible
  user_agent: "{browser} audit/1.0"
cookies:
  - name: _gat
    aliases: ["_dc_gtm_<property-id>"]
    sites: [public]
    domain: .Tracker.example
    category: functional
    consent: exempt
    lifetime: 13 mois
    type: local-storage
    provider: Google
    purpose: |
      Two
      lines
    source: chapter 9
    links: [https://example.com/cookies]
  - name: no
  - name: "1"
waivers:
  - {rule: undeclared, cookie: "_foo*", owner: dpo@example.com, until: 2027-01-31, why: known}
gate: {lifetime-shorter: fail, missing: ignore}
"""


@pytest.fixture
def every_key(tmp_path: Path) -> Declaration:
    file = tmp_path / "d.yaml"
    file.write_text(EVERY_KEY, encoding="utf-8")
    return load_declaration(file)


def least(tmp_path: Path, more: str = "") -> Declaration:
    file = tmp_path / "d.yaml"
    file.write_text(LEAST + dedent(more), encoding="utf-8")
    return load_declaration(file)


def test_the_defaults(tmp_path: Path) -> None:
    declaration = least(tmp_path)
    site = declaration.sites["shop"]
    assert (declaration.policy, declaration.waivers, declaration.gate) == (None, (), {})
    assert declaration.browser.automation is Automation.HIDDEN
    assert not declaration.browser.ignore_https_errors
    assert site.journeys == (
        Journey.UNTOUCHED,
        Journey.REJECT,
        Journey.ACCEPT,
        Journey.WITHDRAW,
    )
    assert (site.name, site.consent, site.crawl, site.dwell) == ("shop", None, None, 30.0)
    assert site.page_urls == ("https://example.com/",)


def test_the_file_and_its_hash_are_known(tmp_path: Path) -> None:
    declaration = least(tmp_path)
    assert declaration.path == tmp_path / "d.yaml"
    assert declaration.sha256 == sha256(LEAST.encode()).hexdigest()


def test_every_key_of_a_site(every_key: Declaration) -> None:
    site = every_key.sites["public"]
    assert (site.origin, site.host) == ("https://example.com", "example.com")
    assert site.page_urls == (
        "https://example.com/",
        "https://example.com/pricing",
        "https://example.com/about?x=1",
    )
    assert site.crawl is not None
    assert (site.crawl.max_pages, site.crawl.sitemap) == (7, False)
    assert site.crawl.excludes("/wp-admin/x?y")
    assert not site.crawl.excludes("/x/wp-admin/")
    partly = PartialAcceptance((Category.ANALYTICS, Category.MARKETING))
    assert site.journeys == (Journey.ACCEPT, Journey.GPC, partly)
    assert site.consent is not None
    assert [str(step) for step in site.consent.accept] == ["click '#yes'"]
    assert site.dwell == 60


def test_the_path_of_a_sites_url_is_its_page(every_key: Declaration) -> None:
    site = every_key.sites["app"]
    assert (site.origin, site.host) == ("http://app.example.com:8080", "app.example.com")
    assert site.page_urls == ("http://app.example.com:8080/start",)
    assert site.consent is None


def test_every_key_of_a_role(every_key: Declaration, tmp_path: Path) -> None:
    role = every_key.sites["app"].roles["learner"]
    assert role.name == "learner"
    assert isinstance(role.login, tuple)
    assert [str(step) for step in role.login] == [
        "goto '/login'",
        "fill '#user' with the username of the role",
    ]
    assert role.username is not None
    assert role.username.text == "ann"
    assert role.password is not None
    assert role.password.env == "APP_PASSWORD"
    assert role.totp is not None
    assert role.totp.file == tmp_path / "secrets/totp"
    assert role.logged_in is not None
    assert role.logged_in.selector == "#logout"


def test_every_key_of_the_browser(every_key: Declaration, tmp_path: Path) -> None:
    browser = every_key.browser
    assert browser.executable == tmp_path / "bin/chromium"
    assert browser.resolve == {
        "example.com": "127.0.0.1:8443",
        "*.example.com": "[::1]:443",
        "*": "localhost",
    }
    assert browser.ignore_https_errors
    assert browser.automation is Automation.VISIBLE


def test_every_key_of_a_cookie(every_key: Declaration) -> None:
    cookie = every_key.cookies[0]
    assert cookie.names == ("_gat", "_dc_gtm_<property-id>")
    assert cookie.patterns[1].matches("_dc_gtm_UA-1")
    assert (cookie.sites, cookie.domain) == (("public",), "tracker.example")
    assert (cookie.category, cookie.consent) == (Category.PREFERENCES, Consent.EXEMPT)
    assert cookie.consent_stated
    assert str(cookie.lifetime) == "13 mois"
    assert cookie.type is StorageType.LOCAL_STORAGE
    assert (cookie.provider, cookie.purpose) == ("Google", "Two\nlines")
    assert (cookie.source, cookie.links) == ("chapter 9", ("https://example.com/cookies",))
    line = EVERY_KEY.splitlines().index("  - name: _gat") + 1
    assert every_key.place_of(cookie) == f"{every_key.path}:{line}"


def test_text_stays_the_text_that_was_written(every_key: Declaration) -> None:
    assert [cookie.name for cookie in every_key.cookies[1:]] == ["no", "1"]


def test_cookies_of_a_site(every_key: Declaration) -> None:
    assert [cookie.name for cookie in every_key.cookies_of("app")] == ["no", "1"]
    assert [cookie.name for cookie in every_key.cookies_of("public")] == ["_gat", "no", "1"]


def test_waivers_and_gate(every_key: Declaration) -> None:
    (waiver,) = every_key.waivers
    assert waiver.covers(Rule.UNDECLARED, "_foo_1")
    assert not waiver.covers(Rule.MISSING, "_foo_1")
    assert not waiver.covers(Rule.UNDECLARED, "foo")
    assert [waiver.expired(date(2027, month, 1)) for month in (1, 2)] == [False, True]
    assert not waiver.expired(date(2027, 1, 31))
    assert every_key.gate == {Rule.LIFETIME_SHORTER: Gate.FAIL, Rule.MISSING: Gate.IGNORE}


@pytest.mark.parametrize(
    ("written", "consent", "stated"),
    [
        ({"category": "necessary"}, Consent.EXEMPT, True),
        ({"category": "preferences"}, Consent.REQUIRED, True),
        ({"category": "analytics"}, Consent.REQUIRED, True),
        ({"category": "marketing"}, Consent.REQUIRED, True),
        ({"category": "necessary", "consent": "required"}, Consent.REQUIRED, True),
        ({"category": "analytics", "consent": "exempt"}, Consent.EXEMPT, True),
        ({"consent": "exempt"}, Consent.EXEMPT, True),
        ({}, Consent.REQUIRED, False),
    ],
)
def test_nothing_is_exempt_by_silence(
    written: dict[str, str], consent: Consent, stated: bool
) -> None:
    cookie = DeclaredCookie(name="x", **written)
    assert (cookie.consent, cookie.consent_stated) == (consent, stated)


@pytest.mark.parametrize("domain", ["localhost", "intranet", "127.0.0.1", "example.co.uk"])
def test_a_domain_may_be_any_host_that_is_no_public_suffix(domain: str) -> None:
    assert DeclaredCookie(name="sid", domain=domain).domain == domain


@pytest.mark.parametrize("url", ["http://localhost:8080", "https://[::1]:8443", "https://a.test."])
def test_a_site_may_be_on_any_host_that_can_be(url: str) -> None:
    assert Site(name="shop", url=url).url == url


def test_the_same_name_may_be_declared_for_another_site_domain_or_storage(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(
        dedent("""\
        version: 1
        sites: {a: {url: "https://a.example"}, b: {url: "https://b.example"}}
        cookies:
          - {name: x, sites: [a]}
          - {name: x, sites: [b]}
          - {name: x, sites: [a], domain: c.example}
          - {name: x, sites: [a], type: local-storage}
          - {name: x*, sites: [a]}
        """),
        encoding="utf-8",
    )
    assert len(load_declaration(file).cookies) == 5


def test_a_declared_cookie_is_frozen_and_hashable() -> None:
    cookie = DeclaredCookie(name="x", lifetime="2 years", line=7)
    assert cookie == DeclaredCookie(name="x", lifetime="2 years", line=7)
    assert len({cookie, DeclaredCookie(name="x")}) == 2
    with pytest.raises(ValidationError):
        setattr(cookie, "name", "y")  # noqa: B010 - mypy knows that it cannot be set


def test_models_built_in_code_hold_to_the_same_rules() -> None:
    assert Site(name="a", url="https://a.b", pages=["/x"]).page_urls == ("https://a.b/x",)
    assert Policy(url="https://a.b", updated=date(2023, 4, 5)).updated == date(2023, 4, 5)
    with pytest.raises(ValidationError):
        Site(name="a", url="a.b")


def test_the_summary(every_key: Declaration) -> None:
    assert every_key.summary().splitlines() == [
        f"{every_key.path}: nothing wrong found",
        "site     public: https://Example.com:443",
        "site     app: http://app.example.com:8080/start",
        "cookies  3 declared: 1 preferences, 2 without a category",
        "lifetime 1 given, 2 not given",
        "policy   https://example.com/privacy of 2023-04-05",
        "waivers  1",
    ]


def test_the_summary_of_nothing(tmp_path: Path) -> None:
    assert "cookies  0 declared: none" in least(tmp_path).summary()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:8443", "127.0.0.1:8443"),
        ("[::1]", "[::1]"),
        ("[2001:DB8::1]:80", "[2001:db8::1]:80"),
        ("Staging.example.com:080", "staging.example.com:80"),
    ],
)
def test_network_addresses(written: str, read: str) -> None:
    assert network_address(written) == read


@pytest.mark.parametrize("wrong", ["", ":80", "a:0", "a:", "[::1", "[x]", "1.2.3", "a b", "a:1:2"])
def test_wrong_network_addresses(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"is no address|has no possible port"):
        network_address(wrong)


def test_host_patterns_are_as_browsers_write_hosts() -> None:
    assert host_pattern("Bücher.example") == "xn--bcher-kva.example"
    assert host_pattern("*.A.example") == "*.a.example"
    with pytest.raises(ValueError, match="is no host pattern"):
        host_pattern("a.*.example")
    with pytest.raises(ValueError, match="is no host pattern"):
        host_pattern("ü..example")


def _below(model: type[Model]) -> Iterator[type[Model]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def test_every_model_has_a_place_in_the_file() -> None:
    assert set(MODELS.values()) == set(_below(Model))
