"""Which hosts answered nothing, whatever the order of the events."""

from typing import Any

import pytest

from crawler.recorder.unreached import LEFT_BEFORE, Unreached

Event = tuple[str, dict[str, Any]]

ADS = "https://ads.example/pixel"
SILENT = {"ads.example": "net::ERR_EMPTY_RESPONSE"}
ASKED: Event = ("requestWillBeSent", {"request": {"url": ADS}})
RAW: Event = ("responseReceivedExtraInfo", {})
FAILED: Event = ("loadingFailed", {"errorText": "net::ERR_EMPTY_RESPONSE"})
BLOCKED: Event = ("loadingFailed", {"errorText": "net::ERR_BLOCKED_BY_ORB"})


def heard(*requests: list[Event]) -> Unreached:
    unreached = Unreached()
    for number, events in enumerate(requests):
        for method, params in events:
            unreached.hear(f"Network.{method}", {"requestId": str(number), **params})
    return unreached


def silent(*requests: list[Event]) -> dict[str, str]:
    return heard(*requests).by_host()


def lost(*requests: list[Event]) -> dict[str, str]:
    return heard(*requests).by_address()


def test_a_host_that_answered_nothing_is_silent() -> None:
    assert silent([ASKED, FAILED]) == SILENT


def test_what_the_browser_blocked_is_no_silence() -> None:
    assert silent([ASKED, BLOCKED]) == {}


@pytest.mark.parametrize("other", [[ASKED, RAW, BLOCKED], [RAW, ASKED, BLOCKED]])
def test_a_host_that_answered_another_request_is_not(other: list[Event]) -> None:
    assert silent([ASKED, FAILED], other) == {}
    assert silent(other, [ASKED, FAILED]) == {}


def test_an_answer_before_a_redirect_is_none_of_its_target() -> None:
    before: Event = ("requestWillBeSent", {"request": {"url": "https://shop.test/"}})
    after: Event = (
        "requestWillBeSent",
        {"request": {"url": ADS}, "redirectResponse": {"url": "https://shop.test/"}},
    )
    assert silent([before, RAW, after, FAILED]) == SILENT
    assert silent([RAW, before, after, FAILED]) == SILENT


def test_what_was_asked_for_ahead_and_never_answered_is_told() -> None:
    ahead: Event = ("requestWillBeSent", {"request": {"url": f"{ADS}?n=1"}, "type": "Prefetch"})
    assert lost([ahead]) == {ADS: LEFT_BEFORE}
    assert lost([ahead, RAW]) == {}
    assert lost([RAW, ahead]) == {}
