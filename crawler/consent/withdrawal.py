"""Take consent back: find the way to the choice that a person could find, and refuse there."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError

from crawler.consent.banner import Banner, Level, find_banner
from crawler.consent.closing import looks
from crawler.consent.decision import Decision
from crawler.consent.panel import find_panel
from crawler.consent.pressing import OnChoice, choose_by_finder
from crawler.consent.scripts import script
from crawler.consent.way_back import PLAIN, Candidate, wait_for_candidates
from crawler.tab import Tab

# How long what was pressed may take to open the choices; seconds.
OPEN_LIMIT_S = 3.0
# How long is waited for what was not there, or did not listen, before it is tried once more.
LATE_S = 3.0
PRESSES = 3
# How many things are tried before none is found.
MOST_TRIED = 6
# How many pages of the site are followed; a page on privacy may lead on to one on cookies.
MOST_FOLLOWED = 3
MOST_APIS = 3
API_LIMIT_S = 3.0
SEARCH_LIMIT_S = 60.0
NOTHING: frozenset[str] = frozenset()
REVOKED = "what says that it revokes was pressed"
NOTHING_SAYS = "{} was pressed, and nothing tells that it took"
READ_AGAIN = "the switches read the same when the choices were opened again"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of the attempt to take consent back.

    ``way_back`` is True where a person could find one, False where there is none or only a
    platform's function, None where that is not known. ``tried`` tells what was tried, in order.
    """

    decision: Decision
    way_back: bool | None
    tried: tuple[str, ...] = ()


async def withdraw(tab: Tab, on_choice: OnChoice) -> Withdrawal:
    """On a loaded page of a visitor who has consented, come back to the choice and refuse.

    ``on_choice`` is awaited just before the refusing act. Nothing that accepts is pressed, no form
    is sent, and no page but one of the same origin is followed.
    """
    if (await find_banner(tab.page)).level is Level.OPERABLE:
        reason = "a consent banner is open although consent was given: nothing is to be withdrawn"
        return Withdrawal(Decision(False, reason), None)
    asked = len(tab.asked)
    search = _Search(tab, on_choice)
    try:
        async with asyncio.timeout(SEARCH_LIMIT_S):
            found = await search.by_person() or await search.by_api() or search.in_vain()
    except TimeoutError:
        reason = "the search for a way back to the choice took too long and was cut"
        found = Withdrawal(Decision(False, reason), None)
    decision = found.decision.unless_asked(tab.asked[asked:])
    return replace(found, decision=decision, tried=tuple(dict.fromkeys(search.tried)))


