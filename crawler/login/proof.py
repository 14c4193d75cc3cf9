"""What proves that a page was shown to a role that is logged in."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.declared import LoggedIn, Role
from crawler.login.sight import LOOK_LIMIT_S, Sight, look
from crawler.names import NamePattern
from crawler.tab import Tab

# How long a page may take to show who is logged in; wall seconds.
PATIENCE_S = 5.0
LOOK_AGAIN_S = 0.15
SHOWS_LOGIN = "the page asks to log in"
AT_LOGIN = "the page is that of the login"
ENDED = "the page says that the session is over"
NO_ANSWER = "the page did not answer whether its visitor is logged in"
WORTHLESS = (
    "logged_in holds on the page of the login, where nobody is logged in yet, and so proves "
    "nothing: say what is there only for who is"
)
# What tells for certain that the role is not in; what such a page writes is the login's.
OUTSIDE = (SHOWS_LOGIN, AT_LOGIN, ENDED)
NO_WAY_OUT = (
    "nothing on the page tells that its visitor is logged in: there is no link or button to log "
    "out; say in logged_in what is there only for who is"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """How a role is known on a page; ``page`` is the address where it logs in.

    Where the declaration does not say by ``logged_in``, all of these have to hold: the page does
    not ask to log in, it is not the page of the login, and there is a way to log out.
    """

    role: Role
    page: str
    alone: bool

    @classmethod
    def of(cls, role: Role, page: str, pages: tuple[str, ...]) -> "Proof":
        """For a role; a login on one of the site's own ``pages`` is told by its form only."""
        return cls(role, page, not any(_place(one) == _place(page) for one in pages))

    async def lacking(self, tab: Tab, patience_s: float = PATIENCE_S) -> str:
        """Why a page that has just come is not proven to be the role's; empty when it is."""
        end = asyncio.get_running_loop().time() + patience_s
        before = ""
        while True:
            sight = await look(tab.page)
            reason = await self.lack(tab.page, sight)
            certain = reason in OUTSIDE and reason == before
            if not reason or certain or asyncio.get_running_loop().time() > end:
                return reason
            before = reason
            await asyncio.sleep(LOOK_AGAIN_S)

    async def worthless(self, tab: Tab) -> str:
        """Why the declared proof is none, on a page that asks to log in; empty where it may be."""
        sight = await look(tab.page)
        if sight is None or not sight.asks or self.role.logged_in is None:
            return ""
        return "" if await self.lack(tab.page, sight) else WORTHLESS

    async def lost(self, tab: Tab) -> str:
        """Why a page that was the role's is so no more; empty where that cannot be told."""
        sight = await look(tab.page)
        if sight is None:
            return ""
        reason = await self.lack(tab.page, sight)
        return "" if reason == NO_ANSWER else reason

    async def lack(self, page: Page, sight: Sight | None) -> str:
        """What is missing of the proof on a page as it is now."""
        if sight is None:
            return NO_ANSWER
        declared = self.role.logged_in
        if not (declared and declared.selector):
            if sight.asks:
                return SHOWS_LOGIN
            if sight.ended:
                return ENDED
            at_login = self.alone and _place(page.url) == _place(self.page)
            if at_login and not sight.leave:  # some show the application at the same address
                return AT_LOGIN
        if declared:
            return await _unmet(page, declared)
        return "" if sight.leave else NO_WAY_OUT


async def _unmet(page: Page, declared: LoggedIn) -> str:
    """The first condition that does not hold."""
    if not declared.is_at(page.url):
        return f"the page's address is none of {declared.url}"
    try:
        async with asyncio.timeout(LOOK_LIMIT_S):
            if declared.selector and not await page.locator(declared.selector).count():
                return f"there is no {declared.selector} on the page"
            if declared.cookie:
                pattern = NamePattern(declared.cookie)
                cookies = await page.context.cookies(page.url)
                if not any(pattern.matches(one.get("name", "")) for one in cookies):
                    return f"there is no cookie {declared.cookie}"
    except (TimeoutError, PlaywrightError):
        return NO_ANSWER
    return ""


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower(), parts.path.rstrip("/")
