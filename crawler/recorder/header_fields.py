"""Headers of requests and answers as they may be shown: what may be a secret is a keyed hash."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from crawler.devtools_text import header_bytes
from crawler.recorder.headers import as_utf8
from crawler.recorder.redaction import Redactor, is_secret_name
from crawler.recorder.statements import redacted
from crawler.set_cookie import RefusedCookie, read_set_cookie
from crawler.text import shortened

#: One header: its name, and what is shown of its value.
Field: TypeAlias = tuple[str, str]

# A longer value is cut when it is free of secrets; characters.
LONGEST = 4000
COOKIE, SET_COOKIE = "cookie", "set-cookie"

# Fields of HTTP whose values are nobody's secret, or addresses (IANA, HTTP Field Name Registry,
# and what browsers and servers send beside). Of any other the value is hashed as a whole: a
# site's own header may hold anything.
_HARMLESS = """
:authority :method :path :scheme :status accept accept-ch accept-charset accept-encoding
accept-language accept-ranges age allow alt-svc cache-control clear-site-data connection
content-encoding content-language content-length content-location content-range content-type
critical-ch date dnt expect expires host if-modified-since if-unmodified-since keep-alive
last-modified link location origin origin-agent-cluster p3p permissions-policy pragma priority
proxy-connection purpose range referer referrer-policy refresh retry-after save-data server
service-worker service-worker-allowed sourcemap speculation-rules status
strict-transport-security supports-loading-mode te timing-allow-origin tk trailer
transfer-encoding upgrade upgrade-insecure-requests user-agent vary via x-content-type-options
x-dns-prefetch-control x-frame-options x-powered-by x-requested-with x-robots-tag
x-xss-protection
"""
_SHOWN = frozenset(_HARMLESS.split())
_SHOWN_KINDS = (
    "access-control-",
    "cross-origin-",
    "sec-ch-",
    "sec-fetch-",
    "sec-gpc",
    "sec-purpose",
)


class Fields:
    """Shows headers without the values of cookies and other secrets."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def learn(self, headers: Mapping[str, str]) -> None:
        """Know what these headers hold that is secret by their names, before anything is shown."""
        for name, value in headers.items():
            lower = name.lower()
            if lower == COOKIE:
                for _, one in _pairs(as_utf8(value)):
                    self._redactor(one)
            elif lower == SET_COOKIE:
                for line in value.split("\n"):
                    self._redactor(_value(line))
            elif is_secret_name(lower):
                self._redactor(value.partition(" ")[2] or value)

    def shown(self, headers: Mapping[str, str]) -> list[Field]:
        """Headers as they were sent, in their order; ``Set-Cookie`` has a field for each line."""
        return [
            (name, text)
            for name, value in headers.items()
            for text in self._texts(name.lower(), value)
        ]

    def again(self, field: Field) -> Field:
        """A shown header without what came to be known as a value since."""
        name, text = field
        lower = name.lower()
        if lower == SET_COOKIE:
            return name, self._redactor.statement(text)
        if lower == COOKIE:
            return field
        return self._redactor.redacted(name), self._redactor.redacted(text)

    def _texts(self, name: str, value: str) -> Iterator[str]:
        if name == SET_COOKIE:
            for line in value.split("\n"):
                yield redacted(as_utf8(line), self._redactor(_value(line)), LONGEST)
        elif name == COOKIE:
            pairs = ((key, self._redactor(one)) for key, one in _pairs(as_utf8(value)))
            yield shortened("; ".join("=".join(filter(None, pair)) for pair in pairs), LONGEST)
        elif name in _SHOWN or name.startswith(_SHOWN_KINDS):
            yield shortened(self._redactor.redacted(as_utf8(value)), LONGEST)
        else:
            yield f"~{self._redactor.digest(value)}"


def _value(line: str) -> str:
    """The value in a line of ``Set-Cookie``, whoever sent it."""
    read = read_set_cookie(header_bytes(line), "", 0.0)
    return (read.cookie if isinstance(read, RefusedCookie) else read).value


def _pairs(header: str) -> Iterator[tuple[str, str]]:
    """The names and values in a ``Cookie`` header; one without a name has an empty one."""
    for pair in filter(None, header.split("; ")):
        name, equals, value = pair.partition("=")
        yield (name, value) if equals else ("", name)
