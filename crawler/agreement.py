"""What the journeys of one visitor say about one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import TypeAlias
from urllib.parse import urlsplit

from crawler.aftermath import TURNED_AROUND, Beside, acts_against, changing, did_more, led_to
from crawler.choice_records import (
    chosen_on,
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

ACCEPT, REJECT, WITHDRAW = Journey.ACCEPT, Journey.REJECT, Journey.WITHDRAW
UNTOUCHED = Journey.UNTOUCHED

NO_DIFFERENCE = (
    "what the site stored upon the refusal is the very same as upon the acceptance, and nothing it "
    "did afterwards tells them apart: which of them it holds is not known"
)
NOT_THERE = "what the site stored upon the {} does not reach {}: what it holds there is not known"
NOT_KEPT = (
    "what the site stored upon the {} was gone before the last page: what it holds is not known"
)
NOT_IN_PART = (
    "what the site stored upon the acceptance of some is the very same as upon that of everything: "
    "which of them it holds is not known"
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
    if result.outcome is not Outcome.PROVEN or result.asks_anew:
        return walk  # who is asked again has no consent any more
    journey = walk.walk.journey
    doubts = {ACCEPT: _no_acceptance, REJECT: _no_refusal, WITHDRAW: _no_withdrawal}
    if result.recorded or journey not in doubts:
        return walk  # what it does against its own word is for the findings
    if reason := doubts[journey](walk, beside):
        return _doubted(walk, reason)
    if journey not in (REJECT, WITHDRAW):
        return walk
    reason = acts_against(walk, beside)
    return _doubted(walk, reason, disregarded=True) if reason else walk


def _no_acceptance(walk: WalkObservation, beside: Beside) -> str:
    """Why what an acceptance left is not known to count everywhere; empty where it is."""
    refused = beside[REJECT]
    refusal = upon_choice(refused) if refused else {}
    consent = upon_choice(walk)
    whole = beside[ACCEPT] if walk.walk.granted else None
    if whole and _is_like(walk, whole, beside):
        return NOT_IN_PART
    if refused and not _differs(walk, refused, beside):
        return NO_EFFECT
    if refused and (more := did_more(refused, walk, beside)):
        return TURNED_AROUND.format(more)
    lasting = [one for one in consent.keys() - changing(beside) if _is_own(one, walk)]
    told = [one for one in lasting if refusal.get(one) != consent[one]]
    # What both leave, with values of its own, is the record; the rest is what follows from it.
    record = [one for one in told if one in refusal] or told
    return _unkept(walk, record, "acceptance") if record else ""


def _differs(walk: WalkObservation, refused: WalkObservation, beside: Beside) -> bool:
    """Whether an acceptance left or brought on anything that the refusal did not."""
    consent, refusal = upon_choice(walk), upon_choice(refused)
    told = [one for one in consent.keys() - changing(beside) if refusal.get(one) != consent[one]]
    if told or refusal.keys() - consent.keys() or stored_since_choice(walk) - refusal.keys():
        return True
    return bool(led_to(walk, beside))


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
    if told := _unlike(walk, accepted, beside):
        return _unkept(walk, told, "refusal")
    return NO_DIFFERENCE if _is_like(walk, accepted, beside) else ""


def _unlike(walk: WalkObservation, accepted: WalkObservation, beside: Beside) -> list[Identity]:
    """What a choice left with another value than the acceptance of everything did."""
    mine, consent = upon_choice(walk), upon_choice(accepted)
    return [one for one in mine.keys() - changing(beside) if consent.get(one) != mine[one]]


def _is_like(walk: WalkObservation, accepted: WalkObservation, beside: Beside) -> bool:
    """Whether nothing tells a choice from the acceptance of everything."""
    more = stored_since_choice(accepted) - stored_since_choice(walk)
    return not more and not _unlike(walk, accepted, beside)


def _no_withdrawal(walk: WalkObservation, beside: Beside) -> str:
    """Why it is not known that the consent is gone; empty where it is."""
    refused, consent = beside[REJECT], upon_consent(walk)
    refusal = upon_choice(refused) if refused else {}
    kept = {one: consent[one] for one in consent.keys() - changing(beside)}
    told = any(refusal.get(one) != value for one, value in kept.items())
    if refused and not told and _is_gone(walk, consent.keys() - refusal.keys()):
        return ""
    return STILL_CONSENT if _still_stands(walk, kept, refusal) else ""


def _is_gone(walk: WalkObservation, brought: Iterable[Identity]) -> bool:
    """Whether all that the site itself stored for the consent is gone, and did not come again.

    Where a time stands in its record, that reads anew each time, and only this tells.
    """
    own = {one for one in brought if _is_own(one, walk)}
    return bool(own) and own.isdisjoint(recorded_in(walk, (0.0, inf)))


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
