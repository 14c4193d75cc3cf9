"""Follow the declaration's own steps on a page, exactly as they are written."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.consent.banner import Banner, Level, find_banner
from crawler.consent.closing import LOOK_AGAIN_S, closed
from crawler.consent.decision import Decision, Wish, quoted
from crawler.consent.tcf import tcf_consents
from crawler.declared import Choice, State, Step
from crawler.declared.selectors import is_url_pattern
from crawler.names import NamePattern
from crawler.tab import Tab

FOLLOWED = "the declaration's own steps were followed"
CLOSED = "the banner closed"
NOTHING_TELLS = "the declaration's own steps were done, and nothing tells that the choice took"
# A page that is busy for ever answers nothing; beyond the limit of the step itself, wall seconds.
GRACE_S = 1.0
# What is there is at least tried, though it was waited for until the last moment.
LEAST_S = 0.5
DIAGNOSIS_LIMIT_S = 2.0
MOST_NAMED = 3
# As Playwright says it of a frame or element that a page took out.
DETACHED = "detached"
IS_NO_FRAME = "one => one.isConnected && !['iframe', 'frame'].includes(one.localName)"

Told = Callable[[str], None]
OnChoice = Callable[[], Awaitable[None]]


class StepFailed(Exception):
    """Why a step could not be done; ``missing`` where what it needs was not there."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


async def follow(
    tab: Tab,
    steps: tuple[Step, ...],
    on_choice: OnChoice,
    choice: Choice,
    told: Told = lambda _: None,
) -> Decision:
    """Do the steps one after the other; the first that fails makes the decision not made.

    ``on_choice`` is awaited once, when what the first acting step needs is there, just before it
    acts. ``told`` gets a sentence for each step. The page's clock must be running. That all steps
    were done (``FOLLOWED``) is no proof that the choice took; what the declaration expects of the
    page and a banner that closes are. A banner that is still open, a question of the browser's own
    and a TCF API that tells of the opposite speak against it, as in ``decide``.
    """
    operated_by = f"steps:{choice}"
    following = _Following(tab, on_choice, _origin(tab.page.url))
    asked, expected = len(tab.asked), list[str]()
    for number, step in enumerate(steps, 1):
        name = f"step {number} ({step})"
        try:
            await following.do(step)
        except StepFailed as failed:
            if not (step.optional and failed.missing):
                told(f"{name} failed: {failed}")
                return Decision(
                    False, f"{name} failed: {failed}", operated_by, banner=following.banner.text
                )
            told(f"{name} was passed over: {failed}")
        else:
            told(f"{name} was done")
            if step.expect:
                expected.append(f"{name} gave what the declaration expects")
    if not following.began:
        reason = "every step that could make the choice was optional and found nothing to act on"
        return Decision(False, reason, operated_by)
    proofs = (FOLLOWED, *expected)
    decision = Decision(True, "", operated_by, proofs, banner=following.banner.text)
    return await _held_against(tab, decision.unless_asked(tab.asked[asked:]), following, choice)


async def _held_against(
    tab: Tab, decision: Decision, following: "_Following", choice: Choice
) -> Decision:
    """The decision beside what the page shows and says by now."""
    if decision.made and following.banner.level >= Level.SEEN:
        if not await closed(tab, following.banner):
            return decision.doubted("all steps were done, but the banner is still open")
        decision = replace(decision, proofs=(*decision.proofs, CLOSED))
    wish: Wish = "accept" if choice == "accept" else "reject"
    return decision.unless_contradicted(wish, await tcf_consents(tab.page))


@dataclass(slots=True)
class _Following:
    """Steps under way. ``banner`` is what showed when the choice was begun."""

    tab: Tab
    on_choice: OnChoice
    origin: str
    began: bool = False
    banner: Banner = field(default=Banner(Level.NONE))

    async def do(self, step: Step) -> None:
        """Do one step. Raises StepFailed."""
        if step.goto:
            return await self._go(step.goto, step.limit_s)
        try:
            async with asyncio.timeout(step.limit_s + GRACE_S):
                ready = await _Place(self.tab.page, step).ready()
        except TimeoutError:
            raise StepFailed(f"the page did not answer within {step.limit_s:g} s") from None
        if step.acts:
            await self._begin()
            await _act(ready, step, self.tab.page)
        return None

    async def _begin(self) -> None:
        if self.began:
            return
        self.banner = await find_banner(self.tab.page)
        await self.on_choice()
        self.began = True

    async def _go(self, path: str, limit_s: float) -> None:
        try:
            async with asyncio.timeout(limit_s):
                arrival = await self.tab.go(self.origin + path)
        except TimeoutError:
            raise StepFailed(f"waited {limit_s:g} s for the page, and it did not come") from None
        if arrival.failure:
            raise StepFailed(f"the page did not load: {arrival.failure}")
        if arrival.status is not None and arrival.status >= 400:
            raise StepFailed(f"the server answered {arrival.status}")
        if _origin(arrival.url) != self.origin:
            raise StepFailed(f"the page leads to another site: {quoted(arrival.url)}")


