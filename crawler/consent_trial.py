"""Operate the banner of one page, and tell what was found, done and proved."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from crawler.browser import AuditBrowser, Launch, open_browser
from crawler.consent import (
    Decision,
    Level,
    decide,
    follow,
    withdraw,
)
from crawler.consent.banner import Banner, find_banner
from crawler.consent.clicks import Clicks
from crawler.consent.closing import looks
from crawler.consent.decision import quoted
from crawler.consent.naming import Named, name_of
from crawler.consent.snippet import as_yaml, once, snippet, yaml_quoted
from crawler.consent.state import Held, held_in
from crawler.cookies import Phase
from crawler.declared import Choice, ConsentSteps, Step
from crawler.next_visit import LEAST_LOOK_S, Made
from crawler.recorder import Recorder, Recording, Stage
from crawler.tab import Tab, Tabs
from crawler.text import printable

# How long a banner may take to come up, in wall seconds.
APPEAR_S = 5.0
LIMIT_S = 120.0
SCREENSHOT_LIMIT_MS = 5000
SHOWN = {
    Level.NONE: "nothing that asks for consent was seen within {limit_s:g} s",
    Level.OVERLAY: "something lies over the page, and nothing tells whether it asks for consent",
    Level.UNSEARCHED: "the page could not be searched for a banner",
    Level.SEEN: "something asks for consent, but no button to accept or reject was recognised",
    Level.OPERABLE: "a consent banner",
}

Tell = Callable[[str, str], None]
"""Takes a heading of one word, or none, and a text; both are fit for a terminal."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: a choice on a page, by the steps if there are any for it.

    ``pictures`` is the folder for screenshots, which must be there.
    """

    url: str
    choice: Choice
    steps: ConsentSteps | None = None
    pictures: Path | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices to be made one after the other: who withdraws accepts first."""
        return ("accept", "withdraw") if self.choice == "withdraw" else (self.choice,)

    def steps_for(self, choice: Choice) -> tuple[Step, ...]:
        """The declared steps; none where the banner is operated automatically."""
        return self.steps.of(choice) if self.steps else ()


async def try_consent(launch: Launch, trial: Trial, tell: Tell) -> bool:
    """Whether the choice is proven to have closed the banner; ``tell`` gets all that is seen.

    Raises BrowserMissing or BrowserFailed where the browser fails.
    """
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        for secret in launch.secrets:
            recorder.hide(secret)
        await recorder.start()
        return await try_in(browser, recorder, trial, tell)


async def try_in(browser: AuditBrowser, recorder: Recorder, trial: Trial, tell: Tell) -> bool:
    """The same in a browser that runs already."""
    attempt = Attempt(browser, recorder, trial, tell)
    proven = await attempt.go()
    if proven and attempt.clicked:
        await _offer(attempt)
    return proven


async def _offer(attempt: "Attempt") -> None:
    """Tell the steps that do what was done, once they were followed in an empty profile."""
    trial = attempt.trial
    steps = ConsentSteps.model_validate(attempt.clicked)
    again = Attempt(attempt.browser, attempt.recorder, replace(trial, steps=steps, pictures=None))
    kept = await again.go()
    outcome = "and proven there, too" if kept else f"where they were not proven: {again.reason}"
    attempt.say("steps", f"these do the same; followed once more in an empty profile, {outcome}")
    for line in ("", *snippet(attempt.clicked)):
        attempt.say("", line)


