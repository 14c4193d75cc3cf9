"""What stands behind a login by HTTP, wants a header, or is reached through a proxy."""

import asyncio
import socket
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
import trustme
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import load_pem_x509_certificate
from playwright.async_api import Error as PlaywrightError
from typer.testing import CliRunner

from crawler.browser import Launch, open_browser
from crawler.cli import app
from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Declaration
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.passes import Pass, Proxy, identities
from crawler.recorder import Recorder
from crawler.sitemap import site_map
from crawler.walks import VisitOutcome
from tests.browsing import ADS, SHOP, Kept, Seen, answering
from tests.sites import Page, ServedSites, ServeSites, Site, redirect, script

pytestmark = pytest.mark.browser

BASIC = "Basic " + b64encode(b"ann:hunter2hunter2").decode()
HEADERS = {"X-Preview": "letmein-4711", "Authorization": BASIC}
HOME = f"""<img src="/picture"><img src="/leads-away"><img src="https://{ADS}/pixel">
<iframe src="https://{ADS}/frame"></iframe>
<script>new Worker('/worker.js'); fetch('/asked')</script>"""


@dataclass(slots=True)
class Guarded:
    """A site that answers nobody without the two headers; ``met`` is what it was asked with."""

    met: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            host = request.url.host or ""
            self.met.append((host, dict(request.headers)))
            own = all(request.headers.get(name) == one for name, one in HEADERS.items())
            if host == SHOP and not own:
                refusal = Page(status=401, set_cookie=["refused=1"])
                return await refusal(request)
            return await page(request)

        return answer

    @property
    def sites(self) -> tuple[Site, Site]:
        pages = {
            "/": Page(HOME, ["sid=1; Secure; HttpOnly"]),
            "/picture": Page(set_cookie=["picture=1"]),
            "/leads-away": redirect(f"https://{ADS}/pixel"),
            "/worker.js": script("fetch('/from-worker')"),
            "/from-worker": Page(set_cookie=["worker=1"]),
            "/asked": Page(set_cookie=["asked=1"]),
        }
        third = {"/pixel": Page(), "/frame": Page(f'<img src="https://{SHOP}/picture">')}
        return (
            Site(SHOP, {path: self(page) for path, page in pages.items()}),
            Site(ADS, {path: self(page) for path, page in third.items()}),
        )


async def walked(launch: Launch, folder: Path, journey: Journey = Journey.GPC) -> Seen:
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        site = DeclaredSite.model_validate({"name": "s", "url": f"https://{SHOP}", "dwell": "1s"})
        walk = Walk("s", ANONYMOUS, journey)
        return Seen(await observe(browser, recorder, Ground(site), walk, Kept(folder)))


def launch_for(served: ServedSites, *passes: Pass) -> Launch:
    return Launch(resolve=served.resolve, trusted_keys=(served.trusted_key,), passes=passes)


async def test_all_requests_to_the_site_carry_its_headers_and_none_to_others(
    serve_sites: ServeSites, tmp_path: Path
) -> None:
    guarded = Guarded()
    served = await serve_sites(*guarded.sites)
    seen = await walked(launch_for(served, Pass(f"https://{SHOP}", HEADERS)), tmp_path)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.VISITED]
    assert seen.names == {"sid", "picture", "worker", "asked"}
    told = {(host, HEADERS.items() <= sent.items()) for host, sent in guarded.met}
    assert told == {(SHOP, True), (ADS, False)}
    strangers = [sent for host, sent in guarded.met if host == ADS]
    assert not any(HEADERS.keys() & sent.keys() for sent in strangers)
    assert all(sent.get("Sec-GPC") == "1" for host, sent in guarded.met if host == SHOP)


async def test_what_a_refusal_sets_is_recorded_too(serve_sites: ServeSites, tmp_path: Path) -> None:
    served = await serve_sites(*Guarded().sites)
    wrong = Pass(f"https://{SHOP}", {"Authorization": "Basic eDp5"})
    seen = await walked(launch_for(served, wrong), tmp_path)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.FAILED]
    assert "refused" in seen.names


