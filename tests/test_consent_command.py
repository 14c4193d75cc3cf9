"""`cookie-audit consent`: what it refuses, and one trial from end to end."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from crawler import commands
from crawler.errors import BadInput
from crawler.gate import ExitCode
from tests.sites import Page, ServeSites, Site

URL = "https://shop.test/"
DECLARATION = """\
version: 1
cookies: []
sites:
  shop: {url: "https://shop.test", consent: {reject: [{click: "#refuse"}, {click: "#gone"}]}}
  app: {url: "https://app.test"}
"""
BANNER = """<h1>Shop</h1><script>
  if (!document.cookie.includes('choice=')) document.write(`
    <div id=bar style="position: fixed; bottom: 0">We use cookies to measure our audience.
    <button id=accept onclick="choose('yes')">Accept all</button>
    <button id=refuse onclick="choose('no')">Reject all</button></div>`);
  const choose = what => { document.cookie = 'choice=' + what; bar.remove() };
</script>"""


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        (commands.Page("shop.test"), "URL: 'shop.test' is no web address: write one like https"),
        (
            commands.Page("https://me:hunter2@shop.test"),
            "URL: an address must not hold a user name or password: remove them",
        ),
        (
            commands.Page(URL, "rejct"),
            "--choice: 'rejct' is no choice: did you mean 'reject'?",
        ),
        (
            commands.Page(URL, "maybe"),
            "--choice: 'maybe' is no choice: write one of accept, reject, withdraw",
        ),
        (
            commands.Page(URL, site="shop"),
            "--site: names a site of a declaration: give --declaration, too",
        ),
        (commands.Page(URL, declaration=Path("d.yaml")), "--site: is missing: name one of shop, "),
        (
            commands.Page(URL, declaration=Path("d.yaml"), site="shpo"),
            "--site: there is no site 'shpo': did you mean 'shop'?",
        ),
        (
            commands.Page(URL, declaration=Path("no.yaml")),
            "no.yaml: does not exist: name the file of the declaration",
        ),
        (
            commands.Page(URL, screenshots=Path("d.yaml")),
            "--screenshots: d.yaml cannot be a folder for screenshots (File exists): name another",
        ),
    ],
)
def test_what_cannot_be_tried_is_refused_before_a_browser_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: commands.Page, complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text(DECLARATION, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        commands.consent(page, commands.Flags(browser=tmp_path / "nowhere"))
    assert str(refused.value).startswith(complaint)
    assert "hunter2" not in str(refused.value)


async def begun(*arguments: str) -> Process:
    """The command at work."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from crawler.cli import main; main()", "consent", URL, *arguments),
        stdout=PIPE,
        stderr=PIPE,
    )


async def command(*arguments: str) -> tuple[int | None, str]:
    """How the command ends, and what it prints."""
    process = await begun(*arguments)
    told, complaint = await process.communicate()
    return process.returncode, (told + complaint).decode()


@pytest.mark.browser
async def test_a_trial_from_end_to_end(serve_sites: ServeSites, tmp_path: Path) -> None:
    served = await serve_sites(Site("shop.test", {"/": Page(BANNER)}))
    there = f"--resolve=shop.test={served.resolve['shop.test']}"
    pictures = tmp_path / "pictures"
    code, told = await command(there, "--ignore-https-errors", f"--screenshots={pictures}")
    assert (code, told.splitlines()[-4:]) == (
        ExitCode.CLEAN,
        ["", "consent:", "  reject:", '    - click: "#refuse"'],
    )
    assert "result   reject: proven" in told
    assert {one.name for one in pictures.iterdir()} >= {"reject-before.png", "reject-after.png"}


@pytest.mark.browser
async def test_a_trial_of_declared_steps_that_fail(serve_sites: ServeSites, tmp_path: Path) -> None:
    served = await serve_sites(Site("shop.test", {"/": Page(BANNER)}))
    resolve = f'browser: {{resolve: {{"shop.test": "{served.resolve["shop.test"]}"}}}}\n'
    file = tmp_path / "d.yaml"
    file.write_text(DECLARATION + resolve, encoding="utf-8")
    code, told = await command(f"--declaration={file}", "--site=shop", "--ignore-https-errors")
    assert code == ExitCode.NOT_PROVEN
    assert told.splitlines()[-1] == (
        "result   reject: not proven: step 2 (click '#gone') failed: waited 5 s for it to be "
        "visible, and there is no such element"
    )


async def test_a_browser_that_is_not_there_ends_a_trial_as_it_ends_an_audit(
    tmp_path: Path,
) -> None:
    code, told = await command(f"--browser={tmp_path / 'nowhere'}")
    assert code == ExitCode.NOT_RUN
    assert str(tmp_path / "nowhere") in told


@pytest.mark.browser
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_trial_that_is_interrupted_says_so(serve_sites: ServeSites, number: int) -> None:
    served = await serve_sites(Site("shop.test", {"/": Page("<h1>Shop</h1>")}))
    there = f"--resolve=shop.test={served.resolve['shop.test']}"
    process = await begun(there, "--ignore-https-errors")
    assert process.stdout is not None
    assert (await process.stdout.readline()).startswith(b"page")
    process.send_signal(number)
    _, complaint = await process.communicate()
    assert (process.returncode, complaint) == (
        ExitCode.NOT_RUN,
        b"cookie-audit: interrupted: nothing is proven of this page\n",
    )
