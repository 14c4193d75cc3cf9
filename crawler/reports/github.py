"""The run as GitHub Actions shows it: annotations at lines of the declaration, and a summary.

Workflow commands are lines of the log, so that text of a site's must not be able to become one:
every value is escaped, and ``crawler.announcing`` has the runner ignore commands while the rest of
the output is printed. GitHub shows ten annotations of a kind for each step and drops the others:
the tenth tells how many there are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.errors import BadInput, CookieAuditError
from crawler.findings import RULES, Gate
from crawler.reports.grouping import SEVERITY, place
from crawler.reports.pointing import (
    line_of,
    line_of_gap,
    list_path,
    message_of,
    open_points,
    shown,
    title_of,
    told_of_gap,
    where,
    where_open,
    whole_name,
)
from crawler.runs import RunRecord
from crawler.text import shortened
from crawler.walks import Outcome

MOST_OF_A_KIND = 10
MOST_GAPS = 4
MOST_ROWS = 100
LONGEST_CELL = 300

_HEADLINES = {0: "✅ Clean", 1: "❌ Violations found", 3: "⚠️ Not proven"}
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&$@:]")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One line of the log that GitHub shows at a file. ``kind`` is error, warning or notice."""

    kind: str
    title: str
    text: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        """The workflow command."""
        place = f"file={_property(self.file)}," if self.file else ""
        line = f"line={self.line}," if self.file and self.line else ""
        return f"::{self.kind} {place}{line}title={_property(self.title)}::{_data(self.text)}"


def annotations(run: RunRecord) -> Iterator[Annotation]:
    """What gates and what is not proven as errors, warnings, and waivers as notices."""
    gaps = list(_gaps(run))
    room = MOST_OF_A_KIND - min(len(gaps), MOST_GAPS)
    yield from _first(list(_findings(run, Gate.FAIL)), room, "findings that fail the audit")
    yield from _first(gaps, MOST_OF_A_KIND if not room else MOST_GAPS, "things not proven")
    yield from _first(list(_findings(run, Gate.WARN)), MOST_OF_A_KIND, "warnings")
    yield from _first(list(_waivers(run)), MOST_OF_A_KIND, "waivers")


def annotations_of_error(error: CookieAuditError) -> Iterator[Annotation]:
    """Why there was no audit; what is wrong in a file stands at its line."""
    if isinstance(error, BadInput):
        problems = [
            Annotation("error", "cookie-audit: bad input", one.message, one.file, one.line)
            if one.line
            else Annotation("error", "cookie-audit: bad input", str(one))
            for one in error.problems
        ]
        yield from _first(problems, MOST_OF_A_KIND, "mistakes")
    else:
        yield Annotation("error", "cookie-audit could not run", str(error))


def _findings(run: RunRecord, gate: Gate) -> Iterator[Annotation]:
    kind = SEVERITY[gate]
    for one in run.gating_first().findings:
        if one.gate is gate:
            text = f"{message_of(run, one)} ({where(one)})"
            yield Annotation(kind, title_of(one), text, list_path(run), line_of(run, one))


def _gaps(run: RunRecord) -> Iterator[Annotation]:
    for gap in open_points(run):
        line = line_of_gap(run, gap)
        yield Annotation("error", "not proven", told_of_gap(gap), list_path(run), line)


def _waivers(run: RunRecord) -> Iterator[Annotation]:
    for use in run.waivers:
        if use.note:
            kind = "warning" if use.again else "notice"
            yield Annotation(kind, "waiver", use.note, list_path(run), use.waiver.line)


def _first(those: Sequence[Annotation], most: int, what: str) -> Iterator[Annotation]:
    """As many as there is room for; the last one tells of the others."""
    if len(those) <= most:
        yield from those
        return
    yield from those[: most - 1]
    left = len(those) - most + 1
    told = f"{left} more of {len(those)} {what}: the run's report has them all"
    yield Annotation(those[0].kind, f"{left} more", told)


def step_summary(run: RunRecord, report: str) -> str:
    """The run in GitHub's Markdown; ``report`` is what holds the rest of it."""
    return "\n".join(_summary(run, report)) + "\n"


def _summary(run: RunRecord, report: str) -> Iterator[str]:
    code = run.verdict.exit_code
    yield f"## Cookie audit: {_HEADLINES.get(code, 'could not run')}"
    yield from ("", _text(run.verdict.sentence))
    for moved in run.audited_at:
        yield from ("", _text(str(moved)))
    yield from _of_weight(run, Gate.FAIL, "These fail the audit")
    gaps = [(gap.subject, where_open(gap), gap.reason) for gap in open_points(run)]
    yield from _table(f"Not proven ({len(gaps)})", ("What", "Where", "Why"), gaps)
    yield from _of_weight(run, Gate.WARN, "Warnings")
    notes = [(use.note,) for use in run.waivers if use.note]
    yield from _table(f"Waivers ({len(notes)})", ("What their owners should know",), notes)
    yield from _of_weight(run, Gate.IGNORE, "Accepted or ignored")
    yield from _table("Journeys", ("Site", "Journey", "Outcome", "Why"), list(_journeys(run)))
    yield from _mending(run)
    yield from ("", f"All of it: {_text(report)}")


def _of_weight(run: RunRecord, gate: Gate, title: str) -> Iterator[str]:
    rows = [
        (one.rule, whole_name(one.identity), where(one), one.message)
        for one in run.gating_first().findings
        if one.gate is gate
    ]
    yield from _table(f"{title} ({len(rows)})", ("Rule", "Cookie", "Where", "Finding"), rows)


def _journeys(run: RunRecord) -> Iterator[tuple[str, ...]]:
    for result in (walk.result for walk in run.walks):
        outcome = result.outcome.replace("-", " ")
        mark = {Outcome.NOT_PROVEN: "⚠️ ", Outcome.NOT_APPLICABLE: ""}.get(result.outcome, "✅ ")
        yield place(result.walk), result.walk.label, mark + outcome, result.reason


def _mending(run: RunRecord) -> Iterator[str]:
    rules = dict.fromkeys(one.rule for one in run.gating_first().findings if one.gates)
    texts = [(rule, RULES[rule]) for rule in rules if rule in RULES]
    if texts:
        yield from ("", "### How to mend it", "")
    for rule, text in texts:
        yield f"- **{_text(rule)}**: {_text(text.mend)} ({_text(text.source)})"


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"### {title}", "", _row(columns), _row("---" for _ in columns))
    for row in islice(rows, MOST_ROWS):
        yield _row(map(_text, row))
    if len(rows) > MOST_ROWS:
        yield from ("", f"and {len(rows) - MOST_ROWS} more.")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """A text in one line that shows as it is: no markup, no link, nobody notified."""
    return _SPECIAL.sub(r"\\\g<0>", shortened(shown(text), LONGEST_CELL))


def _data(text: str) -> str:
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
