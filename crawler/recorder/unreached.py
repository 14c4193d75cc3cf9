"""Hosts that a page asked for something and that never answered: their cookies were not seen."""

import re
from typing import Any
from urllib.parse import urlsplit

# Chromium's names for a host that cannot be talked to (net/base/net_error_list.h). What the page
# broke off itself, or the browser blocked by a rule of the web, is no gap.
NO_ANSWER = re.compile(
    r"net::ERR_(NAME_|DNS_|ADDRESS_|CONNECTION_|INTERNET_|NETWORK_|PROXY_|TUNNEL_|SOCKS_|SSL_|CERT_"
    r"|BAD_SSL|TIMED_OUT|EMPTY_RESPONSE|INVALID_HTTP_RESPONSE|RESPONSE_HEADERS_|HTTP2_|QUIC_)"
)


class Unreached:
    """Follows one profile's requests by host."""

    def __init__(self) -> None:
        self._hosts: dict[str, str] = {}
        self._failed: dict[str, str] = {}
        self._answered: set[str] = set()
        # Requests whose raw answer came before they were told of (measured).
        self._early: set[str] = set()

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of the Network domain; others are passed over."""
        match method:
            case "Network.requestWillBeSent":
                if "redirectResponse" in params:
                    self._answered.add(_host(params["redirectResponse"]["url"]))
                self._asked(params["requestId"], _host(params["request"]["url"]))
            case "Network.responseReceived":
                self._answered.add(_host(params["response"]["url"]))
            case "Network.responseReceivedExtraInfo":  # all there is of a blocked response
                self._answered.add(self._hosts.get(params["requestId"], ""))
                if params["requestId"] not in self._hosts:
                    self._early.add(params["requestId"])
            case "Network.loadingFailed" if NO_ANSWER.match(params["errorText"]):
                host = self._hosts.get(params["requestId"], "")
                self._failed.setdefault(host, params["errorText"])

    def _asked(self, number: str, host: str) -> None:
        self._hosts[number] = host
        if number in self._early:
            self._early.discard(number)
            self._answered.add(host)

    def by_host(self) -> dict[str, str]:
        """The browser's error by host, for those that answered nothing at all."""
        silent = self._failed.keys() - self._answered - {""}
        return {host: self._failed[host] for host in sorted(silent)}


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
