"""A role: who is logged in, how, and where its secrets are kept."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, field_validator, model_validator

from crawler.declared.consent_steps import short_for
from crawler.declared.login import CredentialName, LoggedIn, Login, LoginForm
from crawler.declared.model import OR_TEXT, Model, at
from crawler.declared.values import FilePath, FilledText

_SECRET_KEYS = frozenset({"password", "passphrase", "secret", "token", "totp"})
# Characters; what is longer is another file than was meant.
MOST_SECRET = 10_000


class Credential(Model):
    """A name or secret: ``text`` itself, or where it is kept: an environment variable, a file."""

    FROM_FILE: ClassVar[tuple[str, ...]] = ("line",)
    text: FilledText | None = None
    env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    file: FilePath | None = None
    line: int = 0

    @model_validator(mode="after")
    def _one_source(self) -> "Credential":
        if sum(one is not None for one in (self.text, self.env, self.file)) != 1:
            raise ValueError("needs one source: write {env: NAME} or {file: PATH}")
        return self

    @property
    def secret(self) -> bool:
        """Whether it is kept away from the declaration."""
        return self.text is None

    def read(self) -> str:
        """What is kept there, without the line's end. Raises ValueError where nothing is."""
        if self.text is not None:
            return self.text
        if self.env is not None:
            found, place = os.environ.get(self.env), f"the environment variable {self.env}"
        else:
            found, place = _read(self.file or Path()), f"the file {self.file}"
        if found is None:
            raise ValueError(f"{place} is not set: set it")
        text = found.strip("\r\n")
        if not text or len(text) > MOST_SECRET:
            raise ValueError(f"{place} holds {'too much' if text else 'nothing'}")
        return text


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            return opened.read(MOST_SECRET + 2)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise ValueError(f"the file {file} cannot be read: {reason}") from None


def _secret(value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, Mapping) and "text" in value):
        raise ValueError("a secret must not stand in this file: write {env: NAME} or {file: PATH}")
    return value


Secret = Annotated[Credential, BeforeValidator(_secret)]
Username = Annotated[
    Credential,
    BeforeValidator(lambda value: {"text": value} if isinstance(value, str) else value),
    OR_TEXT,
]


def _plain_secrets(value: Any, place: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    """The first place in free data where a key such as ``password`` has its text beside it."""
    items: Any = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        items = enumerate(value)
    for key, inner in items:
        if str(key).lower() in _SECRET_KEYS and isinstance(inner, str):
            return (*place, key)
        found = _plain_secrets(inner, (*place, key))
        if found:
            return found
    return None


class Role(Model):
    """Who is logged in, and how.

    ``state`` is a file with a saved state of a browser that is logged in (as Playwright writes
    it); ``login`` is for when it does not hold any more.
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("name", "line")
    name: str
    login: Login | None = None
    username: Username | None = None
    password: Secret | None = None
    totp: Secret | None = None
    state: FilePath | None = None
    logged_in: Annotated[
        LoggedIn | None,
        short_for("selector", "must be a selector, or a mapping with selector, url or cookie"),
        OR_TEXT,
    ] = None
    line: int = 0

    @field_validator("login", mode="before")
    @classmethod
    def _steps_without_secrets(cls, value: Any) -> Any:
        if not isinstance(value, Mapping | Sequence | Model) or isinstance(value, str):
            raise ValueError("must be a mapping or a list of steps")
        place = _plain_secrets(value, ())
        if place:
            sentence = (
                "a secret must not stand in this file: write password: {env: NAME} in the role"
            )
            raise at("secret", sentence, *place)
        return value

    @model_validator(mode="after")
    def _has_what_it_writes(self) -> "Role":
        for name in self.credentials_needed:
            if getattr(self, name) is None:
                raise at("credential", f"the login needs {name}: add it to the role", "login")
        return self

    @property
    def credentials_needed(self) -> tuple[CredentialName, ...]:
        """What the login writes into fields; a form may go without a user's name."""
        if self.login is None:
            return ()
        if isinstance(self.login, LoginForm):
            return (CredentialName.PASSWORD,)
        fills = (step.fill for step in self.login)
        return tuple(dict.fromkeys(one.credential for one in fills if one and one.credential))

    @property
    def login_address(self) -> str:
        """Where the login begins, as it is declared; empty where that is the site's own page."""
        if isinstance(self.login, LoginForm):
            return self.login.url or ""
        return next((step.goto for step in self.login or () if step.goto), "")

    @property
    def enters(self) -> bool:
        """Whether the declaration says how it gets in."""
        return self.login is not None or self.state is not None
