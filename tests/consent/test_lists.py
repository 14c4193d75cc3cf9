"""The cookies that consent platforms list themselves: read from the page, and never trusted."""

import time

import pytest

from crawler.consent.lists import MOST_COOKIES, lists_of_page
from crawler.cookies import Journey
from crawler.listed import ListedCookie, PlatformList, wildcard_of
from tests.browsing import SHOP, Lab
from tests.platforms import PLATFORMS, Platform
from tests.sites import Page, Site

LISTING = [
    one for one in PLATFORMS if one.name in {"klaro", "tarteaucitron", "vanilla-2", "vanilla-3"}
]
COOKIEBOT = (
    "window.CookieConsentDialog = {cookieTableNecessary: [['session_a', 'shop.example', 'Keeps the"
    " basket', 'Session', 'HTTP Cookie', '1']], cookieTableStatistics: [['_ga_#', 'Google',"
    " 'Counts', '2 years', 'HTTP Cookie', '1']], cookieTableMarketing: []};"
)
ONETRUST = (
    "window.OneTrust = {GetDomainData: () => ({Groups: ["
    "{GroupName: 'Needed', FirstPartyCookies: [{Name: 'session_a', Host: 'shop.example',"
    " IsSession: true, Length: '0', description: 'Keeps the basket'}], Hosts: []},"
    "{GroupName: 'Targeting', FirstPartyCookies: [], Hosts: [{HostName: 'ads.example', Cookies:"
    " [{Name: 'uid_b', IsSession: false, Length: '390', description: ''}]}]}]})};"
)
DECLARATION = (
    "<div id='CookieDeclarationTypeStatistics' class='CookieDeclarationType'><table><thead><tr><th>"
    "Name<th>Provider<th>Purpose<th>Expiry<th>Type</tr></thead><tbody><tr><td>_ga<td>Google<td>Counts"
    "<td>2 years<td>HTTP Cookie</tr></tbody></table></div>"
)


async def lists(lab: Lab, script: str = "", html: str = "") -> tuple[PlatformList, ...]:
    page = Page(f"<body><h1>Shop</h1>{html}<script>{script}</script>")
    lab.serve(Site(SHOP, {"/": page}))
    async with lab.tab() as watched:
        await watched.tab.page.goto(f"https://{SHOP}/")
        return await lists_of_page(watched.tab.page)


@pytest.mark.browser
@pytest.mark.parametrize("platform", LISTING, ids=str)
async def test_the_list_of_a_platform_is_kept_with_the_journey(
    lab: Lab, platform: Platform
) -> None:
    seen = await lab.observe(platform.site(), journey=Journey.UNTOUCHED)
    [listed] = seen.observation.lists
    assert {one.name for one in listed.cookies} == {"counted", "adv"}
    assert listed.page == f"https://{SHOP}/"


@pytest.mark.browser
async def test_cookiebot_lists_by_category(lab: Lab) -> None:
    [listed] = await lists(lab, COOKIEBOT)
    assert listed.platform == "Cookiebot"
    assert [(one.name, one.lifetime, one.category) for one in listed.cookies] == [
        ("session_a", "Session", "Necessary"),
        ("_ga_#", "2 years", "Statistics"),
    ]


@pytest.mark.browser
async def test_cookiebots_declaration_in_a_page_is_read(lab: Lab) -> None:
    [listed] = await lists(lab, html=DECLARATION)
    assert listed.cookies == (
        ListedCookie("_ga", "", "2 years", "Statistics", "Google", "Counts", "HTTP Cookie"),
    )


@pytest.mark.browser
async def test_onetrust_lists_its_own_cookies_and_those_of_hosts(lab: Lab) -> None:
    [listed] = await lists(lab, ONETRUST)
    assert [(one.name, one.domain, one.lifetime) for one in listed.cookies] == [
        ("session_a", "shop.example", "session"),
        ("uid_b", "ads.example", "390 days"),
    ]


@pytest.mark.browser
async def test_a_platform_without_a_list_is_unread_rather_than_empty(lab: Lab) -> None:
    [listed] = await lists(lab, "window.OneTrust = {};")
    assert (listed.platform, bool(listed.unread)) == ("OneTrust", True)


