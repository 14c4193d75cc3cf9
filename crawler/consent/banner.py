"""A banner as a person sees it, found by words and place, and its buttons pressed."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum

from playwright.async_api import ElementHandle, Frame, Page
from playwright.async_api import Error as PlaywrightError

from crawler.consent.finders import look_in
from crawler.consent.scripts import script

CLICK_LIMIT_MS = 2000
LOOK_LIMIT_S = 4.0
# A frame that is just going elsewhere cannot be searched the first time.
LOOKS = 2
# A frame of fewer square pixels has no room for a sentence and a button.
SMALLEST = 20_000
# Letters by which one banner is told from another.
BEGINNING = 40
SECOND = "second_"
ANSWERS = ("accept", "reject", "save")
FACTS = "({ level, text, laid }) => [level, text, laid]"
# What a button says; a countdown on it is no other meaning.
SAYS = r"element => (element.innerText || element.value || '').replace(/[^\p{L}]+/gu, ' ').trim()"
# Tells of a consent platform on the page, whether or not it shows anything (their documented APIs).
PLATFORMS = {
    "__tcfapi": "IAB TCF",
    "__gpp": "IAB GPP",
    "OneTrust": "OneTrust",
    "Cookiebot": "Cookiebot",
    "Didomi": "Didomi",
    "tarteaucitron": "tarteaucitron",
    "klaro": "Klaro",
    "CookieConsent": "CookieConsent",
    "cookieconsent": "cookieconsent",
    "UC_UI": "Usercentrics",
    "__ucCmp": "Usercentrics",
    "_iub": "iubenda",
    "axeptioSDK": "Axeptio",
    "Osano": "Osano",
    "complianz": "Complianz",
    "getCkyConsent": "CookieYes",
    "Termly": "Termly",
    "consentmanager": "consentmanager",
    "_sp_": "Sourcepoint",
    "truste": "TrustArc",
    "evidon": "Evidon",
}


class Level(IntEnum):
    """How sure the finder is.

    Nothing; something that lies over the page and could be anything; a page that could not be
    searched; something that speaks of cookies or consent; a banner with buttons that are known.
    """

    NONE = 0
    OVERLAY = 1
    UNSEARCHED = 2
    SEEN = 3
    OPERABLE = 4


@dataclass(frozen=True, slots=True)
class Banner:
    """A banner in one frame. ``buttons`` by kind: accept, reject, settings, save, pay.

    ``laid`` tells that it lies over the page, and does not stand in its flow. ``second`` are the
    answers of what says nothing of consent, and may be the second layer of what did.
    """

    level: Level
    text: str = ""
    element: ElementHandle | None = None
    buttons: dict[str, ElementHandle] = field(default_factory=dict)
    laid: bool = True
    second: dict[str, ElementHandle] = field(default_factory=dict)

    def is_other_than(self, text: str) -> bool:
        """Whether it stands in the page's flow and begins otherwise than a banner's text."""
        return not self.laid and self.text[:BEGINNING] != text[:BEGINNING]

    async def is_open(self) -> bool:
        """Whether a person still sees it, and not a word of thanks in the place of its answers."""
        answers = [one for kind, one in self.buttons.items() if kind in ANSWERS]
        return await _seen(self.element) and (
            not answers or any([await _seen(one) for one in answers])
        )

    async def press(self, kind: str) -> bool:
        """Press a button as a person would; by script only where something lies over it.

        One that says something else under the pointer is not pressed. A frame that goes away while
        its button is pressed has taken it.
        """
        button = self.buttons.get(kind)
        if button is None:
            return False
        frame = None
        with suppress(PlaywrightError):
            frame = await button.owner_frame()
            said = await button.evaluate(SAYS)
            await button.hover(timeout=CLICK_LIMIT_MS)
            if await button.evaluate(SAYS) != said:
                return False
            await button.click(timeout=CLICK_LIMIT_MS)
            return True
        with suppress(PlaywrightError):
            await button.evaluate("element => element.click()")
            return True
        return frame is not None and frame.is_detached()


async def _seen(element: ElementHandle | None) -> bool:
    with suppress(PlaywrightError):
        return element is not None and bool(await element.evaluate(script("visible.js")))
    return False


async def find_banner(page: Page) -> Banner:
    """The most certain banner of all frames of a page."""
    found = await asyncio.gather(*(_look(frame) for frame in page.frames))
    return max(found, key=lambda banner: banner.level, default=Banner(Level.NONE))


async def platforms(page: Page) -> tuple[str, ...]:
    """The consent platforms whose APIs the page has."""
    with suppress(PlaywrightError):
        known = await page.evaluate(
            "names => names.filter(name => typeof window[name] !== 'undefined'"
            " && !(window[name] instanceof Element))",
            list(PLATFORMS),
        )
        return tuple(dict.fromkeys(PLATFORMS[name] for name in known if name in PLATFORMS))
    return ()


async def _look(frame: Frame) -> Banner:
    """What one frame shows. One that cannot be searched may hide anything, so it is not nothing."""
    for _ in range(LOOKS):
        with suppress(PlaywrightError, TimeoutError, ValueError, KeyError, TypeError):
            async with asyncio.timeout(LOOK_LIMIT_S / LOOKS):
                return await _read(frame)
    if frame.is_detached() or not await _matters(frame):
        return Banner(Level.NONE)
    part = "the page" if frame.parent_frame is None else "a frame of the page"
    return Banner(Level.UNSEARCHED, f"{part} could not be searched for a banner")


async def _matters(frame: Frame) -> bool:
    """Whether a person sees the frame, and it is large enough for a banner."""
    if frame.parent_frame is None:
        return True
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(LOOK_LIMIT_S):
            owner = await frame.frame_element()
            box = await owner.bounding_box()
            shown = await owner.evaluate(script("visible.js"))
            return bool(shown) and box is not None and box["width"] * box["height"] > SMALLEST
    return not frame.is_detached()


async def _read(frame: Frame) -> Banner:
    found = await look_in(frame, "banner.js")
    level, text, laid = await found.evaluate(FACTS)
    if level == Level.NONE.name.lower():
        return Banner(Level.NONE)
    parts = await found.get_properties()
    elements = {name: part.as_element() for name, part in parts.items()}
    whole = elements.pop("element", None)
    known = {name: element for name, element in elements.items() if element is not None}
    second = {name.removeprefix(SECOND): one for name, one in known.items() if SECOND in name}
    buttons = {name: one for name, one in known.items() if SECOND not in name}
    return Banner(
        Level[str(level).upper()], str(text), whole, buttons, laid=laid is not False, second=second
    )
