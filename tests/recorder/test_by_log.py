"""What DevTools keep to themselves on odd occasions is read from the browser's own log."""

import pytest

from crawler import witness as second
from crawler.browser import Launch, open_browser
from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Site as DeclaredSite
from crawler.observe import Ground, observe
from crawler.recorder import Recorder
from tests.browsing import SHOP, Kept, Seen
from tests.sites import Page, Site, serving

pytestmark = pytest.mark.browser

ASKING = {"WWW-Authenticate": 'Basic realm="staff"'}


@pytest.fixture(scope="module")
async def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Seen]:
    """A page whose picture asks for a name and password: as recorded, and with the log."""
    folder = tmp_path_factory.mktemp("log")
    walk, log = Walk("shop", ANONYMOUS, Journey.UNTOUCHED), folder / "netlog.json"
    later = "<script>setTimeout(() => { new Image().src = '/staff.gif' }, 500)</script>"
    asking = Page("", ["staff=v; Max-Age=4321"], ASKING, 401, "image/gif")
    own = Site(SHOP, {"/": Page(f"<body>{later}"), "/staff.gif": asking})
    declared = DeclaredSite(name="shop", url=f"https://{SHOP}/", dwell="2s")
    async with serving(own) as sites:
        launch = Launch(resolve=sites.resolve, trusted_keys=(sites.trusted_key,), netlog=log)
        async with open_browser(launch) as browser:
            recorder = Recorder(browser.devtools)
            await recorder.start()
            walked = await observe(browser, recorder, Ground(declared), walk, Kept(folder))
    (complete,) = second.testify(log, [walked], recorder).walks
    return Seen(walked), Seen(complete)


def test_a_picture_that_asks_for_a_password_is_found_in_the_jar(seen: tuple[Seen, Seen]) -> None:
    assert "staff" in seen[0].left


def test_with_the_log_its_lifetime_is_known(seen: tuple[Seen, Seen]) -> None:
    write = seen[1].write("staff")
    assert (write.requested, write.source) == (4321, f"https://{SHOP}/staff.gif")
