"""What browsers fetch ahead of time because a page says that it may be wanted next."""

import json

import pytest

from tests.browsing import ADS, SHOP, Lab, Seen
from tests.recorder.seeded.kinds import CROSS
from tests.sites import Page, Site, script

pytestmark = pytest.mark.browser

RULES = "application/speculationrules+json"
CROSSING = f"Max-Age=60; {CROSS}"


def rules(action: str, *urls: str) -> str:
    """Speculation rules that are acted on at once (WICG nav-speculation)."""
    return json.dumps({action: [{"urls": urls, "eagerness": "immediate"}]})


def tag(action: str, *urls: str) -> str:
    return f"<script type=speculationrules>{rules(action, *urls)}</script>"


def next_page(name: str) -> dict[str, Page]:
    """A page with a script and pictures, each setting a cookie of its own by header."""
    html = f"<script src=/{name}.js></script><img src=https://{ADS}/{name}.gif>"
    return {
        f"/{name}": Page(f"<body>{html}", [f"{name}=v; Max-Age=60"]),
        f"/{name}.js": script(f"document.cookie = '{name}-ran=v'", [f"{name}-script=v"]),
    }


async def ahead(lab: Lab, html: str, *, headers: dict[str, str] | None = None) -> Seen:
    """A walk of one page that names ``/next`` as the next one."""
    rule_file = Page(rules("prefetch", "/next"), ["rules=v"], content_type=RULES)
    own = {"/": Page(f"<body>{html}", headers=headers or {}), "/rules.json": rule_file}
    other = {
        "/": Page("<body>", [f"foreign=v; {CROSSING}"]),
        "/next.gif": Page("", [f"ads=v; {CROSSING}"], content_type="image/gif"),
    }
    return await lab.observe(Site(SHOP, {**own, **next_page("next")}), Site(ADS, other))


@pytest.mark.parametrize(
    "html",
    [
        tag("prefetch", "/next"),
        tag("prerender", "/next"),
        "<link rel=prefetch href=/next>",
        "<script>const s = document.createElement('script'); s.type = 'speculationrules';"
        f"s.textContent = '{rules('prefetch', '/next')}'; document.body.append(s)</script>",
        "<script>setTimeout(() => { const s = document.createElement('script');"
        "s.type = 'speculationrules'; s.textContent ="
        f"'{rules('prefetch', '/next')}'; document.body.append(s) }}, 9000)</script>",
    ],
    ids=["prefetch", "prerender", "link", "script", "later"],
)
async def test_a_document_that_is_fetched_ahead_sets_its_cookie(lab: Lab, html: str) -> None:
    seen = await ahead(lab, html)
    write = seen.write("next")
    assert (write.source, write.requested, write.page) == (
        f"https://{SHOP}/next",
        60,
        f"https://{SHOP}/",
    )
    assert seen.names == {"next"}


async def test_rules_of_a_header_set_cookies_and_so_does_what_they_name(lab: Lab) -> None:
    seen = await ahead(lab, "", headers={"Speculation-Rules": '"/rules.json"'})
    assert seen.write("rules").source == f"https://{SHOP}/rules.json"
    assert seen.write("next").requested == 60


async def test_what_is_fetched_ahead_of_another_site_stays_out_of_the_jar(lab: Lab) -> None:
    seen = await ahead(lab, tag("prefetch", f"https://{ADS}/"))
    assert seen.write("foreign").refused
    assert seen.names == set()


async def test_a_page_that_is_loaded_ahead_fetches_all_and_runs_nothing(lab: Lab) -> None:
    seen = await ahead(lab, "<link rel=prerender href=/next>")
    assert seen.names == {"next", "next-script", "ads"}
    assert {write.page for write in seen.writes} == {f"https://{SHOP}/"}


async def test_what_a_prerendered_page_does_is_not_proven(lab: Lab) -> None:
    seen = await ahead(lab, tag("prerender", "/next"))
    (gap,) = seen.observation.not_proven
    assert gap.subject == f"what https://{SHOP}/next does"
    assert "prerender" in gap.reason


async def test_a_prerendered_page_that_is_visited_leaves_no_doubt(lab: Lab) -> None:
    site = Site(SHOP, {"/": Page(f"<body>{tag('prerender', '/next')}"), **next_page("next")})
    seen = await lab.observe(site, Site(ADS, {}), pages=("/", "/next"))
    assert seen.observation.not_proven == ()
    assert "next-ran" in seen.names
