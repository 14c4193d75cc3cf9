import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from crawler.installed_browser import find_browser
from tests.browsing import lab
from tests.sites import ServedSites, ServeSites, Site, serving

__all__ = ["lab"]

# How long an input takes says more of the machine, which may be busy, than of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs only where ``-m`` names it: another ``-m`` must not bring it in."""
    if "soak" in config.getoption("markexpr"):
        return
    longest = [item for item in items if item.get_closest_marker("soak")]
    items[:] = [item for item in items if item not in longest]
    config.hook.pytest_deselected(items=longest)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores with ``-n auto``: walks wait about half of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
async def serve_sites() -> AsyncIterator[ServeSites]:
    async with AsyncExitStack() as stack:

        async def start(*sites: Site) -> ServedSites:
            return await stack.enter_async_context(serving(*sites))

        yield start


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser that audits would take on this machine."""
    return find_browser(None).path
