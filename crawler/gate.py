"""Findings and what is not proven -> the verdict, and the exit code that says the same."""

from collections import Counter
from collections.abc import Collection, Iterable
from enum import IntEnum

from crawler.findings import Finding, Gate
from crawler.runs import Baseline, Verdict
from crawler.text import printable, shortened
from crawler.walks import NotProven, Outcome, VisitOutcome, WalkObservation


class ExitCode(IntEnum):
    """How the command ends. An unhandled exception is ``NOT_RUN``, never ``FINDINGS``."""

    CLEAN = 0
    """Everything was checked, and no finding gates."""
    FINDINGS = 1
    """At least one finding gates."""
    BAD_INPUT = 2
    """The user's files or arguments are wrong."""
    NOT_PROVEN = 3
    """No finding gates, but something could not be checked."""
    NOT_RUN = 4
    """The audit itself could not run."""


_NAMED = 3


def verdict(
    findings: Iterable[Finding],
    not_proven: Iterable[NotProven],
    walks: Collection[WalkObservation],
    *,
    beside: Baseline | None = None,
) -> Verdict:
    """The result of an audit; ``beside`` is the baseline that its findings were held against.

    ``not_proven`` is what concerns the whole run; what the walks say of themselves is added. An
    audit that walked no journey, or visited no page, is never clean.
    """
    weights = Counter(finding.gate for finding in findings)
    gaps = _gaps(not_proven, walks)
    if weights[Gate.FAIL]:
        code = ExitCode.FINDINGS
    else:
        code = ExitCode.NOT_PROVEN if gaps else ExitCode.CLEAN
    held = f" {beside}" if beside else ""
    return Verdict(int(code), f"{_counted(weights)}; {_named(gaps)}.{held}")


def _gaps(
    not_proven: Iterable[NotProven], walks: Collection[WalkObservation]
) -> tuple[NotProven, ...]:
    """All that is not proven, each thing once, also a journey that gave only its outcome.

    Where no page was visited that is one thing: everything.
    """
    visits = (visit for walk in walks for visit in walk.visits)
    if not any(visit.outcome is VisitOutcome.VISITED for visit in visits):
        return (NotProven("everything, since no page was visited", "no page was visited"),)
    gaps = dict.fromkeys(not_proven)
    for walk in walks:
        gaps.update(dict.fromkeys(walk.not_proven))
    explained = {gap.walk for gap in gaps}
    for result in (walk.result for walk in walks):
        if result.outcome is Outcome.NOT_PROVEN and result.walk not in explained:
            gaps[NotProven(f"the {result.walk.label} journey", result.reason, result.walk)] = None
    return tuple(gaps)


def _counted(weights: Counter[Gate]) -> str:
    failing, warning, ignored = (weights[gate] for gate in Gate)
    if not weights.total():
        return "No rule was found broken"
    counted = [
        f"{failing} {'finding fails' if failing == 1 else 'findings fail'} the audit",
        f"{warning} {'warns' if warning == 1 else 'warn'}",
    ]
    if ignored:
        counted.append(f"{ignored} {'is' if ignored == 1 else 'are'} accepted or ignored")
    return ", ".join(counted)


def _named(gaps: tuple[NotProven, ...]) -> str:
    if not gaps:
        return "all that was planned was checked"
    names = list(dict.fromkeys(map(_name, gaps)))
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"not proven: {shown}{f' and {more} more' if more > 0 else ''}"


def _name(gap: NotProven) -> str:
    subject = shortened(printable(gap.subject), 120)
    return f"{subject} ({gap.walk.site})" if gap.walk else subject
