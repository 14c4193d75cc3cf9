"""No value of a cookie leaves the recorder, by whatever way it was set or sent."""

import pytest

from tests.browsing import SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

SECRET = "c4n4ry"

LINES = [
    f"plain={SECRET}",
    f'quoted="{SECRET}; {SECRET}"; Path=/; {SECRET}',
    f"equals={SECRET}={SECRET}; Path=/; x={SECRET}",
    f"refused={SECRET}; Domain=other.test",
    f"folded={SECRET}, second={SECRET}; Max-Age=60",
    SECRET,
]
SCRIPTS = [
    *(f"document.cookie = `{line}`;" for line in LINES),
    f"cookieStore.set('store', '{SECRET}');",
    f"cookieStore.set({{name: 'object', value: '{SECRET}'}});",
    "cookieStore.set('gone', '" + SECRET + "').then(() => cookieStore.delete('gone'));",
    "fetch('/read');",
]


async def test_no_value_stands_in_anything_that_was_observed(lab: Lab) -> None:
    page = Page(f"<script>{''.join(SCRIPTS)}</script>", LINES)
    seen = await lab.observe(Site(SHOP, {"/": page, "/read": Page()}), pages=("/", "/read"))
    assert any(SECRET in request.cookie for request in lab.requests)
    assert {"plain", "store", "object"} <= seen.left
    assert seen.cookie("plain").reads
    assert SECRET not in repr(seen.observation)


async def test_equal_values_have_the_same_hash_in_writes_and_in_the_jar(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'b=same'</script>", ["a=same", "c=other"])
    seen = await lab.observe(Site(SHOP, {"/": page}))
    hashes = {one.identity.name: one.value_hash for one in seen.writes}
    assert hashes["a"] == hashes["b"] != hashes["c"]
    assert {one.identity.name: one.jar[-1].value_hash for one in seen.observation.cookies} == hashes
