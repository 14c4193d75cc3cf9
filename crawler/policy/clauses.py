"""What a sentence says of each of the cookies that it names."""

import re
from collections.abc import Sequence

from crawler.policy.terms import lengths_in, says_how_long
from crawler.policy.words import plain

_JOINT = re.compile(
    r"(?:\W*\b(?:and|et|und|y|e|en|or|ou|oder|o|of|as well as|ainsi que|sowie"
    r"|asi como|nonche|bem como"
    r"|alsook|the|le|la|les|das|die|der|el|los|il|lo|gli|i|os|de|het|cookies?)\b)*\W*"
)
_ALL = re.compile(
    r"\b(?:all|both|each|respectively|tous|toutes|les deux|chacun|alle|beide|jeweils|todos|ambos"
    r"|ambas|cada|tutti|entrambi|ambedue|ciascuno|respectivement|respec?tivamente|rispettivamente"
    r"|respectievelijk|bzw)\b"
)
_IN_TURN = re.compile(
    r"\b(?:respective\w*|respec?tiva\w*|rispettiva\w*|respectievelijk|bzw|beziehungsweise)\b"
    r"|\bfirst\b.*\bsecond\b|\bpremiere?\b.*\b(?:second|deuxieme)e?\b|\berste\w*\b.*\bzweite"
    r"|\bprimer[oa]?\b.*\bsegund[oa]\b|\bprim[oa]\b.*\bsecond[oa]\b|\bprimeir[oa]\b.*\bsegund[oa]\b"
    r"|\beerste\b.*\btweede\b"
)
_SHORT = 5
"""Words that a part has at most which leaves out its verb."""
_AND = re.compile(r"[,;]\s|\s(?:and|et|und|y|e|en)\s")


def in_turn(sentence: str, count: int) -> tuple[str, ...]:
    """The lengths of time that a sentence gives to its names in turn: "the first ... the second".

    Empty where it does not say so; an empty one for each where it gives another number of them.
    """
    if count < 2 or not _IN_TURN.search(plain(sentence)):
        return ()
    # "13 months and 30 minutes" are two there.
    parts = _AND.split(sentence)
    found = [length.text for part in parts for length in lengths_in(part)]
    return tuple(found) if len(found) == count else ("",) * count


def clauses(sentence: str, names: Sequence[str]) -> tuple[str, ...]:
    """The words that belong to each name; the whole sentence where all names share it.

    Names that follow each other share what stands behind them. Empty where the words may belong
    to another name: where they stand before the first, or speak of all of several groups.
    """
    spans = [_span(sentence, name) for name in names]
    if not names or any(start < 0 for start, _ in spans):
        return ()
    order = sorted(range(len(names)), key=lambda at: spans[at])
    behind = ["" for _ in names]
    text, groups = sentence[spans[order[-1]][1] :], 1
    for at, before in zip(reversed(order), [*reversed(order[:-1]), None], strict=True):
        behind[at] = text
        between = sentence[spans[before][1] : spans[at][0]] if before is not None else ""
        if before is not None and not _JOINT.fullmatch(plain(between)):
            text, groups = between, groups + 1
    if groups == 1:
        return tuple(sentence for _ in names)
    first, last = spans[order[0]][0], behind[order[-1]]
    # Where each group tells its own, "a session cookie" before the first is no lifetime of all.
    own = all(map(says_how_long, behind))
    shared = (not own and lengths_in(sentence[:first])) or _ALL.search(plain(last))
    return () if shared else tuple(part.strip(" ,;\"'”»") for part in behind)


def tells_apart(sentence: str, names: Sequence[str]) -> bool:
    """Whether a sentence says of its names how long each lasts, in words of their own."""
    parts = set(clauses(sentence, names))
    return len(parts) > 1 and any(map(says_how_long, parts))


def left_out(parts: Sequence[str]) -> tuple[str, ...]:
    """The lifetime of each part that leaves out the verb of the first: "..., _b after a day"."""
    lasts = bool(parts) and says_how_long(parts[0])
    lengths = [lengths_in(part) if len(part.split()) <= _SHORT else [] for part in parts]
    return tuple(
        found[0].text if lasts and len(found) == 1 and not says_how_long(part) else ""
        for part, found in zip(parts, lengths, strict=True)
    )


def joined_to(sentence: str, names: Sequence[str], marked: Sequence[str]) -> tuple[str, ...]:
    """What is set apart as the names of a sentence are, and joined to one: "`_fbp` and `fr`"."""
    apart = [one for one in marked if one not in names and " " not in one and one in sentence]
    if not set(names) & set(marked):
        return ()
    spans = [_span(sentence, name) for name in names]
    return tuple(
        one
        for one in apart
        if any(_adjoin(sentence, span, _span(sentence, one)) for span in spans if span[0] >= 0)
    )


def _adjoin(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    between = plain(sentence[first[1] : second[0]])
    return first[0] >= 0 and len(between) < 20 and bool(_JOINT.fullmatch(between))


def _span(sentence: str, name: str) -> tuple[int, int]:
    found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence)
    return found.span() if found else (-1, -1)
