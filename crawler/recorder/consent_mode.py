"""What requests told of the visitor's consent: Google's ``gcs`` and ``gcd``, by host and phase.

Of a request's address these parameters are kept and nothing else.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawler.cookies import Phase
from crawler.devtools import Params
from crawler.recorder.moments import Moment

PARAMETERS = ("gcs", "gcd")
# Hosts of one profile that are remembered, and letters of one parameter.
MOST_HOSTS = 300
MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Signal:
    """What a host was told last in a phase; ``at`` is seconds since the epoch."""

    host: str
    phase: Phase
    at: float
    parameters: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Signals:
    """The signals of one profile, the last one for each host and phase."""

    _last: dict[tuple[str, Phase], Signal] = field(default_factory=dict)

    def hear(self, method: str, params: Params, moment: Moment) -> None:
        """Take in an event of DevTools; only a request about to be sent is of interest."""
        if method != "Network.requestWillBeSent":
            return
        url = params["request"]["url"]
        if "gcs=" not in url and "gcd=" not in url:
            return
        parts = urlsplit(url)
        told = tuple((key, value[:MOST_LETTERS]) for key, value in parse_qsl(parts.query))
        told = tuple(pair for pair in told if pair[0] in PARAMETERS)
        key = (parts.hostname or "", moment.stage.phase)
        if told and (key in self._last or len(self._last) < MOST_HOSTS):
            self._last[key] = Signal(*key, moment.at, told)

    def since(self, at: float = 0.0) -> tuple[Signal, ...]:
        """The signals sent from a moment on, in seconds since the epoch."""
        return tuple(one for one in self._last.values() if one.at >= at)
