"""What the browser refuses, and why, in a real browser."""

import pytest

from crawler.cookies import Identity
from tests.browsing import ADS, PLAIN, SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

HEADERS = {
    "foreign": ("foreign=1; Domain=other.test", "InvalidDomain"),
    "suffix": ("suffix=1; Domain=test", "InvalidDomain"),
    "insecure": ("insecure=1; SameSite=None", "SameSiteNoneInsecure"),
    "__Host-x": ("__Host-x=1; Secure", "InvalidPrefix"),
    "__Secure-x": ("__Secure-x=1", "InvalidPrefix"),
    "long": (f"long={'x' * 5000}", "NameValuePairExceedsMaxSize"),
    "control": ("control=a\x01b", "DisallowedCharacter"),
    "parted": ("parted=1; Partitioned", "InvalidPartitioned"),
}
SCRIPTS = {
    "foreign": ("foreign=1; Domain=other.test", "InvalidDomain"),
    "hidden": ("hidden=1; HttpOnly", "HttpOnly"),
    "insecure": ("insecure=1; SameSite=None", "SameSiteNoneInsecure"),
    "__Host-x": ("__Host-x=1; Secure", "InvalidPrefix"),
    "long": (f"long={'x' * 5000}", "NameValuePairExceedsMaxSize"),
}


def reasons(seen: Seen) -> dict[str, str]:
    return {write.identity.name: write.refused for write in seen.writes}


async def test_a_server_s_line_that_was_refused_has_the_browser_s_reason(lab: Lab) -> None:
    lines = [line for line, _ in HEADERS.values() if "\x01" not in line]
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=lines)}))
    assert reasons(seen) == {
        name: reason for name, (line, reason) in HEADERS.items() if line in lines
    }
    assert seen.names == set()


async def test_a_script_s_line_that_was_refused_has_its_reason(lab: Lab) -> None:
    lines = "".join(f"document.cookie = `{line}`;" for line, _ in SCRIPTS.values())
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{lines}</script>")}))
    assert reasons(seen) == {name: reason for name, (_, reason) in SCRIPTS.items()}
    assert seen.names == set()


async def test_a_refused_cookie_is_told_with_what_it_asked_for(lab: Lab) -> None:
    line = "a=1; Domain=other.test; Max-Age=60; HttpOnly"
    write = (await lab.observe(Site(SHOP, {"/": Page(set_cookie=[line])}))).write("a")
    assert (write.identity.name, write.requested, write.http_only) == ("a", 60.0, True)
    assert not write.stores


async def test_an_unencrypted_page_sets_no_secure_cookie(lab: Lab) -> None:
    page = Page(
        "<script>document.cookie = 'script=1; Secure'; document.cookie = 'fine=1'</script>",
        ["header=1; Secure", "good=1"],
    )
    seen = await lab.observe(Site(PLAIN, {"/": page}), url=f"http://{PLAIN}")
    assert reasons(seen) == {
        "script": "SecureOnly",
        "header": "SecureOnly",
        "fine": "",
        "good": "",
    }
    assert seen.left == {"fine", "good"}


async def test_a_third_party_cookie_that_is_not_for_that_is_refused(lab: Lab) -> None:
    frame = Page("<script>document.cookie = 'script=1'</script>", ["lax=1", "no=1; SameSite=Lax"])
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": frame}),
    )
    assert reasons(seen) == {
        "lax": "SchemefulSameSiteUnspecifiedTreatedAsLax",
        "no": "SchemefulSameSiteLax",
        "script": "NotInTheJar",
    }
    assert seen.left == set()


async def test_a_cookie_for_a_parent_domain_is_taken(lab: Lab) -> None:
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=[f"a=1; Domain={SHOP}"])}))
    assert seen.write("a").identity == Identity("a", f".{SHOP}")
    assert seen.left == {"a"}


async def test_a_line_that_is_no_cookie_harms_nothing(lab: Lab) -> None:
    lines = ["=", ";;;", "", "a=1; Expires=yesterday-ish; Max-Age=x; Foo", "é=ü; Path=/"]
    seen = await lab.observe(Site(SHOP, {"/": Page(set_cookie=lines)}))
    assert "a" in seen.left
    assert seen.observation.not_proven == ()


async def test_a_script_cannot_replace_a_cookie_that_is_hidden_from_it(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'a=2; Max-Age=63072000'</script>", ["a=1; HttpOnly"])
    cookie = (await lab.observe(Site(SHOP, {"/": page}))).cookie("a")
    assert [write.refused for write in cookie.writes] == ["", "OverwriteHttpOnly"]
    assert [entry.expires for entry in cookie.jar] == [None]


async def test_what_a_server_deletes_was_taken_when_a_script_set_it(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'a=1; Max-Age=60'; fetch('/gone')</script>")
    gone = Page(set_cookie=["a=; Max-Age=0"])
    cookie = (await lab.observe(Site(SHOP, {"/": page, "/gone": gone}))).cookie("a")
    assert [(write.deletes, write.refused) for write in cookie.writes] == [(False, ""), (True, "")]


async def test_what_a_script_set_before_a_server_hid_it_was_taken(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'a=1; Max-Age=60'; fetch('/hide')</script>")
    hide = Page(set_cookie=["a=2; HttpOnly"])
    cookie = (await lab.observe(Site(SHOP, {"/": page, "/hide": hide}))).cookie("a")
    assert [write.refused for write in cookie.writes] == ["", ""]
