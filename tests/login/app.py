"""A practice application with real sessions, and ways to lose them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex

from aiohttp import web
from pyotp import parse_uri
from pyotp.totp import TOTP

from crawler.cookies import Journey, Walk
from crawler.declared import Role
from crawler.declared import Site as DeclaredSite
from crawler.login import Keys, Login
from crawler.login.keys import Codes
from crawler.observe import Ground, observe
from tests.browsing import SHOP, Kept, Lab, Seen
from tests.sites import Handler, Site

PATHS = ("/", *(f"/lesson/{n}" for n in range(1, 10)))
USER, PASSWORD = "ann@shop.test", "correct-horse-battery-9"
SEED = "otpauth://totp/shop:ann?secret=JBSWY3DPEHPK3PXP&period=1"
FORM = """<form method="post" action="/login"><p role="alert">{error}</p>
<label>E-mail <input name="email"></label>
<label>Password <input type="password" name="secret"></label><button>Sign in</button></form>"""
NAME = """<form method="post" action="/login"><label>E-mail <input name="email"></label>
<button>Next</button></form>"""
SECRET = """<form method="post" action="/login"><input type="hidden" name="email" value="{name}">
<label>Password <input type="password" name="secret"></label><button>Sign in</button></form>"""
FRAME = '<h1>Welcome</h1><iframe src="/form" style="width:600px;height:300px"></iframe>'
CODE = """<form method="post" action="/code"><label>Verification code
<input name="answer" inputmode="numeric"></label><button>Verify</button></form>"""
BANNER = """<div id="bar" role="dialog" style="position:fixed;bottom:0;left:0;right:0;padding:9px">
We use cookies to measure our audience. <button onclick="choose('all')">Accept all</button>
<button onclick="choose('none')">Reject all</button></div><script>
const choose = (kind) => { document.cookie = 'consent=' + kind + '; max-age=9999; path=/';
  document.querySelector('#bar').remove(); };
if (document.cookie.includes('consent=')) document.querySelector('#bar').remove();</script>"""


@dataclass(slots=True)
class App:
    """``pages_per_login`` pages and the session ends, or ``lasts_s`` after the last request.

    ``posts`` counts the logins that were sent to it; ``refusal`` is the page that answers them all.
    With ``asks_anyway`` the form is shown also to who is logged in.
    """

    pages_per_login: int = 10_000
    lasts_s: float = 10_000.0
    second_factor: bool = False
    banner: str = ""
    way_out: str = '<a href="/logout">Log out</a>'
    form: str = FORM
    two_pages: bool = False
    framed: bool = False
    error: str = "Wrong e-mail or password."
    refusal: str = ""
    asks_anyway: bool = False
    body: str = ""
    posts: int = 0
    sessions: dict[str, tuple[int, float]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @property
    def site(self) -> Site:
        pages: dict[str, Handler] = dict.fromkeys(PATHS, self.page)
        return Site(
            SHOP,
            {
                **pages,
                "/silent": self.silent,
                "/login": self.login,
                "/code": self.code,
                "/form": self.framed_form,
                "/logout": self.out,
            },
        )

    async def page(self, request: web.Request) -> web.StreamResponse:
        left, last = self.sessions.get(request.cookies.get("sid", ""), (0, 0.0))
        now = time.monotonic()
        if left <= 0 or now - last > self.lasts_s:
            raise web.HTTPFound("/login")
        self.sessions[request.cookies["sid"]] = (left - 1, now)
        self.shown.append(request.path)
        answer = _html(f"<h1>{request.path}</h1>{self.way_out}{self.body}{self.banner}")
        answer.set_cookie("progress", request.path.strip("/") or "start", path="/", max_age=9999)
        return answer

    async def silent(self, _: web.Request) -> web.StreamResponse:
        """A page that looks the same to everybody."""
        return _html("<h1>A lesson</h1>")

    async def login(self, request: web.Request) -> web.StreamResponse:
        known = request.cookies.get("sid", "") in self.sessions
        if request.method == "GET" and known and not self.asks_anyway:
            left, last = self.sessions[request.cookies["sid"]]
            if left > 0 and time.monotonic() - last <= self.lasts_s:
                raise web.HTTPFound("/")
        if request.method == "GET":
            form = NAME if self.two_pages else self.form.format(error="")
            answer = _html((FRAME if self.framed else form) + self.banner)
            answer.set_cookie("login_seen", "1", path="/", max_age=9999)
            return answer
        self.posts += 1
        sent = await request.post()
        if self.refusal:
            return _html(self.refusal)
        if self.two_pages and "secret" not in sent:
            self.posts -= 1
            return _html(SECRET.format(name=sent["email"]))
        if (sent.get("email"), sent.get("secret")) != (USER, PASSWORD):
            return _html(self.form.format(error=self.error) + self.banner)
        if self.second_factor:
            return _html(CODE + self.banner)
        raise self._entered()

    async def framed_form(self, _: web.Request) -> web.StreamResponse:
        return _html(self.form.format(error="").replace("<form", '<form target="_top"'))

    async def code(self, request: web.Request) -> web.StreamResponse:
        answer = str((await request.post()).get("answer"))
        totp = parse_uri(SEED)
        assert isinstance(totp, TOTP)
        if answer in self.codes or not totp.verify(answer, valid_window=5):
            return _html(CODE)
        self.codes.append(answer)
        raise self._entered()

    async def out(self, request: web.Request) -> web.StreamResponse:
        self.sessions.pop(request.cookies.get("sid", ""), None)
        raise web.HTTPFound("/login")

    def _entered(self) -> web.HTTPFound:
        sid = token_hex(16)
        self.sessions[sid] = (self.pages_per_login, time.monotonic())
        answer = web.HTTPFound("/")
        answer.set_cookie("sid", sid, path="/", httponly=True, secure=True)
        return answer


def _html(body: str) -> web.Response:
    text = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title>{body}</html>'
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})


def site_of(role: Mapping[str, object], pages: tuple[str, ...], dwell: str = "1s") -> DeclaredSite:
    """The application as it is declared, with one role ``ann``."""
    fields = {"password": {"env": "APP_PASSWORD"}, "username": USER, **role}
    return DeclaredSite.model_validate(
        {
            "name": "shop",
            "url": f"https://{SHOP}",
            "pages": pages,
            "dwell": dwell,
            "roles": {"ann": {"name": "ann", **fields}},
        }
    )


def login_for(site: DeclaredSite, *, password: str = PASSWORD, state: str | None = None) -> Login:
    """The role's login, as an audit reads it."""
    role: Role = site.roles["ann"]
    codes = Codes(SEED) if role.totp else None
    return Login(site, role, Keys(USER, password, codes, (password, SEED)), state)


async def walk(lab: Lab, login: Login, app: App, journey: Journey = Journey.UNTOUCHED) -> Seen:
    """One journey of the role."""
    lab.serve(app.site)
    ground = Ground(login.site, login=login)
    kept = Kept(lab.folder)
    return Seen(
        await observe(lab.browser, lab.recorder, ground, Walk("shop", "ann", journey), kept)
    )
