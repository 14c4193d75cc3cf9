"""The pages that a site's own ``sitemap.xml`` names (sitemaps.org protocol 0.9)."""

import warnings
from contextlib import suppress
from urllib.parse import urljoin

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.browser import AuditBrowser
from crawler.declared import Site

MOST_FILES = 20
MOST_PAGES = 10_000
LOAD_LIMIT_MS = 15_000


async def sitemap_pages(browser: AuditBrowser, site: Site) -> tuple[str, ...]:
    """The addresses in the order of the file; empty where there is none.

    It is read in a profile of its own, so that whatever the answer sets is in no journey's jar.
    """
    if site.crawl is None or not site.crawl.sitemap:
        return ()
    async with browser.profile() as profile:
        page = await profile.context.new_page()
        return await _pages(page, urljoin(site.origin, "/sitemap.xml"))


async def _pages(page: Page, first: str) -> tuple[str, ...]:
    files, pages = [first], dict[str, None]()
    for file in files:
        document = _parsed(await _text(page, file))
        entries = [loc.get_text(strip=True) for loc in document.find_all("loc")]
        if document.find("sitemapindex"):
            files += [one for one in entries if one not in files][: MOST_FILES - len(files)]
        else:
            pages |= dict.fromkeys(entries[: MOST_PAGES - len(pages)])
    return tuple(pages)


def _parsed(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        # The forgiving HTML parser is meant: a map that is not well-formed still names its pages.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text, "html.parser")


async def _text(page: Page, url: str) -> str:
    with suppress(PlaywrightError):
        response = await page.goto(url, wait_until="commit", timeout=LOAD_LIMIT_MS)
        if response is not None and response.ok:
            return await response.text()
    return ""
