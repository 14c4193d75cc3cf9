"""``reports/index.html``: all runs on one page, offline, without a script, inert."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from crawler.history import History, HistoryStore
from crawler.reports.index import render_index
from crawler.upkeep import update_index
from tests.history.nights import NightPlan, keep
from tests.history.test_thirty_nights import plan
from tests.reports.sample_run import HOSTILE_NAMES

HOSTILE = "</style></title><script>window.ran=1</script>"


class Tags(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for one, attributes in self.tags if one == tag]


def page_of(reports: Path) -> str:
    with HistoryStore(reports) as store:
        return render_index(History(store), reports)


def test_it_shows_the_runs_with_their_reports_and_what_comes_and_goes(tmp_path: Path) -> None:
    for night in range(30):
        folder = keep(tmp_path, night, replace(plan(night), undeclared=["x"] * (night > 27)))
        (folder / "report.html").write_text("")
    update_index(tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    links = [str(one["href"]) for one in Tags(page).of("a") if "#" not in str(one["href"])]
    assert len(set(links)) == 30
    assert all((tmp_path / link).is_file() for link in links)
    shown = re.findall(r'<th scope="row"><code>(\w+)</code>', page)
    assert shown == ["back", "comes", "goes"]
    assert "since 2026-11-06 03:00 (v1.1); 2026-11-05 03:00 (v1.0) did not have it" in page
    assert "30 runs; the newest: 2026-11-30 03:00 (v1.5): 1 fail, 0 warn" in page


def test_it_asks_the_network_for_nothing_and_allows_no_script(tmp_path: Path) -> None:
    keep(tmp_path, 0, NightPlan(["a"]))
    page = page_of(tmp_path)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [
        one["content"]
        for one in Tags(page).of("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"(?:src|href)=\"?(?:https?:|//)|url\(|\sstyle=|\son\w+=", page)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    keep(tmp_path, 0, NightPlan(HOSTILE_NAMES, HOSTILE, declaration=HOSTILE))
    keep(tmp_path, 1, NightPlan([], HOSTILE, declaration=HOSTILE, undeclared=HOSTILE_NAMES))
    page = page_of(tmp_path)
    known = Tags(page_of(tmp_path / "none"))
    extra = {"figure", "figcaption", "svg", "line", "g", "rect", "title", "br", "small", "code"}
    extra |= {"table", "thead", "tbody", "tr", "th", "td", "div", "span", "strong", "ul", "li"}
    assert {tag for tag, _ in Tags(page).tags} <= {tag for tag, _ in known.tags} | extra
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert len(page) < 100_000


def test_its_tables_and_pictures_have_names(tmp_path: Path) -> None:
    for night in range(3):
        keep(tmp_path, night, NightPlan(["a"] * (night != 1)))
    tags = Tags(page_of(tmp_path))
    assert all(one.get("role") == "img" and one["aria-label"] for one in tags.of("svg"))
    assert all(one.get("scope") in ("col", "row") for one in tags.of("th"))
    assert [one["lang"] for one in tags.of("html")] == ["en"]
