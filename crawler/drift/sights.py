"""What a run saw, told in the terms of the declared sites, so that runs can stand beside others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawler.cookies import Identity, Journey, ObservedCookie, Phase, Walk, Write
from crawler.domains import registrable_domain, site_of
from crawler.findings import Finding
from crawler.runs import Moved, RunRecord
from crawler.walks import NotProven, Outcome, VisitOutcome, WalkObservation

# How a journey must have ended for what came after its decision to count.
_USABLE = {Outcome.VALID, Outcome.PROVEN, Outcome.NOT_APPLICABLE}
# HTTP status codes from here on are errors (RFC 9110, section 15).
_ERRORS = 400
_ORIGIN = re.compile("^[a-z]+://")
_WORD = re.compile(r"[0-9A-Za-z]+")

Stage = tuple[Phase, str]
"""A page in a phase."""


@dataclass(frozen=True, slots=True)
class Sights:
    """The walks of one run; ``moved`` are its sites that were audited elsewhere, by their names."""

    walks: Mapping[Walk, WalkObservation]
    moved: Mapping[str, Moved] = field(default_factory=dict)
    repeats: int = 1
    gaps: tuple[NotProven, ...] = ()

    @classmethod
    def of(cls, run: RunRecord) -> "Sights":
        """What a finished run saw."""
        return cls.seen(run.walks, run.audited_at, run.repeats, run.not_proven)

    @classmethod
    def seen(
        cls,
        walks: Iterable[WalkObservation],
        moved: Iterable[Moved] = (),
        repeats: int = 1,
        gaps: tuple[NotProven, ...] = (),
    ) -> "Sights":
        """What these walks saw."""
        by_site = {one.site: one for one in moved}
        return cls({one.walk: one for one in walks}, by_site, repeats, gaps)

    def page(self, site: str, address: str) -> str:
        """A page's address at the declared origin."""
        moved = self.moved.get(site)
        return moved.as_declared(address) if moved else address

    def host(self, site: str, host: str) -> str:
        """The declared host that one seen stands for."""
        moved = self.moved.get(site)
        return moved.host_as_declared(host) if moved else host

    def identity(self, site: str, one: Identity) -> Identity:
        """Which cookie it is at the declared origin."""
        moved = self.moved.get(site)
        if moved is None:
            return one
        dot = "." if one.domain.startswith(".") else ""
        own = one.partition_key == site_of(moved.audited)
        return replace(
            one,
            domain=f"{dot}{moved.host_as_declared(one.host)}",
            path=moved.as_declared(one.path),
            partition_key=site_of(moved.declared) if own else one.partition_key,
        )

    def writer(self, site: str, write: Write) -> str:
        """Who wrote it: an address without its query, and without what a build makes up in it."""
        address, _, _ = self.page(site, write.source).partition("?")
        host, path = _ORIGIN.sub("", address), ""
        if "/" in host:
            host, _, path = host.partition("/")
            path = f"/{_WORD.sub(_unless_made_up, path.partition('#')[0])}"
        return f"{host}{path}"

    def writers(self, cookie: ObservedCookie) -> frozenset[str]:
        """Who stored it, each once."""
        return frozenset(self.writer(cookie.walk.site, one) for one in cookie.stored)

    def third_parties(self, cookie: ObservedCookie) -> frozenset[str]:
        """Those of its writers that are not of the site's own registrable domain."""
        own = {domain_of(one.page) for one in self.walks[cookie.walk].visits}
        return frozenset(
            self.writer(cookie.walk.site, one)
            for one in cookie.stored
            if domain_of(one.source) not in own
        )

    def covered(self, walk: Walk) -> frozenset[Stage]:
        """The pages that were seen, in each phase that counts; what answered with an error is none.

        What comes before a decision counts, whatever became of that. A consent that is taken back
        was given before, so that of such a journey all counts or nothing.
        """
        seen = self.walks.get(walk)
        if seen is None:
            return frozenset()
        result = seen.result
        usable = result.outcome in _USABLE or result.disregarded
        phases = {Phase.AFTER} if usable else set()
        if usable or walk.journey is not Journey.WITHDRAW:
            phases.add(Phase.BEFORE)
        stages = {
            (one.phase, self.page(walk.site, one.page))
            for one in seen.visits
            if one.outcome is VisitOutcome.VISITED
            and (one.http_status or 0) < _ERRORS
            and one.phase in phases
        }
        if result.outcome is Outcome.NOT_APPLICABLE:  # there is nothing to be before or after
            stages = {(phase, page) for _, page in stages for phase in Phase}
        return frozenset(stages)

    def varying(self) -> frozenset[tuple[str, str]]:
        """The third parties, by site, that set something in some repeats of a walk only."""
        return frozenset(
            (walk.walk.site, writer)
            for walk in self.walks.values()
            if walk.result.outcome is not Outcome.NOT_PROVEN
            for cookie in walk.cookies
            if cookie.seen_in < self.repeats
            for writer in self.third_parties(cookie)
        )

    def varies(self, cookie: ObservedCookie, varying: frozenset[tuple[str, str]]) -> bool:
        """Whether a third party wrote it that does not always set the same."""
        return any((cookie.walk.site, one) in varying for one in self.third_parties(cookie))

    def cookies_of(self, finding: Finding, walk: Walk | None) -> list[ObservedCookie]:
        """A finding's cookie in a walk."""
        seen = self.walks.get(walk) if walk else None
        return [one for one in seen.cookies if one.identity == finding.identity] if seen else []


def domain_of(address: str) -> str:
    """The registrable domain of an address; empty for what is none."""
    try:
        return registrable_domain(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def _unless_made_up(word: re.Match[str]) -> str:
    """A word of an address; those with a digit are versions, hashes and the like."""
    return "*" if any(one.isdigit() for one in word[0]) else word[0]
