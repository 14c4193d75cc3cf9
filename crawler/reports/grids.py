"""The tables of ``report.html``: the same rows as the CSV files, in words for people."""

from collections.abc import Iterator

from crawler.cookies import ObservedCookie
from crawler.findings import Gate
from crawler.lifetimes import DAY, HOUR
from crawler.reports import tables
from crawler.reports.grid import NOTHING, Cell, Column, Grid
from crawler.reports.grouping import SEVERITY, cookie_name, hinted, place
from crawler.reports.wording import Wording
from crawler.runs import CookieMatch, RunRecord

BROWSERS_LIMIT = 400 * DAY
"""Seconds that Chromium keeps a cookie at most (RFC 6265bis, section 5.5)."""

# What only the details of a row show: the column of its CSV file, and what it is called here.
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


def findings_grid(run: RunRecord, anchors: tuple[str, ...], say: Wording) -> Grid:
    """Every finding, what gates first; ``anchors`` lead to the dossier of each, in that order."""
    columns = (
        Column(say("Cookie"), 3),
        Column(say("Severity"), 2, choices=True, key="severity"),
        Column(say("Rule"), 3, choices=True, key="rule"),
        Column(say("Domain"), 3),
        Column(say("Site"), 2, choices=True),
        Column(say("Journey"), 2, choices=True),
        Column(say("Declared"), 3),
        Column(say("Observed"), 4),
        Column(say("Set by"), 4),
    )
    rows = tuple(_finding_rows(run, say))
    return Grid("findings", say("Every finding"), columns, rows, "findings.csv", anchors)


def _finding_rows(run: RunRecord, say: Wording) -> Iterator[tuple[Cell, ...]]:
    for finding in run.gating_first().findings:
        severity = SEVERITY[finding.gate]
        site = place(finding.walk) if finding.walk else ", ".join(finding.sites)
        yield (
            Cell(cookie_name(finding.identity)),
            Cell(say(severity), float(list(Gate).index(finding.gate)), severity),
            Cell(finding.rule),
            Cell(finding.identity.domain),
            Cell(site or NOTHING),
            Cell(say.label(finding.walk) if finding.walk else NOTHING),
            Cell(say.fact(finding.declared) or NOTHING),
            Cell(say.fact(finding.observed) or NOTHING),
            Cell(finding.set_by or NOTHING),
        )


def cookies_grid(run: RunRecord, say: Wording) -> Grid:
    """Every observed cookie, its three lifetimes apart."""
    columns = (
        Column(say("Cookie"), 4),
        Column(say("Domain"), 4),
        Column(say("Site"), 2, choices=True),
        Column(say("Journey"), 2, choices=True),
        Column(say("First set"), 2, choices=True),
        Column(say("Party"), 1, choices=True),
        Column(say("Category"), 3, choices=True),
        Column(say("Declared"), 3),
        Column(say("Requested"), 3),
        Column(say("Granted"), 4),
        Column(say("Set by"), 4),
        *(Column(say(title), 0) for title in _COOKIE_DETAILS.values()),
    )
    rows = tuple(_cookie_rows(run, say))
    return Grid("cookies", say("Every cookie, by journey"), columns, rows, "cookies.csv")


def _cookie_rows(run: RunRecord, say: Wording) -> Iterator[tuple[Cell, ...]]:
    matches = {(match.walk, match.identity): match for match in run.matches}
    cookies = (cookie for walk in run.walks for cookie in walk.cookies)
    for cookie, row in zip(cookies, tables.cookie_rows(run), strict=True):
        match = matches.get((cookie.walk, cookie.identity))
        category = (
            Cell(say.fact(match.category)) if match else Cell(say("not declared"), look="quiet")
        )
        yield (
            Cell(cookie_name(cookie.identity)),
            Cell(cookie.identity.domain),
            Cell(place(cookie.walk)),
            Cell(say.label(cookie.walk)),
            Cell(say(cookie.phase if cookie.was_stored else not_stored(cookie))),
            Cell(say(cookie.party)),
            category,
            _declared(match, say),
            _requested(cookie, match, say),
            granted(cookie, say),
            Cell(_word(row["set_by"], say) or NOTHING),
            *(Cell(_word(row[field], say)) for field in _COOKIE_DETAILS),
        )


