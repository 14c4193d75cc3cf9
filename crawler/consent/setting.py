"""The choice made by setting the switches of a panel, seen to hold, and saved."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.consent.banner import Banner, Level
from crawler.consent.closing import CLOSE_LIMIT_S, closed, looks
from crawler.consent.decision import Decision, quoted
from crawler.consent.panel import LOOK_LIMIT_S, Panel, Switch, find_panel
from crawler.tab import Tab

CLICK_LIMIT_MS = 2000
# A switch may slide, or be drawn anew, before it tells what it is.
TURN_LIMIT_S = 0.6
# Switches that hang on others, or were drawn anew, are looked at again.
ROUNDS = 3
# Tabs and headings of one panel that are opened, and how long one may take to draw its part.
MOST_FOLDS = 20
UNFOLD_LIMIT_S = 0.4


async def choose_in_panel(
    tab: Tab, granted: frozenset[str], on_choice: Callable[[], Awaitable[None]]
) -> Decision:
    """Turn on what is granted and off all else that is optional, see that it took, and save.

    ``granted`` holds ``Purpose`` words, and is empty for a refusal; a switch of which nothing tells
    what it is for goes off. ``on_choice`` is awaited just before the first act.
    """
    by = "finder:panel"
    panel = await find_panel(tab.page)
    if panel is None:
        return Decision(False, "no panel of choices is open", by)
    if problem := panel.unsettable(granted) if panel.folds else panel.problem(granted):
        return Decision(False, problem, by)
    await on_choice()
    asked = await _set_all(tab.page, panel, granted)
    if isinstance(asked, str):
        return Decision(False, asked, by)
    if doubt := (panel.folds and asked.problem(granted)) or asked.doubt(granted):
        return Decision(False, doubt, by)
    return await _ended(tab, asked, granted)


async def _set_all(page: Page, panel: Panel, granted: frozenset[str]) -> Panel | str:
    """Set all switches, those too that are drawn only once their part of the panel is opened.

    The panel as it then reads, with every switch that was met; a sentence where that failed.
    """
    now = await _set(page, panel, granted)
    opened: set[str] = set()
    met: dict[tuple[str, frozenset[str]], Switch] = {}
    while now is not None:
        met |= {(one.label, one.purposes): one for one in now.switches}
        shut = [one for one in now.folds if one not in opened]
        if not shut:
            return replace(now, switches=tuple(met.values())) if opened else now
        if len(opened) >= MOST_FOLDS:
            return f"the panel has more parts than were opened: {quoted(_heading(shut[0]))}"
        opened.add(shut[0])
        now = await _unfold(page, now, shut[0])
        if now is None:
            return f"the panel closed when {quoted(_heading(shut[0]))} was opened"
        if reason := now.unsettable(granted):
            return reason
        now = await _set(page, now, granted)
        if now is not None and (doubt := now.doubt(granted)):
            return doubt
    return "the panel closed before its switches were set"


def _heading(fold: str) -> str:
    return fold.rpartition(" ")[0]


async def _unfold(page: Page, panel: Panel, fold: str) -> Panel | None:
    """Press a tab or heading; the panel once what that draws is there."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            ask = "(found, n) => { found.unfold(n) }"
            await panel.found.evaluate(ask, panel.folds.index(fold))
    before, last, now = _looks_like(panel), None, None
    async for _ in looks(UNFOLD_LIMIT_S):
        now = await find_panel(page)
        look = _looks_like(now)
        if look == last and look != before:
            break
        last = look
    return now


def _looks_like(panel: Panel | None) -> object:
    return panel and (panel.length, panel.switches, panel.folds)


async def _set(page: Page, panel: Panel, granted: frozenset[str]) -> Panel | None:
    """Press what is not as it should be; the panel as it then reads, looked for anew."""
    now: Panel | None = panel
    for _ in range(ROUNDS):
        if now is None or not now.wrong(granted):
            break
        for n in now.wrong(granted):
            await _turn(now, n, bool(now.switches[n].wanted(granted)))
        now = await find_panel(page)
    return now


async def _turn(panel: Panel, n: int, on: bool) -> None:
    """Press one switch as a person would; by script where that moves nothing, or none is seen."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            if await _reads(panel, n, on, 0.0):  # it followed another one
                return
            if panel.switches[n].shown:
                ask = "(found, [n, on]) => found.target(n, on)"
                target = (await panel.found.evaluate_handle(ask, [n, on])).as_element()
                with suppress(PlaywrightError):
                    if target is not None:
                        await target.click(timeout=CLICK_LIMIT_MS)
                if await _reads(panel, n, on, TURN_LIMIT_S):
                    return
            await panel.found.evaluate("(found, [n, on]) => { found.press(n, on) }", [n, on])
            await _reads(panel, n, on, TURN_LIMIT_S)


async def _reads(panel: Panel, n: int, on: bool, limit_s: float) -> bool:
    async for _ in looks(limit_s):
        state = await panel.found.evaluate("(found, n) => found.state(n)", n)
        if state == ("on" if on else "off"):
            return True
    return False


async def _ended(tab: Tab, panel: Panel, granted: frozenset[str]) -> Decision:
    """Save, or close where the panel keeps each choice at once."""
    how = panel.ends_by[0]
    by, proof = f"finder:panel+{how}", panel.proof(granted)
    element = await panel.part("panel")
    level = Level.SEEN if element else Level.NONE
    button = await panel.part(how)
    seen = Banner(level, panel.text, element, {how: button} if button else {}, panel.laid)
    if not await seen.press(how):
        return Decision(False, f"the panel's button to {how} could not be pressed", by)

    async def no_panel() -> bool:
        return await find_panel(tab.page) is None

    if await closed(tab, seen, also=no_panel):
        ended = (
            "the panel closed" if how == "close" else "the choice was saved and the panel closed"
        )
        return Decision(True, "", by, (proof, ended), banner=panel.text)
    if not panel.laid and how == "save":
        return await _kept(tab, granted, by, proof)
    return Decision(False, f"the panel is still open after its button to {how}", by)


async def _kept(tab: Tab, granted: frozenset[str], by: str, proof: str) -> Decision:
    """A panel that is a part of its page stays; what it saved it still says when loaded again."""
    await tab.go_on(tab.page.url)
    async for _ in looks(CLOSE_LIMIT_S):
        panel = await find_panel(tab.page)
        if panel and not panel.problem(granted) and not panel.wrong(granted):
            again = "they read the same after the page was loaded again"
            return Decision(True, "", by, (proof, again), banner=panel.text)
    return Decision(False, "after saving, the panel did not read the same when loaded again", by)
