"""What a site says of its own pages: its maps (sitemaps.org protocol 0.9) and its robots.txt."""

import asyncio
import warnings
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, ParserRejectedMarkup, XMLParsedAsHTMLWarning
from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.browser import AuditBrowser
from crawler.crawl.addresses import origin_of
from crawler.crawl.robots import NO_RULES, Robots
from crawler.declared import Site
from crawler.domains import registrable_domain
from crawler.resource import load_resource
from crawler.walks import NotProven

MOST_FILES = 200
MOST_PAGES = 50_000
LOAD_LIMIT_S = 15.0
# sitemaps.org: a file has at most 50 MB, uncompressed.
MOST_BYTES = 50 * 1024 * 1024
# HTTP status codes (RFC 9110) by which a site says that it has no map.
ERRORS = 400
NONE_THERE = range(400, 500)
# RFC 9309, section 2.5: a crawler reads at least 500 KiB; characters.
MOST_ROBOTS = 512 * 1024
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The addresses in the order of the files, and which files could not be read, and why.

    ``robots`` is what the site asks of crawlers.
    """

    pages: tuple[str, ...] = ()
    gaps: tuple[NotProven, ...] = ()
    robots: Robots = NO_RULES


class Unreadable(Exception):
    """A file that is there and names nothing that could be understood."""


async def site_map(browser: AuditBrowser, site: Site) -> SiteMap:
    """What the site's own files say, as far as the declaration's crawl goes by them.

    They are read in a profile of its own, so that whatever the answers set is in no journey's jar.
    """
    if site.crawl is None or not (site.crawl.sitemap or site.crawl.robots):
        return SiteMap()
    async with browser.profile() as profile:
        page = await profile.context.new_page()
        tab = await profile.context.new_cdp_session(page)
        robots = await _robots(tab, site) if site.crawl.robots else NO_RULES
        told = SiteMap(gaps=_untold(site, robots), robots=robots)
        return await _mapped(tab, site, told) if site.crawl.sitemap else told


async def _mapped(tab: CDPSession, site: Site, told: SiteMap) -> SiteMap:
    """What is told already, and the pages of the maps."""
    first = urljoin(site.origin, "/sitemap.xml")
    files = [first, *(one for one in dict.fromkeys(told.robots.sitemaps) if _is_own(site, one))]
    files = list(dict.fromkeys(files))
    pages, gaps = dict[str, None](), list(told.gaps)
    for file in files:
        try:
            text = await _text(tab, file)
            if not text and file != first:
                raise Unreadable("the site has no such file")
            entries, is_index = _entries(text)
        except Unreadable as error:
            gaps.append(NotProven(f"the pages that {file} names", str(error)))
            continue
        if is_index:
            new = [one for one in entries if one not in files]
            gaps += _cut(file, len(new), MOST_FILES - len(files), "maps")
            files += new[: MOST_FILES - len(files)]
        else:
            gaps += _cut(file, len(entries), MOST_PAGES - len(pages), "pages")
            pages |= dict.fromkeys(entries[: MOST_PAGES - len(pages)])
    return SiteMap(tuple(pages), tuple(gaps), told.robots)


async def _robots(tab: CDPSession, site: Site) -> Robots:
    """The rules of the site's robots.txt; none where there is no such file."""
    try:
        text = await _text(tab, urljoin(site.origin, "/robots.txt"))
    except Unreadable as error:
        return Robots(unreadable=str(error))
    return Robots.of(text[:MOST_ROBOTS]) if text else NO_RULES


def _untold(site: Site, robots: Robots) -> tuple[NotProven, ...]:
    if not robots.unreadable:
        return ()
    file = urljoin(site.origin, "/robots.txt")
    return (NotProven(f"the pages that {file} lets crawlers visit", robots.unreadable),)


def _is_own(site: Site, file: str) -> bool:
    host = urlsplit(origin_of(file)).hostname or ""
    return registrable_domain(host) == registrable_domain(site.host)


def _cut(file: str, found: int, room: int, what: str) -> list[NotProven]:
    """What is said where a map names more than is read."""
    if found <= room:
        return []
    return [NotProven(f"the pages that {file} names", f"it names {found} {what}: too many to read")]


def _entries(text: str) -> tuple[list[str], bool]:
    """The addresses that a file names, and whether they are files like itself.

    A list of addresses, one in a line, is a map too (sitemaps.org).
    """
    try:
        with warnings.catch_warnings():
            # The forgiving parser is meant: a map that is not well-formed still names its pages.
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            document = BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup as error:
        raise Unreadable("it is neither XML nor a list of addresses") from error
    if document.find(["urlset", "sitemapindex"]):
        found = [loc.get_text(strip=True) for loc in document.find_all("loc")]
        return found, document.find("sitemapindex") is not None
    lines = text.split()
    if document.find() is None and all(one.startswith(("http://", "https://")) for one in lines):
        return lines, False
    # Many sites answer an address that they do not know with a page of their own.
    if document.find("html"):
        return [], False
    raise Unreadable("it is neither XML nor a list of addresses")


async def _text(tab: CDPSession, url: str) -> str:
    """A file's text; empty where the site says that there is none. Raises Unreadable."""
    try:
        async with asyncio.timeout(LOAD_LIMIT_S):
            file = await load_resource(tab, url, MOST_BYTES)
    except TimeoutError as error:
        raise Unreadable(f"it did not come to its end within {LOAD_LIMIT_S:g} s") from error
    except PlaywrightError as error:
        raise Unreadable(error.message.strip().splitlines()[0]) from error
    if file.status in NONE_THERE:
        return ""
    if file.failure or file.status >= ERRORS:
        raise Unreadable(file.failure or f"HTTP status {file.status}")
    return _unpacked(file.body)


def _unpacked(body: bytes) -> str:
    if body.startswith(GZIP):
        unpacking = zlib.decompressobj(wbits=31)
        try:
            body = unpacking.decompress(body, MOST_BYTES)
        except zlib.error as error:
            raise Unreadable("its compression cannot be undone") from error
        if unpacking.unconsumed_tail:
            raise Unreadable("it is larger than 50 MB once it is unpacked")
    return body.decode("utf-8", "replace")
