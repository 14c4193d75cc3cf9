"""What pages ask the net for is remembered by the hashes of addresses."""

from crawler.cookies import Phase
from crawler.recorder.asked import Requests
from crawler.recorder.moments import Moment, Stage

HOME = "https://shop.test/"


def heard(*urls: str, phase: Phase = Phase.AFTER) -> Requests:
    requests = Requests(lambda address: f"#{address}")
    for at, url in enumerate(urls):
        params = {"request": {"url": url}}
        requests.hear("Network.requestWillBeSent", params, Moment(at, Stage(HOME, phase)))
    return requests


def test_an_address_is_remembered_once_without_its_query_and_with_its_last_time() -> None:
    (one,) = heard("https://ads.example/ping?n=1", "https://ads.example/ping?n=2").all()
    assert (one.page, one.at, one.phase, one.address) == (HOME, 1, Phase.AFTER, "#ads.example/ping")


def test_what_does_not_go_over_the_net_is_left_out() -> None:
    assert heard("data:text/plain,x", "blob:https://shop.test/1").all() == ()
