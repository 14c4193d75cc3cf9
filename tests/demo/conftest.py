from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crawler.demo import Served, practice_sites
from tests.demo.witness import Witness, browsing


@pytest.fixture
async def practice() -> AsyncIterator[Served]:
    async with practice_sites() as served:
        yield served


@pytest.fixture
async def witness(practice: Served, chromium_path: Path) -> AsyncIterator[Witness]:
    async with browsing(practice, chromium_path) as witness:
        yield witness
