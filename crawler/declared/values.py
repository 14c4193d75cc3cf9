"""The kinds of text that a declaration holds, each with a sentence for what is no such text."""

import re
from collections.abc import Hashable, Sized
from datetime import date
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    HttpUrl,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)

from crawler.declared.model import Context
from crawler.declared.wording import quoted
from crawler.domains import is_public_suffix
from crawler.lifetime_ranges import read_lifetime
from crawler.lifetimes import HOUR, MINUTE, Lifetime, parse_duration

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_SHORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ADDRESS = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>\d+))?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def _visible(text: str) -> str:
    if _UNSEEN.search(text):
        raise ValueError(f"{quoted(text)} holds characters that nobody sees: remove them")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=5_000),
    AfterValidator(_visible),
    # The reader takes every scalar as the text that was written.
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]

_Sized = TypeVar("_Sized", bound=Sized)
_Item = TypeVar("_Item", bound=Hashable)


def filled(value: _Sized) -> _Sized:
    """The value; raises ValueError when nothing is in it."""
    if not len(value):
        raise ValueError("is empty: write something, or leave the key out where it may be left out")
    return value


FilledText = Annotated[Text, AfterValidator(filled)]


def once_each(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """The items; raises ValueError when one of them stands twice."""
    seen: set[_Item] = set()
    for item in items:
        if item in seen:
            raise ValueError(f"{quoted(item)} is listed twice: keep one of them")
        seen.add(item)
    return items


def _short_name(text: str) -> str:
    if not _SHORT_NAME.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} is no short name: it stands in tables and file names, "
            "so write up to 64 letters, digits, '.', '_' or '-'"
        )
    return text


def site_path(text: str) -> str:
    """The text; raises ValueError when it is no path of a page on the site itself."""
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise ValueError(f"{quoted(text)} holds blanks or backslashes: write them as %20 or %5C")
    if not text.startswith("/") or text.startswith("//"):
        raise ValueError(f"{quoted(text)} is no path: write one that begins with one '/'")
    return text


ShortName = Annotated[str, AfterValidator(_short_name)]
"""The name of a site or role."""


def web_address(text: str) -> str:
    """The text; raises ValueError when it is no http address, or holds a password."""
    # Checked by hand first: URL parsers forgive much (https:host, backslashes, inner blanks).
    if not re.match(r"https?://[^/\\?#]", text, re.IGNORECASE) or re.search(r"[\s\\]", text):
        raise ValueError(f"{quoted(text)} is no web address: write one like https://example.com")
    try:
        url = HttpUrl(text)
    except ValidationError as error:
        reason = error.errors()[0]["ctx"]["error"]
        raise ValueError(f"this is no web address ({reason}): write https://example.com") from None
    if url.username is not None or url.password is not None:
        raise ValueError("an address must not hold a user name or password: remove them")
    if url.port == 0:
        raise ValueError(f"{quoted(text)} has no possible port: write one from 1 to 65535")
    if wrong := _impossible_host(url.host or ""):
        raise ValueError(f"{quoted(text)} has no possible host ({wrong}): correct it")
    return text


def _impossible_host(host: str) -> str:
    """What no DNS name can be (RFC 1035, section 2.3.4), though URL parsers take it."""
    labels = host.removesuffix(".").split(".")
    if not all(labels):
        return "two dots in a row, or one at its beginning"
    if max(map(len, labels)) > 63:
        return "more than 63 characters between two dots"
    return "more than 253 characters" if len(host.removesuffix(".")) > 253 else ""


WebAddress = Annotated[str, AfterValidator(web_address)]


def is_host(text: str) -> bool:
    """Whether it is a host name in ASCII, or an IPv4 address."""
    if re.fullmatch(r"[\d.]+", text):
        return _is_ip(IPv4Address, text)
    return bool(_HOST.fullmatch(text))


