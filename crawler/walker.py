"""One walk under way: it makes the journey's choice, and visits every page."""

from dataclasses import dataclass, replace

from crawler.chooser import Chooser
from crawler.conclusion import Afterwards, concluded
from crawler.consent import Decision, Level, Withdrawal, banner_level, way_back
from crawler.consent.state import Answer, held_in
from crawler.cookies import Journey, Walk
from crawler.crawl.links import Link
from crawler.crawl.robots import NO_RULES, Robots
from crawler.discovery import Frontier
from crawler.fence import Fence
from crawler.session import Session
from crawler.tab import Tab
from crawler.visitor import Visitor
from crawler.walks import JourneyResult, NotProven, Outcome, VisitOutcome, VisitResult

UNDECIDED = (Journey.UNTOUCHED, Journey.GPC)
ANSWERED = (Answer.ACCEPT, Answer.PARTIAL, Answer.REJECT)
SAVE_ANEW = "save that of a visitor who has chosen nothing"


@dataclass(slots=True)
class Walker:
    """One walk under way: its visitor, the pages, and whether its choice was kept so far."""

    visitor: Visitor
    frontier: Frontier
    chooser: Chooser
    came_back: str = ""
    unsearched: str = ""
    way_back: str = ""
    session: Session | None = None
    old_choice: str = ""

    @classmethod
    def of(
        cls,
        visitor: Visitor,
        mapped: tuple[str, ...] = (),
        session: Session | None = None,
        robots: Robots = NO_RULES,
    ) -> "Walker":
        """For a visitor's journey; ``mapped`` are the pages that the site's own map names.

        ``session`` is that of a role.
        """
        frontier = Frontier.of(visitor.site, mapped, robots)
        return cls(visitor, frontier, Chooser.of(visitor, frontier.why_not), session=session)

    @property
    def walk(self) -> Walk:
        """Which walk it is."""
        return self.visitor.walk

    async def go(self) -> JourneyResult:
        """Decide, then visit every page."""
        decision = None
        if self.session:
            decision = await self._decide_at_login(self.session)
            if failure := await self.session.begin():
                return self._kept_out(failure)
        if self.walk.journey not in UNDECIDED and (decision is None or decision.absent):
            decision = await self._decide()
        decision = await self._visit_all(decision)
        withdrawal = await self._withdraw(decision) if decision else None
        self.visitor.visits += [
            VisitResult(self.walk, one.page, self.visitor.phase, VisitOutcome.SKIPPED, one.reason)
            for one in self.frontier.rest()
        ]
        return self._result(decision, withdrawal)

    async def _decide_at_login(self, session: Session) -> Decision | None:
        """A role meets the banner first where it logs in; what the login sets comes after that."""
        if self.walk.journey in UNDECIDED or session.login.state:
            return None
        with session.outside():
            return await self.chooser.first(session.page, await self._visit(session.page))

    def _kept_out(self, failure: str) -> JourneyResult:
        """Nothing of the site was seen as the role: no page of it is audited."""
        reason = f"the login failed: {failure}"
        while self.frontier:
            page, phase = self.frontier.next(), self.visitor.phase
            self.visitor.visits.append(
                VisitResult(self.walk, page, phase, VisitOutcome.SKIPPED, reason)
            )
        return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason)

    async def _decide(self) -> Decision:
        entry = self.frontier.entry
        decision = await self.chooser.first(entry, await self._visit(entry))
        if decision.absent:
            self.frontier.next()
        return decision

    async def _visit_all(self, decision: Decision | None) -> Decision | None:
        """Visit what is planned. A banner that only a later page shows is operated there."""
        while self.frontier:
            page = self.frontier.next()
            if self._is_login(page):
                continue
            level = await self._visit(page)
            later = decision and decision.absent and not self.visitor.over
            if decision and later and level is not Level.NONE:
                decision = replace(await self.chooser.attempt(page, level), absent=False)
                # What was visited without the choice, because no banner showed there, comes again.
                for one in dict.fromkeys(visit.page for visit in self.visitor.visits):
                    if not self._is_login(one):
                        await self._visit(one)
        return decision

    def _is_login(self, page: str) -> bool:
        """Whether a page is that of the login alone, and none of what the role sees."""
        return bool(self.session and self.session.proof.alone and page == self.session.page)

    async def _withdraw(self, accepted: Decision) -> Withdrawal | None:
        """Take the consent back, once all pages were visited with it, and visit them again."""
        due = self.walk.journey is Journey.WITHDRAW and accepted.made and not self.visitor.over
        if not due or self._afterwards.undone:
            return None
        pages = list(
            dict.fromkeys(
                visit.page
                for visit in self.visitor.visits
                if visit.outcome is VisitOutcome.VISITED and not self._is_login(visit.page)
            )
        )
        if not pages:
            return None
        withdrawal = await self.chooser.withdraw(self.way_back or pages[0])
        if withdrawal.decision.made:
            self.came_back = self.unsearched = ""
            for page in pages:
                await self._visit(page)
        return withdrawal

    async def _visit(self, page: str) -> Level:
        """Visit one page; whether a banner shows on it, at its beginning or its end."""
        fence = Fence(self.frontier.why_not, self.visitor.site.host)

        async def use(tab: Tab, visit: VisitResult) -> tuple[VisitResult, Level]:
            if not visit.final_url:
                return visit, Level.NONE
            if not self.visitor.roused:  # else it is stirred while it has its time
                await tab.stir()
            early = await self._look(tab)
            links = await self._links(tab)
            visit = await self.visitor.dwell(tab, visit)
            self.frontier.arrived(page, visit.final_url)
            if not self.visitor.walled:
                self._meet(tab, page, links, await self._links(tab))
            self.frontier.stopped(page, fence.stopped)
            level = max(early, await self._look(tab))
            await self._note(tab, page, level)
            await self.chooser.hear(tab, page)
            await self._look_for_old_choice(tab)
            await self.visitor.read_lists(tab)
            await self._look_for_way_back(tab, page)
            return visit, level

        return await self.visitor.visit(page, use, Level.UNSEARCHED, fence)

    async def _look_for_old_choice(self, tab: Tab) -> None:
        """A saved state may hold a choice, and then its profile did not begin empty."""
        saved = self.session and self.session.login.state and not self.chooser.chosen
        if saved and not self.old_choice:
            held = await held_in(tab, stopped=True)
            known = (one.source for one in held if one.firm and one.answer in ANSWERED)
            self.old_choice = next(known, "")

    async def _look(self, tab: Tab) -> Level:
        if self.walk.journey in UNDECIDED or self.came_back:
            return Level.NONE
        return await banner_level(tab, self.chooser.banner)

    async def _note(self, tab: Tab, page: str, level: Level) -> None:
        if self.chooser.chosen and level is Level.UNSEARCHED:
            self.unsearched = self.unsearched or page
        elif self.chooser.chosen and level >= Level.SEEN and not self.came_back:
            self.came_back = page
            await self.visitor.take_picture(tab, "came-back")
        elif self.walk.journey in UNDECIDED and not self.visitor.picture:
            await self.visitor.take_picture(tab, "banner")

    async def _look_for_way_back(self, tab: Tab, page: str) -> None:
        """A way to take the consent back may stand on some pages only."""
        accepted = self.walk.journey is Journey.WITHDRAW and self.chooser.chosen
        if accepted and not self.way_back and await way_back(tab):
            self.way_back = page

    async def _links(self, tab: Tab) -> list[Link] | None:
        return await tab.links() if self.visitor.site.crawl else []

    def _meet(self, tab: Tab, page: str, *found: list[Link] | None) -> None:
        """Plan the links that stood on a page early or late; it may go elsewhere in between.

        The addresses that the page took itself, as applications do, are pages of their own.
        """
        look = self.visitor.look
        self.frontier.canonical(page, look.canonical)
        links = [link for links in found for link in links or ()]
        links += [Link(address, place="taken by the page itself") for address in tab.routes]
        self.frontier.meet(links, page, look.structure)
        if all(links is None for links in found):
            gap = NotProven(f"the links of {page}", "it did not answer", self.walk)
            self.visitor.gaps.append(gap)

    def _result(self, decision: Decision | None, withdrawal: Withdrawal | None) -> JourneyResult:
        visits = [one for one in self.visitor.visits if not self._is_login(one.page)]
        if not any(visit.outcome is VisitOutcome.VISITED for visit in visits):
            reasons = dict.fromkeys(visit.reason for visit in visits)
            reason = f"no page could be visited: {'; '.join(reasons)}"
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason)
        if reason := self._begun_with(decision):
            return JourneyResult(self.walk, Outcome.NOT_PROVEN, reason)
        if decision is None:
            return JourneyResult(self.walk, Outcome.VALID)
        if decision.absent:
            return JourneyResult(self.walk, Outcome.NOT_APPLICABLE, decision.reason)
        if self.walk.journey is Journey.WITHDRAW:
            return self._withdrawn(decision, withdrawal)
        return self._judged(decision)

    def _begun_with(self, decision: Decision | None) -> str:
        """Why a saved state makes this no journey from an empty profile; empty when it does not."""
        if self.old_choice:
            return f"the saved state holds a choice already, by {self.old_choice}: {SAVE_ANEW}"
        if self.session and self.session.login.state and decision and decision.absent:
            return f"no banner showed, and the saved state may hold a choice: {SAVE_ANEW}"
        return ""

    def _withdrawn(self, accepted: Decision, withdrawal: Withdrawal | None) -> JourneyResult:
        if withdrawal is None:
            result = self._judged(accepted)
            if self.visitor.over:
                result = replace(result, reason=self.visitor.over)
            reason = f"the consent that was to be withdrawn is not proven: {result.reason}"
            return replace(result, outcome=Outcome.NOT_PROVEN, reason=reason)
        result = self._judged(withdrawal.decision)
        if not withdrawal.decision.made and withdrawal.tried:
            tried = "; ".join(withdrawal.tried)
            result = replace(result, reason=f"{result.reason} (tried: {tried})")
        return replace(result, way_back=True if self.way_back else withdrawal.way_back)

    def _judged(self, decision: Decision) -> JourneyResult:
        came = concluded(decision, self._afterwards)
        return JourneyResult(
            self.walk,
            Outcome.NOT_PROVEN if came.reason else Outcome.PROVEN,
            came.reason,
            decision.operated_by,
            came.proofs,
            recorded=came.recorded,
            contradictions=came.contradictions,
            asks_anew=came.asks_anew,
            agreed_at=self.chooser.agreed_at,
            decided_at=self.visitor.decided_at,
        )

    @property
    def _afterwards(self) -> Afterwards:
        taken_back = self.walk.journey is Journey.WITHDRAW and self.chooser.wish == "reject"
        words = self.chooser.words
        return Afterwards(words, self.came_back, self.unsearched, taken_back)
