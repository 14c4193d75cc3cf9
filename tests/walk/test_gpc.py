"""The visitor whose browser objects: Global Privacy Control in requests and in scripts."""

from dataclasses import dataclass, field

import pytest
from aiohttp import web

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome
from tests.browsing import ADS, SHOP, Lab
from tests.sites import Handler, Page, Site, script

pytestmark = pytest.mark.browser

TELL = "fetch('/told?' + WHO + '=' + navigator.globalPrivacyControl)"
FRAME = f"<script>const WHO = 'frame'; {TELL}</script><img src=/frame-image>"
HOME = """<img src=/image><img src=https://ADS/image><iframe src=https://ADS/frame></iframe>
  <script>
    const WHO = 'page'; TELL;
    new Worker('/worker.js');
    navigator.serviceWorker.register('/service.js');
    open('/window');
    fetch('https://ADS/told', { mode: 'cors' }).catch(() => 0);
    document.cookie = 'own=' + ('globalPrivacyControl' in Navigator.prototype);
  </script>""".replace("ADS", ADS).replace("TELL", TELL)
WORKER = f"const WHO = 'worker'; {TELL}"
SERVICE = f"const WHO = 'service'; {TELL}"


@dataclass(slots=True)
class Listening:
    """A site that keeps what it was told."""

    signals: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    methods: set[str] = field(default_factory=set)

    def site(self, host: str, pages: dict[str, Page]) -> Site:
        paths = {*pages, "/image", "/told", "/frame-image", "/window"}
        own: dict[str, Page | Handler] = {
            path: self.page(host, pages.get(path, Page())) for path in paths
        }
        return Site(host, own)

    def page(self, host: str, page: Page) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            key = f"{host}{request.path}"
            self.signals[key] = request.headers.get("Sec-GPC", "")
            self.said |= request.query
            self.methods.add(request.method)
            return await page(request)

        return answer


@pytest.fixture
def listening() -> Listening:
    return Listening()


async def walk(lab: Lab, listening: Listening, journey: Journey) -> Outcome:
    own = {"/": Page(HOME), "/worker.js": script(WORKER), "/service.js": script(SERVICE)}
    sites = listening.site(SHOP, own), listening.site(ADS, {"/frame": Page(FRAME)})
    return (await lab.observe(*sites, journey=journey)).outcome


async def test_every_request_carries_the_signal(lab: Lab, listening: Listening) -> None:
    assert await walk(lab, listening, Journey.GPC) is Outcome.VALID
    # The main script of a service worker is asked for by no page and no worker; the first request
    # of a window that a page opens may be on its way before the window is held.
    without = {asked for asked, signal in listening.signals.items() if signal != "1"}
    assert without <= {f"{SHOP}/service.js", f"{SHOP}/window"}
    expected = {"/", "/image", "/told", "/worker.js", "/window"}
    assert {f"{SHOP}{path}" for path in expected} <= listening.signals.keys()
    assert {f"{ADS}/image", f"{ADS}/frame", f"{ADS}/frame-image"} <= listening.signals.keys()


async def test_the_signal_asks_no_server_for_leave(lab: Lab, listening: Listening) -> None:
    await walk(lab, listening, Journey.GPC)
    assert f"{ADS}/told" in listening.signals
    assert "OPTIONS" not in listening.methods


async def test_every_script_sees_the_signal(lab: Lab, listening: Listening) -> None:
    await walk(lab, listening, Journey.GPC)
    # On a busy machine a service worker may begin before it can be told.
    listening.said.pop("service")
    assert listening.said == dict.fromkeys(("page", "frame", "worker"), "true")


async def test_other_visitors_send_none(lab: Lab, listening: Listening) -> None:
    await walk(lab, listening, Journey.UNTOUCHED)
    assert set(listening.signals.values()) == {""}
    assert set(listening.said.values()) == {"undefined"}


async def test_what_a_site_sets_all_the_same_is_before_any_choice(lab: Lab) -> None:
    site = Site(SHOP, {"/": Page(set_cookie=["a=1"])})
    seen = await lab.observe(site, journey=Journey.GPC)
    assert (seen.outcome, seen.cookie("a").phase) == (Outcome.VALID, Phase.BEFORE)
