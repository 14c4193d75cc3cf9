"""Chromium's NetLog: every change to its cookie stores, by whatever means it came about.

The file is large and holds cookies' values: it is read as a stream, and values are passed over.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from crawler.cookies import Walk
from crawler.text import printable

ADDED, DELETED = "COOKIE_STORE_COOKIE_ADDED", "COOKIE_STORE_COOKIE_DELETED"
# No site has it (RFC 6761): its cookies tell the profiles apart.
MARKED_HOST = "cookie-audit.invalid"
# What every such line has, and hardly any other (measured, Chromium 156).
TELLTALE = '"sync_requested"'
# How NetLog writes text that is not ASCII (net/log/net_log_values.cc).
ESCAPED = "%ESCAPED:\N{ZERO WIDTH SPACE} "


@dataclass(frozen=True, slots=True)
class Change:
    """A cookie added to or deleted from one store; ``cause`` is Chromium's word for a deletion.

    ``domain`` has a leading dot for a domain cookie. Partition keys are not told.
    """

    kind: str
    store: int
    name: str
    domain: str
    path: str
    cause: str = ""

    def __str__(self) -> str:
        done = "added" if self.kind == ADDED else f"deleted ({self.cause})"
        return printable(f"{self.name or '(nameless)'} of {self.domain}{self.path} was {done}")


def marker_of(walk: Walk) -> str:
    """The name of the cookie by which the store of a walk's profile is known."""
    return hashlib.sha256(f"{walk.site} {walk.role} {walk.journey}".encode()).hexdigest()


def read_changes(log: Path) -> Iterator[Change]:
    """The changes in a NetLog file, in order. A last line that was cut off is passed over.

    Raises OSError when there is no such file.
    """
    with log.open(encoding="utf-8", errors="replace") as lines:
        types = _event_types(next(lines, ""))
        kinds = {types[kind]: kind for kind in (ADDED, DELETED) if kind in types}
        for line in lines:
            if TELLTALE in line and (change := _change(line, kinds)):
                yield change


def _event_types(first: str) -> dict[str, int]:
    start = first.find('"constants":')
    if start < 0:
        return {}
    constants, _ = json.JSONDecoder().raw_decode(first, start + len('"constants":'))
    found: dict[str, int] = constants.get("logEventTypes", {})
    return found


def _change(line: str, kinds: dict[int, str]) -> Change | None:
    try:
        event = json.loads(line.strip().removesuffix("]}").rstrip(","))
        params = event["params"]
        name, domain, path = (_unescaped(params[key]) for key in ("name", "domain", "path"))
        cause = str(params.get("deletion_cause", ""))
        return Change(kinds[event["type"]], event["source"]["id"], name, domain, path, cause)
    except (ValueError, KeyError, TypeError):
        return None


def _unescaped(text: str) -> str:
    return unquote(text.removeprefix(ESCAPED)) if text.startswith(ESCAPED) else text
