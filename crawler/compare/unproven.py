"""What the comparison cannot know: never a pass, and so said."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from crawler.compare import words
from crawler.compare.asking import unsettled
from crawler.compare.policy import USABLE, visited_pages
from crawler.compare.sightings import Sighting, in_order, sightings
from crawler.cookies import Journey, Phase
from crawler.declared import Declaration
from crawler.walks import NotProven, Outcome, VisitOutcome, WalkObservation


def unproven(declaration: Declaration, walks: Iterable[WalkObservation]) -> tuple[NotProven, ...]:
    """What had to be compared and could not be, beside what each walk says of itself."""
    observed = in_order(declaration, walks)
    return (
        *_nothing_visited(observed),
        *_nothing_after_refusal(observed),
        *(one for sighting in sightings(declaration, observed) for one in _lifetime(sighting)),
    )


def _nothing_visited(walks: tuple[WalkObservation, ...]) -> Iterator[NotProven]:
    reason = "no page was visited in a journey that counts"
    for visitor, group in groupby(walks, key=lambda one: words.visitor(one.walk)):
        those = tuple(group)
        if not visited_pages(those):
            yield NotProven(f"the cookies of {visitor}", reason)
            continue
        for walk in those:
            if walk.result.outcome in USABLE and not visited_pages([walk]):
                yield NotProven(f"the {walk.walk.label} journey", "no page was visited", walk.walk)


def _nothing_after_refusal(walks: tuple[WalkObservation, ...]) -> Iterator[NotProven]:
    for walk in walks:
        decided = walk.walk.journey in (Journey.REJECT, Journey.WITHDRAW)
        refused = decided and walk.result.outcome is Outcome.PROVEN
        after = any(
            visit.phase is Phase.AFTER and visit.outcome is VisitOutcome.VISITED
            for visit in walk.visits
        )
        if refused and not after:
            reason = "no page was visited after it"
            yield NotProven("what is stored after a refusal", reason, walk.walk)


def _lifetime(sighting: Sighting) -> Iterator[NotProven]:
    """A cookie in the jar whose write was not seen, and of which the jar does not tell enough."""
    if evidence := unsettled(sighting):
        yield NotProven(
            f"the lifetime that the {words.cookie(sighting.identity)} asks for",
            "it was found in the browser, but its write was not seen, and what was left of it "
            "then can be of the declared lifetime or of another one",
            evidence.walk,
        )
