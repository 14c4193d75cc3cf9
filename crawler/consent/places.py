"""Where a declared step is to be done: its frame, and in that its element, waited for."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.consent.closing import LOOK_AGAIN_S
from crawler.consent.decision import quoted
from crawler.declared import State, Step
from crawler.declared.selectors import is_url_pattern
from crawler.names import NamePattern

# A frame that will do when it is not there, too, is given this time to come; seconds.
FRAME_S = 0.5
DIAGNOSIS_LIMIT_S = 2.0
MOST_NAMED = 3
# As Playwright says it of a frame or element that a page took out.
DETACHED = "detached"
IS_NO_FRAME = "one => one.isConnected && !['iframe', 'frame'].includes(one.localName)"

Ready: TypeAlias = Locator | Page | Frame
"""The element that a step needs; the frame or page where it needs none."""


class StepFailed(Exception):
    """Why a step could not be done; ``missing`` where what it needs was not there."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is to be done: its frame, and in that its element."""

    page: Page
    step: Step
    deadline: float = 0.0

    @property
    def left_ms(self) -> float:
        """What is left of its time; 1 ms where nothing is, for 0 would mean no limit."""
        left = self.deadline - asyncio.get_running_loop().time()
        return max(left * 1000, 1.0)

    @property
    def gone(self) -> bool:
        """Whether it waits for an element to go away, which goes with its frame."""
        return self._state in (State.HIDDEN, State.DETACHED)

    def frames_first(self) -> "Place":
        """The same with what frames may take to come, where one that is not there will do."""
        soon = asyncio.get_running_loop().time() + FRAME_S
        return replace(self, deadline=min(self.deadline, soon)) if self.gone else self

    async def ready(self) -> Ready:
        """The element once it is as it has to be; the frame or page where the step needs none.

        A frame that is put in anew while it is waited for is looked for again.
        """
        end = asyncio.get_running_loop().time() + self.step.limit_s
        place = replace(self, deadline=end)
        while True:
            try:
                return await place._looked_for()
            except PlaywrightTimeout:
                raise await place.missing() from None
            except StepFailed as failed:
                if failed.missing and self.gone:
                    return self.page
                raise
            except PlaywrightError as error:
                if self.page.is_closed():
                    raise StepFailed("the page was closed") from None
                if DETACHED not in error.message or place.left_ms <= 1:
                    raise refused(error) from None
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _looked_for(self) -> Ready:
        scope = await self.frames_first().frame()
        if not self.step.selector:
            return scope
        locator = scope.locator(self.step.selector)
        await locator.wait_for(state=self._state.value, timeout=self.left_ms)
        return locator

    async def frame(self) -> "Page | Frame":
        """The innermost frame that the step names, or the page."""
        scope: Page | Frame = self.page
        for name in self.step.frame:
            scope = await self._frame(scope, name)
        return scope

    async def _frame(self, scope: Page | Frame, name: str) -> Frame:
        if is_url_pattern(name):
            return await self._frame_at(scope, name)
        try:
            element = await scope.locator(name).element_handle(timeout=self.left_ms)
        except PlaywrightTimeout:
            raise self._no_frame(name, "there is no such element") from None
        frame = await element.content_frame()
        if frame is None and await element.evaluate(IS_NO_FRAME) is True:
            raise StepFailed(f"{quoted(name)} is there, but it is no frame")
        if frame is None:  # it was taken out just now
            raise PlaywrightError(DETACHED)
        return frame

    async def _frame_at(self, scope: Page | Frame, name: str) -> Frame:
        pattern = NamePattern(name)
        while True:
            found = [one for one in _frames_below(scope) if pattern.matches(one.url)]
            if len(found) > 1:
                named = ", ".join(quoted(one.url) for one in found[:MOST_NAMED])
                raise StepFailed(f"{len(found)} frames match {quoted(name)}: {named}")
            if found:
                return found[0]
            if self.left_ms <= 1:
                raise self._no_frame(name, "no frame has such an address")
            await asyncio.sleep(LOOK_AGAIN_S)

    def _no_frame(self, name: str, truth: str) -> StepFailed:
        waited = f"waited {self.step.limit_s:g} s for the frame {quoted(name)}"
        return StepFailed(f"{waited}, and {truth}", missing=True)

    @property
    def _state(self) -> State:
        wait = self.step.wait_for
        return wait.state if wait else State.VISIBLE

    async def missing(self) -> StepFailed:
        """What is true instead of what was waited for in vain."""
        waited = f"waited {self.step.limit_s:g} s for it to be {self._state}"
        truth = "the page does not answer"
        try:
            async with asyncio.timeout(DIAGNOSIS_LIMIT_S):
                soon = asyncio.get_running_loop().time() + DIAGNOSIS_LIMIT_S
                frame = await replace(self, deadline=soon).frame()
                truth = await truth_of(frame.locator(self.step.selector))
        except (TimeoutError, StepFailed, PlaywrightError):
            pass
        return StepFailed(f"{waited}, and {truth}", missing=True)


async def truth_of(element: Locator) -> str:
    """How the element of a selector is now, as the end of a sentence."""
    count = await element.count()
    if not count:
        return "there is no such element"
    if count > 1:
        return f"{count} elements match it"
    if not await element.is_visible():
        return "it is there but hidden"
    return "it is there and visible"


def refused(error: PlaywrightError) -> StepFailed:
    """Playwright's own first words, where they say what is wrong with the step itself."""
    first, *rest = error.message.strip().splitlines() or [""]
    several = re.search(r"resolved to (\d+) elements", first)
    if several:
        elements = [found[1] for line in rest if (found := re.match(r"\s*\d+\) (.*?) aka ", line))]
        named = ", ".join(map(quoted, elements[:MOST_NAMED]))
        narrow = "narrow the selector, such as by '>> visible=true' or '>> nth=0'"
        return StepFailed(f"{several[1]} elements match it ({named}): {narrow}")
    return StepFailed(quoted(re.sub(r"^[A-Z][a-z]+\.\w+: (Error: )?", "", first)))


def _frames_below(scope: Page | Frame) -> Iterator[Frame]:
    inner = scope.main_frame.child_frames if isinstance(scope, Page) else scope.child_frames
    for frame in inner:
        yield frame
        yield from _frames_below(frame)
