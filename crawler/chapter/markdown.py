"""The chapter in Markdown, with tables as GitHub and most others read them."""

import re
from collections.abc import Iterator

from crawler.chapter.contents import Chapter, Group
from crawler.text import printable

# What may begin a construct of CommonMark or HTML anywhere in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&$]")
_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:]")


def as_markdown(chapter: Chapter) -> str:
    """Markdown to be put into a page; every text is escaped."""
    return "\n".join(_lines(chapter)) + "\n"


def _lines(chapter: Chapter) -> Iterator[str]:
    yield f"## {_text(chapter.phrases.title)}"
    for line in chapter.lines:
        yield from ("", _text(line))
    for section in chapter.sections:
        yield from ("", f"### {_text(section.title)}")
        if section.note:
            yield from ("", _text(section.note))
        for group in section.groups:
            yield from ("", f"#### {_text(group.title)}", "", _text(group.about), "")
            yield from _table(group, chapter.phrases.columns)


def _table(group: Group, columns: tuple[str, ...]) -> Iterator[str]:
    yield _row(map(_text, columns))
    yield _row("---" for _ in columns)
    for row in group.rows:
        yield _row(map(_text, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """A text of one line that shows as it is; addresses stay links."""
    line = printable(" ".join(text.split()))
    parts, place = [], 0
    for url in _URL.finditer(line):
        parts += [_SPECIAL.sub(r"\\\g<0>", line[place : url.start()]), url[0]]
        place = url.end()
    return "".join((*parts, _SPECIAL.sub(r"\\\g<0>", line[place:])))
