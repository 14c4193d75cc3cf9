"""What is known of cookies that many sites set: from what their vendors publish, with its address.

The table came about by hand. A lifetime or purpose that a source does not give is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from crawler.cookies import StorageType
from crawler.declared import Category
from crawler.declared.syntax import LOADER
from crawler.domains import covers
from crawler.names import NamePattern

TABLE = "known_cookies.yaml"


@dataclass(frozen=True, slots=True)
class KnownCookie:
    """What a source says of a cookie. ``domains`` is empty where any may be its own.

    ``lifetime`` is in the source's words; ``category``, ``lifetime`` and ``purpose`` are empty
    where it does not give them.
    """

    pattern: NamePattern
    source: str
    provider: str = ""
    category: Category | None = None
    purpose: str = ""
    lifetime: str = ""
    domains: tuple[str, ...] = ()
    type: StorageType | None = StorageType.COOKIE
    checked: bool = True
    """Whether this was held against the source; what was not may be out of date."""

    def fits(self, name: str, host: str, kind: StorageType) -> bool:
        """Whether it speaks of a cookie; a ``type`` of None speaks of every kind."""
        return (
            self.type in (None, kind)
            and self.pattern.matches(name)
            and (not self.domains or any(covers(domain, host) for domain in self.domains))
        )


@dataclass(frozen=True, slots=True)
class KnownCookies:
    """Tables of known cookies; an earlier one is asked first."""

    tables: tuple[tuple[KnownCookie, ...], ...]

    def of(self, name: str, hosts: Iterable[str], kind: StorageType) -> KnownCookie | None:
        """What is known of a cookie on all its hosts: by the most specific name that fits."""
        hosts = list(hosts)
        for table in self.tables:
            fitting = [one for one in table if all(one.fits(name, host, kind) for host in hosts)]
            if fitting:
                return max(fitting, key=_specificity)
        return None


def _specificity(one: KnownCookie) -> tuple[bool, int, bool]:
    return one.pattern.exact, one.pattern.literal_length, bool(one.domains)


@cache
def built_in_table() -> tuple[KnownCookie, ...]:
    """The table that comes with the package."""
    text = files("crawler.suggest").joinpath(TABLE).read_text("utf-8")
    groups: list[dict[str, Any]] = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe one
    return tuple(_known({**group, **row}) for group in groups for row in group["cookies"])


def _known(row: Mapping[str, Any]) -> KnownCookie:
    return KnownCookie(
        pattern=NamePattern(row["name"]),
        source=row["source"],
        provider=row["provider"],
        category=Category(row["category"]),
        purpose=row.get("purpose", ""),
        lifetime=row.get("lifetime", ""),
        domains=tuple(row.get("domains", ())),
        type=StorageType(row.get("type", StorageType.COOKIE)),
        checked="checked" in row,
    )
