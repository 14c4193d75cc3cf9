"""What dwell time costs: 21 pages walked with 30 s of page time, against the bare browser.

Both load the same pages in the same run, in turn, several times over; the medians' ratio counts.
Run by ``make bench``.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from crawler.browser import AuditBrowser, Launch, open_browser
from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.recorder import Recorder
from tests.browsing import Kept
from tests.sites import Page, Site, script, serving

HOST, CDN = "shop.test", "cdn.example"
PAGES, ROUNDS, AT_S = 21, 5, (4, 12, 25)
# A page as shops have them: styles, scripts and pictures, each answered after a moment.
LATENCY_S = 0.03
TIMERS = "".join(
    f"setTimeout(() => {{ document.cookie = 't{at}=1; max-age=600' }}, {at * 1000});" for at in AT_S
)


def tiny() -> str:
    """A page with three timers and nothing else."""
    return f"<h1>Page</h1><script>{TIMERS}</script>"


def ordinary() -> str:
    """The same with thirty resources from two hosts."""
    images = "".join(f"<img src='https://{CDN}/i{number}.svg'>" for number in range(20))
    scripts = "".join(f"<script src='/s{number}.js'></script>" for number in range(10))
    return f"{tiny()}{images}{scripts}"


def sites(html: str) -> tuple[Site, Site]:
    """The shop and where its pictures come from."""
    picture = Page("<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
    pages = {f"/{number}": Page(html, after=LATENCY_S) for number in range(PAGES)}
    scripts = {f"/s{number}.js": script("window.x = 1".ljust(20_000)) for number in range(10)}
    return Site(HOST, pages | scripts), Site(CDN, {f"/i{n}.svg": picture for n in range(20)})


async def in_one_tab(browser: AuditBrowser) -> float:
    """Seconds for loading the pages one after the other in one tab, and nothing else."""
    async with browser.profile() as profile:
        page = await profile.context.new_page()
        started = time.perf_counter()
        for number in range(PAGES):
            await page.goto(f"https://{HOST}/{number}", wait_until="load")
        return time.perf_counter() - started


async def in_tabs(browser: AuditBrowser) -> float:
    """Seconds for loading each page in a new tab, as a page with a clock of its own needs it."""
    async with browser.profile() as profile:
        started = time.perf_counter()
        for number in range(PAGES):
            page = await profile.context.new_page()
            await page.goto(f"https://{HOST}/{number}", wait_until="load")
            await page.close()
        return time.perf_counter() - started


async def walked(browser: AuditBrowser, recorder: Recorder, folder: Path) -> float:
    """Seconds for a whole walk; it must have caught the cookie of every timer."""
    pages = tuple(f"/{number}" for number in range(PAGES))
    fields = {"name": "shop", "url": f"https://{HOST}", "pages": pages, "dwell": "30s"}
    ground = Ground(DeclaredSite.model_validate(fields))
    walk = Walk("shop", ANONYMOUS, Journey.UNTOUCHED)
    started = time.perf_counter()
    seen = await observe(browser, recorder, ground, walk, Kept(folder))
    took = time.perf_counter() - started
    names = {one.identity.name for one in seen.cookies}
    if names != {f"t{at}" for at in AT_S}:
        raise SystemExit(f"cookies were missed: only {sorted(names)} were seen")
    return took


async def compared(html: str) -> tuple[float, float, float]:
    """Median seconds: bare loads in tabs of their own, those in one tab, and a walk."""
    async with serving(*sites(html)) as served:
        launch = Launch(resolve=served.resolve, trusted_keys=(served.trusted_key,))
        with tempfile.TemporaryDirectory() as folder:
            rounds = [await one_round(launch, Path(folder)) for _ in range(ROUNDS)]
    tabs, one_tab, ours = map(statistics.median, zip(*rounds, strict=True))
    return tabs, one_tab, ours


async def one_round(launch: Launch, folder: Path) -> tuple[float, float, float]:
    """The three, each in a browser that has just been started."""
    async with open_browser(launch) as browser:
        tabs = await in_tabs(browser)
    async with open_browser(launch) as browser:
        one_tab = await in_one_tab(browser)
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        return tabs, one_tab, await walked(browser, recorder, folder)


async def main() -> None:
    """Print a line for each kind of page."""
    for name, html in (("tiny pages", tiny()), ("ordinary pages", ordinary())):
        tabs, one_tab, ours = await compared(html)
        print(
            f"{name}: {PAGES} pages, bare {tabs:.2f} s in tabs of their own and {one_tab:.2f} s in"
            f" one, with 30 s of page time each {ours:.2f} s: ratio {ours / tabs:.2f} and"
            f" {ours / one_tab:.2f} (medians of {ROUNDS})"
        )


if __name__ == "__main__":
    asyncio.run(main())
