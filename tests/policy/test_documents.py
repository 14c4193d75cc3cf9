"""PDF and DOCX: tables, lists and headings; and what cannot be read."""

from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from fpdf import FPDF

from crawler.errors import BadInput
from crawler.policy.draft_entry import DraftEntry
from crawler.policy.entries import read_entries
from crawler.policy.reading import MOST_BYTES, read_policy

HEADERS = ("Cookie", "Zweck", "Speicherdauer")
ROWS = [("_pk_id", "Zählt Besucher", "13 Monate"), ("_pk_ses", "Zählt Seiten", "30 Minuten")]


def read(source: str, data: bytes) -> tuple[DraftEntry, ...]:
    return read_entries(read_policy(source, data)).entries


def told(entries: tuple[DraftEntry, ...]) -> list[tuple[str, str, str]]:
    return [(one.name, one.purpose, one.lifetime) for one in entries]


def pdf(*, text: bool = True, table: bool = True) -> bytes:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    if text:
        document.cell(text="Statistik-Cookies:", new_x="LMARGIN", new_y="NEXT")
        document.ln()
        for line in ("- visit_count: counts visits (1 year)", "- visit_last: last visit (session)"):
            document.cell(text=line, new_x="LMARGIN", new_y="NEXT")
        document.ln()
    if table:
        with document.table() as lines:
            for cells in (HEADERS, *ROWS):
                row = lines.row()
                for cell in cells:
                    row.cell(cell)
    return bytes(document.output())


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Cookies", 1)
    document.add_heading("Functionele cookies", 2)
    document.add_paragraph("taal_keuze: onthoudt de taal (1 jaar)", style="List Bullet")
    document.add_paragraph("menu_open: onthoudt het menu (sessie)", style="List Bullet")
    document.add_heading("Statistische cookies", 2)
    table = document.add_table(rows=0, cols=3)
    for cells in (("Cookie", "Doel", "Looptijd"), ("Matomo", "", ""), *ROWS):
        row = table.add_row()
        for at, cell in enumerate(cells):
            row.cells[at].text = cell
        if cells[0] == "Matomo":
            row.cells[0].merge(row.cells[2])
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def test_a_ruled_table_in_a_pdf_is_read() -> None:
    assert told(read("policy.pdf", pdf(text=False))) == ROWS


def test_text_around_a_table_in_a_pdf_is_read_in_its_order() -> None:
    assert told(read("policy.pdf", pdf())) == [
        ("visit_count", "counts visits", "1 year"),
        ("visit_last", "last visit", "session"),
        *ROWS,
    ]


def test_an_entry_of_a_pdf_names_its_page() -> None:
    assert "page 1" in read("policy.pdf", pdf())[0].source


def test_a_word_document_is_read() -> None:
    assert told(read("policy.docx", word())) == [
        ("taal_keuze", "onthoudt de taal", "1 jaar"),
        ("menu_open", "onthoudt het menu", "sessie"),
        *ROWS,
    ]


def test_headings_of_a_word_document_are_categories() -> None:
    assert [one.category for one in read("policy.docx", word())] == [
        "preferences",
        "preferences",
        "analytics",
        "analytics",
    ]


def bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 101_000_000)
    return data.getvalue()


def spaced(document: FPDF, lines: list[tuple[str, str, str]]) -> None:
    """A table without rules, whose middle column is wrapped."""
    for first, second, third in lines:
        top = document.get_y()
        for left, text in ((10, first), (142, third), (62, second)):
            document.set_xy(left, top)
            document.multi_cell(w=70, h=5, text=text, new_x="LMARGIN", new_y="NEXT", align="L")
        document.ln(4)


def test_a_table_without_rules_in_a_pdf_is_read() -> None:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    document.cell(text="Welche Cookies wir setzen", new_x="LMARGIN", new_y="NEXT")
    document.ln(8)
    long = "Merkt sich den Warenkorb, damit er beim Wiederkommen noch voll ist"
    rows = [("shop-basket-", long, "14 Tage"), *ROWS]
    spaced(document, [("Name des Cookies", "Zweck", "Speicherdauer"), *rows])
    found = told(read("policy.pdf", bytes(document.output())))
    assert found[1:] == ROWS
    assert found[0][1:] == rows[0][1:]