@dataclass(slots=True)
class Attempt:
    """One visitor with an empty profile. ``clicked`` holds the steps that would do the same."""

    browser: AuditBrowser
    recorder: Recorder
    trial: Trial
    tell: Tell = lambda _heading, _text: None
    clicked: dict[Choice, tuple[Step, ...]] = field(default_factory=dict)
    reason: str = ""
    _appeared_s: float = 0.0
    _before: tuple[Held, ...] = ()
    _at: float = 0.0

    def say(self, heading: str, text: str) -> None:
        """Tell something that a page may have a part in."""
        self.tell(heading, printable(self.recorder.redacted(text)))

    async def go(self) -> bool:
        """Make the choices one after the other; whether the last is proven."""
        async with self.browser.profile() as profile:
            recording = self.recorder.record(profile.context_id)
            tabs = Tabs(self.browser, profile, recording)
            try:
                for choice in self.trial.choices:
                    decision = await self._limited(tabs, recording, choice)
                    self._conclude(choice, decision)
                    if not decision.made:
                        return False
            finally:
                self.recorder.forget(recording)
        return True

    def _conclude(self, choice: Choice, decision: Decision) -> None:
        self.reason = decision.reason
        for proof in decision.proofs if decision.made else ():
            self.say("proved", proof)
        self.say(
            "result", f"{choice}: {'proven' if decision.made else 'not proven: '}{self.reason}"
        )

    async def _limited(self, tabs: Tabs, recording: Recording, choice: Choice) -> Decision:
        await recording.enter(Stage(self.trial.url, Phase.BEFORE))
        try:
            async with asyncio.timeout(LIMIT_S):
                return await self._chosen(tabs, recording, choice)
        except TimeoutError:
            return Decision(False, f"it took more than {LIMIT_S:g} s and was cut")

    async def _chosen(self, tabs: Tabs, recording: Recording, choice: Choice) -> Decision:
        async with tabs.open() as tab, Clicks(tab) as clicks:
            if failure := await self._arrive(tab, recording):
                return Decision(False, failure)
            banner = await self._found(tab, LEAST_LOOK_S if choice == "withdraw" else APPEAR_S)
            before = len(clicks.seen)
            decision = await self._operated(tab, recording, choice)
            await self._picture(tab, f"{choice}-after")
            self._did(choice, decision, clicks.seen[before:])
        if not decision.made:
            return decision
        url, took = self.trial.url, self._appeared_s
        signals = partial(recording.signals.since, self._at)
        made = Made(url, choice, decision, banner.level, took, self._before, signals)
        return await made.kept(tabs, lambda tab: self._picture(tab, f"{choice}-next-visit"))

    async def _arrive(self, tab: Tab, recording: Recording) -> str:
        arrival = await tab.go(self.trial.url)
        await recording.take()  # values of cookies are known from here on, and told no more
        if arrival.failure:
            return f"the page did not load: {arrival.failure}"
        if arrival.status is not None and arrival.status >= 400:
            return f"the page did not load: the server answered {arrival.status}"
        status = f", status {arrival.status}" if arrival.status else ""
        self.say("page", f"{arrival.url}{status}{f', but {arrival.note}' if arrival.note else ''}")
        return ""

    async def _found(self, tab: Tab, limit_s: float) -> Banner:
        """Wait for a banner and tell of it."""
        banner, begun = Banner(Level.NONE), asyncio.get_running_loop().time()
        await tab.stir()
        async for _ in looks(limit_s):
            banner = max(await find_banner(tab.page), banner, key=lambda one: one.level)
            if banner.level is Level.OPERABLE:
                self._appeared_s = asyncio.get_running_loop().time() - begun
                break
        said = f": {quoted(banner.text)}" if banner.text else ""
        self.say("found", f"{SHOWN[banner.level].format(limit_s=limit_s)}{said}")
        named = await name_of(banner.element) if banner.element else None
        if named:
            self.say("where", _where(named))
        for kind, element in banner.buttons.items():
            if button := await name_of(element):
                self.say("button", f"{kind}: {quoted(button.label)}, {as_yaml(button.step)}")
        return banner

    async def _operated(self, tab: Tab, recording: Recording, choice: Choice) -> Decision:
        """The decision by the declared steps, else automatically."""
        begun: list[int] = []

        async def on_choice() -> None:
            begun[:] = [recording.traces]
            self._before, self._at = await held_in(tab), time.time()
            await self._picture(tab, f"{choice}-before")
            await recording.choose()

        decision = await self._by(tab, choice, on_choice)
        return decision.unless_traceless(recording.traces - (begun or [0])[0])

    async def _by(
        self, tab: Tab, choice: Choice, on_choice: Callable[[], Awaitable[None]]
    ) -> Decision:
        if steps := self.trial.steps_for(choice):
            return await follow(tab, steps, on_choice, choice, partial(self.say, "did"))
        if choice != "withdraw":
            return await decide(tab, choice, on_choice, LEAST_LOOK_S)
        withdrawal = await withdraw(tab, on_choice)
        for one in withdrawal.tried:
            self.say("tried", one)
        return withdrawal.decision

    def _did(self, choice: Choice, decision: Decision, clicks: list[Named]) -> None:
        """Tell who operated the banner, and what was clicked; keep that as steps."""
        if decision.operated_by:
            self.say("did", decision.operated_by)
        if self.trial.steps_for(choice):
            return
        for click in clicks:
            self.say("did", f"clicked {quoted(click.label)}, {as_yaml(click.step)}")
        steps = tuple(once(click.step for click in clicks))
        if steps:
            self.clicked[choice] = steps

    async def _picture(self, tab: Tab, label: str) -> None:
        if self.trial.pictures:
            path = self.trial.pictures / f"{label}.png"
            with suppress(PlaywrightError):
                await tab.page.screenshot(path=path, timeout=SCREENSHOT_LIMIT_MS)


def _where(named: Named) -> str:
    frames = [f"in the frame {yaml_quoted(one)}" for one in named.frames]
    hosts = [f"in the shadow root of {one}" for one in named.hosts]
    return ", ".join([*(frames or ["in the page itself"]), *hosts, named.selectors[0]])
