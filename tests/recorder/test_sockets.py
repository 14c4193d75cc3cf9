"""What a web socket's handshake sends is read too."""

import pytest
from aiohttp import web

from crawler.cookies import Identity, JarEntry, Phase
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.sockets import Handshake, Senders
from tests.browsing import ADS, SHOP, WWW, Lab
from tests.sites import Page, Site

STAGE = Stage(f"https://{SHOP}/", Phase.BEFORE)


def kept(value: str, identity: Identity) -> JarEntry:
    return JarEntry(identity, None, 0.0, STAGE.page, Phase.BEFORE, value_hash=value)


def sent(header: str, *known: JarEntry) -> list[Identity]:
    """The cookies of a header; here a value is its own hash."""
    handshake = Handshake(f"wss://{WWW}/live/x", header, Moment(1.0, STAGE))
    return [read.identity for read in Senders(known, str).reads(handshake)]


def test_each_cookie_of_a_header_is_a_known_one() -> None:
    own, wide = Identity("a", WWW, "/live"), Identity("b", f".{SHOP}")
    assert sent("a=1; b=2", kept("1", own), kept("9", wide)) == [own, wide]


@pytest.mark.parametrize(
    "identity",
    [
        Identity("a", SHOP),
        Identity("a", f".{ADS}"),
        Identity("a", WWW, "/li"),
        Identity("a", WWW, "/live/x/y"),
    ],
)
def test_a_cookie_that_does_not_go_there_was_not_sent(identity: Identity) -> None:
    assert sent("a=1", kept("1", identity)) == [Identity("a", WWW)]


def test_of_several_the_one_with_the_same_value_was_sent() -> None:
    long, short = Identity("a", WWW, "/live"), Identity("a", WWW, "/")
    assert sent("a=1; a=2", kept("2", long), kept("1", short)) == [short, long]


def test_a_cookie_without_a_name_is_its_value() -> None:
    nameless = Identity("", WWW)
    assert sent("token; a=b=c", kept("token", nameless)) == [nameless, Identity("a", WWW)]


def test_no_header_is_no_read() -> None:
    assert sent("") == []


@pytest.mark.browser
async def test_the_cookies_of_a_handshake_are_reads(lab: Lab) -> None:
    async def live(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.close()
        return socket

    html = f"<script>new WebSocket('wss://{SHOP}/live')</script>"
    page = Page(html, ["a=one", "b=two; Path=/live; HttpOnly; Max-Age=60", "c=1; Path=/other"])
    seen = await lab.observe(Site(SHOP, {"/": page, "/live": live}))
    url = f"wss://{SHOP}/live"
    (handshake,) = (one for one in lab.requests if one.path == "/live")
    assert sorted(handshake.cookie.split("; ")) == ["a=one", "b=two"]
    sent = {one.identity for one in seen.reads if one.url == url}
    assert sent == {Identity("a", SHOP), Identity("b", SHOP, "/live")}
    assert seen.cookie("b").sent_to == (SHOP,)
