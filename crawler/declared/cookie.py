"""One entry of the declared list."""

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)

from crawler.cookies import StorageType, Walk
from crawler.declared.model import OR_TEXT, Category, Context, Model, at
from crawler.declared.values import (
    Domain,
    FilledText,
    Text,
    WebAddress,
    WrittenLifetime,
    once_each,
)
from crawler.declared.wording import did_you_mean, quoted
from crawler.names import NamePattern

# All but the tab, which browsers take.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Consent(StrEnum):
    """Whether it may be stored before the visitor agrees (ePrivacy Directive, Article 5(3))."""

    EXEMPT = "exempt"
    REQUIRED = "required"


def _name(text: str) -> str:
    if not NamePattern(text).literal_length:
        raise ValueError(f"{quoted(text)} would declare every cookie: give a part of the name")
    return text


def _impossible(name: str) -> str:
    """Why no browser stores a cookie of that name (RFC 6265bis, section 5.6)."""
    if re.search("[;=]", name):
        return "';' and '=' end one"
    return "browsers refuse control characters in one" if _CONTROL.search(name) else ""


def _known_site(name: str, info: ValidationInfo) -> str:
    known = Context.of(info).sites
    if known is not None and name not in known:
        raise ValueError(f"there is no site {quoted(name)}{did_you_mean(name, sorted(known))}")
    return name


def _known_role(name: str, info: ValidationInfo) -> str:
    known = Context.of(info).roles
    if known is not None and name not in known:
        raise ValueError(f"no site has a role {quoted(name)}{did_you_mean(name, sorted(known))}")
    return name


def _category(value: Any, info: ValidationInfo) -> Any:
    own = Context.of(info).categories
    known = {**{category.value: category for category in Category}, **own}
    if value is None or isinstance(value, Category):
        return value
    if not isinstance(value, str):
        raise ValueError("must be one word, not a list or mapping")
    if value not in known:
        raise ValueError(f"{quoted(value)} is no category{did_you_mean(value, known)}")
    return known[value]


Name = Annotated[FilledText, Field(max_length=4_096), AfterValidator(_name)]


def _consent_of(data: dict[str, Any]) -> Consent:
    """What the category says; what is not called necessary needs consent."""
    return Consent.EXEMPT if data.get("category") is Category.NECESSARY else Consent.REQUIRED


class DeclaredCookie(Model):
    """What the policy says of one cookie. Frozen and hashable.

    ``sites`` is empty for all sites, ``roles`` for all visitors, ``domain`` for the site's own;
    ``lifetime`` is None where the policy gives none, ``category`` where it says neither what for
    nor whether it is needed.
    ``line`` is its place in the file (0 for one that was built in code).
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("line",)
    name: Name
    aliases: Annotated[tuple[Name, ...], AfterValidator(once_each)] = ()
    sites: Annotated[
        tuple[Annotated[Text, AfterValidator(_known_site)], ...], AfterValidator(once_each)
    ] = ()
    roles: Annotated[
        tuple[Annotated[Text, AfterValidator(_known_role)], ...], AfterValidator(once_each)
    ] = ()
    domain: Domain = ""
    category: Annotated[Category | None, BeforeValidator(_category), OR_TEXT] = None
    consent: Consent = Field(default_factory=_consent_of)
    lifetime: WrittenLifetime | None = None
    type: StorageType = StorageType.COOKIE
    provider: Text = ""
    purpose: Text = ""
    source: Text = ""
    links: tuple[WebAddress, ...] = ()
    line: int = 0

    @model_validator(mode="after")
    def _possible_names(self) -> "DeclaredCookie":
        places: list[tuple[str | int, ...]] = [("name",)]
        places += [("aliases", index) for index in range(len(self.aliases))]
        for place, name in zip(places, self.names, strict=True):
            wrong = _impossible(name) if self.type is StorageType.COOKIE else ""
            if wrong:
                raise at("name", f"{quoted(name)} cannot be a cookie's name: {wrong}", *place)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    @cached_property
    def patterns(self) -> tuple[NamePattern, ...]:
        """The names as patterns, the name itself first."""
        return tuple(NamePattern(name) for name in self.names)

    @property
    def consent_stated(self) -> bool:
        """Whether the declaration says if consent is needed, by ``consent`` or by a category.

        Where it does not, ``consent`` is ``required``: nothing is exempt by silence.
        """
        return self.category is not None or "consent" in self.model_fields_set

    def on(self, site: str) -> bool:
        """Whether it is declared for a site."""
        return not self.sites or site in self.sites

    def covers(self, walk: Walk) -> bool:
        """Whether it is declared for the site and the visitor of a walk."""
        return self.on(walk.site) and (not self.roles or walk.role in self.roles)
