"""The declaration's own steps, done as they are written, and what is said of one that fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError

from crawler.consent.decision import Decision
from crawler.consent.steps import CLOSED, FOLLOWED, follow
from crawler.declared import Choice, Step
from crawler.tab import Tab
from tests.browsing import ADS, SHOP, Lab
from tests.declared.test_consent_steps import KEYS, NO_KEYS, NO_SELECTORS, SELECTORS
from tests.sites import Page, Site, redirect

pytestmark = pytest.mark.browser

# A button, field or box that tells of what was done to it.
TELLS = """onclick="tell('click')" oninput="tell(this.type + ' ' + (this.value === 'on' ?
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
        """Follow steps with more patience than a busy machine needs."""
        read = tuple(Step.model_validate({"timeout": "20s", **step}) for step in steps)
        told = heard.append if heard is not None else lambda _: None
        return await follow(self.tab, read, self.on_choice, choice, told)

    async def fail(self, *steps: dict[str, Any]) -> Decision:
        """Follow steps one of which waits in vain."""
        return await self.follow(*({"timeout": "0.8s", **step} for step in steps))

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
BOX = f"<input type=checkbox {TELLS}>"
SHADOW = """<cmp-banner></cmp-banner><script>
  const root = document.querySelector('cmp-banner').attachShadow({mode: 'open'});
  root.innerHTML = `<button>No</button>`;
  root.querySelector('button').onclick = () => tell('click');
</script>"""


@pytest.mark.parametrize(
    ("step", "html", "told"),
    [
        ({"click": "button"}, BUTTON, ["click"]),
        ({"click": "text=No"}, BUTTON, ["click"]),
        ({"click": "role=button[name='No']"}, BUTTON, ["click"]),
        ({"click": "body >> button"}, BUTTON, ["click"]),
        ({"click": "button"}, SHADOW, ["click"]),
        ({"click": "cmp-banner >> text=No"}, SHADOW, ["click"]),
        ({"fill": {"selector": "input", "text": "a b"}}, f"<input {TELLS}>", ["text a b"]),
        ({"check": "input"}, BOX, ["click", "checkbox true"]),
        ({"uncheck": "input"}, BOX.replace(">", " checked>", 1), ["click", "checkbox false"]),
        ({"uncheck": "input"}, BOX, []),
        ({"press": {"selector": "button", "key": "a"}}, BUTTON, ["key a"]),
        ({"press": "Enter"}, BUTTON.replace(">", " autofocus>", 1), ["key Enter", "click"]),
        ({"evaluate": "tell('by script')"}, "", ["by script"]),
        ({"evaluate": "async () => { await null; tell('by function') }"}, "", ["by function"]),
        ({"evaluate": "tell('expected'), 'yes'", "expect": True}, "", ["expected"]),
    ],
)
async def test_a_step_does_what_it_says(
    lab: Lab, step: dict[str, Any], html: str, told: list[str]
) -> None:
    async with opened(lab, html) as page:
        decision = await page.follow(step)
        assert (decision.made, decision.reason) == (True, "")
        assert (decision.operated_by, decision.proofs[0]) == ("steps:reject", FOLLOWED)
        assert [one for one in await page.told() if one] == told
        assert page.begun == [[]]


@pytest.mark.parametrize(
    ("wait", "html"),
    [
        (
            "p",
            "<script>setTimeout(() => document.body.append(document.createElement('p')))</script>"
            "<style>p { height: 9px }</style>",
        ),
        ({"selector": "p", "state": "hidden"}, "<p hidden>x</p>"),
        ({"selector": "p", "state": "attached"}, "<p hidden>x</p>"),
        (
            {"selector": "p", "state": "detached"},
            "<p>x</p><script>setTimeout(() => document.querySelector('p').remove(), 100)</script>",
        ),
    ],
)
async def test_a_wait_ends_when_the_element_is_as_it_has_to_be(
    lab: Lab, wait: object, html: str
) -> None:
    async with opened(lab, html + BUTTON) as page:
        decision = await page.follow({"wait_for": wait}, {"click": "button"})
        assert (decision.made, decision.reason) == (True, "")


