"""The common ground of two runs: what both of them saw, and why the rest cannot be compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crawler.cookies import JarEntry, ObservedCookie, Read, Walk, Write
from crawler.domains import registrable_domain
from crawler.drift.sights import Sights, Stage, domain_of
from crawler.walks import NotProven, Outcome

_ADDRESS = re.compile(r"https?://\S+|(?<=the cookies of )\S+")
# What concerns no cookie's being there: one's lifetime, and the policy that is shown beside.
_BESIDE = re.compile("the lifetime that |(all of )?the published policy")

Act = Write | Read | JarEntry


@dataclass(frozen=True)
class Side:
    """One of two runs beside the other; ``letter`` is what it is called."""

    letter: str
    own: Sights
    other: Sights

    @cached_property
    def _shared(self) -> dict[Walk, frozenset[Stage]]:
        both = self.own.walks.keys() & self.other.walks.keys()
        return {walk: self.own.covered(walk) & self.other.covered(walk) for walk in both}

    @cached_property
    def _visited(self) -> dict[Walk, frozenset[str]]:
        return {
            walk: frozenset(self.own.page(walk.site, one.page) for one in seen.visits)
            for walk, seen in self.own.walks.items()
        }

    def inside(self, walk: Walk, act: Act) -> bool:
        """Whether an act of this run is on a page that both saw in that phase.

        Pages that no visit is for, such as that of a login, are taken where both saw any.
        """
        shared, page = self._shared.get(walk), self.own.page(walk.site, act.page)
        if not shared:
            return False
        return (act.phase, page) in shared or page not in self._visited[walk]

    def stage(self, walk: Walk, stage: Stage) -> bool:
        """Whether both saw a page in a phase."""
        return stage in self._shared.get(walk, ())

    def lack(self, walk: Walk, page: str = "") -> str:
        """Why this run cannot tell of what the other saw in a walk; empty where it can."""
        seen = self.own.walks.get(walk)
        if seen is None:
            return f"{self.letter} has no {walk.label} journey of {walk.site}"
        if seen.result.outcome is Outcome.NOT_PROVEN and not seen.result.disregarded:
            return f"the {walk.label} journey of {self.letter} is not proven"
        covered = {one for _, one in self.own.covered(walk)}
        if page and page not in covered:
            return f"{self.letter} did not visit {page} in the {walk.label} journey"
        return ""

    def doubt(self, walk: Walk, cookies: Iterable[ObservedCookie]) -> str:
        """Why what the other run saw, and this one did not, may have been there all the same."""
        blind = self._gaps(self.own, walk).keys() - self._gaps(self.other, walk).keys()
        hosts, pages = _places(self.other, cookies)
        for subject in sorted(blind):
            named = _ADDRESS.findall(subject)
            hit = any(one in pages or _domain(one) in hosts for one in named)
            # Of an own page the rest of the site is none the wiser.
            visited = any(one in self._visited.get(walk, ()) for one in named)
            if not named or (any(one in pages for one in named) if visited else hit):
                return f"{subject} is not proven in {self.letter}"
        return ""

    @staticmethod
    def _gaps(sights: Sights, walk: Walk) -> dict[str, NotProven]:
        seen = sights.walks.get(walk)
        gaps = (*sights.gaps, *(seen.not_proven if seen else ()))
        journey = f"the {walk.label} journey"
        return {
            _ADDRESS.sub(lambda found: sights.page(walk.site, found[0]), one.subject): one
            for one in gaps
            if one.walk in (None, walk)
            and one.subject != journey
            and not _BESIDE.match(one.subject)
        }


def _places(
    sights: Sights, cookies: Iterable[ObservedCookie]
) -> tuple[frozenset[str], frozenset[str]]:
    """The registrable domains that a cookie hangs on, and the pages that it was seen on."""
    hosts: set[str] = set()
    pages: set[str] = set()
    for cookie in cookies:
        site = cookie.walk.site
        hosts.add(registrable_domain(sights.host(site, cookie.identity.host)))
        hosts |= {_domain(f"https://{one}") for one in sights.writers(cookie)}
        pages |= {sights.page(site, page) for page in cookie.pages}
    return frozenset(hosts), frozenset(pages)


def _domain(place: str) -> str:
    """The registrable domain of an address or a host."""
    return domain_of(place if "://" in place else f"https://{place}")
