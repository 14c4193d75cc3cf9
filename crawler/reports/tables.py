"""The run as CSV files, one row per thing; ``docs/report.md`` explains every column.

UTF-8, comma, one line per row. The text of a site stands in them as ``printable`` shows it, cut
at CELL_LIMIT characters, and with an apostrophe before what a spreadsheet would run as a formula;
the true text stands in ``audit.json``.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from crawler.cookies import Identity, ObservedCookie, Walk, Write
from crawler.findings import Finding
from crawler.reports.grouping import SEVERITY
from crawler.runs import CookieMatch, RunRecord
from crawler.text import printable, shortened

Cell = str | int | float | bool | None
Row = dict[str, Cell]

CELL_LIMIT = 32_000
"""Characters; a spreadsheet's cell ends at 32,767 and spills what is longer into the next row."""

# Seconds. A script that asks for "now and a day" reads its clock, and asks a moment later.
_MOMENT = 0.01
# A spreadsheet ignores spaces before a formula, and where its list separator is a semicolon
# (most of Europe) a semicolon inside a field begins a new cell.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n])")


def journey_rows(run: RunRecord) -> Iterator[Row]:
    """How each journey went."""
    for result in (walk.result for walk in run.walks):
        yield {
            **_walk(result.walk),
            "outcome": result.outcome,
            "reason": result.reason,
            "operated_by": result.operated_by,
            "proofs": _listed(result.proofs),
            "wall_s": _number(result.wall_s),
        }


def finding_rows(run: RunRecord) -> Iterator[Row]:
    """Every finding, in reading order."""
    for finding in run.gating_first().findings:
        yield _finding(finding)


def cookie_rows(run: RunRecord) -> Iterator[Row]:
    """Every observed cookie: one row per identity in one walk."""
    matches = {(match.walk, match.identity): match for match in run.matches}
    for cookie in _cookies(run):
        yield _cookie(cookie, matches.get((cookie.walk, cookie.identity)))


def write_rows(run: RunRecord) -> Iterator[Row]:
    """Every act of setting or deleting."""
    for cookie in _cookies(run):
        for write in cookie.writes:
            yield {
                **_walk(cookie.walk),
                "phase": write.phase,
                "time": iso_time(write.at),
                **_identity(cookie.identity),
                "set_how": write.how,
                "set_by": write.set_by,
                "initiator": _listed(write.chain),
                "requested_lifetime_s": _number(_asked_for(write)),
                "deletes": write.deletes,
                "blocked_reason": write.refused,
                "http_only": write.http_only,
                "secure": write.secure,
                "same_site": write.same_site,
                "page": write.page,
                "frame": write.frame,
                "statement": write.statement,
                "value_hash": write.value_hash,
                "size": write.size,
            }


def read_rows(run: RunRecord) -> Iterator[Row]:
    """Every request that carried a cookie, or was to carry it."""
    for cookie in _cookies(run):
        for read in cookie.reads:
            yield {
                **_walk(cookie.walk),
                "phase": read.phase,
                "time": iso_time(read.at),
                **_identity(cookie.identity),
                "sent_to": read.host,
                "url": read.url,
                "page": read.page,
                "withheld": read.withheld,
            }


def visit_rows(run: RunRecord) -> Iterator[Row]:
    """Every planned page."""
    for visit in (visit for walk in run.walks for visit in walk.visits):
        yield {
            **_walk(visit.walk),
            "phase": visit.phase,
            "page": visit.page,
            "outcome": visit.outcome,
            "reason": visit.reason,
            "http_status": visit.http_status,
            "final_url": visit.final_url,
            "started": iso_time(visit.started) if visit.started else None,
            "wall_s": _number(visit.wall_s),
            "page_time_s": _number(visit.page_time_s),
        }


def list_rows(run: RunRecord) -> Iterator[Row]:
    """Every cookie in the four lists; a list that was not read says so."""
    for one in run.four_lists:
        yield {
            "site": one.site,
            "cookie": one.name,
            **{name: one.cell(name) for name in LISTS},
            "differences": _listed(one.differences),
        }


