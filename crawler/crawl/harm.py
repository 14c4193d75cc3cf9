"""Why a link is not followed: it may log out, delete, pay, unsubscribe, cancel or change.

A crawl only looks. What is in doubt is not followed, and said so; an article that tells of such
things is visited where that is safe to tell.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.crawl.harmful_words import (
    ALONE,
    ARTICLES,
    COMMANDS,
    LEAVE,
    OBJECTS,
    QUESTIONS,
    SEARCHES,
    STRONG,
    WEAK,
    WEAK_ENGLISH,
    by_first,
)
from crawler.crawl.links import Link

Words = Sequence[str]
Phrases = tuple[tuple[str, ...], ...]

# A longer label is a sentence of a text, a longer segment the title of one.
LONGEST_LABEL, LONGEST_SEGMENT = 8, 8
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[\W_]+")
# Written together: "deleteuser", "dologout".
_VERB = r"delete|remove|destroy|erase|cancel|purge|logout|logoff|signout|unsubscribe"
_BESIDE = "|".join(sorted(OBJECTS | {"app", "do", "force", "member", "my", "sso", "wp"}))
_TOGETHER = re.compile(rf"({_VERB})({_BESIDE})|({_BESIDE})({_VERB})")
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})
# Scripts of a link that ask first, or send a form.
_ASKS = re.compile(r"\bconfirm\s*\(|submit\s*\(")


def why_harmful(link: Link, address: str) -> str:
    """Why a link must not be followed; empty where nothing speaks against it.

    ``address`` is that of the page it leads to.
    """
    if link.acts and (acts := _acts(link.acts)):
        return f"never followed: it has {acts}"
    for label in link.labels:
        words = _words(label)
        if said := _said(words, LONGEST_LABEL, contains=4):
            return f"never followed: its label says '{said}'"
    return why_harmful_address(address)


@cache
def why_harmful_address(address: str) -> str:
    """Why an address must not be gone to, by its words; empty where nothing speaks against it."""
    try:
        parts = urlsplit(address)
        said = _in_path(parts.path) or _in_query(parts.query) or _in_path(parts.fragment)
    except ValueError:
        return ""
    return f"never followed: its address says '{said}'" if said else ""


def _acts(acts: str) -> str:
    """What a link does beside leading somewhere; scripts that do no harm are none."""
    name, _, script = acts.partition(": ")
    if name != "onclick":
        return name
    words = _words(script)
    bad = _ASKS.search(script) or any(True for _ in _found(words, (*LEAVE, *STRONG)))
    return "a script that may change something" if bad else ""


def _in_path(path: str) -> str:
    before = ""
    for segment in path.split("/"):
        words = _words(unquote(segment))
        told = (before in ARTICLES or before.isdigit()) and len(words) >= 3
        if words and not told and (said := _said(words, LONGEST_SEGMENT, contains=3)):
            return said
        before = words[0] if len(words) == 1 else segment
    return ""


def _in_query(query: str) -> str:
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name.lower() in SEARCHES:
            continue
        if said := _said(_words(name), LONGEST_SEGMENT, contains=3):
            return said
        if "/" in value and (said := _in_path(urlsplit(value).path)):
            return said
        weak = name.lower() in COMMANDS
        if said := _said(_words(value), LONGEST_SEGMENT, contains=3, weak=weak):
            return said
    return ""


def _said(words: Words, longest: int, *, contains: int, weak: bool = True) -> str:
    """What of harm the words say; up to ``contains`` of them may say it anywhere."""
    if not words or (words[0] in QUESTIONS and len(words) > 1):
        return ""
    count = len(words)
    for at, phrase in _found(words, LEAVE):
        if count <= longest + 4 or at == 0:
            return " ".join(phrase)
    for at, phrase in _found(words, STRONG):
        edge = at == 0 or at + len(phrase) == count
        if count <= contains or (edge and count <= longest):
            return " ".join(phrase)
    if together := next((one for one in words if _TOGETHER.fullmatch(one)), ""):
        return together
    return " ".join(words) if _is_exact(words, ALONE) or (weak and _is_weak(words)) else ""


def _is_weak(words: Words) -> bool:
    if _is_exact(words, WEAK) or _is_exact(words, WEAK_ENGLISH):
        return True
    edges = {words[0], words[-1]}
    if len(words) <= 3 and any(phrase[0] in edges for phrase in WEAK):
        return True
    english = any(phrase[0] in edges for phrase in WEAK_ENGLISH)
    return english and len(words) <= 4 and any(word in OBJECTS for word in words)


def _is_exact(words: Words, phrases: Phrases) -> bool:
    return tuple(words) in by_first(phrases).get(words[0], ())


def _found(words: Words, phrases: Phrases) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a phrase stands among the words."""
    first = by_first(phrases)
    for at, word in enumerate(words):
        for phrase in first.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                yield at, phrase


def _words(text: str) -> list[str]:
    """The words of a text in plain letters, numbers left out; a picture sign says its name."""
    apart = _CAMEL.sub(" ", "".join(map(_sign, text)))
    folded = unicodedata.normalize("NFKD", apart.lower().translate(_LETTERS))
    plain = "".join(one for one in folded if not unicodedata.combining(one))
    return [one for one in _NO_WORD.split(plain) if one and not one.isdigit()]


def _sign(letter: str) -> str:
    """A picture sign by its name in Unicode; every other letter as it is."""
    drawn = unicodedata.category(letter) == "So"
    return f" {unicodedata.name(letter, '')} " if drawn else letter
