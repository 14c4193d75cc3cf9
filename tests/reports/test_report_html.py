import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from crawler.cookies import Identity
from crawler.listed import ComparedCookie
from crawler.reports.html import _hash, render_report, write_report
from crawler.run_store import RunStore
from crawler.runs import RunRecord, Verdict
from crawler.walks import NotProven
from tests.reports.sample_run import ACCEPT, APP, REJECT, big_run, hostile_run, sample_run

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff"
    "ff7f0009fb03fd2a86e38a0000000049454e44ae426082"
)


def _page(folder: Path, run: object = None) -> BeautifulSoup:
    return BeautifulSoup(render_report(run or sample_run(), folder), "html.parser")  # type: ignore[arg-type]


def test_the_sections_stand_in_reading_order(tmp_path: Path) -> None:
    ids = [section["id"] for section in _page(tmp_path).find_all("section")]
    assert ids == [
        "verdict",
        "unproven",
        "findings",
        "matrix",
        "cookies",
        "lists",
        "visits",
        "scope",
    ]


@pytest.mark.parametrize(
    ("code", "headline"),
    [(0, "Clean"), (1, "Violations found"), (3, "Not proven"), (4, "The audit could not run")],
)
def test_the_headline_says_what_the_exit_code_says(
    tmp_path: Path, code: int, headline: str
) -> None:
    page = _page(tmp_path, replace(sample_run(), verdict=Verdict(code, "Why.")))
    assert page.h1 is not None
    assert page.h1.text == headline
    assert page.select(".sentence")[0].text == "Why."


def test_what_was_not_proven_stands_there_with_its_reason(tmp_path: Path) -> None:
    text = _page(tmp_path).select("#unproven")[0].text
    assert "storage other than cookies" in text
    assert "no rule and no heuristic found a way to answer the banner" in text


def test_findings_are_grouped_by_rule_what_gates_first(tmp_path: Path) -> None:
    section = _page(tmp_path).select("#findings")[0]
    titles = [title.text for title in section.select(".weight")]
    assert titles == ["These fail the audit", "Warnings", "Notes"]
    rules = [card.text for card in section.select(".cards .where code")]
    assert rules == ["undeclared", "lifetime-longer", "after-reject", "lifetime-shorter", "missing"]


def test_the_three_lifetimes_are_columns_of_their_own(tmp_path: Path) -> None:
    table = _page(tmp_path).select("[data-name=cookies] table")[0]
    titles = [title.text for title in table.select("thead th")]
    [ga] = [row for row in table.select("tbody tr") if row.td is not None and row.td.text == "_ga"]
    cells = dict(zip(titles, (cell.text for cell in ga.select("td")), strict=True))
    assert cells["Declared"] == "2 years"
    assert cells["Requested"] == "3 years"
    assert cells["Granted"] == "400 days (the browser's limit)"


def test_the_matrix_tells_a_gap_from_what_was_not_proven(tmp_path: Path) -> None:
    run = sample_run()
    unproven = replace(run.walks[1], result=replace(run.walks[3].result, walk=run.walks[1].walk))
    page = _page(tmp_path, replace(run, walks=(run.walks[0], unproven, run.walks[2])))
    rows = {
        row.select("td")[0].text: [cell.text for cell in row.select("td")[3:]]
        for row in page.select("[data-name=matrix] tbody tr")
    }
    assert rows["uid"] == ["before ✗", "not proven", "–"]  # noqa: RUF001
    assert rows["_ga"] == ["–", "not proven", "after ✗"]  # noqa: RUF001


def test_the_policy_names_every_script_and_style_of_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path)
    [policy] = page.select("meta[http-equiv=Content-Security-Policy]")
    for element in page.select("script, style"):
        assert _hash(element.text) in str(policy["content"])
    assert "unsafe" not in str(policy["content"])


def test_nothing_a_site_says_becomes_a_tag_or_an_address(tmp_path: Path) -> None:
    ours, theirs = _page(tmp_path), _page(tmp_path, hostile_run())
    for tag in ("script", "style", "img", "iframe", "svg", "link", "base", "form"):
        assert len(theirs.find_all(tag)) == len(ours.find_all(tag))
    addresses = {str(link["href"]) for link in theirs.find_all(href=True)}
    assert addresses == {str(link["href"]) for link in ours.find_all(href=True)}


def test_invisible_characters_are_made_visible(tmp_path: Path) -> None:
    text = render_report(hostile_run(), tmp_path)
    body = text[text.index("<body>") : text.index("</main>")]
    assert re.sub(r"[\n]", "", body).isprintable()
    assert r"\u202egnp.exe" in body


def test_a_name_of_100_kilobytes_does_not_fill_the_page(tmp_path: Path) -> None:
    grown = len(render_report(hostile_run(), tmp_path)) - len(render_report(sample_run(), tmp_path))
    assert grown < 100_000


def test_an_audit_that_found_nothing_says_so(tmp_path: Path) -> None:
    run = replace(sample_run(), findings=(), not_proven=(), walks=sample_run().walks[:3])
    page = _page(tmp_path, run)
    assert "No rule was found broken" in page.select("#findings")[0].text
    assert "every check that was planned could be made" in page.select("#unproven")[0].text


