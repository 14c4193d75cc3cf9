"""Lists in JSON documents that a page loaded: OneTrust's, and the IAB's storage disclosures.

The IAB's are those that its vendors publish (Vendor Device Storage & Operational Disclosures).
"""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from crawler.lifetimes import in_words

_MOST = 1_000
_LONGEST = 1e12
Told = dict[str, object]


def told_by(documents: Mapping[str, str]) -> list[Told]:
    """What documents list, in the form in which a page's own script tells it."""
    return [told for url, text in documents.items() if (told := _told(url, text))]


def _told(url: str, text: str) -> Told | None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    if isinstance(content.get("disclosures"), list):
        host = urlsplit(url).hostname or ""
        return {"platform": "IAB", "cookies": list(_disclosed(content["disclosures"], host))}
    domain = content.get("DomainData")
    if isinstance(domain, dict) and isinstance(domain.get("Groups"), list):
        return {"platform": "OneTrust", "cookies": list(_grouped(domain["Groups"]))}
    return None


def _disclosed(disclosures: object, host: str) -> Iterator[Told]:
    for one in _objects(disclosures):
        kind = one.get("type")
        yield {
            "name": one.get("identifier"),
            "domain": one.get("domain"),
            "lifetime": _age(one.get("maxAgeSeconds")) if kind == "cookie" else "",
            "provider": host,
            "kind": kind,
        }


def _age(seconds: object) -> str:
    """A lifetime in words; none is a session, as the specification has it."""
    if seconds is None or seconds == 0:
        return "session"
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        return ""
    return in_words(float(seconds)) if seconds < _LONGEST else ""


def _grouped(groups: object) -> Iterator[Told]:
    for group in _objects(groups):
        own = [*_objects(group.get("FirstPartyCookies")), *_objects(group.get("Cookies"))]
        for host in _objects(group.get("Hosts")):
            own += [{"Host": host.get("HostName"), **one} for one in _objects(host.get("Cookies"))]
        for one in own:
            yield {
                "name": one.get("Name"),
                "domain": one.get("Host"),
                "purpose": one.get("description"),
                "category": group.get("GroupName"),
                "lifetime": _length(one),
            }


def _length(one: Told) -> str:
    """Days, where no other unit is given."""
    if one.get("IsSession") is True:
        return "session"
    length = str(one.get("Length") or "")
    days = length.isdecimal() and int(length) > 0 and one.get("DurationType", 1) in (1, None)
    return f"{length} days" if days else ""


def _objects(value: object) -> list[Told]:
    return (
        [one for one in value[:_MOST] if isinstance(one, dict)] if isinstance(value, list) else []
    )
