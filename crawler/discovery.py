"""Which pages of a site a walk visits: those the declaration names, then those it meets.

Breadth across the templates of a site comes before depth within one, and nothing depends on chance
or on the clock but the limit on time, so that two walks of an unchanged site visit the same pages.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.crawl.addresses import key_of, origin_of, page_of
from crawler.crawl.harm import why_harmful, why_harmful_address
from crawler.crawl.links import Link
from crawler.crawl.robots import NO_RULES, Robots
from crawler.crawl.sampling import Sampling, Structure
from crawler.crawl.shapes import in_words
from crawler.declared import Site
from crawler.domains import registrable_domain
from crawler.fence import Stopped

NOT_A_PAGE = re.compile(
    r"\.(pdf|zip|gz|tar|7z|rar|exe|dmg|pkg|docx?|xlsx?|pptx?|csv|ics|png|jpe?g|gif|webp|avif|svg"
    r"|ico|mp[34]|m4a|wav|ogg|webm|mov|avi|css|js|json|xml|rss|atom|woff2?|ttf)$",
    re.IGNORECASE,
)
LONGEST_URL = 2000
# Addresses that are kept of a site; what a trap makes up without end is not.
MOST_KNOWN = 100_000
EXCLUDED = "excluded by the declaration"


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
    robots: Robots = NO_RULES
    clock: Callable[[], float] = time.monotonic
    skipped: list[Skipped] = field(default_factory=list)
    _fixed: deque[str] = field(default_factory=deque)
    _sampling: Sampling = field(default_factory=lambda: Sampling(1))
    _depths: dict[str, int] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)
    _origins: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)
    _begun: float | None = None
    _taken: int = 0
    _too_deep: int = 0
    _uncounted: int = 0

    @classmethod
    def of(cls, site: Site, mapped: Iterable[str] = (), robots: Robots = NO_RULES) -> "Frontier":
        """The declaration's own pages, all of which are visited whatever the limit.

        ``mapped`` are those of the site's own map; what ``robots`` leaves out of what is found is
        not visited.
        """
        pages = site.page_urls
        limit = max(site.crawl.max_pages, len(pages)) if site.crawl else len(pages)
        frontier = cls(site, limit, robots)
        if site.crawl:
            frontier._sampling = Sampling(site.crawl.per_template)
        frontier._origins.add(site.origin)
        for page in pages:
            frontier._depths[frontier._key(page)] = 0
            frontier._fixed.append(page)
        frontier._plan(map(Link, mapped), 0)
        return frontier

    def __bool__(self) -> bool:
        """Whether there is a page left."""
        return bool(self._fixed) or self._next() is not None

    def next(self) -> str:
        """Take the next page."""
        page = self._fixed.popleft() if self._fixed else (self._next() or "")
        self._begun = self.clock() if self._begun is None else self._begun
        self._taken += 1
        self._sampling.visit(page)
        return page

    @property
    def entry(self) -> str:
        """The page that comes first."""
        return self._fixed[0]

    def arrived(self, page: str, final_url: str) -> None:
        """Learn where a page really is: a site may live on ``www.`` though declared without."""
        origin = origin_of(final_url)
        host = urlsplit(origin).hostname or ""
        own = registrable_domain(host) == registrable_domain(self.site.host)
        if own and self._key(page) in self._depths and self._taken <= self.limit:
            self._origins.add(origin)
        self._same(page, final_url)

    def meet(
        self, links: Iterable[Link], page: str = "", structure: Structure = frozenset()
    ) -> None:
        """Plan the same-site links of a page, as far as the declaration's crawl allows.

        ``structure`` is how the page is built, which tells whether more of its kind are wanted.
        """
        if self.site.crawl is None:
            return
        depth = self._depths.get(self._key(page), 0) + 1
        new = self._plan(links, depth, self._sampling.build(structure))
        self._sampling.learned(structure, links_new=new)

    def canonical(self, page: str, address: str) -> None:
        """Learn the address by which a page calls itself, unless that is another page's.

        Some sites write their home page's address on every page.
        """
        one, other = urlsplit(page), urlsplit(address)
        if one.path.rstrip("/") == other.path.rstrip("/"):
            self._same(page, address)

    def stopped(self, page: str, those: Iterable[Stopped]) -> None:
        """Tell of addresses that a page was kept from going to by itself."""
        for one in those:
            address = page_of(one.address, routes=self._routes) or one.address
            if (key := key_of(address)) not in self._told:
                self._told.add(key)
                self.skipped.append(Skipped(address, f"{one.reason}; {page} leads there by itself"))

    def why_not(self, address: str) -> str:
        """Why an address must not be gone to, also by a page itself; empty where it may.

        What the declaration names itself may be visited.
        """
        page = page_of(address, routes=self._routes)
        if page and page in map(self._page, self.site.page_urls):
            return ""
        if self.site.crawl and page and self.site.crawl.excludes(_path(page)):
            return EXCLUDED
        return why_harmful_address(address)

    def rest(self) -> tuple[Skipped, ...]:
        """What was skipped, and a line for what each limit cut off."""
        return (*self.skipped, *self._cut())

    def _cut(self) -> Iterator[Skipped]:
        left = len(self._sampling.waiting) + self._uncounted
        for template, count, visited in self._sampling.alike():
            left -= count
            where = f"{self.site.origin}{in_words(template)}"
            reason = f"{count} more pages of this template: {visited} of it were visited"
            yield Skipped(where, reason)
        crawl = self.site.crawl
        if left and crawl:
            limit = f"max_pages {self.limit}"
            if self._late and self._taken < self.limit:
                limit = f"max_time ({crawl.max_time:g} s)"
            yield Skipped(self.site.address, f"{left} more links: beyond {limit}")
        if self._too_deep and crawl:
            reason = f"{self._too_deep} more links: beyond max_depth {crawl.max_depth}"
            yield Skipped(self.site.address, reason)

    def _next(self) -> str | None:
        if self._taken >= self.limit or self._late:
            return None
        best = self._sampling.best()
        return best.page if best else None

    @property
    def _late(self) -> bool:
        if self._begun is None or self.site.crawl is None:
            return False
        return self.clock() - self._begun >= self.site.crawl.max_time

    @property
    def _routes(self) -> bool:
        return self.site.crawl is not None and self.site.crawl.hash_routes

    def _page(self, address: str) -> str:
        return page_of(address, routes=self._routes)

    def _key(self, address: str) -> str:
        return key_of(self._page(address))

    def _same(self, page: str, address: str) -> None:
        """An address is that of a page that was visited."""
        key = self._key(address)
        self._depths.setdefault(key, self._depths.get(self._key(page), 0))
        self._sampling.drop(self._pages.get(key, ""))

    def _plan(self, links: Iterable[Link], depth: int, build: int = 0) -> bool:
        """Let what may be visited wait; whether a template is among it that was not known.

        ``build`` numbers how the page is built that has the links.
        """
        own = [(page, link) for link in links if (page := self._own(link.address))]
        harm = {self._key(page): why for page, link in own if (why := why_harmful(link, page))}
        new = False
        for page, link in own:
            key = self._key(page)
            waiting = self._pages.get(key, "")
            if key in harm and (key not in self._depths or waiting in self._sampling.waiting):
                self._sampling.drop(waiting)
                self._skip(page, key, harm[key])
            elif key not in self._depths:
                new |= self._meet(page, key, link, depth, build)
        return new

    def _meet(self, page: str, key: str, link: Link, depth: int, build: int) -> bool:
        reason = self._reason_to_skip(page)
        if reason:
            self._skip(page, key, reason)
        elif self.site.crawl and depth > self.site.crawl.max_depth:
            self._too_deep += 1
        elif len(self._depths) >= MOST_KNOWN:
            self._uncounted += 1
        else:
            self._depths[key], self._pages[key] = depth, page
            return self._sampling.add(page, (link.place, build), depth)
        return False

    def _own(self, address: str) -> str:
        """The page of an address, where it is one of the site's; else empty."""
        page = self._page(address)
        return page if page and origin_of(page) in self._origins else ""

    def _skip(self, page: str, key: str, reason: str) -> None:
        self._depths[key] = 0
        self._told.add(key)
        self.skipped.append(Skipped(page, reason))

    def _reason_to_skip(self, page: str) -> str:
        if self.site.crawl and self.site.crawl.excludes(_path(page)):
            return EXCLUDED
        if NOT_A_PAGE.search(urlsplit(page).path):
            return "not a page"
        if len(page) > LONGEST_URL:
            return "its address is too long"
        return self.robots.why_not(page)


def _path(page: str) -> str:
    parts = urlsplit(page)
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path
