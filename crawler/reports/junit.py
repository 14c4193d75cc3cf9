"""``junit.xml``: the run as tests, for the test view of a pipeline.

A suite for each site and role. A finding is a test by the name of its rule and cookie: it fails
where it gates, and is skipped (with its text) where it only warns or is accepted. What is not
proven is an error. Only what was checked as a whole is a test that passed: a cookie that breaks no
rule passes where nothing of its site and role is open, else it is skipped and says so.

The shape is what both the Ant task's schema and Jenkins take: all attributes, ``properties``, then
tests with at most one result, then ``system-out`` and ``system-err``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from junitparser import (
    Attr,
    Error,
    Failure,
    JUnitXml,
    Properties,
    Skipped,
    TestCase,
    TestSuite,
)
from junitparser.junitparser import FinalResult, SystemErr, SystemOut

from crawler.cookies import Identity
from crawler.findings import RULES, Finding
from crawler.reports.grouping import SEVERITY, hinted, place
from crawler.reports.pointing import (
    facts,
    line_of,
    list_path,
    open_points,
    shown,
    where_open,
    whole_name,
)
from crawler.runs import RunRecord
from crawler.walks import NotProven, Outcome, WalkObservation

JUNIT_FILE = "junit.xml"
THE_LIST = "the declared list"
THE_AUDIT = "the audit"


class _AntSuite(TestSuite):
    """A suite with the attributes that Ant's schema asks for."""

    package = Attr()
    id = Attr()


@dataclass(frozen=True, slots=True)
class Test:
    """One test: its name, its result (none: it passed) and its seconds."""

    name: str
    result: FinalResult | None = None
    wall_s: float = 0.0


def write_junit(run: RunRecord, folder: Path) -> None:
    """Write ``junit.xml`` beside the other files of the run."""
    (folder / JUNIT_FILE).write_bytes(junit(run))


def junit(run: RunRecord) -> bytes:
    """The run as JUnit's XML."""
    whole = JUnitXml()
    for number, (name, tests) in enumerate(_suites(run).items()):
        # Not add_testsuite, which sets totals at the root: Ant's schema knows none there.
        whole.append(_suite(run, number, name, tests))
    text: bytes = whole.tostring()
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text + b"\n"


def _suites(run: RunRecord) -> dict[str, list[Test]]:
    gaps, found = open_points(run), run.gating_first().findings
    suites: dict[str, list[Test]] = {THE_AUDIT: list(_of_the_audit(run, gaps))}
    told = (*(one.walk for one in found), *(gap.walk for gap in gaps))
    walks = (*(one.walk for one in run.walks), *filter(None, told))
    for name in dict.fromkeys(map(place, walks)):
        suites.setdefault(name, []).extend(_of_a_site(run, name, gaps))
    # What was never seen was looked for on several sites, and stands once.
    never = [_found(run, one) for one in found if one.walk is None]
    suites.setdefault(THE_LIST, []).extend(never)
    return {name: tests for name, tests in suites.items() if tests}


def _of_the_audit(run: RunRecord, gaps: Iterable[NotProven]) -> Iterator[Test]:
    """What concerns the whole run: its self-test, what is open of it, and waivers."""
    of_run = [gap for gap in gaps if gap.walk is None]
    yield from map(_open, of_run)
    if not of_run:
        yield Test("the browser passed its self-test")
    for use in run.waivers:
        if use.note:
            cookie = shown(use.waiver.cookie)
            yield Test(f"waiver of {use.waiver.rule} for {cookie}", _skipped(use.note))


def _of_a_site(run: RunRecord, name: str, gaps: tuple[NotProven, ...]) -> Iterator[Test]:
    walks = [one for one in run.walks if place(one.walk) == name]
    found = run.gating_first().findings
    findings = [one for one in found if one.walk and place(one.walk) == name]
    own = [gap for gap in gaps if gap.walk and place(gap.walk) == name]
    for walk in walks:
        yield _journey(walk, [gap for gap in gaps if gap.walk in (None, walk.walk)])
    yield from map(_open, own)
    for finding in findings:
        yield _found(run, finding)
    open_here = len(own) + sum(gap.walk is None for gap in gaps)
    broken = {one.identity for one in findings} | _of_broken_entries(run)
    stored = (one.identity for walk in walks for one in walk.cookies if one.was_stored)
    for identity in dict.fromkeys(stored):
        if identity not in broken:
            yield _kept(identity, open_here)


