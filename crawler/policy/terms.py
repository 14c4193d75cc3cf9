"""Lifetimes in the text of policies: the words that give one, and none where none is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.lifetime_ranges import read_lifetime
from crawler.lifetimes import Lifetime
from crawler.policy.words import plain

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_MOST_TOKENS, _LONGEST_CELL = 8, 400
_ARTICLES = {"a", "an", "un", "une", "uno", "una", "um", "uma", "d", "een"} | {
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
}
_SESSION = re.compile(
    r"\b(?:sessions?|browsersession|sitzung\w*|browsersitzung|sesion(?:es)?|sessione|sessao"
    r"|sessie\w*)\b"
)
_CLOSED = re.compile(
    r"\b(?:clos\w*|ferm\w+|quit\w*|schliess\w*|geschlossen|beend\w*|cierr\w*|cerrar|chiu\w*|fech\w+"
    r"|encerra\w*|sluit\w*|gesloten)\b.*\b(?:browser\w*|navigateur|navegador)\b"
    r"|\b(?:browser\w*|navigateur|navegador)\b.*\b(?:clos\w*|ferm\w+|schliess\w*|geschlossen"
    r"|cierr\w*|chiu\w*|fech\w+|sluit\w*|gesloten)\b"
)
_SESSION_COOKIE = re.compile(
    r"\bsession cookies?\b|\bcookies? de session\b|\bcookies? de sesion\b|\bcookies? di sessione\b"
    r"|\bcookies? de sessao\b|\bsitzungs ?cookies?\b|\bsessie ?cookies?\b"
)
_CUE = re.compile(
    r"\b(?:expir\w*|durat\w*|duree\w*|duracao|duracion|lifetime|lifespan|lasts|stored for|kept for"
    r"|retained|retention|remains?|valid\w*|persist\w*|delet\w*|erased|removed|conserv\w*|expire"
    r"|efface"
    r"|supprime|laufzeit|speicherdauer|gespeichert|gultig\w*|lauft|ablauf\w*|geloscht|lebensdauer"
    r"|caduc\w*|vence|scad\w*|elimina\w*|prazo|looptijd|verloop\w*|vervalt|bewaar\w*|geldig\w*"
    r"|verwijderd|dauer|duur|up to|storage period|stays?|reste|bleibt|permanece|rimane|blijft"
    r"|dura)\b"
)
_UNTIL = re.compile(
    r"\b(?:until|till|when|jusqu'a|bis|hasta|cuando|fino a|quando|ate|tot)\b[^.]{0,25}"
    r"(?:" + _CLOSED.pattern + ")"
)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]\n]{1,80})[)\]]")
_SEGMENT = re.compile(r"\s[-\u2013\u2014|]\s|[;\n.,]\s+|:\s")


@dataclass(frozen=True, slots=True)
class Term:
    """A lifetime found: its words (empty for none), the text without them, and what is unsure."""

    words: str = ""
    rest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Length:
    start: int
    end: int
    lifetime: Lifetime


def term_in_cell(text: str) -> Term:
    """The lifetime that a cell, or what stands behind "Expiry:", gives."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_CELL or not re.search(r"\w", text):
        return Term(
            note="the lifetime is too long a text to be read" if text[_LONGEST_CELL:] else ""
        )
    whole = _read(text.strip(" .()"))
    if whole is not None:
        return Term(whole.text)
    lengths = list(_lengths(text, articles=True))
    session = _ends_with_session(text)
    if not lengths:
        if session:
            return Term("session")
        return Term(note=f"the policy says {text!r}, which is no length of time")
    first = lengths[0].lifetime
    if any(not _overlap(first, one.lifetime) for one in lengths) or _session_too(text, lengths[0]):
        return Term(note=f"the policy says {text!r}: which lifetime is meant?")
    wider = _wider(text, lengths[0])
    return Term(wider.text, note=f"read from {text!r}" if _more_is_said(text) else "")


def lengths_in(text: str) -> list[Lifetime]:
    """Every length of time that a text names, with the words that make it a range."""
    return [_wider(text, one) for one in _lengths(text, articles=True)]


def term_in_text(text: str) -> Term:
    """The lifetime that a description gives; a length of time alone is not taken for one."""
    for finder in (_in_brackets, _behind_cue, _as_segment, _as_session_cookie):
        found = finder(text)
        if found.words or found.note:
            return found
    loose = list(_lengths(text, articles=False))
    if not loose:
        return Term(rest=text)
    named = text[loose[0].start : loose[0].end]
    return Term(rest=text, note=f"the text names {named!r}: is that its lifetime?")


def _in_brackets(text: str) -> Term:
    for found in _BRACKETED.finditer(text):
        inner = found[1]
        lengths = list(_lengths(inner, articles=True))
        told = lengths or _ends_with_session(inner)
        if told and (_read(inner) or _CUE.search(plain(inner)) or len(inner.split()) <= 4):
            term = term_in_cell(_without_label(inner))
            return Term(term.words, _joined(text, found.start(), found.end()), term.note)
    return Term()


