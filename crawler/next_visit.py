"""What the next visit to a page says of a choice that was made on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crawler.consent import Decision, Level, Wish, banner_level, shows_by_rules
from crawler.consent.closing import looks
from crawler.consent.state import Held, held_by_page, judge
from crawler.consent.steps import FOLLOWED
from crawler.declared import Choice
from crawler.tab import Tab, Tabs

# A banner is waited for this much longer than it took on the visit before; wall seconds.
PATIENCE = 2.0
LEAST_LOOK_S = 1.5
CAME_BACK = "the banner came back on the next visit: the choice was not kept"
UNSEARCHED = "whether the banner stayed closed could not be seen on the next visit"
ASKS_ANEW = "the banner asks anew on the next visit"
NOT_TOLD = "nothing on the next visit tells that the consent was taken back"
UNSEEN = "all was done, but no banner was seen that could have closed"


@dataclass(frozen=True, slots=True)
class Made:
    """A choice that was made, and what was known by then.

    ``level`` is what was seen of the banner, ``appeared_s`` how long it took to come up, in
    seconds; ``before`` what the page held of a choice just before.
    """

    url: str
    choice: Choice
    decision: Decision
    level: Level
    appeared_s: float
    before: tuple[Held, ...] = ()

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
            after = await held_by_page(tab.page)
        wish: Wish = "accept" if self.choice == "accept" else "reject"
        held = judge(wish, self.before, after)
        if held.contradictions:
            return self.decision.doubted(
                f"the choice was not recorded: {'; '.join(held.contradictions)}"
            )
        decision = replace(self.decision, proofs=(*self.decision.proofs, *held.proofs))
        if self.choice == "withdraw":
            return _taken_back(decision, level, recorded=bool(held.proofs))
        return self._closed(decision, level)

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

    def _closed(self, decision: Decision, level: Level) -> Decision:
        if self.level < Level.SEEN and not decision.by_rule:
            return decision.doubted(UNSEEN)
        if level >= Level.SEEN:
            return decision.doubted(CAME_BACK)
        if level is Level.UNSEARCHED:
            return decision.doubted(UNSEARCHED)
        proof = "the banner stayed closed on the next visit"
        return replace(decision, proofs=(*decision.proofs, proof))


def _taken_back(decision: Decision, level: Level, *, recorded: bool) -> Decision:
    """Whoever took consent back may be asked anew; a panel that closed proves nothing alone."""
    if level is Level.OPERABLE:
        return replace(decision, proofs=(*decision.proofs, ASKS_ANEW))
    expected = FOLLOWED in decision.proofs and decision.proofs != (FOLLOWED,)
    return decision if recorded or expected else decision.doubted(NOT_TOLD)
