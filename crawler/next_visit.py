"""What the next visit to a page says of a choice that was made on it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from crawler.conclusion import Afterwards, Conclusion, concluded
from crawler.consent import Decision, Level, Wish, banner_level, shows_by_rules
from crawler.consent.closing import looks
from crawler.consent.state import Held, held_in, judge
from crawler.consent.steps import FOLLOWED
from crawler.declared import Choice
from crawler.recorder.consent_mode import Signal
from crawler.tab import Tab, Tabs

# A banner is waited for this much longer than it took on the visit before; wall seconds.
PATIENCE = 2.0
LEAST_LOOK_S = 1.5
NEXT_VISIT = "the next visit"
NOT_TOLD = "nothing on the next visit tells that the consent was taken back"
UNSEEN = "all was done, but no banner was seen that could have closed"


@dataclass(frozen=True, slots=True)
class Made:
    """A choice that was made, and what was known by then.

    ``level`` is what was seen of the banner, ``appeared_s`` how long it took to come up, in
    seconds; ``before`` what the page held of a choice just before; ``signals`` what requests told
    of it since.
    """

    url: str
    choice: Choice
    decision: Decision
    level: Level
    appeared_s: float
    before: tuple[Held, ...] = ()
    signals: Callable[[], Iterable[Signal]] = tuple

    async def kept(self, tabs: Tabs, seen: Callable[[Tab], Awaitable[None]]) -> Decision:
        """The decision with the proofs that a new visit brings, or doubted for what it shows.

        ``seen`` is awaited with the tab of that visit.
        """
        async with tabs.open() as tab:
            arrival = await tab.go(self.url)
            if arrival.failure:
                return self.decision.doubted(f"the next visit failed: {arrival.failure}")
            level = await self._level(tab)
            await seen(tab)
            after = await held_in(tab, self.signals())
        wish: Wish = "accept" if self.choice == "accept" else "reject"
        held, withdrawn = judge(wish, self.before, after), self.choice == "withdraw"
        unsearched = NEXT_VISIT if level is Level.UNSEARCHED else ""
        came_back = NEXT_VISIT if level >= (Level.OPERABLE if withdrawn else Level.SEEN) else ""
        words = ((NEXT_VISIT, held),)
        came = concluded(self.decision, Afterwards(words, came_back, unsearched, withdrawn))
        if came.reason:
            return self.decision.doubted(came.reason)
        if reason := self._untold(came):
            return self.decision.doubted(reason)
        return replace(self.decision, proofs=came.proofs)

    def _untold(self, came: Conclusion) -> str:
        """Why a single visit is not enough; empty where it is.

        A panel that closed upon a withdrawal proves nothing alone.
        """
        proofs = self.decision.proofs
        if self.choice == "withdraw":
            expected = FOLLOWED in proofs and proofs != (FOLLOWED,)
            return "" if came.asks_anew or came.recorded or expected else NOT_TOLD
        return UNSEEN if self.level < Level.SEEN and not self.decision.by_rule else ""

    async def _level(self, tab: Tab) -> Level:
        """The most that shows of a banner within its time."""
        if self.level < Level.SEEN and self.decision.by_rule:
            return Level.OPERABLE if await shows_by_rules(tab) else Level.NONE
        await tab.stir()
        level = Level.NONE
        async for _ in looks(max(LEAST_LOOK_S, PATIENCE * self.appeared_s)):
            level = await banner_level(tab, self._known)
            if level >= Level.SEEN:
                break
        return level

    @property
    def _known(self) -> str:
        """What the banner said; one that asks anew after a withdrawal may say something else."""
        return "" if self.choice == "withdraw" else self.decision.banner
