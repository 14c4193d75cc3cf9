"""What a page asked for and did not get: a host that never answered, a script that never came.

What they would have set was not seen. A script that is not there (404) is the same for everybody.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

# Chromium's names for a host that cannot be talked to (net/base/net_error_list.h). What the page
# broke off itself, or the browser blocked by a rule of the web, is no gap.
NO_ANSWER = re.compile(
    r"net::ERR_(NAME_|DNS_|ADDRESS_|CONNECTION_|INTERNET_|NETWORK_|PROXY_|TUNNEL_|SOCKS_|SSL_|CERT_"
    r"|BAD_SSL|TIMED_OUT|EMPTY_RESPONSE|INVALID_HTTP_RESPONSE|RESPONSE_HEADERS_|HTTP2_|QUIC_)"
)
# And for an answer that breaks off.
BROKEN_OFF = re.compile(r"net::ERR_(CONTENT_LENGTH_|INCOMPLETE_|CONTENT_DECODING_)")
# What may set cookies by itself once it runs (DevTools' types of resources).
RUNNING = ("Script", "Document")
# A page's clock waits for what it asked for, but not for these (measured, Chromium 156).
AHEAD = "Prefetch"
LEFT_BEFORE = "asked for ahead of time, and not answered before the page was left"
# HTTP status codes (RFC 9110, RFC 6585) by which a server puts a visitor off.
TOO_MANY, OUT_OF_ORDER = 429, 500


@dataclass(slots=True)
class Asked:
    """One request: its address and whether what it asks for runs."""

    url: str
    runs: bool


class Unreached:
    """Follows one profile's requests."""

    def __init__(self) -> None:
        self._asked: dict[str, Asked] = {}
        self._failed: dict[str, str] = {}
        self._answered: set[str] = set()
        self._broken: dict[str, str] = {}
        self._ahead: dict[str, str] = {}
        # Requests whose raw answer came before they were told of (measured).
        self._early: set[str] = set()

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of the Network domain; others are passed over."""
        match method:
            case "Network.requestWillBeSent":
                if "redirectResponse" in params:
                    self._answered.add(_host(params["redirectResponse"]["url"]))
                self._ask(params["requestId"], params["request"]["url"], params.get("type", ""))
            case "Network.responseReceived":
                self._ahead.pop(params["requestId"], None)
                self._received(self._of(params).runs, params["response"])
            case "Network.responseReceivedExtraInfo":  # all there is of a blocked response
                self._ahead.pop(params["requestId"], None)
                self._answered.add(_host(self._of(params).url))
                if params["requestId"] not in self._asked:
                    self._early.add(params["requestId"])
            case "Network.loadingFailed":
                self._lost(self._of(params), params["errorText"])

    def by_host(self) -> dict[str, str]:
        """The browser's error by host, for those that answered nothing at all."""
        silent = self._failed.keys() - self._answered - {""}
        return {host: self._failed[host] for host in sorted(silent)}

    def by_address(self) -> dict[str, str]:
        """Why a script or a document did not come, by its address without the query.

        Hosts that answered nothing at all are left out.
        """
        silent = self.by_host()
        awaited = dict.fromkeys(map(_bare, self._ahead.values()), LEFT_BEFORE)
        lost = {**awaited, **self._broken}
        return {url: why for url, why in lost.items() if _host(url) not in silent}

    def _ask(self, number: str, url: str, kind: str) -> None:
        self._asked[number] = Asked(url, kind in RUNNING)
        if number in self._early:
            self._early.discard(number)
            self._answered.add(_host(url))
        elif kind == AHEAD:
            self._ahead[number] = url

    def _of(self, params: dict[str, Any]) -> Asked:
        return self._asked.get(params["requestId"], Asked("", runs=False))

    def _received(self, runs: bool, response: dict[str, Any]) -> None:
        url, status = response["url"], response["status"]
        self._answered.add(_host(url))
        if status != TOO_MANY and status < OUT_OF_ORDER:
            self._broken.pop(_bare(url), None)
        elif runs:
            self._broken[_bare(url)] = f"HTTP status {status}"

    def _lost(self, asked: Asked, error: str) -> None:
        if NO_ANSWER.match(error):
            self._failed.setdefault(_host(asked.url), error)
        if asked.runs and (NO_ANSWER.match(error) or BROKEN_OFF.match(error)):
            self._broken[_bare(asked.url)] = error


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _bare(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
