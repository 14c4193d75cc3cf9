"""Give a page its dwell time: by Chromium's virtual time for almost nothing, or in real time.

Measured (Chromium 156): 30 s of page time take 7 ms on a small page, timers' fetches included.
The page's clock stays stopped afterwards, so a tab that has dwelt is only good for closing.
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from crawler.devtools import DevTools, Params, TargetGone

# A page that keeps its clock stopped (an endless request) is cut by this, in wall seconds.
WALL_LIMIT_S = 10.0
# Until then the clock waits for requests under way, as it should; wall seconds.
PATIENCE_S = 3.0
ASK_LIMIT_S = 1.0
STILL_LOADING = "it was still loading when it was left"
A_FRAME_STOPPED = "a frame kept its clock stopped"
EXPIRED = "Emulation.virtualTimeBudgetExpired"


@dataclass(frozen=True, slots=True)
class Dwell:
    """How much page time a page really had, in seconds, and why not all of it."""

    page_time_s: float
    reason: str = ""


async def dwell_in_real_time(page: Page, seconds: float) -> Dwell:
    """Wait while the page's own clock runs ``seconds`` on, as it does for a visitor."""
    if seconds <= 0:
        return Dwell(0.0)
    started = time.monotonic()
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_event("close", timeout=seconds * 1000)
        return Dwell(min(time.monotonic() - started, seconds), "the page closed itself")
    return Dwell(seconds)


class Dwelling:
    """Runs the clocks of one tab's targets (the page and its cross-site frames) to the end.

    ``ahead`` is the part of the seconds that the page, though not its frames, has had already.
    """

    def __init__(self, devtools: DevTools, seconds: float, ahead: float = 0.0) -> None:
        self._devtools = devtools
        self._seconds = seconds
        self._ahead = ahead
        self._done: dict[str, asyncio.Event] = {}
        self._gone: set[str] = set()

    async def give(self, page: str, *frames: str) -> Dwell:
        """Give ``seconds`` of page time to a page's session and to those of its frames."""
        if self._seconds <= 0:
            return Dwell(0.0)
        self._devtools.listen(self._on_event)
        try:
            return await self._run([page, *frames])
        finally:
            self._devtools.unlisten(self._on_event)

    async def _run(self, sessions: list[str]) -> Dwell:
        page = sessions[0]
        asked = asyncio.create_task(self._clock(page))  # answered before the time begins
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                left = self._seconds - self._ahead
                await asyncio.gather(
                    self._spend(page, left),
                    *(self._spend(session, self._seconds) for session in sessions[1:]),
                )
        before = await asked
        with suppress(TimeoutError):
            async with asyncio.timeout(WALL_LIMIT_S - PATIENCE_S):
                await self._hurry(sessions)
        if page in self._gone:
            return Dwell(self._ahead, "the page went away while its clock ran")
        if self._done[page].is_set():
            stopped = any(not done.is_set() for done in self._done.values())
            return Dwell(self._seconds, A_FRAME_STOPPED if stopped else "")
        after = await self._clock(page)
        if before is None or after is None:
            return Dwell(
                self._ahead, f"the page did not answer any more and was cut after {_limit()}"
            )
        had = min(self._ahead + max(after - before, 0.0), self._seconds)
        return Dwell(had, f"the page kept its clock stopped and was cut after {_limit()}")

    async def _spend(self, session: str, seconds: float) -> None:
        self._done[session] = asyncio.Event()
        budget = {
            "policy": "pauseIfNetworkFetchesPending",
            "budget": seconds * 1000,
            "maxVirtualTimeTaskStarvationCount": 1000,
        }
        try:
            await self._devtools.send("Emulation.setVirtualTimePolicy", budget, session)
        except TargetGone:
            self._left(session)
        await self._done[session].wait()

    async def _hurry(self, sessions: list[str]) -> None:
        """Run the clocks that still stand past requests without an end (a long poll, a stream).

        The time that was granted stays as it is. A second budget would end beside the first, and
        the one that is left would end the next time that is granted at once.
        """
        late = [one for one in sessions if not self._done[one].is_set()]
        for session in late:
            onward = {"policy": "advance"}
            with suppress(TargetGone):
                await self._devtools.send("Emulation.setVirtualTimePolicy", onward, session)
        await asyncio.gather(*(self._done[session].wait() for session in late))

    async def _clock(self, session: str) -> float | None:
        """The page's own clock in seconds; None where the page does not answer."""
        with suppress(TimeoutError, TargetGone, KeyError):
            async with asyncio.timeout(ASK_LIMIT_S):
                ask = {"expression": "performance.now()", "returnByValue": True}
                answer = await self._devtools.send("Runtime.evaluate", ask, session)
                return float(answer["result"]["value"]) / 1000
        return None

    def _on_event(self, session: str, method: str, params: Params) -> None:
        if method == "Target.detachedFromTarget":
            self._left(params["sessionId"])
        elif method == EXPIRED and session in self._done:
            self._done[session].set()

    def _left(self, session: str) -> None:
        """A frame that left is done with its time."""
        if session in self._done:
            self._gone.add(session)
            self._done[session].set()


def _limit() -> str:
    return f"{WALL_LIMIT_S:g} s"
