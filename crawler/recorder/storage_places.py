"""Where a page keeps things beside cookies, as Chromium tells one place from another."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.cookies import OPAQUE, Identity, StorageType
from crawler.domains import site_of

NAMES_IN_SCRIPTS = {
    StorageType.LOCAL_STORAGE: "localStorage",
    StorageType.SESSION_STORAGE: "sessionStorage",
    StorageType.INDEXED_DB: "indexedDB",
    StorageType.CACHE_STORAGE: "caches",
}


@dataclass(frozen=True, slots=True)
class StorageKey:
    """An origin's storage; ``partition`` is the top-level site where it is one of a frame's.

    A frame of another site, or inside one of another site, has storage of its own under each
    top-level site (Chromium since version 115).
    """

    origin: str
    partition: str = ""

    @classmethod
    def read(cls, text: str) -> "StorageKey":
        """Read Chromium's own spelling (third_party/blink/common/storage_key/storage_key.cc).

        ``https://a.test/`` is unpartitioned, ``https://b.test/^0https://a.test`` belongs to b.test
        under a.test, ``https://a.test/^31`` to a.test in a frame of another site.
        """
        origin, _, rest = text.partition("^")
        origin = origin.rstrip("/")
        match rest[:1]:
            case "":
                return cls(origin)
            case "0":
                return cls(origin, rest[1:].partition("^")[0])
            case "3":
                return cls(origin, site_of(origin))
        return cls(origin, OPAQUE)

    @classmethod
    def guessed(cls, origin: str, sites: list[str]) -> "StorageKey":
        """By the sites of the documents around a frame, the tab's last."""
        own = site_of(origin)
        return cls(origin, sites[-1] if any(site != own for site in sites) else "")


@dataclass(frozen=True, slots=True)
class Place:
    """One store: ``tab`` tells those of ``sessionStorage`` apart, and is empty for others."""

    type: StorageType
    key: StorageKey
    tab: str = ""

    def identity(self, name: str) -> Identity:
        """What an item of this place is called in an audit; its path is the origin."""
        host = urlsplit(self.key.origin).hostname or self.key.origin
        return Identity(name, host, self.key.origin, self.key.partition, self.type)


@dataclass(frozen=True, slots=True)
class Item:
    """Something kept in a place: a key, a database or a cache, by its name."""

    place: Place
    name: str


def size_of(*texts: str) -> int:
    """Bytes of texts in UTF-8."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
