"""What the practice sites answer with: pages from templates, scripts and pictures from files."""

import mimetypes
from collections.abc import Iterable
from datetime import timedelta
from email.utils import formatdate
from importlib.resources import files
from pathlib import PurePosixPath
from time import time
from xml.sax.saxutils import escape

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.bundled import bundled_bytes
from crawler.errors import AuditError

_templates = Environment(
    loader=PackageLoader("crawler.demo", "content"), autoescape=True, undefined=StrictUndefined
)


def page(template: str, status: int = 200, **values: object) -> web.Response:
    """Render a page; it is never cached, as pages of sites that set cookies are not."""
    return web.Response(
        text=_templates.get_template(template).render(values),
        status=status,
        content_type="text/html",
        headers={"Cache-Control": "no-store"},
    )


def asset(path: str) -> web.Response:
    """A file of ``content/`` as it is, for an hour's caching."""
    return _file((files("crawler.demo") / "content" / path).read_bytes(), path)


async def own_asset(request: web.Request) -> web.Response:
    """Answer ``/assets/{name}``."""
    name = request.match_info["name"]
    folder = files("crawler.demo") / "content" / "assets"
    if name not in (file.name for file in folder.iterdir()):
        raise web.HTTPNotFound
    return asset(f"assets/{name}")


async def consent_platform(request: web.Request) -> web.Response:
    """Answer ``/tarteaucitron/{path}`` with the consent platform's file as it was published."""
    path = request.match_info["path"]
    if ".." in PurePosixPath(path).parts:
        raise web.HTTPNotFound
    try:
        return _file(bundled_bytes("tarteaucitronjs", path), path)
    except AuditError as missing:
        raise web.HTTPNotFound from missing


def sitemap(origin: str, paths: Iterable[str]) -> web.Response:
    """Answer ``/sitemap.xml`` (the protocol of sitemaps.org)."""
    urls = "".join(f"<url><loc>{escape(origin + path)}</loc></url>" for path in paths)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">{urls}</urlset>\n'
    return web.Response(text=text, content_type="application/xml")


def robots(origin: str, *disallowed: str) -> web.Response:
    """Answer ``/robots.txt`` (RFC 9309)."""
    rules = "".join(f"Disallow: {path}\n" for path in disallowed)
    return web.Response(text=f"User-agent: *\n{rules}\nSitemap: {origin}/sitemap.xml\n")


def expires(lifetime: timedelta) -> str:
    """The attribute that asks for a lifetime counted from now, as servers write it."""
    return f"expires={formatdate(time() + lifetime.total_seconds(), usegmt=True)}"


def set_cookie(response: web.StreamResponse, *parts: str) -> None:
    """Add one Set-Cookie line: name and value, then the attributes in the order given."""
    response.headers.add("Set-Cookie", "; ".join(parts))


def _file(content: bytes, name: str) -> web.Response:
    kind, _ = mimetypes.guess_type(name)
    return web.Response(
        body=content,
        content_type=kind or "application/octet-stream",
        charset="utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
