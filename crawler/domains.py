"""Registrable domains, by the public suffix list that comes with publicsuffixlist."""

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _listed_suffixes() -> PublicSuffixList:
    """Those on the list alone: without its rule that any unknown last label is one."""
    return PublicSuffixList(accept_unknown=False)


def is_public_suffix(host: str) -> bool:
    """Whether the list names it as a suffix that is nobody's own, such as ``com`` or ``co.uk``.

    What the list does not know, such as ``localhost`` or a name in an intranet, is none.
    """
    host = _bare(host)
    return _listed_suffixes().publicsuffix(host) == host


@cache
def registrable_domain(host: str) -> str:
    """The domain a registrant owns (eTLD+1); an IP address or a bare suffix is its own."""
    host = _bare(host)
    return _owned(host) or host


@cache
def is_registered(host: str) -> bool:
    """Whether a registrant owns it: it is neither an IP address nor a bare public suffix."""
    return _owned(_bare(host)) is not None


def _bare(host: str) -> str:
    return host.strip("[]").removeprefix(".").rstrip(".").lower()


def _owned(host: str) -> str | None:
    try:
        ip_address(host)
    except ValueError:
        return _suffixes().privatesuffix(host)
    return None


def covers(domain: str, host: str) -> bool:
    """Whether a declared domain covers a host: itself and its subdomains."""
    domain, host = (one.removeprefix(".").rstrip(".").lower() for one in (domain, host))
    return host == domain or host.endswith(f".{domain}")


def site_of(url: str) -> str:
    """The site of a URL as Chromium's partition keys spell it: scheme and registrable domain."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{registrable_domain(parts.hostname or '')}"