async def test_the_choice_begins_when_the_first_acting_step_can_act(lab: Lab) -> None:
    late = """<script>setTimeout(() => {
      tell('banner');
      document.body.innerHTML = '<p>x</p><button onclick="tell(this.id)" id=a>A</button>' +
        '<button onclick="tell(this.id)" id=b>B</button>';
    }, 200)</script>"""
    async with opened(lab, late) as page:
        decision = await page.follow({"wait_for": "p"}, {"click": "#a"}, {"click": "#b"})
        assert decision.made
        assert page.begun == [["banner"]]
        assert await page.told() == ["banner", "a", "b"]


async def test_a_page_of_the_site_is_gone_to_before_the_choice_begins(lab: Lab) -> None:
    async with opened(lab, "", settings=Page(SCRIPT + BUTTON)) as page:
        decision = await page.follow({"goto": "/settings"}, {"click": "button"}, choice="withdraw")
        assert (decision.made, decision.reason) == (True, "")
        assert decision.operated_by == "steps:withdraw"
        assert (page.tab.page.url, page.begun) == (f"https://{SHOP}/settings", [[]])


def framed(host: str, path: str = "inner", attributes: str = "id=cmp width=500 height=99") -> str:
    return f"<iframe {attributes} src='https://{host}/{path}'></iframe>"


INNER = Page(SCRIPT + BUTTON)


@pytest.mark.parametrize("host", [SHOP, ADS])
@pytest.mark.parametrize("frame", ["iframe#cmp", "https://*/inner", "**/inner", ["iframe"]])
async def test_a_step_is_done_in_a_frame(lab: Lab, host: str, frame: object) -> None:
    async with opened(lab, framed(host), Site(ADS, {"/inner": INNER}), inner=INNER) as page:
        decision = await page.follow({"click": "button", "frame": frame})
        assert (decision.made, decision.reason) == (True, "")
        await page.tab.page.wait_for_function("told.length")
        assert await page.told() == ["click"]


@pytest.mark.parametrize(
    "frame",
    [["#cmp", "iframe"], ["#cmp", f"https://{SHOP}/inner"], ["*://*/outer", "iframe"], "*/inner"],
)
async def test_a_step_is_done_in_a_frame_in_a_frame(lab: Lab, frame: object) -> None:
    outer = Site(ADS, {"/outer": Page(framed(SHOP, "inner", ""))})
    inner = Page(BUTTON + "<script>const tell = what => top.postMessage(what, '*')</script>")
    async with opened(lab, framed(ADS, "outer"), outer, inner=inner) as page:
        decision = await page.follow({"click": "button", "frame": frame})
        assert (decision.made, decision.reason) == (True, "")
        await page.tab.page.wait_for_function("told.length")
        assert await page.told() == ["click"]


async def test_a_script_runs_in_its_frame(lab: Lab) -> None:
    async with opened(lab, framed(ADS), Site(ADS, {"/inner": INNER})) as page:
        step = {"evaluate": "tell(location.host), location.host", "expect": True}
        assert (await page.follow({**step, "frame": "#cmp"})).made
        await page.tab.page.wait_for_function("told.length")
        assert await page.told() == [ADS]


async def test_a_frame_that_comes_late_and_anew_is_waited_for(lab: Lab) -> None:
    late = f"""<script>
      const add = () => document.body.innerHTML = `{framed(SHOP)}`;
      setTimeout(add, 100); setTimeout(add, 250);
    </script>"""
    inner = Page(
        SCRIPT + "<script>setTimeout(() => document.write(`" + BUTTON + "`), 200)</script>"
    )
    async with opened(lab, late, inner=inner) as page:
        decision = await page.follow({"click": "button", "frame": "#cmp"})
        assert (decision.made, decision.reason) == (True, "")


