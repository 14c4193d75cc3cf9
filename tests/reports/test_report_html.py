import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from crawler.cookies import Identity, Party
from crawler.findings import Rule
from crawler.listed import ComparedCookie
from crawler.reports.dossiers import ACTIONS
from crawler.reports.html import render_report, write_report
from crawler.reports.page import source_hash
from crawler.run_store import RunStore
from crawler.runs import RunRecord, Verdict
from crawler.walks import NotProven
from tests.reports.sample_run import (
    ACCEPT,
    APP,
    GA,
    GTAG,
    HOME,
    REJECT,
    START,
    YEAR,
    big_run,
    cookie,
    hostile_run,
    sample_run,
    write,
)

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
        "findings",
        "unproven",
        "matrix",
        "lifetimes",
        "cookies",
        "exchanges",
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


def test_findings_are_grouped_by_what_to_do_and_what_gates_first(tmp_path: Path) -> None:
    section = _page(tmp_path).select("#findings")[0]
    titles = [str(title.contents[0]).strip() for title in section.select(".action")]
    assert titles == [
        "Let go of it when the visitor says no",
        "Declare it, or stop it",
        "Bring the lifetime in line",
        "Correct the policy",
        "All of them in one table",
    ]
    rules = [card.text for card in section.select(".about-rule .where code")]
    assert rules == ["after-reject", "undeclared", "lifetime-longer", "lifetime-shorter", "missing"]


def test_every_rule_asks_for_one_thing_to_do() -> None:
    assert sorted(rule for _, rules in ACTIONS for rule in rules) == sorted(Rule)


def _chain(folder: Path, run: RunRecord, anchor: str) -> dict[str, str]:
    steps = _page(folder, run).select(f"#{anchor} .chain li")
    return {step.select("b")[0].text: step.contents[2].text for step in steps}


def test_a_finding_leads_to_the_line_that_set_the_cookie(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    shot = store.evidence_path(ACCEPT, "after")
    shot.write_bytes(PIXEL)
    run = sample_run()
    result = replace(run.walks[2].result, decided_at=START + 22)
    walk = replace(run.walks[2], result=result)
    chain = _chain(store.folder, replace(run, walks=(*run.walks[:2], walk)), "finding-c0ffee02")
    assert chain == {
        "Page": f"{HOME} (HTTP 200)",
        "Loaded by": "https://7speaking.com/tag.js",
        "Script": f"{GTAG}:12:3405",
        "Statement": "_ga=sha256:5f2a; path=/; max-age=94608000",
        "Time": "2026-11-24 06:55:23 UTC, 1.0 s after the decision",
        "Asked for": "3 years",
        "Hash of the value": "5f2a",
        "Kept by the browser": "400 days",
        "Sent to": "7speaking.com",
        "Declared": "2 years (expected_cookies.yaml:41)",
        "Screenshot": f"evidence/{shot.name} SHA-256 {hashlib.sha256(PIXEL).hexdigest()}",
        "Fingerprint": "c0ffee02",
    }


def test_findings_that_share_a_fingerprint_have_places_of_their_own(tmp_path: Path) -> None:
    run = sample_run()
    same = tuple(replace(one, fingerprint="ab12") for one in run.findings[:2])
    page = _page(tmp_path, replace(run, findings=same))
    assert [one["id"] for one in page.select(".finding")] == ["finding-ab12", "finding-ab12-2"]


def test_lifetimes_are_drawn_to_one_scale(tmp_path: Path) -> None:
    rows = _page(tmp_path).select(".spans tbody tr")
    [ga] = [row for row in rows if row.code and row.code.text == "_ga"]
    drawn = {str(bar["class"][0]): str(bar["width"]) for bar in ga.select("rect")}
    assert drawn == {"declared": "66.67%", "requested": "100.0%", "granted": "36.53%"}


def test_a_lifetime_beyond_the_scale_says_so(tmp_path: Path) -> None:
    run = sample_run()
    long = cookie(ACCEPT, write(GA, 23, 100 * YEAR), party=Party.FIRST)
    page = _page(tmp_path, replace(run, walks=(replace(run.walks[2], cookies=(long,)),)))
    assert "100 years (beyond the scale)" in page.select(".spans tbody")[0].text


def test_the_course_of_a_journey_tells_the_moment_of_the_decision(tmp_path: Path) -> None:
    run = sample_run()
    walk = replace(run.walks[1], result=replace(run.walks[1].result, decided_at=START + 12))
    page = _page(tmp_path, replace(run, walks=(walk,)))
    stops = [" ".join(stop.text.split()) for stop in page.select(".stops li")]
    assert stops == [
        f"+0.0 s {HOME} before: 2 writes, 0 sendings",
        "+2.0 s The decision",
        f"+3.0 s {HOME} after: 1 write, 1 sending",
    ]


def test_who_sets_and_who_receives_is_told_by_domain(tmp_path: Path) -> None:
    table = _page(tmp_path).select("[data-name=exchanges] table")[0]
    rows = [[cell.text for cell in row.select("td")][:4] for row in table.select("tbody tr")]
    assert rows == [
        ["7speaking.com", "first", "1", "2"],
        ["googletagmanager.com", "third", "3", "0"],
        ["tracker.example", "third", "1", "1"],
        ["zopim.com", "third", "1", "0"],
    ]


def test_the_scope_is_told_in_sums(tmp_path: Path) -> None:
    page = _page(tmp_path)
    assert "6 of 8 planned pages visited, 1 failed, 1 skipped" in page.select("#verdict")[0].text
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select(".sums tbody tr")]
    assert rows[2] == ["accept, public", "3", "2", "1", "0", "4", "1 minute", "9.2 s"]


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
    for element in page.select("script:not([type]), style"):
        assert source_hash(element.text) in str(policy["content"])
    assert "unsafe" not in str(policy["content"])


