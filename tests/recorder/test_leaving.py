"""What a page asks for in its last moment is answered when it is gone."""

import pytest

from tests.browsing import ADS, SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

SENT = {
    "beacon": "navigator.sendBeacon(there, 'x')",
    "keepalive": "fetch(there, {keepalive: true, mode: 'no-cors', credentials: 'include'})",
    "picture": "new Image().src = there",
}


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange", "beforeunload"])
@pytest.mark.parametrize("how", SENT)
async def test_what_the_last_page_asked_for_as_it_was_left_is_in_the_jar(
    lab: Lab, event: str, how: str
) -> None:
    seen = await left(lab, Page(asking(event, SENT[how])))
    assert seen.left == {"last"}


async def test_what_a_frame_of_the_last_page_asked_for_is_in_the_jar(lab: Lab) -> None:
    frame = Page(asking("pagehide", SENT["beacon"]))
    seen = await left(lab, Page("<iframe src=/frame></iframe>"), frame)
    assert seen.left == {"last"}


@pytest.mark.parametrize(
    "page",
    [
        f"<script>fetchLater('https://{ADS}/last',"
        " {mode: 'no-cors', credentials: 'include'})</script>",
        "<iframe id=f src=/frame></iframe><script>onmessage = () => f.remove()</script>",
    ],
    ids=["fetch later", "frame that is gone"],
)
async def test_what_is_answered_after_the_last_page_is_in_the_jar(lab: Lab, page: str) -> None:
    sent = f"fetch('https://{ADS}/last', {{keepalive: true, credentials: 'include'}})"
    frame = Page(f"<script>{sent}; parent.postMessage(1, '*')</script>")
    assert (await left(lab, Page(page), frame)).left == {"last"}


def asking(event: str, how: str) -> str:
    there = f"const there = 'https://{ADS}/last'"
    return f"<script>{there}; addEventListener('{event}', () => {{ {how} }})</script>"


async def left(lab: Lab, page: Page, frame: Page | None = None) -> Seen:
    """A walk of one page; what is asked for is answered when it is gone."""
    line = "last=1; Max-Age=600; SameSite=None; Secure"
    late = Page("x", [line], after=0.2)
    own = {"/": page, "/frame": frame or Page()}
    return await lab.observe(Site(SHOP, own), Site(ADS, {"/last": late}))
