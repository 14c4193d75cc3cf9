"""The rules about a visitor's choice itself: what the site holds of it, and the way back."""

from collections.abc import Callable, Mapping

from crawler.compare import words
from crawler.compare.drafting import Told
from crawler.cookies import Journey
from crawler.findings import Rule
from crawler.walks import JourneyResult, Outcome

_CHOSEN = {
    Journey.ACCEPT: "accepted",
    Journey.REJECT: "refused",
    Journey.WITHDRAW: "taken the consent back",
}


def consent_not_recorded(result: JourneyResult) -> Told | None:
    """The site holds another choice than was made."""
    done = _CHOSEN.get(result.walk.journey)
    if not done or not result.contradictions:
        return None
    those = "; ".join(words.short(one, 300) for one in result.contradictions)
    message = f"The visitor had {done} by {words.short(result.operated_by)}, but: {those}."
    return Told(f"what the visitor chose: {done}", "another choice", message)


def withdrawal_missing(result: JourneyResult) -> Told | None:
    """A person who had accepted would have found no way back."""
    if result.walk.journey is not Journey.WITHDRAW or result.way_back is not False:
        return None
    by = ""
    if result.outcome is Outcome.PROVEN:
        by = f" The consent could be withdrawn by {words.short(result.operated_by)} only."
    message = (
        "After the consent was given, no link, button or icon was found by which a person "
        f"could take it back.{by}"
    )
    return Told("a way to withdraw consent", "none that a person could find", message)


CHOICE_RULES: Mapping[Rule, Callable[[JourneyResult], Told | None]] = {
    Rule.CONSENT_NOT_RECORDED: consent_not_recorded,
    Rule.WITHDRAWAL_MISSING: withdrawal_missing,
}
