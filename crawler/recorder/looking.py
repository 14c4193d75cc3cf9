"""Documents that are still finding out which cookies they have (``changes.js``).

What was set in their first moments is told by that alone. It comes by the page's own tasks, which
stand still with the page's clock: a page that is left before is pushed on until it has told.
"""

from collections.abc import Iterable

from crawler.recorder.scripts import ScriptCall
from crawler.recorder.targets import Target

KINDS = ("looking", "looked")


class Looking:
    """Which documents of a profile have begun to look, and have not told yet what they found."""

    def __init__(self) -> None:
        self._places: set[tuple[str, int]] = set()

    def hear(self, session: str, realm: int, call: ScriptCall) -> None:
        """Take in one message of those ``KINDS``."""
        if call.kind == "looking":
            self._places.add((session, realm))
        else:
            self._places.discard((session, realm))

    def sessions(self, targets: Iterable[Target]) -> list[str]:
        """The sessions of those that are still there and have not told yet."""
        alive = {(one.session, realm) for one in targets for realm in one.realms}
        self._places &= alive
        return sorted({session for session, _ in self._places})
