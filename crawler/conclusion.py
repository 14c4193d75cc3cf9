"""What a choice that was made comes to, by what the visits after it showed and held."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.consent import Decision
from crawler.consent.state import Proof
from crawler.consent.steps import FOLLOWED, NOTHING_TELLS
from crawler.consent.withdrawal import NOTHING_SAYS, REVOKED

ASKS_ANEW = "the banner asks anew afterwards"
STAYED_CLOSED = "the banner stayed closed on every page visited afterwards"


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What was seen after a choice.

    ``words`` are what the pages held, each with its address, in order; the first is that of the
    choice itself. ``came_back`` is where the banner showed again, ``unsearched`` where nobody could
    see whether it did; both are empty where that was nowhere. ``taken_back`` tells that the choice
    was to withdraw: who did may be asked anew.
    """

    words: Sequence[tuple[str, Proof]] = ()
    came_back: str = ""
    unsearched: str = ""
    taken_back: bool = False

    @property
    def state(self) -> Proof:
        """What the site holds of the choice: what its later pages say, if there are any.

        On the page of the choice itself a platform may not have written it yet.
        """
        later = [word for _, word in self._later]
        against = dict.fromkeys(one for word in later for one in word.contradictions)
        return Proof(later[-1].proofs if later else (), tuple(against))

    @property
    def undone(self) -> str:
        """Why a choice that was made does not count after all; empty when it does."""
        if self.came_back and not self.taken_back:
            return f"the banner came back on {self.came_back}: the choice was not kept"
        if self.unsearched:
            return f"whether the banner stayed closed could not be seen on {self.unsearched}"
        return self._kept_in_part

    @property
    def _kept_in_part(self) -> str:
        records = {record: page for page, word in self.words for record in word.records}
        for page, word in self._later:
            if records and not word.proofs:
                record, other = next(iter(records.items()))
                return f"{record} holds the choice on {other}, and nothing does on {page}"
        return ""

    @property
    def _later(self) -> Sequence[tuple[str, Proof]]:
        return self.words[1:] or self.words


@dataclass(frozen=True, slots=True)
class Conclusion:
    """``reason`` says why the choice is not proven, and is empty where it is.

    ``recorded`` and ``contradictions`` as in ``JourneyResult``; ``asks_anew`` where the banner asks
    again of somebody who took consent back.
    """

    reason: str
    proofs: tuple[str, ...]
    contradictions: tuple[str, ...] = ()
    recorded: bool = False
    asks_anew: bool = False


def concluded(decision: Decision, after: Afterwards) -> Conclusion:
    """What the attempt at a choice comes to."""
    if not decision.made:
        return Conclusion(decision.reason, decision.proofs)
    state, reason = after.state, after.undone
    proofs = (*decision.proofs, *state.proofs)
    asks_anew = bool(after.came_back and after.taken_back)
    if not reason and not asks_anew:
        reason = _untold(decision, proofs)
    if state.contradictions:
        reason = f"the choice was not recorded: {'; '.join(state.contradictions)}"
    if not reason:
        proofs = (*proofs, ASKS_ANEW if asks_anew else STAYED_CLOSED)
    return Conclusion(reason, proofs, state.contradictions, bool(state.proofs), asks_anew)


def _untold(decision: Decision, proofs: tuple[str, ...]) -> str:
    """Why a choice of which nothing is known but the act is not proven; empty where more is."""
    if proofs == (FOLLOWED,):
        return NOTHING_TELLS
    return NOTHING_SAYS.format(decision.operated_by) if proofs == (REVOKED,) else ""
