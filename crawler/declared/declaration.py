"""The whole declaration: what is audited, with which browser, against which list."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, WithJsonSchema

from crawler.declared.access import ProxySettings
from crawler.declared.cookie import DeclaredCookie
from crawler.declared.keeping import Retention, Target
from crawler.declared.model import Category, Model
from crawler.declared.site import Site
from crawler.declared.values import (
    Day,
    FilePath,
    FilledText,
    HostPattern,
    NetworkAddress,
    ShortName,
    Truth,
    WebAddress,
    filled,
    once_each,
)
from crawler.declared.wording import did_you_mean, quoted
from crawler.findings import FAIL_ON, Gate, Rule
from crawler.languages import Language
from crawler.names import NamePattern

MOST_REPEATS = 50


class Policy(Model):
    """The published policy that the list was taken from; ``read``: in every run, to be shown."""

    url: WebAddress
    updated: Day | None = None
    read: bool = False


class Automation(StrEnum):
    """Which face the browser shows: an ordinary one's, or that of an automated one."""

    HIDDEN = "hidden"
    VISIBLE = "visible"


def _user_agent(text: str) -> str:
    if not re.fullmatch(r"[\x20-\x7e]{1,500}", text):
        raise ValueError(
            f"{quoted(text)} cannot be sent: write up to 500 characters of plain ASCII"
        )
    return text


class BrowserSettings(Model):
    """How the browser is started. Paths are absolute or start from the declaration's folder.

    In ``user_agent`` ``{browser}`` stands for what the browser calls itself.
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("line",)
    executable: FilePath | None = None
    resolve: Mapping[HostPattern, NetworkAddress] = Field(default_factory=dict)
    ignore_https_errors: Truth = False
    automation: Automation = Automation.HIDDEN
    user_agent: Annotated[FilledText, AfterValidator(_user_agent)] | None = None
    proxy: ProxySettings | None = None
    certificate_authority: FilePath | None = None
    line: int = 0


class Evidence(Model):
    """What is kept, or asked, to bear out an audit."""

    netlog: Truth = False
    har: Truth = True
    timestamp: WebAddress | None = None


class ReportSettings(Model):
    """How the report is written."""

    language: Language = Language.ENGLISH


class Waiver(Model):
    """A finding that a named owner accepts up to and including a day."""

    FROM_FILE: ClassVar[tuple[str, ...]] = ("line",)
    rule: Rule
    cookie: FilledText
    owner: FilledText
    until: Day
    why: FilledText
    line: int = 0

    def covers(self, rule: Rule, name: str) -> bool:
        """Whether it speaks of this rule and cookie, expired or not."""
        return rule is self.rule and NamePattern(self.cookie).matches(name)

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.until


def failing_word(text: str) -> str:
    """The text; raises ValueError when it is nothing that an audit can be told to fail on."""
    if text not in FAIL_ON:
        raise ValueError(f"{quoted(text)} is not known{did_you_mean(text, FAIL_ON)}")
    return text


FailOn = Annotated[str, AfterValidator(failing_word), WithJsonSchema({"enum": list(FAIL_ON)})]


def _own_word(word: str) -> str:
    if word in set(Category):
        raise ValueError(f"{quoted(word)} is one of the four already: map the policy's own words")
    return word


def _where(site: Site) -> str:
    return f"{site.url}, audited at {site.audited_at}" if site.audited_at else site.url


def _version(number: int) -> int:
    if number != 1:
        raise ValueError(f"{number} is not known: this cookie-audit reads version 1")
    return number


class Declaration(Model):
    """``expected_cookies.yaml``, read and found right.

    ``repeat`` is how often every walk is made; ``baseline`` names the run that the gate is held
    against.
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("path", "sha256")
    version: Annotated[int, AfterValidator(_version)]
    policy: Policy | None = None
    categories: Mapping[Annotated[FilledText, AfterValidator(_own_word)], Category] = Field(
        default_factory=dict
    )
    sites: Annotated[Mapping[ShortName, Site], AfterValidator(filled)]
    browser: BrowserSettings = BrowserSettings()
    evidence: Evidence = Evidence()
    report: ReportSettings = ReportSettings()
    cookies: tuple[DeclaredCookie, ...]
    waivers: tuple[Waiver, ...] = ()
    gate: Mapping[Rule, Gate] = Field(default_factory=dict)
    fail_on: Annotated[tuple[FailOn, ...], AfterValidator(once_each)] = ()
    notify: tuple[Target, ...] = ()
    retention: Retention | None = None
    repeat: int = Field(default=1, ge=1, le=MOST_REPEATS)
    baseline: FilledText | None = None
    path: Path = Path()
    sha256: str = ""

    def cookies_of(self, site: str) -> tuple[DeclaredCookie, ...]:
        """The entries that are declared for a site, in the order of the file."""
        return tuple(cookie for cookie in self.cookies if cookie.on(site))

    def place_of(self, entry: DeclaredCookie | Waiver) -> str:
        """Where an entry stands, as ``file:line``."""
        return f"{self.path}:{entry.line}"

    def summary(self) -> str:
        """What is declared, in a few lines for a terminal."""
        kinds = Counter(cookie.category for cookie in self.cookies)
        given = [category for category in Category if kinds[category]]
        parts = [f"{kinds[category]} {category}" for category in given]
        if kinds[None]:
            parts.append(f"{kinds[None]} without a category")
        lifetimes = sum(cookie.lifetime is not None for cookie in self.cookies)
        lines = [
            f"{self.path}: nothing wrong found",
            *(f"site     {name}: {_where(site)}" for name, site in self.sites.items()),
            f"cookies  {len(self.cookies)} declared: {', '.join(parts) or 'none'}",
            f"lifetime {lifetimes} given, {len(self.cookies) - lifetimes} not given",
        ]
        if self.policy:
            updated = f" of {self.policy.updated}" if self.policy.updated else ""
            lines.append(f"policy   {self.policy.url}{updated}")
        if self.waivers:
            lines.append(f"waivers  {len(self.waivers)}")
        return "\n".join(lines)
