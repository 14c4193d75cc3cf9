"""Pages that a page has the browser run ahead of time, which an audit never sees run.

Chromium prerenders nothing while DevTools are attached to a page as Playwright attaches them, and
fetches the document alone (devtools_instrumentation.cc, ``HasSessionsWithoutTabTargetSupport``).
"""

from dataclasses import dataclass, field
from typing import Any

WATCH: tuple[str, dict[str, Any]] = ("Preload.enable", {})
NOT_RUN = "PrerenderingDisabledByDevTools"


@dataclass(slots=True)
class Prerenders:
    """Follows what one profile's pages want to be prerendered."""

    _not_run: dict[str, None] = field(default_factory=dict)

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of the Preload domain; others are passed over."""
        told = method == "Preload.prerenderStatusUpdated"
        if told and params.get("prerenderStatus") == NOT_RUN:
            self._not_run[params["key"]["url"]] = None

    def not_run(self) -> tuple[str, ...]:
        """The addresses that were to be prerendered, in the order of asking."""
        return tuple(self._not_run)
