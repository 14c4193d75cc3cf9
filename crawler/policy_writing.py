"""What ``cookie-audit policy write`` does."""

from collections.abc import Callable, Mapping
from pathlib import Path

import typer

from crawler.chapter import PHRASES, Chapter, as_docx, as_html, as_markdown, chapter_of
from crawler.declared import load_declaration
from crawler.declared.wording import did_you_mean, quoted
from crawler.errors import BadInput
from crawler.gate import ExitCode

_FORMATS: Mapping[str, Callable[[Chapter], bytes]] = {
    "html": lambda chapter: as_html(chapter).encode(),
    "markdown": lambda chapter: as_markdown(chapter).encode(),
    "docx": as_docx,
}
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".docx": "docx"}


def write_policy(declaration: Path, form: str, language: str, out: Path | None) -> int:
    """Write the cookie chapter to a file, or to standard output. Raises BadInput."""
    form = form or (_SUFFIXES.get(out.suffix.lower(), "") if out else "") or "html"
    if form not in _FORMATS:
        raise BadInput.in_file("--format", f"{quoted(form)} is none{did_you_mean(form, _FORMATS)}")
    if language not in PHRASES:
        known = did_you_mean(language, PHRASES)
        raise BadInput.in_file("--language", f"{quoted(language)} is not written{known}")
    if form == "docx" and out is None:
        raise BadInput.in_file("--out", "is missing: a DOCX goes to a file")
    written = _FORMATS[form](chapter_of(load_declaration(declaration), PHRASES[language]))
    if out is None:
        typer.echo(written, nl=False)
        return ExitCode.CLEAN
    try:
        out.write_bytes(written)
    except OSError as error:
        raise BadInput.in_file(out, f"cannot be written ({error.strerror})") from error
    return ExitCode.CLEAN
