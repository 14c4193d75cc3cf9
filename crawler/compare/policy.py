"""The rules that speak about the declaration itself: told once for each entry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from crawler.compare import words
from crawler.compare.asking import left
from crawler.compare.drafting import Told
from crawler.compare.sightings import Sighting
from crawler.cookies import Journey, StorageType
from crawler.declared import Consent, DeclaredCookie
from crawler.findings import Rule
from crawler.walks import Outcome, VisitOutcome, WalkObservation

USABLE = {Outcome.VALID, Outcome.PROVEN, Outcome.NOT_APPLICABLE}
"""How a journey must have ended for its pages to count as covered."""
# HTTP status codes from here on are errors (RFC 9110, section 15).
_ERRORS = 400


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at for an entry: the walks of its sites, in order."""

    walks: tuple[WalkObservation, ...]

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites that were walked."""
        return tuple(dict.fromkeys(walk.walk.site for walk in self.walks))

    @property
    def never_accepted(self) -> bool:
        """Whether there was something to accept, and no visitor is proven to have done it."""
        accepts = [one.result.outcome for one in self.walks if one.walk.label == Journey.ACCEPT]
        return Outcome.NOT_PROVEN in accepts and Outcome.PROVEN not in accepts

    @property
    def pages(self) -> int:
        """How many pages were visited in journeys that count; a page counts once per visitor."""
        return sum(len(visited_pages(group)) for _, group in self._places())

    def __str__(self) -> str:
        return "; ".join(self._covered(visitor, group) for visitor, group in self._places())

    def _places(self) -> list[tuple[str, list[WalkObservation]]]:
        grouped = groupby(self.walks, key=lambda one: words.visitor(one.walk))
        return [(visitor, list(group)) for visitor, group in grouped]

    @staticmethod
    def _covered(visitor: str, walks: Sequence[WalkObservation]) -> str:
        number = len(visited_pages(walks))
        parts = [
            ", ".join(_how(one) for one in walks if (one.result.outcome in USABLE) is usable)
            for usable in (True, False)
        ]
        journeys = "; ".join(part for part in parts if part)
        return f"{number} {'page' if number == 1 else 'pages'} of {visitor} ({journeys})"


def _how(walk: WalkObservation) -> str:
    """The journey, and whether its decision is proven where there was one to make."""
    outcome = walk.result.outcome
    told = {Outcome.PROVEN: " proven", Outcome.NOT_PROVEN: " not proven"}
    return f"{walk.walk.label}{told.get(outcome, '')}"


def visited_pages(walks: Iterable[WalkObservation]) -> set[str]:
    """The pages that were visited in journeys that count; what answered with an error is none."""
    return {
        visit.page
        for walk in walks
        if walk.result.outcome in USABLE
        for visit in walk.visits
        if visit.outcome is VisitOutcome.VISITED and (visit.http_status or 0) < _ERRORS
    }


def missing(
    entry: DeclaredCookie, sightings: Sequence[Sighting], coverage: Coverage
) -> Told | None:
    """An entry whose cookie was neither stored, sent nor asked for on any page visited."""
    if any(sighting.was_attempted for sighting in sightings) or not coverage.pages:
        return None
    kind = words.KINDS[entry.type]
    message = f"The declared {kind} {words.quoted(entry.name)} was not seen on {coverage}."
    if entry.consent is Consent.REQUIRED and coverage.never_accepted:
        message += " It may come only after consent, and no accept journey was proven."
    return Told(words.summary(entry), "not seen", message + words.source(entry))


def lifetime_undeclared(
    entry: DeclaredCookie, sightings: Sequence[Sighting], _: Coverage
) -> Told | None:
    """An entry without a lifetime whose cookie was stored, once however often it was seen.

    Only cookies have one: how long other storage lasts goes with its kind.
    """
    stored = [one.stored for sighting in sightings for one in sighting.seen]
    evidence = [one for one in stored if one is not None]
    if entry.lifetime or not evidence or entry.type is not StorageType.COOKIE:
        return None
    lived = _longest(sightings)
    message = (
        f"No lifetime is declared for the cookie {words.quoted(entry.name)}, which was seen "
        f"{words.on(evidence[0].act)} ({lived}).{words.source(entry)}"
    )
    return Told(words.declared_lifetime(entry), lived, message, evidence)


POLICY_RULES: Mapping[
    Rule, Callable[[DeclaredCookie, Sequence[Sighting], Coverage], Told | None]
] = {Rule.MISSING: missing, Rule.LIFETIME_UNDECLARED: lifetime_undeclared}


def _longest(sightings: Sequence[Sighting]) -> str:
    """The longest lifetime asked for anywhere; where no write was seen, the longest found left."""
    longest = [one.cookie.longest for sighting in sightings for one in sighting.seen]
    writes = [write for write in longest if write is not None]
    if writes:
        return words.asked(max(writes, key=lambda write: write.requested or 0.0))
    found = [entry for sighting in sightings for one in sighting.seen for entry in one.cookie.jar]
    return words.asked(max(found, key=lambda entry: left(entry) or 0.0))
