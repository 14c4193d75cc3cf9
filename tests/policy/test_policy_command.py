"""`cookie-audit policy import`: from files, from the web, through the browser; and its ends."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from crawler.browser import Launch
from crawler.declared import load_declaration
from crawler.errors import BadInput
from crawler.flags import Flags
from crawler.gate import ExitCode
from crawler.policy.entries import read_entries
from crawler.policy_commands import check_policy, import_policy
from crawler.policy_pages import PageUnread, fetch_policy, load_policy
from crawler.policy_sources import Sources
from tests.policy.corpus import FOLDER

TABLE = "<table><tr><th>Cookie<th>Expiry</tr><tr><td>a_b</td><td>1 year</td></tr></table>"
Serve = Callable[..., Awaitable[str]]


@contextmanager
def served(page: str) -> Iterator[str]:
    """A page on a server in a thread of its own, for commands that run their own loop."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers: list[TestServer] = []

    async def start(body: str = "", status: int = 200, content_type: str = "text/html") -> str:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(text=body, status=status, content_type=content_type)

        application = web.Application()
        application.router.add_get("/", answer)
        servers.append(TestServer(application))
        await servers[-1].start_server()
        return str(servers[-1].make_url("/"))

    yield start
    for server in servers:
        await server.close()


def test_a_file_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "draft.yaml"
    source = Sources((str(FOLDER / "two_sites.txt"),))
    assert import_policy(source, out, url="https://garden.example/privacy") == ExitCode.CLEAN
    declaration = load_declaration(out)
    assert [site.url for site in declaration.sites.values()] == [
        "https://garden.example",
        "https://app.garden.example",
    ]
    assert str(declaration.policy and declaration.policy.updated) == "2026-06-02"
    assert "9 entries, 3 with a lifetime" in capsys.readouterr().err


def test_without_a_file_the_draft_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    import_policy(Sources((str(FOLDER / "dutch.md"),)))
    assert "  - name: fiets_sessie" in capsys.readouterr().out


def test_several_policies_make_one_draft(capsys: pytest.CaptureFixture[str]) -> None:
    import_policy(Sources((str(FOLDER / "dutch.md"), str(FOLDER / "italian_text.txt"))))
    assert "11 entries" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("<h1>About us</h1><p>We sell tea.</p>", "no cookie is named in it"),
        ("<form>Log in <input name=who><input type=password></form>", "asks for a login"),
    ],
)
def test_a_page_without_cookies_ends_with_3(
    page: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page)
    assert import_policy(Sources((str(file),))) == ExitCode.NOT_PROVEN
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("place", "url", "site", "complaint"),
    [
        ("no_such.html", "", "", "no_such.html: does not exist"),
        ("https://me:secret@shop.example/", "", "", "an address must not hold a user name"),
        ("p.html", "shop.example", "", "--url: 'shop.example' is no web address"),
        ("p.html", "", "shop.example", "--site: 'shop.example' is no web address"),
    ],
)
def test_bad_arguments_are_said(place: str, url: str, site: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        import_policy(Sources((place,)), url=url, site=site)


async def test_a_policy_is_fetched(serve: Serve) -> None:
    document = await fetch_policy(await serve(TABLE), Launch())
    assert [(one.name, one.lifetime) for one in read_entries(document).entries] == [
        ("a_b", "1 year")
    ]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(404, "answered with status 404"), (401, r"refuses access \(401\)"), (500, "status 500")],
)
async def test_a_page_that_gives_nothing_is_said(serve: Serve, status: int, sentence: str) -> None:
    with pytest.raises(PageUnread, match=sentence):
        await fetch_policy(await serve("no", status), Launch())


async def test_a_page_that_is_too_large_is_not_read(serve: Serve) -> None:
    with pytest.raises(BadInput, match="is larger than 10 MB"):
        await fetch_policy(await serve("x" * 20_000_000), Launch())


async def test_a_host_that_does_not_answer_is_said() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(PageUnread, match="could not be fetched"):
            await fetch_policy(f"http://127.0.0.1:{port}/", Launch())


@pytest.mark.browser
def test_the_published_page_is_checked_with_what_scripts_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (
        f"<h1>Cookies</h1>{TABLE}<script>document.write(`{TABLE}`.replace('a_b', 'c_d'))</script>"
    )
    file = tmp_path / "d.yaml"
    with served(page) as url:
        file.write_text(
            f"version: 1\npolicy: {{url: '{url}'}}\nsites: {{shop: {{url: '{url}'}}}}\n"
            "cookies: [{name: a_b, lifetime: 1 year}]\n"
        )
        assert check_policy(file, [], Flags()) == ExitCode.FINDINGS
    assert "added    c_d: the policy lists it" in capsys.readouterr().out


@pytest.mark.browser
async def test_what_scripts_write_is_read_by_the_browser(serve: Serve) -> None:
    page = f"<h1>Cookies</h1><script>document.write(`{TABLE}`)</script>"
    document = await load_policy(await serve(page), Launch())
    assert [one.name for one in read_entries(document).entries] == ["a_b"]


async def test_a_host_is_found_where_the_user_says(serve: Serve) -> None:
    port = URL(await serve(TABLE)).port
    launch = Launch(resolve={"*.example": f"127.0.0.1:{port}"})
    document = await fetch_policy("http://shop.example/", launch)
    assert [one.name for one in read_entries(document).entries] == ["a_b"]


async def test_a_certificate_is_accepted_only_where_the_user_says() -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("shop.example").configure_cert(context)
    application = web.Application()

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=TABLE, content_type="text/html")

    application.router.add_get("/", answer)
    server = TestServer(application)
    await server.start_server(ssl=context)
    try:
        launch = Launch(resolve={"shop.example": f"127.0.0.1:{server.port}"})
        with pytest.raises(PageUnread, match="could not be fetched"):
            await fetch_policy("https://shop.example/", launch)
        document = await fetch_policy(
            "https://shop.example/", replace(launch, ignore_https_errors=True)
        )
        assert [one.name for one in read_entries(document).entries] == ["a_b"]
    finally:
        await server.close()
