"""What a site's robots.txt asks of crawlers (RFC 9309), read by protego."""

from dataclasses import dataclass

from protego import Protego

NAME = "cookie-audit"
"""The product token by which robots.txt may speak of this crawler; else its ``*`` holds."""
# A longer delay would make an audit last for days; in seconds.
MOST_DELAY_S = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one site. ``unreadable`` says why there are none though there is a file."""

    rules: Protego | None = None
    unreadable: str = ""

    @classmethod
    def of(cls, text: str) -> "Robots":
        """The rules of a file; what is not understood in it is passed over (RFC 9309, 2.2)."""
        return cls(Protego.parse(text))

    def why_not(self, page: str) -> str:
        """Why a page is not to be visited; empty where it may be.

        A file that is there and cannot be had forbids everything (RFC 9309, section 2.3.1.4).
        """
        if self.unreadable:
            return f"robots.txt could not be read, which forbids all: {self.unreadable}"
        if self.rules is not None and not self.rules.can_fetch(page, NAME):
            return "robots.txt asks crawlers not to visit it"
        return ""

    @property
    def delay_s(self) -> float:
        """The seconds between two visits that it asks for, as far as they are kept."""
        asked = self.rules.crawl_delay(NAME) if self.rules is not None else None
        return min(max(asked or 0.0, 0.0), MOST_DELAY_S)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The maps of the site that it names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


NO_RULES = Robots()
