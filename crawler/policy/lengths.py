"""Lengths of time in the text of policies, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.lifetime_ranges import read_lifetime
from crawler.lifetimes import Lifetime
from crawler.policy.words import plain

TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
"""A number or a word."""
_MOST_TOKENS = 8
_ARTICLES = {"a", "an", "un", "une", "uno", "una", "um", "uma", "d", "een"} | {
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in a text, from where to where it stands."""

    start: int
    end: int
    lifetime: Lifetime


def read(text: str) -> Lifetime | None:
    """A text that is a lifetime and nothing else; None for other texts."""
    try:
        return read_lifetime(text)
    except ValueError:
        return None


def lengths_of(text: str, *, articles: bool) -> Iterator[Length]:
    """The lengths of time in a text, each as long as it can be read."""
    tokens = list(TOKEN.finditer(text[:5_000]))
    at = 0
    while at < len(tokens):
        longest = _longest(text, tokens[at : at + _MOST_TOKENS])
        if longest and (articles or plain(tokens[at][0]) not in _ARTICLES):
            start, end, lifetime = longest
            yield Length(start, end, lifetime)
            at = next((i for i, one in enumerate(tokens) if one.start() >= end), len(tokens))
        else:
            at += 1


def _longest(text: str, tokens: list[re.Match[str]]) -> tuple[int, int, Lifetime] | None:
    if not tokens or (tokens[0][0][0].isalpha() and len(tokens[0][0]) > 9):
        return None
    if tokens[0][0][0].isdigit() and text[: tokens[0].start()][-1:].isalnum():
        return None
    for last in reversed(tokens[1:]):
        words = text[tokens[0].start() : last.end()]
        # "23h59" is a time of the day.
        found = None if text[last.end() : last.end() + 1].isdigit() else plain_length(words)
        if found:
            return tokens[0].start(), last.end(), found
    return None


def plain_length(words: str) -> Lifetime | None:
    """A text that is a length of time and nothing else, and no session."""
    if not re.fullmatch(r"[\w\s.,()\u2019']+|.*[-\u2013\u2014].*", words) or len(words) > 60:
        return None
    found = read(words)
    return None if found is None or found.session else found


def widened(text: str, length: Length) -> Lifetime:
    """The length with the words before it that make it a range, such as "up to"."""
    before = [found.start() for found in re.finditer(r"[^\W\d_]+|<=?|≤", text[: length.start])]
    behind = re.match(
        r"\s*(?:maximum|max\b\.?|maximal|máximo|massimo|maximaal|au plus)", text[length.end :]
    )
    ends = [length.end + behind.end()] if behind else []
    for start in [*before[-4:], length.start]:
        for end in [*ends, length.end]:
            found = read(text[start:end])
            if found is not None and not found.session and found.shortest == 0:
                return found
    return length.lifetime


def overlap(one: Lifetime, other: Lifetime) -> bool:
    """Whether two lifetimes may be the same, give or take a day."""
    return one.shortest <= other.longest + 86_400 and other.shortest <= one.longest + 86_400
