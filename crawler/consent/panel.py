"""Panels of choices: their switches, what each is for, and the choice made by setting them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import ElementHandle, Frame, JSHandle, Page
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, ConfigDict

from crawler.consent.banner import Banner, Level, find_banner
from crawler.consent.closing import CLOSE_LIMIT_S, looks
from crawler.consent.decision import Decision, quoted
from crawler.consent.finders import look_in
from crawler.tab import Tab

# What ``accept: [analytics]`` may name.
Purpose = Literal["necessary", "preferences", "analytics", "marketing"]
OPTIONAL: tuple[Purpose, ...] = ("preferences", "analytics", "marketing")

LOOK_LIMIT_S = 4.0
CLICK_LIMIT_MS = 2000
# A switch may slide, or be drawn anew, before it tells what it is.
TURN_LIMIT_S = 0.6
# Switches that hang on others, or were drawn anew, are looked at again.
ROUNDS = 3
MOST_NAMED = 8


class Switch(BaseModel):
    """One choice of a panel.

    ``state`` is ``mixed`` where some of several are on, ``unset`` where neither answer was given,
    ``unknown`` where nothing tells which.
    ``all`` moves every other switch; ``shown`` tells that a person sees it.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    purposes: frozenset[Purpose]
    all: bool
    locked: bool
    shown: bool
    state: Literal["on", "off", "mixed", "unset", "unknown"]

    def wanted(self, granted: frozenset[str]) -> bool | None:
        """Whether it should be on; None where it may be as it is."""
        if self.locked or "necessary" in self.purposes or (granted and self.all):
            return None
        return self.grants(granted)

    def grants(self, granted: frozenset[str]) -> bool:
        """Whether it stands for nothing but what is granted."""
        return bool(self.purposes) and self.purposes <= granted

    def is_right(self, granted: frozenset[str]) -> bool:
        """Whether it is known to be as the choice wants it."""
        wanted = self.wanted(granted)
        return wanted is None or self.state == ("on" if wanted else "off")

    def forces(self, granted: frozenset[str]) -> bool:
        """Whether it is on for a purpose that was not granted, and cannot be moved."""
        optional = self.purposes - {"necessary"}
        return (
            self.locked
            and self.state in ("on", "mixed")
            and bool(optional)
            and not optional <= granted
        )


class _Facts(BaseModel):
    """What ``panel.js`` tells of the panel that it found."""

    text: str
    laid: bool
    switches: tuple[Switch, ...]
    buttons: dict[Literal["save", "close"], bool]


@dataclass(frozen=True, slots=True)
class Panel:
    """An open panel of one frame. ``laid`` tells that it lies over the page."""

    text: str
    laid: bool
    switches: tuple[Switch, ...]
    ends_by: tuple[str, ...]
    found: JSHandle

    def problem(self, granted: frozenset[str]) -> str:
        """Why the choice cannot be made here; empty where it can be tried."""
        forced = [one for one in self.switches if one.forces(granted)]
        if forced:
            return f"the panel keeps {named(forced)} on"
        optional = [one for one in self.moved if one.wanted(granted) is not None]
        if not optional:
            return "the panel has no switch that could be turned off"
        unread = [one for one in optional if one.state == "unknown"]
        if unread:
            return f"nothing tells whether {named(unread)} is on or off"
        met = {one for switch in self.switches if switch.grants(granted) for one in switch.purposes}
        missing = [one for one in OPTIONAL if one in granted and one not in met]
        if missing:
            has = f"it has {named(optional)}"
            return f"the panel has no choice of its own for {', '.join(missing)}: {has}"
        return "" if self.ends_by else "the panel has no button that saves the choice"

    @property
    def moved(self) -> list[Switch]:
        """The switches that count: one for all others that nobody can read does not beside them."""
        single = any(not one.all and not one.locked for one in self.switches)
        return [one for one in self.switches if not (single and one.all and one.state == "unknown")]

    def wrong(self, granted: frozenset[str]) -> list[int]:
        """The switches that are not yet as the choice wants them."""
        counted = self.moved
        return [
            n for n, one in enumerate(self.switches) if one in counted and not one.is_right(granted)
        ]

    def doubt(self, granted: frozenset[str]) -> str:
        """Why the switches do not tell of the choice; empty where they do."""
        if wrong := [self.switches[n] for n in self.wrong(granted)]:
            return f"the panel's switches did not turn: {named(wrong)}"
        every = [one for one in self.switches if one.all and one.state == "on"]
        some = any(one.wanted(granted) is False for one in self.moved)
        return f"{named(every)} still reads on, though not all is" if every and some else ""

    def proof(self, granted: frozenset[str]) -> str:
        """What the switches say now."""
        on = [one for one in self.moved if one.wanted(granted)]
        off = [one for one in self.moved if one.wanted(granted) is False]
        said = [f"{named(some)} {state}" for some, state in ((on, "on"), (off, "off")) if some]
        return f"the panel's switches read: {', '.join(said)}"

    async def part(self, name: str) -> ElementHandle | None:
        """An element of the page by what it is: panel, save or close."""
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(LOOK_LIMIT_S):
                return (await self.found.get_property(name)).as_element()
        return None


