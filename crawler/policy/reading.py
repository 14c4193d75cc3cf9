"""Bytes to a policy: which format they are in, and whether they can be a policy at all."""

import re
from pathlib import Path

from crawler.errors import BadInput
from crawler.policy.document import PolicyDocument
from crawler.policy.docx import read_docx
from crawler.policy.html import read_html
from crawler.policy.markdown import read_markdown
from crawler.policy.pdf import read_pdf
from crawler.policy.text import read_text

MOST_BYTES = 10_000_000
"""The largest policy that is read."""
_MARKUP = re.compile(
    r"<!doctype html|<html\b|<(?:body|table|div|p|ul|h[1-6])\b[^>]*>", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\|?(?: *:?-{3,}:? *\|)+ *:?-{3,}:? *\|? *$|\*\*[^*\s][^*\n]*\*\*",
    re.MULTILINE,
)


def read_file(path: Path) -> PolicyDocument:
    """Read a policy from a file. Raises BadInput with a sentence for the user."""
    try:
        if not path.is_file():
            raise BadInput.in_file(path, "does not exist: name the file or address of a policy")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput.in_file(path, f"cannot be read ({error.strerror})") from error
    return read_policy(path.name, data, path.suffix)


def read_policy(source: str, data: bytes, kind: str = "") -> PolicyDocument:
    """Read a policy; ``kind`` is the suffix of its file or its media type.

    Raises BadInput for one that is too large, of no known format, or empty.
    """
    if len(data) > MOST_BYTES:
        raise BadInput.in_file(
            source, "is larger than 10 MB, which no policy is: cut it to the policy"
        )
    if not data.strip():
        raise BadInput.in_file(source, "is empty")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return read_pdf(source, data)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(source, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput.in_file(source, "is an old Word document (DOC): save it as DOCX")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput.in_file(
            source, "is no HTML, text, Markdown, PDF or DOCX: give the policy in one of these"
        )
    return _read_text(source, data, kind.lower())


def _read_text(source: str, data: bytes, kind: str) -> PolicyDocument:
    text = _decoded(data)
    if "markdown" in kind or kind in {".md", ".mkd"}:
        return read_markdown(source, text)
    if "html" in kind or kind == ".htm" or _MARKUP.search(text[:20_000]):
        # The bytes, since a page may name its encoding itself.
        return read_html(source, text if _is_unicode(data) else data)
    return read_markdown(source, text) if _MARKDOWN.search(text) else read_text(source, text)


def _is_unicode(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
