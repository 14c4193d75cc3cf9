"""How long the parts of one request took, as the entries of an HTTP Archive have it."""

from typing import Any

from crawler.recorder.exchange import Hop

UNKNOWN = -1.0
BY_EVENTS = "by when the browser told of them"


def timings(hop: Hop, answered: Hop, ended_at: float) -> dict[str, Any]:
    """Milliseconds, -1 where not known or not needed; ``ended_at`` is 0 where that is not known.

    The browser's own times where it gives them (``Network.ResourceTiming``), else those at which
    its events came. ``connect`` contains ``ssl`` (HAR 1.2, section "timings").
    """
    receive = _ms(answered.answered_at, ended_at)
    told = answered.answer.get("timing")
    if not told:
        wait = _ms(hop.moment.at, answered.answered_at)
        unknown = dict.fromkeys(("blocked", "dns", "connect", "ssl"), UNKNOWN)
        return {**unknown, "send": 0.0, "wait": wait, "receive": receive, "comment": BY_EVENTS}
    starts = [told.get(name, UNKNOWN) for name in ("dnsStart", "connectStart", "sendStart")]
    return {
        "blocked": round(min((one for one in starts if one >= 0), default=UNKNOWN), 3),
        "dns": _part(told, "dns"),
        "connect": _part(told, "connect"),
        "ssl": _part(told, "ssl"),
        "send": max(0.0, _part(told, "send")),
        "wait": max(0.0, round(told.get("receiveHeadersEnd", 0) - told.get("sendEnd", 0), 3)),
        "receive": receive,
    }


def time_of(parts: dict[str, Any]) -> float:
    """The whole of it: the sum of its parts, without those that are not known."""
    summed = ("blocked", "dns", "connect", "send", "wait", "receive")
    return round(sum(max(0.0, float(parts[name])) for name in summed), 3)


def _part(told: dict[str, Any], name: str) -> float:
    start, end = told.get(f"{name}Start", UNKNOWN), told.get(f"{name}End", UNKNOWN)
    return round(end - start, 3) if 0 <= start <= end else UNKNOWN


def _ms(since: float, until: float) -> float:
    return round(max(0.0, until - since) * 1000, 3) if since and until else 0.0
