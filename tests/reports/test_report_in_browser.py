from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from crawler.languages import Language
from crawler.reports.html import write_report
from crawler.runs import RunRecord
from tests.platforms.packages import files_of
from tests.reports.sample_run import GTAG, HOME, big_run, hostile_run, sample_run

pytestmark = pytest.mark.browser


@dataclass
class Opened:
    """A report in a browser, and everything that it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def rows(self, grid: str) -> Any:
        return self.page.locator(f"[data-name={grid}] .tabulator-row")

    def shown(self, grid: str) -> Any:
        return self.page.locator(f"[data-name={grid}] output")


Open = Callable[..., Coroutine[Any, Any, Opened]]


@pytest.fixture(scope="module")
async def chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        # No sandbox: the tests may run as root, and the only page is our own.
        browser = await playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def open_report(chromium: Browser, tmp_path: Path) -> AsyncIterator[Open]:
    contexts = []

    async def opened(
        run: RunRecord, language: Language = Language.ENGLISH, place: str = "", **settings: Any
    ) -> Opened:
        write_report(run, tmp_path, language)
        contexts.append(await chromium.new_context(**settings))
        report = Opened(await contexts[-1].new_page())
        report.page.on("request", lambda request: report.requests.append(request.url))
        report.page.on("console", lambda message: report.complaints.append(message.text))
        report.page.on("pageerror", lambda error: report.complaints.append(str(error)))
        report.page.on("dialog", lambda dialog: report.complaints.append(dialog.message))
        await report.page.goto((tmp_path / "report.html").as_uri() + place)
        if settings.get("java_script_enabled", True):
            grids = await report.page.locator(".grid").count()
            await expect(report.page.locator("[data-ready]")).to_have_count(grids)
        return report

    yield opened
    for context in contexts:
        await context.close()


@pytest.mark.parametrize("run", [sample_run(), hostile_run()], ids=["sample", "hostile"])
async def test_it_asks_the_network_nothing_and_nothing_of_a_sites_runs(
    open_report: Open, run: RunRecord
) -> None:
    report = await open_report(run)
    for name in await report.page.locator("button.name").all():
        await name.evaluate(
            "button => { button.click(); document.querySelector('dialog').close() }"
        )
    assert report.complaints == []
    asked = [url for url in report.requests if not url.startswith("data:")]
    assert asked == [report.page.url]
    assert await report.page.evaluate("window.ran") is None


async def test_a_script_that_got_into_the_page_would_not_run(open_report: Open) -> None:
    report = await open_report(sample_run())
    await report.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 2'>");
        }"""
    )
    assert len(report.complaints) == 3
    assert await report.page.evaluate("window.ran") is None


async def test_findings_stand_before_cookies(open_report: Open) -> None:
    page = (await open_report(sample_run())).page
    findings = await page.get_by_role("heading", name="Findings", exact=True).bounding_box()
    cookies = await page.get_by_role("heading", name="Cookies", exact=True).bounding_box()
    assert findings is not None
    assert cookies is not None
    assert findings["y"] < cookies["y"]


async def test_typing_narrows_a_table_and_clearing_widens_it(open_report: Open) -> None:
    report = await open_report(sample_run())
    findings = report.page.locator("[data-name=findings]")
    await findings.get_by_role("searchbox").fill("ZOPIM")
    await expect(report.shown("findings")).to_have_text("1 of 5")
    await expect(report.rows("findings")).to_contain_text(["__zlcid"])
    await findings.get_by_role("button", name="Clear").click()
    await expect(report.shown("findings")).to_have_text("5 of 5")


async def test_several_words_are_all_found_in_any_order(open_report: Open) -> None:
    report = await open_report(sample_run())
    search = report.page.locator("[data-name=findings]").get_by_role("searchbox")
    await search.fill("  GTAG 3  years ")
    await expect(report.shown("findings")).to_have_text("1 of 5")
    await search.fill("gtag wpml")
    await expect(report.shown("findings")).to_have_text("0 of 5")


async def test_a_choice_narrows_a_table(open_report: Open) -> None:
    report = await open_report(sample_run())
    cookies = report.page.locator("[data-name=cookies]")
    await cookies.get_by_role("combobox", name="Journey").select_option("reject")
    await expect(report.shown("cookies")).to_have_text("3 of 9")


async def test_a_rule_shows_its_findings_in_the_table(open_report: Open) -> None:
    report = await open_report(sample_run())
    card = report.page.locator("#findings .rule", has_text="lifetime-longer")
    await card.get_by_role("button").click()
    await expect(report.rows("findings")).to_have_count(1)
    await expect(report.rows("findings")).to_contain_text(["_ga"])


