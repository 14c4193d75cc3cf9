"""What a page itself holds of the visitor's choice, and what that proves or contradicts.

::

    before = await held_by_page(page)
    ...  # the choice is made
    after = await held_by_page(page, signals)
    judge("reject", before, after)

==============================  =================================================================
read from                       sources
==============================  =================================================================
the platform itself, run by     tarteaucitron, Klaro, vanilla-cookieconsent 2 and 3, Osano Cookie
the tests                       Consent, Orejime, IAB TCF (the IAB's own CMP API), Google Consent
                                Mode (the commands); by their plain records: cookie-though,
                                cookies-eu-banner, cookiecraft, cookie-consent-js, Porsche's
its documentation alone; the    IAB GPP, US Privacy, Google Consent Mode (``gcs``, ``gcd``),
tests have pages of that shape  Didomi, OneTrust, Cookiebot, Usercentrics 2 and 3, Axeptio,
                                Complianz, CookieYes, iubenda, Termly, consentmanager, Sourcepoint,
                                TrustArc, Quantcast (TCF), Borlabs, Cookie Notice, CookieLawInfo,
                                Silktide, CookieScript, Civic, Osano, CookieFirst, Transcend,
                                c15t
==============================  =================================================================
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from crawler.consent.states import google, iab, reports
from crawler.consent.states.held import Answer, Held
from crawler.consent.states.plain_words import VALUES
from crawler.consent.states.platform_records import Record
from crawler.consent.states.records import LOOKED_AT, of_records
from crawler.consent.states.verdict import Proof, judge
from crawler.domains import site_of
from crawler.recorder.consent_mode import Signal
from crawler.recorder.database_entries import Entry
from crawler.tab import Tab

__all__ = ["Answer", "Held", "Proof", "held_by_page", "held_in", "judge"]

# Wall seconds for one frame, and page time in milliseconds for an API that never calls back.
FRAME_LIMIT_S = 1.0
CALLBACK_LIMIT_MS = 600
MOST_FRAMES = 40
MOST_ENTRIES = 200
MOST_LETTERS = 20_000
Told = dict[str, object]
# What Playwright raises over values of a shape that no script of ours returns.
UNREADABLE = (ValueError, KeyError, TypeError, OverflowError)
CALLBACKS = ("tcf", "gpp", "usp", "usercentrics")


async def held_by_page(
    page: Page, signals: Iterable[Signal] = (), entries: Iterable[Entry] = ()
) -> tuple[Held, ...]:
    """All that a page's platforms, signals and stores say now, in each of its frames.

    Never raises and never hangs: what does not answer within a second says nothing, or that it is
    unknown. ``signals`` are those of requests since the choice (``Recording.signals``),
    ``entries`` those of the page's databases.
    """
    frames = page.frames[:MOST_FRAMES]
    told = await asyncio.gather(*(_told_by(frame, page) for frame in frames))
    sent = google.all_sent((one.host, dict(one.parameters)) for one in signals)
    found = {one.source: one for frame in reversed(told) for one in frame}
    kept = of_records(Record("database entry", one.name, one.text) for one in entries)
    return (*found.values(), *sent.values(), *kept)


async def held_in(
    tab: Tab, signals: Iterable[Signal] = (), *, stopped: bool = False
) -> tuple[Held, ...]:
    """The same of a tab, with what the site's own databases hold.

    ``stopped`` tells that its clock may stand still, and that it is closed next.
    """
    own = [one for one in tab.targets if one.type == "page"]
    entries = await tab.recording.entries(own, stopped=stopped)
    return await held_by_page(tab.page, signals, entries)


async def _told_by(frame: Frame, page: Page) -> tuple[Held, ...]:
    found = await _words(frame)
    if _same_site(frame, page):
        return found
    host = urlsplit(frame.url).hostname or "another site"
    return tuple(one.elsewhere(host) for one in found)


def _same_site(frame: Frame, page: Page) -> bool:
    return frame.url.startswith("about:") or site_of(frame.url) == site_of(page.url)


async def _words(frame: Frame) -> tuple[Held, ...]:
    """What one frame says: its platforms first, then what they and the site itself wrote."""
    cookies, told = await asyncio.gather(
        _cookies(frame), _asked(frame, "apis.js", [LOOKED_AT, VALUES, MOST_ENTRIES, MOST_LETTERS])
    )
    present = told.get("present")
    called = [one for one in CALLBACKS if isinstance(present, list) and one in present]
    answers = await asyncio.gather(
        *(_asked(frame, "callbacks.js", [one, CALLBACK_LIMIT_MS]) for one in called)
    )
    said = [*reports.of_apis(told.get("found")), *_called(dict(zip(called, answers, strict=True)))]
    mode = google.page_state(told.get("commands"), told.get("entries"))
    written = of_records([*cookies, *_stored(told.get("stored"))])
    return (*said, *((mode,) if mode else ()), *_unsaid(written, said))


def _called(answers: dict[str, Told]) -> Iterator[Held]:
    readers = (
        ("tcf", iab.tcf_api),
        ("gpp", iab.gpp),
        ("usp", iab.us_privacy),
        ("usercentrics", reports.usercentrics),
    )
    for name, reader in readers:
        if name in answers and (one := reader(answers[name])):
            yield one


def _unsaid(written: Iterable[Held], said: list[Held]) -> Iterator[Held]:
    """The records of platforms that do not speak for themselves.

    One that does knows better what it wrote: which of its services need no consent, for one.
    """
    spoken = {one.source for one in said if one.answer is not Answer.UNKNOWN}
    for one in written:
        platform = one.source.partition("'s ")[0]
        is_tc_string = one.source.startswith("the TC string")
        if platform not in spoken and not (is_tc_string and iab.TCF in spoken):
            yield one


async def _cookies(frame: Frame) -> list[Record]:
    """The cookies that the frame's own host gets, from the browser's jar."""
    if not frame.url.startswith("http"):
        return []
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(FRAME_LIMIT_S):
            jar = await frame.page.context.cookies(frame.url)
            return [Record("cookie", one["name"], one["value"]) for one in jar]
    return []


async def _asked(frame: Frame, script: str, arguments: list[object]) -> Told:
    """Run a script in a frame; empty where that fails, or brings no object."""
    with suppress(PlaywrightError, TimeoutError, *UNREADABLE):
        async with asyncio.timeout(FRAME_LIMIT_S):
            found = await frame.evaluate(_script(script), arguments)
            return found if isinstance(found, dict) else {}
    return {}


def _stored(found: object) -> Iterator[Record]:
    for item in found[: 2 * MOST_ENTRIES] if isinstance(found, list) else ():
        if isinstance(item, list) and len(item) == 3 and all(isinstance(one, str) for one in item):
            yield Record(*item)


@cache
def _script(name: str) -> str:
    text = (resources.files("crawler.consent.states") / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))
