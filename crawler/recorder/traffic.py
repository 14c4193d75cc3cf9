"""Requests and answers as entries of an HTTP Archive (HAR 1.2), without bodies and secrets.

The entries have no ``cookies`` and no ``queryString`` yet: both follow from what is shown of the
headers and of the address (``crawler.har``). What HAR has no field for has a name with an
underscore, as section 4.1 of its specification asks. ``_started`` is in seconds since the epoch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from crawler.recorder.exchange import Exchange, Hop, Raw, headers_of
from crawler.recorder.header_fields import SET_COOKIE, Field, Fields
from crawler.recorder.headers import refusals
from crawler.recorder.initiators import Initiators, script_of
from crawler.recorder.redaction import Redactor
from crawler.recorder.traffic_timings import time_of, timings
from crawler.text import shortened

HarEntry: TypeAlias = dict[str, Any]
Sink: TypeAlias = Callable[[Sequence[HarEntry]], None]

# A longer address is cut once it is free of secrets; characters.
LONGEST_ADDRESS = 8000
SCHEMES = ("http:", "https:", "ws:", "wss:")
UNTOLD = "the browser told of the answer alone"
LEFT_OUT = "what was posted is left out"


@dataclass(slots=True)
class Traffic:
    """Hands on what a profile sent and was answered, where there is a ``sink`` for it."""

    redactor: Redactor
    initiators: Initiators
    sink: Sink | None = None

    def see(self, exchanges: Iterable[Exchange]) -> None:
        """Know what is secret in these by its name, and hand on what they come to.

        The values of their cookies must be known by now.
        """
        fields, heard = Fields(self.redactor), list(exchanges)
        for exchange in heard:
            for raw in (*exchange.requests, *exchange.handshakes, *exchange.responses):
                fields.learn(raw.params.get("headers", {}))
        if self.sink is None:
            return
        entries = (entry for one in heard for entry in self._entries(one, fields))
        self.sink(sorted(entries, key=lambda one: float(one["_started"])))

    def _entries(self, exchange: Exchange, fields: Fields) -> Iterator[HarEntry]:
        sent, answers = exchange.requests or exchange.handshakes, exchange.responses
        hops = exchange.hops or [hop for hop, _ in exchange.pairs(answers or sent)]
        wired = 0
        for number, hop in enumerate(hops):
            answered = exchange.answer_to(number) or hop
            on_wire = not answered.bare
            raws = _Raws(
                sent[wired] if on_wire and wired < len(sent) else None,
                answers[wired] if on_wire and wired < len(answers) else None,
            )
            wired += on_wire
            if hop.url.startswith(SCHEMES):
                last = number == len(hops) - 1
                yield self._entry(_Step(exchange, hop, answered, raws, last), fields)

    def _entry(self, step: "_Step", fields: Fields) -> HarEntry:
        exchange, hop, answer = step.exchange, step.hop, step.answered.answer
        spent = timings(hop, step.answered, exchange.ended_at if step.last else 0.0)
        entry = {
            "_started": hop.moment.at,
            "time": time_of(spent),
            "request": self._request(step, fields),
            "response": self._response(step, fields),
            "cache": {},
            "timings": spent,
            "serverIPAddress": answer.get("remoteIPAddress", ""),
            "connection": str(answer.get("connectionId") or ""),
            "_page": hop.moment.stage.page,
            "_phase": str(hop.moment.stage.phase),
            "_frame": hop.frame,
            "_initiator": self._initiator(hop),
            "_resourceType": hop.asked.get("type", "").lower(),
            "_fromCache": _cache(exchange, answer),
            "comment": "" if hop.asked or exchange.handshakes else UNTOLD,
        }
        return {key: _shown(held, self.redactor) for key, held in entry.items() if held != ""}

    def _request(self, step: "_Step", fields: Fields) -> HarEntry:
        request = step.hop.asked.get("request", {})
        raw = step.raws.request
        headers = raw.params["headers"] if raw else request.get("headers", {})
        shown = fields.shown(headers)
        request_entry = {
            "method": request.get("method") or ("GET" if step.exchange.handshakes else ""),
            "url": step.hop.url,
            "httpVersion": step.answered.answer.get("protocol", "unknown"),
            "headers": _headers(shown),
            "headersSize": -1,
            "bodySize": -1 if request.get("hasPostData") else 0,
        }
        return request_entry | ({"comment": LEFT_OUT} if request.get("hasPostData") else {})

    def _response(self, step: "_Step", fields: Fields) -> HarEntry:
        raw, answer = step.raws.response, step.answered.answer
        told = raw.params if raw else answer
        headers = told.get("headers", {})
        shown = fields.shown(headers)
        status = told.get("statusCode") or told.get("status") or answer.get("status") or 0
        location = next((value for name, value in shown if name.lower() == "location"), "")
        response = {
            "status": status,
            "statusText": answer.get("statusText") or told.get("statusText") or "",
            "httpVersion": answer.get("protocol", "unknown"),
            "headers": _headers(shown, _reasons(raw)),
            "content": {
                "size": step.exchange.size if step.last else 0,
                "mimeType": answer.get("mimeType", ""),
            },
            "redirectURL": location if 300 <= status < 400 else "",
            "headersSize": -1,
            "bodySize": -1,
            "_transferSize": step.exchange.transferred if step.last else 0,
        }
        error = step.exchange.error if step.last else ""
        return response | ({"_error": error} if error else {})

    def _initiator(self, hop: Hop) -> HarEntry:
        told = hop.asked.get("initiator", {})
        calls = (told.get("stack") or {}).get("callFrames") or [{}]
        found = {
            "type": told.get("type", ""),
            "url": script_of(told.get("stack")) or told.get("url", ""),
            "lineNumber": told.get("lineNumber", calls[0].get("lineNumber")),
            "columnNumber": told.get("columnNumber", calls[0].get("columnNumber")),
            "chain": list(self.initiators.chain(hop.url)),
        }
        return {key: held for key, held in found.items() if held not in ("", None, [])}


def shown_again(entry: HarEntry, redactor: Redactor) -> HarEntry:
    """An entry without what came to be known as a value after it was handed on."""
    fields = Fields(redactor)
    shown: HarEntry = _shown(entry, redactor)
    for part in (shown["request"], shown["response"]):
        for header in part["headers"]:
            header["name"], header["value"] = fields.again((header["name"], header["value"]))
    return shown


def _shown(held: Any, redactor: Redactor) -> Any:
    """The same without values; headers have their own rules."""
    if isinstance(held, str):
        return shortened(redactor.redacted(held), LONGEST_ADDRESS)
    if isinstance(held, list):
        return [_shown(one, redactor) for one in held]
    if isinstance(held, dict):
        return {
            key: one if key == "headers" else _shown(one, redactor) for key, one in held.items()
        }
    return held


def _headers(fields: Sequence[Field], reasons: Iterable[str] = ()) -> list[HarEntry]:
    """As HAR has them; ``reasons`` say, line by line, why the browser refused a cookie."""
    left, headers = iter(reasons), []
    for name, value in fields:
        reason = next(left, "") if name.lower() == SET_COOKIE else ""
        note = {"comment": f"refused: {reason}"} if reason else {}
        headers.append({"name": name, "value": value, **note})
    return headers


def _reasons(raw: Raw | None) -> list[str]:
    """Chromium's reason for each ``Set-Cookie`` line, empty for one that it took."""
    if raw is None:
        return []
    refused = refusals(raw.params)
    lines = headers_of(raw).get(SET_COOKIE, "").split("\n")
    return [refused.get(line, "") for line in lines]


@dataclass(frozen=True, slots=True)
class _Raws:
    """The raw headers of a hop's two sides, as far as they came."""

    request: Raw | None
    response: Raw | None


@dataclass(frozen=True, slots=True)
class _Step:
    """One hop of an exchange: as it was asked, as it was answered, and whether it is the last."""

    exchange: Exchange
    hop: Hop
    answered: Hop
    raws: _Raws
    last: bool


def _cache(exchange: Exchange, answer: HarEntry) -> str:
    if exchange.from_memory:
        return "memory"
    kinds = {
        "fromDiskCache": "disk",
        "fromServiceWorker": "service worker",
        "fromPrefetchCache": "prefetch",
    }
    return next((word for key, word in kinds.items() if answer.get(key)), "")