async def test_a_frame_that_the_click_removes_was_clicked_in(lab: Lab) -> None:
    gone = "<script>onmessage = () => document.querySelector('iframe').remove()</script>"
    async with opened(lab, framed(ADS) + gone, Site(ADS, {"/inner": INNER})) as page:
        inside = {"frame": "#cmp"}
        decision = await page.follow(
            {"click": "button", **inside},
            {"wait_for": {"selector": "button", "state": "hidden"}, **inside},
        )
        assert (decision.made, decision.reason) == (True, "")


OVER = "<div id=over style='position: fixed; inset: 0; background: white'></div>"
MISSED = "waited 0.8 s for it to be visible, and "


@pytest.mark.parametrize(
    ("step", "html", "failure"),
    [
        ({"click": "#no"}, BUTTON, f"(click '#no') failed: {MISSED}there is no such element"),
        (
            {"click": "button"},
            "<button hidden>No</button>",
            f"(click 'button') failed: {MISSED}it is there but hidden",
        ),
        (
            {"click": "button"},
            "<button>No</button><button id=x>Yes</button>",
            "(click 'button') failed: 2 elements match it ('<button>No</button>', "
            "'<button id=\"x\">Yes</button>'): "
            "narrow the selector, such as by '>> visible=true' or '>> nth=0'",
        ),
        (
            {"click": "button"},
            BUTTON + OVER,
            "(click 'button') failed: waited 0.8 s for it to take the click, and something lies "
            "over it: '<div id=\"over\"></div>'",
        ),
        (
            {"click": "button"},
            "<button disabled>No</button>",
            "(click 'button') failed: waited 0.8 s for it to take the click, and it is there but "
            "disabled",
        ),
        (
            {"wait_for": {"selector": "button", "state": "hidden"}},
            BUTTON,
            "(wait_for 'button') failed: waited 0.8 s for it to be hidden, and it is there and "
            "visible",
        ),
        (
            {"fill": {"selector": "button", "text": "x"}},
            BUTTON,
            "(fill 'button' with 'x') failed: 'Element is not an <input>, <textarea>, <select> or "
            "[contenteditable] and does not have a role allowing [aria-readonly]'",
        ),
        (
            {"click": "button", "frame": "#cmp"},
            BUTTON,
            "(click 'button' in the frame '#cmp') failed: waited 0.8 s for the frame '#cmp', and "
            "there is no such element",
        ),
        (
            {"click": "button", "frame": "button"},
            BUTTON,
            "(click 'button' in the frame 'button') failed: 'button' is there, but it is no frame",
        ),
        (
            {"click": "b", "frame": "**/inner"},
            framed(SHOP) + framed(SHOP, "inner?2") + framed(SHOP),
            "(click 'b' in the frame '**/inner') failed: 2 frames match '**/inner': "
            "'https://shop.test/inner', 'https://shop.test/inner'",
        ),
        (
            {"click": "b", "frame": "https://cmp.example/*"},
            "",
            "(click 'b' in the frame 'https://cmp.example/*') failed: waited 0.8 s for the frame "
            "'https://cmp.example/*', and no frame has such an address",
        ),
        (
            {"evaluate": "nothing.here()"},
            "",
            "(evaluate 'nothing.here()') failed: 'ReferenceError: nothing is not defined'",
        ),
        (
            {"evaluate": "0", "expect": True},
            "",
            "(evaluate '0') failed: it was expected to give something true, and did not",
        ),
        (
            {"evaluate": "new Promise(() => 0)"},
            "",
            "(evaluate 'new Promise(() => 0)') failed: waited 0.8 s, and the page did not answer",
        ),
        (
            {"goto": "/nowhere"},
            "",
            "(goto '/nowhere') failed: the server answered 404",
        ),
        (
            {"goto": "/away"},
            "",
            "(goto '/away') failed: the page leads to another site: 'https://ads.example/'",
        ),
        (
            {"click": "css=a[[b]]"},
            "",
            "(click 'css=a[[b]]') failed: 'Unexpected token \"]\" while parsing css selector "
            '"a[[b]]". Did you mean to CSS.escape it?\'',
        ),
    ],
)
async def test_a_step_that_fails_says_what_is_true_instead(
    lab: Lab, step: dict[str, Any], html: str, failure: str
) -> None:
    away = redirect(f"https://{ADS}/")
    async with opened(lab, html, Site(ADS, {"/": Page()}), inner=INNER, away=away) as page:
        decision = await page.fail({"evaluate": "0"}, step)
        assert not decision.made
        assert decision.reason == f"step 2 {failure}"


