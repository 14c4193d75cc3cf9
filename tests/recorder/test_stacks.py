"""A script cannot pass for another one by claiming its address."""

from typing import Any

import pytest

from crawler.recorder.stacks import Scripts, callers
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site, script

CLAIMED = "https://analytics.example/tag.js"
CLAIM = f"\n//# sourceURL={CLAIMED}\n"
LOADED = f"https://{SHOP}/own.js"


def claiming(embedder: str, line: int = 0, column: int = 0) -> Scripts:
    scripts = Scripts()
    about = {"embedderName": embedder, "startLine": line, "startColumn": column}
    scripts.parsed({"scriptId": "7", "url": CLAIMED, "hasSourceURL": True, **about})
    return scripts


def frame(script_id: str, url: str, line: int = 0, column: int = 0) -> dict[str, Any]:
    return {"scriptId": script_id, "url": url, "lineNumber": line, "columnNumber": column}


@pytest.mark.parametrize(
    ("line", "column", "true"), [(0, 3, (10, 23)), (2, 3, (12, 3))], ids=["first line", "later"]
)
def test_a_claiming_script_has_the_address_and_the_place_it_was_loaded_from(
    line: int, column: int, true: tuple[int, int]
) -> None:
    stack = {"callFrames": [frame("7", CLAIMED, line, column)]}
    (found,) = claiming(LOADED, 10, 20).true(stack)["callFrames"]
    assert found == frame("7", LOADED, *true)


def test_other_scripts_and_the_parents_of_a_stack_are_told_too() -> None:
    parent = {"callFrames": [frame("7", CLAIMED)]}
    found = claiming(LOADED).true({"callFrames": [frame("8", "b.js", 4)], "parent": parent})
    assert found["callFrames"] == [frame("8", "b.js", 4)]
    assert found["parent"]["callFrames"] == [frame("7", LOADED)]


def test_without_a_claim_a_stack_is_as_it_was() -> None:
    scripts, stack = Scripts(), {"callFrames": [frame("7", LOADED)]}
    scripts.parsed({"scriptId": "7", "url": LOADED, "hasSourceURL": False})
    assert scripts.true(stack) == stack
    assert scripts.true(None) == {}


def test_code_without_an_address_has_the_place_where_it_was_made() -> None:
    scripts = Scripts()
    for made, maker in (("8", frame("7", LOADED, 4, 5)), ("9", frame("8", "", 1, 1))):
        by = {"callFrames": [maker]}
        scripts.parsed({"scriptId": made, "url": "", "hasSourceURL": False, "stackTrace": by})
    (found,) = scripts.true({"callFrames": [frame("9", "", 3)]})["callFrames"]
    assert found == frame("9", LOADED, 4, 5)


def test_the_hook_s_own_calls_are_none_of_the_page_s() -> None:
    own = [frame("1", ""), frame("2", "") | {"functionName": "eval"}]
    page = [frame("3", "") | {"functionName": "eval"}, frame("4", LOADED)]
    assert callers({"callFrames": own + page})["callFrames"] == page
    assert callers({"callFrames": page[1:]})["callFrames"] == page[1:]


@pytest.mark.browser
async def test_a_loaded_script_that_claims_an_address_is_told_by_its_own(lab: Lab) -> None:
    source = f"document.cookie = 'a=1'; fetch('/pixel');{CLAIM}"
    pixel = Page(set_cookie=["b=1"])
    page = Page("<script src=/own.js></script>")
    seen = await lab.observe(
        Site(SHOP, {"/": page, "/own.js": script(source), "/pixel": pixel}),
    )
    assert seen.write("a").set_by == f"{LOADED}:1:17"
    assert seen.write("b").initiator == (LOADED,)
    assert "analytics.example" not in repr(seen.observation)


@pytest.mark.browser
async def test_an_inline_script_that_claims_an_address_is_told_by_the_document_s(lab: Lab) -> None:
    inline = "<p>1</p>\n<b><script>document.cookie = 'a=1';\ndocument.cookie = 'b=1';"
    seen = await lab.observe(Site(SHOP, {"/": Page(f"{inline}{CLAIM}</script></b>")}))
    places = {one.identity.name: one.set_by for one in seen.writes}
    seen = await lab.observe(Site(SHOP, {"/": Page(f"{inline}</script></b>")}))
    assert places == {one.identity.name: one.set_by for one in seen.writes}
    assert places["a"].startswith(f"https://{SHOP}/:")


@pytest.mark.browser
@pytest.mark.parametrize("call", ["eval({})", "setTimeout({})", "new Function({})()"])
async def test_evaluated_text_that_claims_an_address_is_told_by_who_evaluates(
    lab: Lab, call: str
) -> None:
    text = "`document.cookie = 'a=1'" + CLAIM.replace("\n", "\\n") + "`"
    seen = await lab.observe(
        Site(
            SHOP,
            {"/": Page("<script src=/own.js></script>"), "/own.js": script(call.format(text))},
        )
    )
    assert seen.write("a").source in (LOADED, f"https://{SHOP}/")
