"""What the journeys of one visitor say about one another."""

from collections.abc import Iterable
from dataclasses import replace
from math import inf
from typing import TypeAlias

from crawler.cookies import Identity, Journey, Phase, Walk
from crawler.walks import Outcome, WalkObservation

Place: TypeAlias = tuple[str, str]

NO_DIFFERENCE = (
    "what the site stored upon the refusal is the very same as upon the acceptance, and nothing it "
    "did afterwards tells them apart: which of them it holds is not known"
)


def agreed(walks: Iterable[WalkObservation]) -> tuple[WalkObservation, ...]:
    """The walks, where those of one visitor agree with one another.

    Some sites show their banner to some visitors only: a journey that met none, beside one that
    did, proves nothing about those who meet it. And a refusal that leaves what an acceptance
    leaves is none.
    """
    walks = tuple(walks)
    asked = {_place(one.walk): one.walk.label for one in walks if one.result.operated_by}
    accepted = {
        _place(one.walk): one
        for one in walks
        if one.walk.label == Journey.ACCEPT and one.result.outcome is Outcome.PROVEN
    }
    return tuple(
        _told_apart(_beside(one, asked.get(_place(one.walk))), accepted.get(_place(one.walk)))
        for one in walks
    )


def _place(walk: Walk) -> Place:
    return walk.site, walk.role


def _beside(walk: WalkObservation, other: str | None) -> WalkObservation:
    if other is None or walk.result.outcome is not Outcome.NOT_APPLICABLE:
        return walk
    return _doubted(walk, f"no consent banner showed here, but in the {other} journey one did")


def _told_apart(walk: WalkObservation, accepted: WalkObservation | None) -> WalkObservation:
    refused = walk.walk.journey is Journey.REJECT and walk.result.outcome is Outcome.PROVEN
    if accepted is None or not refused or walk.result.recorded:
        return walk
    stored = _stored_upon_the_choice(walk)
    alike = stored and stored <= _stored_upon_the_choice(accepted)
    if alike and _stored_after(accepted) <= _stored_after(walk):
        return _doubted(walk, NO_DIFFERENCE)
    return walk


def _doubted(walk: WalkObservation, reason: str) -> WalkObservation:
    result = replace(walk.result, outcome=Outcome.NOT_PROVEN, reason=reason)
    return replace(walk, result=result)


def _stored_upon_the_choice(walk: WalkObservation) -> set[tuple[Identity, str]]:
    """What was stored, with the hash of its value, from the choice to the next page."""
    begun = sorted(one.started for one in walk.visits if one.phase is Phase.AFTER and one.started)
    end = begun[1] if len(begun) > 1 else inf
    return {
        (write.identity, write.value_hash)
        for cookie in walk.cookies
        for write in cookie.stored
        if write.phase is Phase.AFTER and write.at < end
    }


def _stored_after(walk: WalkObservation) -> set[Identity]:
    """All that was stored from the choice on."""
    return {
        cookie.identity
        for cookie in walk.cookies
        if any(write.phase is Phase.AFTER for write in cookie.stored)
    }
