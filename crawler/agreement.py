"""What the journeys of one visitor say about one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import TypeAlias
from urllib.parse import urlsplit

from crawler.choice_records import (
    brought_on,
    by_page,
    chosen_on,
    done_before,
    lasts,
    later_pages,
    reaches,
    recorded_in,
    stored_since_choice,
    upon_choice,
    upon_consent,
)
from crawler.cookies import Identity, Journey, Walk
from crawler.domains import registrable_domain
from crawler.walks import Outcome, WalkObservation

Place: TypeAlias = tuple[str, str]
Beside: TypeAlias = Mapping[Journey, WalkObservation | None]

ACCEPT, REJECT, WITHDRAW = Journey.ACCEPT, Journey.REJECT, Journey.WITHDRAW
UNTOUCHED = Journey.UNTOUCHED

MOST_NAMED = 3
NO_DIFFERENCE = (
    "what the site stored upon the refusal is the very same as upon the acceptance, and nothing it "
    "did afterwards tells them apart: which of them it holds is not known"
)
NOT_THERE = "what the site stored upon the {} does not reach {}: what it holds there is not known"
NOT_KEPT = (
    "what the site stored upon the {} was gone before the last page: what it holds is not known"
)
COUNTS_IN_PART = (
    "what the refusal keeps away from the page on which it was made is stored or asked for on {}, "
    "as upon the acceptance: what the site holds there is not known"
)
AS_ACCEPTED = (
    "after it the site went on as upon the acceptance, with what no visitor met who had chosen "
    "nothing ({}): what it holds is not known"
)
NO_EFFECT = (
    "what the site stored upon the acceptance is the very same as upon the refusal, and nothing it "
    "did afterwards tells them apart: which of them it holds is not known"
)
STILL_CONSENT = (
    "nothing tells that the consent was taken back: what the site had stored upon the acceptance "
    "still stands as it was"
)


def agreed(walks: Iterable[WalkObservation]) -> tuple[WalkObservation, ...]:
    """The walks, where those of one visitor agree with one another.

    Some sites show their banner to some visitors only: a journey that met none, beside one that
    did, proves nothing about those who meet it. A refusal that leaves what an acceptance leaves is
    none, and so is a withdrawal that leaves it.
    """
    walks = tuple(walks)
    asked = {_place(one.walk): one.walk.label for one in walks if one.result.operated_by}
    made = {(_place(one.walk), one.walk.label): one for one in walks if _is_made(one)}

    def judged(walk: WalkObservation) -> WalkObservation:
        place = _place(walk.walk)
        beside = {one: made.get((place, one)) for one in (ACCEPT, REJECT, WITHDRAW, UNTOUCHED)}
        return _told_apart(_beside(walk, asked.get(place)), beside)

    return tuple(map(judged, walks))


def _is_made(walk: WalkObservation) -> bool:
    """Whether its choice is proven; a consent that is to be withdrawn was given at least."""
    return walk.result.outcome in (Outcome.PROVEN, Outcome.VALID) or walk.walk.journey is WITHDRAW


def _place(walk: Walk) -> Place:
    return walk.site, walk.role


def _beside(walk: WalkObservation, other: str | None) -> WalkObservation:
    if other is None or walk.result.outcome is not Outcome.NOT_APPLICABLE:
        return walk
    return _doubted(walk, f"no consent banner showed here, but in the {other} journey one did")


def _told_apart(walk: WalkObservation, beside: Beside) -> WalkObservation:
    result = walk.result
    if result.outcome is not Outcome.PROVEN or result.recorded or result.asks_anew:
        return walk  # who is asked again has no consent any more
    journey = walk.walk.journey
    doubts = {ACCEPT: _no_acceptance, REJECT: _no_refusal, WITHDRAW: _no_withdrawal}
    reason = doubts[journey](walk, beside) if journey in doubts else ""
    if reason or journey not in (REJECT, WITHDRAW):
        return _doubted(walk, reason) if reason else walk
    if page := _tracks_elsewhere(walk, beside):
        return _doubted(walk, COUNTS_IN_PART.format(page), disregarded=True)
    if kept := _as_accepted(walk, beside):
        return _doubted(walk, AS_ACCEPTED.format(kept), disregarded=True)
    return walk


def _no_acceptance(walk: WalkObservation, beside: Beside) -> str:
    """Why what an acceptance left is not known to count everywhere; empty where it is."""
    refused = beside[REJECT]
    refusal = upon_choice(refused) if refused else {}
    consent = upon_choice(walk)
    if refused and not _differs(walk, refused, beside):
        return NO_EFFECT
    lasting = [one for one in consent.keys() - _changing(beside) if _is_own(one, walk)]
    told = [one for one in lasting if refusal.get(one) != consent[one]]
    # What both leave, with values of its own, is the record; the rest is what follows from it.
    record = [one for one in told if one in refusal] or told
    return _unkept(walk, record, "acceptance") if record else ""


def _differs(walk: WalkObservation, refused: WalkObservation, beside: Beside) -> bool:
    """Whether an acceptance left or brought on anything that the refusal did not."""
    changing = _changing(beside)
    consent, refusal = upon_choice(walk), upon_choice(refused)
    told = [one for one in consent.keys() - changing if refusal.get(one) != consent[one]]
    if told or refusal.keys() - consent.keys() or stored_since_choice(walk) - refusal.keys():
        return True
    return bool(_brought_on(walk, beside))


def _is_own(one: Identity, walk: WalkObservation) -> bool:
    """Whether the site itself stored it."""
    return registrable_domain(one.host) == registrable_domain(
        urlsplit(chosen_on(walk)).hostname or ""
    )


def _no_refusal(walk: WalkObservation, beside: Beside) -> str:
    """Why what a refusal left is not known to be one; empty where it is."""
    accepted = beside[ACCEPT]
    if accepted is None:
        return ""
    refusal, consent = upon_choice(walk), upon_choice(accepted)
    lasting = refusal.keys() - _changing(beside)
    told = [one for one in lasting if consent.get(one) != refusal[one]]
    if told:
        return _unkept(walk, told, "refusal")
    return NO_DIFFERENCE if stored_since_choice(accepted) <= stored_since_choice(walk) else ""


def _no_withdrawal(walk: WalkObservation, beside: Beside) -> str:
    """Why it is not known that the consent is gone; empty where it is."""
    refused, consent = beside[REJECT], upon_consent(walk)
    refusal = upon_choice(refused) if refused else {}
    kept = {one: consent[one] for one in consent.keys() - _changing(beside)}
    return STILL_CONSENT if _still_stands(walk, kept, refusal) else ""


def _changing(beside: Beside) -> set[Identity]:
    """What differs from one acceptance to the next is no record of it: a time, a random number."""
    accepted, withdrawn = beside[ACCEPT], beside[WITHDRAW]
    once = upon_choice(accepted) if accepted else {}
    again = upon_consent(withdrawn) if withdrawn else {}
    return {one for one, value in again.items() if once.get(one, value) != value}


def _unkept(walk: WalkObservation, record: Sequence[Identity], choice: str) -> str:
    """Why what records a choice is not known to hold it to the end; empty where it is."""
    if not any(lasts(walk, one) for one in record):
        return NOT_KEPT.format(choice)
    page = _out_of_reach(walk, record)
    return NOT_THERE.format(choice, page) if page else ""


def _out_of_reach(walk: WalkObservation, record: Sequence[Identity]) -> str:
    """The first page later on that gets nothing of what was stored upon the choice."""
    first = chosen_on(walk)
    pages = [one.final_url or one.page for one in later_pages(walk)]
    return next(
        (page for page in pages if not any(reaches(one, page, first) for one in record)), ""
    )


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
    consent = _brought_on(accepted, beside)
    kept = consent & _brought_on(walk, beside)
    stored = sorted({one.name for one in kept if isinstance(one, Identity)})
    if stored:
        return f"it stored {', '.join(stored[:MOST_NAMED])}"
    if kept & {one.site for one in walk.asked}:
        return "it asked another site for something"
    return "it asked for the same" if kept and kept == consent else ""


def _brought_on(walk: WalkObservation, beside: Beside) -> set[Identity | str]:
    """What a choice brought on later, on pages that were also seen with nothing chosen.

    What came there, too, hangs on no choice; nor does what stays the same record more than one.
    """
    walks = [one for one in (walk, beside[ACCEPT], beside[UNTOUCHED]) if one]
    before = [(page, those) for one in walks for page, those in done_before(one).items()]
    earlier: set[Identity | str] = set().union(*(those for _, those in before))
    later = brought_on(walk, {page for page, _ in before})
    return later - earlier - (upon_choice(walk).keys() - _changing(beside))


def _still_stands(
    walk: WalkObservation, consent: Mapping[Identity, str], refusal: Mapping[Identity, str]
) -> bool:
    """Whether a withdrawal left what the consent had stored.

    That is what a refusal stores otherwise; where none is known, all of it.
    """
    now = recorded_in(walk, (0.0, inf))
    told = {one for one in refusal.keys() & consent.keys() if refusal[one] != consent[one]}
    if told:
        return any(now.get(one) not in (None, refusal[one]) for one in told)
    return all(now.get(one) == value for one, value in consent.items())


def _doubted(walk: WalkObservation, reason: str, *, disregarded: bool = False) -> WalkObservation:
    """Not proven after all; ``disregarded`` where the site's own acts speak against it."""
    result = replace(
        walk.result, outcome=Outcome.NOT_PROVEN, reason=reason, disregarded=disregarded
    )
    return replace(walk, result=result)
