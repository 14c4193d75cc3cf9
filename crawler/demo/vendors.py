"""The hosts of others that the practice sites load from, with stand-ins for what they send.

The scripts are written for this demo: they set the cookies that the vendors' own scripts set, by
the same means and with the same attributes, and do nothing else.
"""

from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from crawler.demo import content, faults

ANALYTICS = "www.google-analytics.com"
TAG_MANAGER = "www.googletagmanager.com"
CHAT = "static.zdassets.com"
CAPTCHA = "www.google.com"

NID_LIFETIME = timedelta(days=183)
JAR_LIFETIME = timedelta(days=30)
CAPTCHA_LIFETIME = timedelta(days=180)


def vendors() -> dict[str, web.Application]:
    """Every foreign host with its application."""
    return {
        ANALYTICS: _scripts({"/analytics.js": "analytics.js"}, counts="/collect"),
        TAG_MANAGER: _scripts({"/gtm.js": "gtm.js"}),
        CHAT: _scripts({"/ekr/snippet.js": "chat-snippet.js", "/web_widget/chat.js": "chat.js"}),
        CAPTCHA: _captcha(),
    }


def _scripts(files: dict[str, str], counts: str = "") -> web.Application:
    async def script(request: web.Request) -> web.Response:
        return content.asset(f"vendors/{files[request.path]}")

    app = web.Application()
    for path in files:
        app.router.add_get(path, script)
    if counts:
        app.router.add_get(counts, _count)
    return app


async def _count(_: web.Request) -> web.Response:
    return web.Response(status=204, headers={"Cache-Control": "no-store"})


def _captcha() -> web.Application:
    app = _scripts({"/recaptcha/api.js": "recaptcha.js"})
    app.router.add_get("/recaptcha/api2/anchor", _captcha_frame)
    return app


async def _captcha_frame(_: web.Request) -> web.Response:
    """The cross-site frame; its response is what sets Google's cookies."""
    response = content.page("vendors/recaptcha-frame.html")
    everywhere = ("path=/", "domain=.google.com", "Secure", "SameSite=none")
    content.set_cookie(
        response,
        f"NID=511={token_urlsafe(48)}",
        content.expires(NID_LIFETIME),
        *everywhere,
        "HttpOnly",
    )
    content.set_cookie(
        response, f"1P_JAR={token_urlsafe(8)}", content.expires(JAR_LIFETIME), *everywhere
    )
    content.set_cookie(
        response,
        f"{faults.CAPTCHA_MOVED_ON.cookie}={token_urlsafe(32)}",
        content.expires(CAPTCHA_LIFETIME),
        "path=/recaptcha",
        "Secure",
        "HttpOnly",
        "SameSite=none",
        "Priority=HIGH",
    )
    return response
