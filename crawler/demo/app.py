"""https://app.7speaking.com: the learning platform, with a sign-in and lessons open to guests."""

from datetime import timedelta
from secrets import token_hex

from aiohttp import web

from crawler.demo import content, faults

HOST = "app.7speaking.com"
ORIGIN = f"https://{HOST}"
SESSION_COOKIE = "ONETOONESSID"
SESSION_LIFETIME = timedelta(hours=24)
# The sign-in page tells them to everybody.
ACCOUNTS = {"learner@example.com": "practice"}

PAGES = {
    "/": "home",
    "/login": "login",
    "/lessons": "lessons",
    "/lessons/past-tense": "past-tense",
    "/lessons/small-talk": "small-talk",
    "/progress": "progress",
}

# Session number to the learner's name; empty for a guest.
SESSIONS = web.AppKey("SESSIONS", dict[str, str])


def learning_app() -> web.Application:
    """The platform as an application of its own; its sessions end with it."""
    app = web.Application()
    app[SESSIONS] = {}
    for path in PAGES:
        app.router.add_get(path, _page)
    app.router.add_post("/login", _sign_in)
    app.router.add_get("/account", _account)
    app.router.add_get("/logout", _log_out)
    app.router.add_get("/assets/{name}", content.own_asset)
    app.router.add_get("/tarteaucitron/{path:.+}", content.consent_platform)
    app.router.add_get("/sitemap.xml", _sitemap)
    app.router.add_get("/robots.txt", _robots)
    return app


async def _page(request: web.Request) -> web.Response:
    response = _render(request, PAGES[request.path])
    if _session(request) not in request.app[SESSIONS]:
        _begin_session(request, response, learner="")
    return response


async def _sign_in(request: web.Request) -> web.Response:
    form = await request.post()
    name = str(form.get("email", ""))
    if name not in ACCOUNTS or form.get("password") != ACCOUNTS[name]:
        return _render(request, "login", status=401, failed=True)
    response = web.Response(status=303, headers={"Location": "/account"})
    request.app[SESSIONS].pop(_session(request), None)
    _begin_session(request, response, learner=name)
    return response


async def _account(request: web.Request) -> web.Response:
    if not _learner(request):
        return web.Response(status=302, headers={"Location": "/login"})
    return _render(request, "account")


async def _log_out(request: web.Request) -> web.Response:
    request.app[SESSIONS].pop(_session(request), None)
    response = web.Response(status=302, headers={"Location": "/login"})
    long_ago = "expires=Thu, 01 Jan 1970 00:00:01 GMT"
    content.set_cookie(response, f"{SESSION_COOKIE}=deleted", long_ago, "Max-Age=0", "path=/")
    return response


def _render(
    request: web.Request, name: str, status: int = 200, failed: bool = False
) -> web.Response:
    return content.page(
        f"app/{name}.html",
        status,
        learner=_learner(request),
        failed=failed,
        accounts=ACCOUNTS,
        chart=faults.DEAF_CHART,
    )


def _session(request: web.Request) -> str:
    return request.cookies.get(SESSION_COOKIE, "")


def _learner(request: web.Request) -> str:
    return request.app[SESSIONS].get(_session(request), "")


def _begin_session(request: web.Request, response: web.Response, learner: str) -> None:
    number = token_hex(16)
    request.app[SESSIONS][number] = learner
    content.set_cookie(
        response,
        f"{SESSION_COOKIE}={number}",
        content.expires(SESSION_LIFETIME),
        f"Max-Age={SESSION_LIFETIME.total_seconds():.0f}",
        "path=/",
        "secure",
        "HttpOnly",
        "SameSite=Lax",
    )


async def _sitemap(_: web.Request) -> web.Response:
    return content.sitemap(ORIGIN, PAGES)


async def _robots(_: web.Request) -> web.Response:
    return content.robots(ORIGIN, "/account", "/logout")
