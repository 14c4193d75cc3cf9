"""What a visitor does first on a page, beside reading it: move the pointer, scroll down."""

import asyncio
from contextlib import suppress

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.devtools import DevTools, Params, TargetGone

STIR_LIMIT_S = 2.0
NOT_SCROLLED = "it could not be scrolled through to its end"
# Pixels of one turn of the wheel.
A_NOTCH = 120
MOST_SCREENS = 20
GO_DOWN = """async (most) => {
  const down = async (root) => {
    for (let n = 0; root && n < most; n++) {
      const before = root.scrollTop;
      root.scrollBy({ top: root.clientHeight, behavior: 'instant' });
      if (root.scrollTop <= before) break;
      await new Promise(requestAnimationFrame);
    }
  };
  await down(document.scrollingElement);
  // Some pages scroll within an element as large as the window.
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  for (let one = middle; one; one = one.parentElement) {
    const large = one.clientHeight > innerHeight / 2 && one.scrollHeight > one.clientHeight + 1;
    if (large && one !== document.scrollingElement) await down(one);
  }
}"""
# Where the pointer may go, in this order; the edges first, since links seldom stand there.
POINTS = [[3, 240], [3, 420], [210, 240], [640, 240], [640, 500], [400, 90], [3, 90], [900, 640]]
NOWHERE = """(points) => points.find(([x, y]) => {
  const there = document.elementFromPoint(x, y);
  return there !== null && there.closest('a, area, button, input, select, textarea, label, '
    + 'summary, form, iframe, object, embed, [onclick], [onmouseover], [onmouseenter], '
    + '[onmousemove], '
    + '[onpointerover], [onpointerenter], [role=button], [role=link], [role=menuitem]') === null;
}) ?? null"""


async def stir(page: Page) -> None:
    """Move the pointer to where nothing can be pressed.

    So nothing that waits for a pointer above a link is set off; and it does not scroll, which some
    banners take for consent.
    """
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(STIR_LIMIT_S):
            place = await page.evaluate(NOWHERE, POINTS)
            if place in POINTS:
                await page.mouse.move(*place)


async def scroll(page: Page, devtools: DevTools, session: str, realm: int | None) -> bool:
    """Go down the page by the wheel, then screen by screen, so that all of it comes into view.

    Some banners, pictures and trackers wait for that. Whether it came to an end.

    Args:
        page: the page as Playwright knows it.
        devtools: the connection to the browser.
        session: the page's own session of it.
        realm: where scripts of ours run; None for that of the page.
    """
    turned = asyncio.ensure_future(page.mouse.wheel(0, A_NOTCH))
    try:
        return await _go_down(devtools, session, realm)
    finally:
        await asyncio.wait([turned], timeout=STIR_LIMIT_S)
        turned.cancel()
        turned.add_done_callback(lambda done: done.cancelled() or done.exception())


async def _go_down(devtools: DevTools, session: str, realm: int | None) -> bool:
    """Scroll by script, in a realm apart: a page may have replaced what the language needs."""
    ask: Params = {"expression": f"({GO_DOWN})({MOST_SCREENS})", "awaitPromise": True}
    if realm is not None:
        ask["contextId"] = realm
    with suppress(TargetGone):  # or it does not answer
        answer = await devtools.send("Runtime.evaluate", ask, session)
        return "exceptionDetails" not in answer
    return False
