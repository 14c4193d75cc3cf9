"""One run: what it holds, and how it lies on disk."""

from dataclasses import dataclass

from crawler.cookies import NotProven, WalkObservation
from crawler.findings import Finding


@dataclass(frozen=True, slots=True)
class BrowserFacts:
    """The browser of a run. ``face`` is ``hidden`` (an ordinary browser's) or ``visible``."""

    path: str
    version: str
    source: str
    face: str
    sandbox: bool
    user_agent: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What this browser proved on a page of our own before the audit began."""

    third_party_cookies: bool
    script_writes: bool
    header_writes: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result in one sentence, and the exit code that says the same."""

    exit_code: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything that ``audit.json`` holds. Times are seconds since the epoch."""

    run_id: str
    started: float
    finished: float
    tool_version: str
    declaration_file: str
    declaration_sha256: str
    policy_url: str
    policy_updated: str
    browser: BrowserFacts
    self_test: SelfTest
    walks: tuple[WalkObservation, ...]
    findings: tuple[Finding, ...]
    not_proven: tuple[NotProven, ...]
    verdict: Verdict
