"""The chapter as a Word document, with heading styles and header rows that repeat."""

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from crawler.chapter.contents import Chapter, Group
from crawler.text import printable


def as_docx(chapter: Chapter) -> bytes:
    """The bytes of a DOCX file."""
    document = docx.Document()
    document.core_properties.title = chapter.phrases.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = chapter.phrases.code
    document.add_heading(_text(chapter.phrases.title), 1)
    for line in chapter.lines:
        document.add_paragraph(_text(line))
    for section in chapter.sections:
        document.add_heading(_text(section.title), 2)
        if section.note:
            document.add_paragraph(_text(section.note))
        for group in section.groups:
            document.add_heading(_text(group.title), 3)
            document.add_paragraph(_text(group.about))
            _add_table(document, group, chapter.phrases.columns)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: Document, group: Group, columns: tuple[str, ...]) -> None:
    table = document.add_table(rows=1 + len(group.rows), cols=len(columns), style="Table Grid")
    for row, texts in zip(table.rows, (columns, *group.rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = _text(text)
    # Repeated on every page, and what screen readers take for headers.
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _text(text: str) -> str:
    return printable(" ".join(text.split()))
