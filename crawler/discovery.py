"""Which pages of a site a walk visits: those the declaration names, then the links it meets.

The order is that of the documents, so that two walks of an unchanged site visit the same pages.
"""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from crawler.declared import Site
from crawler.domains import registrable_domain

# A crawl must not log out or change anything: such links are left alone and said so.
HARMFUL = re.compile(
    r"log[-_]?out|sign[-_]?out|log[-_]?off|d[ée]connexion|se[-_]deconnecter|abmelden|ausloggen"
    r"|cerrar[-_]?sesion|terminar[-_]?sessao|uitloggen|wyloguj|logga[-_]?ut|delete|remove|supprimer"
    r"|unsubscribe|desinscription|cancel",
    re.IGNORECASE,
)
NOT_A_PAGE = re.compile(
    r"\.(pdf|zip|gz|tar|7z|rar|exe|dmg|pkg|docx?|xlsx?|pptx?|csv|ics|png|jpe?g|gif|webp|avif|svg"
    r"|ico|mp[34]|m4a|wav|ogg|webm|mov|avi|css|js|json|xml|rss|atom|woff2?|ttf)$",
    re.IGNORECASE,
)
LONGEST_URL = 2000
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that is not visited, and why."""

    page: str
    reason: str


@dataclass(slots=True)
class Frontier:
    """The pages still to visit. ``skipped`` holds what was met and left alone."""

    site: Site
    limit: int
    skipped: list[Skipped] = field(default_factory=list)
    _waiting: deque[str] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)
    _origins: set[str] = field(default_factory=set)
    _planned: int = 0
    _over: int = 0

    @classmethod
    def of(cls, site: Site, mapped: Iterable[str] = ()) -> "Frontier":
        """The declaration's own pages, all of which are visited whatever the limit.

        ``mapped`` are those of the site's own map; they come next.
        """
        pages = site.page_urls
        limit = max(site.crawl.max_pages, len(pages)) if site.crawl else len(pages)
        frontier = cls(site, limit)
        frontier._origins.add(_origin(site.url))
        for page in pages:
            frontier._plan(page)
        for page in mapped:
            frontier._meet(_normal(page))
        return frontier

    def __bool__(self) -> bool:
        """Whether there is a page left."""
        return bool(self._waiting)

    def next(self) -> str:
        """Take the next page."""
        return self._waiting.popleft()

    @property
    def entry(self) -> str:
        """The page that comes first."""
        return self._waiting[0]

    def arrived(self, page: str, final_url: str) -> None:
        """Learn where a page really is: a site may live on ``www.`` though declared without."""
        origin = _origin(final_url)
        host = urlsplit(origin).hostname or ""
        own = registrable_domain(host) == registrable_domain(self.site.host)
        if own and _normal(page) in self._known and not self._over:
            self._origins.add(origin)
        self._known.add(_normal(final_url))

    def meet(self, links: Iterable[str]) -> None:
        """Plan the same-site links of a page, as far as the declaration's crawl allows."""
        if self.site.crawl is None:
            return
        for link in links:
            self._meet(_normal(link))

    def rest(self) -> tuple[Skipped, ...]:
        """What was skipped, and one line for all that the limit cut off."""
        if not self._over:
            return tuple(self.skipped)
        cut = Skipped(self.site.url, f"{self._over} more links: beyond max_pages {self.limit}")
        return (*self.skipped, cut)

    def _meet(self, page: str) -> None:
        if page in self._known or _origin(page) not in self._origins:
            return
        self._known.add(page)
        reason = self._reason_to_skip(page)
        if reason:
            self.skipped.append(Skipped(page, reason))
        elif self._planned >= self.limit:
            self._over += 1
        else:
            self._plan(page)

    def _plan(self, page: str) -> None:
        self._known.add(_normal(page))
        self._waiting.append(page)
        self._planned += 1

    def _reason_to_skip(self, page: str) -> str:
        parts = urlsplit(page)
        path = parts.path or "/"
        address = f"{path}?{parts.query}" if parts.query else path
        if self.site.crawl and self.site.crawl.excludes(address):
            return "excluded by the declaration"
        if HARMFUL.search(unquote(address)):
            return "never followed: its address speaks of logging out, deleting or cancelling"
        if NOT_A_PAGE.search(path):
            return "not a page"
        return "its address is too long" if len(page) > LONGEST_URL else ""


def _normal(url: str) -> str:
    """As browsers write it, without its fragment; empty where it is no http(s) address.

    A site's bare origin and its ``/`` are one page.
    """
    origin = _origin(url)
    if not origin:
        return ""
    parts = urlsplit(url)
    return origin + urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _origin(url: str) -> str:
    """Scheme, host and port in lower case, the port left out where it is the scheme's own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not parts.netloc:
        return ""
    host = parts.netloc.lower().removesuffix(f":{PORTS[parts.scheme]}")
    return f"{parts.scheme}://{host}"
