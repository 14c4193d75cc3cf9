"""What a page waits for: documents and answers that it asked for and that have not come yet."""

import time
from dataclasses import dataclass, field

from playwright.async_api import Request

# What a page may act upon when it comes; pictures and the like are left out.
WAITED_FOR = frozenset({"document", "fetch", "xhr", "script"})


@dataclass(slots=True)
class UnderWay:
    """The requests of one tab that are under way, with the monotonic time of their beginning."""

    _begun: dict[Request, float] = field(default_factory=dict)

    def any_since(self, since: float) -> bool:
        """Whether something is on its way that was asked for since then."""
        return any(at >= since for at in self._begun.values())

    def hear(self, request: Request) -> None:
        """A request was sent."""
        if request.resource_type in WAITED_FOR:
            self._begun[request] = time.monotonic()

    def ended(self, request: Request) -> None:
        """A request was answered to its end, or failed."""
        self._begun.pop(request, None)

    def forget(self) -> None:
        """The page went elsewhere, and what it had asked for does not come any more."""
        self._begun.clear()
