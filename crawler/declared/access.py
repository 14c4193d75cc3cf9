"""How an audit gets at what is not open to everybody: logins by HTTP, headers, a proxy."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from crawler.declared.model import OR_TEXT, Model
from crawler.declared.role import Credential, Secret, Username
from crawler.declared.values import FilePath, FilledText, HostPattern
from crawler.declared.wording import quoted

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_PROXY = re.compile(
    r"(?:https?|socks[45])://(?:\[[0-9a-f:]+\]|[a-z0-9_.-]+)(?::\d{1,5})?/?", re.IGNORECASE
)
# The browser's own business: the record would not be true of what they change.
_BROWSERS_OWN = re.compile(
    r"(?:cookie|host|content-.*|transfer-encoding|connection|upgrade|origin|referer|sec-.*"
    r"|user-agent|proxy-.*|if-.*)",
    re.IGNORECASE,
)
_SECRET_NAME = re.compile(r"auth|token|secret|key|pass|signature|credential", re.IGNORECASE)


def _header_name(name: str) -> str:
    if not _TOKEN.fullmatch(name):
        raise ValueError(f"{quoted(name)} is no name of a header: write one such as X-Preview")
    if _BROWSERS_OWN.fullmatch(name):
        raise ValueError(f"{quoted(name)} is the browser's own header: leave it out")
    return name


def _header_value(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


HeaderName = Annotated[FilledText, AfterValidator(_header_name)]
HeaderValue = Annotated[Credential, BeforeValidator(_header_value), OR_TEXT]


def headers_without_secrets(headers: Mapping[str, Credential]) -> Mapping[str, Credential]:
    """The headers; raises ValueError where one that is named like a secret has its text here."""
    seen: set[str] = set()
    for name, value in headers.items():
        if not value.secret and _SECRET_NAME.search(name):
            raise ValueError(
                f"{name}: a secret must not stand in this file: write {{env: NAME}} or "
                "{file: PATH}"
            )
        if name.lower() in seen:
            raise ValueError(f"{quoted(name)} stands twice: keep one of them")
        seen.add(name.lower())
    return headers


class HttpAuth(Model):
    """Name and password that a server asks for before it answers (RFC 7617, basic)."""

    username: Username
    password: Secret


class ClientCertificate(Model):
    """What is shown to servers that ask for a client certificate.

    ``certificate`` is in PEM, with its ``key`` in the same file where none is named, or in PKCS#12.
    """

    certificate: FilePath
    key: FilePath | None = None
    passphrase: Secret | None = None


def _proxy(text: str) -> str:
    if "@" in text:
        raise ValueError("an address must not hold a user name or password: write username beside")
    if not _PROXY.fullmatch(text):
        raise ValueError(f"{quoted(text)} is no proxy: write one like http://proxy.example:3128")
    return text.rstrip("/")


class ProxySettings(Model):
    """The proxy that all requests go through, but for those to hosts in ``bypass``."""

    server: Annotated[FilledText, AfterValidator(_proxy)]
    username: Username | None = None
    password: Secret | None = None
    bypass: tuple[HostPattern, ...] = Field(default=())