async def test_what_comes_after_a_step_that_failed_is_not_done(lab: Lab) -> None:
    async with opened(lab, BUTTON) as page:
        decision = await page.fail({"click": "#no"}, {"click": "button"})
        assert not decision.made
        assert (page.begun, await page.told()) == ([], [])


async def test_an_optional_step_that_finds_nothing_is_passed_over(lab: Lab) -> None:
    heard: list[str] = []
    async with opened(lab, BUTTON) as page:
        first = {"click": "#no", "optional": True, "timeout": "0.2s"}
        decision = await page.follow(first, {"click": "button"}, heard=heard)
        assert (decision.made, decision.reason) == (True, "")
        assert heard == [
            "step 1 (click '#no') was passed over: waited 0.2 s for it to be visible, and there is "
            "no such element",
            "step 2 (click 'button') was done",
        ]


async def test_an_optional_step_that_is_covered_fails(lab: Lab) -> None:
    async with opened(lab, BUTTON + OVER) as page:
        decision = await page.fail({"click": "button", "optional": True})
        assert not decision.made


async def test_steps_that_all_found_nothing_made_no_choice(lab: Lab) -> None:
    async with opened(lab, BUTTON) as page:
        decision = await page.fail({"click": "#no", "optional": True})
        assert (decision.made, decision.reason, page.begun) == (
            False,
            "every step that could make the choice was optional and found nothing to act on",
            [],
        )


async def test_what_was_so_before_the_last_act_is_no_proof_of_it(lab: Lab) -> None:
    async with opened(lab, BUTTON) as page:
        decision = await page.follow({"evaluate": "1", "expect": True}, {"click": "button"})
        assert decision.proofs == (FOLLOWED,)


# By then a machine that is busy has clicked once.
LISTENS_MS = 2500
BANNER = """<div style="position: fixed; bottom: 0">We use cookies to measure our audience.
  <button id=yes>Accept all</button><button id=no onclick="ACT">Reject all</button></div>"""


async def test_a_banner_that_closes_is_a_proof_more(lab: Lab) -> None:
    async with opened(lab, BANNER.replace("ACT", "this.parentElement.remove()")) as page:
        decision = await page.follow({"click": "#no"})
        assert (decision.made, decision.proofs) == (True, (FOLLOWED, CLOSED))
        assert decision.banner.startswith("we use cookies to measure our audience.")


async def test_what_the_declaration_expects_of_the_page_is_a_proof_more(lab: Lab) -> None:
    async with opened(lab, BUTTON) as page:
        decision = await page.follow(
            {"click": "button"}, {"evaluate": "told.length === 1", "expect": True}
        )
        assert decision.proofs == (
            FOLLOWED,
            "step 2 (evaluate 'told.length === 1') gave what the declaration expects",
        )


async def test_a_banner_that_stays_open_speaks_against_the_steps(lab: Lab) -> None:
    async with opened(lab, BANNER.replace("ACT", "")) as page:
        decision = await page.follow({"click": "#no"})
        assert (decision.made, decision.reason) == (
            False,
            "all steps were done, but the banner is still open",
        )


