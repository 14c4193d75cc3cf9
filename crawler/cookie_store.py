"""One cookie given to ``cookieStore``, read as Chromium does.

Source: the Cookie Store API, and where Chromium differs or decides, cookie_store.cc and
canonical_cookie.cc (``CreateSanitizedCookie``), measured on 156. What it refuses is not decided
here: such a cookie is not in the jar.
"""

import re
from urllib.parse import quote, urlsplit

from crawler.domains import ascii_host

_BLANKS = " \t"
_HALF_PAIR = re.compile("[\ud800-\udfff]")
# Beside letters and digits, what Chromium leaves in a path as it is.
_LEFT_IN_PATHS = "!$%&'()*+,-./:;=@[]_~"
_HERE, _UP = {".", "%2e"}, {"..", ".%2e", "%2e.", "%2e%2e"}


def store_text(given: str) -> str:
    """A name or value: half a surrogate pair becomes U+FFFD, blanks at the ends go."""
    return _whole(given).strip(_BLANKS)


def store_domain(given: str | None, cookie_url: str) -> str:
    """The domain as Chromium writes it; the host's own without a dot where none is given."""
    if not given:
        return urlsplit(cookie_url).hostname or ""
    host = _whole(given).lower()
    return f".{ascii_host(host) or host}"


def store_path(given: str | None) -> str:
    """The path, with a slash at its end, spelled as in a URL; ``/`` where none is given."""
    path = _whole(given or "").replace("\\", "/")
    segments: list[str] = []
    for segment in path.removeprefix("/").split("/"):
        if segment.lower() in _UP:
            del segments[-1:]
        elif segment.lower() not in _HERE:
            segments.append(segment)
    spelled = quote("/".join(["", *segments]), safe=_LEFT_IN_PATHS)
    return spelled if spelled.endswith("/") else f"{spelled}/"


def _whole(text: str) -> str:
    return _HALF_PAIR.sub("\ufffd", text)
