"""Sites of thousands of pages that are crawled without a browser: links, templates, cookies."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from crawler.crawl.links import Link
from crawler.declared import Site
from crawler.discovery import Frontier

HOME = "https://shop.test/"


@dataclass(frozen=True, slots=True)
class Answer:
    """A page: its template's name, and where it links to; ``menu`` stands apart from the rest."""

    template: str
    links: tuple[str, ...]
    place: str = "li"
    menu: tuple[str, ...] = ()


Pages = Callable[[str], Answer]


def crawled(pages: Pages, **crawl: object) -> list[tuple[str, str]]:
    """The paths that a crawl visits in order, each with its page's template."""
    fields = {"name": "shop", "url": HOME, "crawl": crawl}
    frontier = Frontier.of(Site.model_validate(fields))
    visited = []
    while frontier:
        page = frontier.next()
        path = page.removeprefix(HOME[:-1])
        answer = pages(path)
        visited.append((path, answer.template))
        frontier.arrived(page, page)
        links = [Link(urljoin(page, one), place="menu") for one in answer.menu]
        links += [Link(urljoin(page, one), place=answer.place) for one in answer.links]
        # All pages of a site have its frame in common; each template adds parts of its own.
        parts = {f"frame{n}" for n in range(5)} | {f"{answer.template}{n}" for n in range(5)}
        frontier.meet(links, page, frozenset(parts))
    return visited
