"""Whether a banner goes away once it was answered."""

import asyncio
from collections.abc import AsyncIterator

from crawler.consent.banner import Banner, Level, find_banner
from crawler.tab import Tab

LOOK_AGAIN_S = 0.15
CLOSE_LIMIT_S = 1.5


async def looks(limit_s: float) -> AsyncIterator[None]:
    """Come back every moment until the limit, at least once."""
    loop = asyncio.get_running_loop()
    end = loop.time() + limit_s
    while True:
        yield
        if loop.time() >= end:
            return
        await asyncio.sleep(LOOK_AGAIN_S)


async def closed(tab: Tab, banner: Banner, limit_s: float | None = None) -> bool:
    """Whether the banner goes away, and no other that speaks of consent takes its place."""
    async for _ in looks(CLOSE_LIMIT_S if limit_s is None else limit_s):
        left = await find_banner(tab.page)
        gone = left.level in (Level.NONE, Level.OVERLAY) or left.is_other_than(banner.text)
        if gone and not await banner.is_open():
            return True
    return False
