"""Which script brought which resource in: the chain from a script up to the page's own tag."""

from collections.abc import Mapping
from typing import Any

LONGEST_CHAIN = 20
# Documents without an address of their own: a script made their frame, or wrote them.
UNADDRESSED = "about:"


class Initiators:
    """What the browser says of each request's initiator, and the chains that follow from it."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._documents: dict[str, str] = {}
        self._makers: dict[str, str] = {}

    def framed(self, frame_id: str, stack: Mapping[str, Any] | None) -> None:
        """Remember which script, if any, made a frame."""
        if maker := script_of(stack):
            self._makers[frame_id] = maker

    def learn(self, url: str, initiator: Mapping[str, Any], frame_id: str = "") -> None:
        """Remember who asked for ``url``, the first time that it is asked for."""
        by, asking = initiator.get("type"), str(initiator.get("url") or "")
        # A module that imports another one is told as a script without a stack (measured).
        parent = (script_of(initiator.get("stack")) or asking) if by == "script" else ""
        if by == "parser" and asking.startswith(UNADDRESSED):
            parent = self._makers.get(frame_id, "")
        elif by == "parser" and asking and asking != url:
            self._documents.setdefault(url, asking)
        if parent and parent != url:
            self._parents.setdefault(url, parent)

    def chain(self, url: str) -> tuple[str, ...]:
        """The scripts that led to ``url``, outermost first, without ``url`` itself.

        The document of a frame stands among them where a script brought it in.
        """
        chain: list[str] = []
        parent = self._parent(url)
        while parent and parent not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(parent)
            parent = self._parent(parent)
        return tuple(reversed(chain))

    def _parent(self, url: str) -> str:
        """What brought it in: a script, or a document with a tag that a script brought in."""
        if parent := self._parents.get(url):
            return parent
        document, seen = self._documents.get(url, ""), {url}
        while document and document not in seen:
            seen.add(document)
            if document in self._parents:
                return self._documents[url]
            document = self._documents.get(document, "")
        return ""


def script_of(stack: Mapping[str, Any] | None) -> str:
    """The URL of the innermost named script of a stack, asynchronous parents included."""
    while stack:
        for frame in stack.get("callFrames", ()):
            if frame.get("url"):
                return str(frame["url"])
        stack = stack.get("parent")
    return ""