def _is_ip(kind: type[IPv4Address] | type[IPv6Address], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def _ascii(host: str) -> str:
    """A host as browsers write it: lower case, other scripts in punycode."""
    try:
        return host.lower().encode("idna").decode("ascii") if not host.isascii() else host.lower()
    except UnicodeError:
        return host


def _domain(text: str) -> str:
    host = _ascii(text.removeprefix("."))
    if host and not is_host(host):
        raise ValueError(f"{quoted(text)} is no domain: write a host alone, such as example.com")
    if host and is_public_suffix(host):
        raise ValueError(
            f"{quoted(text)} is a public suffix, under which anybody may have a domain: "
            "write the whole domain, such as example.com"
        )
    return host


Domain = Annotated[str, AfterValidator(_domain)]
"""A host name, lower case and without the leading dot; or empty."""


def host_pattern(text: str) -> str:
    """A host whose resolution is changed: a host name, ``*.`` and one, or ``*`` for all.

    Raises ValueError with a sentence for the user.
    """
    pattern = _ascii(text)
    if pattern != "*" and not is_host(pattern.removeprefix("*.")):
        raise ValueError(
            f"{quoted(text)} is no host pattern: write example.com, '*.example.com' or '*'"
        )
    return pattern


def network_address(text: str) -> str:
    """Where a host is to be found: an IPv4 address, [IPv6] or host name, perhaps with a port.

    Raises ValueError with a sentence for the user.
    """
    found = _ADDRESS.fullmatch(text)
    host = _ascii(found["host"]) if found else ""
    known = _is_ip(IPv6Address, host[1:-1]) if host.startswith("[") else is_host(host)
    if not found or not known:
        raise ValueError(f"{quoted(text)} is no address: write 127.0.0.1:8443, [::1] or a host")
    port = found["port"]
    if port and not (len(port) <= 5 and 1 <= int(port) <= 65_535):
        raise ValueError(f"{quoted(text)} has no possible port: write one from 1 to 65535")
    return f"{host}:{int(port)}" if port else host


HostPattern = Annotated[str, AfterValidator(host_pattern)]
NetworkAddress = Annotated[str, AfterValidator(network_address)]


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            return date.fromisoformat(str(value))
    except ValueError:
        pass
    raise ValueError(f"{quoted(value)} is no date: write year, month and day as 2027-01-31")


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]


def _truth(value: Any) -> bool:
    known = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if str(value).lower() not in known:
        raise ValueError(f"{quoted(value)} is neither true nor false: write one of these")
    return known[str(value).lower()]


Truth = Annotated[
    bool,
    BeforeValidator(_truth),
    WithJsonSchema({"enum": [True, False, "yes", "no", "on", "off", "true", "false"]}),
]


def _lifetime(value: Any) -> Lifetime:
    return value if isinstance(value, Lifetime) else read_lifetime(_one_text(value))


def _dwell(value: Any) -> float:
    seconds = value if isinstance(value, float) else parse_duration(_one_text(value))
    if seconds > HOUR:
        raise ValueError(f"{quoted(value)} is too long to stay on every page: 1 hour at most")
    return seconds


def _span(value: Any) -> float:
    seconds = value if isinstance(value, float) else parse_duration(_one_text(value))
    if not 0 < seconds <= 24 * HOUR:
        raise ValueError(f"{quoted(value)} is no time for a crawl: write more than 0, up to 1 day")
    return seconds


def _pause(value: Any) -> float:
    seconds = value if isinstance(value, float) else parse_duration(_one_text(value))
    if seconds > MINUTE:
        raise ValueError(f"{quoted(value)} is too long between two pages: 1 minute at most")
    return seconds


def _one_text(value: Any) -> str:
    if isinstance(value, list | dict):
        raise ValueError("must be text such as '30 days', not a list or mapping")
    return value if isinstance(value, str) else str(value)


_WORDS = WithJsonSchema({"type": "string"})
WrittenLifetime = Annotated[Lifetime, BeforeValidator(_lifetime), _WORDS]
Dwell = Annotated[float, BeforeValidator(_dwell), _WORDS]
"""Seconds of page time, written with a unit ("30s")."""
Span = Annotated[float, BeforeValidator(_span), _WORDS]
"""Seconds that a crawl may take, written with a unit ("30 min")."""
Pause = Annotated[float, BeforeValidator(_pause), _WORDS]
"""Seconds between two pages, written with a unit ("2s")."""


def _path(value: Any, info: ValidationInfo) -> Path:
    if not isinstance(value, str | Path):
        raise ValueError("must be the path of a file")
    if "\0" in str(value) or not str(value).strip():
        raise ValueError("must be the path of a file, not empty")
    return Context.of(info).folder / value


FilePath = Annotated[Path, BeforeValidator(_path), WithJsonSchema({"type": "string"})]
"""A path; one that is relative starts from the folder of the declaration."""
