from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from crawler.installed_browser import find_browser
from tests.sites import ServedSites, ServeSites, Site, serving


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
