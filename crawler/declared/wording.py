"""Words that the sentences about mistakes have in common."""

from collections.abc import Iterable
from difflib import get_close_matches

from crawler.text import shortened


def quoted(text: object) -> str:
    """A value as a sentence shows it: short, and with nothing that a terminal would obey."""
    return repr(shortened(str(text), 60))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or what is known."""
    words = list(known)
    close = get_close_matches(word[:100], words, n=1)
    if close:
        return f": did you mean {close[0]!r}?"
    return f": write one of {', '.join(words[:20])}" if words else ": none exists here"