async def test_a_lifetime_sorts_by_its_length_not_its_words(open_report: Open) -> None:
    report = await open_report(sample_run())
    heading = report.page.locator("[data-name=cookies]").get_by_role(
        "columnheader", name="Requested"
    )
    await heading.click()
    await heading.click()
    await expect(heading).to_have_attribute("aria-sort", "descending")
    await expect(report.rows("cookies").first).to_contain_text("3 years")


async def test_a_table_sorts_by_keyboard_alone(open_report: Open) -> None:
    report = await open_report(sample_run())
    heading = report.page.locator("[data-name=findings]").get_by_role("columnheader", name="Cookie")
    await heading.focus()
    await heading.press("Enter")
    await expect(report.rows("findings").first).to_contain_text("__zlcid")
    await heading.press("Enter")
    await expect(report.rows("findings").first).to_contain_text("wpml_referer_url")


async def test_the_details_of_a_row_open_and_close_by_keyboard(open_report: Open) -> None:
    report = await open_report(sample_run())
    name = report.page.locator("[data-name=findings]").get_by_role("button", name="_ga")
    await name.press("Enter")
    details = report.page.get_by_role("dialog", name="_ga")
    await expect(details).to_contain_text("_ga=sha256:5f2a; path=/; max-age=94608000")
    await report.page.keyboard.press("Escape")
    await expect(details).to_have_count(0)
    await expect(name).to_be_focused()


async def test_the_details_open_at_their_beginning_however_long_they_are(open_report: Open) -> None:
    run = sample_run()
    wordy = tuple(
        replace(one, message="word " * 5000, evidence="é " * 5000) for one in run.findings
    )
    page = (await open_report(replace(run, findings=wordy))).page
    await page.locator("[data-name=findings] button.name").first.click()
    details = page.get_by_role("dialog")
    await expect(details.get_by_role("button", name="Close")).to_be_focused()
    rolled, room, height = await details.evaluate(
        "dialog => [dialog.scrollTop, dialog.clientHeight, dialog.scrollHeight]"
    )
    assert height > room
    assert rolled == 0


@pytest.mark.parametrize("grid", ["findings", "matrix", "cookies", "exchanges", "visits"])
async def test_nothing_is_clipped_on_a_narrow_screen(open_report: Open, grid: str) -> None:
    run = sample_run()
    long = replace(
        run.findings[0],
        observed=f"stored on {HOME}resources/guides/placement-test for 390 days",
        set_by=f"{GTAG}&l=dataLayer&cx=c:12:34057",
    )
    run = replace(run, findings=(long, *run.findings[1:]))
    page = (await open_report(run, viewport={"width": 1280, "height": 900})).page
    clipped = await page.locator(f"[data-name={grid}] .live").evaluate(CLIPPED)
    assert clipped == []


# Cells whose words reach beyond them, and what of the table is only seen by scrolling sideways.
CLIPPED = """(live) => {
    const clipped = [...live.querySelectorAll(".tabulator-cell, .tabulator-col-title")]
        .filter((cell) => cell.checkVisibility())
        .filter((cell) => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            const [inner, outer] = [words.getBoundingClientRect(), cell.getBoundingClientRect()];
            return inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1
                || [...cell.children].some((one) => one.scrollHeight > one.clientHeight + 4
                    && getComputedStyle(one).overflow === "hidden");
        })
        .map((cell) => cell.textContent);
    const holder = live.querySelector(".tabulator-tableholder");
    return holder.scrollWidth > holder.clientWidth ? [...clipped, "the table"] : clipped;
}"""


async def test_without_scripts_the_tables_are_there_to_read(open_report: Open) -> None:
    page = (await open_report(sample_run(), java_script_enabled=False)).page
    await expect(page.locator("[data-name=findings] table")).to_be_visible()
    await expect(page.locator("[data-name=cookies] tbody tr")).to_have_count(9)
    await expect(page.get_by_role("button")).to_have_count(0)
    assert await page.locator("#findings .chain").count() == len(sample_run().findings)


async def test_on_paper_every_row_stands(open_report: Open) -> None:
    page = (await open_report(big_run(500))).page
    await page.emulate_media(media="print")
    await expect(page.locator("[data-name=cookies] table")).to_be_visible()
    await expect(page.locator("[data-name=cookies] .live")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "darkest"), [("light", 200), ("dark", 0)])
