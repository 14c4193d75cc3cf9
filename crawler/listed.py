"""What consent platforms say themselves of a site's cookies: the platform's own list."""

import re
from dataclasses import dataclass

_ANCHORED = re.compile(r"(\^?)((?:\\[^A-Za-z0-9]|[A-Za-z0-9_ :@%~-])*)(?:(\$)|\(?\.[*+]\)?\$?)?")


@dataclass(frozen=True, slots=True, order=True)
class ListedCookie:
    """What a platform says of one cookie, in its own words; empty where it says nothing.

    ``name`` may have the wildcard ``*``; a pattern that no wildcard can say stands in slashes.
    ``kind`` is what it says of where the cookie is kept.
    """

    name: str
    domain: str = ""
    lifetime: str = ""
    category: str = ""
    provider: str = ""
    purpose: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PlatformList:
    """The list of one platform as it was met on a page; ``cut`` where it was too long to keep.

    ``unread`` says why it could not be read, which is not the same as an empty list; where not
    even the platform is known, ``platform`` is empty.
    """

    platform: str
    page: str
    cookies: tuple[ListedCookie, ...] = ()
    cut: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True)
class ComparedCookie:
    """One cookie of a site in the four lists: what each says of it.

    Of a list, None is "it was not read", and empty "it does not have it". ``differences`` are
    sentences without a full stop.
    """

    site: str
    name: str
    policy: str | None
    declaration: str | None
    platform: str | None
    browser: str | None
    differences: tuple[str, ...] = ()

    def cell(self, name: str) -> str:
        """What a list says, or that it was not read; empty where it has it not."""
        told: dict[str, str | None] = {
            "policy": self.policy,
            "declaration": self.declaration,
            "platform": self.platform,
            "browser": self.browser,
        }
        return "not read" if told[name] is None else told[name] or ""


def wildcard_of(pattern: str) -> str:
    """A regular expression as a name with wildcards: ``^_ga`` is ``_ga*``.

    What cannot be said so stays what it is, between slashes.
    """
    found = _ANCHORED.fullmatch(pattern)
    if not found or not found[2]:
        return f"/{pattern}/"
    literal = re.sub(r"\\(.)", r"\1", found[2])
    return f"{'' if found[1] else '*'}{literal}{'' if found[3] else '*'}"
