"""Panels of choices: their switches, and what each is for."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import ElementHandle, Frame, JSHandle, Page
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, ConfigDict

from crawler.consent.decision import quoted
from crawler.consent.finders import look_in

# What ``accept: [analytics]`` may name.
Purpose = Literal["necessary", "preferences", "analytics", "marketing"]
OPTIONAL: tuple[Purpose, ...] = ("preferences", "analytics", "marketing")
# What is granted where all is: each switch goes on, whatever it stands for.
EVERYTHING: frozenset[str] = frozenset({"everything"})

# "Functional", in the languages of the lists of words.
FUNCTIONAL = re.compile(
    r"^\W*(f[uo]nction|funktion|funcion|funzion|funkcj)\w*\W*(\w+)?\W*$", re.IGNORECASE
)

LOOK_LIMIT_S = 4.0
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
        if self.locked or "necessary" in self.purposes:
            return None
        if granted and granted != EVERYTHING and self.all:
            return None
        return self.grants(granted)

    def grants(self, granted: frozenset[str]) -> bool:
        """Whether it stands for nothing but what is granted."""
        if granted == EVERYTHING:
            return True
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
            and granted != EVERYTHING
        )


class _Facts(BaseModel):
    """What ``panel.js`` tells of the panel that it found."""

    text: str
    laid: bool
    switches: tuple[Switch, ...]
    folds: tuple[str, ...]
    length: int
    buttons: dict[Literal["save", "close"], bool]


@dataclass(frozen=True, slots=True)
class Panel:
    """An open panel of one frame. ``laid`` tells that it lies over the page.

    ``folds`` are its tabs and headings that may draw more of it once they are pressed,
    ``length`` is that of its text, in letters.
    """

    text: str
    laid: bool
    switches: tuple[Switch, ...]
    ends_by: tuple[str, ...]
    found: JSHandle
    folds: tuple[str, ...] = ()
    length: int = 0

    def problem(self, granted: frozenset[str]) -> str:
        """Why the choice cannot be made here; empty where it can be tried."""
        if reason := self.unsettable(granted):
            return reason
        optional = [one for one in self.moved if one.wanted(granted) is not None]
        if not optional:
            return f"the panel has no switch that could be turned {'on' if granted else 'off'}"
        met = {one for switch in self.switches if switch.grants(granted) for one in switch.purposes}
        missing = [one for one in OPTIONAL if one in granted and one not in met]
        if missing:
            has = f"it has {named(optional)}"
            return f"the panel has no choice of its own for {', '.join(missing)}: {has}"
        return "" if self.ends_by else "the panel has no button that saves the choice"

    def unsettable(self, granted: frozenset[str]) -> str:
        """Why a switch of it cannot be set as the choice wants it; empty where all can."""
        forced = [one for one in self._optional if one.forces(granted)]
        if forced:
            return f"the panel keeps {named(forced)} on"
        wanted = [one for one in self.moved if one.wanted(granted) is not None]
        unread = [one for one in wanted if one.state == "unknown"]
        return f"nothing tells whether {named(unread)} is on or off" if unread else ""

    @property
    def _optional(self) -> list[Switch]:
        """Without what the panel calls functional and keeps on, where it calls nothing necessary.

        So Dutch sites name what needs no consent.
        """
        if any("necessary" in one.purposes for one in self.switches):
            return list(self.switches)
        return [one for one in self.switches if not (one.locked and FUNCTIONAL.search(one.label))]

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
            return Panel(
                facts.text, facts.laid, facts.switches, ends_by, found, facts.folds, facts.length
            )
    return None
