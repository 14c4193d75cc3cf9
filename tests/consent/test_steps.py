"""The declaration's own steps, done as they are written, and what is said of one that fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from crawler.consent.decision import Decision
from crawler.consent.steps import CLOSED, FOLLOWED, follow
from crawler.declared import Choice, Step
from crawler.tab import Tab
from tests.browsing import ADS, SHOP, Lab
from tests.sites import Page, Site, redirect

pytestmark = pytest.mark.browser

# A button, field or box that tells of what was done to it.
TELLS = """onclick="tell('click')" onchange="tell(this.type + ' ' + (this.value === 'on' ?
  this.checked : this.value))" onkeydown="tell('key ' + event.key)" """
SCRIPT = """<script>
  globalThis.told = [];
  function tell(what) {
    if (top !== window) parent.postMessage(what, '*'); else told.push(what);
  }
  onmessage = ({data}) => tell(data);
</script>"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in a tab, and what it told of by the time that the choice began."""

    tab: Tab
    begun: list[list[str]] = field(default_factory=list)

    async def follow(
        self, *steps: dict[str, Any], choice: Choice = "reject", heard: list[str] | None = None
    ) -> Decision:
        """Follow steps with less patience than a declaration has."""
        read = tuple(Step.model_validate({"timeout": "0.8s", **step}) for step in steps)
        told = heard.append if heard is not None else lambda _: None
        return await follow(self.tab, read, self.on_choice, choice, told)

    async def on_choice(self) -> None:
        self.begun.append(await self.told())

    async def told(self) -> list[str]:
        return list(await self.tab.page.evaluate("told"))


@asynccontextmanager
async def opened(lab: Lab, html: str, *more: Site, **pages: Page) -> AsyncIterator[Opened]:
    paths = {"/": Page(SCRIPT + html), **{f"/{name}": page for name, page in pages.items()}}
    lab.serve(Site(SHOP, paths), *more)
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        yield Opened(watched.tab)


BUTTON = f"<button {TELLS}>No</button>"


@pytest.mark.parametrize(
    ("step", "html", "told"),
    [
        ({"click": "text=No"}, BUTTON, ["click"]),
        ({"click": "role=button[name='No']"}, BUTTON, ["click"]),
    ],
)
async def test_a_step_does_what_it_says(
    lab: Lab, step: dict[str, Any], html: str, told: list[str]
) -> None:
    async with opened(lab, html) as page:
        decision = await page.follow(step)
        assert (decision.made, decision.reason) == (True, "")
        assert (decision.operated_by, decision.proofs) == ("steps:reject", (FOLLOWED,))
        assert await page.told() == told
        assert page.begun == [[]]
