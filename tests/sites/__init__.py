"""Sites for tests, declared in a few lines and served on loopback under any name, with TLS.

::

    served = await serve_sites(
        Site("shop.test", {"/": Page("<h1>Shop</h1>", set_cookie=["a=1; Max-Age=60"])}),
        Site("ads.example", {"/tag.js": script("document.cookie = 'b=2'")}),
    )
    served.resolve, served.certificate_authority, served.url("shop.test"), served.requests

What a test declares is the truth that it then compares an observation with.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aiohttp import web

from crawler.demo.serving import Served, serve

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

DOCUMENT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{path}</title>\n{body}</html>'
)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. ``html`` becomes a document of its own unless it is one already.

    ``set_cookie`` holds whole header lines, sent in this order; ``after`` seconds go by first.
    """

    html: str = ""
    set_cookie: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    content_type: str = "text/html"
    after: float = 0.0

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self.after)
        response = web.Response(
            text=self._body(request.path), status=self.status, content_type=self.content_type
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers.update(self.headers)
        for line in self.set_cookie:
            response.headers.add("Set-Cookie", line)
        return response

    def _body(self, path: str) -> str:
        if self.content_type != "text/html" or "<!doctype" in self.html[:20].lower():
            return self.html
        return DOCUMENT.format(path=path, body=self.html)


def script(source: str, set_cookie: Sequence[str] = ()) -> Page:
    """An answer that is a script."""
    return Page(source, set_cookie, content_type="text/javascript")


def redirect(location: str, set_cookie: Sequence[str] = (), status: int = 302) -> Page:
    """An answer that leads elsewhere."""
    return Page("", set_cookie, {"Location": location}, status)


@dataclass(frozen=True, slots=True)
class Site:
    """A host and its pages by path; what is not there is answered with 404."""

    host: str
    pages: Mapping[str, Page | Handler]


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request as the server saw it, ``cookie`` being the whole header or empty."""

    host: str
    path: str
    cookie: str


@dataclass(frozen=True, slots=True)
class ServedSites:
    """Running sites, and every request that reached them, in order."""

    served: Served
    requests: list[SeenRequest]

    @property
    def resolve(self) -> dict[str, str]:
        return self.served.resolve

    @property
    def certificate_authority(self) -> Path:
        return self.served.certificate_authority

    @property
    def trusted_key(self) -> str:
        return self.served.trusted_key

    def url(self, host: str, path: str = "/") -> str:
        """The address as a browser sees it, which resolves by ``resolve`` alone."""
        return f"https://{host}{path}"

    def requested(self, host: str) -> list[str]:
        """The paths that were asked of a host, in order, queries included."""
        return [one.path for one in self.requests if one.host == host]


class ServeSites(Protocol):
    """Starts sites that run until the test is over; the fixture ``serve_sites`` is one."""

    def __call__(self, *sites: Site) -> Awaitable[ServedSites]: ...


@asynccontextmanager
async def serving(*sites: Site) -> AsyncIterator[ServedSites]:
    """Serve sites for as long as the context lasts."""
    pages = {site.host: site.pages for site in sites}
    requests: list[SeenRequest] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        host = request.url.host or ""
        requests.append(SeenRequest(host, request.path_qs, request.headers.get("Cookie", "")))
        page = pages.get(host, {}).get(request.path)
        return await (page or Page("Nothing here.", status=404))(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    async with serve(application, tuple(pages)) as served:
        yield ServedSites(served, requests)
