"""How the parts of an exchange, which come in any order, are put together."""

from typing import Any

import pytest

from crawler.cookies import Identity, Phase, Read, SetHow, Write
from crawler.recorder.headers import Exchanges, Taken, identity_of, partition_key
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.values import ValueHash

URL = "https://shop.test/"
PAGE = Stage("https://shop.test/start", Phase.BEFORE)
LATER = Stage("https://shop.test/start", Phase.AFTER)


class Wire:
    """Tells an ``Exchanges`` what DevTools would."""

    def __init__(self) -> None:
        self.initiators = Initiators()
        self.exchanges = Exchanges(self.initiators, ValueHash())
        self.clock = 1000.0
        self.stage = PAGE

    def tell(self, method: str, session: str = "S", number: str = "1", **params: Any) -> None:
        self.clock += 1
        about = {"requestId": number, **params}
        self.exchanges.hear(session, f"Network.{method}", about, Moment(self.clock, self.stage))

    def request(self, url: str = URL, **more: Any) -> None:
        self.tell("requestWillBeSent", request={"url": url}, documentURL=URL, **more)

    def sent(self, *cookies: dict[str, Any], **more: Any) -> None:
        more.setdefault("headers", {"Accept": str(self.clock)})
        self.tell("requestWillBeSentExtraInfo", associatedCookies=list(cookies), **more)

    def headers(self, *lines: str, date: str = "", **more: Any) -> None:
        headers = {"X-Number": str(self.clock)} if more.pop("numbered", True) else {}
        if lines:
            headers["Set-Cookie"] = "\n".join(lines)
        if date:
            headers["Date"] = date
        more.setdefault("blockedCookies", [])
        self.tell("responseReceivedExtraInfo", headers=headers, **more)

    def answered(self, session: str = "S", *, extra: bool = True, url: str = URL) -> None:
        self.tell("responseReceived", session, hasExtraInfo=extra, response={"url": url})

    def waits(self) -> bool:
        return self.exchanges.waiting

    def writes(self) -> list[Write]:
        taken = self.exchanges.take()
        return [*taken.writes, *taken.uncertain]

    def sources(self) -> dict[str, str]:
        return {write.identity.name: write.source for write in self.writes()}


@pytest.fixture
def wire() -> Wire:
    return Wire()


def associated(name: str, **more: Any) -> dict[str, Any]:
    cookie = {"name": name, "domain": ".shop.test", "path": "/"}
    return {"cookie": cookie, "blockedReasons": [], **more}


def test_an_answer_s_cookie_is_that_of_its_request(wire: Wire) -> None:
    wire.request()
    wire.headers("a=1; Max-Age=60")
    wire.answered()
    (write,) = wire.writes()
    assert (write.identity, write.how) == (Identity("a", "shop.test"), SetHow.HTTP)
    assert (write.source, write.frame, write.requested) == (URL, URL, 60.0)
    assert (write.page, write.phase) == (PAGE.page, PAGE.phase)


def test_raw_headers_may_come_before_the_request_is_told(wire: Wire) -> None:
    wire.headers("a=1")
    wire.sent(associated("old"))
    wire.request()
    wire.answered()
    taken = wire.exchanges.take()
    assert [write.source for write in taken.writes] == [URL]
    assert [read.url for read in taken.reads] == [URL]


def test_each_hop_of_a_redirect_has_its_own_headers(wire: Wire) -> None:
    wire.request()
    wire.headers("first=1")
    wire.request(f"{URL}two", redirectResponse={}, redirectHasExtraInfo=True)
    wire.headers("second=1")
    wire.request(f"{URL}three", redirectResponse={}, redirectHasExtraInfo=True)
    wire.headers("third=1")
    wire.answered()
    assert wire.sources() == {"first": URL, "second": f"{URL}two", "third": f"{URL}three"}


def test_the_headers_of_all_hops_may_come_after_all_requests(wire: Wire) -> None:
    wire.request()
    wire.request(f"{URL}two", redirectResponse={}, redirectHasExtraInfo=True)
    wire.answered()
    wire.headers("first=1")
    wire.headers("second=1")
    assert wire.sources() == {"first": URL, "second": f"{URL}two"}


