"""What the practice sites answer, asked without a browser."""

import re
from pathlib import Path

import pytest

from crawler.bundled import bundled_bytes
from crawler.demo import FAULTS, Served, app, customers_declaration, practice_sites, public
from crawler.errors import AuditError, BadInput
from tests.sites.client import fetch

DEEP_PAGE = next(fault.page or "" for fault in FAULTS if fault.id == "deep-page")
LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')


@pytest.mark.parametrize(
    ("host", "path"),
    [(public.HOST, path) for path in public.PAGES] + [(app.HOST, path) for path in app.PAGES],
)
async def test_every_page_answers_and_may_not_be_cached(
    practice: Served, host: str, path: str
) -> None:
    response = await fetch(practice, host, path)
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    assert "Date" in response.headers


@pytest.mark.parametrize(
    ("host", "path"),
    [(public.HOST, path) for path in public.PAGES] + [(app.HOST, path) for path in app.PAGES],
)
async def test_no_link_of_a_page_is_dead(practice: Served, host: str, path: str) -> None:
    links = set(LINK.findall(await (await fetch(practice, host, path)).text()))
    assert links
    statuses = {link: (await fetch(practice, host, link)).status for link in links}
    assert set(statuses.values()) <= {200, 302}, statuses


async def test_the_consent_platform_is_served_as_it_was_published(practice: Served) -> None:
    response = await fetch(practice, public.HOST, "/tarteaucitron/tarteaucitron.services.js")
    assert await response.read() == bundled_bytes("tarteaucitronjs", "tarteaucitron.services.js")


@pytest.mark.parametrize(
    "path",
    [
        "/tarteaucitron/..%2fmanifest.json",
        "/tarteaucitron/lang/..%2f..%2fmanifest.json",
        "/assets/..%2fconsent.html",
        "/assets/nothing.js",
        "/tarteaucitron/nothing.js",
        "/nowhere",
    ],
)
async def test_nothing_else_is_served(practice: Served, path: str) -> None:
    assert (await fetch(practice, public.HOST, path)).status == 404


async def test_a_host_that_is_not_part_of_the_practice_gets_nothing(practice: Served) -> None:
    response = await fetch(practice, public.HOST)
    assert response.status == 200
    with pytest.raises(OSError, match=r"elsewhere\.example"):
        await fetch(practice, "elsewhere.example")


async def test_the_deep_page_is_three_links_away_and_nowhere_announced(practice: Served) -> None:
    sitemap = await (await fetch(practice, public.HOST, "/sitemap.xml")).text()
    assert "/pricing</loc>" in sitemap
    assert DEEP_PAGE not in sitemap
    reached, frontier = {"/"}, {"/"}
    for _ in range(3):
        assert DEEP_PAGE not in reached
        pages = [await (await fetch(practice, public.HOST, path)).text() for path in frontier]
        frontier = {link for page in pages for link in LINK.findall(page)} - reached
        reached |= frontier
    assert DEEP_PAGE in reached


async def test_robots_file_names_the_sitemap_and_forbids_logging_out(practice: Served) -> None:
    text = await (await fetch(practice, app.HOST, "/robots.txt")).text()
    assert "Sitemap: https://app.7speaking.com/sitemap.xml" in text
    assert "Disallow: /logout" in text


async def test_a_guest_is_sent_to_the_sign_in_page(practice: Served) -> None:
    response = await fetch(practice, app.HOST, "/account")
    assert (response.status, response.headers["Location"]) == (302, "/login")


async def sign_in(practice: Served, password: str) -> tuple[int, str]:
    (name,) = app.ACCOUNTS
    form = {"email": name, "password": password}
    response = await fetch(practice, app.HOST, "/login", method="POST", form=form)
    return response.status, response.headers.get("Set-Cookie", "").partition(";")[0]


async def test_a_learner_signs_in_and_out_again(practice: Served) -> None:
    ((name, password),) = app.ACCOUNTS.items()
    status, session = await sign_in(practice, password)
    assert status == 303
    account = await fetch(practice, app.HOST, "/account", cookie=session)
    assert name in await account.text()
    await fetch(practice, app.HOST, "/logout", cookie=session)
    assert (await fetch(practice, app.HOST, "/account", cookie=session)).status == 302


async def test_a_wrong_password_does_not_sign_in(practice: Served) -> None:
    assert await sign_in(practice, "wrong") == (401, "")


async def test_a_session_is_begun_once_and_not_renewed(practice: Served) -> None:
    first = await fetch(practice, app.HOST)
    line = first.headers["Set-Cookie"]
    assert line.endswith("Max-Age=86400; path=/; secure; HttpOnly; SameSite=Lax")
    again = await fetch(practice, app.HOST, cookie=line.partition(";")[0])
    assert "Set-Cookie" not in again.headers


async def test_two_demos_can_run_at_once(practice: Served) -> None:
    async with practice_sites() as second:
        assert second.address != practice.address
        assert (await fetch(second, public.HOST)).status == 200


def test_an_installation_without_the_declared_list_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("crawler.demo.__file__", str(tmp_path / "crawler" / "demo" / "x.py"))
    with pytest.raises(AuditError, match=r"expected_cookies\.yaml"):
        customers_declaration()


@pytest.mark.parametrize("name", ["shop", "public"])
def test_another_list_in_the_place_of_the_customers_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    text = f"version: 1\nsites: {{{name}: {{url: 'https://shop.example'}}}}\ncookies: []\n"
    (tmp_path / "expected_cookies.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("crawler.demo.__file__", str(tmp_path / "demo" / "x.py"))
    with pytest.raises(BadInput) as refused:
        customers_declaration()
    assert str(refused.value) == (
        f"{tmp_path / 'expected_cookies.yaml'}: is not the list that came with cookie-audit: "
        "it lacks public (https://7speaking.com) and app (https://app.7speaking.com), "
        "which the demo audits; put that list back, and declare your own sites in another file "
        "(cookie-audit run my_sites.yaml)"
    )


def test_the_list_of_this_repository_has_the_practice_sites() -> None:
    assert {site.host for site in customers_declaration().sites.values()} == {app.HOST, public.HOST}