def _of_broken_entries(run: RunRecord) -> set[Identity]:
    """The cookies of which a finding speaks by the entry that covers them."""
    seen = {one.identity for walk in run.walks for one in walk.cookies}
    entries = (one for one in run.findings if one.declared_at and one.identity not in seen)
    lines = {line_of(run, one) for one in entries}
    return {match.identity for match in run.matches if match.line in lines}


def _journey(walk: WalkObservation, gaps: list[NotProven]) -> Test:
    result, name = walk.result, f"journey: {walk.walk.label}"
    if result.outcome is Outcome.NOT_APPLICABLE:
        return Test(name, _skipped(f"not applicable: {result.reason}"), result.wall_s)
    if gaps:
        told = f"{len(gaps)} not proven of it or of the whole run: see the errors"
        return Test(name, _skipped(told), result.wall_s)
    return Test(name, None, result.wall_s)


def _kept(identity: Identity, open_here: int) -> Test:
    """A cookie that no finding speaks of."""
    name = f"no rule broken: {whole_name(identity)}"
    if not open_here:
        return Test(name)
    return Test(name, _skipped(f"no finding, but {open_here} not proven here: see the errors"))


def _open(gap: NotProven) -> Test:
    told = (
        ("Not proven", gap.subject),
        ("Where", where_open(gap)),
        ("Why", hinted(gap.reason)),
    )
    error = Error(shown(gap.reason), "not-proven")
    error.text = _lines(told)
    journey = f" ({gap.walk.label})" if gap.walk else ""
    return Test(f"not proven: {shown(gap.subject)}{journey}", error)


def _found(run: RunRecord, finding: Finding) -> Test:
    message = shown(finding.message)
    result = Failure(message, finding.rule) if finding.gates else Skipped(message, finding.rule)
    known = facts(run, finding)
    told = (("Severity", SEVERITY[finding.gate]), ("Finding", message), *known)
    rule = RULES.get(finding.rule)
    law = (("To mend it", rule.mend), ("Source", rule.source)) if rule else ()
    result.text = _lines((*told, *law))
    return Test(f"{finding.rule}: {whole_name(finding.identity)}", result)


def _skipped(told: str) -> Skipped:
    return Skipped(shown(told))


def _lines(told: Iterable[tuple[str, str]]) -> str:
    return "".join(f"\n{name}: {shown(text)}" for name, text in told if text) + "\n"


def _suite(run: RunRecord, number: int, name: str, tests: list[Test]) -> TestSuite:
    ant = _AntSuite(name)
    ant.hostname, ant.package, ant.id = "localhost", "cookie-audit", str(number)
    suite: TestSuite = ant
    suite.append(Properties())
    for fact, value in _properties(run):
        suite.add_property(fact, shown(value))
    suite.add_testcases([_case(name, test) for test in tests])
    suite.timestamp = f"{datetime.fromtimestamp(run.started, UTC):%Y-%m-%dT%H:%M:%S}"
    suite.append(SystemOut(shown(run.verdict.sentence)))
    suite.append(SystemErr(""))
    return suite


def _case(suite: str, test: Test) -> TestCase:
    case = TestCase(test.name, suite, round(test.wall_s, 3))
    if test.result is not None:
        case.result = [test.result]
    return case


def _properties(run: RunRecord) -> Iterator[tuple[str, str]]:
    yield "run", run.run_id
    yield "verdict", f"exit code {run.verdict.exit_code}"
    yield "declaration", f"{list_path(run)}, SHA-256 {run.declaration_sha256}"
    yield "browser", run.browser.version
    yield "cookie-audit", run.tool_version
    if run.fail_on:
        yield "fail-on", ", ".join(run.fail_on)
