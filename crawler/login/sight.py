"""What a page and its frames show of a login. What a page answers is never trusted in its types."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import ElementHandle, Frame, Page
from playwright.async_api import Error as PlaywrightError

from crawler.consent.scripts import script
from crawler.login.words import PATTERNS

LOOK_LIMIT_S = 3.0
MOST_FRAMES = 12
FIELDS = ("user", "password", "code", "submit", "offer")


@dataclass(frozen=True, slots=True)
class Sight:
    """What shows. ``fields`` are those of the frame that has the login's.

    ``leave`` is a link or button to log out, ``wrong`` what looks like a message of an error,
    ``said`` that, or else what tells most of a refusal; ``document`` tells one document of the page
    from the next, ``ended`` that it says that its session is over.
    """

    fields: Mapping[str, ElementHandle] = field(default_factory=dict)
    leave: bool = False
    wrong: str = ""
    said: str = ""
    captcha: bool = False
    document: float = 0.0
    identity: bool = False
    split: bool = False
    ended: bool = False

    @property
    def asks(self) -> bool:
        """Whether it asks who its visitor is; who is in may be asked for the password alone."""
        known = self.leave and "user" not in self.fields
        return ("password" in self.fields and not known) or self.identity


async def look(page: Page) -> Sight | None:
    """What the page shows now; None where it does not answer."""
    try:
        async with asyncio.timeout(LOOK_LIMIT_S):
            sights = [await _of_frame(one) for one in (page.main_frame, *_inner(page))]
    except (TimeoutError, PlaywrightError):
        return None
    seen = [one for one in sights if one]
    if not seen or sights[0] is None:
        return None
    asking = next((one for one in seen if one.fields.keys() & {"password", "code"}), seen[0])
    return Sight(
        asking.fields,
        any(one.leave for one in seen),
        next((one.wrong for one in seen if one.wrong), ""),
        next((one.said for one in seen if one.wrong), "") or asking.said or seen[0].said,
        any(one.captcha for one in seen),
        sights[0].document,
        asking.identity,
        asking.split,
        any(one.ended for one in seen),
    )


def _inner(page: Page) -> list[Frame]:
    return [one for one in page.frames if one is not page.main_frame][:MOST_FRAMES]


async def _of_frame(frame: Frame) -> Sight | None:
    try:
        held = await frame.evaluate_handle(script("sight.js", "crawler.login"), PATTERNS)
        found = {name: (await held.get_property(name)).as_element() for name in FIELDS}
        facts: Any = await (await held.get_property("facts")).json_value()
    except PlaywrightError:
        if frame is frame.page.main_frame:
            raise
        return None
    if not isinstance(facts, dict):
        return None
    wrong, said, document = (facts.get(name) for name in ("wrong", "said", "document"))
    return Sight(
        {name: one for name, one in found.items() if one is not None},
        facts.get("leave") is True,
        wrong if isinstance(wrong, str) else "",
        said if isinstance(said, str) else "",
        facts.get("captcha") is True,
        float(document) if isinstance(document, int | float) else 0.0,
        facts.get("identity") is True,
        facts.get("split") is True,
        facts.get("ended") is True,
    )
