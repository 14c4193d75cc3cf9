"""HTTP Archives (HAR 1.2) of an audit's walks: one file each, in the run's ``evidence/``.

While a walk goes on its requests are appended to a file, one JSON object a line, visit by visit,
so that a long audit holds no more of them than one visit's. In the end the archive is made of
that, line by line, for by then more values are known that must not be shown.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any, BinaryIO

import crawler
from crawler.cookie_date import cookie_date
from crawler.cookies import Walk
from crawler.recorder import HarEntry, Sink
from crawler.run_store import RunStore, writing
from crawler.runs import as_json
from crawler.set_cookie import RefusedCookie, read_set_cookie
from crawler.walks import VisitResult, WalkObservation

# What one walk's archive holds at most; what comes later is counted.
MOST_ENTRIES = 20_000
MOST_BYTES = 50_000_000

COMMENT = (
    "Requests and answers as DevTools told of them, without bodies and without what was posted. "
    "16 hex digits, in addresses after a tilde, are a keyed hash in the place of a value: of every "
    "cookie, of what is secret by its name, and of every header that is not known to be harmless."
)
CUT = " {} later requests are left out, for there were too many."


@dataclass(slots=True)
class _Spool:
    """What one walk has brought so far, on the disk."""

    path: Path
    entries: int = 0
    bytes: int = 0
    left_out: int = 0


@dataclass(slots=True)
class Archives:
    """The archives of one run, being written; none where they are not to be ``kept``.

    Raises RunNotWritten where the disk refuses.
    """

    store: RunStore
    kept: bool = True
    most_entries: int = MOST_ENTRIES
    most_bytes: int = MOST_BYTES
    _spools: dict[Walk, _Spool] = field(default_factory=dict, init=False)

    def sink(self, walk: Walk) -> Sink | None:
        """Where the requests of a walk go, visit by visit."""
        if not self.kept:
            return None
        self._spools[walk] = _Spool(self.store.evidence_path(walk, "", ".har.jsonl"))
        return partial(self._append, self._spools[walk])

    def finish(
        self,
        walks: Iterable[WalkObservation],
        browser_version: str,
        shown: Callable[[HarEntry], HarEntry],
    ) -> None:
        """Make the archives; ``shown`` takes out what is known as a value by now."""
        for seen in walks:
            if spool := self._spools.pop(seen.result.walk, None):
                head = _head(seen, browser_version, spool.left_out)
                archive = self.store.evidence_path(seen.result.walk, "", ".har")
                with writing(archive), archive.open("wb") as file:
                    _write(file, head, _completed(spool.path, seen.visits, shown))
                    spool.path.unlink(missing_ok=True)

    def _append(self, spool: _Spool, entries: Sequence[HarEntry]) -> None:
        with writing(spool.path), spool.path.open("ab") as file:
            for number, entry in enumerate(entries):
                line = as_json(entry) + b"\n"
                full = spool.bytes + len(line) > self.most_bytes
                if spool.left_out or full or spool.entries >= self.most_entries:
                    spool.left_out += len(entries) - number
                    return
                file.write(line)
                spool.entries += 1
                spool.bytes += len(line)


def _head(seen: WalkObservation, browser_version: str, left_out: int) -> dict[str, Any]:
    return {
        "version": "1.2",
        "creator": {"name": "cookie-audit", "version": crawler.__version__},
        "browser": {"name": "Chromium", "version": browser_version},
        "pages": [_page(number, one) for number, one in enumerate(seen.visits) if one.started],
        "comment": COMMENT + (CUT.format(left_out) if left_out else ""),
    }


def _page(number: int, visit: VisitResult) -> dict[str, Any]:
    return {
        "startedDateTime": _iso(visit.started),
        "id": _page_id(number),
        "title": visit.page,
        "pageTimings": {"onContentLoad": -1, "onLoad": -1},
        "_phase": str(visit.phase),
        "_outcome": str(visit.outcome),
        "_finalUrl": visit.final_url,
    }


def _page_id(number: int) -> str:
    return f"visit_{number + 1}"


def _write(file: BinaryIO, head: dict[str, Any], entries: Iterator[HarEntry]) -> None:
    """Write ``{"log": {...head, "entries": [...]}}``, an entry a line."""
    file.write(b'{"log": ' + as_json(head)[:-1] + b', "entries": [')
    between = chain((b"\n",), repeat(b",\n"))
    file.writelines(gap + as_json(entry) for gap, entry in zip(between, entries, strict=False))
    file.write(b"\n]}}\n")


def _completed(
    spool: Path, visits: Sequence[VisitResult], shown: Callable[[HarEntry], HarEntry]
) -> Iterator[HarEntry]:
    if not spool.exists():
        return
    with spool.open("rb") as lines:
        for line in lines:
            yield _complete(shown(json.loads(line)), visits)


def _complete(entry: HarEntry, visits: Sequence[VisitResult]) -> HarEntry:
    """The entry with all that follows from the rest of it."""
    started = entry.pop("_started")
    request, response = entry["request"], entry["response"]
    request["queryString"] = _query(request["url"])
    request["cookies"] = [
        {"name": name, "value": value}
        for header in _values(request, "cookie")
        for name, value in _pairs(header)
    ]
    date = next(_values(response, "date"), "")
    now = cookie_date(date) or started
    lines = _values(response, "set-cookie")
    response["cookies"] = [_set(line, request["url"], now) for line in lines]
    page = _visit_at(started, visits)
    return {
        **({} if page is None else {"pageref": _page_id(page)}),
        "startedDateTime": _iso(started),
        **entry,
    }


def _visit_at(moment: float, visits: Sequence[VisitResult]) -> int | None:
    """The number of the visit that was under way; what comes later belongs to the last one."""
    begun = [number for number, one in enumerate(visits) if 0 < one.started <= moment]
    return max(begun, key=lambda number: visits[number].started, default=None)


def _values(part: HarEntry, name: str) -> Iterator[str]:
    return (one["value"] for one in part["headers"] if one["name"].lower() == name)


def _query(url: str) -> list[dict[str, str]]:
    """The arguments as they stand: decoded they might spell what is hidden in the address."""
    query = url.partition("#")[0].partition("?")[2]
    parts = (one.partition("=") for one in query.split("&") if one)
    return [{"name": name, "value": value} for name, _, value in parts]


def _pairs(header: str) -> Iterator[tuple[str, str]]:
    for pair in filter(None, header.split("; ")):
        name, equals, value = pair.partition("=")
        yield (name, value) if equals else ("", name)


def _set(line: str, url: str, now: float) -> dict[str, Any]:
    """A line of ``Set-Cookie`` whose value is a hash, in HAR's words."""
    read = read_set_cookie(line, url, now)
    cookie = read.cookie if isinstance(read, RefusedCookie) else read
    expires = None if cookie.lifetime is None else _iso(now + cookie.lifetime)
    return {
        "name": cookie.name,
        "value": cookie.value,
        "path": cookie.path,
        "domain": cookie.domain,
        **({"expires": expires} if expires else {}),
        "httpOnly": cookie.http_only,
        "secure": cookie.secure,
        **({"_sameSite": cookie.same_site} if cookie.same_site else {}),
    }


def _iso(moment: float) -> str:
    """A time as ISO 8601 has it; empty for one that it cannot spell (year 10000 and later)."""
    try:
        return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):
        return ""
