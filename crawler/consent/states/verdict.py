"""What is held before and after a choice, judged: proof of it, or a contradiction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.consent.decision import Wish
from crawler.consent.states.held import Answer, Held, is_often_on

MADE: Mapping[Wish, str] = {"accept": "accepted", "reject": "refused"}
# Categories of declarations, and how platforms and sites call what is meant by them.
KINDS = {
    "analytics": r"analy|statisti|stats|measur|performance|audience|mesure|\bpurpose 8\b",
    "marketing": r"market|advert|\bads?\b|ad_|target|publicit|werbung|\bpurpose 4\b",
    "preferences": r"prefer|functional|personali[sz]|experience|comfort|convenience",
}
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """Sentences for and against the choice having been recorded.

    ``records`` are the cookies and stored items that hold it.
    """

    proofs: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    records: frozenset[str] = frozenset()


def judge(
    wish: Wish,
    before: tuple[Held, ...],
    after: tuple[Held, ...],
    granted: frozenset[str] = frozenset(),
) -> Proof:
    """What speaks for and against a choice, by what was held before it and after it.

    A word that was there before the choice proves nothing; one that is no different speaks against
    the choice only where its source is known to hold the visitor's choice (``Held.firm``).

    Args:
        wish: what was chosen; a withdrawal is a refusal, with the state of consent before it.
        before: what was held before.
        after: what is held now. Given some time: platforms write a moment after the click.
        granted: the categories that were accepted where not all were, as the declaration or the
            platform names them.
    """
    earlier = {one.source: one for one in before}
    proofs: list[str] = []
    contradictions: list[str] = []
    records: set[str] = set()
    for one in after:
        was = earlier.pop(one.source, None)
        changed = was is None or (was.answer, was.categories) != (one.answer, one.categories)
        against = _silent(wish, one, was) or _against(wish, one, granted)
        if against and (changed or one.firm):
            contradictions.append(against)
        elif changed and not against and _fits(wish, one, granted):
            proofs.append(_proof(wish, one))
            records |= {one.source} if one.written else set()
        elif wish == "reject" and one.answer is Answer.NONE and was and was.consents:
            proofs.append(f"{one.source} holds consent no longer")
    gone = (one for one in earlier.values() if one.written and one.consents)
    proofs += [f"{one.source}, which held consent, is gone" for one in gone if wish == "reject"]
    return Proof(tuple(proofs), tuple(contradictions), frozenset(records))


def _silent(wish: Wish, held: Held, was: Held | None) -> str:
    """The sentence for a platform that held no choice and holds none now."""
    both = was is not None and was.answer is held.answer is Answer.NONE
    if not both or not held.firm:
        return ""
    return f"the visitor {MADE[wish]}, and {held.source} holds no choice"


def _against(wish: Wish, held: Held, granted: frozenset[str]) -> str:
    """The sentence that says how a word differs from the choice; empty where it does not."""
    made = f"the visitor {MADE[wish]}"
    if wish == "reject":
        if not held.consents:
            return ""
        return f"{made}, and {held.source} holds consent{_for(held.granted)}"
    if granted:
        return _against_part(held, granted)
    if held.answer is Answer.REJECT:
        return f"{made}, and {held.source} holds a refusal"
    if held.answer is Answer.PARTIAL and held.complete:
        return f"{made} everything, and {held.source} holds no consent{_for(held.refused)}"
    return ""


def _against_part(held: Held, granted: frozenset[str]) -> str:
    made = f"the visitor accepted {_listed(sorted(granted))} alone"
    wanted = {name: _wanted(name, granted) for name in held.categories}
    sure = (one for one in held.granted if held.firm or not is_often_on(one))
    beyond = tuple(name for name in sure if wanted[name] is False)
    if beyond:
        return f"{made}, and {held.source} holds consent{_for(beyond)}"
    missing = tuple(name for name in held.refused if wanted[name] is True)
    if missing:
        return f"{made}, and {held.source} holds no consent{_for(missing)}"
    if held.answer is Answer.REJECT and held.categories == {}:
        return f"{made}, and {held.source} holds a refusal"
    return ""


def _fits(wish: Wish, held: Held, granted: frozenset[str]) -> bool:
    if granted:
        return any(_wanted(name, granted) is True for name in held.granted)
    return held.answer is (Answer.ACCEPT if wish == "accept" else Answer.REJECT)


def _proof(wish: Wish, held: Held) -> str:
    what = "a refusal" if wish == "reject" else f"consent{_for(held.granted)}"
    return f"{held.source} holds {what}{f' ({held.note})' if held.note else ''}"


def _wanted(name: str, granted: frozenset[str]) -> bool | None:
    """Whether a category was to be granted; None where nobody can tell which one it is."""
    if name.lower() in {one.lower() for one in granted}:
        return True
    kinds = [kind for kind, words in KINDS.items() if re.search(words, name, re.IGNORECASE)]
    return kinds[0] in granted if len(kinds) == 1 else None


def _for(names: tuple[str, ...]) -> str:
    return f" for {_listed(names)}" if names else ""


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
