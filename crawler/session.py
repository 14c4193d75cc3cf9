"""A role's visitor: logs in within the journey's own profile, and sees to it that this holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from crawler.browser import AuditBrowser
from crawler.crawl.harm import why_harmful_address
from crawler.fence import Fence
from crawler.login import Entry, Login, Proof, log_in
from crawler.recorder import Recorder
from crawler.tab import Tab, open_tab
from crawler.visitor import CUT, Visitor
from crawler.walks import VisitOutcome, VisitResult

# The first, and one more where the role was logged out on the way: accounts get locked.
MOST_LOGINS = 2
# Where a role that is still in is led to from the page of the login is soon seen; wall seconds.
ARRIVES_S = 1.0
REFUSED_BEFORE = "it was not tried again, after it had failed once: {}"


async def check_state(browser: AuditBrowser, recorder: Recorder, login: Login) -> None:
    """See, once in an audit, whether a saved state is still logged in; forget it where it is not.

    It is seen in a profile of its own, whose visit is no part of the audit.
    """
    if login.state is None or login.checked:
        return
    login.checked = True
    site = login.site
    proof = Proof.of(login.role, site.login_page(login.role), site.page_urls)
    async with browser.profile(state=login.state) as profile:
        recording = recorder.record(profile.context_id)
        try:
            async with open_tab(browser, profile, recording) as tab:
                arrival = await tab.go(site.page_urls[0])
                lack = arrival.failure or await proof.lacking(tab)
        finally:
            recorder.forget(recording)
    if lack:
        login.state = None
        if login.role.login is None:
            login.refused = f"the saved state is not logged in any more: {lack}"


@dataclass(slots=True)
class Session:
    """One visitor's being logged in. ``done`` counts the logins of this journey.

    ``was_in`` tells that the last one was not needed, and ``asks_anyway`` that the page of the
    login asked all the same. ``led_to`` is the page that a login led to.
    """

    visitor: Visitor
    login: Login
    proof: Proof
    done: int = 0
    was_in: bool = False
    asks_anyway: bool = False
    led_to: str = ""
    _in: bool = False

    @classmethod
    def of(cls, visitor: Visitor, login: Login) -> "Session":
        """For a visitor's journey; its secrets are known to the recording from now on."""
        site = visitor.site
        proof = Proof.of(login.role, site.login_page(login.role), site.page_urls)
        for secret in login.keys.secrets:
            visitor.recording.hide(secret)
        session = cls(visitor, login, proof)
        visitor.guard = session
        return session

    @property
    def page(self) -> str:
        """The address where the role logs in."""
        return self.proof.page

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Visit what is not the role's meanwhile, such as the page of the login."""
        self.visitor.guard = None
        try:
            yield
        finally:
            self.visitor.guard = self

    async def begin(self) -> str:
        """Log in for the first time; why that failed, empty when the role is in."""
        return "" if self.login.state else await self._enter()

    async def lacking(self, tab: Tab) -> str:
        """Why the page that came is not the role's."""
        return await self.proof.lacking(tab)

    async def lost(self, tab: Tab) -> str:
        """Why the page ceased to be the role's."""
        return await self.proof.lost(tab)

    @property
    def may_renew(self) -> bool:
        """Whether there is a login left for who was logged out."""
        declared = self.login.role.login is not None
        return declared and self.done < MOST_LOGINS and not self.login.refused

    async def renew(self) -> str:
        """Log in once more; why that failed, empty when the role is in again."""
        return await self._enter()

    async def _enter(self) -> str:
        if self.login.refused:
            return self.login.refused
        self.was_in = self.asks_anyway = False
        visitor, self._in = self.visitor, False
        fence = Fence(self._why_not, visitor.site.host, forms=True)
        with self.outside():
            entry = await visitor.enter_by(self.page, self._use, Entry(CUT, sent=True), fence)
        self.was_in = entry.was_in
        self.done += not entry.was_in
        failure = visitor.recording.redacted(entry.failure)
        if failure and entry.sent:
            self.login.refused = REFUSED_BEFORE.format(failure)
        return failure

    def _why_not(self, address: str) -> str:
        """A login goes where it has to; the page it led to is the application's."""
        return why_harmful_address(address) if self._in else ""

    async def _use(self, tab: Tab, visit: VisitResult) -> tuple[VisitResult, Entry]:
        if visit.outcome is not VisitOutcome.VISITED:
            return visit, Entry(f"the page of the login did not load: {visit.reason}")
        await tab.stir()
        if self.done and await self._is_still_in(tab):
            return await self.visitor.dwell(tab, visit), Entry(was_in=True)
        if not self.done and (reason := await self.proof.worthless(tab)):
            return visit, Entry(reason)
        entry = await log_in(tab, self.login.keys, self.proof, self.visitor.site.origin)
        visit, self._in = replace(visit, final_url=tab.page.url), not entry.failure
        self.led_to = tab.page.url if self._in else ""
        return await self.visitor.dwell(tab, visit), entry

    async def _is_still_in(self, tab: Tab) -> bool:
        """Whether no login is needed: some applications show its form also to who is in.

        Then the page tells that the last login led to.
        """
        self._in = not await self.proof.lacking(tab, ARRIVES_S)
        if not self._in and self.led_to and not why_harmful_address(self.led_to):
            arrival = await tab.go(self.led_to)
            self._in = not (arrival.failure or await self.proof.lacking(tab))
            self.asks_anyway = self._in
            if not self._in:
                await tab.go(self.page)
        return self._in
