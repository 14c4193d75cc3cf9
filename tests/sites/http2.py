"""Sites for tests that answer over HTTP/2, and with hints before the answer where they are told to.

::

    page = Hinted("<img src=/a.gif>", hints=[("link", "</a.gif>; rel=preload; as=image")])
    async with serving_http2({("shop.test", "/"): page}) as served:
        served.resolve, served.trusted_key

Chromium takes hints (HTTP status 103, RFC 8297) over HTTP/2 only, which aiohttp does not speak.
"""

import asyncio
import base64
import contextlib
import hashlib
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from h2.exceptions import ProtocolError

LOOPBACK = "127.0.0.1"
PATIENCE_S = 10.0
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hinted:
    """One answer, and the headers of a 103 that goes before it.

    The answer waits until all hosts and paths in ``until`` were asked for, ``PATIENCE_S`` at most.
    Names of headers are in lower case, as HTTP/2 has them.
    """

    body: str = ""
    headers: Headers = ()
    hints: Headers = ()
    content_type: str = "text/html"
    until: Sequence[tuple[str, str]] = ()
    status: int = 200


@dataclass(slots=True)
class ServedHttp2:
    """Running sites: how to reach and trust them, and every host and path that was asked for."""

    resolve: dict[str, str]
    trusted_key: str
    requests: list[tuple[str, str]] = field(default_factory=list)
    asked: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def seen(self, place: tuple[str, str]) -> None:
        """Remember a request."""
        async with self.asked:
            self.requests.append(place)
            self.asked.notify_all()

    async def wait_for(self, places: Sequence[tuple[str, str]]) -> None:
        """Wait until all of these were asked for, but not for ever."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S), self.asked:
                await self.asked.wait_for(lambda: set(places) <= set(self.requests))


class _Connection(asyncio.Protocol):
    """One connection, each of its requests answered on its own."""

    def __init__(self, answers: Mapping[tuple[str, str], Hinted], served: ServedHttp2) -> None:
        self._answers = answers
        self._served = served
        self._http = H2Connection(H2Configuration(client_side=False))
        self._transport: asyncio.WriteTransport | None = None
        self._at_work: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._http.initiate_connection()
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        for task in self._at_work:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        for event in self._http.receive_data(data):
            if isinstance(event, RequestReceived):
                task = asyncio.create_task(self._answer(event))
                self._at_work.add(task)
                task.add_done_callback(self._at_work.discard)
        self._send()

    async def _answer(self, event: RequestReceived) -> None:
        asked = {name.decode(): text.decode() for name, text in event.headers}
        place = (asked[":authority"], asked[":path"])
        await self._served.seen(place)
        answer = self._answers.get(place, Hinted("Nothing here.", status=404))
        with contextlib.suppress(ProtocolError):  # the browser may have lost interest
            if answer.hints:
                self._http.send_headers(event.stream_id, [(":status", "103"), *answer.hints])
                self._send()
                await self._served.wait_for(answer.until)
            typed = ("content-type", answer.content_type)
            headers = [(":status", str(answer.status)), typed, *answer.headers]
            self._http.send_headers(event.stream_id, headers)
            self._http.send_data(event.stream_id, answer.body.encode(), end_stream=True)
            self._send()

    def _send(self) -> None:
        if self._transport and (data := self._http.data_to_send()):
            self._transport.write(data)


@asynccontextmanager
async def serving_http2(answers: Mapping[tuple[str, str], Hinted]) -> AsyncIterator[ServedHttp2]:
    """Serve answers, by host and path, for as long as the context lasts."""
    hosts = sorted({host for host, _ in answers})
    certificate = trustme.CA().issue_cert(*hosts)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_alpn_protocols(["h2"])
    certificate.configure_cert(context)
    served = ServedHttp2({}, _key(certificate))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Connection(answers, served), LOOPBACK, 0, ssl=context
    )
    served.resolve["*"] = f"{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
    try:
        yield served
    finally:
        server.close()


def _key(certificate: trustme.LeafCert) -> str:
    """The certificate's key in the form that Chromium's list of trusted keys wants."""
    key = load_pem_x509_certificate(certificate.cert_chain_pems[0].bytes()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(info).digest()).decode()
