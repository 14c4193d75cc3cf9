"""What servers write and what is sent to them: ``Set-Cookie`` lines and request cookies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from crawler.cookie_date import cookie_date
from crawler.cookies import OPAQUE, Identity, Read, SetHow, Write
from crawler.devtools import Params
from crawler.devtools_text import as_devtools_tell, header_bytes
from crawler.domains import registrable_domain
from crawler.recorder.acts import Act, write_of
from crawler.recorder.exchange import Exchange, Hop, Raw, headers_of, lettered
from crawler.recorder.fates import Clearing
from crawler.recorder.frames import WEB
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment
from crawler.recorder.sockets import Handshake
from crawler.recorder.statements import redacted
from crawler.recorder.values import ValueHash
from crawler.set_cookie import read_set_cookie

# Cookies that a request was never to carry say nothing about the request.
UNRELATED = {"NotOnPath", "DomainMismatch", "SecureOnly", "PortMismatch", "SchemeMismatch"}
BODIES = ("postData", "postDataEntries")
CLEAR_COOKIES = {'"cookies"', '"*"'}


@dataclass(frozen=True, slots=True)
class Taken:
    """What the exchanges of a time come to.

    ``uncertain`` are writes that the browser passes over where the request was to go without
    cookies, which only the jar can tell. ``exchanges`` are where all of it comes from.
    """

    writes: list[Write] = field(default_factory=list)
    uncertain: list[Write] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    clearings: list[Clearing] = field(default_factory=list)
    handshakes: list[Handshake] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list, compare=False)


class Exchanges:
    """All exchanges of one profile since the last ``take``."""

    def __init__(self, initiators: Initiators, hashed: ValueHash) -> None:
        self._initiators = initiators
        self._hashed = hashed
        self._open: dict[str, Exchange] = {}
        self._documents: dict[str, str] = {}
        self._handlers = {
            "Network.requestWillBeSent": self._requested,
            "Network.webSocketCreated": self._socket_created,
            # There is no ExtraInfo for these; they have the raw headers themselves (measured).
            "Network.webSocketWillSendHandshakeRequest": self._shakes_hands,
            "Network.webSocketHandshakeResponseReceived": self._shaken_hands,
            "Network.responseReceived": self._answered,
            "Network.responseReceivedExtraInfo": self._raw_response,
            "Network.requestWillBeSentExtraInfo": self._raw_request,
            "Network.requestServedFromCache": self._remembered,
            "Network.dataReceived": self._read_from,
            "Network.loadingFinished": self._ended,
            "Network.loadingFailed": self._ended,
            "Network.webSocketClosed": self._ended,
        }

    @property
    def waiting(self) -> bool:
        """Whether raw headers that were announced are still to come."""
        return any(exchange.waiting for exchange in self._open.values())

    @property
    def in_flight(self) -> bool:
        """Whether a request has no end yet; streams, which have none, do not count."""
        return any(exchange.hops and not exchange.over for exchange in self._open.values())

    @property
    def unanswered(self) -> bool:
        """Whether an answer may still come that sets cookies."""
        waited = (one for one in self._open.values() if one.unanswered)
        return any(_on_the_wire(one.hops[-1].url) for one in waited)

    def hear(self, session: str, method: str, params: Params, moment: Moment) -> None:
        """Take in one event of the Network domain; others are passed over."""
        if handler := self._handlers.get(method):
            handler(session, params, moment)

    def navigated(self, loader: str, url: str) -> None:
        """Learn a document's URL; the request for it has its loader's id (measured)."""
        self._documents[loader] = url

    def take(self) -> Taken:
        """All since the last time."""
        taken = Taken()
        for request, exchange in self._open.items():
            if not exchange.hops and request in self._documents:
                self._complete(exchange, self._documents[request])
            for number, (hop, raw) in enumerate(exchange.pairs(exchange.responses)):
                headers = headers_of(raw)
                known = exchange.credentials(number)
                writes = taken.writes if known else taken.uncertain
                writes.extend(self._writes(hop, raw, headers))
                taken.clearings.extend(_clearings(hop, raw, headers))
            for hop, raw in exchange.pairs(exchange.requests):
                taken.reads.extend(_reads(hop, raw))
            for hop, raw in exchange.pairs(exchange.handshakes):
                header = as_utf8(headers_of(raw).get("cookie", ""))
                taken.handshakes.append(Handshake(hop.url, header, raw.moment))
            taken.exchanges.append(exchange)
        self._open.clear()
        self._documents.clear()
        return taken

    @staticmethod
    def _complete(exchange: Exchange, url: str) -> None:
        """The request of a window's first document may be on its way before it is watched."""
        for raw in (exchange.responses or exchange.requests)[-1:]:
            exchange.told[raw.session] = [Hop(url, raw.moment.stage.page, raw.moment)]

    def _exchange(self, params: Params) -> Exchange:
        return self._open.setdefault(params["requestId"], Exchange())

    def _socket_created(self, session: str, params: Params, moment: Moment) -> None:
        exchange = self._exchange(params)
        hop = Hop(params["url"], moment.stage.page, moment)
        exchange.told.setdefault(session, []).append(hop)

    def _answered(self, session: str, params: Params, moment: Moment) -> None:
        exchange = self._exchange(params)
        if not exchange.hops:  # a window's first request may begin before it is watched
            hop = Hop(params["response"]["url"], moment.stage.page, moment)
            exchange.told[session] = [hop]
        exchange.answered = True
        exchange.fetched = params.get("type") == "Fetch"
        exchange.over = exchange.over or params.get("type") == "EventSource"
        hops = exchange.told.get(session)
        # Those of what the browser makes itself are announced at times, but never come: the PDF
        # viewer's stream (measured).
        if hops and not (params.get("hasExtraInfo", True) and _on_the_wire(hops[-1].url)):
            hops[-1].bare = True
        if hops:
            hops[-1].answer, hops[-1].answered_at = params["response"], moment.at

    def _shakes_hands(self, session: str, params: Params, moment: Moment) -> None:
        _add(self._exchange(params).handshakes, Raw(session, moment, lettered(params["request"])))

    def _shaken_hands(self, session: str, params: Params, moment: Moment) -> None:
        exchange = self._exchange(params)
        exchange.over = True  # what follows is a stream
        _add(exchange.responses, Raw(session, moment, lettered(params["response"])))

    def _raw_response(self, session: str, params: Params, moment: Moment) -> None:
        _add(self._exchange(params).responses, Raw(session, moment, params))

    def _raw_request(self, session: str, params: Params, moment: Moment) -> None:
        for associated in params.get("associatedCookies", ()):
            self._hashed(associated["cookie"].get("value", ""))
        _add(self._exchange(params).requests, Raw(session, moment, params))

    def _remembered(self, session: str, params: Params, moment: Moment) -> None:
        del session, moment
        self._exchange(params).from_memory = True

    def _read_from(self, session: str, params: Params, moment: Moment) -> None:
        del session, moment
        # A fetch whose answer no script reads to its end is never told to be over (measured).
        exchange = self._exchange(params)
        exchange.size += params.get("dataLength", 0)
        exchange.over = exchange.over or exchange.fetched

    def _ended(self, session: str, params: Params, moment: Moment) -> None:
        del session
        exchange = self._exchange(params)
        exchange.over = True
        exchange.failed = "errorText" in params and not params.get("canceled")
        exchange.error = params.get("errorText", "")
        exchange.ended_at = moment.at
        exchange.transferred = int(params.get("encodedDataLength", 0))

    def _requested(self, session: str, params: Params, moment: Moment) -> None:
        hops = self._exchange(params).told.setdefault(session, [])
        if "redirectResponse" in params and hops:
            hops[-1].bare = not params.get("redirectHasExtraInfo", True)
            hops[-1].answer, hops[-1].answered_at = params["redirectResponse"], moment.at
        url = params["request"]["url"]
        hops.append(Hop(url, params.get("documentURL", ""), moment, asked=_bodiless(params)))
        self._initiators.learn(url, params.get("initiator", {}), params.get("frameId", ""))

    def _writes(self, hop: Hop, raw: Raw, headers: Mapping[str, str]) -> Iterator[Write]:
        # Of a window's first document now and then only the answer's headers are told (measured,
        # on a busy machine): what they set is found in the jar, and read from the browser's log.
        if "set-cookie" not in headers or not hop.url:
            return
        now = cookie_date(headers.get("date", "")) or raw.moment.at
        refused = refusals(raw.params)
        for line in headers["set-cookie"].split("\n"):
            act = Act(
                SetHow.HTTP,
                raw.moment,
                frame=hop.frame,
                source=hop.url,
                statement=partial(_statement, line),
                initiator=self._initiators.chain(hop.url),
                partition=_partition(raw.params),
                refused=refused.get(line, ""),
            )
            yield write_of(read_set_cookie(header_bytes(line), hop.url, now), act, self._hashed)


