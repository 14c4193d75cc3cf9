"""Hints before the answer (HTTP status 103), and what the browser fetches because of them.

DevTools tell of a hint, but not of what is fetched for it: that is found in the jar, and what it
asked for in the browser's own log.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler import witness as second
from crawler.browser import Launch, open_browser
from crawler.cookies import ANONYMOUS, Identity, Journey, Walk
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.recorder import Recorder
from crawler.walks import WalkObservation, Witness
from tests.browsing import ADS, SHOP, Kept, Seen
from tests.recorder.seeded.kinds import GIF, JS, age_of, line_of
from tests.sites.http2 import Hinted, serving_http2

pytestmark = pytest.mark.browser

KEPT = ("cache-control", "max-age=600")
#: What is hinted at, by the cookie that it sets: its host, and what the hint says of it.
HINTED = {
    "used": (SHOP, "rel=preload; as=script", JS),
    "unused": (SHOP, "rel=preload; as=script", JS),
    "module": (SHOP, "rel=modulepreload", JS),
    "ads-used": (ADS, "rel=preload; as=image", GIF),
    "ads-unused": (ADS, "rel=preload; as=image", GIF),
}
HTML = f"<!doctype html><script src=/used></script><img src=https://{ADS}/ads-used>"


def setting(name: str, host: str = SHOP) -> tuple[str, str]:
    """A header that sets the cookie of a name, for ``age_of(name)`` seconds."""
    return "set-cookie", line_of(name, host)


def answers() -> dict[tuple[str, str], Hinted]:
    """The page, what its hints name, and a frame and a picture with hints of their own."""
    hints = [
        ("link", f"<https://{host}/{name}>; {said}") for name, (host, said, _) in HINTED.items()
    ]
    hinted = {
        (host, f"/{name}"): Hinted(
            "document.cookie = 'ran=v'" if name == "used" else "",
            [setting(name, host), KEPT],
            content_type=media,
        )
        for name, (host, _, media) in HINTED.items()
    }
    return hinted | {
        (SHOP, "/"): Hinted(
            f"{HTML}<iframe src=/frame></iframe><img src=/image>",
            [setting("page")],
            [*hints, setting("page-hint")],
            until=[(host, f"/{name}") for name, (host, _, _) in HINTED.items()],
        ),
        (SHOP, "/frame"): Hinted("", [setting("frame")], [setting("frame-hint")]),
        (SHOP, "/image"): Hinted("", [setting("image")], [setting("image-hint")], GIF),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """A walk as it was recorded, with what the log alone knew, and what the log says of it."""

    recorded: Seen
    complete: Seen
    witness: Witness
    asked: set[str]


@pytest.fixture(scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A walk in which the browser acted on the hints: RFC 8297 lets a busy one pass over them."""
    walk = await walked(tmp_path_factory.mktemp("hints"))
    for _ in range(2):
        if HINTED.keys() <= walk.asked:
            break
        walk = await walked(tmp_path_factory.mktemp("hints"))
    return walk


async def walked(folder: Path) -> Told:
    log, walk = folder / "netlog.json", Walk("shop", ANONYMOUS, Journey.UNTOUCHED)
    site = DeclaredSite(name="shop", url=f"https://{SHOP}/", dwell="5s")
    async with serving_http2(answers()) as served:
        keys = (served.trusted_key,)
        launch = Launch(resolve=served.resolve, trusted_keys=keys, netlog=log)
        async with open_browser(launch) as browser:
            recorder = Recorder(browser.devtools)
            await recorder.start()
            seen = await observe(browser, recorder, Ground(site), walk, Kept(folder))
    testimony = second.testify(log, [seen], recorder)
    (complete,) = testimony.walks
    asked = {path.removeprefix("/") for host, path in served.requests if host in (SHOP, ADS)}
    return Told(Seen(seen), Seen(complete), testimony.witness, asked)


def lifetimes(walk: WalkObservation) -> dict[str, float | None]:
    """What the one write of each cookie asked for, in whole seconds."""
    return {
        cookie.identity.name: cookie.writes[0].requested and round(cookie.writes[0].requested)
        for cookie in walk.cookies
        if len(cookie.writes) == 1
    }


def test_the_browser_acts_on_the_hints(told: Told) -> None:
    assert HINTED.keys() <= told.asked


def test_what_a_hint_itself_sets_is_not_taken_and_not_invented(told: Told) -> None:
    hints = {"page-hint", "frame-hint", "image-hint"}
    assert not hints & {cookie.identity.name for cookie in told.complete.observation.cookies}


def test_without_the_log_what_was_fetched_for_a_hint_is_found_in_the_jar(told: Told) -> None:
    assert told.recorded.left >= {*HINTED, "page", "frame", "image", "ran"}


@pytest.mark.parametrize("name", HINTED)
def test_with_the_log_its_lifetime_and_its_writer_are_known(told: Told, name: str) -> None:
    write, host = told.complete.write(name), HINTED[name][0]
    assert write.identity == Identity(name, host)
    assert (write.requested, write.source) == (age_of(name), f"https://{host}/{name}")
    assert (write.page, write.refused) == (f"https://{SHOP}/", "")


def test_over_http_2_all_else_is_told_as_ever(told: Told) -> None:
    ages = {name: age_of(name) for name in ("page", "frame", "image")}
    assert lifetimes(told.recorded.observation).items() >= ages.items()
    assert told.recorded.write("ran").source == f"https://{SHOP}/used"


def test_the_log_knows_nothing_more(told: Told) -> None:
    assert told.witness.unexplained == ()
    assert told.witness.by_log <= len(HINTED)
