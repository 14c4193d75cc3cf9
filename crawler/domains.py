"""Registrable domains, by the public suffix list that comes with publicsuffixlist."""

from functools import cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def registrable_domain(host: str) -> str:
    """The domain a registrant owns (eTLD+1); an IP address or a bare suffix is its own."""
    host = host.strip("[]").removeprefix(".").rstrip(".").lower()
    try:
        ip_address(host)
    except ValueError:
        return _suffixes().privatesuffix(host) or host
    return host


def covers(domain: str, host: str) -> bool:
    """Whether a declared domain covers a host: itself and its subdomains."""
    domain, host = (one.removeprefix(".").rstrip(".").lower() for one in (domain, host))
    return host == domain or host.endswith(f".{domain}")
