"""The parts of one exchange with a server, which come as separate events in no fixed order.

They are the request (again for each redirect), the raw response headers of each hop, and the
cookies of each hop's request.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.devtools import Params
from crawler.recorder.moments import Moment


@dataclass(slots=True)
class Hop:
    """One request on the wire: the first one, or one after a redirect."""

    url: str
    frame: str
    moment: Moment
    bare: bool = False  # answered without the network, so that no raw headers will come
    asked: Params = field(default_factory=dict)  # the event that told of the request
    answer: Params = field(default_factory=dict)  # its answer, as far as it is told
    answered_at: float = 0.0


@dataclass(slots=True)
class Raw:
    """Raw headers of one hop's response, or the cookies of one hop's request."""

    session: str
    moment: Moment
    params: Params


@dataclass(slots=True)
class Exchange:
    """One request with its redirects, in the order of the wire.

    A frame's document is told of twice, in the sessions of both processes that it concerns.
    """

    told: dict[str, list[Hop]] = field(default_factory=dict)
    responses: list[Raw] = field(default_factory=list)
    requests: list[Raw] = field(default_factory=list)
    handshakes: list[Raw] = field(default_factory=list)
    answered: bool = False
    over: bool = False
    fetched: bool = False
    failed: bool = False
    error: str = ""
    ended_at: float = 0.0
    size: int = 0
    transferred: int = 0
    from_memory: bool = False

    @property
    def unanswered(self) -> bool:
        """Whether an answer may still come; one that its page gave up may, too (``keepalive``)."""
        return len(self.responses) < len(self._wired()) and not self.failed

    @property
    def hops(self) -> list[Hop]:
        """The hops by the session that tells most of them."""
        return max(self.told.values(), key=len, default=[])

    def answer_to(self, number: int) -> Hop | None:
        """The hop of a number in the session that told of its answer."""
        same = (hops[number] for hops in self.told.values() if number < len(hops))
        return next((hop for hop in same if hop.answer), None)

    @property
    def waiting(self) -> bool:
        """Whether raw headers that were announced are still to come."""
        return self.answered and len(self.responses) < len(self._wired())

    def _wired(self) -> list[Hop]:
        return [hop for hop in self.hops if not hop.bare]

    def credentials(self, number: int) -> bool:
        """Whether the request of a hop is known to have been one with cookies.

        DevTools do not tell ``credentials: omit`` from a host that has no cookies yet.
        """
        asked = self.requests[number : number + 1]
        return any(raw.params.get("associatedCookies") for raw in asked)

    def pairs(self, raws: list[Raw]) -> Iterator[tuple[Hop, Raw]]:
        """Each raw part with the hop that it belongs to."""
        hops = self._wired() or self.hops or [_hop_of(raw) for raw in self.requests or raws]
        for number, raw in enumerate(raws):
            yield hops[min(number, len(hops) - 1)], raw


def _hop_of(raw: Raw) -> Hop:
    """A request that no session told of: only its headers name the host."""
    headers = headers_of(raw)
    host = headers.get(":authority") or headers.get("host") or ""
    url = f"{headers.get(':scheme', 'https')}://{host}{headers.get(':path', '/')}" if host else ""
    return Hop(url, raw.moment.stage.page, raw.moment)


def headers_of(raw: Raw) -> dict[str, str]:
    """The raw headers by their names in lower case."""
    return {name.lower(): value for name, value in raw.params.get("headers", {}).items()}


def lettered(params: Params) -> Params:
    """Headers of a web socket's handshake, put as raw ones are: a letter for each byte.

    DevTools tell those alone as text (measured, Chromium 156).
    """
    headers = params.get("headers", {}).items()
    told = {name: text.encode("utf-8", "surrogatepass").decode("latin-1") for name, text in headers}
    return {**params, "headers": told}