@pytest.mark.browser
async def test_a_page_without_a_platform_has_no_list(lab: Lab) -> None:
    assert await lists(lab) == ()


@pytest.mark.browser
@pytest.mark.parametrize(
    "script",
    [
        "window.OneTrust = {get GetDomainData() { throw 1; }}; window.klaro = new Proxy({}, {});",
        "window.tarteaucitron = {job: [{}, null, 7], services: {7: {cookies: [{}, [], null]}}};",
        "window.klaroConfig = {services: [null, 3, {cookies: 'all'}, {cookies: [null, [{}]]}]};",
        "window.CookieConsentDialog = {cookieTableA: [null, 4, [], [{}, [], null]]};",
        "Object.entries = () => { throw 2; }; Array.isArray = () => true;",
    ],
)
async def test_a_hostile_page_lists_nothing(lab: Lab, script: str) -> None:
    assert [one for listed in await lists(lab, script) for one in listed.cookies] == []


@pytest.mark.browser
async def test_a_list_is_bounded_and_says_that_it_was_cut(lab: Lab) -> None:
    script = (
        "window.CookieConsentDialog = {cookieTableA: Array.from({length: 9e5}, (_, at) => ["
        "'a_' + at + 'x'.repeat(900)]), cookieTableB: Array.from({length: 1e3}, (_, at) => ["
        "'b_' + at])};"
    )
    [listed] = await lists(lab, script)
    assert (len(listed.cookies), listed.cut) == (MOST_COOKIES, True)
    assert max(len(one.name) for one in listed.cookies) == 500


@pytest.mark.browser
async def test_a_page_that_does_not_answer_is_not_waited_for(lab: Lab) -> None:
    begun = time.monotonic()
    [listed] = await lists(lab, "window.OneTrust = {get GetDomainData() { for (;;); }};")
    assert listed.unread == "the page did not answer"
    assert time.monotonic() - begun < 20


DISCLOSURE = (
    '{"disclosures": [{"identifier": "uid_*", "type": "cookie", "maxAgeSeconds": 31536000},'
    ' {"identifier": "now_a", "type": "cookie", "maxAgeSeconds": 0},'
    ' {"identifier": "kept_b", "type": "web", "maxAgeSeconds": null}, 3, {"identifier": {}}]}'
)
GROUPS = (
    '{"DomainData": {"Groups": [{"GroupName": "Targeting", "Hosts": [{"HostName": "ads.example",'
    ' "Cookies": [{"Name": "uid_b", "Length": "390"}]}, null]}, 7]}}'
)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("document", "listed"),
    [
        (DISCLOSURE, [("uid_*", "1 year"), ("now_a", "session"), ("kept_b", "")]),
        (GROUPS, [("uid_b", "390 days")]),
        ("[" * 100_000, []),
        ('{"disclosures": {"a": 1}}', []),
        ("null", []),
    ],
)
async def test_a_list_that_the_page_loads_as_json_is_read(
    lab: Lab, document: str, listed: list[tuple[str, str]]
) -> None:
    read = "fetch('/v/list.json').then((one) => one.text())"
    home = Page(f"<h1>Shop</h1><script>{read}</script>")
    site = Site(SHOP, {"/": home, "/v/list.json": Page(document, content_type="application/json")})
    seen = await lab.observe(site)
    cookies = [one for found in seen.observation.lists for one in found.cookies]
    assert [(one.name, one.lifetime) for one in cookies] == listed


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("^_ga", "_ga*"),
        ("^_ga.*$", "_ga*"),
        ("^_ga(.*)", "_ga*"),
        ("^_ga$", "_ga"),
        (r"^a\.b", "a.b*"),
        ("_id$", "*_id"),
        ("^(a|b)$", "/^(a|b)$/"),
        ("", "//"),
    ],
)
def test_a_pattern_is_a_name_with_wildcards_where_these_can_say_it(pattern: str, name: str) -> None:
    assert wildcard_of(pattern) == name
