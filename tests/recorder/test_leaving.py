"""What a page asks for in its last moment is answered when it is gone."""

import pytest

from tests.browsing import ADS, SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

SENT = {
    "beacon": "navigator.sendBeacon(there, 'x')",
    "keepalive": "fetch(there, {keepalive: true, mode: 'no-cors', credentials: 'include'})",
    "picture": "new Image().src = there",
}


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange"])
@pytest.mark.parametrize("how", SENT)
async def test_what_the_last_page_asked_for_as_it_was_left_is_in_the_jar(
    lab: Lab, event: str, how: str
) -> None:
    there = f"const there = 'https://{ADS}/last'"
    page = f"<script>{there}; addEventListener('{event}', () => {{ {SENT[how]} }})</script>"
    line = "last=1; Max-Age=600; SameSite=None; Secure"
    late = Page("x", [line], after=0.2)
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}), Site(ADS, {"/last": late}))
    assert seen.left == {"last"}
