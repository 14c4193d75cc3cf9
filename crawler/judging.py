"""What an audit saw -> its record: the findings, what is not proven, the verdict."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import crawler
from crawler.compare import compare, matches, unproven, waiver_uses
from crawler.cookies import Journey
from crawler.declared import Declaration
from crawler.drift import Round, held_against, merged
from crawler.errors import BadInput
from crawler.four_lists import PolicyList, four_lists
from crawler.gate import verdict
from crawler.identifiers import identified
from crawler.runs import ListPlace, Moved, RunRecord
from crawler.walks import BrowserFacts, NotProven, SelfTest, WalkObservation, Witness


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sites and journeys of a declaration to audit; empty means all of them.

    Every walk is made ``repeat`` times, and the gate held against ``baseline`` where there is one.
    """

    sites: tuple[str, ...] = ()
    journeys: tuple[Journey, ...] = ()
    repeat: int = 1
    baseline: RunRecord | None = None

    def check(self, declaration: Declaration) -> None:
        """Raise BadInput where it names a site that the declaration does not have."""
        known = ", ".join(declaration.sites)
        unknown = [name for name in self.sites if name not in declaration.sites]
        if unknown:
            sentence = f"the declaration has no site {', '.join(unknown)}; it has {known}"
            raise BadInput.in_file("--site", sentence)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser brought home. ``gaps`` are what is not known beside the walks' own gaps.

    ``started`` is in seconds since 1970; ``listed`` is where the declared list stood by then.
    """

    started: float
    browser: BrowserFacts
    tested: SelfTest
    walks: tuple[WalkObservation, ...]
    gaps: tuple[NotProven, ...]
    witness: Witness | None
    listed: ListPlace


def judged(
    declaration: Declaration, scope: Scope, seen: Seen, policy: PolicyList, run_id: str
) -> RunRecord:
    """Hold what was seen against the declaration, beside what the policy lists."""
    today = datetime.now(UTC).date()
    together = _together(declaration, identified(seen.walks), today)
    moved = _moved(declaration, together.walks)
    gaps = (*_untested(seen.tested), *policy.gaps, *seen.gaps, *together.not_proven)
    findings, baseline = held_against(scope.baseline, together, moved, gaps)
    record = RunRecord(
        run_id=run_id,
        started=seen.started,
        finished=time.time(),
        tool_version=crawler.__version__,
        declaration_file=str(declaration.path),
        declaration_sha256=declaration.sha256,
        policy_url=declaration.policy.url if declaration.policy else "",
        policy_updated=str(declaration.policy.updated or "") if declaration.policy else "",
        browser=seen.browser,
        self_test=seen.tested,
        walks=together.walks,
        findings=findings,
        not_proven=gaps,
        verdict=verdict(findings, gaps, together.walks, beside=baseline),
        matches=matches(declaration, together.walks),
        witness=seen.witness,
        four_lists=four_lists(declaration, together.walks, policy.entries),
        audited_at=moved,
        repeats=scope.repeat,
        baseline=baseline,
        fail_on=declaration.fail_on,
        list_place=seen.listed,
        language=declaration.report.language,
    )
    whole = not (scope.sites or scope.journeys or record.everything_not_proven)
    uses = waiver_uses(declaration, findings, today=today, whole=whole)
    return replace(record, waivers=uses).gating_first()


def _together(declaration: Declaration, seen: tuple[WalkObservation, ...], today: date) -> Round:
    """What the walks mean; where they were repeated, each time by itself, and then together."""
    times: dict[int, list[WalkObservation]] = {}
    for walk in seen:
        times.setdefault(walk.walk.repeat, []).append(walk)
    rounds = [
        Round(
            tuple(walks),
            compare(declaration, walks, today=today),
            unproven(declaration, walks),
        )
        for walks in times.values()
    ]
    return merged(rounds, _moved(declaration, seen))


def _moved(declaration: Declaration, seen: tuple[WalkObservation, ...]) -> tuple[Moved, ...]:
    walked = {one.walk.site for one in seen}
    sites = (site for name, site in declaration.sites.items() if name in walked)
    return tuple(Moved(one.name, one.url, one.audited_at) for one in sites if one.audited_at)


def _untested(tested: SelfTest) -> tuple[NotProven, ...]:
    """What the self-test could not show is not proven for the whole run."""
    checks = {
        "cookies of third parties": tested.third_party_cookies,
        "cookies set by scripts": tested.script_writes,
        "cookies set by servers": tested.header_writes,
    }
    why = "the self-test at the start did not see its own"
    reason = "; ".join((why, *tested.details))
    return tuple(NotProven(subject, reason) for subject, held in checks.items() if not held)
