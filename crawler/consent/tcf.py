"""What a page's own TCF API says was chosen (IAB TCF v2, CMP API: ``getTCData``)."""

import asyncio
from contextlib import suppress

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

ASK_LIMIT_S = 2.0
ASK = """() => new Promise(resolve => {
  if (typeof window.__tcfapi !== 'function') return resolve(null);
  window.__tcfapi('getTCData', 2, (data, success) => {
    if (!success || data.gdprApplies === false || !data.tcString) return resolve(null);
    resolve(Object.values(data.purpose?.consents ?? {}).map(Boolean));
  });
})"""


async def tcf_consents(page: Page) -> tuple[bool, ...] | None:
    """Whether consent is stored, for each purpose; None where no API tells of a choice."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(ASK_LIMIT_S):
            found = await page.evaluate(ASK)
            # A page can replace what our script calls, so anything may come back.
            return tuple(one is True for one in found) if isinstance(found, list) else None
    return None
