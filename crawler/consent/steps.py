"""Follow the declaration's own steps on a page, exactly as they are written."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator

from crawler.consent.acting import GRACE_S, act
from crawler.consent.banner import Banner, Level, find_banner
from crawler.consent.closing import closed
from crawler.consent.decision import Decision, quoted
from crawler.consent.places import Place, Ready, StepFailed
from crawler.consent.pressing import PRESSES
from crawler.declared import Choice, Step
from crawler.tab import Tab

FOLLOWED = "the declaration's own steps were followed"
CLOSED = "the banner closed"
NOTHING_TELLS = "the declaration's own steps were done, and nothing tells that the choice took"
# What is there to be clicked again is so at once; seconds.
AGAIN_S = 0.5
# All that a click on an element may change in it.
LOOK = """one => [one.outerHTML, ...[one, one.control, ...one.querySelectorAll('input')]
  .map(box => box?.checked)].join('\\n')"""

Told = Callable[[str], None]
OnChoice = Callable[[], Awaitable[None]]


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
    page and a banner that closes are. A banner that is still open and a question of the browser's
    own speak against it, as in ``decide``.
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
            elif step.acts:  # what was so before an act is no proof of it
                expected.clear()
    if not following.began:
        reason = "every step that could make the choice was optional and found nothing to act on"
        return Decision(False, reason, operated_by)
    proofs = (FOLLOWED, *expected)
    decision = Decision(True, "", operated_by, proofs, banner=following.banner.text)
    decision = await _held_against(decision, following)
    return decision.unless_asked(tab.asked[asked:])


async def _held_against(decision: Decision, following: "_Following") -> Decision:
    """The decision beside what the page shows by now."""
    if following.banner.level >= Level.SEEN:
        if not await following.closes():
            return decision.doubted("all steps were done, but the banner is still open")
        decision = replace(decision, proofs=(*decision.proofs, CLOSED))
    return decision


@dataclass(slots=True)
class _Following:
    """Steps under way.

    ``banner`` is what showed when the choice was begun; ``last`` the last step that acted, and
    ``look`` how its element was before, where it was a click.
    """

    tab: Tab
    on_choice: OnChoice
    origin: str
    began: bool = False
    last: Step | None = None
    look: str = ""
    banner: Banner = field(default=Banner(Level.NONE))

    async def do(self, step: Step) -> None:
        """Do one step. Raises StepFailed."""
        if step.goto:
            return await self._go(step.goto, step.limit_s)
        try:
            ready = await self._ready(step)
        except StepFailed as failed:
            if step.optional or not (failed.missing and await self._clicked_again()):
                raise
            ready = await self._ready(step)
        if step.acts:
            await self._begin()
            look = await _look(ready) if step.click else ""
            await act(ready, step, self.tab.page)
            self.last, self.look = step, look
        return None

    async def _ready(self, step: Step) -> Ready:
        try:
            async with asyncio.timeout(step.limit_s + GRACE_S):
                return await Place(self.tab.page, step).ready()
        except TimeoutError:
            raise StepFailed(f"the page did not answer within {step.limit_s:g} s") from None

    async def closes(self) -> bool:
        """Whether the banner goes away, if need be by another click."""
        for _ in range(PRESSES - 1):
            if await closed(self.tab, self.banner):
                return True
            if not await self._clicked_again():
                return False
        return await closed(self.tab, self.banner)

    async def _clicked_again(self) -> bool:
        """Click once more where the last act was a click of which nobody took any notice.

        Some banners show their buttons before these listen. What became another button by the
        click, or stands otherwise than before, took notice: clicked again it might do the opposite.
        """
        if self.last is None or not self.look:
            return False
        again = self.last.model_copy(update={"timeout": AGAIN_S})
        with suppress(StepFailed):
            ready = await self._ready(again)
            same = (await find_banner(self.tab.page)).text == self.banner.text
            if same and await _look(ready) == self.look:
                await act(ready, again, self.tab.page)
                return True
        return False

    async def _begin(self) -> None:
        if self.began:
            return
        self.banner = await find_banner(self.tab.page)
        await self.on_choice()
        self.began = True

    async def _go(self, path: str, limit_s: float) -> None:
        try:
            async with asyncio.timeout(limit_s):
                arrival = await self.tab.go_on(self.origin + path)
        except TimeoutError:
            raise StepFailed(f"waited {limit_s:g} s for the page, and it did not come") from None
        if arrival.failure:
            raise StepFailed(f"the page did not load: {arrival.failure}")
        if arrival.status is not None and arrival.status >= 400:
            raise StepFailed(f"the server answered {arrival.status}")
        if _origin(arrival.url) != self.origin:
            raise StepFailed(f"the page leads to another site: {quoted(arrival.url)}")


async def _look(ready: Ready) -> str:
    """How an element is now; empty where it cannot be told."""
    with suppress(PlaywrightError):
        if isinstance(ready, Locator):
            look = await ready.evaluate(LOOK, timeout=AGAIN_S * 1000)
            return look if isinstance(look, str) else ""
    return ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
