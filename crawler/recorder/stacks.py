"""Stacks of calls with the true addresses of scripts: ``//# sourceURL=`` can claim any other.

Code without an address (``new Function``, an inline script that a script put there) has that of
whoever made it.

DevTools give a script the address that it claims, and beside that its ``embedderName``: the
address that it was loaded from, the document's for an inline one, none for ``eval`` (measured,
Chromium 156).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Stack = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a script, such as where one really begins: 0-based, as DevTools count."""

    url: str
    line: int
    column: int


class Scripts:
    """The scripts of one target that claim an address, and those that have none."""

    def __init__(self) -> None:
        self._claiming: dict[str, Origin] = {}
        self._made: dict[str, Origin] = {}

    def parsed(self, params: Mapping[str, Any]) -> None:
        """Take in ``Debugger.scriptParsed``."""
        number, url = params["scriptId"], params["url"]
        if params.get("hasSourceURL"):
            url = params.get("embedderName", "")
            self._claiming[number] = Origin(url, params["startLine"], params["startColumn"])
        if not url and (maker := place_of(self.true(params.get("stackTrace")))):
            self._made[number] = maker

    def true(self, stack: Stack | None) -> Stack:
        """The stack with true addresses and positions; of code that nobody made there is none."""
        if not stack:
            return {}
        if not self._claiming and not self._made:
            return stack
        frames = [self._true_frame(frame) for frame in stack.get("callFrames", ())]
        return {"callFrames": frames, "parent": self.true(stack.get("parent"))}

    def _true_frame(self, frame: Mapping[str, Any]) -> Mapping[str, Any]:
        number = frame.get("scriptId", "")
        place = self._made.get(number) or self._begun(frame, self._claiming.get(number))
        if place is None:
            return frame
        at = {"url": place.url, "lineNumber": place.line, "columnNumber": place.column}
        return {**frame, **at}

    @staticmethod
    def _begun(frame: Mapping[str, Any], origin: Origin | None) -> Origin | None:
        """Where a frame of a claiming script is; its positions count from its own beginning."""
        if origin is None:
            return None
        first = frame["lineNumber"] == 0  # measured, Chromium 156
        column = frame["columnNumber"] + (origin.column if first else 0)
        return Origin(origin.url, frame["lineNumber"] + origin.line, column)


def place_of(stack: Stack) -> Origin | None:
    """The innermost place of a stack that has an address."""
    for frame in stack.get("callFrames", ()):
        if frame["url"]:
            return Origin(str(frame["url"]), frame["lineNumber"], frame["columnNumber"])
    return None


def callers(stack: Stack) -> Stack:
    """A stack without the hook's own calls: they end where its breakpoint is evaluated."""
    frames = stack.get("callFrames", ())
    for number, frame in enumerate(frames):
        if frame["url"]:
            break
        if frame.get("functionName") == "eval":
            return {**stack, "callFrames": frames[number + 1 :]}
    return stack
