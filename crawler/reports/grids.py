"""The tables of ``report.html``: the same rows as the CSV files, in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.cookies import ObservedCookie
from crawler.findings import Gate
from crawler.lifetimes import DAY, HOUR, in_words
from crawler.reports import tables
from crawler.reports.grouping import cookie_name, hinted, place
from crawler.runs import CookieMatch, RunRecord

BROWSERS_LIMIT = 400 * DAY
"""Seconds that Chromium keeps a cookie at most (RFC 6265bis, section 5.5)."""

# What only the details of a row show: the column of its CSV file, and what it is called here.
_FINDING_DETAILS = {
    "message": "In words",
    "gates": "Makes the audit fail",
    "phase": "Phase",
    "page": "Page",
    "evidence": "Evidence",
    "first_seen": "First seen",
    "path": "Path",
    "partition_key": "Partition key",
    "type": "Kept in",
    "fingerprint": "Fingerprint",
}
_COOKIE_DETAILS = {
    "identifier": "Identifies the visitor",
    "declared_as": "Declared as",
    "set_how": "Set how",
    "initiator": "Brought in by",
    "first_page": "First page",
    "pages": "Pages",
    "writes": "Writes",
    "reads": "Requests that sent it",
    "sent_to": "Sent to",
    "deleted": "Deleted in the end",
    "blocked_reason": "Refused by the browser",
    "http_only": "HttpOnly",
    "secure": "Secure",
    "same_site": "SameSite",
    "path": "Path",
    "partition_key": "Partition key",
    "type": "Kept in",
    "size": "Bytes",
    "holds": "Object stores",
}
NOTHING = "\u2013"
"""Stands in a cell that has nothing to say."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` is its share of the room; 0 shows it only in a row's details.

    ``choices`` offers its values as a filter.
    """

    title: str
    width: int
    choices: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, the number it sorts by where it has one, and the look it is given."""

    text: str
    value: float | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that can be filtered and sorted; the first column names the row.

    ``unfolded`` shows a row's details below it where there is no script to open them.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unfolded: bool = False


def findings_grid(run: RunRecord) -> Grid:
    """Every finding, what gates first."""
    columns = (
        Column("Cookie", 3),
        Column("Severity", 2, choices=True),
        Column("Rule", 3, choices=True),
        Column("Domain", 3),
        Column("Site", 2, choices=True),
        Column("Journey", 2, choices=True),
        Column("Declared", 3),
        Column("Observed", 4),
        Column("Set by", 4),
        *(Column(title, 0) for title in _FINDING_DETAILS.values()),
        Column("Also in", 0),
        Column("Declared at", 0),
    )
    return Grid("findings", "Every finding", columns, tuple(_finding_rows(run)), unfolded=True)


def _finding_rows(run: RunRecord) -> Iterator[tuple[Cell, ...]]:
    ordered = run.gating_first().findings
    for finding, row in zip(ordered, tables.finding_rows(run), strict=True):
        severity = str(row["severity"])
        yield (
            Cell(cookie_name(finding.identity)),
            Cell(severity, float(list(Gate).index(finding.gate)), severity),
            Cell(finding.rule),
            Cell(finding.identity.domain),
            Cell(place(finding.walk) if finding.walk else ", ".join(finding.sites) or NOTHING),
            Cell(finding.walk.label if finding.walk else NOTHING),
            Cell(finding.declared or NOTHING),
            Cell(finding.observed or NOTHING),
            Cell(finding.set_by or NOTHING),
            *(Cell(_word(row[field])) for field in _FINDING_DETAILS),
            Cell(", ".join(finding.also_in)),
            Cell(finding.declared_at),
        )


def cookies_grid(run: RunRecord) -> Grid:
    """Every observed cookie, its three lifetimes apart."""
    columns = (
        Column("Cookie", 4),
        Column("Domain", 4),
        Column("Site", 2, choices=True),
        Column("Journey", 2, choices=True),
        Column("First set", 2, choices=True),
        Column("Party", 1, choices=True),
        Column("Category", 3, choices=True),
        Column("Declared", 3),
        Column("Requested", 3),
        Column("Granted", 4),
        Column("Set by", 4),
        *(Column(title, 0) for title in _COOKIE_DETAILS.values()),
    )
    return Grid("cookies", "Every cookie, by journey", columns, tuple(_cookie_rows(run)))


