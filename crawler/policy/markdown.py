"""Markdown to blocks, by way of HTML."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from crawler.policy.document import PolicyDocument
from crawler.policy.html import read_html

_BOLD = re.compile(r"(?<!\S)\*\*([^*\n]+)\*\*(?=[\s:.,;)|]|$)", re.MULTILINE)
# Many a table stands right below a text; Markdown wants a blank line between.
_TABLE = re.compile(r"(?<=\S\n)([^\n]*\|[^\n]*\n\|?(?: *:?-{3,}:? *\|)+[ :|-]*$)", re.MULTILINE)
_ALONE = re.compile(r"^(`[^`\n]+`)[ \t]*\n(?=[^\s|`:=-])", re.MULTILINE)
"""A line that is set apart as a whole, as a heading is, and goes on below without a blank line."""
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
    apart = _ALONE.sub(r"\1\n\n", _TABLE.sub(r"\n\1", _BOLD.sub(r"`\1`", text)))
    rendered: str = parser.render(apart)
    # The browser would show it as plain text.
    return replace(read_html(source, _BREAK.sub("<br>", rendered)), page=False)
