"""What a choice costs: a refusal or an acceptance beside a walk in which nothing is chosen.

Both walks visit the same two pages of a site in the same run, so the difference is all that
operating the banner and proving the choice take, the visits for them included.
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
from crawler.walks import Outcome
from tests.browsing import SHOP, Kept
from tests.platforms import KLARO, TARTEAUCITRON, VANILLA_3
from tests.sites import Page, Site, serving

ROUNDS = 5
OWN = """<div style="position:fixed;bottom:0;padding:2em;background:#eee">We use cookies.
  <button onclick="choose('all')">Accept all</button>
  <button onclick="choose('none')">Reject all</button></div>
  <script>
    const bar = document.querySelector('div');
    const choose = (what) => { document.cookie = 'choice=' + what; bar.remove() };
    if (document.cookie.includes('choice')) bar.remove();
  </script>"""


def sites() -> dict[str, Site]:
    """A banner of a site's own, and platforms of others."""
    own = Site(SHOP, {"/": Page(OWN), "/second": Page(OWN)})
    platforms = (TARTEAUCITRON, KLARO, VANILLA_3)
    return {"the site's own": own, **{str(one): one.site() for one in platforms}}


async def walked(
    browser: AuditBrowser, recorder: Recorder, journey: Journey, folder: Path
) -> float:
    """Wall seconds of one walk, which must count."""
    fields = {"name": "shop", "url": f"https://{SHOP}", "pages": ("/", "/second")}
    ground, walk = Ground(DeclaredSite.model_validate(fields)), Walk("shop", ANONYMOUS, journey)
    started = time.perf_counter()
    seen = await observe(browser, recorder, ground, walk, Kept(folder))
    took = time.perf_counter() - started
    if seen.result.outcome not in (Outcome.VALID, Outcome.PROVEN):
        raise SystemExit(f"{journey} was not proven: {seen.result.reason}")
    return took


async def added(site: Site) -> dict[Journey, float]:
    """Median wall seconds that each choice adds."""
    async with serving(site) as served:
        launch = Launch(resolve=served.resolve, trusted_keys=(served.trusted_key,))
        async with open_browser(launch) as browser:
            recorder = Recorder(browser.devtools)
            await recorder.start()
            with tempfile.TemporaryDirectory() as folder:
                times = {
                    journey: [
                        await walked(browser, recorder, journey, Path(folder))
                        for _ in range(ROUNDS)
                    ]
                    for journey in (Journey.UNTOUCHED, Journey.REJECT, Journey.ACCEPT)
                }
    medians = {journey: statistics.median(those) for journey, those in times.items()}
    base = medians.pop(Journey.UNTOUCHED)
    return {journey: took - base for journey, took in medians.items()}


async def main() -> None:
    """Print a line for each kind of banner."""
    for name, site in sites().items():
        told = ", ".join(f"{journey} {took:.2f} s" for journey, took in (await added(site)).items())
        print(f"{name}: a choice adds: {told} (medians of {ROUNDS})")


if __name__ == "__main__":
    asyncio.run(main())
