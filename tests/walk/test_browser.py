"""The browser of an audit: its face, its profiles, where it finds hosts, what it trusts."""

from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError

from crawler.browser import Launch, _rules, open_browser
from crawler.devtools import TargetGone
from crawler.errors import BrowserFailed, BrowserMissing
from tests.browsing import SHOP, Lab
from tests.sites import Page, ServeSites, Site


def list_of(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.name.startswith("cookie-audit-")]


FACE = "[navigator.webdriver, navigator.userAgent]"


def test_the_most_specific_host_pattern_comes_first() -> None:
    rules = _rules({"*": "1.1.1.1", "*.a.test": "2.2.2.2", "b.test": "3.3.3.3:8443"})
    assert rules.split(", ")[1:] == [
        "MAP b.test 3.3.3.3:8443",
        "MAP *.a.test 2.2.2.2",
        "MAP * 1.1.1.1",
    ]


def test_the_self_test_s_hosts_are_found_whatever_the_user_maps() -> None:
    assert _rules({"*": "1.1.1.1"}).startswith("MAP cookie-audit-*.localhost 127.0.0.1, ")


@pytest.mark.browser
async def test_the_facts_are_those_of_the_running_browser(lab: Lab, chromium_path: Path) -> None:
    facts = lab.browser.facts
    assert facts.path == str(chromium_path)
    assert facts.version.split(".")[0] in facts.user_agent
    assert facts.face == "hidden"


@pytest.mark.browser
async def test_by_default_a_page_sees_an_ordinary_browser(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page()}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        webdriver, agent = await watched.tab.page.evaluate(FACE)
    assert webdriver is False
    assert "Headless" not in agent
    assert agent == lab.browser.facts.user_agent


@pytest.mark.browser
async def test_a_browser_that_is_to_be_visible_says_that_it_is_automated() -> None:
    async with open_browser(Launch(automation="visible")) as browser, browser.profile() as profile:
        page = await profile.context.new_page()
        webdriver, _ = await page.evaluate(FACE)
        assert (webdriver, browser.facts.face) == (True, "visible")


@pytest.mark.browser
async def test_profiles_know_nothing_of_each_other(lab: Lab) -> None:
    lab.serve(Site(SHOP, {"/": Page(set_cookie=["a=1"])}))
    async with lab.tab() as one, lab.tab() as other:
        assert one.profile.context_id != other.profile.context_id
        await one.tab.go(f"https://{SHOP}/")
        assert len(await one.profile.context.cookies()) == 1
        assert await other.profile.context.cookies() == []


@pytest.mark.browser
async def test_two_profiles_at_work_are_recorded_apart(lab: Lab) -> None:
    lab.serve(Site(SHOP, {f"/{name}": Page(set_cookie=[f"{name}=1"]) for name in "ab"}))
    async with lab.tab() as one, lab.tab() as other:
        await one.tab.go(f"https://{SHOP}/a")
        await other.tab.go(f"https://{SHOP}/b")
        for watched, name in ((one, "a"), (other, "b")):
            writes, _, jar = await watched.recording.take()
            assert [write.identity.name for write in writes] == [name]
            assert [entry.identity.name for entry in jar] == [name]


@pytest.mark.browser
async def test_a_certificate_of_an_unknown_authority_is_refused_unless_it_is_told_otherwise(
    serve_sites: ServeSites,
) -> None:
    sites = await serve_sites(Site(SHOP, {"/": Page("hello")}))
    async with open_browser(Launch(resolve=sites.resolve)) as browser:
        async with browser.profile() as profile:
            page = await profile.context.new_page()
            with pytest.raises(PlaywrightError, match="ERR_CERT"):
                await page.goto(f"https://{SHOP}/")
        async with browser.profile(ignore_https_errors=True) as profile:
            page = await profile.context.new_page()
            await page.goto(f"https://{SHOP}/")
            assert "hello" in await page.content()


@pytest.mark.browser
async def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with open_browser(Launch()):
        assert list_of(tmp_path)
    assert list_of(tmp_path) == []


@pytest.mark.browser
async def test_a_command_to_a_page_that_is_gone_says_so(lab: Lab) -> None:
    with pytest.raises(TargetGone):
        await lab.browser.devtools.send("Page.enable", session="nobody's")


async def test_a_browser_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing, match="nowhere"):
        async with open_browser(Launch(executable=tmp_path / "nowhere")):
            pass


async def test_a_browser_that_does_not_start_has_failed(tmp_path: Path) -> None:
    impostor = tmp_path / "chromium"
    impostor.write_text("#!/bin/sh\necho Chromium 156.0.0.0\n")
    impostor.chmod(0o755)
    with pytest.raises(BrowserFailed, match="did not start"):
        async with open_browser(Launch(executable=impostor)):
            pass


async def test_a_browser_calls_itself_as_it_is_told() -> None:
    async with open_browser(Launch(user_agent="{browser} audit/1.0")) as browser:
        assert browser.facts.user_agent.startswith("Mozilla/5.0")
        assert browser.facts.user_agent.endswith(" audit/1.0")
