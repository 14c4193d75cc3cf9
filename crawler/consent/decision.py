"""What became of the attempt to make the visitor's choice, and what speaks against it."""

from dataclasses import dataclass, replace
from typing import Literal

from crawler.text import printable, shortened

Wish = Literal["accept", "reject"]
MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the attempt: ``made`` by whom and with which proofs, or why not.

    ``absent`` is set where there is no banner at all, which is no failure; ``by_rule`` where one
    of autoconsent's rules made the choice. ``banner`` is what the banner said. ``by_scroll`` tells
    that it only came up when the page was scrolled, and was left alone.
    """

    made: bool
    reason: str = ""
    operated_by: str = ""
    proofs: tuple[str, ...] = ()
    absent: bool = False
    by_rule: bool = False
    banner: str = ""
    by_scroll: bool = False

    def doubted(self, reason: str) -> "Decision":
        """The same, not made after all."""
        return replace(self, made=False, reason=reason)

    def unless_asked(self, asked: list[str]) -> "Decision":
        """A question of the browser's own during the choice was answered by nobody."""
        if not self.made or not asked:
            return self
        return self.doubted(
            f"during the choice the page asked {quoted(asked[-1])}, and nobody answered"
        )

    def unless_traceless(self, traces: int) -> "Decision":
        """Nothing can remember a choice of which nothing was stored and nothing sent."""
        if not self.made or traces:
            return self
        return self.doubted(
            "nothing was stored or sent upon the choice, so nothing can remember it"
        )


def quoted(text: str) -> str:
    """A page's own words inside a sentence."""
    return repr(shortened(printable(text), MOST_WORDS))
