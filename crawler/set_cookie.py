"""One ``Set-Cookie`` line, or one string given to ``document.cookie``, read as Chromium does.

Source: RFC 6265bis sections 5.6 and 5.7, and where Chromium differs or decides,
``net/cookies`` of Chromium (parsed_cookie.cc, canonical_cookie.cc, cookie_util.cc).

What depends on the page around it (cross-site frames, blocked third parties, a Secure cookie
that must not be overwritten) is not decided here: the browser says so itself.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from itertools import chain
from math import floor
from urllib.parse import urlsplit

from crawler.cookie_date import cookie_date
from crawler.devtools_text import as_devtools_tell
from crawler.domains import ascii_host, is_registered, registrable_domain

# Of name and value together, and of one attribute's value, in bytes.
MAX_PAIR, MAX_ATTRIBUTE = 4096, 1024
#: The longest lifetime that Chromium's clock can count, in seconds (292,271 years).
MAX_LIFETIME = 9_223_372_036_854.0

_BLANKS = b" \t"
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_MAX_AGE = re.compile(rb"([+-]?[0-9]+)(.*)", re.DOTALL)
_INT64_MAX = 2**63 - 1
_PREFIXES = (b"__secure-", b"__host-", b"__http-", b"__host-http-")
_SAME_SITE = {b"none": "None", b"lax": "Lax", b"strict": "Strict"}


class Refusal(StrEnum):
    """Why Chromium refuses a line, in the words of its DevTools protocol.

    That protocol keeps silent about ``AmbiguousSerialization``, ``InvalidPartitioned`` and
    ``HttpOnly`` (measured on 156), which NetLog names alike.
    """

    DISALLOWED_CHARACTER = "DisallowedCharacter"
    NO_COOKIE_CONTENT = "NoCookieContent"
    PAIR_TOO_LARGE = "NameValuePairExceedsMaxSize"
    AMBIGUOUS_SERIALIZATION = "AmbiguousSerialization"
    SCHEME_NOT_SUPPORTED = "SchemeNotSupported"
    INVALID_DOMAIN = "InvalidDomain"
    INVALID_PREFIX = "InvalidPrefix"
    INVALID_PARTITIONED = "InvalidPartitioned"
    HTTP_ONLY = "HttpOnly"
    SECURE_ONLY = "SecureOnly"
    SAME_SITE_NONE_INSECURE = "SameSiteNoneInsecure"


@dataclass(frozen=True, slots=True)
class SetCookie:
    """What a line asks for.

    ``domain`` is written as Chromium does: a leading dot for a domain cookie, none for a
    host-only one. ``lifetime`` is the requested one in seconds, never cut to what a browser
    grants: None asks for a session cookie, zero or less deletes. ``same_site`` is ``None``,
    ``Lax``, ``Strict``, or empty where the line does not say.
    """

    name: str
    value: str = field(repr=False)
    domain: str
    path: str
    lifetime: float | None
    secure: bool
    http_only: bool
    same_site: str
    partitioned: bool


@dataclass(frozen=True, slots=True)
class RefusedCookie:
    """A line that Chromium does not take, with what can be read of it all the same."""

    reason: Refusal
    cookie: SetCookie


@dataclass(frozen=True, slots=True)
class _Setter:
    """The URL that sets the cookie."""

    scheme: str
    host: str
    path: str

    @classmethod
    def of(cls, url: str) -> "_Setter":
        try:
            parts = urlsplit(url)
        except ValueError:
            return cls("", "", "/")
        host = parts.hostname or ""
        return cls(parts.scheme, f"[{host}]" if ":" in host else host, parts.path)

    @property
    def supported(self) -> bool:
        return self.scheme in {"http", "https", "ws", "wss"} and bool(self.host)

    @property
    def is_address(self) -> bool:
        try:
            ip_address(self.host.strip("[]"))
        except ValueError:
            return False
        return True

    @property
    def is_secure(self) -> bool:
        """Encrypted, or on this machine (Chromium trusts localhost with Secure cookies)."""
        if self.scheme in {"https", "wss"}:
            return True
        if self.is_address:
            return ip_address(self.host.strip("[]")).is_loopback
        return f".{self.host}".removesuffix(".").endswith(".localhost")

    @property
    def default_path(self) -> str:
        return self.path[: max(0, self.path.rfind("/"))] or "/"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart, as bytes: ``attributes`` are the last of each name that are not too long.

    ``texts`` is everything between the separators.
    """

    whole: bytes
    name: bytes
    value: bytes
    attributes: dict[bytes, bytes]
    texts: list[bytes]

    @classmethod
    def of(cls, whole: bytes) -> "_Line":
        head, *rest = whole.split(b";")
        name, equals, value = head.partition(b"=")
        if not equals:
            name, value = b"", name
        pairs = [part.partition(b"=") for part in rest]
        named = [(key.strip(_BLANKS), text.strip(_BLANKS)) for key, _, text in pairs]
        return cls(
            whole,
            name.strip(_BLANKS),
            value.strip(_BLANKS),
            {key.lower(): text for key, text in named if len(text) <= MAX_ATTRIBUTE},
            [name.strip(_BLANKS), value.strip(_BLANKS), *chain.from_iterable(named)],
        )

    def get(self, attribute: bytes) -> bytes:
        """Its value, empty where there is none."""
        return self.attributes.get(attribute, b"")