def many_paragraphs() -> bytes:
    document = docx.Document()
    one = document.add_paragraph("_ga: 2 years")._p
    for _ in range(20_001):
        one.addnext(deepcopy(one))
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (many_paragraphs(), "has more than 20000 paragraphs"),
        (b"<html>" + b"<p>" * 300_001, "has more than 300000 tags"),
        (pdf(text=False, table=False), "has no text, only pictures of its pages"),
        (b"%PDF-1.7\nbroken", "is no PDF that can be read"),
        (b"PK\x03\x04broken", "is no DOCX that can be read"),
        (bomb(), "unpacks to over 100 MB"),
        (b"\xd0\xcf\x11\xe0old", "is an old Word document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no HTML, text, Markdown, PDF or DOCX"),
        (b" " * (MOST_BYTES + 1), "is larger than 10 MB"),
        (b" \n", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, complaint: str) -> None:
    with pytest.raises(BadInput, match=f"policy: {complaint}"):
        read_policy("policy", data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    data = "Cookies\n\n- sid_été: gardé 1 an\n- sid_b: café\n".encode(encoding)
    assert [one.purpose for one in read("policy.txt", data)][-1] == "café"


def test_a_pdf_whose_page_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.policy.pdf.MOST_SECONDS", 0.0)
    with pytest.raises(BadInput, match="took too long to read: cut it to the policy"):
        read_policy("policy.pdf", pdf())


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.policy.document.MOST_SECONDS", -1.0)
    with pytest.raises(BadInput, match="takes too long to read: cut it to the policy"):
        read_policy("policy.html", b"<html><p>The cookie _ga lasts 2 years.</p>")


def test_a_row_without_a_name_is_told_as_unread() -> None:
    page = (
        b"<h1>Cookies</h1><table><tr><th>Name</th><th>Purpose</th><th>Expiry</th></tr>"
        b"<tr><td>sid_a</td><td>Keeps you in</td><td>1 day</td></tr>"
        b"<tr><td></td><td>Counts visits</td><td>2 years</td></tr></table>"
    )
    reading = read_entries(read_policy("policy.html", page))
    assert reading.unread == ("table 1, row 3: no name beside Counts visits | 2 years",)


def test_a_text_below_a_table_without_rules_hides_none_of_it() -> None:
    rows = [("_pk_id.of.this.very.long.site", "Gruppe", "13 Monate"), *ROWS[1:]]
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    spaced(document, [("Cookie *", "Geltungsbereich", "Speicherdauer"), *rows])
    document.cell(text="* Die Namen der Cookies unterscheiden sich.")
    assert told(read("policy.pdf", bytes(document.output()))) == [(a, "", b) for a, _, b in rows]


def test_tables_without_rules_below_each_other_keep_their_captions() -> None:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    headers = ("Cookie", "Zweck", "Speicherdauer")
    for caption, cells in (
        ("Statistik-Cookies", ("_pk_id.*", "Zählt", "13 Monate")),
        ("Notwendige Cookies", ("korb_id", "Merkt sich den ganzen Warenkorb", "14 Tage")),
    ):
        document.cell(text=caption, new_x="LMARGIN", new_y="NEXT")
        spaced(document, [headers, cells])
    entries = read("policy.pdf", bytes(document.output()))
    assert [(one.name, one.lifetime, one.category) for one in entries] == [
        ("_pk_id.*", "13 Monate", "analytics"),
        ("korb_id", "14 Tage", "necessary"),
    ]


def test_rules_between_the_rows_of_a_pdf_hold_a_broken_name_together() -> None:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    name = "_pk_id.<site-number>\n.<domain-hash>"
    with document.table(borders_layout="HORIZONTAL_LINES", col_widths=(45, 60, 60)) as lines:
        for cells in (HEADERS, (name, "Counts", "13 months"), *ROWS):
            row = lines.row()
            for cell in cells:
                row.cell(cell)
    assert read("policy.pdf", bytes(document.output()))[0].name == name.replace("\n", "")
