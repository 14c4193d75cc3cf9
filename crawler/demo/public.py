"""https://7speaking.com: the marketing site, made like a WordPress site in several languages."""

from datetime import timedelta
from secrets import token_hex

from aiohttp import web

from crawler.demo import content, faults

HOST = "7speaking.com"
ORIGIN = f"https://{HOST}"

LISTED_PAGES = {
    "/": "home",
    "/courses": "courses",
    "/courses/business-english": "business-english",
    "/courses/french-for-beginners": "french-for-beginners",
    "/pricing": "pricing",
    "/about": "about",
    "/blog": "blog",
    "/blog/ten-minutes-a-day": "ten-minutes-a-day",
    "/blog/learning-at-work": "learning-at-work",
    "/resources": "resources",
    "/signup": "signup",
    "/privacy": "privacy",
}
# Reached by links alone.
UNLISTED_PAGES = {
    "/resources/guides": "guides",
    "/resources/guides/placement-test": "placement-test",
}
PAGES = {**LISTED_PAGES, **UNLISTED_PAGES}

# WPML's default for the cookies that it gives a lifetime.
LANGUAGE_LIFETIME = timedelta(hours=24)
PRICE_TEST_LIFETIME = timedelta(days=90)


def public_site() -> web.Application:
    """The site as an application of its own."""
    site = web.Application()
    for path in PAGES:
        site.router.add_get(path, _page)
    site.router.add_get("/assets/{name}", content.own_asset)
    site.router.add_get("/tarteaucitron/{path:.+}", content.consent_platform)
    site.router.add_get("/sitemap.xml", _sitemap)
    site.router.add_get("/robots.txt", _robots)
    return site


async def _page(request: web.Request) -> web.Response:
    response = content.page(
        f"public/{PAGES[request.path]}.html",
        path=request.path,
        counter=faults.EAGER_COUNTER,
        placement=faults.DEEP_PAGE,
    )
    _remember_language(request, response)
    if request.path == faults.FORGOTTEN_TEST.page:
        _sort_into_group(response)
    return response


def _remember_language(request: web.Request, response: web.Response) -> None:
    """WPML's two cookies of the front-end; it writes them through PHP's setcookie."""
    lifetime = content.expires(LANGUAGE_LIFETIME)
    age = f"Max-Age={LANGUAGE_LIFETIME.total_seconds():.0f}"
    place = ("path=/", f"domain={HOST}")
    if "_icl_current_language" not in request.cookies:
        content.set_cookie(response, "_icl_current_language=en", lifetime, age, *place)
    content.set_cookie(response, f"wpml_referer_url={request.path}", lifetime, age, *place)


def _sort_into_group(response: web.Response) -> None:
    content.set_cookie(
        response,
        f"{faults.FORGOTTEN_TEST.cookie}={token_hex(4)}",
        content.expires(PRICE_TEST_LIFETIME),
        "path=/",
        "Secure",
        "SameSite=Lax",
    )


async def _sitemap(_: web.Request) -> web.Response:
    return content.sitemap(ORIGIN, LISTED_PAGES)


async def _robots(_: web.Request) -> web.Response:
    return content.robots(ORIGIN, "/wp-admin/")
