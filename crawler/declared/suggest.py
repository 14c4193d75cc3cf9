"""What a mistyped word was probably meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or all of them."""
    words = list(known)
    close = get_close_matches(word[:100], words, n=1)
    if close:
        return f": did you mean {close[0]!r}?"
    return f": write one of {', '.join(words[:20])}" if words else ": none exists here"
