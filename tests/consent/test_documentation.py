"""docs/consent.md shows what the command really prints, and steps that are right."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.cli import app
from crawler.consent_trial import Trial, try_in
from crawler.declared import load_declaration
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

DOCUMENT = (Path(__file__).parents[2] / "docs" / "consent.md").read_text("utf-8")
# The page of the example.
BANNER = """<h1>Shop</h1><script>
  if (!document.cookie.includes('choice=')) document.write(`
    <div id=cookie-bar style="position: fixed; bottom: 0">We use cookies to measure our audience.
      <button id=yes onclick="choose('yes')">Accept all</button> <button onclick="more()">Settings
      </button></div>`);
  const bar = document.querySelector('#cookie-bar');
  const choose = what => { document.cookie = `choice=${what}; path=/`; bar.remove() };
  const more = () => bar.innerHTML = `Choose your cookies.
    <button class=necessary onclick="choose('no')">Only necessary</button>`;
</script>"""


@pytest.mark.browser
async def test_the_example_is_what_the_command_prints(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page(BANNER)}))
    lines: list[str] = []
    proven = await try_in(
        lab.browser,
        lab.recorder,
        Trial(f"https://{SHOP}/", "reject"),
        lambda heading, text: lines.append(f"{heading:<9}{text}" if heading else text),
    )
    (shown,) = re.findall(r"```console\n\$ .*?\n(.*?)\n```", DOCUMENT, re.DOTALL)
    assert proven
    assert "\n".join(lines).replace(SHOP, "shop.example") == shown


def test_its_steps_are_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    file = tmp_path / "d.yaml"
    file.write_text(f"version: 1\ncookies: []\n{example}", encoding="utf-8")
    steps = load_declaration(file).sites["shop"].consent
    assert steps is not None
    assert [len(steps.of(choice)) for choice in ("accept", "reject", "withdraw")] == [1, 3, 3]


def test_its_options_are_those_of_the_command() -> None:
    told = set(re.findall(r"--[a-z-]+", CliRunner().invoke(app, ["consent", "--help"]).stdout))
    explained = set(re.findall(r"`(--[a-z-]+)`", DOCUMENT))
    assert told - {"--help"} == explained
