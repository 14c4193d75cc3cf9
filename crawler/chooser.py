"""Makes a visitor's choice on the banner of a page, and tells what became of it."""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from crawler.consent import (
    Decision,
    Level,
    Wish,
    Withdrawal,
    decide,
    follow,
    shows_by_rules,
    withdraw,
)
from crawler.consent.state import Held, Proof, held_in, judge
from crawler.cookies import Journey
from crawler.declared import Choice, Step
from crawler.fence import Fence
from crawler.names import stands_for
from crawler.tab import Tab
from crawler.visitor import CUT, Visitor
from crawler.walks import VisitOutcome, VisitResult

# How long a banner may take to come up while nothing is known of it, and while it is known that
# it comes; wall seconds.
FIRST_LOOK_S = 1.5
LONG_LOOK_S = 12.0

OnChoice: TypeAlias = Callable[[], Awaitable[None]]
Result = TypeVar("Result")


@dataclass(slots=True)
class Chooser:
    """One visitor's choice: whether it was tried, and what the banner said that was operated.

    ``wish`` is what the visitor last chose, or is to choose first; ``words`` are what each page
    since held of that choice. ``agreed_at`` is when a consent was given that is to be taken back
    later. ``why_not`` tells why an address must not be gone to, unless the
    declaration's own steps lead there.
    """

    visitor: Visitor
    wish: Wish
    why_not: Callable[[str], str]
    chosen: bool = False
    banner: str = ""
    words: list[tuple[str, Proof]] = field(default_factory=list)
    agreed_at: float = 0.0
    _traces: int = 0
    _at: float = 0.0
    _page: str = ""
    _before: tuple[Held, ...] = ()
    _begun: bool = False

    @classmethod
    def of(cls, visitor: Visitor, why_not: Callable[[str], str]) -> "Chooser":
        """For a visitor's journey; who withdraws accepts first."""
        wish: Wish = "reject" if visitor.walk.journey is Journey.REJECT else "accept"
        return cls(visitor, wish, why_not)

    async def first(self, entry: str, level: Level) -> Decision:
        """Choose on the entry page, which was visited once before without a choice.

        ``level`` is what was seen of a banner then. Only one that shows on both of these visits is
        known to stay until somebody chooses, so that its staying away afterwards proves something.
        One that a scroll brings up is looked for once more.
        """
        decision = await self.attempt(entry, level)
        if decision.by_scroll:
            level = Level.SEEN
            decision = await self.attempt(entry, level)
        if decision.absent and level is Level.UNSEARCHED:
            reason = "the page could not be searched for a banner"
            return replace(decision, absent=False, reason=reason)
        if decision.absent and level is not Level.NONE:
            reason = "the banner showed on the first visit and, with nothing chosen, never again"
            return replace(decision, absent=False, reason=reason)
        if decision.made and level < Level.SEEN:
            return await self._doubted(entry, decision)
        return decision

    async def attempt(self, page: str, level: Level) -> Decision:
        """One attempt in a tab of its own; ``level`` is what is known of the banner."""
        patience = LONG_LOOK_S if level is Level.OPERABLE else FIRST_LOOK_S
        granted = self.visitor.walk.granted

        async def operate(tab: Tab, on_choice: OnChoice) -> Decision:
            if steps := self._steps(self.wish, granted):
                return await follow(tab, steps, on_choice, self.wish)
            alone, seen = frozenset(granted), level is not Level.NONE
            return await decide(tab, self.wish, on_choice, patience, alone, seen=seen)

        decisive = self.visitor.walk.journey is not Journey.WITHDRAW
        decision = await self._made(page, operate, _no_decision, decisive=decisive)
        if not decision.made and self.visitor.over:
            decision = replace(decision, reason=self.visitor.over, absent=False)
        self.banner = decision.banner
        return decision.unless_traceless(self._left)

    async def withdraw(self, page: str) -> Withdrawal:
        """Take the consent back on a page that is loaded for it."""

        async def operate(tab: Tab, on_choice: OnChoice) -> Withdrawal:
            held = await held_in(tab)
            if steps := self._steps("withdraw"):
                done = Withdrawal(await follow(tab, steps, on_choice, "withdraw"), None, ())
            else:
                done = await withdraw(tab, on_choice)
            self._before = held  # the way back itself may have deleted what held the consent
            return done

        self.wish = "reject"
        withdrawal = await self._made(page, operate, _no_withdrawal, label="-withdrawal")
        decision = withdrawal.decision.unless_traceless(self._left)
        return replace(withdrawal, decision=decision)

    async def _made(
        self,
        page: str,
        operate: Callable[[Tab, OnChoice], Awaitable[Result]],
        failed: Callable[[str], Result],
        label: str = "",
        *,
        decisive: bool = True,
    ) -> Result:
        """Load a page and have the choice made there; with a ``decisive`` one the phase changes."""

        async def use(tab: Tab, visit: VisitResult) -> tuple[VisitResult, Result]:
            if visit.outcome is not VisitOutcome.VISITED:
                return visit, failed(f"the page did not load: {visit.reason}")
            await self.visitor.take_picture(tab, f"before{label}")
            made = await operate(tab, self._on_choice(tab, decisive=decisive))
            await self.visitor.take_picture(tab, f"after{label}")
            visit = await self.visitor.dwell(tab, visit)
            await self.hear(tab, page)
            return visit, made

        self._begun = False
        cut = failed(f"the page {page} {CUT}")
        return await self.visitor.visit(
            page, use, cut, self._fence("withdraw" if label else self.wish)
        )

    async def hear(self, tab: Tab, page: str) -> None:
        """Hear what a page holds of the choice by now; works with its clock stopped."""
        if self.chosen:
            sent = self.visitor.recording.signals.since(self._at)
            granted = frozenset(self.visitor.walk.granted)
            after = await held_in(tab, sent, stopped=True)
            before, after = self._about(page, self._before), self._about(page, after)
            self.words.append((page, judge(self.wish, before, after, granted)))

    def _about(self, page: str, words: Iterable[Held]) -> tuple[Held, ...]:
        """Without what is named after the page of the choice, and so is not about this one."""

        def elsewhere(name: str) -> bool:
            return stands_for(name, self._page) and not stands_for(name, page)

        return tuple(one for one in words if not (one.name and elsewhere(one.name)))

    def _steps(self, choice: Choice, granted: tuple[str, ...] = ()) -> tuple[Step, ...]:
        """The declaration's own steps for a choice, which go before all that we would do."""
        consent = self.visitor.site.consent
        return consent.of(choice, granted) if consent else ()

    def _fence(self, choice: Choice) -> Fence | None:
        """A banner may send a form; the declaration's own steps may do all that they say."""
        steps = self._steps(choice, self.visitor.walk.granted)
        return None if steps else Fence(self.why_not, self.visitor.site.host, forms=True)

    @property
    def _left(self) -> int:
        """What was stored or sent since the choice; of databases, what speaks of it."""
        told = sum(len(word.records) for _, word in self.words)
        return self.visitor.recording.traces - self._traces + told

    def _on_choice(self, tab: Tab, *, decisive: bool) -> OnChoice:
        """What happens just before a choice; with a ``decisive`` one the other phase begins."""

        async def choose() -> None:
            self.chosen = self.visitor.roused = True
            if not self._begun:  # what fails is followed by another way to the same choice
                self._begun = True
                self._traces = self.visitor.recording.traces
                self._at, self._page, self.words = time.time(), tab.page.url, []
                if not decisive:
                    self.agreed_at = self._at
                self._before = await held_in(tab)
            if decisive:
                await self.visitor.choose()

        return choose

    async def _doubted(self, entry: str, decision: Decision) -> Decision:
        """A banner that only its rule can see: only the rule can tell that it stays away."""
        reason = "the banner showed on one of two visits without a choice"
        if decision.by_rule:
            reason = "whether the choice was kept could not be seen on the next visit"
            async with self.visitor.tabs.open(self._fence(self.wish)) as tab:
                arrival = await tab.go(entry)
                if not arrival.failure and not await shows_by_rules(tab):
                    return decision
        return decision.doubted(reason)


def _no_decision(reason: str) -> Decision:
    return Decision(False, reason)


def _no_withdrawal(reason: str) -> Withdrawal:
    return Withdrawal(Decision(False, reason), None, ())
