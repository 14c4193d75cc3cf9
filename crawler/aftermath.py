"""What came of one visitor's choices, and what that says of what the site holds."""

from collections.abc import Mapping, Set
from typing import TypeAlias

from crawler.choice_records import (
    brought_on,
    by_page,
    done_before,
    later_pages,
    upon_choice,
    upon_consent,
)
from crawler.cookies import Identity, Journey
from crawler.walks import WalkObservation

Beside: TypeAlias = Mapping[Journey, WalkObservation | None]

ACCEPT, WITHDRAW, UNTOUCHED = Journey.ACCEPT, Journey.WITHDRAW, Journey.UNTOUCHED
# Those of a visitor who at first has chosen nothing.
FIRST_UNDECIDED = (UNTOUCHED, Journey.REJECT, ACCEPT)

MOST_NAMED = 3
COUNTS_IN_PART = (
    "what the refusal keeps away from the page on which it was made is stored or asked for on {}, "
    "as upon the acceptance: what the site holds there is not known"
)
AS_ACCEPTED = (
    "after it the site went on as upon the acceptance, with what no visitor met who had chosen "
    "nothing ({}): what it holds is not known"
)
TURNED_AROUND = (
    "after the refusal the site did more than after the acceptance, with what no visitor met who "
    "had chosen nothing ({}): which of them it holds is not known"
)


def acts_against(walk: WalkObservation, beside: Beside) -> str:
    """How the site's own acts speak against a refusal; empty where they do not."""
    if page := _tracks_elsewhere(walk, beside):
        return COUNTS_IN_PART.format(page)
    if kept := _as_accepted(walk, beside):
        return AS_ACCEPTED.format(kept)
    more = did_more(walk, beside[ACCEPT], beside)
    return TURNED_AROUND.format(more) if more else ""


def _tracks_elsewhere(walk: WalkObservation, beside: Beside) -> str:
    """The first page that stores or asks for, after a refusal, what the first one no longer does.

    Only what the acceptance does on both of them tells; and what a page does for a visitor who
    chose nothing hangs on no choice.
    """
    accepted, untouched = beside[ACCEPT], beside[UNTOUCHED]
    if accepted is None:
        return ""
    consent, refusal = by_page(accepted), by_page(walk)
    always = by_page(untouched) if untouched else {}
    entry, *others = list(dict.fromkeys(one.page for one in later_pages(walk))) or [""]
    withheld = consent.get(entry, set()) - refusal.get(entry, set())
    for page in others:
        stored = withheld & consent.get(page, set()) & refusal.get(page, set())
        if stored - always.get(page, set()):
            return page
    return ""


def _as_accepted(walk: WalkObservation, beside: Beside) -> str:
    """What comes after a refusal as after the acceptance, and of no visitor who chose nothing.

    One cookie or one other site is enough. Of the site's own addresses it takes all that the
    acceptance brings on: some show who has chosen a way back, or thank for it.
    """
    accepted = beside[ACCEPT]
    if accepted is None:
        return ""
    consent = led_to(accepted, beside)
    kept = consent & led_to(walk, beside)
    return _telling(kept, walk) or ("it asked for the same" if kept and kept == consent else "")


def did_more(refused: WalkObservation, accepted: WalkObservation | None, beside: Beside) -> str:
    """What a refusal brought on, where an acceptance brought on nothing else; empty if nothing.

    So it is where the two buttons do each other's work.
    """
    if accepted is None:
        return ""
    consent, refusal = led_to(accepted, beside), led_to(refused, beside)
    return _telling(refusal - consent, refused) if consent <= refusal else ""


def _telling(brought: Set[Identity | str], walk: WalkObservation) -> str:
    """What of it no site needs to keep or to carry out a choice; empty where nothing is."""
    stored = sorted({one.name for one in brought if isinstance(one, Identity)})
    if stored:
        return f"it stored {', '.join(stored[:MOST_NAMED])}"
    asked = brought & {one.site for one in walk.asked}
    return "it asked another site for something" if asked else ""


def led_to(walk: WalkObservation, beside: Beside) -> set[Identity | str]:
    """What a choice brought on later, on pages that were also seen with nothing chosen.

    What came there, too, hangs on no choice; nor does what stays the same record more than one.
    """
    walks = [one for one in (walk, *(beside[one] for one in FIRST_UNDECIDED)) if one]
    before = [(page, those) for one in walks for page, those in done_before(one).items()]
    earlier: set[Identity | str] = set().union(*(those for _, those in before))
    later = brought_on(walk, {page for page, _ in before})
    return later - earlier - (upon_choice(walk).keys() - changing(beside))


def changing(beside: Beside) -> set[Identity]:
    """What differs from one acceptance to the next is no record of it: a time, a random number."""
    accepted, withdrawn = beside[ACCEPT], beside[WITHDRAW]
    once = upon_choice(accepted) if accepted else {}
    again = upon_consent(withdrawn) if withdrawn else {}
    return {one for one, value in again.items() if once.get(one, value) != value}
