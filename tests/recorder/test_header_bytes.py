"""Bytes in a server's line that are no ASCII, in a real browser."""

import pytest

from tests.browsing import SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


async def seen_of(lab: Lab, line: str) -> Seen:
    return await lab.observe(Site(SHOP, {"/": Page(set_cookie=[line])}))


@pytest.mark.parametrize("name", ["é", "à€", "日本", "\U0001f36a", "Žš…œ"])
async def test_a_name_in_utf_8_is_one_cookie(lab: Lab, name: str) -> None:
    seen = await seen_of(lab, f"{name}=1; Max-Age=60")
    assert (seen.names, seen.left) == ({name}, {name})
    assert (seen.write(name).requested, seen.write(name).refused) == (60.0, "")


async def test_bytes_that_are_no_utf_8_are_the_jar_s_cookie(lab: Lab) -> None:
    # aiohttp sends a lone surrogate of this kind as the byte that it stands for.
    seen = await seen_of(lab, "caf\udce9=1; Max-Age=60")
    assert (seen.names, seen.left) == ({"caf"}, {"caf"})
    assert seen.write("caf").requested == 60.0


async def test_half_a_surrogate_pair_from_a_script_is_the_jar_s_cookie(lab: Lab) -> None:
    source = r"<script>document.cookie = 'a\ud800=1; Max-Age=60'</script>"
    seen = await lab.observe(Site(SHOP, {"/": Page(source)}))
    assert (seen.names, seen.left) == ({"a\ud800"}, {"a\ud800"})
    assert seen.write("a\ud800").refused == ""
