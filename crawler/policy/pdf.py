"""PDF to blocks: ruled tables as tables, all else as text, page by page."""

from collections.abc import Iterator
from io import BytesIO
from time import monotonic

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from crawler.errors import BadInput
from crawler.policy.document import Block, PolicyDocument, clean, row
from crawler.policy.text import links_in, read_text

MOST_PAGES = 300
MOST_SECONDS = 120.0


def read_pdf(source: str, data: bytes) -> PolicyDocument:
    """Read a PDF. Raises BadInput for what cannot be read, has no text, or takes too long."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise BadInput.in_file(
                    source, f"has more than {MOST_PAGES} pages: cut it to the policy"
                )
            blocks = tuple(_pages(source, pdf.pages))
    except (PdfminerException, MalformedPDFException, PDFPasswordIncorrect) as error:
        raise BadInput.in_file(
            source, "is no PDF that can be read: it is damaged, or locked by a password"
        ) from error
    if not blocks:
        raise BadInput.in_file(
            source,
            "has no text, only pictures of its pages: run it through OCR, or take the web page",
        )
    return PolicyDocument(source, blocks)


def _pages(source: str, pages: list[Page]) -> Iterator[Block]:
    begun, group = monotonic(), 0
    for page in pages:
        if monotonic() - begun > MOST_SECONDS:
            raise BadInput.in_file(
                source, f"took over {MOST_SECONDS:.0f} seconds to read: cut it to the policy"
            )
        for block in _page(page, group):
            group = max(group, abs(block.group))
            yield block
        page.close()


def _page(page: Page, group: int) -> Iterator[Block]:
    """The blocks of a page from its top to its bottom; numbers of groups go on from ``group``."""
    top = page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda one: one.bbox[1]):
        if table.bbox[1] > top:
            yield from _text(page, top, table.bbox[1])
        group += 1
        for position, cells in enumerate(table.extract(), 1):
            texts = [clean(cell or "") for cell in cells]
            place = f"page {page.page_number}, table row {position}"
            yield row(texts, place=place, group=group, links=links_in(" ".join(texts)))
        top = max(top, table.bbox[3])
    if page.bbox[3] > top:
        yield from _text(page, top, page.bbox[3])


def _text(page: Page, top: float, bottom: float) -> Iterator[Block]:
    part = page.crop((page.bbox[0], top, page.bbox[2], bottom))
    text = part.extract_text(layout=False) or ""
    yield from read_text("", text, page.page_number).blocks