def named(switches: list[Switch]) -> str:
    """Switches by what stands beside them."""
    names = list(dict.fromkeys(one.label or "one without a name" for one in switches))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(quoted(name) for name in names[:MOST_NAMED]) + more


async def find_panel(page: Page) -> Panel | None:
    """The open panel with the most switches, of all frames."""
    found = await asyncio.gather(*(_look(frame) for frame in page.frames))
    panels = [one for one in found if one is not None]
    return max(panels, key=lambda one: (one.laid, len(one.switches)), default=None)


async def _look(frame: Frame) -> Panel | None:
    with suppress(PlaywrightError, TimeoutError, ValueError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            found = await look_in(frame, "panel.js")
            told = await found.evaluate("found => found.facts")
            if not told:
                return None
            facts = _Facts.model_validate(told)
            ends_by = tuple(name for name in ("save", "close") if facts.buttons.get(name))
            return Panel(facts.text, facts.laid, facts.switches, ends_by, found)
    return None


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
    if problem := panel.problem(granted):
        return Decision(False, problem, by)
    await on_choice()
    asked = await _set(tab.page, panel, granted)
    if asked is None:
        return Decision(False, "the panel closed before its switches were set", by)
    if doubt := asked.doubt(granted):
        return Decision(False, doubt, by)
    return await _ended(tab, asked, granted)


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
    if await _gone(tab.page, seen):
        closed = (
            "the panel closed" if how == "close" else "the choice was saved and the panel closed"
        )
        return Decision(True, "", by, (proof, closed), banner=panel.text)
    if not panel.laid and how == "save":
        return await _kept(tab, granted, by, proof)
    return Decision(False, f"the panel is still open after its button to {how}", by)


async def _gone(page: Page, seen: Banner) -> bool:
    async for _ in looks(CLOSE_LIMIT_S):
        left = await find_banner(page)
        gone = left.level in (Level.NONE, Level.OVERLAY) or left.is_other_than(seen.text)
        if gone and not await seen.is_open() and await find_panel(page) is None:
            return True
    return False


async def _kept(tab: Tab, granted: frozenset[str], by: str, proof: str) -> Decision:
    """A panel that is a part of its page stays; what it saved it still says when loaded again."""
    await tab.go_on(tab.page.url)
    async for _ in looks(CLOSE_LIMIT_S):
        panel = await find_panel(tab.page)
        if panel and not panel.problem(granted) and not panel.wrong(granted):
            again = "they read the same after the page was loaded again"
            return Decision(True, "", by, (proof, again), banner=panel.text)
    return Decision(False, "after saving, the panel did not read the same when loaded again", by)
