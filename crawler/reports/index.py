"""``reports/index.html``: all runs of a folder on one page that opens offline and runs no script.

The names of cookies and labels reach the page through jinja2's autoescape and ``printable`` alone.
The content security policy forbids every script and names the page's one style by its hash.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from crawler.history import History, Kind, Night, Presence, Series, SiteFindings
from crawler.history.telling import arrival, clock, interruptions, state
from crawler.reports.html import REPORT_FILE
from crawler.reports.page import asset, environment, policy

INDEX_FILE = "index.html"
VERDICTS = {
    0: ("Clean", "good"),
    1: ("Violations", "error"),
    3: ("Not proven", "not-proven"),
}
_COULD_NOT = ("Could not run", "error")
_WIDTH, _HEIGHT = 720, 96
_LONGEST_TEXT = 300
_MOST_CHANGES = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One run in a chart, in the chart's units; ``words`` say what it shows."""

    x: float
    width: float
    fails: float
    warns: float
    unproven: bool
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The findings of a site, run by run; ``most`` is what its full height stands for."""

    site: str
    host: str
    practice: bool
    bars: tuple[Bar, ...]
    most: int
    summary: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Runs in a row that tell the same of a cookie, from ``x`` on, in percent of all."""

    x: float
    width: float
    look: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cookie that came, went or did both."""

    kind: Kind
    names: int
    came: str
    state: str
    between: tuple[str, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One run of the table; ``report`` is where its report is, empty where there is none."""

    night: Night
    begun: str
    report: str
    verdict: str
    look: str
    fails: int
    warns: int
    sites: tuple[str, ...]


def write_index(history: History, reports: Path) -> None:
    """Write ``index.html`` beside the runs, whole or not at all."""
    draft = reports / f".{INDEX_FILE}.{secrets.token_hex(3)}"
    try:
        draft.write_text(render_index(history, reports), encoding="utf-8", newline="\n")
        draft.replace(reports / INDEX_FILE)
    finally:
        draft.unlink(missing_ok=True)


def render_index(history: History, reports: Path) -> str:
    """The page as text; ``reports`` is looked through for the runs' own reports."""
    style = asset("index.css")
    changes, more = _changes(history)
    return (
        environment(_LONGEST_TEXT)
        .get_template("index.html.j2")
        .render(
            policy=policy((style,)),
            style=Markup(style),  # noqa: S704 - our own file
            lines=[_line(night, history, reports) for night in reversed(history.nights)],
            unreadable=[one for one in history.everything if one.unreadable],
            charts=[_chart(*of, trend) for of, trend in sorted(history.trend().items())],
            changes=changes,
            more=more,
            width=_WIDTH,
            height=_HEIGHT,
        )
    )


def _line(night: Night, history: History, reports: Path) -> Line:
    verdict, look = VERDICTS.get(night.exit_code, _COULD_NOT)
    fails, warns = history.counts.get(night.number, (0, 0))
    report = f"{night.run_id}/{REPORT_FILE}"
    return Line(
        night,
        clock(night.started),
        report if (reports / report).is_file() else "",
        verdict,
        look,
        fails,
        warns,
        history.sites.get(night.number, ()),
    )


def _chart(site: str, host: str, practice: bool, trend: Sequence[SiteFindings]) -> Chart:
    most = max(1, *(one.fails + one.warns for one in trend))
    step = _WIDTH / max(len(trend), 20)
    bars = tuple(
        Bar(
            x=round(i * step, 2),
            width=round(step * 0.8, 2),
            fails=round(_HEIGHT * one.fails / most, 2),
            warns=round(_HEIGHT * one.warns / most, 2),
            unproven=one.unproven,
            words=_words(one),
        )
        for i, one in enumerate(trend)
    )
    runs = f"{len(trend)} {'run' if len(trend) == 1 else 'runs'}"
    return Chart(site, host, practice, bars, most, f"{runs}; the newest: {_words(trend[-1])}")


def _words(one: SiteFindings) -> str:
    label = f" ({one.night.label})" if one.night.label else ""
    open_ = ", not all proven" if one.unproven else ""
    return f"{clock(one.night.started)}{label}: {one.fails} fail, {one.warns} warn{open_}"


def _changes(history: History) -> tuple[tuple[Change, ...], int]:
    """The cookies that some run that could see them did not see, and how many are left out."""
    counts = _runs_by_site(history)
    kinds: dict[Kind, int] = {}

    def wanted(kind: Kind, _name: str, runs: int) -> bool:
        if runs == counts[kind.site, kind.host, kind.practice]:
            return False
        return kinds.setdefault(kind, len(kinds)) < _MOST_CHANGES

    told = [one for one in history.series(wanted) if _changed(one)]
    return tuple(map(_change, told)), max(0, len(kinds) - _MOST_CHANGES)


def _runs_by_site(history: History) -> dict[tuple[str, str, bool], int]:
    return {
        (site, host, practice): len(history.archive.nights_of(site, host, practice=practice))
        for site, host, practice in history.trend()
    }


def _changed(series: Series) -> bool:
    return any(one.presence is Presence.ABSENT for one in series.timeline.told)


def _change(series: Series) -> Change:
    timeline = series.timeline
    between = interruptions(timeline)
    return Change(
        series.kind,
        len(series.names),
        arrival(timeline),
        state(timeline),
        between,
        tuple(_strips(series)),
    )


def _strips(series: Series) -> Iterator[Strip]:
    total, done = len(series.timeline.nights), 0
    for stretch in series.timeline.stretches:
        count = len(stretch.nights)
        look = str(stretch.presence).replace(" ", "-")
        yield Strip(round(100 * done / total, 3), round(100 * count / total, 3), look)
        done += count