def test_a_hop_that_never_reached_the_network_has_no_headers(wire: Wire) -> None:
    # An upgrade from http to https is such a redirect, as is an answer from the cache.
    wire.request("http://shop.test/")
    wire.request(URL, redirectResponse={}, redirectHasExtraInfo=False)
    wire.headers("a=1")
    wire.answered()
    assert wire.sources() == {"a": URL}


def test_a_request_that_two_sessions_tell_of_is_one(wire: Wire) -> None:
    for session in ("page", "frame"):
        wire.request(session=session)
        wire.headers("a=1", session=session, numbered=False)
        wire.answered(session)
    assert [write.identity.name for write in wire.writes()] == ["a"]


def test_the_session_that_tells_of_every_hop_is_believed(wire: Wire) -> None:
    wire.request(session="page")
    wire.request(f"{URL}two", session="page", redirectResponse={}, redirectHasExtraInfo=True)
    wire.request(f"{URL}two", session="frame")
    wire.headers("first=1", session="page")
    wire.headers("second=1", session="page")
    assert wire.sources() == {"first": URL, "second": f"{URL}two"}


def test_the_same_headers_twice_in_one_session_are_two_answers(wire: Wire) -> None:
    wire.request()
    wire.headers("a=1", numbered=False)
    wire.request(f"{URL}two", redirectResponse={}, redirectHasExtraInfo=True)
    wire.headers("a=1", numbered=False)
    wire.answered()
    assert [write.source for write in wire.writes()] == [URL, f"{URL}two"]


def test_headers_that_no_request_explains_name_their_host(wire: Wire) -> None:
    headers = {":authority": "shop.test", ":scheme": "https", ":path": "/beacon"}
    wire.sent(associated("a"), headers=headers)
    (read,) = wire.exchanges.take().reads
    assert (read.url, read.host) == (f"{URL}beacon", "shop.test")


def test_an_answer_whose_request_nobody_told_of_names_its_url(wire: Wire) -> None:
    wire.headers("a=1")
    wire.answered(url=f"{URL}popup")
    assert wire.sources() == {"a": f"{URL}popup"}


def test_an_answer_of_which_only_raw_headers_came_is_of_the_host_that_was_asked(wire: Wire) -> None:
    wire.sent(headers={"Host": "shop.test"})
    wire.headers("a=1")
    assert wire.sources() == {"a": URL}


def test_a_request_that_has_no_end_yet_is_in_flight(wire: Wire) -> None:
    wire.request()
    assert wire.exchanges.in_flight
    wire.tell("loadingFailed")
    assert not wire.exchanges.in_flight


@pytest.mark.parametrize(
    ("end", "unanswered"),
    [
        ({}, True),
        ({"canceled": True, "errorText": "net::ERR_ABORTED"}, True),
        ({"canceled": False, "errorText": "net::ERR_FAILED"}, False),
    ],
    ids=["under way", "given up by its page", "failed"],
)
def test_what_a_page_gave_up_may_still_be_answered(
    wire: Wire, end: dict[str, Any], *, unanswered: bool
) -> None:
    wire.request()
    if end:
        wire.tell("loadingFailed", **end)
    assert wire.exchanges.unanswered is unanswered


def test_a_stream_of_events_has_no_end_and_does_not_count(wire: Wire) -> None:
    wire.request()
    wire.tell("responseReceived", type="EventSource", response={"url": URL})
    assert not wire.exchanges.in_flight


def test_a_fetch_whose_answer_has_begun_is_waited_for_no_more(wire: Wire) -> None:
    wire.request()
    wire.tell("responseReceived", type="Fetch", response={"url": URL})
    assert wire.exchanges.in_flight
    wire.tell("dataReceived", dataLength=5)
    assert not wire.exchanges.in_flight


def test_a_document_is_waited_for_until_it_is_whole(wire: Wire) -> None:
    wire.request()
    wire.tell("responseReceived", type="Document", response={"url": URL})
    wire.tell("dataReceived", dataLength=5)
    assert wire.exchanges.in_flight


