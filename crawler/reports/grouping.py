"""How every view sorts findings, and names their weight and place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from crawler.cookies import ANONYMOUS, Walk
from crawler.findings import Finding, Gate, Rule
from crawler.runs import RunRecord

SEVERITY = {Gate.FAIL: "error", Gate.WARN: "warning", Gate.IGNORE: "note"}


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The findings of one rule that weigh the same."""

    rule: Rule
    gate: Gate
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> str:
        """Error, warning or note."""
        return SEVERITY[self.gate]

    @property
    def cookies(self) -> tuple[str, ...]:
        """The names of the cookies concerned, each once."""
        return tuple(dict.fromkeys(finding.identity.name for finding in self.findings))


def rule_groups(run: RunRecord) -> Iterator[RuleGroup]:
    """The findings by rule, what gates first."""
    ordered = run.gating_first().findings
    for (gate, rule), members in groupby(ordered, key=lambda one: (one.gate, one.rule)):
        yield RuleGroup(rule, gate, tuple(members))


def place(walk: Walk) -> str:
    """The site, and the role where somebody is logged in."""
    return walk.site if walk.role == ANONYMOUS else f"{walk.site} ({walk.role})"
