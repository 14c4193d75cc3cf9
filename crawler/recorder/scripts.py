"""What scripts write: calls of ``document.cookie`` and ``cookieStore``, as the hook tells."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from functools import cache
from importlib import resources
from typing import Any

from crawler.cookie_store import store_domain, store_path, store_text
from crawler.cookies import SetHow, Write
from crawler.recorder.acts import Act, write_of
from crawler.recorder.stacks import Origin, Scripts, callers, place_of
from crawler.recorder.statements import redacted
from crawler.recorder.values import ValueHash
from crawler.set_cookie import RefusedCookie, SetCookie, read_set_cookie

# How many things of a call come before the word on whether its frame is without credentials.
BEFORE_LAST = {"script": 2, "set": 8, "remove": 8, "unread": 1, "change": 9}
SOURCES = ("storage.js", "changes.js", "hook.js")
# Characters of a name or value that the hook tells where others than cookies keep something.
LONGEST_TOLD = 4096
# What the hook calls a call whose cookie it could not read, as it stands in scripts.
CALLS = {"script": "document.cookie", "set": "cookieStore.set", "remove": "cookieStore.delete"}


@dataclass(frozen=True, slots=True)
class Hook:
    """The hook of one target. Its names are random: a page can neither find nor forge them."""

    source: str
    token: str
    objects: bool = False

    def objecting(self) -> "Hook":
        """The same for a visitor whose browser sends Global Privacy Control."""
        return replace(self, source=f"{_script('gpc.js')};\n{self.source}", objects=True)

    @classmethod
    def drawn(cls) -> "Hook":
        """A hook with names of its own."""
        name, token = f"_{secrets.token_hex(12)}", secrets.token_hex(16)
        # hook.js comes last, for it arms all breakpoints that were set by then.
        text = "".join(map(_script, SOURCES))
        text = text.replace("NAME", name).replace("TOKEN", token)
        return cls(text.replace("MOST", str(LONGEST_TOLD)), token)

    def read(self, params: Mapping[str, Any], scripts: Scripts) -> "ScriptCall | None":
        """The call that a console message reports; None for a message of the page's own."""
        arguments = [argument.get("value") for argument in params["args"]]
        if not arguments or arguments[0] != self.token:
            return None
        _, kind, clock_ms, url, *rest = arguments
        place = place_of(scripts.true(callers(params.get("stackTrace") or {})))
        source, line, column = _position(place)
        return ScriptCall(kind, clock_ms / 1000, url, tuple(rest), source, line, column)


@dataclass(frozen=True, slots=True)
class ScriptCall:
    """One call: ``clock`` is the page's own, seconds since the epoch; positions are 1-based."""

    kind: str
    clock: float
    url: str
    arguments: tuple[Any, ...]
    source: str
    line: int | None
    column: int | None

    @property
    def how(self) -> SetHow:
        """By ``document.cookie`` or by ``cookieStore``."""
        kind = self.arguments[0] if self.kind == "unread" else self.kind
        return SetHow.SCRIPT if kind == "script" else SetHow.COOKIE_STORE

    def cookie(self, cookie_url: str) -> SetCookie | RefusedCookie:
        """What it asks for; ``cookie_url`` is the http(s) URL whose cookies the document has."""
        if self.kind == "script":
            return read_set_cookie(self.arguments[0], cookie_url, self.clock, by_script=True)
        return self._of_cookie_store(cookie_url)

    def _of_cookie_store(self, cookie_url: str) -> SetCookie:
        """By the Cookie Store API's defaults: path "/", Strict, Secure, host-only."""
        name, value, domain, path, ends_ms, max_age, same_site, partitioned, *_ = self.arguments
        lifetime = None if ends_ms is None else ends_ms / 1000 - self.clock
        if max_age is not None:
            lifetime = float(max_age)
        if self.kind == "remove":
            lifetime = 0.0
        return SetCookie(
            name=store_text(name),
            value=store_text(value),
            domain=store_domain(domain, cookie_url),
            path=store_path(path),
            lifetime=lifetime,
            secure=True,
            http_only=False,
            same_site=str(same_site or "strict").capitalize(),
            partitioned=bool(partitioned),
        )

    @property
    def averse(self) -> bool:
        """Whether its document is shown nowhere, and has no cookies for that (HTML, 3.1.5)."""
        return self.kind == "script" and self.arguments[1:2] == (False,)

    @property
    def credentialless(self) -> str:
        """``own``: its document's frame is without credentials; ``within``: one around it, too."""
        return str(next(iter(self.arguments[BEFORE_LAST[self.kind] :]), ""))

    def statement(self, value_hash: str) -> str:
        """The call as it stood in the script, its value replaced by the hash."""
        if self.kind == "unread":
            return f"{CALLS[self.arguments[0]]} = (an object), {value_hash}"
        if self.kind == "script":
            return redacted(self.arguments[0], value_hash)
        name, _, domain, path, ends_ms, max_age, *_ = self.arguments
        call = "delete" if self.kind == "remove" else "set"
        parts = [f"cookieStore.{call} {name}=", f"Domain={domain or ''}", f"Path={path or '/'}"]
        if ends_ms is not None:
            parts.append(f"Expires={_date(ends_ms / 1000)}")
        if max_age is not None:
            parts.append(f"Max-Age={max_age}")
        return redacted("; ".join(parts), value_hash)


def _date(seconds: float) -> str:
    """A time as headers have it; as a number where the year has more than four digits."""
    try:
        return formatdate(seconds, usegmt=True)
    except (ValueError, OverflowError, OSError):
        return f"{seconds:.0f} s after 1970"


@cache
def _script(name: str) -> str:
    return (resources.files("crawler.recorder") / name).read_text(encoding="utf-8")


def script_write(call: ScriptCall, cookie_url: str, act: Act, hashed: ValueHash) -> Write:
    """Put a call into the words of the audit; ``cookie_url`` is empty for an opaque origin."""
    return write_of(call.cookie(cookie_url or call.url), act, hashed)


def _position(place: Origin | None) -> tuple[str, int | None, int | None]:
    if place is None:
        return "", None, None
    return place.url, place.line + 1, place.column + 1
