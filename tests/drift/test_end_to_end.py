"""The commands as their users run them, on a site that changes while a vendor's script varies."""

import asyncio
import json
import os
import secrets
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from aiohttp import web

from crawler.gate import ExitCode
from crawler.runs import load_run
from tests.sites import Page, ServedSites, ServeSites, Site, script

pytestmark = pytest.mark.browser

COMMAND = (sys.executable, "-c", "from crawler.cli import main; main()")
DECLARATION = """\
version: 1
browser: {{ignore_https_errors: true, resolve: {resolve}}}
sites:
  shop: {{url: "https://shop.test", journeys: [untouched], dwell: 1s}}
cookies: [{{name: sid, consent: exempt, lifetime: session}}]
gate: {{missing: ignore}}
"""
TAG = '<script src="https://ads.example/t.js"></script>'


class Shop:
    """A shop whose every visit is counted; some of them, or all, get an undeclared cookie."""

    def __init__(self, *, promo: Callable[[int], bool] = lambda _: False) -> None:
        self.visits, self.promo = 0, promo

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.visits += 1
        more = ["promo=1; Max-Age=3600"] if self.promo(self.visits) else []
        return await Page(TAG, ["sid=1", *more])(request)


async def rotates(request: web.Request) -> web.StreamResponse:
    """A vendor's script whose cookie has another name for every visitor."""
    name = f"_v_{secrets.randbelow(10)}a{secrets.token_hex(6)}"
    return await script(f"document.cookie = '{name}=1; path=/'")(request)


Run = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def cookie_audit(tmp_path: Path) -> Run:
    """Runs the command against served sites; gives its exit code and what it printed."""

    async def run(served: ServedSites, command: str, *arguments: str) -> tuple[int, str]:
        file = tmp_path / "my_sites.yaml"
        resolve = "{" + ", ".join(f'"{a}": "{b}"' for a, b in served.resolve.items()) + "}"
        file.write_text(DECLARATION.format(resolve=resolve))
        named = () if command == "diff" else (str(file),)
        with TemporaryDirectory() as name:  # a short path: the browser makes a socket in it
            process = await asyncio.create_subprocess_exec(
                *(*COMMAND, command, *named, *arguments, "--reports", str(tmp_path / "reports")),
                stdout=PIPE,
                stderr=PIPE,
                env={**os.environ, "TMPDIR": name},
            )
            out, complaint = await process.communicate()
        assert process.returncode is not None
        return process.returncode, (out + complaint).decode()

    return run


def latest(tmp_path: Path) -> str:
    return (tmp_path / "reports" / "latest").resolve().name


async def test_one_real_change_is_what_diff_baseline_and_compare_name(
    serve_sites: ServeSites, cookie_audit: Run, tmp_path: Path
) -> None:
    shop, preview = Shop(), Shop(promo=lambda _: True)
    served = await serve_sites(
        Site("shop.test", {"/": shop}),
        Site("preview.test", {"/": preview}),
        Site("ads.example", {"/t.js": rotates}),
    )
    drift = tmp_path / "drift.json"
    addresses = ("--base", "https://shop.test", "--preview", "https://preview.test")
    code, out = await cookie_audit(served, "compare", *addresses, "--json", str(drift))
    base, copy = (one.name for one in sorted((tmp_path / "reports").glob("2*")))
    assert code == ExitCode.FINDINGS, out
    assert one_change(drift) == [("finding", "promo"), ("cookie", "promo")]
    run = load_run(tmp_path / "reports" / copy)
    assert [one.identity.name for one in run.findings if one.gates] == ["promo"]

    shop.promo = lambda _: True
    code, out = await cookie_audit(served, "run", "--baseline", base)
    assert code == ExitCode.FINDINGS, out
    run = load_run(tmp_path / "reports" / latest(tmp_path))
    assert [one.identity.name for one in run.findings if one.gates] == ["promo"]
    assert f"Held against the baseline {base}:" in run.verdict.sentence

    code, out = await cookie_audit(served, "diff", base, "latest", "--json", str(drift))
    assert code == ExitCode.FINDINGS, out
    assert one_change(drift) == [("finding", "promo"), ("cookie", "promo")]
    assert out.endswith("1 finding new, 1 cookie new.\n")
    code, out = await cookie_audit(served, "diff", "latest", "latest")
    assert (code, out.splitlines()[-1]) == (ExitCode.CLEAN, "Nothing differs.")


def one_change(file: Path) -> list[tuple[str, str]]:
    told = json.loads(file.read_text("utf-8"))
    assert {one["kind"] for one in told["differences"]} == {"new"}
    return [(one["about"], one["name"]) for one in told["differences"]]


async def test_what_shows_in_some_repeats_warns_and_what_shows_in_all_gates(
    serve_sites: ServeSites, cookie_audit: Run, tmp_path: Path
) -> None:
    async def shop(request: web.Request) -> web.StreamResponse:
        visits.append(request.path)
        seldom = ["seldom=1"] if len(visits) in {2, 4} else []
        return await Page("", ["sid=1", "always=1", *seldom])(request)

    visits: list[str] = []
    served = await serve_sites(Site("shop.test", {"/": shop}))
    code, out = await cookie_audit(served, "run", "--repeat", "5", "--witness")
    run = load_run(tmp_path / "reports" / latest(tmp_path))
    assert code == ExitCode.FINDINGS, out
    assert len(visits) == 5
    assert run.witness
    assert run.witness.unexplained == ()
    found = {one.identity.name: one for one in run.findings}
    assert [(one.seen_in, one.repeats, one.gates) for one in found.values()] == [
        (5, 5, True),
        (2, 5, False),
    ]
    assert "Seen 2 of 5 times" in found["seldom"].message