@dataclass(slots=True)
class _Search:
    tab: Tab
    on_choice: OnChoice
    tried: list[str] = field(default_factory=list)
    unsearched: bool = False
    followed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    loads: int = 0

    async def by_person(self) -> Withdrawal | None:
        """Press what says that it leads back, then what may; a few pages are followed."""
        start = self.tab.page.url
        found = await self._through(await self._candidates())
        if found is None:
            await self._return_to(start)
            found = await self._through(await self._late())
        if found is None:
            await self._return_to(start)
        return found

    async def _late(self) -> list[Candidate]:
        """What says plainly where it leads once a platform that is slow to come has come."""
        await asyncio.sleep(LATE_S)
        plain = [one for one in await self._candidates() if one.rank >= PLAIN and not one.hidden]
        found = [one for one in plain if one.way == "opens"]
        return found[: max(0, MOST_TRIED - len(self.tried))]

    async def _candidates(self) -> list[Candidate]:
        found = await wait_for_candidates(self.tab)
        self.unsearched = self.unsearched or found is None
        return found or []

    async def _through(self, found: list[Candidate]) -> Withdrawal | None:
        # What is pressed is no longer there once another page was followed.
        loads = self.loads
        for one in sorted(found, key=lambda one: one.way == "page"):
            if one.href in self.followed:
                continue
            enough = (
                len(self.followed) >= MOST_FOLLOWED
                if one.way == "page"
                else len(self.tried) >= MOST_TRIED
            )
            there = one if self.loads == loads or enough else await self._again(one)
            if enough or there is None or (there.hidden and not await there.unfold()):
                self.left.append(one.called)
                continue
            result = await (self._follow(there) if one.way == "page" else self._press(there))
            if result:
                return result
        return None

    async def _again(self, one: Candidate) -> Candidate | None:
        """The same on the page as it is now, which was loaded again since."""
        if one.way == "page" and not one.hidden:
            return one
        known = one.called, one.href
        found = await self._candidates()
        return next((other for other in found if (other.called, other.href) == known), None)

    async def _press(self, one: Candidate) -> Withdrawal | None:
        here = self.tab.page.url
        if one.way == "revokes":
            await self.on_choice()
        banner = await self._opened_by(one)
        if banner is not None:
            self.tried.append(f"{one.called}: opened the choices")
            decision = await self._refused(banner, one.called)
            return Withdrawal(await self._kept(decision, one, here), True)
        if one.way == "revokes":
            self.tried.append(f"{one.called}: nothing on the page tells what it did")
            return Withdrawal(Decision(True, "", one.called, (REVOKED,)), True)
        self.tried.append(f"{one.called}: opened nothing that speaks of consent")
        await self._return_to(here)
        return None

    async def _opened_by(self, one: Candidate) -> Banner | None:
        """What pressing it opens; some platforms listen late, so it is pressed again.

        What revokes at once is, unless something was stored or sent: then it listened.
        """
        here, traces = self.tab.page.url, self.tab.recording.traces
        for _ in range(PRESSES):
            listened = one.way == "revokes" and self.tab.recording.traces > traces
            if listened or self.tab.page.url != here or not await one.press():
                break
            if banner := await self._opened(OPEN_LIMIT_S / PRESSES):
                return banner
        return None

    async def _kept(self, decision: Decision, one: Candidate, here: str) -> Decision:
        """What switches were set to, they must still say when the choices are opened again.

        A panel that was closed, and not saved, counts only if they do.
        """
        if not decision.made or "finder:panel" not in decision.operated_by:
            return decision
        unsaved = decision.operated_by.endswith("+close")
        await self.tab.go_on(here)
        again = await self._again(one)
        if again and await self._opened_by(again):
            panel = await find_panel(self.tab.page)
            if panel and not panel.problem(NOTHING) and panel.wrong(NOTHING):
                reason = f"opened again, the panel says otherwise: {panel.proof(NOTHING)} expected"
                return decision.doubted(reason)
            if panel and not panel.problem(NOTHING):
                await self._escape()
                return replace(decision, proofs=(*decision.proofs, READ_AGAIN))
        reason = "the panel was closed, and whether it kept the choice could not be seen"
        return decision.doubted(reason) if unsaved else decision

    async def _follow(self, one: Candidate) -> Withdrawal | None:
        """Look for the choice on another page of the site."""
        self.followed.append(one.href)
        here = self.tab.page.url
        arrival = await self.tab.go_on(one.href)
        if arrival.failure or not self._within(here):
            self.tried.append(f"{one.called}: led nowhere on this site")
            await self._return_to(here)
            return None
        self.tried.append(f"{one.called}: followed to {urlsplit(one.href).path}")
        if await find_panel(self.tab.page):
            banner = await find_banner(self.tab.page)
            return Withdrawal(await self._refused(banner, one.called), True)
        if found := await self._through(await self._further(here)):
            return found
        await self._return_to(here)
        return None

    async def _further(self, start: str) -> list[Candidate]:
        """What leads on from a page that was followed; of pages, only those not linked before."""
        known = {*self.followed, start}
        return [other for other in await self._candidates() if other.href not in known]

    async def _opened(self, limit_s: float) -> Banner | None:
        """The choices that came up: a banner with a refusal, or switches that stand."""
        before: tuple[object, ...] = ()
        async for _ in looks(limit_s):
            banner = await find_banner(self.tab.page)
            if "reject" in banner.buttons:
                return banner
            panel = await find_panel(self.tab.page)
            now = (sorted(banner.buttons), len(panel.switches) if panel else 0)
            if any(now) and now == before:  # it is drawn to its end
                return banner
            before = now
        return None

    async def _refused(self, banner: Banner, called: str) -> Decision:
        decision = await choose_by_finder(self.tab, "reject", banner, self.on_choice)
        by = " + ".join(part for part in (called, decision.operated_by) if part)
        return replace(decision, operated_by=by, banner=decision.banner or banner.text)

    def _within(self, url: str) -> bool:
        ours, theirs = urlsplit(url), urlsplit(self.tab.page.url)
        return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)

    async def _return_to(self, url: str) -> None:
        """Back to where the search was, should what was pressed have led away."""
        await self._escape()
        if self.tab.page.url.partition("#")[0] != url.partition("#")[0]:
            self.loads += 1
            await self.tab.go_on(url)

    async def _escape(self) -> None:
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(API_LIMIT_S):
                await self.tab.page.keyboard.press("Escape")

    async def by_api(self) -> Withdrawal | None:
        """Open the choices by a platform's own function, which no visitor can call."""
        called: list[str] = []
        for _ in range(MOST_APIS):
            name = await self._call(called)
            if name is None:
                break
            called.append(name)
            if banner := await self._opened(OPEN_LIMIT_S):
                self.tried.append(f"the function {name}: opened the choices")
                way = None if self.unsearched else False
                return Withdrawal(await self._refused(banner, f"the function {name}"), way)
            self.tried.append(f"the function {name}: opened nothing")
        return None

    async def _call(self, called: list[str]) -> str | None:
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(API_LIMIT_S):
                name = await self.tab.page.evaluate(script("apis.js"), called)
                return name if isinstance(name, str) and name not in called else None
        return None

    def in_vain(self) -> Withdrawal:
        """Nothing was found, or nothing that opened the choices."""
        if self.unsearched:
            reason = "the page could not be searched for a way back to the choice"
            return Withdrawal(Decision(False, reason), None)
        if self.left:
            names = ", ".join(list(dict.fromkeys(self.left))[:MOST_TRIED])
            reason = f"no way back to the choice was found, but not all was tried: {names}"
            return Withdrawal(Decision(False, reason), None)
        reason = "no way back to the choice was found"
        if self.tried:
            tried = "; ".join(dict.fromkeys(self.tried))
            reason = f"nothing that was tried led back to the choice: {tried}"
        return Withdrawal(Decision(False, reason), False)
