"""Before an audit: does this browser show what the audit relies on?

Two origins of our own on loopback, one framed in the other. A browser that drops third-party
cookies, or a recorder that misses a script, would make every site look clean.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from crawler.browser import SELF_TEST_HOSTS, AuditBrowser
from crawler.cookies import Phase, SetHow, Write
from crawler.recorder import Recorder, Stage
from crawler.tab import open_tab
from crawler.walks import SelfTest

# Two sites to a browser: what stands before .localhost is a registrable domain of its own.
SHOP, TRACKER = (SELF_TEST_HOSTS.replace("*", name) for name in ("shop", "tracker"))
# localhost counts as secure, so that SameSite=None; Secure needs no certificate here.
ATTRIBUTES = "Max-Age=63072000; SameSite=None; Secure"
LIFETIME_S = 63072000.0
POLL_S = 0.02
ATTEMPTS = 3


class _Pages(BaseHTTPRequestHandler):
    """A page that frames a third party; both write by header and by script."""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        port = self.connection.getsockname()[1]
        frame = f'<iframe src="http://{TRACKER}:{port}/"></iframe>' if host == SHOP else ""
        script = f"<script>document.cookie = 'script=1; {ATTRIBUTES}'</script>"
        body = f"<!doctype html><title>self-test</title>{script}{frame}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", f"header=1; {ATTRIBUTES}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name there
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle is no error here."""


@asynccontextmanager
async def _served() -> AsyncIterator[int]:
    server = _Server(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


async def self_test(browser: AuditBrowser, recorder: Recorder) -> SelfTest:
    """Visit a page of our own, each time with a new profile, until a visit proves everything.

    What a script writes at the very end of loading may reach the jar after it was read, on a busy
    machine; what a browser does not do fails every time.
    """
    for _ in range(ATTEMPTS - 1):
        tested = await _visited(browser, recorder)
        if tested.third_party_cookies and tested.script_writes and tested.header_writes:
            return tested
    return await _visited(browser, recorder)


async def _visited(browser: AuditBrowser, recorder: Recorder) -> SelfTest:
    """What of the page's four cookies was seen and kept."""
    async with _served() as port, browser.profile() as profile:
        recording = recorder.record(profile.context_id)
        page = f"http://{SHOP}:{port}/"
        await recording.enter(Stage(page, Phase.BEFORE))
        async with open_tab(browser, profile, recording) as tab:
            arrival = await tab.go(page)
            writes, _, jar = await recording.take()
        recorder.forget(recording)
    kept = {(entry.identity.host, entry.identity.name) for entry in jar}
    return SelfTest(
        third_party_cookies=(TRACKER, "header") in kept and (TRACKER, "script") in kept,
        script_writes=_seen(writes, SHOP, SetHow.SCRIPT) and _seen(writes, TRACKER, SetHow.SCRIPT),
        header_writes=_seen(writes, SHOP, SetHow.HTTP) and _seen(writes, TRACKER, SetHow.HTTP),
        details=(arrival.failure,) if arrival.failure else (),
    )


def _seen(writes: tuple[Write, ...], host: str, how: SetHow) -> bool:
    """Whether a write was seen with the lifetime that it asked for, beyond the 400 days granted."""
    return any(
        write.identity.host == host and write.how is how and write.requested == LIFETIME_S
        for write in writes
    )
