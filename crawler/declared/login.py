"""How a role logs in, by steps or by a form, and what proves that it is logged in."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic.config import JsonDict

from crawler.declared.consent_steps import Fill, Step, a_step, short_for
from crawler.declared.document import WrittenMapping
from crawler.declared.model import Model
from crawler.declared.selectors import Selector
from crawler.declared.values import FilledText, Text, filled, site_path, web_address
from crawler.declared.wording import quoted
from crawler.names import NamePattern

# Pydantic's names for the two shapes, in the places of its errors.
FORM, STEPS = "[form]", "[steps]"
# A field for what must not stand in the file.
_SECRET_FIELD = re.compile(r"pass(?!age|port|enger)|\bpwd\b|\botp\b", re.IGNORECASE)


class CredentialName(StrEnum):
    """What of a role may be written into a field."""

    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - the key's name, no password
    TOTP = "totp"


def _login_address(text: str) -> str:
    return site_path(text) if text.startswith("/") else web_address(text)


LoginAddress = Annotated[FilledText, AfterValidator(_login_address)]
"""A path of the site, or a full address: the login may be on another host."""


class LoginFill(Fill):
    """A field and what is written into it: the role's ``credential``, or a text."""

    text: Text = ""
    credential: CredentialName | None = Field(default=None, alias="with")

    @model_validator(mode="after")
    def _one_source(self) -> "LoginFill":
        if bool(self.text) is bool(self.credential):
            raise ValueError("needs one of with and text: write with: username, password or totp")
        if self.text and _SECRET_FIELD.search(self.selector):
            raise ValueError("a secret must not stand in this file: write with: password")
        return self

    @property
    def said(self) -> str:
        """What is written, as a sentence names it; never a secret."""
        return f"the {self.credential} of the role" if self.credential else quoted(self.text)


def _with_go(schema: JsonDict) -> None:
    keys = schema["properties"]
    if isinstance(keys, dict):
        keys["go"] = keys["goto"]


class LoginStep(Step):
    """A step of the declaration's own login: as for a banner, and it may go to another host."""

    model_config = ConfigDict(json_schema_extra=_with_go)
    fill: Annotated[
        LoginFill | None, short_for("", "must be a mapping with selector, and with or text")
    ] = None
    goto: LoginAddress | None = None

    @model_validator(mode="before")
    @classmethod
    def _go(cls, data: Any) -> Any:
        """``go`` says the same as ``goto``."""
        if not isinstance(data, Mapping) or "go" not in data or "goto" in data:
            return data
        said = {"goto" if key == "go" else key: value for key, value in data.items()}
        if not isinstance(data, WrittenMapping):
            return said
        written = WrittenMapping(data.facts)
        written.update(said)
        return written


class LoginForm(Model):
    """A form that is filled and sent; the fields that are not named are found.

    ``url`` is None for a form on the site's first page.
    """

    url: LoginAddress | None = None
    username_field: Selector | None = None
    password_field: Selector | None = None
    totp_field: Selector | None = None
    submit: Selector | None = None


LoginSteps = Annotated[
    tuple[Annotated[LoginStep, BeforeValidator(a_step)], ...], AfterValidator(filled)
]
Login = Annotated[
    Annotated[LoginForm, Tag(FORM)] | Annotated[LoginSteps, Tag(STEPS)],
    Discriminator(lambda value: STEPS if isinstance(value, list | tuple) else FORM),
]


def _address_pattern(text: str) -> str:
    if not text.startswith(("/", "*", "http://", "https://")):
        raise ValueError(f"{quoted(text)} is no pattern of addresses: begin it with '/' or '*'")
    return text


class LoggedIn(Model):
    """What has to be so on every page of a role; all that is given has to hold.

    ``selector`` is of an element that is there only for who is logged in, ``url`` a pattern of the
    page's address or path, ``cookie`` the name of a cookie that the page is sent.
    """

    selector: Selector | None = None
    url: Annotated[FilledText, AfterValidator(_address_pattern)] | None = None
    cookie: FilledText | None = None

    @model_validator(mode="after")
    def _something(self) -> "LoggedIn":
        if not (self.selector or self.url or self.cookie):
            raise ValueError("proves nothing: write selector, url or cookie")
        return self

    def is_at(self, url: str) -> bool:
        """Whether an address is one of those; also where none is given."""
        if self.url is None:
            return True
        path = re.sub(r"^[a-z]+://[^/?#]*", "", url.partition("#")[0], flags=re.IGNORECASE) or "/"
        pattern = NamePattern(self.url)
        return pattern.matches(path if self.url.startswith("/") else url)
