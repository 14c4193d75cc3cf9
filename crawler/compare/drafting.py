"""What a rule has to tell, and the finding that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.compare.sightings import Evidence, Sent, Sighting
from crawler.cookies import Identity, JarEntry, Phase, Read, StorageType, Walk, Write
from crawler.declared import Declaration, DeclaredCookie, Site
from crawler.findings import RULES, Finding, Gate, Rule, fingerprint


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule found: both sides and a sentence about them.

    ``evidence`` has one piece for each walk that shows it; the first is the one told. ``gate``
    is given where the rule's own does not fit the case.
    """

    declared: str
    observed: str
    message: str
    evidence: Sequence[Evidence | Sent] = ()
    gate: Gate | None = None


def about_cookie(rule: Rule, declaration: Declaration, sighting: Sighting, told: Told) -> Finding:
    """A finding about an observed cookie; that of a copy is known by the declared domain."""
    walk, match = told.evidence[0].walk, sighting.match
    identity = sighting.identity
    host = declaration.sites[walk.site].as_declared(identity.host)
    mark = fingerprint(
        rule,
        site=walk.site,
        role=walk.role,
        cookie=match.pattern.text if match else identity.name,
        domain=f".{host}" if identity.domain.startswith(".") else host,
        kind=identity.type,
    )
    return _finding(rule, identity, told, mark, match.place if match else "")


def about_choice(rule: Rule, site: Site, walk: Walk, told: Told) -> Finding:
    """A finding about what a visitor chose on a site, in a walk."""
    identity = Identity.of_choice(site.host)
    host = site.declared_host
    mark = fingerprint(
        rule, site=walk.site, role=walk.role, cookie="", domain=host, kind=identity.type
    )
    return replace(_finding(rule, identity, told, mark, ""), walk=walk, phase=Phase.AFTER)


def about_entry(
    rule: Rule, declaration: Declaration, entry: DeclaredCookie, sites: Sequence[str], told: Told
) -> Finding:
    """A finding about an entry of the declaration; ``sites`` are those that were walked for it."""
    mark = fingerprint(
        rule,
        site=" ".join(sorted(entry.sites)),
        role="",
        cookie=entry.name,
        domain=entry.domain,
        kind=entry.type,
    )
    domain = entry.domain or declaration.sites[sites[0]].declared_host
    path = "/" if entry.type is StorageType.COOKIE else ""
    identity = Identity(entry.name, domain, path, type=entry.type)
    finding = _finding(rule, identity, told, mark, declaration.place_of(entry))
    return finding if told.evidence else replace(finding, sites=tuple(sites))


def _finding(rule: Rule, identity: Identity, told: Told, mark: str, place: str) -> Finding:
    first = next(iter(told.evidence), None)
    write = first.act if first and isinstance(first.act, Write) else None
    return Finding(
        rule=rule,
        gate=told.gate or RULES[rule].gate,
        walk=first.walk if first else None,
        phase=first.act.phase if first else None,
        identity=identity,
        declared=told.declared,
        observed=told.observed,
        message=told.message,
        page=first.act.page if first else "",
        set_by=write.set_by if write else "",
        evidence=_statement(first.act) if first else "",
        first_seen=first.at if first else None,
        fingerprint=mark,
        also_in=_others(told.evidence),
        declared_at=place,
    )


def _statement(act: Write | JarEntry | Read) -> str:
    if isinstance(act, Write):
        return act.statement
    if isinstance(act, Read):
        return f"sent with the request for {act.url}"
    return "found in the browser"


def _others(evidence: Sequence[Evidence | Sent]) -> tuple[str, ...]:
    """The journeys that show the same beside the one told."""
    return tuple(dict.fromkeys(one.walk.label for one in evidence))[1:]
