"""The chapter as a part of an HTML page: headings from the second level, tables with captions."""

from collections.abc import Iterator
from html import escape

from crawler.chapter.contents import Chapter, Group
from crawler.text import printable


def as_html(chapter: Chapter) -> str:
    """HTML to be put into a page; every text is escaped."""
    return "\n".join(_lines(chapter)) + "\n"


def _lines(chapter: Chapter) -> Iterator[str]:
    yield f'<section lang="{chapter.phrases.code}">'
    yield f"<h2>{_text(chapter.phrases.title)}</h2>"
    yield from (f"<p>{_text(line)}</p>" for line in chapter.lines)
    for section in chapter.sections:
        yield f"<h3>{_text(section.title)}</h3>"
        if section.note:
            yield f"<p>{_text(section.note)}</p>"
        for group in section.groups:
            yield f"<h4>{_text(group.title)}</h4>"
            yield f"<p>{_text(group.about)}</p>"
            yield from _table(group, chapter.phrases.columns)
    yield "</section>"


def _table(group: Group, columns: tuple[str, ...]) -> Iterator[str]:
    yield "<table>"
    yield f"<caption>{_text(group.caption)}</caption>"
    heads = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for name, *others in group.rows:
        cells = "".join(f"<td>{_text(one)}</td>" for one in others)
        yield f'<tr><th scope="row"><code>{_text(name)}</code></th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"


def _text(text: str) -> str:
    return escape(printable(" ".join(text.split())))
