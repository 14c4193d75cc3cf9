"""DOCX to blocks: headings and lists by their styles, tables with merged cells."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from crawler.errors import BadInput
from crawler.policy.document import LABEL, Block, Kind, PolicyDocument, clean, row, time_limit
from crawler.policy.text import links_in

_MOST_UNPACKED, _MOST_PARTS = 100_000_000, 20_000
_STYLE = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop)\s*(\d)", re.IGNORECASE)
_LISTS = re.compile(r"list|liste|lista|elenco|lijst", re.IGNORECASE)


def read_docx(source: str, data: bytes) -> PolicyDocument:
    """Read a Word document.

    Raises BadInput for what is none, unpacks to over 100 MB, or has over 20,000 paragraphs.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
        if unpacked > _MOST_UNPACKED:
            raise BadInput.in_file(source, "unpacks to over 100 MB, which no policy has: not read")
        document = docx.Document(BytesIO(data))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise BadInput.in_file(
            source, "is no DOCX that can be read: save it anew from Word"
        ) from error
    if len(document.element.body) > _MOST_PARTS:
        raise BadInput.in_file(
            source,
            f"has more than {_MOST_PARTS} paragraphs, which no policy has: cut it to the policy",
        )
    blocks = _blocks(document, time_limit(source))
    return PolicyDocument(source, tuple(one for one in blocks if one.text))


def _blocks(document: Document, check_time: Callable[[], None]) -> Iterator[Block]:
    tables = lists = paragraphs = group = 0
    listed = False
    for part in document.iter_inner_content():
        check_time()
        if isinstance(part, Table):
            tables, group, listed = tables + 1, group + 1, False
            yield from _rows(part, tables, group)
            continue
        paragraphs += 1
        kind, level = _kind(part)
        if kind is Kind.ITEM and not listed:
            lists, group = lists + 1, group + 1
        listed = kind is Kind.ITEM
        text = clean(part.text)
        marked = tuple(clean(run.text) for run in part.runs if run.bold and run.text.strip())
        links = tuple(one.url for one in part.hyperlinks if one.url.startswith("http"))
        yield Block(
            kind,
            text,
            f"paragraph {paragraphs}",
            level,
            group=group,
            links=tuple(dict.fromkeys((*links, *links_in(text)))),
            marked=marked,
        )


def _kind(paragraph: Paragraph) -> tuple[Kind, int]:
    style = paragraph.style.name or "" if paragraph.style is not None else ""
    if found := _STYLE.search(style):
        return Kind.HEADING, min(max(int(found[1]), 1), 6)
    properties = paragraph._p.pPr
    if _LISTS.search(style) or (properties is not None and properties.numPr is not None):
        return Kind.ITEM, 1
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return (Kind.HEADING, LABEL) if bold and len(paragraph.text) < 200 else (Kind.PARAGRAPH, 0)


def _rows(table: Table, number: int, group: int) -> Iterator[Block]:
    for position, line in enumerate(table.rows, 1):
        cells = line.cells
        texts = [clean(cell.text) for cell in cells]
        place = f"table {number}, row {position}"
        if len(cells) > 1 and all(cell._tc is cells[0]._tc for cell in cells):
            yield Block(Kind.HEADING, texts[0], place, level=LABEL, links=links_in(texts[0]))
        else:
            yield row(texts, place=place, group=group, links=links_in("\n".join(texts)))
