"""Declared, requested and granted lifetimes beside each other, drawn to one scale."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.cookies import Identity, ObservedCookie
from crawler.findings import Finding, Gate
from crawler.lifetimes import DAY, YEAR
from crawler.reports.grids import BROWSERS_LIMIT, granted, is_cut
from crawler.reports.grouping import SEVERITY, cookie_name, place
from crawler.reports.tables import settled
from crawler.reports.wording import Wording
from crawler.runs import CookieMatch, RunRecord

MOST_DRAWN = 40
LONGEST_DRAWN = 5 * YEAR
"""Seconds; what is longer reaches the edge and says so, else it would crush the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One lifetime: its words, its length in percent of the scale, and whether it goes beyond.

    ``kind`` is declared, requested or granted; ``percent`` is None where there is nothing to draw.
    """

    kind: str
    words: str
    percent: float | None
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One cookie of a site with its three lifetimes; ``look`` is that of its gravest finding."""

    name: str
    where: str
    look: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the scale and what it is called."""

    percent: float
    words: str


@dataclass(frozen=True, slots=True)
class Spans:
    """What is drawn: ``left`` more cookies stand in the table alone."""

    rows: tuple[Span, ...]
    ticks: tuple[Tick, ...]
    limit: float
    left: int


@dataclass(frozen=True, slots=True)
class _Lived:
    """The sight of a cookie that asked for most, and the entry that covers it."""

    cookie: ObservedCookie
    match: CookieMatch | None

    @property
    def asked(self) -> float:
        """Seconds; a session is zero."""
        return (self.cookie.longest.requested or 0.0) if self.cookie.longest else 0.0

    @property
    def longest(self) -> float:
        """The longest of the three, in seconds."""
        declared = self.match.declared_lifetime_s if self.match else None
        return max(self.asked, declared or 0.0, self.cookie.granted or 0.0)


def spans(run: RunRecord, say: Wording) -> Spans:
    """The lifetimes of a run's cookies: those with findings first, then the longest."""
    worst = _worst(run)
    lived = sorted(
        _lived(run),
        key=lambda one: (
            list(Gate).index(worst.get(_key(one.cookie), Gate.IGNORE)),
            -one.asked,
            one.cookie.identity,
        ),
    )
    shown = lived[:MOST_DRAWN]
    whole = min(max([BROWSERS_LIMIT, *(one.longest for one in shown)]), LONGEST_DRAWN)
    rows = tuple(_span(one, whole, worst.get(_key(one.cookie)), say) for one in shown)
    limit = 100 * BROWSERS_LIMIT / whole
    return Spans(rows, tuple(_ticks(whole, say)), round(limit, 2), len(lived) - len(shown))


def _key(cookie: ObservedCookie) -> tuple[str, str, Identity]:
    return cookie.walk.site, cookie.walk.role, cookie.identity


def _worst(run: RunRecord) -> dict[tuple[str, str, Identity], Gate]:
    """The gravest finding about the lifetime of each cookie."""
    worst: dict[tuple[str, str, Identity], Gate] = {}
    for one in filter(_about_lifetime, run.gating_first().findings):
        if one.walk:
            worst.setdefault((one.walk.site, one.walk.role, one.identity), one.gate)
    return worst


def _about_lifetime(finding: Finding) -> bool:
    return finding.rule.startswith(("lifetime-", "over-"))


def _lived(run: RunRecord) -> Iterator[_Lived]:
    matches = {(match.walk, match.identity): match for match in run.matches}
    most: dict[tuple[str, str, Identity], _Lived] = {}
    for walk in run.walks:
        for cookie in walk.cookies:
            if not cookie.identity.is_cookie or not cookie.was_stored:
                continue
            one = _Lived(cookie, matches.get((cookie.walk, cookie.identity)))
            known = most.get(_key(cookie))
            if known is None or one.asked > known.asked:
                most[_key(cookie)] = one
    yield from most.values()


def _span(one: _Lived, whole: float, gate: Gate | None, say: Wording) -> Span:
    cookie, match = one.cookie, one.match
    requested = settled(cookie.longest.requested) if cookie.longest else None
    asked = say.lifetime(requested) if cookie.longest else say("not seen")
    kept = BROWSERS_LIMIT if is_cut(cookie) else cookie.granted
    held = granted(cookie, say).text if cookie.jar else say("not seen")
    bars = (
        _bar("declared", _listed(match, say), match.declared_lifetime_s if match else None, whole),
        _bar("requested", asked, requested, whole),
        _bar("granted", held, kept, whole),
    )
    look = SEVERITY[gate] if gate else ""
    where = f"{cookie.identity.domain} \u00b7 {place(cookie.walk)}"
    return Span(cookie_name(cookie.identity), where, look, bars)


def _listed(match: CookieMatch | None, say: Wording) -> str:
    if match is None:
        return say("not declared")
    return say.fact(match.declared_lifetime) or say("no lifetime")


def _bar(kind: str, words: str, seconds: float | None, whole: float) -> Bar:
    if seconds is None:
        return Bar(kind, words, None)
    percent = 100 * min(max(seconds, 0.0) / whole, 1.0)
    return Bar(kind, words, round(percent, 2), seconds > whole)


def _ticks(whole: float, say: Wording) -> Iterator[Tick]:
    """Years where the scale has several, else quarters of it in days."""
    if whole >= 2 * YEAR:
        for years in range(1, int(whole // YEAR) + 1):
            yield Tick(round(100 * years * YEAR / whole, 2), say.lifetime(years * YEAR))
    else:
        for days in range(100, int(whole // DAY) + 1, 100):
            yield Tick(round(100 * days * DAY / whole, 2), say.lifetime(days * DAY))