LISTS = ("policy", "declaration", "platform", "browser")
_WALK = "site role journey"
_IDENTITY = "name domain path partition_key type"
TABLES: dict[str, tuple[Callable[[RunRecord], Iterator[Row]], tuple[str, ...]]] = {
    "journeys.csv": (
        journey_rows,
        tuple(f"{_WALK} outcome reason operated_by proofs wall_s".split()),
    ),
    "findings.csv": (
        finding_rows,
        tuple(
            f"rule severity gates {_WALK} phase cookie domain path partition_key type declared "
            "observed page set_by evidence first_seen fingerprint message".split()
        ),
    ),
    "cookies.csv": (
        cookie_rows,
        tuple(
            f"{_WALK} phase {_IDENTITY} party category declared_as http_only secure same_site "
            "declared_lifetime_s requested_lifetime_s granted_lifetime_s set_how set_by initiator "
            "first_page pages writes reads deleted blocked_reason sent_to "
            "identifier".split()
        ),
    ),
    "writes.csv": (
        write_rows,
        tuple(
            f"{_WALK} phase time {_IDENTITY} set_how set_by initiator requested_lifetime_s deletes "
            "blocked_reason http_only secure same_site page frame statement value_hash "
            "size".split()
        ),
    ),
    "reads.csv": (
        read_rows,
        tuple(f"{_WALK} phase time {_IDENTITY} sent_to url page withheld".split()),
    ),
    "visits.csv": (
        visit_rows,
        tuple(
            f"{_WALK} phase page outcome reason http_status final_url started wall_s "
            "page_time_s".split()
        ),
    ),
    "four_lists.csv": (list_rows, ("site", "cookie", *LISTS, "differences")),
}
"""Each file's rows, and its columns in their order."""


def write_tables(run: RunRecord, folder: Path) -> None:
    """Write every CSV file of the run."""
    for name, (rows, columns) in TABLES.items():
        cells = [[_cell(row[column]) for column in columns] for row in rows(run)]
        frame = pd.DataFrame(cells, columns=list(columns), dtype=object)
        frame.to_csv(folder / name, index=False, encoding="utf-8", lineterminator="\n")


def defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for the beginning of a formula."""
    return _FORMULA.sub(r"\1'", text)


def settled(lifetime: float | None) -> float | None:
    """A requested lifetime in seconds, whole where it is within 10 ms of a whole second."""
    if lifetime is None or not 0.5 < lifetime < math.inf:
        return lifetime
    whole = float(round(lifetime))
    return whole if abs(lifetime - whole) <= _MOMENT else lifetime


def _asked_for(write: Write) -> float | None:
    """The lifetime of a write where it is known, as it is shown."""
    return None if write.at_least else settled(write.requested)


def iso_time(moment: float) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return defused(shortened(printable(value), CELL_LIMIT))
    return value


def _number(value: float | None) -> Cell:
    """Whole numbers without a point, others to the millisecond; what is no number as a word."""
    if value is None:
        return None
    if not math.isfinite(value):
        return str(value)
    return int(value) if value == int(value) else round(value, 3)


def _listed(values: Iterable[str]) -> str:
    return " | ".join(values)


def _cookies(run: RunRecord) -> Iterator[ObservedCookie]:
    return (cookie for walk in run.walks for cookie in walk.cookies)


def _walk(walk: Walk) -> Row:
    return {"site": walk.site, "role": walk.role, "journey": walk.label}


def _identity(identity: Identity) -> Row:
    return {
        "name": identity.name,
        "domain": identity.domain,
        "path": identity.path,
        "partition_key": identity.partition_key,
        "type": identity.type,
    }


def _finding(finding: Finding) -> Row:
    walk = finding.walk
    return {
        **_identity(finding.identity),
        "rule": finding.rule,
        "severity": SEVERITY[finding.gate],
        "gates": finding.gates,
        "site": walk.site if walk else _listed(finding.sites),
        "role": walk.role if walk else None,
        "journey": walk.label if walk else None,
        "phase": finding.phase,
        "cookie": finding.identity.name,
        "declared": finding.declared,
        "observed": finding.observed,
        "page": finding.page,
        "set_by": finding.set_by,
        "evidence": finding.evidence,
        "first_seen": iso_time(finding.first_seen) if finding.first_seen is not None else None,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
    }


def _cookie(cookie: ObservedCookie, match: CookieMatch | None) -> Row:
    first, longest = cookie.first, cookie.longest
    write = first if isinstance(first, Write) else None
    refusals = () if cookie.was_stored else dict.fromkeys(one.refused for one in cookie.writes)
    return {
        **_walk(cookie.walk),
        "phase": cookie.phase,
        **_identity(cookie.identity),
        "party": cookie.party,
        "category": match.category if match else None,
        "declared_as": match.declared_as if match else None,
        "http_only": first.http_only if first else None,
        "secure": first.secure if first else None,
        "same_site": first.same_site if first else None,
        "declared_lifetime_s": _number(match.declared_lifetime_s) if match else None,
        "requested_lifetime_s": _number(_asked_for(longest)) if longest else None,
        "granted_lifetime_s": _number(cookie.granted),
        "set_how": write.how if write else None,
        "set_by": write.set_by if write else None,
        "initiator": _listed(write.chain) if write else None,
        "first_page": next(iter(cookie.pages), None),
        "pages": len(cookie.pages),
        "writes": len(cookie.writes),
        "reads": sum(not read.withheld for read in cookie.reads),
        "deleted": cookie.deleted,
        "blocked_reason": _listed(reason for reason in refusals if reason),
        "sent_to": _listed(cookie.sent_to),
        "identifier": cookie.identifier,
        "size": cookie.size,
        "holds": _listed(cookie.holds),
    }
