"""Cookies that hold a session, and what keeps them from thieves."""

from dataclasses import replace

import pytest

from crawler.compare import compare
from crawler.cookies import Identifier, Journey, SetHow, Write
from crawler.declared import DeclaredCookie, LoggedIn, LoginForm, Role
from crawler.declared.role import Credential
from crawler.findings import Finding, Gate, Rule
from tests.compare.walking import HOME, TODAY, analytics, declared, entry, walked, wrote

LOGIN = "https://www.example.com/login"


def served(name: str, *, page: str = HOME, domain: str = "www.example.com") -> Write:
    return replace(wrote(name, page=page, domain=domain), how=SetHow.HTTP)


def told(
    write: Write,
    *entries: DeclaredCookie,
    identifier: Identifier = Identifier.LIKELY,
    role: Role | None = None,
) -> list[Finding]:
    """What is told of a cookie's safety where one walk saw it."""
    walk = walked(Journey.UNTOUCHED, write, role="ann" if role else "anonymous")
    cookies = tuple(replace(one, identifier=identifier) for one in walk.cookies)
    whole = declared(*entries)
    if role:
        site = whole.sites["public"].model_copy(update={"roles": {"ann": role}})
        whole = whole.model_copy(update={"sites": {**whole.sites, "public": site}})
    found = compare(whole, [replace(walk, cookies=cookies)], today=TODAY)
    return [one for one in found if one.rule is Rule.INSECURE]


@pytest.mark.parametrize("name", ["sid", "PHPSESSID", "connect.sid", "ASP.NET_SessionId", "auth"])
def test_a_session_by_its_name_has_to_be_kept(name: str) -> None:
    (finding,) = told(served(name))
    assert finding.gate is Gate.WARN
    assert finding.observed == "without Secure and HttpOnly"


def test_what_is_lacking_is_told() -> None:
    assert told(replace(served("sid"), secure=True))[0].observed == "without HttpOnly"
    assert told(replace(served("sid"), http_only=True))[0].observed == "without Secure"
    assert told(replace(served("sid"), secure=True, http_only=True)) == []


@pytest.mark.parametrize("name", ["lang", "XSRF-TOKEN", "csrf_session", "inside", "authors"])
def test_another_name_is_none(name: str) -> None:
    assert told(served(name)) == []


def test_what_is_no_identifier_or_another_party_is_none() -> None:
    assert told(served("sid"), identifier=Identifier.NO) == []
    assert told(served("sid"), identifier=Identifier.UNKNOWN) == []
    assert told(served("sid", domain="ads.example")) == []


def test_what_a_script_sets_is_no_session_of_the_server() -> None:
    assert told(wrote("sid")) == []


def test_a_necessary_cookie_that_goes_with_the_browser_is_one() -> None:
    assert told(served("basket"), entry("basket"))
    lasting = replace(served("basket"), requested=9999.0)
    assert told(lasting, entry("basket")) == []


def test_what_is_declared_for_another_category_is_none() -> None:
    assert told(served("sid"), analytics("sid")) == []


def test_what_the_page_of_the_login_sets_is_one() -> None:
    role = Role(name="ann", login=LoginForm(url="/login"), password=Credential(env="P"))
    assert told(served("ticket", page=LOGIN), role=role)
    assert told(served("ticket"), role=role) == []


def test_the_cookie_that_proves_a_role_is_one_however_it_is_called() -> None:
    proven = LoggedIn(cookie="tick*")
    role = Role(name="ann", logged_in=proven)
    assert told(served("ticket"), role=role, identifier=Identifier.UNKNOWN)


def test_a_cookie_for_all_sites_needs_secure_also_where_it_was_refused() -> None:
    refused = replace(wrote("x", refused="SameSiteNoneInsecure"), same_site="None")
    (finding,) = told(refused)
    assert finding.observed == "SameSite=None without Secure"
    assert told(replace(refused, refused="", secure=True)) == []
