"""What leads back to the choice on a page, as a person would look for it."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import ElementHandle, Frame, JSHandle, Page
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, ConfigDict

from crawler.consent.banner import CLICK_LIMIT_MS
from crawler.consent.closing import looks
from crawler.consent.decision import quoted
from crawler.consent.finders import look_in
from crawler.tab import Tab

LOOK_LIMIT_S = 4.0
# What a platform adds after the page has loaded comes within this time.
APPEAR_LIMIT_S = 1.5
AFTER_SCROLL_S = 0.5
# From this rank on it says what it leads to; below, it may lead there.
PLAIN = 4
# Some badges show only while the pointer is near the lower edge of the window.
EDGE_PX = 5


class _Facts(BaseModel):
    """What ``way_back.js`` tells of one candidate."""

    model_config = ConfigDict(frozen=True)

    rank: int
    way: Literal["opens", "revokes", "page"]
    name: str
    href: str
    hidden: bool
    role: Literal["link", "button", "icon"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may lead back to the choice.

    It ``opens`` the choices, ``revokes`` at once, or leads to another ``page`` of the site at
    ``href``. ``hidden`` tells that a menu or details must be unfolded first.
    """

    rank: int
    way: Literal["opens", "revokes", "page"]
    href: str
    hidden: bool
    called: str
    found: JSHandle
    n: int

    async def press(self) -> bool:
        """Press it as a person would; by script only where something lies over it."""
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(LOOK_LIMIT_S):
                element = await self._element()
                if element is None:
                    return False
                with suppress(PlaywrightError):
                    await element.click(timeout=CLICK_LIMIT_MS)
                    return True
                await element.evaluate("element => element.click()")
                return True
        return False

    async def unfold(self) -> bool:
        """Open what hides it; whether a person then sees it."""
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(LOOK_LIMIT_S):
                await self._hover()
                shown = await self.found.evaluate("(found, n) => found.unfold(n)", self.n)
                return shown is True
        return False

    async def _hover(self) -> None:
        """Point at what is seen around it, by which some menus open."""
        ask = "(found, n) => found.around(n)"
        around = (await self.found.evaluate_handle(ask, self.n)).as_element()
        with suppress(PlaywrightError):
            if around is not None:
                await around.hover(timeout=CLICK_LIMIT_MS)

    async def _element(self) -> ElementHandle | None:
        ask = "(found, n) => found.elements[n]"
        return (await self.found.evaluate_handle(ask, self.n)).as_element()


async def candidates(page: Page) -> list[Candidate] | None:
    """What may lead back to the choice, the most certain first; None where no look was possible."""
    found = await asyncio.gather(*(_look(frame) for frame in page.frames))
    if found and found[0] is None:
        return None
    every = [one for some in found for one in some or ()]
    return sorted(every, key=lambda one: (one.hidden, -one.rank))


async def _look(frame: Frame) -> list[Candidate] | None:
    with suppress(PlaywrightError, TimeoutError, ValueError, TypeError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            found = await look_in(frame, "way_back.js")
            told = [_Facts.model_validate(one) for one in await found.evaluate("one => one.facts")]
            return [
                Candidate(one.rank, one.way, one.href, one.hidden, _called(one), found, n)
                for n, one in enumerate(told)
            ]
    return None


def _called(one: _Facts) -> str:
    return f"{one.role} {quoted(one.name)}" if one.name else f"{one.role} of a consent platform"


async def wait_for_candidates(tab: Tab) -> list[Candidate] | None:
    """Look until something says plainly where it leads; last at the foot of the page."""
    found = await _until_plain(tab, APPEAR_LIMIT_S)
    if found is None or _plain(found):
        return found
    await _go_down(tab)
    return await _until_plain(tab, AFTER_SCROLL_S)


async def _until_plain(tab: Tab, limit_s: float) -> list[Candidate] | None:
    found: list[Candidate] | None = None
    async for _ in looks(limit_s):
        found = await candidates(tab.page)
        if _plain(found):
            break
    return found


async def _go_down(tab: Tab) -> None:
    await tab.scroll()
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            height = await tab.page.evaluate("innerHeight")
            if isinstance(height, int | float):
                await tab.page.mouse.move(210, height - EDGE_PX)


async def way_back(tab: Tab) -> bool:
    """Whether something on the page says now that it leads back to the choice; nothing is pressed.

    Works with the page's clock stopped.
    """
    return _plain(await candidates(tab.page))


def _plain(found: list[Candidate] | None) -> bool:
    """Whether one that is seen says plainly where it leads."""
    return any(one.rank >= PLAIN and not one.hidden for one in found or ())
