"""Whether a page asks for something as it is left, which is answered when it is gone.

DevTools tell nothing of such requests once the page is closed (measured, Chromium 156), so that
what they set is found in the jar alone, some time later.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from crawler.devtools import DevTools, TargetGone
from crawler.recorder.targets import SCRIPTED, Target

ASK_LIMIT_S = 0.5
EVENTS = ("beforeunload", "pagehide", "unload", "visibilitychange")
_LISTENS = (
    f"[window, document].some(one => {list(EVENTS)}.some(name => name in getEventListeners(one)))"
)


async def listens(devtools: DevTools, targets: Iterable[Target]) -> bool:
    """Whether a document of any of the targets listens for being left.

    Each is asked in its own realm: listeners of another one are not told (measured, Chromium 156).
    """
    asked = [
        _asked(devtools, one.session, number)
        for one in targets
        if one.type in SCRIPTED
        for number, realm in one.realms.items()
        if realm.main
    ]
    return any(await asyncio.gather(*asked))


async def _asked(devtools: DevTools, session: str, realm: int) -> bool:
    ask = {"expression": _LISTENS, "includeCommandLineAPI": True, "returnByValue": True}
    with suppress(TargetGone, TimeoutError):
        async with asyncio.timeout(ASK_LIMIT_S):
            answer = await devtools.send("Runtime.evaluate", {**ask, "contextId": realm}, session)
            return answer.get("result", {}).get("value") is True
    return False
