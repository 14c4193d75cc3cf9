"""The lifetimes that are asked for, and those that the browser grants, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.compare import compare, unproven
from crawler.declared import Declaration
from crawler.findings import Rule
from tests.browsing import PLAIN, SHOP, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

DAY = 86400.0
YEARS_2, GRANTED = 730 * DAY, 400 * DAY


def http_date(days: float) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%a, %d %b %Y %H:%M:%S} GMT"


async def test_max_age_is_told_as_it_was_asked_for_and_as_it_was_granted(lab: Lab) -> None:
    page = Page(
        f"<script>document.cookie = 'script=1; Max-Age={YEARS_2:.0f}'</script>",
        [f"header=1; Max-Age={YEARS_2:.0f}", "short=1; Max-Age=60"],
    )
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert {one.identity.name: one.requested for one in seen.writes} == {
        "header": YEARS_2,
        "script": YEARS_2,
        "short": 60.0,
    }
    assert {one.identity.name: one.granted for one in seen.observation.cookies} == {
        "header": pytest.approx(GRANTED, abs=60),
        "script": pytest.approx(GRANTED, abs=60),
        "short": pytest.approx(60, abs=30),
    }


async def test_expires_is_read_against_the_clock_of_the_server(lab: Lab) -> None:
    ahead = Page(set_cookie=[f"a=1; Expires={http_date(731)}"], headers={"Date": http_date(1)})
    seen = await lab.observe(Site(SHOP, {"/": ahead}))
    assert seen.write("a").requested == pytest.approx(730 * DAY, abs=2)


async def test_expires_of_a_script_is_read_against_the_page_s_clock(lab: Lab) -> None:
    page = (
        "<script>const end = () => new Date(Date.now() + 730 * 86400e3);"
        "document.cookie = 'now=1; expires=' + end().toUTCString();"
        "setTimeout(() => { document.cookie = 'late=1; expires=' + end().toUTCString() }, 20000);"
        "cookieStore.set({name: 'store', value: '1', expires: Date.now() + 730 * 86400e3})</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    for name in ("now", "late", "store"):
        assert seen.write(name).requested == pytest.approx(YEARS_2, abs=2), name


async def test_expires_of_a_script_whose_page_lies_about_the_time_is_that_of_the_real_clock(
    lab: Lab,
) -> None:
    page = (
        "<script>const end = new Date(Date.now() + 86400e3).toUTCString(); Date.now = () => 5;"
        "document.cookie = 'a=1; expires=' + end</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.write("a").requested == pytest.approx(DAY, abs=2)


async def test_a_session_cookie_asks_for_no_lifetime_and_gets_none(lab: Lab) -> None:
    page = Page("<script>document.cookie = 's=1'; cookieStore.set('c', '1')</script>", ["h=1"])
    seen = await lab.observe(Site(SHOP, {"/": page}))
    for name in "shc":
        assert seen.write(name).requested is None
        assert seen.cookie(name).granted is None


async def test_max_age_of_the_cookie_store_is_told(lab: Lab) -> None:
    page = f"<script>cookieStore.set({{name: 'a', value: '1', maxAge: {YEARS_2:.0f}}})</script>"
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    entry = seen.cookie("a").jar[-1]
    assert (entry.expires is None) is (seen.write("a").requested is None)


async def test_timers_of_the_page_run_their_whole_dwell_time(lab: Lab) -> None:
    timers = "".join(
        f"setTimeout(() => {{ document.cookie = 't{one}=1; Max-Age=100' }}, {one}000);"
        for one in (4, 12, 25, 35)
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{timers}</script>")}))
    assert {write.identity.name: write.requested for write in seen.writes} == {
        "t4": 100.0,
        "t12": 100.0,
        "t25": 100.0,
    }
    assert seen.left == {"t4", "t12", "t25"}


async def test_the_lifetime_of_a_call_that_cannot_be_read_is_that_of_its_change(lab: Lab) -> None:
    line = f"{{toString: () => 'a=1; Max-Age={DAY:.0f}'}}"
    page = Page(f"<script>document.cookie = {line}</script>")
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert seen.write("a").requested == pytest.approx(DAY, abs=2)
    assert seen.write("a").set_by == f"https://{SHOP}/:2:25"


@pytest.mark.parametrize(
    ("lifetime", "broken"),
    [
        ("session", {Rule.LIFETIME_SESSION}),
        ("1 hour", {Rule.LIFETIME_LONGER}),
        ("1 day", set()),
        ("2 days", {Rule.LIFETIME_SHORTER}),
    ],
)
async def test_the_lifetime_of_a_cookie_whose_write_goes_unseen_is_judged_by_the_jar(
    lab: Lab, lifetime: str, broken: set[Rule]
) -> None:
    line = f"{{toString: () => 'a=1; Max-Age={DAY:.0f}'}}"
    page = Page(f"<script>document.cookie = {line}</script>")
    # Pages without TLS are told of no changes.
    seen = await lab.observe(Site(PLAIN, {"/": page}), url=f"http://{PLAIN}")
    assert seen.cookie("a").writes == ()
    declaration = Declaration.model_validate(
        {
            "version": 1,
            "sites": {"shop": {"name": "shop", "url": f"http://{PLAIN}"}},
            "cookies": ({"name": "a", "category": "necessary", "lifetime": lifetime},),
        }
    )
    findings = compare(declaration, [seen.observation], today=datetime.now(UTC).date())
    assert {finding.rule for finding in findings} == broken
    assert unproven(declaration, [seen.observation]) == ()