def _bodiless(params: Params) -> Params:
    request = {key: held for key, held in params["request"].items() if key not in BODIES}
    return {**params, "request": request}


def _on_the_wire(url: str) -> bool:
    return urlsplit(url).scheme in WEB


def _clearings(hop: Hop, raw: Raw, headers: Mapping[str, str]) -> Iterator[Clearing]:
    """W3C Clear Site Data, section 3.1: cookies go for the whole registrable domain."""
    listed = headers.get("clear-site-data", "").replace("\n", ",").split(",")
    if CLEAR_COOKIES & {one.strip() for one in listed}:
        domain = registrable_domain(urlsplit(hop.url).hostname or "")
        yield Clearing(domain, raw.moment.at)


def as_utf8(letters: str) -> str:
    """What a raw header says, where DevTools tell its bytes as letters."""
    return as_devtools_tell(header_bytes(letters))


def _statement(line: str, value_hash: str) -> str:
    return f"Set-Cookie: {redacted(as_utf8(line), value_hash)}"


def _partition(params: Params) -> str:
    return (
        OPAQUE
        if params.get("cookiePartitionKeyOpaque")
        else partition_key(params.get("cookiePartitionKey"))
    )


def _add(raws: list[Raw], raw: Raw) -> None:
    """Append, unless another session of the same request has told the same already."""
    told = any(
        one.session != raw.session and one.params["headers"] == raw.params["headers"]
        for one in raws
    )
    if not told:
        raws.append(raw)


