"""Stacks of calls with the true addresses of scripts: ``//# sourceURL=`` can claim any other.

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
    """Where a script that claims another address really begins: 0-based, as DevTools count."""

    url: str
    line: int
    column: int


class Scripts:
    """The scripts of one target that claim an address."""

    def __init__(self) -> None:
        self._claiming: dict[str, Origin] = {}

    def parsed(self, params: Mapping[str, Any]) -> None:
        """Take in ``Debugger.scriptParsed``."""
        if params.get("hasSourceURL"):
            self._claiming[params["scriptId"]] = Origin(
                params.get("embedderName", ""), params["startLine"], params["startColumn"]
            )

    def true(self, stack: Stack | None) -> Stack:
        """The stack with true addresses and positions; of ``eval`` there is none."""
        if not stack:
            return {}
        if not self._claiming:
            return stack
        frames = [self._true_frame(frame) for frame in stack.get("callFrames", ())]
        return {"callFrames": frames, "parent": self.true(stack.get("parent"))}

    def _true_frame(self, frame: Mapping[str, Any]) -> Mapping[str, Any]:
        origin = self._claiming.get(frame.get("scriptId", ""))
        if origin is None:
            return frame
        # Positions in such a script count from its own beginning (measured).
        first = frame["lineNumber"] == 0
        return {
            **frame,
            "url": origin.url,
            "lineNumber": frame["lineNumber"] + origin.line,
            "columnNumber": frame["columnNumber"] + (origin.column if first else 0),
        }
