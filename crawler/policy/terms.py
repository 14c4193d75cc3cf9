"""Lifetimes in the text of policies: the words that give one, and none where none is given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.lifetime_ranges import read_lifetime
from crawler.lifetimes import Lifetime
from crawler.policy.lengths import (
    TOKEN,
    Length,
    lengths_of,
    overlap,
    plain_length,
    read,
    widened,
)
from crawler.policy.open_terms import is_open, with_least
from crawler.policy.term_cues import (
    ABOUT,
    CLOSED,
    CUE,
    IN_SESSION,
    KEPT,
    OTHER_TIME,
    SESSION,
    SESSION_COOKIE,
    SESSION_ONLY,
    UNTIL,
    bare_unit,
)
from crawler.policy.words import Field, field_of, plain

_OR = re.compile(r"\b(?:or|ou|oder|o|of|if|si|wenn|se|als)\b")
_LONGEST_CELL = 400
_UNCLEAR = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}\s[^\W\d_]+")
"""A number that may be a fraction or thousands, and the word behind it."""
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]\n]{1,80})[)\]]")
_STATED = re.compile(r"(?:^|[.;\n]\s+)([^.:;\n]{3,40}):\s*([^.;\n]+)")
"""A label within a text, as in "Counts visits. Retention period: session. Third party: no"."""
_SEGMENT = re.compile(r"\s[-\u2013\u2014|]\s|[;\n.,]\s+(?:[-\u2013\u2014|]\s)?|:\s")


@dataclass(frozen=True, slots=True)
class Term:
    """A lifetime found: its words (empty for none), the text without them, and what is unsure."""

    words: str = ""
    rest: str = ""
    note: str = ""


def term_in_cell(text: str) -> Term:
    """The lifetime that a cell, or what stands behind "Expiry:", gives."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_CELL or not re.search(r"\w", text):
        return Term(
            note="the lifetime is too long a text to be read" if text[_LONGEST_CELL:] else ""
        )
    whole = read(text.strip(" .()"))
    if whole is not None:
        return Term(whole.text)
    lengths = list(lengths_of(text, articles=True))
    return _of_several(text, lengths) if lengths else _without_length(text)


def _without_length(text: str) -> Term:
    if _ends_with_session(text):
        return Term("session")
    return Term(note=f"the policy says {text!r}, which is no length of time")


def _of_several(text: str, lengths: Sequence[Length]) -> Term:
    """The lifetime of a cell that gives lengths of time and more."""
    first = lengths[0].lifetime
    unclear = any(
        not overlap(first, one.lifetime) or is_open(text, one.start, one.end) for one in lengths
    )
    if unclear or _session_too(text, lengths[0]):
        return Term(note=f"the policy says {text!r}: which lifetime is meant?")
    wider = widened(text, lengths[0])
    return Term(wider.text, note=f"read from {text!r}" if _more_is_said(text) else "")


def lengths_in(text: str) -> list[Lifetime]:
    """Every lifetime that a text names, with the words that make it a range.

    "More than 2 years" is none: it has no longest.
    """
    lengths = [
        one for one in lengths_of(text, articles=True) if not is_open(text, one.start, one.end)
    ]
    session = [read_lifetime("session")] if _ends_with_session(text) else []
    return [widened(text, one) for one in lengths] + session


def says_how_long(text: str) -> bool:
    """Whether a text gives a lifetime."""
    return bool(term_in_text(text).words)


def term_in_text(text: str) -> Term:
    """The lifetime that a description gives; a length of time alone is not taken for one."""
    for finder in (_stated, _in_brackets, _behind_cue, _as_segment, _as_session_cookie):
        found = finder(text)
        if found.words or found.note:
            return found
    loose = list(lengths_of(text, articles=False))
    unclear = _UNCLEAR.search(text)
    if not loose and not unclear:
        return Term(rest=text)
    names = dict.fromkeys(with_least(text, one.start, one.end) for one in loose[:5]) or [
        unclear[0] if unclear else ""
    ]
    named = ", ".join(map(repr, names))
    return Term(rest=text, note=f"the text names {named}: is that its lifetime?")


def _stated(text: str) -> Term:
    """What stands behind a label for lifetimes; nothing where several say different things."""
    stated = [one[2] for one in _STATED.finditer(text) if field_of(one[1]) is Field.LIFETIME]
    found = {term.words for term in map(term_in_cell, stated) if not term.note}
    return Term(found.pop(), text) if len(found) == 1 else Term()


def _in_brackets(text: str) -> Term:
    for found in _BRACKETED.finditer(text):
        inner = _lifetime_among(found[1])
        lengths = list(lengths_of(inner, articles=True))
        told = lengths or _lasts_a_session(inner) or SESSION_COOKIE.search(plain(inner))
        if (told or read(inner)) and (
            read(inner) or CUE.search(plain(inner)) or len(inner.split()) <= 4
        ):
            term = term_in_cell(_without_label(inner))
            return Term(term.words, _joined(text, found.start(), found.end()), term.note)
    return Term()