def refusals(params: Params) -> dict[str, str]:
    """Chromium's reasons for refusing a line, by line."""
    return {
        blocked["cookieLine"]: "+".join(blocked["blockedReasons"])
        for blocked in params.get("blockedCookies", ())
    }


def _reads(hop: Hop, raw: Raw) -> Iterator[Read]:
    for associated in raw.params.get("associatedCookies", ()):
        reasons = associated.get("blockedReasons", ())
        if UNRELATED.isdisjoint(reasons):
            yield Read(
                identity=identity_of(associated["cookie"]),
                at=raw.moment.at,
                phase=raw.moment.stage.phase,
                page=raw.moment.stage.page,
                url=hop.url,
                host=urlsplit(hop.url).hostname or "",
                withheld="+".join(reasons),
            )


def identity_of(cookie: dict[str, Any]) -> Identity:
    """The identity of a cookie as DevTools describe it."""
    key = cookie.get("partitionKey")
    # The flag is there, though false, where a cookie has a partition without a name (measured,
    # Chromium 156).
    opaque = key is None and "partitionKeyOpaque" in cookie
    partition = OPAQUE if opaque else partition_key(key)
    return Identity(cookie["name"], cookie["domain"], cookie["path"], partition)


def partition_key(key: dict[str, Any] | str | None) -> str:
    """The top-level site of a partition key, empty for an unpartitioned cookie."""
    return str(key.get("topLevelSite", "")) if isinstance(key, dict) else key or ""