async def test_a_proxy_that_asks_who_comes_is_told(serve_sites: ServeSites, tmp_path: Path) -> None:
    home = Page(set_cookie=["a=1"])
    served = await serve_sites(Site(SHOP, {"/": home}))
    async with proxy(served.served.address) as (server, tunnels):
        there = Proxy(server, (), "ann", "hunter2hunter2")
        launch = Launch(trusted_keys=(served.trusted_key,), proxy=there)
        seen = await walked(launch, tmp_path, Journey.UNTOUCHED)
    assert [one.outcome for one in seen.visits] == [VisitOutcome.VISITED]
    assert seen.names == {"a"}
    assert f"{SHOP}:443" in tunnels


async def test_a_policy_is_reached_as_its_site_is(
    serve_sites: ServeSites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the proxy, past the login by HTTP, by the own authority; a page or a file."""
    table = "<table><tr><th>Cookie<th>Lifetime<tr><td>sid<td>1 year</table>"
    policy = Page(f"<h1>Cookies</h1>{table}")
    written = "# Cookies\n\n| Cookie | Lifetime |\n|---|---|\n| sid | 1 year |\n"
    text = Page(written, content_type="text/markdown")
    guarded = Guarded()
    pages = {"/privacy": guarded(policy), "/privacy.md": guarded(text)}
    served = await serve_sites(Site(SHOP, pages))
    monkeypatch.setenv("HIDDEN", "hunter2hunter2")
    async with proxy(served.served.address) as (server, tunnels):
        file = tmp_path / "my.yaml"
        file.write_text(REACHED.format(server=server, authority=served.certificate_authority))
        for path in ("privacy", "privacy.md"):
            arguments = ["policy", "check", str(file), f"https://{SHOP}/{path}"]
            code, output = await asyncio.to_thread(command, *arguments)
            assert (code, "they agree" in output) == (0, True), output
        arguments = ["policy", "import", f"https://{SHOP}/privacy", "--as", str(file)]
        code, output = await asyncio.to_thread(command, *arguments)
        assert (code, "name: sid" in output) == (0, True), output
    assert f"{SHOP}:443" in tunnels
    assert "hunter2" not in output


def command(*arguments: str) -> tuple[int, str]:
    """The command, and what it says."""
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


REACHED = f"""\
version: 1
sites:
  s:
    url: https://{SHOP}
    http_auth: {{{{username: ann, password: {{{{env: HIDDEN}}}}}}}}
    headers: {{{{X-Preview: letmein-4711}}}}
  other: {{{{url: "https://other.test", headers: {{{{X-Token: {{{{env: NOT_SET}}}}}}}}}}}}
cookies:
  - {{{{name: sid, category: necessary, lifetime: 1 year}}}}
browser:
  certificate_authority: {{authority}}
  proxy: {{{{server: "{{server}}", username: ann, password: {{{{env: HIDDEN}}}}}}}}
"""


async def test_the_named_authority_is_trusted_and_no_other(serve_sites: ServeSites) -> None:
    known, other = (
        await serve_sites(Site(SHOP, {"/": Page()})),
        await serve_sites(Site(ADS, {"/": Page()})),
    )
    resolve = {SHOP: known.served.address, ADS: other.served.address}
    async with (
        open_browser(Launch(resolve=resolve, authority=known.certificate_authority)) as browser,
        browser.profile() as profile,
    ):
        page = await profile.context.new_page()
        answer = await page.goto(f"https://{SHOP}/")
        assert answer
        assert answer.status == 200
        with pytest.raises(PlaywrightError, match="ERR_CERT_AUTHORITY_INVALID"):
            await page.goto(f"https://{ADS}/")


@asynccontextmanager
async def proxy(target: str) -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy that lets through whom it knows, always to the one server; and whereto they asked."""
    host, _, port = target.partition(":")
    tunnels: list[str] = []
    at_work: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if f"Proxy-Authorization: {BASIC}" not in head:
            asks = b'Proxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n'
            writer.write(b"HTTP/1.1 407 Who\r\n" + asks + b"Connection: close\r\n\r\n")
            writer.close()
            return
        tunnels.append(head.split()[1])
        theirs, ours = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for task in (_copy(reader, ours), _copy(theirs, writer)):
            at_work.add(asyncio.create_task(task))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", tunnels
    finally:
        server.close()
        for task in at_work:
            task.cancel()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()


async def test_a_client_certificate_lets_in_pages_scripts_and_robots(tmp_path: Path) -> None:
    theirs, ours, asked = trustme.CA(), trustme.CA(), list[str]()
    theirs.cert_pem.write_to_path(tmp_path / "authority.pem")
    shown = certificate_file(ours, tmp_path / "ann.p12", b"hunter2hunter2")
    fields = {"name": "s", "url": f"https://{SHOP}", "dwell": "1s", "crawl": {}}
    site = DeclaredSite.model_validate({**fields, "client_certificate": shown})
    async with asking_who(theirs, ours, asked) as address:
        launch = Launch(
            resolve={"*": address},
            authority=tmp_path / "authority.pem",
            identities=identities(Declaration(version=1, sites={"s": site}, cookies=())),
        )
        async with open_browser(launch) as browser:
            recorder = Recorder(browser.devtools)
            await recorder.start()
            found = await site_map(browser, site)
            walk = Walk("s", ANONYMOUS, Journey.UNTOUCHED)
            ground = Ground(site, found.pages, robots=found.robots)
            seen = Seen(await observe(browser, recorder, ground, walk, Kept(tmp_path)))
    assert [one.outcome for one in seen.visits] == [VisitOutcome.VISITED] * 2, seen.visits
    assert seen.names == {"sid", "fetched"}
    assert {*asked} >= {"/robots.txt", "/sitemap.xml", "/", "/fetched", "/b"}


async def test_a_server_that_wants_a_client_certificate_is_told(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    tls = who(authority, authority)
    # Since TLS 1.3 the answer comes after the handshake, and a connection may be gone before it.
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=turn_away, args=(listening, tls), daemon=True).start()
        resolve = {"*": f"127.0.0.1:{listening.getsockname()[1]}"}
        launch = Launch(resolve=resolve, authority=tmp_path / "authority.pem")
        seen = await walked(launch, tmp_path, Journey.UNTOUCHED)
        listening.shutdown(socket.SHUT_RDWR)
    (visit,) = seen.visits
    assert visit.reason.startswith("its server asks for a client certificate, and took none")


def turn_away(listening: socket.socket, tls: ssl.SSLContext) -> None:
    """Shake hands until nobody comes any more; asyncio's servers close without a word."""
    with suppress(OSError):
        while True:
            caller, _ = listening.accept()
            with suppress(OSError), tls.wrap_socket(caller, server_side=True) as let_in:
                let_in.recv(1)


def who(theirs: trustme.CA, ours: trustme.CA) -> ssl.SSLContext:
    """For a server that the one authority knows, and that lets in whom the other one knows."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.issue_cert(SHOP).configure_cert(tls)
    ours.configure_trust(tls)
    tls.verify_mode = ssl.CERT_REQUIRED
    return tls


def certificate_file(authority: trustme.CA, file: Path, passphrase: bytes) -> dict[str, object]:
    """A certificate for ann in PKCS#12, as it is declared; its passphrase is beside it."""
    ann = authority.issue_cert("ann@shop.test", common_name="ann")
    key = load_pem_private_key(ann.private_key_pem.bytes(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    certificate = load_pem_x509_certificate(ann.cert_chain_pems[0].bytes())
    sealed = BestAvailableEncryption(passphrase)
    file.write_bytes(serialize_key_and_certificates(b"ann", key, certificate, None, sealed))
    beside = file.with_suffix(".txt")
    beside.write_bytes(passphrase)
    return {"certificate": str(file), "passphrase": {"file": str(beside)}}


@asynccontextmanager
async def asking_who(theirs: trustme.CA, ours: trustme.CA, asked: list[str]) -> AsyncIterator[str]:
    """A server that answers nobody who shows no certificate."""
    pages = {
        "/": Page("<a href=/b>b</a><script>fetch('/fetched')</script>", ["sid=1; Secure"]),
        "/b": Page(),
        "/fetched": Page(set_cookie=["fetched=1"]),
    }

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return await pages.get(request.path, Page(status=404))(request)

    async with answering(answer, who(theirs, ours)) as address:
        yield address
