"""Names for what stands on a page, by which a person or a declared step finds it again."""

import asyncio
import json
from contextlib import suppress
from typing import Annotated, Any

from playwright.async_api import ElementHandle, Frame
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from crawler.consent.scripts import script
from crawler.declared import Step

# A page that is busy tells no names; wall seconds.
LIMIT_S = 2.0

_Short = Annotated[str, StringConstraints(max_length=1000)]


class Named(BaseModel):
    """An element by its selectors, the best first, its frames and its label.

    ``frames`` lead to it from the outside; ``hosts`` are those of the open shadow roots around it.
    ``shown`` is False for what only a script can click. ``checked`` says how a box (``box``)
    stands, or stood once it was clicked.
    """

    model_config = ConfigDict(frozen=True)

    selectors: tuple[_Short, ...] = Field(min_length=1)
    frames: tuple[_Short, ...] = ()
    hosts: tuple[_Short, ...] = ()
    label: _Short = ""
    shown: bool = True
    box: bool = False
    checked: bool = False

    @property
    def step(self) -> Step | None:
        """The step that does to it what was done; None where no declaration could hold it."""
        for selector in filter(str.isprintable, self.selectors):
            with suppress(ValidationError):
                return Step.model_validate({**self._act(selector), **self._frame})
        return None

    def _act(self, selector: str) -> dict[str, str]:
        if not self.shown and not self.hosts and ":has-text(" not in selector:
            return {"evaluate": f"document.querySelector({json.dumps(selector)}).click()"}
        if not self.box:
            return {"click": selector}
        return {"check" if self.checked else "uncheck": selector}

    @property
    def _frame(self) -> dict[str, tuple[str, ...]]:
        return {"frame": self.frames} if self.frames else {}


def read_named(found: Any) -> Named | None:
    """What ``naming.js`` says; None where a page made something else of it."""
    with suppress(ValidationError):
        return Named.model_validate(found)
    return None


async def name_of(element: ElementHandle) -> Named | None:
    """The names of an element that is on the page now, those first that Playwright finds it by."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(LIMIT_S):
            named = read_named(await element.evaluate(script("naming.js")))
            frame = await element.owner_frame()
            if named is None or frame is None:
                return named
            right = [one for one in named.selectors if await _only(frame, one)]
            return named.model_copy(update={"selectors": (*right, *named.selectors)})
    return None


async def _only(frame: Frame, selector: str) -> bool:
    with suppress(PlaywrightError):
        return await frame.locator(selector).count() == 1
    return False
