"""``expected_cookies.yaml``: the declared list, the sites and the settings of an audit."""

from crawler.declared.cookie import Consent, DeclaredCookie
from crawler.declared.declaration import (
    Automation,
    BrowserSettings,
    Declaration,
    Policy,
    Waiver,
)
from crawler.declared.loading import load_declaration
from crawler.declared.model import Category
from crawler.declared.site import ConsentSteps, Crawl, Credential, Role, Settle, Site
from crawler.declared.values import host_pattern, network_address

__all__ = [
    "Automation",
    "BrowserSettings",
    "Category",
    "Consent",
    "ConsentSteps",
    "Crawl",
    "Credential",
    "Declaration",
    "DeclaredCookie",
    "Policy",
    "Role",
    "Settle",
    "Site",
    "Waiver",
    "host_pattern",
    "load_declaration",
    "network_address",
]