async def test_it_follows_the_readers_colours(open_report: Open, scheme: str, darkest: int) -> None:
    page = (await open_report(sample_run(), color_scheme=scheme)).page
    ground = await page.evaluate(
        "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"
    )
    assert darkest <= ground <= darkest + 55


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(open_report: Open, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1."""
    page = (await open_report(sample_run(), color_scheme=scheme)).page
    faint = await page.evaluate(CONTRASTS)
    assert faint == []


CONTRASTS = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).slice(0, 3).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        const [, , , alpha = 1] = numbers(colour);
        return alpha > 0 || !element.parentElement ? colour : ground(element.parentElement);
    };
    const faint = [];
    for (const element of document.querySelectorAll("body *")) {
        const words = [...element.childNodes]
            .filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
        if (!words || !element.checkVisibility() || /SCRIPT|STYLE/.test(element.tagName)) continue;
        const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) faint.push([element.tagName, words.slice(0, 40), contrast]);
    }
    return faint;
}"""


async def test_on_a_phone_the_page_does_not_run_off_the_side(open_report: Open) -> None:
    report = await open_report(hostile_run(), viewport={"width": 390, "height": 800})
    assert await report.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.soak
async def test_five_thousand_cookies_open_filter_and_sort_in_seconds(open_report: Open) -> None:
    report = await open_report(big_run(5000, findings=2000))
    cookies = report.page.locator("[data-name=cookies]")
    await cookies.get_by_role("searchbox").fill("cookie_0499")
    await expect(report.shown("cookies")).to_have_text("10 of 5005", timeout=5000)
    await cookies.get_by_role("columnheader", name="Cookie").press("Enter")
    await expect(report.rows("cookies").first).to_contain_text("cookie_04990", timeout=5000)
    await report.page.evaluate("location.hash = 'finding-cookie_03998'")
    await expect(report.page.locator("#finding-cookie_03998 .chain")).to_be_in_viewport()


async def test_a_link_to_a_finding_opens_it_and_can_be_copied(open_report: Open) -> None:
    run, place = sample_run(), "#finding-c0ffee02"
    report = await open_report(run, place=place, permissions=["clipboard-read", "clipboard-write"])
    page = report.page
    named = page.locator(place)
    await expect(named.locator(".chain")).to_be_in_viewport()
    await expect(named).to_contain_text("_ga=sha256:5f2a; path=/; max-age=94608000")
    await expect(named.locator("summary")).to_be_focused()
    await page.locator("#finding-c0ffee04 summary").press("Enter")
    await page.locator("#finding-c0ffee04").get_by_role("link", name="Link to").press("Enter")
    await expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.url.endswith("#finding-c0ffee04")
    assert await page.evaluate("navigator.clipboard.readText()") == page.url
    assert report.complaints == []


async def test_the_table_searches_and_shows_the_evidence_of_a_finding(open_report: Open) -> None:
    report = await open_report(sample_run())
    findings = report.page.locator("[data-name=findings]")
    await findings.get_by_role("searchbox").fill("max-age=94608000")
    await expect(report.shown("findings")).to_have_text("1 of 5")
    await findings.get_by_role("button", name="_ga").press("Enter")
    await expect(report.page.get_by_role("dialog", name="_ga")).to_contain_text("tag.js")


AXE = """async () => {
    const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
        "wcag22aa", "best-practice"]});
    return found.violations.map((one) =>
        [one.id, one.nodes.slice(0, 3).map((node) => [node.target.join(" "), node.html])]);
}"""


@pytest.mark.parametrize(
    ("language", "scheme"), [(Language.ENGLISH, "light"), (Language.FRENCH, "dark")]
)
async def test_axe_finds_nothing_to_mend(
    open_report: Open, language: Language, scheme: str
) -> None:
    report = await open_report(
        sample_run(), language, color_scheme=scheme, place="#finding-c0ffee02", bypass_csp=True
    )
    await report.page.locator("details:not([open]) > summary").first.press("Enter")
    await report.page.add_script_tag(content=files_of("axe-core")["axe.min.js"])
    assert await report.page.evaluate(AXE) == []
    await report.page.locator("[data-name=findings] button.name").first.press("Enter")
    assert await report.page.evaluate(AXE) == []


async def test_in_french_the_page_and_its_script_speak_french(open_report: Open) -> None:
    report = await open_report(sample_run(), Language.FRENCH)
    findings = report.page.locator("[data-name=findings]")
    await findings.get_by_role("combobox", name="Gravit\u00e9").select_option("avertissement")
    await expect(report.shown("findings")).to_have_text("1 sur 5")
    assert report.complaints == []


async def test_paper_has_the_evidence_of_every_finding(open_report: Open) -> None:
    page = (await open_report(sample_run())).page
    await page.emulate_media(media="print")
    chains = page.locator("#findings .chain")
    assert [await one.is_visible() for one in await chains.all()] == [True] * 5


async def test_nothing_is_folded_on_paper(open_report: Open) -> None:
    page = (await open_report(sample_run())).page
    why = page.locator("#findings details p").first
    await expect(why).to_be_hidden()
    await page.emulate_media(media="print")
    await expect(why).to_be_visible()


async def test_what_is_long_does_not_run_off_the_paper(open_report: Open) -> None:
    page = (await open_report(hostile_run())).page
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 1000, "height": 700})
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 1000
