"""What each page asked the net for after the choice, by the hashes of addresses.

A request that carries no cookie and is answered with none leaves no other trace.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.cookies import Phase
from crawler.devtools import Params
from crawler.domains import registrable_domain
from crawler.recorder.moments import Moment
from crawler.walks import Asked

# Requests of one profile that are remembered; some pages make up addresses without end.
MOST_ASKED = 5000


@dataclass(slots=True)
class Requests:
    """The requests of one profile, each page's last one for each address.

    Of an address its query is left out: many have a number there that changes each time.
    """

    digest: Callable[[str], str]
    _last: dict[tuple[str, Phase, str], float] = field(default_factory=dict)
    _sites: dict[str, str] = field(default_factory=dict)

    def hear(self, method: str, params: Params, moment: Moment) -> None:
        """Take in an event of DevTools; only a request about to be sent is of interest."""
        if method != "Network.requestWillBeSent":
            return
        parts = urlsplit(params["request"]["url"])
        if parts.scheme not in ("http", "https"):
            return
        address = self.digest(f"{parts.hostname}{parts.path}")
        key = (moment.stage.page, moment.stage.phase, address)
        if key in self._last or len(self._last) < MOST_ASKED:
            self._last[key] = moment.at
            self._sites[address] = self.digest(registrable_domain(parts.hostname or ""))

    def all(self) -> tuple[Asked, ...]:
        """Them all, by page and time."""
        found = (
            Asked(page, at, phase, one, self._sites[one])
            for (page, phase, one), at in self._last.items()
        )
        return tuple(sorted(found, key=lambda one: (one.page, one.at)))
