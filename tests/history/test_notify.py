"""Messages go out by Apprise, and the addresses that they go to stand nowhere."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from typer.testing import CliRunner

from crawler.alerts import test_message as a_test
from crawler.cli import app
from crawler.declared import Event, NotifyTarget, Retention
from crawler.errors import BrowserMissing
from crawler.gate import ExitCode
from crawler.history import run_folders
from crawler.notify import send
from crawler.upkeep import Upkeep, look_after, tell_of_failure
from tests.history.nights import NightPlan, keep

SECRET = "s3cr3t-t0ken"


@dataclass
class Hook:
    """A web hook on loopback, and what it was sent."""

    port: int = 0
    status: int = 200
    bodies: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"json://user:{SECRET}@127.0.0.1:{self.port}/{SECRET}"

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        return web.Response(status=self.status)


@pytest.fixture
async def hook(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hook]:
    hook = Hook()
    served = web.Application()
    served.router.add_post("/{any:.*}", hook.take)
    runner = web.AppRunner(served)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.port = runner.addresses[0][1]
    monkeypatch.setenv("HOOK", hook.url)
    yield hook
    await runner.cleanup()


def target(*events: Event) -> NotifyTarget:
    return NotifyTarget.model_validate({"env": "HOOK", "events": events or tuple(Event)})


async def test_a_finished_run_is_told_and_its_folder_looked_after(
    hook: Hook, tmp_path: Path
) -> None:
    keep(tmp_path, 0, NightPlan(["it"]))
    keep(tmp_path, 1, NightPlan(["it"]))
    folder = keep(tmp_path, 2, NightPlan(["it"], undeclared=["it"]))
    upkeep = Upkeep((target(Event.NEW), target(Event.RECOVERY)), Retention(runs=2), "shop.yaml")
    said: list[str] = []
    await asyncio.to_thread(look_after, tmp_path, folder.name, upkeep, said.append)
    assert said == []
    (sent,) = hook.bodies
    assert sent["title"] == "cookie-audit: 1 new; shop[.]yaml"
    assert "- undeclared: it on shop (fails the audit)" in sent["message"]
    assert SECRET not in json.dumps(sent)
    assert len(run_folders(tmp_path)) == 2
    assert (tmp_path / "index.html").is_file()


async def test_a_message_that_is_not_taken_is_told_without_its_address(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    hook.status = 500
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("NOWHERE", f"json://{SECRET}@127.0.0.1:1/")
    monkeypatch.setenv("NONSENSE", SECRET)
    (tmp_path / "empty").touch()
    sources = [{"env": "HOOK"}, {"env": "NOWHERE"}, {"env": "NONSENSE"}, {"env": "UNSET_HOOK"}]
    targets = [NotifyTarget.model_validate(one) for one in sources]
    said = await asyncio.to_thread(lambda: list(send(a_test("x"), targets)))
    unreached = "the other side did not take it, or could not be reached"
    assert said == [
        f"the message to the environment variable HOOK was not sent: {unreached}",
        f"the message to the environment variable NOWHERE was not sent: {unreached}",
        "the message to the environment variable NONSENSE was not sent: what is kept there is no "
        "address of Apprise's, such as mailto:// or slack://",
        "the message to the environment variable UNSET_HOOK was not sent: the environment variable "
        "UNSET_HOOK is not set: set it",
    ]
    assert SECRET not in caplog.text


async def test_that_an_audit_could_not_run_is_told(hook: Hook) -> None:
    upkeep = Upkeep((target(Event.NOT_PROVEN), target(Event.NEW)), declaration="shop.yaml")
    error = BrowserMissing(f"none at {SECRET}")
    said: list[str] = []
    await asyncio.to_thread(tell_of_failure, error, upkeep, said.append)
    (sent,) = hook.bodies
    assert said == []
    assert "could not run (BrowserMissing)" in sent["message"]
    assert SECRET not in json.dumps(sent)


@pytest.mark.parametrize(("status", "code"), [(200, ExitCode.CLEAN), (500, ExitCode.NOT_RUN)])
async def test_the_test_command_says_how_many_took_it(
    hook: Hook, tmp_path: Path, status: int, code: ExitCode
) -> None:
    hook.status = status
    file = tmp_path / "list.yaml"
    text = "version: 1\nsites: {shop: {url: 'https://shop.example'}}\ncookies: []\n"
    file.write_text(f"{text}notify: [{{env: HOOK, events: [new]}}]\n")
    result = await asyncio.to_thread(CliRunner().invoke, app, ["notify-test", str(file)])
    taken = 1 if status == 200 else 0
    assert result.exit_code == code
    assert f"{taken} of 1 targets took the test message." in result.stdout
    assert SECRET not in result.output
    assert [one["title"] for one in hook.bodies] == ["cookie-audit: a test"]


def test_what_fails_in_looking_after_is_told_and_raises_nothing(tmp_path: Path) -> None:
    folder = keep(tmp_path, 0, NightPlan(["it"]))
    (tmp_path / "index.html").mkdir()
    said: list[str] = []
    look_after(tmp_path, folder.name, Upkeep(), said.append)
    assert len(said) == 1
    assert said[0].startswith(f"{tmp_path}")
