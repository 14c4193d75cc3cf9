"""`cookie-audit policy write`: the chapter in each format, and read back by `policy import`."""

import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typer.testing import CliRunner, Result

from crawler.chapter import PHRASES, as_html, as_markdown, chapter_of
from crawler.cli import app
from crawler.cookies import StorageType
from crawler.declared import Declaration, DeclaredCookie, load_declaration
from crawler.errors import BadInput
from crawler.lifetime_ranges import read_lifetime
from crawler.lifetimes import Lifetime
from crawler.policy_commands import import_policy
from crawler.policy_sources import Sources

ROOT = Path(__file__).parents[2]
SHOP = """\
version: 1
policy: {url: https://shop.example/privacy, updated: 2026-09-01}
categories: {functional: preferences}
sites:
  shop: {url: https://shop.example}
  help: {url: https://help.shop.example}
cookies:
  - {name: sid, category: necessary, lifetime: session, provider: Shop, purpose: Basket}
  - {name: _pk_id.*, category: analytics, consent: exempt, lifetime: 13 mois}
  - {name: lang, sites: [shop], category: functional, lifetime: up to 2 years}
  - {name: "wp_{hash}", sites: [shop], lifetime: between 1 and 13 months, purpose: Tests}
  - {name: basket, sites: [shop], type: local-storage, category: necessary, purpose: Keeps things}
  - {name: tab_state, sites: [shop], type: session-storage, category: preferences}
  - name: IDE
    sites: [help]
    domain: doubleclick.net
    category: marketing
    lifetime: 1 year and 6 months
    provider: Google
    purpose: Shows ads, and measures them
  - {name: half_id, sites: [help], category: marketing, lifetime: ein halbes Jahr}
  - {name: _gat, aliases: ["_dc_gtm_<property-id>"], sites: [help], lifetime: P1D}
"""
SINGLE = """\
version: 1
sites: {shop: {url: https://shop.example}}
cookies:
  - {name: sid_x, category: necessary, lifetime: 30 minutes}
  - {name: _ga, category: analytics, lifetime: 2 years, provider: Google}
"""
Told = tuple[str, str, str, str, tuple[float, float, bool] | None]


def span(lifetime: Lifetime | None) -> tuple[float, float, bool] | None:
    return (lifetime.shortest, lifetime.longest, lifetime.session) if lifetime else None


def told(declaration: Declaration) -> set[Told]:
    """Name, site, domain, category and lifetime of every entry on each of its sites."""
    return {
        (
            one.name,
            site.url,
            one.domain or site.host,
            str(one.category),
            span(one.lifetime),
        )
        for site in declaration.sites.values()
        for one in declaration.cookies_of(site.name)
    }


def write(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["policy", "write", *arguments])


@pytest.mark.parametrize("language", PHRASES)
@pytest.mark.parametrize("suffix", ["html", "md", "docx"])
@pytest.mark.parametrize(
    "text", [SHOP, SINGLE, (ROOT / "expected_cookies.yaml").read_text("utf-8")]
)
def test_what_is_written_is_imported_again(
    tmp_path: Path, text: str, suffix: str, language: str
) -> None:
    declared, page, draft = (tmp_path / name for name in ("d.yaml", f"p.{suffix}", "back.yaml"))
    declared.write_text(text, "utf-8")
    assert write(str(declared), "--language", language, "--out", str(page)).exit_code == 0
    import_policy(Sources((str(page),)), draft)
    before, after = load_declaration(declared), load_declaration(draft)
    assert told(after) == told(before)
    assert {one.type for one in after.cookies} == {one.type for one in before.cookies}
    aliases = {name for one in before.cookies for name in one.aliases}
    assert {name for one in after.cookies for name in one.aliases} == aliases


def chapter(*cookies: DeclaredCookie, language: str = "en") -> tuple[str, str]:
    declaration = Declaration.model_validate(
        {
            "version": 1,
            "sites": {"shop": {"name": "shop", "url": "https://shop.example"}},
            "cookies": cookies,
        }
    )
    made = chapter_of(declaration, PHRASES[language])
    return as_html(made), as_markdown(made)


