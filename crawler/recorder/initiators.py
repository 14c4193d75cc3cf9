"""Which script brought which resource in: the chain from a script up to the page's own tag."""

from collections.abc import Mapping
from typing import Any

LONGEST_CHAIN = 20


class Initiators:
    """What the browser says of each request's initiator, and the chains that follow from it."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def learn(self, url: str, initiator: Mapping[str, Any]) -> None:
        """Remember who asked for ``url``, the first time that it is asked for."""
        parent = script_of(initiator.get("stack")) if initiator.get("type") == "script" else ""
        if parent and parent != url:
            self._parents.setdefault(url, parent)

    def chain(self, url: str) -> tuple[str, ...]:
        """The scripts that led to ``url``, outermost first, without ``url`` itself."""
        chain: list[str] = []
        parent = self._parents.get(url)
        while parent and parent not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(parent)
            parent = self._parents.get(parent)
        return tuple(reversed(chain))


def script_of(stack: Mapping[str, Any] | None) -> str:
    """The URL of the innermost named script of a stack, asynchronous parents included."""
    while stack:
        for frame in stack.get("callFrames", ()):
            if frame.get("url"):
                return str(frame["url"])
        stack = stack.get("parent")
    return ""