def _lifetime_among(words: str) -> str:
    """The one of several parts of brackets that is a lifetime: "(Google, 2 years)"."""
    parts = re.split(r"\s*[,;/|]\s*", words)
    found = [part for part in parts if read(part) or any(lengths_of(part, articles=True))]
    return found[0] if len(found) == 1 and read(words) is None else words


def _behind_cue(text: str) -> Term:
    sentences = list(re.finditer(r"[^.;\n]+(?:\.(?!\s)[^.;\n]*)*", text))
    told: list[tuple[Length, re.Match[str]]] = []
    for sentence in sentences:
        lengths = lengths_of(sentence[0], articles=True)
        told += [(length, sentence) for length in lengths if _is_told(sentence[0], length)]
        if not told and _lasts_a_session(sentence[0]):
            return _session_of(sentence[0], text)
        if not told and (unit := bare_unit(sentence[0])):
            return Term(unit, text)
    if not told:
        return Term()
    first = told[0][0]
    if opened := [
        with_least(one[0], length.start, length.end)
        for length, one in told
        if is_open(one[0], length.start, length.end)
    ]:
        return Term(rest=text, note=f"the text says {opened[0]!r}, which has no longest")
    either = any(UNTIL.search(words) and _OR.search(words) for words in _plainly(told))
    if either or any(not overlap(first.lifetime, one.lifetime) for one, _ in told):
        return Term(rest=text, note="the text names several lifetimes: which one is meant?")
    return Term(widened(told[0][1][0], first).text, text)


def _plainly(told: Sequence[tuple[Length, re.Match[str]]]) -> Iterator[str]:
    return (plain(sentence[0]) for _, sentence in told)


def _session_of(sentence: str, text: str) -> Term:
    """A session, unless the sentence gives a length of time as well."""
    length = next(lengths_of(sentence, articles=False), None)
    if length is None or OTHER_TIME.search(f"{plain(sentence[: length.start])} "):
        return Term("session", text)
    return Term(rest=text, note="the text names several lifetimes: which one is meant?")


def _is_told(sentence: str, length: Length) -> bool:
    """Whether the words around a length of time say that something lasts so long."""
    before = f"{plain(sentence[: length.start])} "
    behind = plain(sentence[length.end : length.end + 45])
    if OTHER_TIME.search(before):
        return False
    near = CUE.search(before[-60:]) or re.match(rf"(?:[^\W\d]+ ){{0,3}}?{CUE.pattern}", behind)
    return bool(near or KEPT.search(before))


def _as_segment(text: str) -> Term:
    """A part of its own, divided off at the beginning, the end or between."""
    places = list(_SEGMENT.finditer(text))
    head, bracket, _ = text.partition(" (")
    if bracket and (opening := plain_length(ABOUT.sub("", head.strip()))):
        return Term(opening.text, text[len(head) :].strip())
    if not places:
        whole = read(text.strip(" .;"))
        return Term(whole.text) if whole else Term()
    last, first = places[-1], places[0]
    if (found := read(text[last.end() :].strip(" .;"))) is not None:
        return Term(found.text, text[: last.start()].strip())
    if (found := read(text[: first.start()].strip(" .;"))) is not None:
        return Term(found.text, text[first.end() :].strip())
    between = [text[one.end() : other.start()] for one, other in pairwise(places)]
    lengths = [found for one in between if (found := plain_length(ABOUT.sub("", one.strip())))]
    return Term(lengths[0].text, text) if len(lengths) == 1 else Term()


def _as_session_cookie(text: str) -> Term:
    called = SESSION_COOKIE.search(plain(text))
    return Term("session", text, "the text calls it a session cookie") if called else Term()


def _ends_with_session(text: str) -> bool:
    words = plain(text)
    return bool(SESSION.search(words) or CLOSED.search(words))


def _lasts_a_session(sentence: str) -> bool:
    words = plain(sentence)
    ends = CLOSED.search(words) or IN_SESSION.search(words)
    return bool(UNTIL.search(words) or SESSION_ONLY.search(words)) or bool(
        CUE.search(words) and ends
    )


def _session_too(text: str, length: Length) -> bool:
    """Whether the words around a length say "session" as well, as in "Session (1 day)"."""
    around = plain(f"{text[: length.start]} {text[length.end :]}")
    short = len(around.split()) <= 4 and _ends_with_session(around)
    return short or bool(SESSION.search(around) and _OR.search(around))


def _more_is_said(text: str) -> bool:
    return len(TOKEN.findall(text)) > 8


def _without_label(text: str) -> str:
    label, colon, rest = text.rpartition(":")
    return rest if colon and CUE.search(plain(label)) else text


def _joined(text: str, start: int, end: int) -> str:
    return f"{text[:start].rstrip()}{text[end:]}".strip(" -\u2013\u2014:;,")
