"""The audit of the practice sites: every fault is found, and nothing gates that is no fault."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.async_api import Page

from crawler.audit import audit
from crawler.browser import Launch
from crawler.compare import compare
from crawler.cookies import Walk
from crawler.declared import Declaration, load_declaration
from crawler.demo import FAULTS, Fault, Served, customers_declaration, found
from crawler.findings import Finding, Rule
from crawler.judging import Scope
from crawler.reports.html import write_report
from crawler.run_store import RunStore
from crawler.runs import RunRecord
from crawler.suggest import KnownCookies, built_in_table, suggest
from crawler.suggest.patching import DeclarationText
from crawler.walks import JourneyResult, VisitResult
from tests.demo.witness import browsing


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
    assert undeclared_with_suggestions(declaration, record) == []
    write_report(record, tmp_path)
    async with browsing(practice, chromium_path) as witness:
        untraced = [
            fault.id for fault in FAULTS if not await traced(fault, record, tmp_path, witness.page)
        ]
    assert untraced == []


async def traced(fault: Fault, record: RunRecord, folder: Path, page: Page) -> bool:
    """Whether the report leads from a fault's finding to the header or the line that set it."""
    [finding] = [one for one in record.findings if fault.shown_by(one)]
    address = (folder / "report.html").as_uri()
    await page.goto(f"{address}#finding-{finding.fingerprint}")
    row = page.locator("[data-name=findings] .tabulator-row", has_text=fault.cookie)
    await row.get_by_role("button").first.wait_for()
    dossier = page.locator(f"[id='finding-{finding.fingerprint}']")
    await dossier.locator(".chain").wait_for()
    steps = dossier.locator(".chain li")
    told = [
        (
            await step.locator("b").inner_text(),
            await step.locator(":scope > :last-child").inner_text(),
        )
        for step in await steps.all()
    ]
    chain = dict(told)
    statements = [text for title, text in told if title == "Statement"]
    if "Response header of" in chain:
        return any(one.startswith(f"Set-Cookie: {fault.cookie}=") for one in statements)
    script, line, _ = chain["Script"].rsplit(":", 2)
    await page.goto(script)
    lines = (await page.locator("body").inner_text()).split("\n")
    named = any(one.startswith(f"{fault.cookie}=") for one in statements)
    return named and "cookie" in lines[int(line) - 1]


def undeclared_with_suggestions(declaration: Declaration, record: RunRecord) -> list[str]:
    """What is still undeclared once the suggested entries stand in the customer's own file."""
    read = DeclarationText.read(declaration.path)
    suggestions = suggest(declaration, record, KnownCookies((built_in_table(),)))
    assert suggestions.left_out == ()
    new = read.with_suggestions(suggestions)
    assert new.startswith(read.text)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "expected_cookies.yaml"
        copy.write_text(new, encoding="utf-8")
        findings = compare(load_declaration(copy), record.walks, today=date(2026, 11, 24))
    rules = (Rule.UNDECLARED, Rule.UNDECLARED_STORAGE)
    return [one.identity.name for one in findings if one.rule in rules]