def read_set_cookie(
    line: str | bytes, url: str, now: float, *, by_script: bool = False
) -> SetCookie | RefusedCookie:
    """Read one line as Chromium does, in time proportional to its length.

    ``line`` is what came over the wire, or the text that a script wrote, which Chromium takes
    for its UTF-8. ``url`` is that of the response, or of the script's document. ``now`` is the
    clock that ``Expires`` was written against: the response's ``Date``, else the time of its
    arrival; for a script the page's own clock. Seconds since the epoch.
    """
    setter = _Setter.of(url)
    read = _Line.of(line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass"))
    domain, path = _domain(read.get(b"domain"), setter), read.get(b"path")
    cookie = SetCookie(
        name=as_devtools_tell(read.name),
        value=as_devtools_tell(read.value),
        domain=setter.host if domain is None else domain,
        path=as_devtools_tell(path) if path.startswith(b"/") else setter.default_path,
        lifetime=_lifetime(read, now),
        secure=b"secure" in read.attributes,
        http_only=b"httponly" in read.attributes,
        same_site=_SAME_SITE.get(read.get(b"samesite").lower(), ""),
        partitioned=b"partitioned" in read.attributes,
    )
    reason = (
        _unreadable(read)
        or _misplaced(read, cookie, setter, domain)
        or _not_permitted(cookie, setter, by_script)
    )
    return RefusedCookie(reason, cookie) if reason else cookie


def _unreadable(read: _Line) -> Refusal | None:
    """ParsedCookie::ParseTokenValuePairs: what makes a line no cookie at all."""
    if any(terminator in read.whole for terminator in (b"\n", b"\r", b"\0")):
        return Refusal.DISALLOWED_CHARACTER
    if not read.name and not read.value:
        return Refusal.NO_COOKIE_CONTENT
    if len(read.name) + len(read.value) > MAX_PAIR:
        return Refusal.PAIR_TOO_LARGE
    return Refusal.DISALLOWED_CHARACTER if any(map(_CONTROL.search, read.texts)) else None


def _misplaced(
    read: _Line, cookie: SetCookie, setter: _Setter, domain: str | None
) -> Refusal | None:
    """CanonicalCookie::Create: what this URL must not set."""
    if not setter.supported:
        return Refusal.SCHEME_NOT_SUPPORTED
    if domain is None:
        return Refusal.INVALID_DOMAIN
    if not _keeps_prefix(read, cookie, setter):
        return Refusal.INVALID_PREFIX
    if not read.name and b"=" in read.value:
        # It would be sent as if it were another cookie's name and value.
        return Refusal.AMBIGUOUS_SERIALIZATION
    if cookie.partitioned and not (cookie.secure and setter.is_secure):
        return Refusal.INVALID_PARTITIONED
    return None


def _not_permitted(cookie: SetCookie, setter: _Setter, by_script: bool) -> Refusal | None:
    """CookieBase::IsSetPermittedInContext, as far as the line alone decides it."""
    if by_script and cookie.http_only:
        return Refusal.HTTP_ONLY
    if cookie.secure and not setter.is_secure:
        return Refusal.SECURE_ONLY
    if cookie.same_site == "None" and not cookie.secure:
        return Refusal.SAME_SITE_NONE_INSECURE
    return None


def _keeps_prefix(read: _Line, cookie: SetCookie, setter: _Setter) -> bool:
    """Whether the cookie keeps what its name's prefix promises (RFC 6265bis section 4.1.3)."""
    name = read.name.lower()
    if not name:
        # A nameless cookie is sent as its bare value, which must not pass for a prefixed one.
        return not read.value.lower().startswith(_PREFIXES)
    if not name.startswith(_PREFIXES):
        return True
    if not (cookie.secure and setter.is_secure):
        return False
    if name.startswith((b"__http-", b"__host-http-")) and not cookie.http_only:
        return False
    if not name.startswith(b"__host-"):
        return True
    domain = read.get(b"domain")
    own = not domain or (setter.is_address and domain == setter.host.encode())
    return own and read.get(b"path") == b"/"


def _domain(attribute: bytes, setter: _Setter) -> str | None:
    """cookie_util::GetCookieDomainWithString: None where the host must not set this domain."""
    host, wanted = setter.host, attribute.lower().decode("utf-8", "replace")
    if host.endswith(".."):
        return None
    named = wanted in {host, f".{host}"}
    if not wanted or (named and not is_registered(host)):
        # An address or a public suffix may name itself, and gets a host-only cookie.
        return host
    domain = ascii_host(wanted.removeprefix("."))
    covers = bool(domain) and f".{host}".endswith(f".{domain}")
    if not covers or not is_registered(host):
        return None
    return f".{domain}" if registrable_domain(domain) == registrable_domain(host) else None


def _lifetime(read: _Line, now: float) -> float | None:
    """CanonicalCookie::ParseExpiration: Max-Age before Expires; seconds from ``now``.

    ``Expires`` counts whole seconds, and so does the clock that it is read against: "two hours
    from now" is written up to a second short, which nobody asked for.
    """
    max_age = _max_age(read.get(b"max-age"))
    if max_age is not None:
        return max_age
    expires = cookie_date(read.get(b"expires").decode("latin-1"))
    return None if expires is None else min(expires - floor(now), MAX_LIFETIME)


def _max_age(text: bytes) -> float | None:
    """None where Chromium ignores it; digits that overflow count, even with rubbish behind."""
    match = _MAX_AGE.fullmatch(text)
    if match is None:
        return None
    seconds, rubbish = int(match[1]), match[2]
    if rubbish and -_INT64_MAX <= seconds < _INT64_MAX:
        return None
    return float(min(max(seconds, -int(MAX_LIFETIME)), int(MAX_LIFETIME)))
