"""The proof at the start of every audit; it has to be able to fail."""

import pytest

from crawler.browser import Launch, open_browser
from crawler.recorder import Recorder
from crawler.selftest import self_test
from crawler.walks import SelfTest
from tests.browsing import Lab

pytestmark = pytest.mark.browser


async def test_a_browser_as_audits_launch_it_proves_everything(lab: Lab) -> None:
    assert await self_test(lab.browser, lab.recorder) == SelfTest(
        third_party_cookies=True, script_writes=True, header_writes=True
    )


async def test_it_can_be_repeated(lab: Lab) -> None:
    assert await self_test(lab.browser, lab.recorder) == await self_test(lab.browser, lab.recorder)


async def test_a_recorder_that_does_not_watch_proves_nothing_of_writes(lab: Lab) -> None:
    assert await self_test(lab.browser, Recorder(lab.browser.devtools)) == SelfTest(
        third_party_cookies=True, script_writes=False, header_writes=False
    )


async def test_a_browser_that_blocks_third_party_cookies_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.browser._write_preferences", lambda *_: None)
    async with open_browser(Launch()) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        tested = await self_test(browser, recorder)
    assert not tested.third_party_cookies
    assert tested.header_writes