def test_nothing_a_site_says_becomes_a_tag_or_an_address(tmp_path: Path) -> None:
    ours, theirs = _page(tmp_path), _page(tmp_path, hostile_run())
    for tag in ("script", "style", "img", "iframe", "link", "base", "form"):
        assert len(theirs.find_all(tag)) == len(ours.find_all(tag))
    assert {one.name for one in theirs.select("svg *")} <= DRAWN
    assert _addresses(theirs) == _addresses(ours)


DRAWN = {"line", "rect", "text", "title", "path", "circle"}


def _addresses(page: BeautifulSoup) -> set[str]:
    """Where the page leads, but to its own findings."""
    every = {str(link["href"]) for link in page.find_all(href=True)}
    return {one for one in every if not re.fullmatch(r"#finding-[0-9a-f]+", one)}


def test_invisible_characters_are_made_visible(tmp_path: Path) -> None:
    text = render_report(hostile_run(), tmp_path)
    body = text[text.index("<body>") : text.index("</main>")]
    assert re.sub(r"[\n]", "", body).isprintable()
    assert r"\u202egnp.exe" in body


def test_a_name_of_100_kilobytes_does_not_fill_the_page(tmp_path: Path) -> None:
    grown = len(render_report(hostile_run(), tmp_path)) - len(render_report(sample_run(), tmp_path))
    assert grown < 150_000


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
    links = {str(link["href"]) for link in page.select("#visits .shot")}
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
    assert not page.select("#visits .shot")


def test_the_file_is_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    write_report(hostile_run(), tmp_path)
    content = (tmp_path / "report.html").read_bytes()
    assert b"\r" not in content
    assert content.decode("utf-8").startswith("<!doctype html>")


def test_five_thousand_cookies_and_two_thousand_findings_weigh_less_than_eight_megabytes(
    tmp_path: Path,
) -> None:
    text = render_report(big_run(5000, findings=2000), tmp_path)
    assert len(text.encode()) < 8_000_000
    rows = {
        name: len(json.loads(data)["rows"])
        for name, data in re.findall(
            r'data-name="(\w+)"[^>]*>\s*<script type="application/json">(.*?)</script>', text
        )
    }
    assert (rows["cookies"], rows["findings"]) == (5005, 2000)
    assert text.count('<ol class="chain">') == 2000
    assert "5005 rows: this table needs scripts" in text


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


@pytest.mark.parametrize("place", ["#unproven .cards", "#visits .walks", "[data-name=visits]"])
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
