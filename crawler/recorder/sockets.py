"""What web sockets send: DevTools give the handshake's ``Cookie`` header and no more."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.cookies import Identity, JarEntry, Read, Write
from crawler.domains import covers
from crawler.recorder.moments import Moment


@dataclass(frozen=True, slots=True)
class Handshake:
    """One handshake's URL and the ``Cookie`` header that it sent."""

    url: str
    header: str
    moment: Moment


class Senders:
    """Finds which cookie each name and value of a header was."""

    def __init__(self, known: Iterable[Write | JarEntry], hashed: Callable[[str], str]) -> None:
        self._hashed = hashed
        self._named: defaultdict[str, dict[Identity, set[str]]] = defaultdict(dict)
        for one in known:
            by_name = self._named[one.identity.name]
            by_name.setdefault(one.identity, set()).add(one.value_hash)

    def reads(self, handshake: Handshake) -> Iterator[Read]:
        """One read for each cookie of the header."""
        parts = urlsplit(handshake.url)
        host = parts.hostname or ""
        for pair in filter(None, handshake.header.split("; ")):
            name, equals, value = pair.partition("=")
            if not equals:
                name, value = "", name
            yield Read(
                identity=self._identity(name, value, host, parts.path or "/"),
                at=handshake.moment.at,
                phase=handshake.moment.stage.phase,
                page=handshake.moment.stage.page,
                url=handshake.url,
                host=host,
            )

    def _identity(self, name: str, value: str, host: str, path: str) -> Identity:
        """The known cookie that it can only or most likely be; the same value goes first."""
        value_hash = self._hashed(value)
        fitting = [
            (value_hash in hashes, len(identity.path), identity)
            for identity, hashes in self._named.get(name, {}).items()
            if _goes(identity, host, path)
        ]
        return max(fitting)[2] if fitting else Identity(name, host)


def _goes(identity: Identity, host: str, path: str) -> bool:
    """RFC 6265, sections 5.1.3 and 5.1.4."""
    own = identity.domain.startswith(".") and covers(identity.host, host)
    base = identity.path.rstrip("/")
    return (own or identity.domain == host) and (path == base or path.startswith(f"{base}/"))
