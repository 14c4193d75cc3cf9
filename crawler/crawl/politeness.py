"""How long a crawl waits: between two pages of a host, and where a server asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

# The servers of others are not visited more often than this; seconds from start to start.
DELAY_S = 0.5
# What a server may ask for at most; after a longer time the audit would be another one. Seconds.
MOST_WAIT_S = 60.0
# Where a server has too much and does not say for how long (RFC 6585, section 4).
UNTOLD_S = 5.0
TOO_MANY, UNAVAILABLE = 429, 503
# ASCII digits alone are a number of seconds (RFC 9110, section 10.2.3).
_DIGITS = frozenset("0123456789")


def wait_asked(status: int | None, headers: Mapping[str, str], now: float) -> float | None:
    """The seconds after which a page may be asked for again; None where it is not to be.

    ``headers`` have names in lower case; ``now`` is in seconds since the epoch.
    """
    if status not in (TOO_MANY, UNAVAILABLE):
        return None
    asked = _read(headers.get("retry-after", "").strip(), _moment(headers.get("date", "")) or now)
    return UNTOLD_S if asked is None and status == TOO_MANY else asked


def _read(text: str, now: float) -> float | None:
    if text and set(text) <= _DIGITS:
        return float(text[:12])
    moment = _moment(text)
    return None if moment is None else max(moment - now, 0.0)


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def is_local(host: str, resolve: Mapping[str, str]) -> bool:
    """Whether a host is this machine, by its name or by where it is to be found."""
    fitting = [one for one in resolve if _fits(one, host)]
    # As Chromium takes them: the most specific pattern first.
    best = min(fitting, key=lambda one: (one.count("*"), -len(one)), default="")
    address = resolve[best] if best else host
    name = urlsplit(f"//{address}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _fits(pattern: str, host: str) -> bool:
    return pattern in ("*", host) or (pattern.startswith("*.") and host.endswith(pattern[1:]))


@dataclass(slots=True)
class Pace:
    """When each host may be visited next; times are of one clock, in seconds."""

    delay_s: float = 0.0
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, page: str, now: float) -> float:
        """The seconds until a page may be visited; that visit is then taken as begun."""
        host = urlsplit(page).hostname or ""
        begins = max(now, self._last.get(host, now - self.delay_s) + self.delay_s)
        self._last[host] = begins
        return begins - now