@dataclass(frozen=True, slots=True)
class _Place:
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

    def frames_first(self) -> "_Place":
        """The same with what frames may take to come, where one that is not there will do."""
        soon = asyncio.get_running_loop().time() + LEAST_S
        return replace(self, deadline=min(self.deadline, soon)) if self.gone else self

    async def ready(self) -> "Locator | Page | Frame":
        """The element once it is as it has to be; the frame or page where the step needs none.

        A frame that is put in anew while it is waited for is looked for again.
        """
        end = asyncio.get_running_loop().time() + self.step.limit_s
        place = replace(self, deadline=end)
        while True:
            try:
                return await place.looked_for()
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
                    raise _refused(error) from None
            await asyncio.sleep(LOOK_AGAIN_S)

    async def looked_for(self) -> "Locator | Page | Frame":
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
                truth = await _truth(frame.locator(self.step.selector))
        except (TimeoutError, StepFailed, PlaywrightError):
            pass
        return StepFailed(f"{waited}, and {truth}", missing=True)


async def _truth(element: Locator) -> str:
    count = await element.count()
    if not count:
        return "there is no such element"
    if count > 1:
        return f"{count} elements match it"
    if not await element.is_visible():
        return "it is there but hidden"
    return "it is there and visible"


async def _act(ready: "Locator | Page | Frame", step: Step, page: Page) -> None:
    """Do what the step says. Raises StepFailed."""
    try:
        async with asyncio.timeout(step.limit_s + GRACE_S):
            if isinstance(ready, Locator):
                await _operate(ready, step)
            elif step.press:
                await page.keyboard.press(step.press.key)
            else:
                await _evaluate(ready, step)
    except PlaywrightTimeout as error:
        raise await _hindered(ready, step, error) from None
    except PlaywrightError as error:
        raise _refused(error) from None
    except TimeoutError:
        raise StepFailed(f"waited {step.limit_s:g} s, and the page did not answer") from None


async def _operate(element: Locator, step: Step) -> None:
    limit_ms = step.limit_s * 1000
    match step.action:
        case "click":
            await element.click(timeout=limit_ms)
        case "check":
            await element.check(timeout=limit_ms)
        case "uncheck":
            await element.uncheck(timeout=limit_ms)
        case "fill" if step.fill:
            await element.fill(step.fill.text, timeout=limit_ms)
        case "press" if step.press:
            await element.press(step.press.key, timeout=limit_ms)


async def _evaluate(scope: "Page | Frame | Locator", step: Step) -> None:
    """Run the script; a page that it sends elsewhere has taken it."""
    frame = scope.main_frame if isinstance(scope, Page) else scope
    if not isinstance(frame, Frame) or not step.evaluate:
        return
    try:
        result = await frame.evaluate_handle(step.evaluate)
        # What it gave may be huge, and a page can replace Boolean: only its truth is asked for.
        true = await result.evaluate("value => !!value") if step.expect else True
    except PlaywrightError as error:
        if "context was destroyed" in error.message and not step.expect:
            return
        raise
    if true is not True:
        raise StepFailed("it was expected to give something true, and did not")


async def _hindered(
    ready: "Locator | Page | Frame", step: Step, error: PlaywrightError
) -> StepFailed:
    """Why an element that was there and visible could not be operated in time."""
    waited = f"waited {step.limit_s:g} s for it to take the {step.action}"
    over = re.findall(r"- (.{1,2000}?) intercepts pointer events", error.message)
    if over:
        return StepFailed(f"{waited}, and something lies over it: {quoted(over[-1])}")
    truth = "it never kept still"
    try:
        async with asyncio.timeout(DIAGNOSIS_LIMIT_S):
            if isinstance(ready, Locator):
                truth = await _truth(ready)
                if truth.endswith("visible") and not await ready.is_enabled():
                    truth = "it is there but disabled"
    except (TimeoutError, PlaywrightError):
        truth = "the page does not answer"
    return StepFailed(f"{waited}, and {truth}")


def _refused(error: PlaywrightError) -> StepFailed:
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


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