def test_a_cookie_of_an_answer_whose_host_nothing_tells_is_left_to_the_jar(wire: Wire) -> None:
    wire.headers("a=1")
    assert wire.writes() == []


def test_an_answer_that_announced_headers_is_waited_for(wire: Wire) -> None:
    wire.request()
    assert not wire.waits()
    wire.answered()
    assert wire.waits()
    wire.headers()
    assert not wire.waits()


def test_an_answer_without_raw_headers_is_not_waited_for(wire: Wire) -> None:
    wire.request()
    wire.answered(extra=False)
    assert not wire.waits()


def test_a_request_that_is_never_answered_is_not_waited_for(wire: Wire) -> None:
    wire.request()
    wire.sent()
    assert not wire.waits()


def test_what_was_taken_does_not_come_again(wire: Wire) -> None:
    wire.request()
    wire.headers("a=1")
    assert wire.writes()
    assert wire.exchanges.take() == Taken()


def test_two_requests_are_kept_apart(wire: Wire) -> None:
    wire.request(number="1")
    wire.request(f"{URL}two", number="2")
    wire.headers("second=1", number="2")
    wire.headers("first=1", number="1")
    assert wire.sources() == {"first": URL, "second": f"{URL}two"}


def test_a_write_has_the_moment_of_its_own_headers(wire: Wire) -> None:
    wire.request()
    wire.stage = LATER
    wire.headers("a=1")
    (write,) = wire.writes()
    assert (write.at, write.phase) == (wire.clock, Phase.AFTER)


def test_expires_is_read_against_the_date_of_the_answer(wire: Wire) -> None:
    wire.request()
    wire.headers("a=1; Expires=Thu, 02 Jan 2020 00:00:00 GMT", date="Wed, 01 Jan 2020 00:00:00 GMT")
    assert [write.requested for write in wire.writes()] == [86400.0]


@pytest.mark.parametrize("date", ["", "at noon", "-"])
def test_expires_is_read_against_the_arrival_where_the_answer_has_no_date(
    wire: Wire, date: str
) -> None:
    wire.request()
    wire.headers("a=1; Expires=Thu, 01 Jan 1970 01:00:00 GMT", date=date)
    assert [write.requested for write in wire.writes()] == [3600.0 - wire.clock]


def test_a_refusal_is_that_of_its_own_line(wire: Wire) -> None:
    blocked = [{"cookieLine": "b=1; Domain=x", "blockedReasons": ["InvalidDomain", "Other"]}]
    wire.request()
    wire.headers("a=1", "b=1; Domain=x", blockedCookies=blocked)
    refused = {write.identity.name: write.refused for write in wire.writes()}
    assert refused == {"a": "", "b": "InvalidDomain+Other"}


def test_only_a_partitioned_cookie_has_the_partition_of_its_answer(wire: Wire) -> None:
    key = {"topLevelSite": "https://shop.test", "hasCrossSiteAncestor": True}
    wire.request("https://ads.example/")
    wire.headers("a=1", "b=1; Secure; Partitioned", cookiePartitionKey=key)
    assert [write.identity.partition_key for write in wire.writes()] == ["", "https://shop.test"]


def test_a_header_s_name_is_read_in_any_case(wire: Wire) -> None:
    wire.request()
    wire.tell("responseReceivedExtraInfo", headers={"SET-COOKIE": "a=1"}, blockedCookies=[])
    assert wire.sources() == {"a": URL}


def test_the_scripts_that_led_to_a_request_are_those_of_its_write(wire: Wire) -> None:
    stack = {"callFrames": [{"url": f"{URL}tag.js"}]}
    wire.request(f"{URL}pixel", initiator={"type": "script", "stack": stack})
    wire.headers("a=1")
    assert [write.initiator for write in wire.writes()] == [(f"{URL}tag.js",)]


