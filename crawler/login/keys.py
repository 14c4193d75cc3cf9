"""A role's credentials, read before any browser starts, and kept out of every sentence."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyotp import parse_uri
from pyotp.totp import TOTP

from crawler.declared import CredentialName, Declaration, Role, Site, origin_of
from crawler.errors import BadInput, Problem

HIDDEN = "[hidden]"
# What stands for a secret is told by its length too little to search for a shorter one.
SHORTEST = 3
_URI = "otpauth://"


class Codes:
    """One-time codes of a second factor (RFC 6238), each given once only.

    ``secret`` is in base 32, or an ``otpauth://totp/`` address. Raises ValueError for another.
    """

    def __init__(self, secret: str) -> None:
        try:
            made = parse_uri(secret) if secret.startswith(_URI) else _totp(secret)
            made.generate_otp(0)
        except (ValueError, TypeError):
            raise ValueError(
                "is no secret of a second factor: it is in base 32, or begins with otpauth://totp/"
            ) from None
        if not isinstance(made, TOTP):
            raise ValueError("counts logins (HOTP), which an audit cannot: use one by time (TOTP)")
        self._totp = made
        self._used = -1

    async def next(self) -> str:
        """A code that was not given before; waits for the next one where the present one was."""
        step = int(time.time() // self._totp.interval)
        if step <= self._used:
            step = self._used + 1
            await asyncio.sleep(step * self._totp.interval - time.time())
        self._used = step
        return self._totp.generate_otp(step)


def _totp(secret: str) -> TOTP:
    return TOTP("".join(secret.split()).upper())


@dataclass(frozen=True, slots=True)
class Keys:
    """What a role writes into fields. Never shown."""

    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    codes: Codes | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    async def value(self, name: CredentialName) -> str:
        """What is written for a credential; empty where the role has none."""
        if name is CredentialName.TOTP:
            return await self.codes.next() if self.codes else ""
        return self.username if name is CredentialName.USERNAME else self.password

    def hidden(self, text: str, *more: str) -> str:
        """The text without any of the secrets, or of ``more``, for what a site says back.

        Pages show them in other letters (``text-transform``) and with fewer blanks.
        """
        for secret in sorted((*self.secrets, *more), key=len, reverse=True):
            if len(secret) >= SHORTEST and (parts := secret.split()):
                text = re.sub(r"\s+".join(map(re.escape, parts)), HIDDEN, text, flags=re.IGNORECASE)
        return text


@dataclass(slots=True)
class Login:
    """One role of a site throughout an audit.

    ``refused`` says why its credentials were not taken: they are not tried again, for accounts get
    locked. ``state`` is a saved state, None once it is known not to hold.
    """

    site: Site
    role: Role
    keys: Keys
    state: str | None = None
    checked: bool = False
    refused: str = ""


def logins(
    declaration: Declaration, sites: tuple[str, ...] = ()
) -> Mapping[tuple[str, str], Login]:
    """The logins of the sites that are audited (all where none is named), by site and role.

    Raises BadInput with every credential that cannot be read.
    """
    found: dict[tuple[str, str], Login] = {}
    problems: list[Problem] = []
    for site in declaration.sites.values():
        for role in site.roles.values() if not sites or site.name in sites else ():
            try:
                found[site.name, role.name] = Login(
                    site, _moved(site, role), _keys(role), _state(role)
                )
            except ValueError as error:
                sentence = f"{role.name}: {error}"
                problems.append(Problem(str(declaration.path), role.line, 0, sentence))
    if problems:
        raise BadInput(problems)
    return found


def _moved(site: Site, role: Role) -> Role:
    """The role where the site is audited at another address: its full addresses follow."""
    changed: dict[str, object] = {}
    if isinstance(role.login, tuple):
        changed["login"] = tuple(
            one.model_copy(update={"goto": site.moved(one.goto)}) if one.goto else one
            for one in role.login
        )
    declared = origin_of(site.url)
    if role.logged_in and role.logged_in.url and role.logged_in.url.startswith(declared):
        url = site.origin + role.logged_in.url.removeprefix(declared)
        changed["logged_in"] = role.logged_in.model_copy(update={"url": url})
    return role.model_copy(update=changed)


def _keys(role: Role) -> Keys:
    read: dict[str, str] = {}
    codes: Codes | None = None
    for name in CredentialName:
        credential = getattr(role, name)
        if credential is None or role.login is None:
            continue
        try:
            read[name] = credential.read()
            codes = Codes(read[name]) if name is CredentialName.TOTP else None
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    kept = tuple(text for name, text in read.items() if getattr(role, name).secret)
    return Keys(read.get("username", ""), read.get("password", ""), codes, kept)


def _state(role: Role) -> str | None:
    """The path of a saved state; None where there is none and the role can log in without."""
    if role.state is None or (role.login and not role.state.exists()):
        return None
    try:
        held = json.loads(role.state.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"state: {role.state} cannot be read: {error.strerror}") from None
    except ValueError:
        held = None
    if not isinstance(held, dict) or not isinstance(held.get("cookies"), list):
        raise ValueError(f"state: {role.state} is no saved state (Playwright's storage_state)")
    return str(role.state)
