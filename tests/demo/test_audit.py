"""The audit of the practice sites: every fault is found, and nothing gates that is no fault."""

from pathlib import Path

import pytest

from crawler.audit import Scope, audit
from crawler.browser import Launch
from crawler.cookies import Walk
from crawler.demo import FAULTS, Served, customers_declaration, found
from crawler.findings import Finding, Rule
from crawler.run_store import RunStore
from crawler.walks import JourneyResult, VisitResult


class Quiet:
    """Progress that nobody watches."""

    def walk_begins(self, walk: Walk) -> None: ...
    def visited(self, visit: VisitResult) -> None: ...
    def walk_ends(self, result: JourneyResult) -> None: ...


def key(finding: Finding) -> tuple[Rule, str, str]:
    return finding.rule, finding.walk.site if finding.walk else "", finding.identity.name


@pytest.mark.browser
# Eight journeys over thirty pages: on a busy machine more than the usual limit.
@pytest.mark.timeout(300)
async def test_the_audit_finds_every_fault_and_nothing_else_that_gates(
    practice: Served, chromium_path: Path, tmp_path: Path
) -> None:
    launch = Launch(
        executable=chromium_path,
        resolve=practice.resolve,
        trusted_keys=(practice.trusted_key,),
        netlog=tmp_path / "netlog.json",
    )
    declaration = customers_declaration()
    record = await audit(declaration, launch, Scope(), RunStore(tmp_path / "reports"), Quiet())
    assert [fault.id for fault, shown in found(record.findings) if not shown] == []
    faults = {(fault.rule, fault.site, fault.cookie) for fault in FAULTS}
    assert {key(finding) for finding in record.findings if finding.gates} == faults
    assert record.not_proven == ()
    assert record.witness is not None
    assert record.witness.changes > len(faults)
    assert record.witness.unexplained == ()
