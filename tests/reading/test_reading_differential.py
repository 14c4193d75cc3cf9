"""Our reading of every line equals what the real Chromium keeps of it."""

from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.chromium import Chromium, Ground, trying
from tests.reading.comparing import compare_header, compare_script
from tests.reading.grammar import LINES, RAW_LINES
from tests.reading.lines import (
    DOMAINS,
    FLAGS,
    HALVES,
    NAMES_AND_VALUES,
    PREFIXES,
    RAW,
    lines,
)

pytestmark = pytest.mark.browser

PLAIN, SECURE = (Ground(scheme, "www.example.co.uk") for scheme in ("http", "https"))
OTHERS = [
    Ground("http", "localhost", "/"),
    Ground("http", "app.localhost", "/a/b/"),
    Ground("http", "127.0.0.1"),
    Ground("http", "[::1]"),
    Ground("http", "203.0.113.5"),
    Ground("http", "intranet"),
    Ground("http", "blogspot.com"),
    Ground("https", "a.b.city.kawasaki.jp"),
    Ground("https", "example.org."),
    Ground("https", "www.xn--bcher-kva.example", "//"),
    Ground("https", "xn--fa-hia.example"),
]
GROUNDS = st.sampled_from([PLAIN, SECURE, SECURE, *OTHERS])
FEW, MANY = 300, 10_000
DRAWN = settings(
    deadline=None,  # the machine may be busy
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Chromium]:
    async with trying([PLAIN, SECURE, *OTHERS]) as running:
        yield running


async def by_server(chromium: Chromium, ground: Ground, tried: Sequence[bytes]) -> list[str]:
    return [one for line in tried for one in await compare_header(chromium, ground, line)]


async def by_script(chromium: Chromium, ground: Ground, tried: Sequence[str]) -> list[str]:
    return [one for line in tried for one in await compare_script(chromium, ground, line)]


async def test_a_server_s_lines(chromium: Chromium) -> None:
    tried = [line.encode() for line in lines()] + RAW
    assert await by_server(chromium, SECURE, tried) == []


async def test_a_script_s_lines(chromium: Chromium) -> None:
    assert await by_script(chromium, SECURE, lines() + HALVES) == []


async def test_lines_without_encryption(chromium: Chromium) -> None:
    tried = NAMES_AND_VALUES + PREFIXES + FLAGS + DOMAINS
    assert await by_server(chromium, PLAIN, [line.encode() for line in tried]) == []
    assert await by_script(chromium, PLAIN, tried) == []


@pytest.mark.parametrize("ground", OTHERS)
async def test_lines_of_other_kinds_of_host(chromium: Chromium, ground: Ground) -> None:
    tried = DOMAINS + PREFIXES[:12]
    assert await by_server(chromium, ground, [line.encode() for line in tried]) == []
    assert await by_script(chromium, ground, tried) == []


@settings(DRAWN, max_examples=FEW, derandomize=True)
@given(GROUNDS, RAW_LINES, LINES)
async def test_lines_that_nobody_has_thought_of(
    chromium: Chromium, ground: Ground, line: bytes, text: str
) -> None:
    assert await by_server(chromium, ground, [line]) == []
    assert await by_script(chromium, ground, [text]) == []


@pytest.mark.soak
@pytest.mark.timeout(1800)
@settings(DRAWN, max_examples=MANY)
@given(GROUNDS, RAW_LINES, LINES)
async def test_many_more_of_them(
    chromium: Chromium, ground: Ground, line: bytes, text: str
) -> None:
    assert await by_server(chromium, ground, [line]) == []
    assert await by_script(chromium, ground, [text]) == []