def _cookie_rows(run: RunRecord) -> Iterator[tuple[Cell, ...]]:
    matches = {(match.walk, match.identity): match for match in run.matches}
    cookies = (cookie for walk in run.walks for cookie in walk.cookies)
    for cookie, row in zip(cookies, tables.cookie_rows(run), strict=True):
        match = matches.get((cookie.walk, cookie.identity))
        yield (
            Cell(cookie_name(cookie.identity)),
            Cell(cookie.identity.domain),
            Cell(place(cookie.walk)),
            Cell(cookie.walk.label),
            Cell(cookie.phase if cookie.was_stored else not_stored(cookie)),
            Cell(cookie.party),
            Cell(match.category if match else "not declared", look="" if match else "quiet"),
            _declared(match),
            _requested(cookie, match),
            _granted(cookie),
            Cell(_word(row["set_by"]) or NOTHING),
            *(Cell(_word(row[field])) for field in _COOKIE_DETAILS),
        )


def visits_grid(run: RunRecord) -> Grid:
    """Every planned page and what became of it."""
    columns = (
        Column("Page", 6),
        Column("Site", 2, choices=True),
        Column("Journey", 2, choices=True),
        Column("Phase", 2),
        Column("Outcome", 2, choices=True),
        Column("HTTP status", 1, choices=True),
        Column("Reason", 4),
        Column("Took", 2),
        Column("Page time", 2),
        Column("Ended at", 0),
        Column("Started", 0),
    )
    rows = tuple(
        (
            Cell(visit.page),
            Cell(place(visit.walk)),
            Cell(visit.walk.label),
            Cell(visit.phase),
            Cell(visit.outcome, look=visit.outcome),
            Cell(str(visit.http_status or NOTHING)),
            Cell(hinted(visit.reason)),
            Cell(f"{visit.wall_s:.1f} s", visit.wall_s),
            Cell(f"{visit.page_time_s:.0f} s", visit.page_time_s),
            Cell(visit.final_url),
            Cell(in_clock(visit.started or None)),
        )
        for walk in run.walks
        for visit in walk.visits
    )
    return Grid("visits", "Every planned page", columns, rows)


def in_clock(moment: float | None) -> str:
    """A time as people read it, in UTC; empty for none."""
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _word(value: tables.Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _declared(match: CookieMatch | None) -> Cell:
    if match is None:
        return Cell(NOTHING)
    seconds = match.declared_lifetime_s
    words = match.declared_lifetime or (in_words(seconds) if seconds is not None else NOTHING)
    return Cell(words, seconds)


def _requested(cookie: ObservedCookie, match: CookieMatch | None) -> Cell:
    """In our words, and in those of the list where it says the same ("1 day", "24 hours")."""
    if cookie.longest is None or not cookie.identity.is_cookie:
        return Cell(NOTHING)
    requested = tables.settled(cookie.longest.requested)
    words = f"{'at least ' if cookie.longest.at_least else ''}{in_words(requested)}"
    if match and requested is not None and requested == match.declared_lifetime_s:
        listed = match.declared_lifetime
        words += f" ({listed})" if listed not in ("", words) else ""
    return Cell(words, requested or 0.0)


def _granted(cookie: ObservedCookie) -> Cell:
    """To the minute: the moment of the write is only known to a fraction of a second."""
    if not cookie.jar or not cookie.identity.is_cookie:
        return Cell(NOTHING)
    seconds = cookie.granted
    if seconds is None:
        return Cell("session", 0.0)
    if not HOUR <= seconds <= 2 * BROWSERS_LIMIT:
        return Cell(in_words(seconds), seconds)
    whole = round(seconds / 60) * 60.0
    asked = cookie.longest.requested if cookie.longest else None
    cut = whole == BROWSERS_LIMIT and asked is not None and asked > whole + DAY
    return Cell(in_words(whole) + (" (the browser's limit)" if cut else ""), seconds)


def not_stored(cookie: ObservedCookie) -> str:
    """What happened to a cookie that the browser never held."""
    if not cookie.writes:
        return "only sent"
    return "refused" if any(write.refused for write in cookie.writes) else "only deleted"


def lists_grid(run: RunRecord) -> Grid:
    """The four lists, a row for each cookie; where they differ it says how."""
    columns = (
        Column("Cookie", 3),
        Column("Site", 2, choices=True),
        Column("Policy", 3),
        Column("Declaration", 3),
        Column("Platform", 3),
        Column("Browser", 3),
        Column("Differences", 4),
    )
    rows = tuple(
        (
            Cell(one.name),
            Cell(one.site),
            *(Cell(one.cell(name) or NOTHING) for name in tables.LISTS),
            Cell("; ".join(one.differences) or NOTHING, look="warning" if one.differences else ""),
        )
        for one in run.four_lists
    )
    return Grid("lists", "The four lists", columns, rows)