def _behind_cue(text: str) -> Term:
    sentences = list(re.finditer(r"[^.;\n]+(?:\.(?!\s)[^.;\n]*)*", text))
    told: list[tuple[_Length, re.Match[str]]] = []
    for sentence in sentences:
        for length in _lengths(sentence[0], articles=True):
            before = sentence[0][max(length.start - 60, 0) : length.start]
            behind = sentence[0][length.end : length.end + 30]
            if _CUE.search(plain(before)) or _CUE.match(plain(behind)):
                told.append((length, sentence))
        if not told and _lasts_a_session(sentence[0]):
            return Term("session", text)
    if not told:
        return Term()
    first = told[0][0]
    if any(not _overlap(first.lifetime, one.lifetime) for one, _ in told):
        return Term(rest=text, note="the text names several lifetimes: which one is meant?")
    return Term(_wider(told[0][1][0], first).text, text)


def _as_segment(text: str) -> Term:
    """A part of its own, divided off at the beginning or the end."""
    places = list(_SEGMENT.finditer(text))
    if not places:
        whole = _read(text.strip(" ."))
        return Term(whole.text) if whole else Term()
    last, first = places[-1], places[0]
    if (found := _read(text[last.end() :].strip(" ."))) is not None:
        return Term(found.text, text[: last.start()].strip())
    if (found := _read(text[: first.start()].strip(" ."))) is not None:
        return Term(found.text, text[first.end() :].strip())
    return Term()


def _as_session_cookie(text: str) -> Term:
    if not _SESSION_COOKIE.search(plain(text)):
        return Term()
    return Term("session", text, "the text calls it a session cookie")


def _read(text: str) -> Lifetime | None:
    try:
        return read_lifetime(text)
    except ValueError:
        return None


def _lengths(text: str, *, articles: bool) -> Iterator[_Length]:
    """The lengths of time in a text, each as long as it can be read."""
    tokens = list(_TOKEN.finditer(text[:5_000]))
    at = 0
    while at < len(tokens):
        longest = _longest(text, tokens[at : at + _MOST_TOKENS])
        if longest and (articles or plain(tokens[at][0]) not in _ARTICLES):
            start, end, lifetime = longest
            yield _Length(start, end, lifetime)
            at = next((i for i, one in enumerate(tokens) if one.start() >= end), len(tokens))
        else:
            at += 1


def _longest(text: str, tokens: list[re.Match[str]]) -> tuple[int, int, Lifetime] | None:
    if not tokens or (tokens[0][0][0].isalpha() and len(tokens[0][0]) > 9):
        return None
    for last in reversed(tokens[1:]):
        words = text[tokens[0].start() : last.end()]
        found = _plain_length(words)
        if found:
            return tokens[0].start(), last.end(), found
    return None


def _plain_length(words: str) -> Lifetime | None:
    if not re.fullmatch(r"[\w\s.,\u2019']+|.*[-\u2013\u2014].*", words) or len(words) > 60:
        return None
    found = _read(words)
    return None if found is None or found.session else found


def _wider(text: str, length: _Length) -> Lifetime:
    """The length with the words before it that make it a range, such as "up to"."""
    before = [found.start() for found in re.finditer(r"[^\W\d_]+|<=?|≤", text[: length.start])]
    behind = re.match(
        r"\s*(?:maximum|max\b\.?|maximal|máximo|massimo|maximaal|au plus)", text[length.end :]
    )
    ends = [length.end + behind.end()] if behind else []
    for start in [*before[-4:], length.start]:
        for end in [*ends, length.end]:
            found = _read(text[start:end])
            if found is not None and not found.session and found.shortest == 0:
                return found
    return length.lifetime


def _ends_with_session(text: str) -> bool:
    words = plain(text)
    return bool(_SESSION.search(words) or _CLOSED.search(words))


def _lasts_a_session(sentence: str) -> bool:
    words = plain(sentence)
    return bool(_UNTIL.search(words)) or bool(_CUE.search(words) and _ends_with_session(words))


def _session_too(text: str, length: _Length) -> bool:
    """Whether the words around a length say "session" as well, as in "Session (1 day)"."""
    around = f"{text[: length.start]} {text[length.end :]}"
    return len(around.split()) <= 4 and _ends_with_session(around)


def _more_is_said(text: str) -> bool:
    return len(_TOKEN.findall(text)) > 8


def _overlap(one: Lifetime, other: Lifetime) -> bool:
    return one.shortest <= other.longest + 86_400 and other.shortest <= one.longest + 86_400


def _without_label(text: str) -> str:
    label, colon, rest = text.rpartition(":")
    return rest if colon and _CUE.search(plain(label)) else text


def _joined(text: str, start: int, end: int) -> str:
    return f"{text[:start].rstrip()}{text[end:]}".strip(" -\u2013\u2014:;,")