def test_what_is_needed_comes_first_and_the_unknown_last() -> None:
    marketing, unknown, needed = (
        DeclaredCookie(name="m", category="marketing"),
        DeclaredCookie(name="u"),
        DeclaredCookie(name="n", category="necessary"),
    )
    html, _ = chapter(marketing, unknown, needed)
    assert re.findall(r"<h4>(.*?)</h4>", html) == [
        "Strictly necessary cookies",
        "Marketing cookies",
        "Cookies whose category is not stated",
    ]


def test_what_is_unknown_is_said_as_unknown() -> None:
    html, _ = chapter(DeclaredCookie(name="u"))
    assert html.count("<td>Not stated</td>") == 3


def test_tables_are_accessible() -> None:
    html, _ = chapter(DeclaredCookie(name="u"))
    assert "<caption>Cookies used on the site https://shop.example: Cookies whose" in html
    assert html.count('<th scope="col">') == 6
    assert html.count('<th scope="row">') == 1
    assert '<section lang="en">' in html


class _Reader(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


OURS = {
    "section",
    "h2",
    "h3",
    "h4",
    "p",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
}
HOSTILE = [
    "<b>x</b>",
    "a|b",
    "`x`",
    "*x*",
    "_x_",
    "[x](https://y.test)",
    "<!-- x",
    "&amp;",
    "\\",
    "# x",
    "~x~",
]


@given(
    st.one_of(st.sampled_from(HOSTILE), st.text("<>&|`*_[]()!#~\\ab-+.:/", min_size=1, max_size=30))
)
def test_text_is_text_in_every_format(text: str) -> None:
    shown = " ".join(text.split()) or "x"
    cookie = DeclaredCookie(name="u", purpose=f"x{shown}x", provider=f"y{shown}y")
    html, markdown = chapter(cookie)
    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    for page, tags in ((html, OURS), (rendered, OURS)):
        reader = _Reader()
        reader.feed(page)
        assert reader.tags <= tags
        assert f"x{shown}x" in "".join(reader.text)
    assert rendered.count("<td") == 6


@pytest.mark.parametrize("language", PHRASES)
@pytest.mark.parametrize(
    "words",
    [
        "session",
        "2 years",
        "1.5 years",
        "13 mois",
        "up to 90 days",
        "1 to 2 hours",
        "P1Y6M",
        "a day",
    ],
)
def test_a_lifetime_means_the_same_in_each_language(language: str, words: str) -> None:
    said = PHRASES[language].lifetime(read_lifetime(words), StorageType.COOKIE)
    assert span(read_lifetime(said)) == span(read_lifetime(words))


def test_french_says_it_in_french() -> None:
    lifetime = PHRASES["fr"].lifetime(read_lifetime("between 1 and 1.5 years"), StorageType.COOKIE)
    assert lifetime == "entre 1 an et 1,5 ans"


def test_consent_that_the_category_does_not_tell_is_said() -> None:
    html, _ = chapter(
        DeclaredCookie(name="a", category="analytics", consent="exempt"),
        DeclaredCookie(name="b", category="necessary", consent="required"),
    )
    assert "Not stated. Consent is not asked for this." in html
    assert "Not stated. Stored with your consent alone." in html


def test_a_document_has_headings_and_header_rows(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(SHOP)
    write(str(tmp_path / "d.yaml"), "--out", str(tmp_path / "c.docx"))
    document = docx.Document(str(tmp_path / "c.docx"))
    styles = {one.style.name for one in document.paragraphs if one.style}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= styles
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_nothing_declared_is_said(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(SINGLE.partition("cookies:")[0] + "cookies: []\n")
    assert "No cookies or similar technologies are used." in write(str(tmp_path / "d.yaml")).stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--format", "pdf"], "--format: 'pdf' is none"),
        (["--language", "de"], "--language: 'de' is not written"),
        (["--format", "docx"], "--out: is missing"),
        (["--out", "no/such/folder.md"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said(arguments: list[str], complaint: str) -> None:
    result = write(str(ROOT / "expected_cookies.yaml"), *arguments)
    assert isinstance(result.exception, BadInput)
    assert complaint in str(result.exception)
