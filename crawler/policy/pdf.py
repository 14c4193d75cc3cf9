"""PDF to blocks: ruled tables as tables, all else as text, page by page.

A PDF can be made so that reading one page takes hours or all memory, so it is read in a process
of its own, which is ended when a page takes too long.
"""

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from multiprocessing.connection import Connection
from time import monotonic

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from crawler.errors import BadInput
from crawler.policy.document import LABEL, Block, Kind, PolicyDocument, clean, row
from crawler.policy.labels import announces
from crawler.policy.names import is_word, names_in_cell
from crawler.policy.pdf_tables import Line, UnruledTable, Word, lines_of, unruled_table
from crawler.policy.text import links_in, read_text

MOST_PAGES = 300
MOST_SECONDS = 120.0
MOST_SECONDS_A_PAGE = 20.0
_MOST_MEMORY = 2_000_000_000
_START_S = 30.0
"""Seconds for the process to start, and to open the PDF."""


def read_pdf(source: str, data: bytes) -> PolicyDocument:
    """Read a PDF. Raises BadInput for what cannot be read, has no text, or takes too long."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, data), daemon=True)
    process.start()
    theirs.close()
    try:
        blocks = tuple(_received(source, ours))
    finally:
        process.kill()
        process.join()
        ours.close()
    if not blocks:
        raise BadInput.in_file(
            source,
            "has no text, only pictures of its pages: run it through OCR, or take the web page",
        )
    return PolicyDocument(source, blocks)


def _received(source: str, pipe: Connection) -> Iterator[Block]:
    """The blocks of every page, as the process sends them."""
    begun, limit, page = monotonic(), _START_S + MOST_SECONDS_A_PAGE, 0
    while True:
        if not pipe.poll(min(limit, max(begun + MOST_SECONDS - monotonic(), 0.0))):
            place = f"page {page + 1} took" if page else "took"
            raise BadInput.in_file(source, f"{place} too long to read: cut it to the policy")
        try:
            sent: tuple[Block, ...] | str | None = pipe.recv()
        except EOFError:
            sent = "took more memory than there is to read: cut it to the policy"
        if sent is None:
            return
        if isinstance(sent, str):
            raise BadInput.in_file(source, sent)
        yield from sent
        limit, page = MOST_SECONDS_A_PAGE, page + 1


def _serve(pipe: Connection, data: bytes) -> None:
    """Send the blocks of each page, then None; a sentence where the PDF cannot be read."""
    _limit_memory()
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                pipe.send(f"has more than {MOST_PAGES} pages: cut it to the policy")
                return
            group = 0
            for page in pdf.pages:
                blocks = tuple(_page(page, group))
                group = max([group, *(abs(one.group) for one in blocks)])
                pipe.send(blocks)
                page.close()
        pipe.send(None)
    except (PdfminerException, MalformedPDFException, PDFPasswordIncorrect):
        pipe.send("is no PDF that can be read: it is damaged, or locked by a password")
    except (MemoryError, RecursionError):
        pipe.send("took more memory than there is to read: cut it to the policy")


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _page(page: Page, group: int) -> Iterator[Block]:
    """The blocks of a page from its top to its bottom; numbers of groups go on from ``group``."""
    top = page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda one: one.bbox[1]):
        if table.bbox[1] > top:
            for block in _text(page, top, table.bbox[1], group):
                group = max(group, block.group)
                yield block
        group += 1
        for position, cells in enumerate(_spanned(table), 1):
            texts = [clean(cell or "") for cell in cells]
            place = f"page {page.page_number}, table row {position}"
            if len(texts) > 1 and texts[0] and len(set(texts)) == 1:
                yield Block(Kind.HEADING, texts[0], place, level=LABEL)
            else:
                yield row(texts, place=place, group=group, links=links_in(" ".join(texts)))
        top = max(top, table.bbox[3])
    if page.bbox[3] > top:
        yield from _text(page, top, page.bbox[3], group)


def _spanned(table: Table) -> Iterator[list[str]]:
    """The cells of each row, each copied to wherever it spans."""
    texts = table.extract()
    edges = sorted({cell[0] for cell in table.cells}), sorted({cell[1] for cell in table.cells})
    owners: dict[tuple[float, float], str] = {}
    for line, told in zip(table.rows, texts, strict=True):
        for cell, text in zip(line.cells, told, strict=True):
            if cell is not None:
                inside = ((x, y) for x in edges[0] for y in edges[1] if _covers(cell, x, y))
                owners |= dict.fromkeys(inside, text or "")
    for top in edges[1]:
        yield [owners.get((left, top), "") for left in edges[0]]


def _covers(cell: tuple[float, float, float, float], left: float, top: float) -> bool:
    return cell[0] <= left < cell[2] and cell[1] <= top < cell[3]


def _text(page: Page, top: float, bottom: float, group: int) -> Iterator[Block]:
    """What stands between two heights of a page, outside of ruled tables."""
    part = page.crop((page.bbox[0], top, page.bbox[2], bottom))
    lines = _lines(part)
    begin = at = 0
    while at < len(lines):
        table = unruled_table(lines, at)
        below = unruled_table(lines, at + 1) if table and at + 1 < len(lines) else None
        if table is None or (below and _is_caption(lines[at], table, below)):
            at += 1
            continue
        yield from _paragraphs(page, lines[begin:at], group)
        group += 1
        table = _before_caption(lines, at, table)
        yield from _unruled(page, table, group)
        begin = at = table.end
    yield from _paragraphs(page, lines[begin:], group)


def _is_caption(line: Line, table: UnruledTable, below: UnruledTable) -> bool:
    """Whether the first line of a table is a caption, which joins or adds columns, above one."""
    if announces(line.text) and below.fit[0] >= table.fit[0]:
        return True
    return below.fit > table.fit


def _before_caption(lines: Sequence[Line], at: int, table: UnruledTable) -> UnruledTable:
    """The table without its last line where that is the caption of the table below it."""
    last = table.end - 1
    if table.end == len(lines) or not announces(lines[last].text):
        return table
    if unruled_table(lines, table.end) is None:
        return table
    return unruled_table(lines[:last], at) or table


def _lines(part: Page) -> list[Line]:
    found = part.extract_words(x_tolerance=1.5, use_text_flow=False)
    words = [Word(one["text"], one["x0"], one["x1"], one["top"], one["bottom"]) for one in found]
    bold = {round(one["top"]) for one in part.chars if one["text"].strip() and _is_bold(one)}
    light = {round(one["top"]) for one in part.chars if one["text"].strip() and not _is_bold(one)}
    rules = [edge["top"] for edge in part.edges if edge["orientation"] == "h"]
    lines = [
        replace(line, bold=round(line.top) in bold and round(line.top) not in light)
        for line in lines_of(words)
    ]
    return [*lines[:1], *(_ruled(line, above, rules) for above, line in pairwise(lines))]


def _ruled(line: Line, above: Line, rules: Sequence[float]) -> Line:
    between = any(above.bottom - 1 <= rule <= line.top + 1 for rule in rules)
    return replace(line, ruled=between)


def _is_bold(char: Mapping[str, object]) -> bool:
    return "bold" in str(char.get("fontname", "")).lower()


def _unruled(page: Page, table: UnruledTable, group: int) -> Iterator[Block]:
    for position, cells in enumerate(table.rows, 1):
        place = f"page {page.page_number}, table row {position}"
        told = [cell for cell in cells if cell]
        if len(told) == 1 and all(map(is_word, names_in_cell(told[0]))):
            sentence = told[0].endswith(".")
            kind, level = (Kind.PARAGRAPH, 0) if sentence else (Kind.HEADING, LABEL)
            yield Block(kind, told[0], place, level=level)
        else:
            yield row(cells, place=place, group=group, links=links_in(" ".join(cells)))


def _paragraphs(page: Page, lines: Sequence[Line], group: int) -> Iterator[Block]:
    """Text, in which a wider gap, another size or boldness sets lines apart."""
    if not lines:
        return
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    text = lines[0].text
    for gap, (before, after) in zip(gaps, pairwise(lines), strict=True):
        height = before.bottom - before.top
        other = before.bold is not after.bold or abs(after.bottom - after.top - height) > 1.5
        text += f"{chr(10) * (1 + (gap > usual + 0.35 * height or other))}{after.text}"
    for block in read_text("", text, page.page_number).blocks:
        yield replace(block, group=block.group + group) if block.group else block
