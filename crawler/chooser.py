"""Makes a visitor's choice on the banner of a page, and tells what became of it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

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
from crawler.consent.state import Held, Proof, held_by_page, judge
from crawler.cookies import Journey, Phase
from crawler.declared import Choice, Step
from crawler.tab import Tab
from crawler.visitor import CUT, Visitor
from crawler.walks import VisitOutcome, VisitResult

# How long a banner may take to come up while nothing is known of it, and while it is known that
# it comes; wall seconds.
FIRST_LOOK_S = 1.5
LONG_LOOK_S = 12.0


@dataclass(slots=True)
class Chooser:
    """One visitor's choice: whether it was tried, and what the banner said that was operated.

    ``wish`` is what the visitor last chose, or is to choose first.
    """

    visitor: Visitor
    wish: Wish
    chosen: bool = False
    banner: str = ""
    _traces: int = 0
    _at: float = 0.0
    _before: tuple[Held, ...] = ()
    _words: list[Proof] = field(default_factory=list)
    _begun: bool = False

    @classmethod
    def of(cls, visitor: Visitor) -> "Chooser":
        """For a visitor's journey; who withdraws accepts first."""
        return cls(visitor, "reject" if visitor.walk.journey is Journey.REJECT else "accept")

    async def first(self, entry: str, level: Level) -> Decision:
        """Choose on the entry page, which was visited once before without a choice.

        ``level`` is what was seen of a banner then. Only one that shows on both of these visits is
        known to stay until somebody chooses, so that its staying away afterwards proves something.
        """
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
        self._begun = False

        async def use(tab: Tab, visit: VisitResult) -> tuple[VisitResult, Decision]:
            if visit.outcome is not VisitOutcome.VISITED:
                return visit, Decision(False, f"the page did not load: {visit.reason}")
            await self.visitor.take_picture(tab, "before")
            decisive = self.visitor.walk.journey is not Journey.WITHDRAW
            on_choice = self._on_choice(tab, page, decisive)
            if not self.visitor.walk.granted and (steps := self._steps(self.wish)):
                decision = await follow(tab, steps, on_choice, self.wish)
            else:
                granted = frozenset(self.visitor.walk.granted)
                decision = await decide(tab, self.wish, on_choice, patience, granted)
            await self.visitor.take_picture(tab, "after")
            visit = await self.visitor.dwell(tab, visit)
            await self.hear(tab)
            return visit, decision

        decision = await self.visitor.visit(page, use, Decision(False, f"the page {page} {CUT}"))
        self.banner = decision.banner
        return decision.unless_traceless(self._left)

    async def withdraw(self, page: str) -> Withdrawal:
        """Take the consent back on a page that is loaded for it."""

        async def use(tab: Tab, visit: VisitResult) -> tuple[VisitResult, Withdrawal]:
            if visit.outcome is not VisitOutcome.VISITED:
                return visit, _no_withdrawal(f"the page did not load: {visit.reason}")
            await self.visitor.take_picture(tab, "before-withdrawal")
            on_choice = self._on_choice(tab, page, True)
            if steps := self._steps("withdraw"):
                decision = await follow(tab, steps, on_choice, "withdraw")
                withdrawal = Withdrawal(decision, None, ())
            else:
                withdrawal = await withdraw(tab, on_choice)
            await self.visitor.take_picture(tab, "after-withdrawal")
            visit = await self.visitor.dwell(tab, visit)
            await self.hear(tab)
            return visit, withdrawal

        self.wish, self._begun = "reject", False
        cut = _no_withdrawal(f"the page {page} {CUT}")
        withdrawal = await self.visitor.visit(page, use, cut)
        decision = withdrawal.decision.unless_traceless(self._left)
        return replace(withdrawal, decision=decision)

    async def hear(self, tab: Tab) -> None:
        """Hear what a page holds of the choice by now; works with its clock stopped."""
        if self.chosen:
            sent = self.visitor.recording.signals.since(self._at)
            granted = frozenset(self.visitor.walk.granted)
            after = await held_by_page(tab.page, sent)
            self._words.append(judge(self.wish, self._before, after, granted))

    @property
    def state(self) -> Proof:
        """What the site holds of the choice: what its later pages say, if there are any.

        On the page of the choice itself a platform may not have written it yet.
        """
        later = self._words[1:] or self._words
        against = dict.fromkeys(word for one in later for word in one.contradictions)
        return Proof(later[-1].proofs if later else (), tuple(against))

    def _steps(self, choice: Choice) -> tuple[Step, ...]:
        """The declaration's own steps for a choice, which go before all that we would do."""
        consent = self.visitor.site.consent
        return consent.of(choice) if consent else ()

    @property
    def _left(self) -> int:
        """What was stored or sent since the choice."""
        return self.visitor.recording.traces - self._traces

    def _on_choice(self, tab: Tab, page: str, decisive: bool) -> Callable[[], Awaitable[None]]:
        """What happens just before a choice; with a ``decisive`` one the other phase begins."""

        async def choose() -> None:
            self.chosen = self.visitor.roused = True
            if not self._begun:  # what fails is followed by another way to the same choice
                self._begun = True
                self._traces = self.visitor.recording.traces
                self._at, self._words = time.time(), []
                self._before = await held_by_page(tab.page)
            if decisive:
                await self.visitor.enter(page, Phase.AFTER)

        return choose

    async def _doubted(self, entry: str, decision: Decision) -> Decision:
        """A banner that only its rule can see: only the rule can tell that it stays away."""
        reason = "the banner showed on one of two visits without a choice"
        if decision.by_rule:
            reason = "whether the choice was kept could not be seen on the next visit"
            async with self.visitor.tabs.open() as tab:
                arrival = await tab.go(entry)
                if not arrival.failure and not await shows_by_rules(tab):
                    return decision
        return decision.doubted(reason)


def _no_withdrawal(reason: str) -> Withdrawal:
    return Withdrawal(Decision(False, reason), None, ())
