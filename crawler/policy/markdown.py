"""Markdown to blocks, by way of HTML."""

import re

from markdown_it import MarkdownIt

from crawler.policy.document import PolicyDocument
from crawler.policy.html import read_html

_BOLD = re.compile(r"(?<!\S)\*\*([^*\n]+)\*\*(?=[\s:.,;)|]|$)", re.MULTILINE)
_BREAK = re.compile(r"&lt;br\s*/?&gt;", re.IGNORECASE)


def read_markdown(source: str, text: str) -> PolicyDocument:
    """Read Markdown with tables and blocks of HTML.

    Emphasis is not read: ``_ga_`` and ``_gat_*`` are names. A ``<property-id>`` within a line is
    text, no element.
    """
    parser = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .disable(["emphasis", "html_inline"])
    )
    rendered: str = parser.render(_BOLD.sub(r"`\1`", text))
    return read_html(source, _BREAK.sub("<br>", rendered))
