"""Chromium's NetLog: every change to its cookie stores, and every response that asked for one.

The file is large and holds cookies' values: it is read as a stream, and of what it holds only
``Set-Cookie`` lines are handed on.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from crawler.cookies import OPAQUE, Walk
from crawler.text import printable

ADDED, DELETED = "COOKIE_STORE_COOKIE_ADDED", "COOKIE_STORE_COOKIE_DELETED"
STARTED, ANSWERED = "URL_REQUEST_START_JOB", "HTTP_TRANSACTION_READ_RESPONSE_HEADERS"
ENDED = "REQUEST_ALIVE"
BEGIN, END = 1, 2
# No site has it (RFC 6761): its cookies tell the profiles apart.
MARKED_HOST = "cookie-audit.invalid"
# How NetLog writes text that is not ASCII (net/log/net_log_values.cc).
ESCAPED = "%ESCAPED:\N{ZERO WIDTH SPACE} "
# How it tells a request of a frame without credentials (net/base/network_isolation_key.cc).
WITH_NONCE = "with nonce"
# What may follow an event's type, which stands last (base::Value sorts its keys).
AFTER_TYPE = " ,]}\r\n"


@dataclass(frozen=True, slots=True)
class Change:
    """A cookie added to or deleted from one store; ``cause`` is Chromium's word for a deletion.

    ``domain`` has a leading dot for a domain cookie. Partition keys are not told. ``at`` is in
    seconds since the epoch.
    """

    kind: str
    store: int
    name: str
    domain: str
    path: str
    cause: str = ""
    at: float = field(default=0.0, compare=False)

    def __str__(self) -> str:
        done = "added" if self.kind == ADDED else f"deleted ({self.cause})"
        return printable(f"{self.name or '(nameless)'} of {self.domain}{self.path} was {done}")


@dataclass(frozen=True, slots=True)
class Response:
    """A response that has to do with cookies, each hop of a redirect on its own.

    ``lines`` are those of ``Set-Cookie``; ``clears`` says that ``Clear-Site-Data`` names cookies.
    ``top`` is the top-level site of the request, or ``OPAQUE``, ``date`` the response's header,
    ``at`` seconds since the epoch.
    """

    url: str
    lines: tuple[bytes, ...] = field(repr=False)
    date: str = ""
    top: str = ""
    at: float = 0.0
    clears: bool = False


Event: TypeAlias = Change | Response


def marker_of(walk: Walk) -> str:
    """The name of the cookie by which the store of a walk's profile is known."""
    return hashlib.sha256(
        f"{walk.site} {walk.role} {walk.label} {walk.repeat}".encode()
    ).hexdigest()


def read_log(log: Path) -> Iterator[Event]:
    """The changes and responses in a NetLog file, in order. A line that was cut off is passed over.

    Raises OSError when there is no such file.
    """
    with log.open(encoding="utf-8", errors="replace") as lines:
        reader = _Reader(_constants(next(lines, "")))
        for line in lines:
            if event := reader.read(line):
                yield event


class _Reader:
    """Reads events one by one, and remembers which requests are under way."""

    def __init__(self, constants: dict[str, Any]) -> None:
        types = constants.get("logEventTypes", {})
        readers: dict[str, Callable[[dict[str, Any]], Event | None]] = {
            ADDED: lambda event: self._change(ADDED, event),
            DELETED: lambda event: self._change(DELETED, event),
            STARTED: self._started,
            ANSWERED: self._answered,
            ENDED: self._ended,
        }
        self._readers = {str(types[kind]): read for kind, read in readers.items() if kind in types}
        self._offset_ms = float(constants.get("timeTickOffset", 0))
        self._requests: dict[int, tuple[str, str]] = {}

    def read(self, line: str) -> Event | None:
        _, found, kind = line.rpartition('"type":')
        reader = self._readers.get(kind.strip(AFTER_TYPE)) if found else None
        if reader is None:
            return None
        try:
            return reader(json.loads(line.strip().removesuffix("]}").rstrip(",]\n")))
        except (ValueError, KeyError, TypeError):
            return None

    def _started(self, event: dict[str, Any]) -> None:
        if event["phase"] == BEGIN:
            params = event["params"]
            key = params.get("network_isolation_key", "")
            top = OPAQUE if WITH_NONCE in key else key.partition(" ")[0]
            self._requests[event["source"]["id"]] = (params["url"], top)

    def _ended(self, event: dict[str, Any]) -> None:
        if event["phase"] == END:
            self._requests.pop(event["source"]["id"], None)

    def _answered(self, event: dict[str, Any]) -> Response | None:
        headers = [_bytes(one).partition(b":") for one in event["params"]["headers"]]
        named = [(name.strip().lower(), text.strip(b" \t")) for name, _, text in headers]
        lines = tuple(text for name, text in named if name == b"set-cookie")
        clears = any(
            b'"cookies"' in text or b'"*"' in text
            for name, text in named
            if name == b"clear-site-data"
        )
        request = self._requests.get(event["source"]["id"])
        if request is None or not (lines or clears):
            return None
        url, top = request
        date = next((text.decode("latin-1") for name, text in named if name == b"date"), "")
        return Response(url, lines, date, top, self._time(event), clears)

    def _change(self, kind: str, event: dict[str, Any]) -> Change:
        params = event["params"]
        name, domain, path = (_text(params[key]) for key in ("name", "domain", "path"))
        cause = str(params.get("deletion_cause", ""))
        store, at = event["source"]["id"], self._time(event)
        return Change(kind, store, name, domain, path, cause, at)

    def _time(self, event: dict[str, Any]) -> float:
        return (float(event["time"]) + self._offset_ms) / 1000


def _constants(first: str) -> dict[str, Any]:
    start = first.find('"constants":')
    if start < 0:
        return {}
    found: dict[str, Any]
    found, _ = json.JSONDecoder().raw_decode(first, start + len('"constants":'))
    return found


def _bytes(text: str) -> bytes:
    if text.startswith(ESCAPED):
        return unquote_to_bytes(text.removeprefix(ESCAPED))
    return text.encode("utf-8", "surrogatepass")


def _text(text: str) -> str:
    return _bytes(text).decode("utf-8", "replace")
