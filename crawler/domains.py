"""Registrable domains, by the public suffix list that comes with publicsuffixlist."""

import re
import unicodedata
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
# Python's codec is IDNA 2003, which loses these letters; browsers keep them (UTS 46, section 7).
_DEVIATING = re.compile("[\u00df\u1e9e\u03c2\u200c\u200d]")


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


def ascii_host(host: str) -> str:
    """A host name as it goes over the wire; empty for one that no host can have."""
    if host.isascii():
        return host
    try:
        return ".".join(map(_ascii_label, _DOTS.split(host)))
    except UnicodeError:
        return ""


def _ascii_label(label: str) -> str:
    if not _DEVIATING.search(label):
        return label.encode("idna").decode()
    composed = unicodedata.normalize("NFKC", label).lower()
    return f"xn--{composed.encode('punycode').decode()}"


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


def stands_for(host: str, audited: str, declared: str) -> str:
    """The declared host that one of a copy stands for; others stand for themselves."""
    if covers(host, audited):
        return declared
    if covers(audited, host):
        return f"{host.removesuffix(audited)}{declared}"
    return host


def site_of(url: str) -> str:
    """The site of a URL as Chromium's partition keys spell it: scheme and registrable domain."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{registrable_domain(parts.hostname or '')}"
