"""What the journeys of one visitor say about one another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf
from typing import TypeAlias

from crawler.cookies import Identity, Journey, Phase, Walk
from crawler.walks import Outcome, WalkObservation, begun

Place: TypeAlias = tuple[str, str]
Time: TypeAlias = tuple[float, float]

ACCEPT, REJECT, WITHDRAW = Journey.ACCEPT, Journey.REJECT, Journey.WITHDRAW

NO_DIFFERENCE = (
    "what the site stored upon the refusal is the very same as upon the acceptance, and nothing it "
    "did afterwards tells them apart: which of them it holds is not known"
)
STILL_CONSENT = (
    "nothing tells that the consent was taken back: what the site had stored upon the acceptance "
    "still stands as it was"
)
ASKS_ANEW = "the banner asks anew afterwards"
"""What proves that consent is gone: who took it back is asked again."""


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
        beside = {one: made.get((place, one)) for one in (ACCEPT, REJECT, WITHDRAW)}
        return _told_apart(_beside(walk, asked.get(place)), beside)

    return tuple(map(judged, walks))


def _is_made(walk: WalkObservation) -> bool:
    """Whether its choice is proven; a consent that is to be withdrawn was given at least."""
    return walk.result.outcome is Outcome.PROVEN or walk.walk.journey is WITHDRAW


def _place(walk: Walk) -> Place:
    return walk.site, walk.role


def _beside(walk: WalkObservation, other: str | None) -> WalkObservation:
    if other is None or walk.result.outcome is not Outcome.NOT_APPLICABLE:
        return walk
    return _doubted(walk, f"no consent banner showed here, but in the {other} journey one did")


def _told_apart(
    walk: WalkObservation, beside: Mapping[Journey, WalkObservation | None]
) -> WalkObservation:
    if walk.result.outcome is not Outcome.PROVEN or walk.result.recorded:
        return walk
    accepted, withdrawn = beside[ACCEPT], beside[WITHDRAW]
    consent = _record(accepted, _after_the_choice(accepted)) if accepted else {}
    again = _record(withdrawn, _after_the_consent(withdrawn)) if withdrawn else {}
    # What differs from one acceptance to the next is no record of it: a time, a random number.
    changing = {one for one, value in again.items() if consent.get(one, value) != value}
    if walk.walk.journey is REJECT and accepted:
        refusal = _record(walk, _after_the_choice(walk))
        alike = all(consent.get(one) == refusal[one] for one in refusal.keys() - changing)
        same = alike and _stored_after(accepted) <= _stored_after(walk)
        return _doubted(walk, NO_DIFFERENCE) if same else walk
    if walk.walk.journey is WITHDRAW and ASKS_ANEW not in walk.result.proofs:
        refused = beside[REJECT]
        refusal = _record(refused, _after_the_choice(refused)) if refused else {}
        kept = {one: again[one] for one in again.keys() - changing}
        return _doubted(walk, STILL_CONSENT) if _still_stands(walk, kept, refusal) else walk
    return walk


def _still_stands(
    walk: WalkObservation, consent: Mapping[Identity, str], refusal: Mapping[Identity, str]
) -> bool:
    """Whether a withdrawal left what the consent had stored.

    That is what a refusal stores otherwise; where none is known, all of it.
    """
    now = _record(walk, (0.0, inf))
    told = {one for one in refusal.keys() & consent.keys() if refusal[one] != consent[one]}
    if told:
        return any(now.get(one) == consent[one] for one in told)
    return all(now.get(one) == value for one, value in consent.items())


def _doubted(walk: WalkObservation, reason: str) -> WalkObservation:
    result = replace(walk.result, outcome=Outcome.NOT_PROVEN, reason=reason)
    return replace(walk, result=result)


def _after_the_choice(walk: WalkObservation) -> Time:
    """From the choice to the next page."""
    times = begun(walk.visits, Phase.AFTER)
    return (times[0], times[1]) if len(times) > 1 else (inf, inf)


def _after_the_consent(walk: WalkObservation) -> Time:
    """The same of the consent that is withdrawn later; the page is visited once before it."""
    times = begun(walk.visits, Phase.BEFORE)
    return (times[1], times[2]) if len(times) > 2 else (inf, inf)


def _record(walk: WalkObservation, time: Time) -> dict[Identity, str]:
    """What stood stored at the end of a time and was stored in it, with the hash of its value."""
    first, end = time
    writes = [
        write
        for cookie in walk.cookies
        for write in cookie.writes
        if first <= write.at < end and not write.refused
    ]
    last = {write.identity: write for write in sorted(writes, key=lambda one: one.at)}
    return {one: write.value_hash for one, write in last.items() if write.stores}


def _stored_after(walk: WalkObservation) -> set[Identity]:
    """All that was stored from the choice on."""
    return {
        cookie.identity
        for cookie in walk.cookies
        if any(write.phase is Phase.AFTER for write in cookie.stored)
    }
