"""Runs an application of PHP as an ordinary process on loopback, in a folder of the test's own."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from crawler.browser import Launch, open_browser
from crawler.cookies import Journey, Walk
from crawler.declared import Site
from crawler.login import Keys, Login
from crawler.observe import Ground, observe
from crawler.recorder import Recorder
from crawler.walks import WalkObservation
from tests.browsing import Kept

USER, PASSWORD = "Ann", "correct-horse-battery-9"
STARTUP_S = 20.0


@asynccontextmanager
async def php(host: str, root: Path, *options: str, **environment: str) -> AsyncIterator[Launch]:
    """PHP's own server for a folder; gives how a browser finds it under ``host``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = await asyncio.create_subprocess_exec(
        *("php", *options, "-S", address, "-t", str(root)),
        env={"PATH": "/usr/bin:/bin", **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _answers(address)
        yield Launch(resolve={host: address})
    finally:
        process.terminate()
        await process.wait()


async def _answers(address: str) -> None:
    host, _, port = address.partition(":")
    async with asyncio.timeout(STARTUP_S):
        while True:
            try:
                _, writer = await asyncio.open_connection(host, int(port))
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def run(*command: str) -> None:
    """A command that has to succeed."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode(errors="replace")[-2000:]


async def walk_as_ann(
    launch: Launch, site: Site, folder: Path, password: str = PASSWORD
) -> WalkObservation:
    """One journey of the role ``ann`` in a browser of its own."""
    login = Login(site, site.roles["ann"], Keys(USER, password, None, (password,)))
    async with open_browser(launch) as browser:
        recorder = Recorder(browser.devtools)
        await recorder.start()
        walk = Walk(site.name, "ann", Journey.UNTOUCHED)
        return await observe(browser, recorder, Ground(site, login=login), walk, Kept(folder))


def declared(url: str, pages: tuple[str, ...], login: str) -> Site:
    """The application with its one role, whose form is found; every link is followed."""
    role = {
        "name": "ann",
        "login": {"url": login},
        "username": USER,
        "password": {"env": "APP_PASSWORD"},
    }
    return Site.model_validate(
        {
            "name": "wiki",
            "url": url,
            "pages": pages,
            "crawl": {"max_pages": 8, "sitemap": "no"},
            "dwell": "1s",
            "roles": {"ann": role},
        }
    )
