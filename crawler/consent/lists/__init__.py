"""The cookies that consent platforms list themselves, read where a page has one.

=====================  ============================================================================
platform               read from
=====================  ============================================================================
Cookiebot              the tables of ``cc.js``, and its declaration in a page; as documented
OneTrust               ``OneTrust.GetDomainData()``, or the JSON that the page loaded: groups, their
                       cookies and hosts; as documented
tarteaucitron          the services in ``tarteaucitron.job``; run by the tests
Klaro                  the services of its configuration; run by the tests
vanilla-cookieconsent  3: what it clears, and its tables; 2: the tables of its panel; run by the
                       tests
IAB                    device storage disclosures that the page itself loaded
=====================  ============================================================================
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import resources

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.consent.lists.documents import told_by
from crawler.listed import ListedCookie, PlatformList, wildcard_of

__all__ = ["lists_of_page"]

LIMIT_S = 2.0
MOST_COOKIES = 1_000
MOST_LETTERS = 500
PLATFORMS = frozenset(
    ("Cookiebot", "OneTrust", "tarteaucitron", "Klaro", "vanilla-cookieconsent", "IAB")
)
NO_LIST = "it was met, and no list could be found in the page"
_FIELDS = ("domain", "lifetime", "category", "provider", "purpose", "kind")


async def lists_of_page(
    page: Page, documents: Mapping[str, str] | None = None
) -> tuple[PlatformList, ...]:
    """The lists of all platforms that a page has, also in JSON documents that it loaded.

    Never raises and never hangs: a page that does not answer within two seconds has one unread.
    """
    with suppress(PlaywrightError, TimeoutError, ValueError, KeyError, TypeError, OverflowError):
        async with asyncio.timeout(LIMIT_S):
            told = await page.evaluate(_script(), [MOST_COOKIES, MOST_LETTERS])
            written = told_by(documents or {})
            return tuple(lists_in([*written, *_told_by_platforms(told)], page.url))
    return (PlatformList("", page.url, unread="the page did not answer"),)


def lists_in(told: object, page: str) -> Iterator[PlatformList]:
    """What the script told, as far as it is of the right shape; a platform's lists together."""
    found: dict[str, PlatformList] = {}
    for one in _told_by_platforms(told):
        name, cookies = str(one["platform"]), one.get("cookies")
        listed = cookies[:MOST_COOKIES] if isinstance(cookies, list) else []
        before = found.get(name, PlatformList(name, page))
        new = tuple(cookie for item in listed if (cookie := _cookie(item)))
        every = tuple(dict.fromkeys((*before.cookies, *new)))
        found[name] = PlatformList(name, page, every, before.cut or one.get("cut") is True)
    met = {one["platform"] for one in _told_by_platforms(told) if one.get("unread") is True}
    for name, whole in found.items():
        yield replace(whole, unread=NO_LIST if name in met and not whole.cookies else "")


def _told_by_platforms(told: object) -> list[dict[str, object]]:
    """The parts of an answer that speak in the name of a platform."""
    return [
        one
        for one in (told[:30] if isinstance(told, list) else ())
        if isinstance(one, dict) and str(one.get("platform")) in PLATFORMS
    ]


def _cookie(item: object) -> ListedCookie | None:
    if not isinstance(item, dict):
        return None
    name = _text(item.get("name"))
    if not name:
        return None
    fields = {field: _text(item.get(field)) for field in _FIELDS}
    return ListedCookie(wildcard_of(name) if item.get("pattern") is True else name, **fields)


def _text(value: object) -> str:
    return " ".join(value.split())[:MOST_LETTERS] if isinstance(value, str) else ""


@cache
def _script() -> str:
    text = (resources.files("crawler.consent.lists") / "lists.js").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))