def visits_grid(run: RunRecord, say: Wording) -> Grid:
    """Every planned page and what became of it."""
    columns = (
        Column(say("Page"), 6),
        Column(say("Site"), 2, choices=True),
        Column(say("Journey"), 2, choices=True),
        Column(say("Phase"), 2),
        Column(say("Outcome"), 2, choices=True),
        Column(say("HTTP status"), 1, choices=True),
        Column(say("Reason"), 4),
        Column(say("Took"), 2),
        Column(say("Page time"), 2),
        Column(say("Ended at"), 0),
        Column(say("Started"), 0),
    )
    rows = tuple(
        (
            Cell(visit.page),
            Cell(place(visit.walk)),
            Cell(say.label(visit.walk)),
            Cell(say(visit.phase)),
            Cell(say(visit.outcome), look=visit.outcome),
            Cell(str(visit.http_status or NOTHING)),
            Cell(hinted(visit.reason)),
            Cell(say.decimal(visit.wall_s, "s"), visit.wall_s),
            Cell(f"{visit.page_time_s:.0f} s", visit.page_time_s),
            Cell(visit.final_url),
            Cell(say.clock(visit.started or None)),
        )
        for walk in run.walks
        for visit in walk.visits
    )
    return Grid("visits", say("Every planned page"), columns, rows, "visits.csv")


def _word(value: tables.Cell, say: Wording) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return "" if value is None else str(value)


def _declared(match: CookieMatch | None, say: Wording) -> Cell:
    """In the words of the list, whatever language it has."""
    if match is None:
        return Cell(NOTHING)
    seconds = match.declared_lifetime_s
    if match.declared_lifetime:
        return Cell(say.fact(match.declared_lifetime), seconds)
    return Cell(NOTHING if seconds is None else say.lifetime(seconds), seconds)


def _requested(cookie: ObservedCookie, match: CookieMatch | None, say: Wording) -> Cell:
    """In our words, and in those of the list where it says the same ("1 day", "24 hours")."""
    if cookie.longest is None or not cookie.identity.is_cookie:
        return Cell(NOTHING)
    requested = tables.settled(cookie.longest.requested)
    words = say.lifetime(requested)
    if cookie.longest.at_least:
        words = say("at least {length}", length=words)
    if match and requested is not None and requested == match.declared_lifetime_s:
        listed = match.declared_lifetime
        same = say.length(listed) == words or not listed
        words += "" if same else f" ({listed})"
    return Cell(words, requested or 0.0)


def granted(cookie: ObservedCookie, say: Wording) -> Cell:
    """To the minute: the moment of the write is only known to a fraction of a second."""
    if not cookie.jar or not cookie.identity.is_cookie:
        return Cell(NOTHING)
    seconds = cookie.granted
    if seconds is None:
        return Cell(say("session"), 0.0)
    if not HOUR <= seconds <= 2 * BROWSERS_LIMIT:
        return Cell(say.lifetime(seconds), seconds)
    whole = round(seconds / 60) * 60.0
    words = say.lifetime(whole)
    if is_cut(cookie):
        words = say("{length} (the browser's limit)", length=words)
    return Cell(words, seconds)


def is_cut(cookie: ObservedCookie) -> bool:
    """Whether the browser kept it for its own limit, and it had asked for more."""
    asked = cookie.longest.requested if cookie.longest else None
    whole = round((cookie.granted or 0.0) / 60) * 60.0
    return whole == BROWSERS_LIMIT and asked is not None and asked > whole + DAY


def not_stored(cookie: ObservedCookie) -> str:
    """What happened to a cookie that the browser never held."""
    if not cookie.writes:
        return "only sent"
    return "refused" if any(write.refused for write in cookie.writes) else "only deleted"


def lists_grid(run: RunRecord, say: Wording) -> Grid:
    """The four lists, a row for each cookie; where they differ it says how."""
    columns = (
        Column(say("Cookie"), 3),
        Column(say("Site"), 2, choices=True),
        Column(say("Policy"), 3),
        Column(say("Declaration"), 3),
        Column(say("Platform"), 3),
        Column(say("Browser"), 3),
        Column(say("Differences"), 4),
    )
    rows = tuple(
        (
            Cell(one.name),
            Cell(one.site),
            *(Cell(say.fact(one.cell(name)) or NOTHING) for name in tables.LISTS),
            Cell(
                "; ".join(map(say.fact, one.differences)) or NOTHING,
                look="warning" if one.differences else "",
            ),
        )
        for one in run.four_lists
    )
    return Grid("lists", say("The four lists"), columns, rows, "four_lists.csv")