@pytest.mark.parametrize("more", [[], [{"wait_for": {"selector": "#no", "state": "hidden"}}]])
async def test_a_button_that_does_not_listen_yet_is_clicked_again(
    lab: Lab, more: list[dict[str, Any]]
) -> None:
    late = f"if (performance.now() > {LISTENS_MS}) {{ tell('no'); this.parentElement.remove() }}"
    async with opened(lab, BANNER.replace("ACT", late)) as page:
        patient = [{"timeout": f"{LISTENS_MS / 1000}s", **one} for one in more]
        decision = await page.follow({"click": "#no"}, *patient)
        assert (decision.made, decision.reason) == (True, "")
        assert (await page.told(), len(page.begun)) == (["no"], 1)


async def test_a_button_that_leads_on_and_does_not_listen_yet_is_clicked_again(lab: Lab) -> None:
    late = f"if (performance.now() > {LISTENS_MS}) this.outerHTML = '<p id=on>More</p>'"
    async with opened(lab, BANNER.replace("ACT", late)) as page:
        decision = await page.follow(
            {"click": "#no"}, {"wait_for": "#on", "timeout": f"{LISTENS_MS / 1000}s"}
        )
        assert decision.reason == "all steps were done, but the banner is still open"


@pytest.mark.parametrize(
    "change",
    [
        "this.textContent = 'Accept all'",
        "this.parentElement.firstChild.textContent = 'Sure, do you take all our cookies? '",
        "this.className = 'sure'",
    ],
)
@pytest.mark.parametrize("more", [[], [{"wait_for": "#gone"}]])
async def test_a_button_that_took_notice_is_not_clicked_again(
    lab: Lab, change: str, more: list[dict[str, Any]]
) -> None:
    turned = f"tell('no'); {change}"
    async with opened(lab, BANNER.replace("ACT", turned)) as page:
        decision = await page.fail({"click": "#no"}, *more)
        assert not decision.made
        assert await page.told() == ["no"]


async def test_a_question_of_the_browser_s_own_speaks_against_the_steps(lab: Lab) -> None:
    async with opened(lab, BUTTON.replace("tell('click')", "confirm('Really?')")) as page:
        decision = await page.follow({"click": "button"})
        assert decision.reason == (
            "during the choice the page asked 'Really?', and nobody answered"
        )


async def test_selectors_and_keys_are_judged_as_playwright_judges_them(lab: Lab) -> None:
    async with opened(lab, "") as page:
        tab = page.tab.page
        refused: list[str] = []
        for one in (*SELECTORS, *NO_SELECTORS):
            try:
                await tab.locator(one).count()
            except PlaywrightError:
                refused.append(one)
        for one in (*KEYS, *NO_KEYS):
            try:
                await tab.keyboard.press(one)
            except PlaywrightError:
                refused.append(one)
        assert refused == [*NO_SELECTORS, *NO_KEYS]


async def test_a_page_that_is_busy_for_ever_holds_no_step_up(lab: Lab) -> None:
    async with opened(lab, "<button>No</button>") as page:
        await page.tab.page.evaluate("setTimeout(() => { for (;;); }, 50)")
        reason = (await follow_busily(page)).reason
        assert reason.startswith("step 1 (click '#no') failed: ")
        assert "not answer" in reason


async def follow_busily(page: Opened) -> Decision:
    async def on_choice() -> None:
        """Ask nothing of a page that does not answer."""

    step = Step.model_validate({"click": "#no", "timeout": "0.5s"})
    return await follow(page.tab, (step,), on_choice, "reject")


async def test_a_page_that_closes_itself_ends_the_steps(lab: Lab) -> None:
    async with opened(lab, "") as page:
        await page.tab.page.close()
        decision = await page.follow({"click": "#no"})
        assert decision.reason == "step 1 (click '#no') failed: the page was closed"
