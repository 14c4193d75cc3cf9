"""The host's half of autoconsent's protocol, told to a browser that is not there."""

import asyncio
import json
from typing import Any

import pytest

from crawler.consent.autoconsent import BINDING, CONFIG, Autoconsent
from crawler.devtools import Listener, Params
from crawler.recorder.targets import Realm, Target

SESSION, ISOLATED, MAIN = "S", 7, 3


class Browser:
    """Stands in for DevTools: remembers what is sent, and speaks as a content script would."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []
        self.sent: list[tuple[str, Params]] = []
        self.truth: Any = True

    def listen(self, listener: Listener) -> None:
        self.listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        self.listeners.remove(listener)

    async def send(self, method: str, params: Params | None = None, session: str = "") -> Params:
        assert session == SESSION
        self.sent.append((method, params or {}))
        return {"result": {"value": self.truth}}

    async def send_all(self, session: str, commands: list[tuple[str, Params]]) -> None:
        assert session == SESSION
        self.sent += commands

    async def say(self, name: str = BINDING, realm: int = ISOLATED, **message: Any) -> None:
        """A message of the content script, and time for its answer."""
        payload = {"name": name, "executionContextId": realm, "payload": json.dumps(message)}
        for listener in tuple(self.listeners):
            listener(SESSION, "Runtime.bindingCalled", payload)
        for _ in range(5):
            await asyncio.sleep(0)

    def told(self) -> list[dict[str, Any]]:
        """What the content script was told."""
        expressions = [
            params["expression"] for method, params in self.sent if "expression" in params
        ]
        prefix, suffix = "void autoconsentReceiveMessage(", ")"
        return [
            json.loads(one.removeprefix(prefix).removesuffix(suffix))
            for one in expressions
            if one.startswith(prefix)
        ]


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
async def rules(browser: Browser) -> Autoconsent:
    target = Target(SESSION, "T", "page", "https://shop.test/", "C", None)
    target.realms[MAIN] = Realm("F", "https://shop.test", main=True)
    target.realms[ISOLATED] = Realm("F", "https://shop.test", main=False)
    rules = Autoconsent(browser)  # type: ignore[arg-type] # the part of DevTools that it uses
    rules.start()
    await rules.inject([target])
    browser.sent.clear()
    return rules


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("autoAction", None),
        ("enablePrehide", False),
        ("enableCosmeticRules", False),
        ("heuristicMode", "off"),
    ],
)
def test_nothing_is_chosen_or_hidden_on_its_own_account(setting: str, value: object) -> None:
    assert CONFIG[setting] == value


@pytest.mark.usefixtures("rules")
async def test_the_script_gets_its_rules_and_settings(browser: Browser) -> None:
    await browser.say(type="init", url="https://shop.test/")
    (answer,) = browser.told()
    assert (answer["type"], answer["config"]) == ("initResp", CONFIG)
    assert len(answer["rules"]["autoconsent"]) > 100


async def test_a_target_gets_the_script_once(browser: Browser) -> None:
    rules = Autoconsent(browser)  # type: ignore[arg-type] # the part of DevTools that it uses
    target = Target(SESSION, "T", "page", "https://shop.test/", "C", None)
    await rules.inject([target])
    sent = len(browser.sent)
    await rules.inject([target])
    assert len(browser.sent) == sent > 0


@pytest.mark.usefixtures("rules")
async def test_a_rule_s_snippet_runs_among_the_page_s_own_scripts(browser: Browser) -> None:
    await browser.say(type="eval", id="1", code="window.cmp.open")
    _, snippet = browser.sent[0]
    assert (snippet["expression"], snippet["contextId"]) == ("window.cmp.open", MAIN)
    assert browser.told() == [{"type": "evalResp", "id": "1", "result": True}]


@pytest.mark.usefixtures("rules")
async def test_a_snippet_for_a_frame_that_is_gone_is_false(browser: Browser) -> None:
    await browser.say(type="eval", id="1", code="1", realm=99)
    assert browser.told() == [{"type": "evalResp", "id": "1", "result": False}]


async def test_the_first_popup_is_the_one_that_is_operated(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="popupFound", cmp="one")
    await browser.say(type="popupFound", cmp="two")
    assert rules.popup.is_set()
    assert rules.cmp == "one"


async def test_platforms_that_show_nothing_are_remembered(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="cmpDetected", cmp="silent")
    assert rules.detected == ["silent"]
    assert not rules.popup.is_set()


async def test_rules_have_passed_over_once_a_round_that_began_since_found_nothing(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="init", url="https://shop.test/")
    under_way = rules.begun
    await browser.say(type="report", state={"lifecycle": "nothingDetected"})
    assert rules.passed_over_since({})
    assert not rules.passed_over_since(under_way)
    await rules.try_again(0.0)
    await browser.say(type="report", state={"lifecycle": "nothingDetected"})
    assert rules.passed_over_since(under_way)


async def test_another_round_begins_only_where_the_last_one_found_nothing(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="init", url="https://shop.test/")
    await rules.try_again(0.0)
    await browser.say(type="report", state={"lifecycle": "nothingDetected"})
    await rules.try_again(60.0)
    assert len(browser.told()) == 1
    await rules.try_again(0.0)
    assert browser.told()[1:] == [{"type": "initResp", "config": CONFIG}]


async def test_rules_that_detected_a_platform_have_not_passed_over(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="init", url="https://shop.test/")
    await browser.say(type="cmpDetected", cmp="silent")
    await browser.say(type="report", state={"lifecycle": "nothingDetected"})
    assert not rules.passed_over_since({})


@pytest.mark.parametrize("result", [True, False])
async def test_a_choice_ends_with_what_the_rule_reports(
    browser: Browser, rules: Autoconsent, result: bool
) -> None:
    await browser.say(type="popupFound", cmp="one")
    choosing = asyncio.create_task(rules.choose("optOut", 5.0))
    await asyncio.sleep(0)
    await browser.say(type="optOutResult", cmp="one", result=result)
    assert await choosing is result
    assert browser.told() == [{"type": "optOut"}]


async def test_a_rule_that_never_reports_has_not_worked(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(type="popupFound", cmp="one")
    assert not await rules.choose("optIn", 0.01)


async def test_without_a_popup_nothing_is_chosen(browser: Browser, rules: Autoconsent) -> None:
    assert not await rules.choose("optIn", 5.0)
    assert browser.sent == []


async def test_other_bindings_and_targets_are_not_listened_to(
    browser: Browser, rules: Autoconsent
) -> None:
    await browser.say(name="another", type="popupFound", cmp="one")
    for listener in browser.listeners:
        listener("another", "Runtime.bindingCalled", {"name": BINDING})
    assert not rules.popup.is_set()


async def test_when_it_was_stopped_it_hears_no_more(browser: Browser, rules: Autoconsent) -> None:
    rules.stop()
    await browser.say(type="popupFound", cmp="one")
    assert not rules.popup.is_set()
