"""The findings of two runs beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from crawler.cookies import Walk
from crawler.drift.common import Side
from crawler.drift.difference import About, Change, Difference, Kind
from crawler.drift.names import Names
from crawler.findings import Finding, Gate
from crawler.runs import RunRecord
from crawler.walks import Outcome

Found: TypeAlias = dict[str, list[Finding]]
Told: TypeAlias = tuple[Kind, str, tuple[Change, ...]]
"""What became of a finding, a sentence about it, and what changed."""


def by_key(run: Iterable[Finding], side: Side, names: Names) -> Found:
    """The findings by what is the same in every run that finds the same."""
    found: Found = {}
    for one in run:
        found.setdefault(names.key(side.own, one), []).append(one)
    return found


def finding_differences(
    before: tuple[RunRecord, Side],
    after: tuple[RunRecord, Side],
    names: Names,
    varying: frozenset[tuple[str, str]],
) -> Iterator[Difference]:
    """The findings that one run alone has, and those that weigh otherwise."""
    (old, one), (new, two) = before, after
    had, has = by_key(old.findings, one, names), by_key(new.findings, two, names)
    for key in dict.fromkeys((*has, *had)):
        if key in had and key in has:
            told = _changed(had[key], has[key])
        elif key in has:
            reason = cannot_tell(two, one, has[key], anywhere=True)
            told = _alone(has[key], Kind.NEW, reason, "B")
        else:
            reason = cannot_tell(one, two, had[key], anywhere=False)
            told = _alone(had[key], Kind.GONE, reason, "A")
        if told:
            finding = (has.get(key) or had[key])[0]
            side = two if key in has else one
            both = [*had.get(key, ()), *has.get(key, ())]
            cookies = side.own.cookies_of(finding, finding.walk)
            varies = any(not one.confirmed for one in both) or any(
                side.own.varies(one, varying) for one in cookies
            )
            made = _difference(finding, side, names, told)
            yield replace(made, fingerprint=key, varies=varies)


def cannot_tell(side: Side, other: Side, findings: Sequence[Finding], *, anywhere: bool) -> str:
    """Why the other run could not have shown what this one found; empty where it could.

    ``anywhere``: one journey is enough that shows it here, and would have shown it there.
    """
    reasons = [reason for one in findings for reason in _reasons(side, other, one)]
    if anywhere and "" in reasons:
        return ""
    return next(filter(None, reasons), "")


def _reasons(side: Side, other: Side, finding: Finding) -> Iterator[str]:
    """For each journey that shows it, why the other run could not tell of it."""
    if finding.walk is None:
        yield _uncovered(side, other, finding)
        return
    for label in finding.journeys:
        walk = _walk(side, finding.walk, label)
        first = walk == finding.walk
        page = side.own.page(walk.site, finding.page) if first else ""
        # Before a decision all counts, whatever became of that.
        seen = first and finding.phase and side.stage(walk, (finding.phase, page))
        reason = "" if seen else other.lack(walk, page)
        yield reason or other.doubt(walk, side.own.cookies_of(finding, walk))


def _walk(side: Side, like: Walk, label: str) -> Walk:
    """The walk of the same visitor that has this label."""
    same = (one for one in side.own.walks if (one.site, one.role) == (like.site, like.role))
    return next((one for one in same if one.label == label), like)


def _uncovered(side: Side, other: Side, finding: Finding) -> str:
    """Of a declared cookie that never showed: what of its sites the other run did not look at."""
    for walk, seen in side.own.walks.items():
        usable = seen.result.outcome is not Outcome.NOT_PROVEN
        if walk.site in finding.sites and usable and (reason := other.lack(walk)):
            return reason
    return ""


def _changed(had: Sequence[Finding], has: Sequence[Finding]) -> Told | None:
    found = []
    weights = [min((one.weight for one in those), key=list(Gate).index) for those in (had, has)]
    if weights[0] is not weights[1]:
        found.append(Change("weight", *weights))
    if had[0].declared != has[0].declared:
        found.append(Change("declared", had[0].declared, has[0].declared))
    return (Kind.CHANGED, "", tuple(found)) if found else None


def _alone(findings: Sequence[Finding], kind: Kind, reason: str, letter: str) -> Told:
    if reason:
        return Kind.NOT_PROVEN, f"found in {letter} alone; {reason}", ()
    return kind, findings[0].message, ()


def _difference(
    finding: Finding,
    side: Side,
    names: Names,
    told: Told,
) -> Difference:
    kind, sentence, found = told
    walk = finding.walk
    return Difference(
        kind=kind,
        about=About.FINDING,
        site=walk.site if walk else ", ".join(finding.sites),
        role=walk.role if walk else "",
        told=sentence,
        name=names.stable(side.own, walk, finding.identity) if walk else finding.identity.name,
        identity=side.own.identity(walk.site, finding.identity) if walk else finding.identity,
        rule=finding.rule,
        gate=finding.weight,
        journeys=finding.journeys,
        changes=found,
    )
