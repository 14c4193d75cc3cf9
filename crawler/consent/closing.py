"""Whether a banner goes away once it was answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from crawler.consent.banner import Banner, Level, find_banner
from crawler.tab import Tab

LOOK_AGAIN_S = 0.15
CLOSE_LIMIT_S = 1.5
# A server that keeps the choice may take longer before its page, or its answer, closes the banner.
ANSWER_LIMIT_S = 6.0
# What a press asks for is asked for before we look whether it helped; a press takes some seconds
# where something lies over the button.
JUST_NOW_S = 5.0


async def looks(limit_s: float) -> AsyncIterator[None]:
    """Come back every moment until the limit, at least once."""
    loop = asyncio.get_running_loop()
    end = loop.time() + limit_s
    while True:
        yield
        if loop.time() >= end:
            return
        await asyncio.sleep(LOOK_AGAIN_S)


async def closed(
    tab: Tab,
    banner: Banner,
    limit_s: float | None = None,
    also: Callable[[], Awaitable[bool]] | None = None,
) -> bool:
    """Whether the banner goes away, and no other that speaks of consent takes its place.

    Without a limit it is waited for longer while an answer is on its way, or the page cannot be
    searched because it is just loading. ``also`` has to be true then, too.
    """
    began = time.monotonic()
    async for _ in looks(ANSWER_LIMIT_S if limit_s is None else limit_s):
        left = await find_banner(tab.page)
        gone = left.level in (Level.NONE, Level.OVERLAY) or left.is_other_than(banner.text)
        if gone and not await banner.is_open() and (also is None or await also()):
            return True
        waits = left.level is Level.UNSEARCHED or tab.under_way.any_since(began - JUST_NOW_S)
        if limit_s is None and not waits and time.monotonic() - began >= CLOSE_LIMIT_S:
            break
    return False
