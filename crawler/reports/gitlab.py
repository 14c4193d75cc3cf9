"""``gl-code-quality-report.json``: the findings as GitLab shows them in a merge request."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.findings import NOT_PROVEN, Gate
from crawler.reports.pointing import (
    fingerprint_of_gap,
    line_of,
    line_of_gap,
    list_path,
    message_of,
    numbered,
    open_points,
    shown,
    told_of_gap,
    where,
)
from crawler.runs import RunRecord, as_json

GITLAB_FILE = "gl-code-quality-report.json"

_SEVERITY = {Gate.FAIL: "blocker", Gate.WARN: "minor", Gate.IGNORE: "info"}
_NOT_PROVEN = "critical"


def write_gitlab(run: RunRecord, folder: Path) -> None:
    """Write ``gl-code-quality-report.json`` beside the other files of the run."""
    (folder / GITLAB_FILE).write_bytes(as_json(code_quality(run), indent=1) + b"\n")


def code_quality(run: RunRecord) -> list[dict[str, Any]]:
    """Every finding, what is not proven, and waivers that are of no use; no mark stands twice."""
    issues = list(_issues(run))
    for issue, mark in zip(issues, numbered(one["fingerprint"] for one in issues), strict=True):
        issue["fingerprint"] = sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return issues


def _issues(run: RunRecord) -> Iterator[dict[str, Any]]:
    path = list_path(run)
    for one in run.gating_first().findings:
        told = f"{message_of(run, one)} ({shown(where(one))})"
        yield {
            "description": told,
            "check_name": str(one.rule),
            "fingerprint": one.fingerprint,
            "severity": _SEVERITY[one.gate],
            "location": _location(path, line_of(run, one)),
        }
    for gap in open_points(run):
        yield {
            "description": told_of_gap(gap),
            "check_name": NOT_PROVEN,
            "fingerprint": fingerprint_of_gap(gap),
            "severity": _NOT_PROVEN,
            "location": _location(path, line_of_gap(run, gap)),
        }
    for use in run.waivers:
        if use.note:
            yield {
                "description": shown(use.note),
                "check_name": "waiver",
                "fingerprint": f"waiver {use.waiver.rule} {use.waiver.cookie}",
                "severity": "minor",
                "location": _location(path, use.waiver.line),
            }


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path, "lines": {"begin": line}}