def test_the_cookies_of_a_request_are_reads(wire: Wire) -> None:
    wire.request("https://ads.example/pixel")
    wire.sent(associated("a"), associated("b", blockedReasons=["SameSiteLax", "UserPreferences"]))
    reads = wire.exchanges.take().reads
    assert reads == [
        Read(
            Identity(name, ".shop.test"),
            wire.clock,
            Phase.BEFORE,
            PAGE.page,
            "https://ads.example/pixel",
            "ads.example",
            withheld,
        )
        for name, withheld in (("a", ""), ("b", "SameSiteLax+UserPreferences"))
    ]


@pytest.mark.parametrize("reason", ["NotOnPath", "DomainMismatch", "SecureOnly"])
def test_a_cookie_that_was_never_meant_for_a_request_is_no_read(wire: Wire, reason: str) -> None:
    wire.request()
    wire.sent(associated("a", blockedReasons=[reason]))
    assert wire.exchanges.take() == Taken()


def test_a_web_socket_s_handshake_has_its_own_headers(wire: Wire) -> None:
    wire.tell("webSocketCreated", url="wss://shop.test/live")
    wire.tell("webSocketHandshakeResponseReceived", response={"headers": {"Set-Cookie": "a=1"}})
    assert wire.sources() == {"a": "wss://shop.test/live"}


def test_other_events_are_passed_over(wire: Wire) -> None:
    wire.tell("dataReceived", dataLength=5)
    wire.tell("loadingFailed")
    assert wire.exchanges.take() == Taken()


@pytest.mark.parametrize(
    ("key", "site"),
    [
        (None, ""),
        ("", ""),
        ("https://shop.test", "https://shop.test"),
        ({"topLevelSite": "https://shop.test", "hasCrossSiteAncestor": False}, "https://shop.test"),
        ({}, ""),
    ],
)
def test_a_partition_key_is_its_top_level_site(key: dict[str, Any] | str | None, site: str) -> None:
    assert partition_key(key) == site


def test_the_identity_of_a_cookie_is_read_as_devtools_tell_it() -> None:
    cookie = {"name": "a", "domain": ".shop.test", "path": "/x", "value": "secret"}
    assert identity_of(cookie) == Identity("a", ".shop.test", "/x")
    key = {"topLevelSite": "https://shop.test", "hasCrossSiteAncestor": True}
    partitioned = cookie | {"partitionKey": key}
    assert identity_of(partitioned).partition_key == "https://shop.test"


def test_cookies_that_went_along_make_the_answer_s_certain() -> None:
    wire = Wire()
    wire.request()
    wire.sent(associated("b"))
    wire.headers("a=1")
    taken = wire.exchanges.take()
    assert ([one.identity.name for one in taken.writes], taken.uncertain) == (["a"], [])


def test_without_any_the_answer_s_cookies_may_not_count() -> None:
    wire = Wire()
    wire.request()
    wire.sent()
    wire.headers("a=1")
    taken = wire.exchanges.take()
    assert (taken.writes, [one.identity.name for one in taken.uncertain]) == ([], ["a"])


def test_a_web_socket_s_handshake_is_told_as_text() -> None:
    wire = Wire()
    wire.tell("webSocketCreated", url="wss://shop.test/live")
    wire.tell("webSocketWillSendHandshakeRequest", request={"headers": {"Cookie": "caf\u00e9=1"}})
    headers = {"Set-Cookie": "na\u00efve=\u20ac"}
    wire.tell("webSocketHandshakeResponseReceived", response={"headers": headers})
    taken = wire.exchanges.take()
    assert [one.identity.name for one in taken.uncertain] == ["na\u00efve"]
    assert [one.header for one in taken.handshakes] == ["caf\u00e9=1"]


def test_an_answer_of_which_only_raw_headers_came_is_of_the_document_that_it_brought() -> None:
    wire = Wire()
    wire.headers("a=1")
    wire.exchanges.navigated("1", "https://shop.test/popup")
    assert wire.sources() == {"a": "https://shop.test/popup"}


def test_what_the_browser_itself_answers_has_no_raw_headers(wire: Wire) -> None:
    stream = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/4276eb8d"
    wire.request(stream)
    wire.answered(url=stream)
    assert not wire.waits()
