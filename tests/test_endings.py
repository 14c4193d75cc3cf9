"""How the command ends, whatever happens to it: the exit code, the sentence, what is left behind.

The command runs as its users run it, in a process of its own.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from aiohttp import web

from crawler.gate import ExitCode
from tests.sites import Page, ServeSites, Site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are POSIX's")

HOST = "shop.test"
DECLARATION = """\
version: 1
browser: {{ignore_https_errors: true, resolve: {resolve}}}
sites:
  shop: {{url: "https://shop.test", pages: ["/", "/last"], journeys: [untouched], dwell: 1s}}
cookies: [{{name: sid, consent: exempt, lifetime: session}}]
"""
COMMAND = (sys.executable, "-c", "from crawler.cli import main; main()")


@dataclass
class Running:
    """One audit whose second page waits until the test lets it go on."""

    process: Process
    folder: Path
    temporary: Path
    go_on: asyncio.Event

    @property
    def profiles(self) -> list[Path]:
        return list(self.temporary.glob("cookie-audit-*"))

    @property
    def browser(self) -> int:
        """The browser's process, by the lock that it keeps on its profile."""
        (profile,) = self.profiles
        return int((profile / "profile" / "SingletonLock").readlink().name.rpartition("-")[2])

    @property
    def runs(self) -> list[Path]:
        folders = (one for one in self.folder.glob("reports/*") if one.is_dir())
        return [one for one in folders if not one.is_symlink()]


Start = Callable[..., Awaitable[Running]]


def runs(process: int) -> bool:
    """Whether it is alive; one that ended and that nobody waited for is not."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


@pytest.fixture
async def at_work(serve_sites: ServeSites, tmp_path: Path) -> AsyncIterator[Start]:
    """An audit that has visited one page and is loading the next."""

    async def start(
        stdout: int = PIPE, stderr: int = PIPE, begun: Callable[[], object] | None = None
    ) -> Running:
        reached, go_on = asyncio.Event(), asyncio.Event()

        async def last(_: web.Request) -> web.StreamResponse:
            reached.set()
            await go_on.wait()
            return web.Response(text="<h1>Last</h1>", content_type="text/html")

        served = await serve_sites(Site(HOST, {"/": Page(set_cookie=["sid=1"]), "/last": last}))
        file = tmp_path / "expected_cookies.yaml"
        resolve = "{" + ", ".join(f'"{a}": "{b}"' for a, b in served.resolve.items()) + "}"
        file.write_text(DECLARATION.format(resolve=resolve))
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *("run", str(file), "--reports", str(tmp_path / "reports")),
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, "TMPDIR": name},
            start_new_session=True,
            preexec_fn=begun,
        )
        waits = [asyncio.ensure_future(one) for one in (reached.wait(), process.wait())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        waits[1].cancel()
        assert reached.is_set(), await process.communicate()
        return Running(process, tmp_path, temporary, go_on)

    with TemporaryDirectory() as name:
        temporary = Path(name)  # a short path: the browser makes a socket in it
        yield start


async def ended(running: Running) -> tuple[int, str]:
    """The exit code and what stands on standard error."""
    running.go_on.set()
    _, complaint = await running.process.communicate()
    return running.process.returncode or 0, (complaint or b"").decode()


@pytest.mark.browser
async def test_an_audit_that_nobody_reads_ends_with_its_verdict(at_work: Start) -> None:
    reader, writer = os.pipe()
    running = await at_work(stdout=writer, stderr=writer)
    os.close(writer)
    os.close(reader)
    code, _ = await ended(running)
    assert code == ExitCode.CLEAN
    assert [(run / "audit.json").exists() for run in running.runs] == [True]


async def test_a_command_that_nobody_reads_ends_with_its_own_code(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    codes = []
    for text in ("", "version: 1\nsites: {a: {url: 'https://a.test'}}\ncookies: []\n"):
        (tmp_path / "list.yaml").write_text(text)
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "check", str(tmp_path / "list.yaml"), stdout=writer, stderr=writer
        )
        codes.append(await process.wait())
    os.close(writer)
    assert codes == [ExitCode.BAD_INPUT, ExitCode.CLEAN]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("number", "kill"),
    [
        pytest.param(signal.SIGTERM, os.kill, id="SIGTERM alone"),
        pytest.param(signal.SIGINT, os.killpg, id="SIGINT with its browser"),
        pytest.param(signal.SIGINT, os.kill, id="SIGINT alone", marks=pytest.mark.soak),
        pytest.param(signal.SIGTERM, os.killpg, id="SIGTERM with all", marks=pytest.mark.soak),
    ],
)
async def test_an_interrupted_audit_says_what_is_left_and_leaves_no_browser(
    at_work: Start, number: int, kill: Callable[[int, int], None]
) -> None:
    running = await at_work()
    browser = running.browser
    kill(running.process.pid, number)
    code, complaint = await ended(running)
    (run,) = running.runs
    assert code == ExitCode.NOT_RUN
    assert complaint.splitlines()[-1] == (
        f"cookie-audit: interrupted: the run in {run} is unfinished; 1 visit is kept in its journal"
    )
    assert running.profiles == []
    assert not runs(browser)


def ignore_interrupts() -> None:
    """What a shell does for a command that a script sends to the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.browser
async def test_a_background_audit_ends_on_sigterm_alone(at_work: Start) -> None:
    running = await at_work(begun=ignore_interrupts)
    os.kill(running.process.pid, signal.SIGINT)
    os.kill(running.process.pid, signal.SIGTERM)
    code, complaint = await ended(running)
    assert code == ExitCode.NOT_RUN
    assert complaint.endswith("1 visit is kept in its journal\n")
    assert list(running.temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_command_that_is_interrupted_outside_an_audit_has_not_run(
    tmp_path: Path, number: int
) -> None:
    file = tmp_path / "list.yaml"
    os.mkfifo(file)
    process = await asyncio.create_subprocess_exec(*COMMAND, "check", str(file), stderr=PIPE)
    writer = await asyncio.to_thread(os.open, file, os.O_WRONLY)  # opens when it begins to read
    process.send_signal(number)
    _, complaint = await process.communicate()
    os.close(writer)
    assert process.returncode == ExitCode.NOT_RUN
    assert complaint == b"cookie-audit: interrupted: no audit was under way\n"


@pytest.mark.browser
async def test_a_browser_that_dies_is_named_as_what_it_is(at_work: Start) -> None:
    running = await at_work()
    os.kill(running.browser, signal.SIGKILL)
    code, complaint = await ended(running)
    assert code == ExitCode.NOT_RUN
    assert complaint.startswith("cookie-audit: The browser died during the audit")
    assert running.profiles == []


async def test_an_audit_without_a_browser_leaves_no_run(tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(DECLARATION.format(resolve="{}"))
    process = await asyncio.create_subprocess_exec(
        *(*COMMAND, "run", str(file), "--reports", str(tmp_path / "reports")),
        *("--browser", str(tmp_path / "nowhere")),
        stderr=PIPE,
    )
    _, complaint = await process.communicate()
    assert process.returncode == ExitCode.NOT_RUN
    assert b"nowhere, is not there" in complaint
    assert list((tmp_path / "reports").iterdir()) == []
