"""No value of a cookie leaves the recorder, by whatever way it was set or sent."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from crawler.audit import audit
from crawler.cookies import Journey, Walk
from crawler.declared import Declaration
from crawler.judging import Scope
from crawler.reports import render
from crawler.run_store import JOURNAL, RunStore
from crawler.walks import JourneyResult, VisitResult
from tests.browsing import ADS, SHOP, Lab, launch_for, serving_plainly
from tests.recorder.archives import checked
from tests.sites import Page, Site, redirect, script, serving

pytestmark = pytest.mark.browser

SECRET = "c4n4ry"

LINES = [
    f"plain={SECRET}",
    f'quoted="{SECRET}; {SECRET}"; Path=/; {SECRET}',
    f"equals={SECRET}={SECRET}; Path=/; x={SECRET}",
    f"refused={SECRET}; Domain=other.test",
    f"folded={SECRET}, second={SECRET}; Max-Age=60",
    SECRET,
]
SCRIPTS = [
    *(f"document.cookie = `{line}`;" for line in LINES),
    f"cookieStore.set('store', '{SECRET}');",
    f"cookieStore.set({{name: 'object', value: '{SECRET}'}});",
    "cookieStore.set('gone', '" + SECRET + "').then(() => cookieStore.delete('gone'));",
    "fetch('/read');",
]


async def test_no_value_stands_in_anything_that_was_observed(lab: Lab) -> None:
    page = Page(f"<script>{''.join(SCRIPTS)}</script>", LINES)
    seen = await lab.observe(Site(SHOP, {"/": page, "/read": Page()}), pages=("/", "/read"))
    assert any(SECRET in request.cookie for request in lab.requests)
    assert {"plain", "store", "object"} <= seen.left
    assert seen.cookie("plain").reads
    assert SECRET not in repr(seen.observation)


async def test_equal_values_have_the_same_hash_in_writes_and_in_the_jar(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'b=same'</script>", ["a=same", "c=other"])
    seen = await lab.observe(Site(SHOP, {"/": page}))
    hashes = {one.identity.name: one.value_hash for one in seen.writes}
    assert hashes["a"] == hashes["b"] != hashes["c"]
    assert {one.identity.name: one.jar[-1].value_hash for one in seen.observation.cookies} == hashes


TOKEN = "Zx81-qW7n4Tz0pLm"
BEARER, KEY, ODD = "be4rerN0tForYou", "k3y-of-an-api", "0ddSecretOfAHeader"
PASSWORD, POSTED, GRANTED = "hunter-2-hunter", "p0stedD4ta", "gr4ntedByHeader"
SECRETS = (TOKEN, "987654321", "1699999999", BEARER, KEY, ODD, PASSWORD, POSTED, GRANTED)
PIXEL = "GA1.2.987654321.1699999999"
SCATTERING = f"""
<a href="/next?s={TOKEN}">next</a>
<a href="/next/{TOKEN}">next</a>
<img src="https://{ADS}/pixel?cid=987654321.1699999999&dl=https%3A%2F%2F{SHOP}%2F%3Fs%3D{TOKEN}">
<script src="/tag.js?u={TOKEN}"></script>
<iframe src="https://{ADS}/frame#{TOKEN}"></iframe>
<script>
document.cookie = "_ga={PIXEL}; Path=/; Max-Age=600";
document.cookie = "odd={TOKEN}; Expires={TOKEN}; Path=/{TOKEN}";
document.cookie = "bad={TOKEN}; Domain={TOKEN}.example; Max-Age={TOKEN}";
fetch("/away?x={TOKEN}");
fetch("/away?packed=" + btoa(JSON.stringify({{sid: "{TOKEN}"}})) + "&t={BEARER}");
fetch("/posted?password={PASSWORD}", {{
    method: "POST",
    headers: {{Authorization: "Bearer {BEARER}", "X-Api-Key": "{KEY}", "X-Odd": "{ODD}"}},
    body: "posted={POSTED}&s={TOKEN}",
}});
history.pushState(null, "", "/state/{TOKEN}?sid={TOKEN}");
document.cookie = "late=1; Max-Age=60";
</script>
"""


PIXEL = "/pixel?cid=987654321.1699999999"


@dataclass(frozen=True, slots=True)
class Silent:
    """Nobody listens to this audit."""

    def walk_begins(self, walk: Walk) -> None:
        """Says nothing."""

    def visited(self, visit: VisitResult) -> None:
        """Says nothing."""

    def walk_ends(self, result: JourneyResult) -> None:
        """Says nothing."""


async def test_no_value_stands_in_any_file_of_a_run(tmp_path: Path) -> None:
    home = Page(SCATTERING, [f"sid={TOKEN}; HttpOnly; Expires={TOKEN}; Max-Age=6000"])
    shop = {
        "/": home,
        "/next": redirect(f"/landed?t={TOKEN}"),
        "/landed": Page(set_cookie=[f"again={TOKEN}; Domain=other.test"]),
        f"/next/{TOKEN}": Page(status=500),
        "/away": redirect(f"https://{ADS}/pixel?back={TOKEN}"),
        "/posted": Page(
            set_cookie=["one=1", "two=2; Max-Age=60", "odd=3; Domain=other.test"],
            headers={"X-Auth-Token": GRANTED},
        ),
        "/tag.js": script("document.cookie = 'tag=1'"),
    }
    third = {
        "/pixel": Page(set_cookie=["px=1; SameSite=None; Secure"]),
        "/frame": Page("<script>document.cookie = 'fr=1; SameSite=None; Secure'</script>"),
    }
    site = {"url": f"https://{SHOP}", "crawl": {"max_pages": 5, "sitemap": False}, "name": "shop"}
    declaration = Declaration.model_validate({"version": 1, "sites": {"shop": site}, "cookies": ()})
    store = RunStore(tmp_path)
    async with (
        serving(Site(SHOP, shop), Site(ADS, third)) as sites,
        serving_plainly() as plain,
    ):
        scope = Scope(journeys=(Journey.UNTOUCHED,))
        record = await audit(declaration, launch_for(sites, plain), scope, store, Silent())
        assert f"/next?s={TOKEN}" in sites.requested(SHOP)
        assert any(path.startswith(PIXEL) for path in sites.requested(ADS))
    seen = {one.identity.name for walk in record.walks for one in walk.cookies}
    assert seen >= {"sid", "_ga", "odd", "bad", "late", "tag", "fr", "px", "again"}
    journal = (store.folder / JOURNAL).read_bytes()
    archive = store.folder / "evidence" / "shop.anonymous.untouched.har"
    store.finish(record, render)
    files = {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}
    assert len(files) > 8
    for path, content in {**files, store.folder / JOURNAL: journal}.items():
        for value in {text for secret in SECRETS for text in spelt(secret)}:
            assert value.encode() not in content, f"{value} stands in {path.name}"
    _tells_of_the_requests(json.loads(archive.read_bytes()))


def spelt(secret: str) -> Iterator[str]:
    """A secret as it may stand anywhere: as it is, and in Base64 at each of its three offsets."""
    yield from (secret, secret.lower(), quote(secret, safe=""))
    for before in range(3):
        packed = b64encode(b"?" * before + secret.encode()).decode()
        yield packed[4 * (before > 0) : -4]


def _tells_of_the_requests(archive: Any) -> None:
    log = checked(archive)
    by_path = {urlsplit(one["request"]["url"]).path: one for one in log["entries"]}
    posted = by_path["/posted"]
    assert (posted["request"]["method"], posted["response"]["status"]) == ("POST", 200)
    assert posted["request"]["comment"] == "what was posted is left out"
    headers = posted["response"]["headers"]
    lines = [one for one in headers if one["name"].lower() == "set-cookie"]
    assert [one["value"].partition("=")[0] for one in lines] == ["one", "two", "odd"]
    assert [one.get("comment", "") for one in lines] == ["", "", "refused: InvalidDomain"]
    assert [one["name"] for one in posted["response"]["cookies"]] == ["one", "two", "odd"]
    assert {"sid", "_ga"} <= {one["name"] for one in posted["request"]["cookies"]}
    assert by_path["/away"]["response"]["redirectURL"].startswith(f"https://{ADS}/pixel?back=~")
    assert by_path["/tag.js"]["_initiator"]["type"] == "parser"
    assert by_path["/frame"]["_frame"].startswith(f"https://{ADS}/frame")
    assert {one["pageref"] for one in log["entries"]} == {one["id"] for one in log["pages"]}