def test_many_things_not_proven_do_not_bury_the_findings(tmp_path: Path) -> None:
    many = tuple(replace(sample_run().not_proven[0], subject=f"check {n}") for n in range(40))
    page = _page(tmp_path, replace(sample_run(), not_proven=many))
    assert page.select("#unproven summary")[0].text == "32 more that could not be checked"


def test_a_small_screenshot_stands_in_the_page_and_a_large_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "small.png").write_bytes(PIXEL)
    (tmp_path / "evidence" / "large.png").write_bytes(PIXEL + bytes(500_000))
    run = sample_run()
    walks = tuple(
        replace(walk, result=replace(walk.result, screenshot=f"evidence/{name}.png"))
        for walk, name in zip(run.walks, ["small", "large", "gone", "small"], strict=True)
    )
    page = _page(tmp_path, replace(run, walks=walks))
    [first, second] = page.select("#visits img")
    assert str(first["src"]).startswith("data:image/png;base64,iVBOR")
    assert first["src"] == second["src"]
    links = {str(link["href"]) for link in page.select("#visits .cards a")}
    assert links == {"evidence/small.png", "evidence/large.png"}


def test_the_pictures_of_a_walk_stand_in_the_order_that_they_were_taken(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    for label in ("after", "before", "banner"):
        store.evidence_path(REJECT, label).write_bytes(PIXEL)
    store.evidence_path(ACCEPT, "before", ".har").write_text("{}")
    shots = [shot.text.strip() for shot in _page(store.folder).select("#visits .shot")]
    assert shots == ["Screenshot: before", "Screenshot: banner", "Screenshot: after"]


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hostname", "a\x00.png", "", "audit.json"])
def test_no_file_outside_the_run_is_taken_for_a_screenshot(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "audit.json").write_text("{}")
    run = sample_run()
    walk = replace(run.walks[3], result=replace(run.walks[3].result, walk=APP, screenshot=name))
    page = _page(folder, replace(run, walks=(walk,)))
    assert not page.select("#visits .cards a")


def test_the_file_is_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    write_report(hostile_run(), tmp_path)
    content = (tmp_path / "report.html").read_bytes()
    assert b"\r" not in content
    assert content.decode("utf-8").startswith("<!doctype html>")


def test_thousands_of_cookies_are_all_there(tmp_path: Path) -> None:
    page = render_report(big_run(2000), tmp_path)
    assert all(f"<td>cookie_{number:05}</td>" in page for number in range(2000))


def _cells(folder: Path, run: RunRecord, grid: str, title: str) -> list[str]:
    table = _page(folder, run).select(f"[data-name={grid}] table")[0]
    index = [one.text for one in table.select("thead th")].index(title)
    return [row.select("td")[index].text for row in table.select("tbody tr")]


@pytest.mark.parametrize("grid", ["findings", "matrix", "cookies"])
def test_a_cookie_without_a_name_is_called_nameless(tmp_path: Path, grid: str) -> None:
    nameless = Identity("", "shop.test")
    run = sample_run()
    walks = tuple(
        replace(walk, cookies=tuple(replace(one, identity=nameless) for one in walk.cookies))
        for walk in run.walks
    )
    findings = tuple(replace(one, identity=nameless) for one in run.findings)
    run = replace(run, walks=walks, findings=findings)
    assert set(_cells(tmp_path, run, grid, "Cookie")) == {"(nameless)"}


def test_a_declared_cookie_that_never_showed_is_told_with_the_sites(tmp_path: Path) -> None:
    assert "public, app" in _cells(tmp_path, sample_run(), "findings", "Site")


def test_a_lifetime_is_also_told_in_the_words_of_the_list(tmp_path: Path) -> None:
    requested = _cells(tmp_path, sample_run(), "cookies", "Requested")
    assert "1 year (365 days)" in requested
    assert "3 years" in requested


def test_a_visit_shows_its_http_status_without_a_click(tmp_path: Path) -> None:
    table = _page(tmp_path).select("[data-name=visits] table")[0]
    [column] = [
        index
        for index, title in enumerate(table.select("thead th"))
        if title.text == "HTTP status" and "more" not in title.get_attribute_list("class")
    ]
    shown = [row.select("td")[column].text for row in table.select("tbody tr")]
    assert shown == ["200"] * 6 + ["\u2013", "\u2013"]


@pytest.mark.parametrize("place", ["#unproven .cards", "#visits .cards", "[data-name=visits]"])
def test_an_error_that_an_option_mends_names_it(tmp_path: Path, place: str) -> None:
    run, reason = sample_run(), "net::ERR_CERT_DATE_INVALID"
    failed = replace(run.walks[2].visits[2], reason=reason)
    result = replace(run.walks[2].result, reason=reason)
    walk = replace(run.walks[2], visits=(failed,), result=result)
    run = replace(run, walks=(walk,), not_proven=(NotProven("the page", reason, ACCEPT),))
    text = _page(tmp_path, run).select(place)[0].text
    assert f"{reason} (--ignore-https-errors takes any certificate)" in text


def test_a_list_that_was_not_read_is_not_an_empty_one(tmp_path: Path) -> None:
    run = replace(sample_run(), four_lists=(ComparedCookie("public", "a_b", None, "", "", "x"),))
    section = _page(tmp_path, run).find(id="lists")
    assert section is not None
    cells = [cell.text.strip() for cell in section.find_all("td")]
    assert cells[2:5] == ["not read", "\u2013", "\u2013"]
    assert "No consent platform with a list of its own was met." in section.text
