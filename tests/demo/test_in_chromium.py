"""What the practice sites do in a real browser, noted by the tests' own witness."""

import pytest

from crawler.demo import FAULTS, Served, app, public
from crawler.findings import Rule
from tests.demo.witness import Witness

pytestmark = pytest.mark.browser

MINUTE, DAY = 60, 86400
ACCEPT, REFUSE = "#tarteaucitronPersonalize2", "#tarteaucitronAllDenied2"

PUBLIC_NEEDED = {
    "_icl_current_language",
    "_icl_visitor_lang_js",
    "wpml_browser_redirect_test",
    "wpml_referer_url",
    "__zlcid",
    "__zlcprivacy",
    "NID",
    "1P_JAR",
}
APP_NEEDED = {"ONETOONESSID", "SpryMedia_DataTables_lessons-table_lessons"}
PUBLIC_UNDECLARED = {"price_test", "_GRECAPTCHA", "placement_level", "tarteaucitron"}
PROPERTY = "_dc_gtm_UA-0000000-2"

# What each cookie of the sites asks for, in seconds; None for the browser session.
LIFETIMES = {
    "_icl_current_language": DAY,
    "_icl_visitor_lang_js": DAY,
    "wpml_browser_redirect_test": None,
    "wpml_referer_url": DAY,
    "__zlcid": 730 * DAY,
    "__zlcprivacy": 365 * DAY,
    "NID": 183 * DAY,
    "1P_JAR": 30 * DAY,
    "price_test": 90 * DAY,
    "_GRECAPTCHA": 180 * DAY,
    "placement_level": 30 * DAY,
    "tarteaucitron": 365 * DAY,
    "_ga": 730 * DAY,
    "_gid": DAY,
    "_gat": MINUTE,
}


HOSTS = {"public": public.HOST, "app": app.HOST}
PAGES = {public.HOST: public.PAGES, app.HOST: app.PAGES}


async def visit_all(witness: Witness, host: str) -> None:
    for path in PAGES[host]:
        await witness.visit(f"https://{host}{path}")


async def test_before_a_choice_the_public_site_sets_what_it_needs_and_its_faults(
    witness: Witness,
) -> None:
    await visit_all(witness, public.HOST)
    assert witness.names() == PUBLIC_NEEDED | PUBLIC_UNDECLARED | {"_gid"}
    assert witness.pages("_gid") == {"/"}


async def test_accepting_on_the_public_site_brings_analytics(witness: Witness) -> None:
    await witness.visit(f"https://{public.HOST}/")
    await witness.choose(ACCEPT)
    await visit_all(witness, public.HOST)
    assert witness.names() == set(LIFETIMES)
    assert {name: witness.lifetimes(name) for name in LIFETIMES} == {
        name: {lifetime} for name, lifetime in LIFETIMES.items()
    }
    assert {one.domain for one in witness.asked if one.name in ("_ga", "_gid", "_gat")} == {
        "7speaking.com"
    }


async def test_after_refusing_on_the_public_site_there_are_no_analytics(witness: Witness) -> None:
    await witness.visit(f"https://{public.HOST}/about")
    await witness.choose(REFUSE)
    await visit_all(witness, public.HOST)
    assert witness.names() == PUBLIC_NEEDED | PUBLIC_UNDECLARED


async def test_refusing_on_the_front_page_deletes_what_was_set_too_early(
    witness: Witness,
) -> None:
    await witness.visit(f"https://{public.HOST}/")
    assert "_gid" in await witness.jar()
    await witness.choose(REFUSE)
    assert "_gid" not in await witness.jar()


async def test_before_a_choice_the_app_sets_what_it_needs(witness: Witness) -> None:
    await visit_all(witness, app.HOST)
    assert witness.names() == APP_NEEDED | {"tarteaucitron"}


async def test_accepting_in_the_app_brings_analytics_by_the_tag_manager(witness: Witness) -> None:
    await witness.visit(f"https://{app.HOST}/")
    await witness.choose(ACCEPT)
    await visit_all(witness, app.HOST)
    assert witness.names() == APP_NEEDED | {"tarteaucitron", "_ga", "_gid", PROPERTY}
    assert (witness.lifetimes("_ga"), witness.lifetimes("_gid"), witness.lifetimes(PROPERTY)) == (
        {730 * DAY},
        {DAY},
        {MINUTE},
    )
    assert witness.lifetimes("ONETOONESSID") == {DAY}


async def test_after_refusing_in_the_app_one_page_sets_analytics_and_keeps_them(
    witness: Witness,
) -> None:
    await witness.visit(f"https://{app.HOST}/")
    await witness.choose(REFUSE)
    await visit_all(witness, app.HOST)
    assert witness.names() == APP_NEEDED | {"tarteaucitron", "_ga"}
    assert witness.pages("_ga") == {"/progress"}
    assert (await witness.jar())["_ga"] == ".7speaking.com"


async def test_the_captchas_cookies_arrive_from_another_site_and_are_kept(
    witness: Witness,
) -> None:
    await witness.visit(f"https://{public.HOST}/signup")
    jar = await witness.jar()
    assert {name: jar.get(name) for name in ("NID", "1P_JAR", "_GRECAPTCHA")} == {
        "NID": ".google.com",
        "1P_JAR": ".google.com",
        "_GRECAPTCHA": "www.google.com",
    }


async def test_no_host_is_asked_that_the_practice_does_not_serve(
    practice: Served, witness: Witness
) -> None:
    for host in (public.HOST, app.HOST):
        await witness.visit(f"https://{host}/")
        await witness.choose(ACCEPT)
        await visit_all(witness, host)
    assert witness.hosts == set(practice.hosts)


@pytest.mark.parametrize("site", [public.HOST, app.HOST])
async def test_undeclared_cookies_come_from_the_pages_that_the_table_names(
    witness: Witness, site: str
) -> None:
    await visit_all(witness, site)
    for fault in FAULTS:
        if fault.rule is Rule.UNDECLARED and HOSTS[fault.site] == site:
            pages = {fault.page} if fault.page else set(PAGES[site])
            assert witness.pages(fault.cookie) == pages, fault.id
