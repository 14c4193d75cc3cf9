"""Declared + observed -> findings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from crawler.compare import words
from crawler.compare.choices import CHOICE_RULES
from crawler.compare.drafting import about_choice, about_cookie, about_entry
from crawler.compare.policy import POLICY_RULES, Coverage
from crawler.compare.rules import SIGHTING_RULES
from crawler.compare.sightings import Sighting, in_order, sightings
from crawler.declared import Declaration, DeclaredCookie, Waiver
from crawler.findings import WARNING, Finding, Gate, Waived
from crawler.runs import WaiverUse
from crawler.walks import WalkObservation


def compare(
    declaration: Declaration, walks: Iterable[WalkObservation], *, today: date
) -> tuple[Finding, ...]:
    """Every rule broken, in the order of the rules, then of sites, visitors and cookies.

    What a cookie does before the visitor's decision always counts; what it does after one counts
    against the rules of consent only where the journey is proven. ``today`` decides which waivers
    still hold: their last day included.
    """
    observed = in_order(declaration, walks)
    seen = sightings(declaration, observed)
    found = (
        *_about_cookies(declaration, seen),
        *_about_choices(declaration, observed),
        *_about_entries(declaration, seen, observed),
    )
    return tuple(_weighed(declaration, finding, today) for finding in found)


def _about_cookies(declaration: Declaration, seen: Iterable[Sighting]) -> Iterator[Finding]:
    those = tuple(seen)
    for rule, judge in SIGHTING_RULES.items():
        for sighting in those:
            if told := judge(sighting):
                yield about_cookie(rule, declaration, sighting, told)


def _about_choices(
    declaration: Declaration, walks: tuple[WalkObservation, ...]
) -> Iterator[Finding]:
    for rule, judge in CHOICE_RULES.items():
        told: dict[tuple[str, str], Finding] = {}
        for walk in walks:
            place = walk.walk.site, walk.walk.role
            if not (found := judge(walk.result)):
                continue
            if first := told.get(place):
                also = (*first.also_in, walk.walk.label)
                told[place] = replace(first, also_in=also)
            else:
                site = declaration.sites[walk.walk.site]
                told[place] = about_choice(rule, site, walk.walk, found)
        yield from told.values()


def _about_entries(
    declaration: Declaration, seen: Iterable[Sighting], walks: tuple[WalkObservation, ...]
) -> Iterator[Finding]:
    """What is told of the entries that say something about the sites walked."""
    covered: dict[DeclaredCookie, list[Sighting]] = {entry: [] for entry in declaration.cookies}
    for sighting in seen:
        if sighting.match and sighting.match.entry in covered:
            covered[sighting.match.entry].append(sighting)
    for rule, judge in POLICY_RULES.items():
        for entry, sighted in covered.items():
            coverage = Coverage(tuple(walk for walk in walks if entry.covers(walk.walk)))
            if told := judge(entry, sighted, coverage):
                yield about_entry(rule, declaration, entry, coverage.sites, told)


def _weighed(declaration: Declaration, finding: Finding, today: date) -> Finding:
    """The finding with the gate that the declaration and its waivers give it."""
    gate = _gate(declaration, finding)
    waivers = [
        one for one in declaration.waivers if one.covers(finding.rule, finding.identity.name)
    ]
    if not waivers:
        return replace(finding, gate=gate)
    # The one that holds longest speaks for all.
    waiver = _met(max(waivers, key=lambda one: one.until), today)
    owner = words.short(waiver.owner)
    if waiver.ended:
        said = f" {owner} had accepted this until {waiver.until}; that has ended."
    else:
        gate = Gate.IGNORE
        said = f" {owner} accepts this until {waiver.until}: {words.short(waiver.why)}"
    return replace(finding, gate=gate, message=finding.message + said, waiver=waiver)


def _gate(declaration: Declaration, finding: Finding) -> Gate:
    gate = declaration.gate.get(finding.rule, finding.gate)
    strict = gate is Gate.WARN and WARNING in declaration.fail_on
    return Gate.FAIL if strict or finding.rule in declaration.fail_on else gate


def _met(waiver: Waiver, today: date) -> Waived:
    return Waived(
        waiver.rule,
        waiver.cookie,
        waiver.owner,
        waiver.until,
        waiver.why,
        waiver.line,
        waiver.expired(today),
    )


def waiver_uses(
    declaration: Declaration, findings: Iterable[Finding], *, today: date, whole: bool = True
) -> tuple[WaiverUse, ...]:
    """What each waiver of the declaration came to, in the order of the file.

    ``whole`` says whether everything that is declared was looked at.
    """
    found = tuple(findings)
    uses = []
    for waiver in declaration.waivers:
        met = _met(waiver, today)
        again = sum(
            met.ended and one.waiver == met and one.gate is not Gate.IGNORE for one in found
        )
        covers = sum(waiver.covers(one.rule, one.identity.name) for one in found)
        uses.append(WaiverUse(met, covers, again, whole))
    return tuple(uses)
