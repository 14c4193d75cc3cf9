"""How every view sorts findings, and names their weight and place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from crawler.cookies import ANONYMOUS, Identity, Walk
from crawler.findings import Finding, Gate, Rule
from crawler.runs import RunRecord

_HINTS = {
    "ERR_CERT_": "--ignore-https-errors takes any certificate",
    "ERR_NAME_NOT_RESOLVED": "--resolve HOST=ADDRESS says where a host is",
    "ERR_CONNECTION_REFUSED": "nothing listens there; --resolve HOST=ADDRESS:PORT says where",
    "ERR_EMPTY_RESPONSE": "the server hung up; one that was asked by http:// may expect https://",
    "ERR_SSL_PROTOCOL_ERROR": "the server speaks no TLS: it may expect http:// and not https://",
}
"""What helps against an error of the browser's, or may explain it, by a part of its name."""
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
        return tuple(dict.fromkeys(cookie_name(finding.identity) for finding in self.findings))


def rule_groups(run: RunRecord) -> Iterator[RuleGroup]:
    """The findings by rule, what gates first."""
    ordered = run.gating_first().findings
    for (gate, rule), members in groupby(ordered, key=lambda one: (one.gate, one.rule)):
        yield RuleGroup(rule, gate, tuple(members))


def place(walk: Walk) -> str:
    """The site, and the role where somebody is logged in."""
    return walk.site if walk.role == ANONYMOUS else f"{walk.site} ({walk.role})"


def cookie_name(identity: Identity) -> str:
    """The name as a view shows it, with its type where it is no cookie.

    Browsers keep cookies without a name.
    """
    if identity.is_choice:
        return "(the choice)"
    name = identity.name or "(nameless)"
    return name if identity.is_cookie else f"{name} ({identity.type})"


def hinted(reason: str) -> str:
    """Why something was not seen, and what may mend it."""
    return reason + "".join(f" ({hint})" for error, hint in _HINTS.items() if error in reason)
