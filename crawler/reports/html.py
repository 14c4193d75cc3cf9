"""``report.html``: the whole run as one file that opens offline and asks the network nothing.

Everything stands in it as plain HTML tables, so that it reads without scripts and on paper; the
script makes them tables that filter and sort. Site text reaches the page through jinja2's
autoescape and ``printable`` alone, and reaches the scripts only as the text of table cells. The
content security policy names the page's own scripts and styles by their hashes.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.bundled import bundled_text
from crawler.findings import RULES
from crawler.reports import grids
from crawler.reports.grouping import hinted, place, rule_groups
from crawler.reports.matrix import matrix_grid
from crawler.reports.tables import TABLES
from crawler.run_store import EVIDENCE, MANIFEST, evidence_of
from crawler.runs import AUDIT_FILE, RunRecord
from crawler.text import printable, shortened
from crawler.walks import VisitOutcome, WalkObservation

REPORT_FILE = "report.html"
HEADLINES = {
    0: ("Clean", "good"),
    1: ("Violations found", "error"),
    3: ("Not proven", "not-proven"),
}
WEIGHTS = {"error": "These fail the audit", "warning": "Warnings", "note": "Notes"}

_LONGEST_TEXT = 1_000
_LARGEST_PICTURE = 400_000
_ALL_PICTURES = 4_000_000
_PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_SOURCE_MAP = re.compile(r"(//|/\*)# sourceMappingURL=.*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot: what it shows, its address beside the report, its bytes where they are few."""

    what: str
    address: str
    inline: str


def write_report(run: RunRecord, folder: Path) -> None:
    """Write ``report.html`` beside the other files of the run."""
    (folder / REPORT_FILE).write_text(render_report(run, folder), encoding="utf-8", newline="\n")


def render_report(run: RunRecord, folder: Path) -> str:
    """The page as text; pictures are taken from ``folder``."""
    environment = Environment(
        loader=PackageLoader("crawler.reports"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hinted"] = hinted
    environment.filters["cut"] = lambda text, limit: shortened(printable(text), limit)
    scripts, styles = _scripts(), _styles()
    pictures = _pictures(run, folder)
    headline, look = HEADLINES.get(run.verdict.exit_code, ("The audit could not run", "error"))
    return environment.get_template("report.html.j2").render(
        run=run.gating_first(),
        policy=_policy(scripts, styles),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        styles=[Markup(style) for style in styles],  # noqa: S704 - our own files
        headline=headline,
        look=look,
        figures=_figures(run),
        sites=_sites(run),
        weights=[
            (severity, WEIGHTS[severity], tuple(members))
            for severity, members in groupby(rule_groups(run), key=lambda one: one.severity)
        ],
        rules=RULES,
        unproven=run.everything_not_proven,
        pictures=pictures,
        walks=[
            (walk, [pictures[name] for name in _of_walk(walk, folder) if name in pictures])
            for walk in run.walks
        ],
        findings=grids.findings_grid(run),
        matrix=matrix_grid(run),
        cookies=grids.cookies_grid(run),
        visits=grids.visits_grid(run),
        lists=grids.lists_grid(run),
        unread_lists=_unread_lists(run),
        clock=grids.in_clock,
        place=place,
        beside=(*TABLES, AUDIT_FILE, f"{EVIDENCE}/{MANIFEST}"),
    )


def _sites(run: RunRecord) -> dict[str, str]:
    """Each site with the address that its audit began with."""
    visits = (visit for walk in run.walks for visit in walk.visits)
    firsts: dict[str, str] = {}
    for visit in visits:
        firsts.setdefault(visit.walk.site, visit.page)
    return firsts


def _unread_lists(run: RunRecord) -> tuple[str, ...]:
    """Which of the four lists are not known, and why."""
    lists = [one for walk in run.walks for one in walk.lists]
    unread = [f"{one.platform or 'The platform'}: {one.unread}" for one in lists if one.unread]
    told = ["The published policy was not read in this audit: `cookie-audit policy check` does."]
    if not lists:
        told.append("No consent platform with a list of its own was met.")
    told += [f"{one.platform}: its list is cut, it was too long." for one in lists if one.cut]
    return tuple(dict.fromkeys((*told, *(f"{one}." for one in unread))))


def _figures(run: RunRecord) -> tuple[tuple[str, int], ...]:
    """The numbers under the verdict."""
    visits = [visit for walk in run.walks for visit in walk.visits]
    seen = {one.identity for walk in run.walks for one in walk.cookies}
    elsewhere = sum(not one.is_cookie for one in seen)
    return (
        ("findings that fail the audit", sum(finding.gates for finding in run.findings)),
        ("other findings", sum(not finding.gates for finding in run.findings)),
        ("not proven", len(run.everything_not_proven)),
        ("cookies", len(seen) - elsewhere),
        ("items in other storage", elsewhere),
        ("page visits", sum(visit.outcome is VisitOutcome.VISITED for visit in visits)),
    )


def _shown(value: object) -> object:
    """What jinja2 puts on the page for an expression, before it escapes it."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shortened(printable(value), _LONGEST_TEXT)
    return value


def _scripts() -> tuple[str, ...]:
    tabulator = bundled_text("tabulator-tables", "dist/js/tabulator.min.js")
    return (_asset("scripted.js"), _SOURCE_MAP.sub("", tabulator), _asset("report.js"))


def _styles() -> tuple[str, ...]:
    tabulator = bundled_text("tabulator-tables", "dist/css/tabulator_simple.min.css")
    return (_SOURCE_MAP.sub("", tabulator), _asset("report.css"))


def _asset(name: str) -> str:
    return files("crawler.reports").joinpath("assets", name).read_text("utf-8")


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _pictures(run: RunRecord, folder: Path) -> dict[str, Picture]:
    """The screenshots that lie in the run's folder, by their path in it."""
    left = _ALL_PICTURES
    pictures: dict[str, Picture] = {}
    for name in dict.fromkeys(_screenshots(run, folder)):
        path = _within(folder, name)
        if path is None:
            continue
        size = path.stat().st_size
        inline = ""
        if size <= min(_LARGEST_PICTURE, left):
            left -= size
            content = base64.b64encode(path.read_bytes()).decode()
            inline = f"data:{_PICTURE_TYPES[path.suffix]};base64,{content}"
        address = path.relative_to(folder.resolve()).as_posix()
        what = path.stem.rpartition(".")[2]
        pictures[name] = Picture(what, quote(address), Markup(inline))  # noqa: S704 - base64
    return pictures


def _screenshots(run: RunRecord, folder: Path) -> Iterator[str]:
    yield from (one.screenshot for one in run.everything_not_proven)
    for walk in run.walks:
        yield from _of_walk(walk, folder)


def _of_walk(walk: WalkObservation, folder: Path) -> tuple[str, ...]:
    """What was taken before the decision first, as far as the names tell."""
    kept = (path.relative_to(folder).as_posix() for path in evidence_of(folder, walk.walk))
    return tuple(dict.fromkeys((*sorted(kept, reverse=True), walk.result.screenshot)))


def _within(folder: Path, name: str) -> Path | None:
    """The picture of that name, if it is one and lies inside the folder."""
    try:
        path = (folder / name).resolve()
        known = path.suffix in _PICTURE_TYPES and path.is_file()
    except (OSError, ValueError):
        return None
    return path if known and path.is_relative_to(folder.resolve()) else None
