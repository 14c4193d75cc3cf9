"""``findings.sarif``: the findings in SARIF 2.1.0, each at the line of the declaration it is about.

That is the line that is broken, or the one where the entry that is missing would stand. What is not
proven is a result of the kind ``open`` and a notification of the invocation, since viewers show one
or the other. A waiver in force is a suppression; one that has ended is none.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from sarif_pydantic import Sarif

from crawler.findings import NOT_PROVEN, RULES, Finding, Gate, RuleText, Waived
from crawler.reports.grouping import SEVERITY, place
from crawler.reports.pointing import (
    facts,
    fingerprint_of_gap,
    line_of,
    line_of_gap,
    list_path,
    message_of,
    numbered,
    open_points,
    shown,
    title_of,
    told_of_gap,
    whole_name,
)
from crawler.runs import RunRecord, as_json
from crawler.walks import NotProven

SARIF_FILE = "findings.sarif"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
DOCS = "COOKIE_AUDIT_DOCS"
"""The environment variable with the address of the folder ``docs``, for links to the rules."""

Json: TypeAlias = dict[str, Any]

_ROOT = "%SRCROOT%"
_OPEN_RULE = RuleText(
    title="Something that could not be checked",
    meaning="A page, a journey or a fact could not be checked. It is neither a pass nor a "
    "violation, and the audit is not clean.",
    why="What nobody could look at is not known to be right.",
    mend="The message says what stood in the way. Mend that and audit again.",
    source="",
    gate=Gate.WARN,
)


def write_sarif(run: RunRecord, folder: Path) -> None:
    """Write ``findings.sarif`` beside the other files of the run."""
    (folder / SARIF_FILE).write_bytes(as_json(sarif(run), indent=1) + b"\n")


def sarif(run: RunRecord) -> Json:
    """The run as a SARIF log."""
    rules = {str(rule): text for rule, text in RULES.items()} | {NOT_PROVEN: _OPEN_RULE}
    gaps = open_points(run)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run, rules)},
                "automationDetails": {"id": f"cookie-audit/{shown(list_path(run))}/{run.run_id}"},
                "invocations": [_invocation(run, gaps)],
                "artifacts": [
                    {
                        "location": _file(run),
                        "roles": ["analysisTarget"],
                        "hashes": {"sha-256": run.declaration_sha256},
                    }
                ],
                "results": [*_findings(run, list(rules)), *_open(run, gaps, len(rules) - 1)],
                "columnKind": "unicodeCodePoints",
                "properties": {"verdict": shown(run.verdict.sentence), "run": run.run_id},
            }
        ],
    }
    made: Json = Sarif.model_validate(log).model_dump(mode="json", by_alias=True, exclude_none=True)
    return made


def _driver(run: RunRecord, rules: Mapping[str, RuleText]) -> Json:
    return {
        "name": "cookie-audit",
        "version": run.tool_version,
        "rules": [_rule(code, text) for code, text in rules.items()],
    }


def _rule(code: str, text: RuleText) -> Json:
    parts = {"Why it matters": text.why, "How to mend it": text.mend, "Source": text.source}
    told = {name: part for name, part in parts.items() if part}
    plain = "\n\n".join((text.meaning, *(f"{name}: {part}" for name, part in told.items())))
    marked = "\n\n".join((text.meaning, *(f"**{name}.** {part}" for name, part in told.items())))
    rule = {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.meaning},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": SEVERITY[text.gate]},
        "properties": {"tags": ["privacy", "cookies"]},
    }
    docs = os.environ.get(DOCS, "").rstrip("/")
    # A help address has to be a whole one, and where these pages are read only the user knows.
    page = "report.md#the-three-answers" if code == NOT_PROVEN else f"rules.md#{code}"
    return {**rule, "helpUri": f"{docs}/{page}"} if urlsplit(docs).netloc else rule


def _invocation(run: RunRecord, gaps: tuple[NotProven, ...]) -> Json:
    return {
        "executionSuccessful": True,
        "exitCode": run.verdict.exit_code,
        "exitCodeDescription": shown(run.verdict.sentence),
        "startTimeUtc": _moment(run.started),
        "endTimeUtc": _moment(run.finished),
        "toolExecutionNotifications": [
            {
                "descriptor": {"id": NOT_PROVEN},
                "level": "error",
                "message": _message(told_of_gap(gap)),
                "locations": [_location(run, line_of_gap(run, gap))],
            }
            for gap in gaps
        ],
        "toolConfigurationNotifications": [
            {
                "descriptor": {"id": "waiver"},
                "level": "warning",
                "message": _message(shown(use.note)),
                "locations": [_location(run, use.waiver.line)],
            }
            for use in run.waivers
            if use.note
        ],
    }


def _findings(run: RunRecord, rules: list[str]) -> Iterator[Json]:
    found = run.gating_first().findings
    marks = numbered(finding.fingerprint for finding in found)
    for finding, mark in zip(found, marks, strict=True):
        result = {
            "ruleId": str(finding.rule),
            **({"ruleIndex": rules.index(finding.rule)} if finding.rule in rules else {}),
            "kind": "fail",
            "level": SEVERITY[finding.gate],
            "message": _message(message_of(run, finding)),
            "locations": [_location(run, line_of(run, finding), _logical(finding))],
            "partialFingerprints": {
                "cookieAuditFinding/v1": finding.fingerprint,
                # Else a reader makes this of the line, and all undeclared cookies are one to it.
                "primaryLocationLineHash": mark,
            },
            "properties": {
                "gates": finding.gates,
                **{_property(name): value for name, value in facts(run, finding)},
            },
        }
        if finding.waiver and not finding.waiver.ended:
            result["suppressions"] = [_suppression(run, finding.waiver)]
        yield result


def _property(name: str) -> str:
    """``Set by`` as ``setBy`` (section 3.8.1)."""
    first, *others = name.split()
    return first.lower() + "".join(word.capitalize() for word in others)


def _message(text: str) -> Json:
    """A message in which nothing of a site's becomes a link (SARIF, section 3.11.6)."""
    return {"text": re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text}


def _suppression(run: RunRecord, waiver: Waived) -> Json:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": shown(f"{waiver.owner} accepts this until {waiver.until}: {waiver.why}"),
        "location": _location(run, waiver.line),
    }


def _open(run: RunRecord, gaps: tuple[NotProven, ...], rule: int) -> Iterator[Json]:
    marks = numbered(map(fingerprint_of_gap, gaps))
    for gap, mark in zip(gaps, marks, strict=True):
        yield {
            "ruleId": NOT_PROVEN,
            "ruleIndex": rule,
            "kind": "open",
            "level": "none",
            "message": _message(told_of_gap(gap)),
            "locations": [_location(run, line_of_gap(run, gap))],
            "partialFingerprints": {
                "cookieAuditFinding/v1": mark.rpartition(":")[0],
                "primaryLocationLineHash": mark,
            },
        }


def _location(run: RunRecord, line: int, logical: Json | None = None) -> Json:
    physical = {"artifactLocation": _file(run) | {"index": 0}, "region": {"startLine": line}}
    more = {"logicalLocations": [logical]} if logical else {}
    return {"physicalLocation": physical, **more}


def _logical(finding: Finding) -> Json:
    name = whole_name(finding.identity)
    walk = finding.walk
    path = (place(walk), walk.label, name) if walk else (*finding.sites, name)
    return {"name": title_of(finding), "fullyQualifiedName": "/".join(path), "kind": "resource"}


def _file(run: RunRecord) -> Json:
    path = list_path(run)
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(path), "uriBaseId": _ROOT}


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"
