"""``report.html``: the whole run as one file that opens offline and asks the network nothing.

Findings with their evidence stand in it as plain HTML, so that they read without scripts and on
paper; tables stand in it as data, of which the script makes tables that filter and sort. Site text
reaches the page through jinja2's autoescape and ``printable`` alone, and reaches the scripts only
as JSON that they put into text nodes. The content security policy names the page's own scripts and
styles by their hashes.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from crawler.bundled import bundled_text
from crawler.languages import Language
from crawler.reports import grids
from crawler.reports.dossiers import actions, dossiers_of
from crawler.reports.exchanges import exchanges, exchanges_grid, exchanges_map
from crawler.reports.grid import LONGEST_TEXT
from crawler.reports.grouping import SEVERITY, hinted, place
from crawler.reports.matrix import matrix_grid
from crawler.reports.page import asset, environment, policy
from crawler.reports.pictures import pictures_of, pictures_of_walk
from crawler.reports.scope import scope_of, verdict_sentence
from crawler.reports.spans import spans
from crawler.reports.tables import TABLES
from crawler.reports.timeline import timeline
from crawler.reports.wording import WORDINGS, Wording
from crawler.run_store import EVIDENCE, MANIFEST
from crawler.runs import AUDIT_FILE, RunRecord
from crawler.text import printable, shortened
from crawler.walks import VisitOutcome

REPORT_FILE = "report.html"
HEADLINES = {
    0: ("Clean", "good"),
    1: ("Violations found", "error"),
    3: ("Not proven", "not-proven"),
}
NOT_RUN = ("The audit could not run", "error")
COUNTED = {
    "error": ("finding fails the audit", "findings fail the audit"),
    "warning": ("warning", "warnings"),
    "note": ("note", "notes"),
}
SCRIPTS_WORDS = (
    "Find",
    "name, domain, script…",
    "all",
    "Clear",
    "Close",
    "{n} of {m}",
    "Nothing here matches.",
    "Link copied",
    "Copy the address from the address bar",
)
"""What the page's script says."""

_SOURCE_MAP = re.compile(r"(//|/\*)# sourceMappingURL=.*")


def write_report(run: RunRecord, folder: Path, language: Language | None = None) -> None:
    """Write ``report.html`` beside the other files of the run."""
    page = render_report(run, folder, language)
    (folder / REPORT_FILE).write_text(page, encoding="utf-8", newline="\n")


def render_report(run: RunRecord, folder: Path, language: Language | None = None) -> str:
    """The page as text; pictures are taken from ``folder``.

    ``language`` is the run's own unless another one is given.
    """
    say = WORDINGS[language or run.language]
    scripts, styles = _scripts(), _styles()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            t=say,
            policy=policy(styles, scripts, pictures=True),
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            styles=[Markup(style) for style in styles],  # noqa: S704 - our own files
            words={word: say(word) for word in SCRIPTS_WORDS},
            place=place,
            counted=COUNTED,
            severities=SEVERITY,
            beside=(*TABLES, AUDIT_FILE, f"{EVIDENCE}/{MANIFEST}"),
            **_verdict(run, say),
            **_seen(run, folder, say),
        )
    )


@cache
def _environment() -> Environment:
    made = environment(LONGEST_TEXT)
    made.filters["hinted"] = hinted
    made.filters["cut"] = lambda text, limit: shortened(printable(text), limit)
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return made


def _verdict(run: RunRecord, say: Wording) -> dict[str, Any]:
    """The answer, and what it was found over."""
    headline, look = HEADLINES.get(run.verdict.exit_code, NOT_RUN)
    return {
        "run": run.gating_first(),
        "headline": say(headline),
        "look": look,
        "sentence": verdict_sentence(run, say),
        "notes": _notes(run),
        "figures": _figures(run, say),
        "sites": _sites(run),
        "scope": scope_of(run, say),
        "unproven": run.everything_not_proven,
    }


def _notes(run: RunRecord) -> tuple[str, ...]:
    """What else the verdict rests on, in the words of the run."""
    baseline = [str(run.baseline)] if run.baseline else []
    return (*baseline, *(use.note for use in run.waivers if use.note))


def _seen(run: RunRecord, folder: Path, say: Wording) -> dict[str, Any]:
    """The findings with their evidence, and all that was seen."""
    pictures = pictures_of(run, folder)
    dossiers = dossiers_of(run, folder, pictures, say)
    exchanged = exchanges(run)
    return {
        "pictures": pictures,
        "actions": actions(dossiers, say),
        "findings": grids.findings_grid(run, tuple(one.anchor for one in dossiers), say),
        "matrix": matrix_grid(run, say),
        "spans": spans(run, say),
        "cookies": grids.cookies_grid(run, say),
        "exchanges": exchanges_grid(exchanged, say),
        "map": exchanges_map(exchanged, say),
        "visits": grids.visits_grid(run, say),
        "lists": grids.lists_grid(run, say),
        "unread_lists": _unread_lists(run, say),
        "walks": [
            (walk, pictures_of_walk(walk, folder, pictures), timeline(walk, say))
            for walk in run.walks
        ],
    }


def _sites(run: RunRecord) -> dict[str, str]:
    """Each site with the address that its audit began with."""
    visits = (visit for walk in run.walks for visit in walk.visits)
    firsts: dict[str, str] = {}
    for visit in visits:
        firsts.setdefault(visit.walk.site, visit.page)
    return firsts


def _unread_lists(run: RunRecord, say: Wording) -> tuple[str, ...]:
    """Which of the four lists are not known, and why."""
    lists = [one for walk in run.walks for one in walk.lists]
    unread = [f"{one.platform or say('The platform')}: {one.unread}" for one in lists if one.unread]
    told = [
        say("The published policy was not read in this audit: `cookie-audit policy check` does.")
    ]
    if not lists:
        told.append(say("No consent platform with a list of its own was met."))
    cut = say("its list is cut, it was too long.")
    told += [f"{one.platform}: {cut}" for one in lists if one.cut]
    return tuple(dict.fromkeys((*told, *(f"{one}." for one in unread))))


def _figures(run: RunRecord, say: Wording) -> tuple[tuple[str, int, str], ...]:
    """The numbers under the verdict, and where in the page they are told."""
    visits = [visit for walk in run.walks for visit in walk.visits]
    seen = {one.identity for walk in run.walks for one in walk.cookies}
    elsewhere = sum(not one.is_cookie for one in seen)
    visited = sum(visit.outcome is VisitOutcome.VISITED for visit in visits)
    gating = sum(finding.gates for finding in run.findings)
    return (
        (say("findings that fail the audit"), gating, "findings"),
        (say("other findings"), len(run.findings) - gating, "findings"),
        (say("not proven"), len(run.everything_not_proven), "unproven"),
        (say("cookies"), len(seen) - elsewhere, "cookies"),
        (say("items in other storage"), elsewhere, "cookies"),
        (say("page visits"), visited, "visits"),
    )


def _scripts() -> tuple[str, ...]:
    tabulator = bundled_text("tabulator-tables", "dist/js/tabulator.min.js")
    own = [asset(name) for name in ("scripted.js", "tables.js", "report.js")]
    return (own[0], _SOURCE_MAP.sub("", tabulator), *own[1:])


def _styles() -> tuple[str, ...]:
    tabulator = bundled_text("tabulator-tables", "dist/css/tabulator_simple.min.css")
    sheets = ("page.css", "figures.css", "tables.css", "print.css")
    return (_SOURCE_MAP.sub("", tabulator), *map(asset, sheets))
