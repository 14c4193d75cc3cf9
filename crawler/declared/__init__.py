"""``expected_cookies.yaml``: the declared list, the sites and the settings of an audit."""

from crawler.declared.access import ProxySettings
from crawler.declared.consent_steps import CHOICES, Choice, ConsentSteps, State, Step
from crawler.declared.cookie import Consent, DeclaredCookie
from crawler.declared.declaration import (
    Automation,
    BrowserSettings,
    Declaration,
    Policy,
    Waiver,
    failing_word,
)
from crawler.declared.keeping import Event, NotifyTarget, Retention
from crawler.declared.loading import load_declaration
from crawler.declared.login import CredentialName, LoggedIn, LoginFill, LoginForm, LoginStep
from crawler.declared.model import Category
from crawler.declared.planned import PartialAcceptance
from crawler.declared.role import Credential, Role
from crawler.declared.site import Crawl, Settle, Site, origin_of, site_address
from crawler.declared.values import host_pattern, network_address, web_address

__all__ = [
    "CHOICES",
    "Automation",
    "BrowserSettings",
    "Category",
    "Choice",
    "Consent",
    "ConsentSteps",
    "Crawl",
    "Credential",
    "CredentialName",
    "Declaration",
    "DeclaredCookie",
    "Event",
    "LoggedIn",
    "LoginFill",
    "LoginForm",
    "LoginStep",
    "NotifyTarget",
    "PartialAcceptance",
    "Policy",
    "ProxySettings",
    "Retention",
    "Role",
    "Settle",
    "Site",
    "State",
    "Step",
    "Waiver",
    "failing_word",
    "host_pattern",
    "load_declaration",
    "network_address",
    "origin_of",
    "site_address",
    "web_address",
]
