"""Plain text to blocks: bullets, tabs, wrapped lines, headings, and tables copied cell by cell."""

import re
from collections.abc import Iterator, Sequence

from crawler.policy.document import LABEL, Block, Kind, PolicyDocument, clean, row, visible
from crawler.policy.flattened import flattened_table
from crawler.policy.labels import all_named
from crawler.policy.names import leading_names, names_in_cell
from crawler.policy.words import field_of

_BULLET = re.compile(
    r"^(?P<indent>\s*)(?:[-*•·‣◦▪●○\u2013\u2014■□➢✓]|o(?=\s{2,}))\s+(?P<text>\S.*)$"
)
_NUMBERED = re.compile(
    r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:\s*(?P<mark>[-\u2013.):])\s*"
    r"|(?<=\.\d)\s+)(?P<text>[^\W\d_].*)$"
)
_COLUMNS = re.compile(r"\s{3,}")
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]{}]+")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING_LENGTH = 110


def read_text(source: str, text: str, page: int = 0) -> PolicyDocument:
    """Read a text as it is copied out of a browser. ``page`` is that of a PDF, if it is one."""
    lines = [line.rstrip() for line in visible(text).split("\n")]
    return PolicyDocument(source, tuple(one for one in _Lines(lines, page).blocks() if one.text))


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses in a text, without the punctuation behind them."""
    return tuple(dict.fromkeys(found.rstrip(".,;:!?") for found in _LINK.findall(text)))


class _Lines:
    """The lines of a text and how far they have been read."""

    def __init__(self, lines: list[str], page: int) -> None:
        self._lines, self._page, self._at, self._group = lines, page, 0, 0

    def blocks(self) -> Iterator[Block]:
        listed = False
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                self._at += 1
                continue
            table = self._table()
            if table:
                yield from table
                listed = False
            elif found := self._bullet(line):
                self._group += not listed
                listed = True
                yield self._item(found)
            else:
                listed = False
                yield self._text()

    def _place(self, at: int) -> str:
        line = f"line {at + 1}"
        return f"page {self._page}, {line}" if self._page else line

    def _bullet(self, line: str) -> re.Match[str] | None:
        found = _BULLET.match(line)
        if found or not (numbered := _NUMBERED.match(line)):
            return found
        beside = [self._line(self._at - 1), self._line(self._at + 1)]
        return numbered if any(_NUMBERED.match(one) for one in beside) else None

    def _line(self, at: int) -> str:
        return self._lines[at] if 0 <= at < len(self._lines) else ""

    def _item(self, found: re.Match[str]) -> Block:
        at = self._at
        parts = [found["text"], *self._continuation()]
        indent = len(found.groupdict().get("indent") or "")
        return self._block(Kind.ITEM, " ".join(parts), at, level=1 + indent // 2)

    def _continuation(self) -> list[str]:
        """The lines below that a wrapped text goes on in."""
        parts: list[str] = []
        self._at += 1
        while (line := self._line(self._at)).strip():
            apart = _BULLET.match(line) or "\t" in line or names_in_cell(line, strict=True)
            table = _cells(line) or flattened_table(self._lines, self._at)
            if apart or table or self._bullet(line):
                break
            parts.append(line.strip())
            self._at += 1
        return parts

    def _text(self) -> Block:
        at, line = self._at, self._lines[self._at].strip()
        below = self._line(at + 1).strip()
        if below and set(below) <= set("=-_~") and len(below) > 2:
            self._at += 2
            return self._block(Kind.HEADING, line, at, level=1 if "=" in below else 2)
        if names_in_cell(line, strict=True) or _is_alone(line, below) or _heads(line):
            self._at += 1
            return self._block(Kind.HEADING, line, at, level=_level(line))
        return self._block(Kind.PARAGRAPH, self._joined(line), at)

    def _joined(self, first: str) -> str:
        """A paragraph: lines that were wrapped are joined, short ones stay lines of their own.

        Where labels or names begin lines, each goes on until the next.
        """
        lines = [first, *self._continuation()]
        if all_named(lines):
            return "\n".join(lines)
        begun = _begun(lines)
        if sum(begun) < 2:
            return (" " if max(map(len, lines)) > 60 else "\n").join(lines)
        parts: list[str] = []
        for line, begins in zip(lines, begun, strict=True):
            if begins or not parts:
                parts.append(line)
            else:
                parts[-1] += f" {line}"
        return "\n".join(parts)

    def _table(self) -> list[Block]:
        return self._divided() or self._flattened()

    def _divided(self) -> list[Block]:
        rows: list[Block] = []
        at, group = self._at, self._group + 1
        grid = _is_rule(self._line(at))
        goes_on = False
        while _is_rule(self._line(at)) or (cells := _cells(self._line(at))):
            if _is_rule(self._line(at)):
                at, goes_on = at + 1, False
                continue
            if rows and len(cells) != len(rows[0].cells) and "\t" not in self._lines[at]:
                break
            if grid and goes_on:
                above = rows.pop().cells
                cells = [" ".join(filter(None, both)) for both in zip(above, cells, strict=True)]
            place, links = self._place(at), links_in(" ".join(cells))
            rows.append(row(cells, place=place, group=self._group, links=links))
            at, goes_on = at + 1, True
        if len(rows) < 2 and not any("\t" in line for line in self._lines[self._at : at]):
            return []
        self._at, self._group = at, group
        return rows

    def _flattened(self) -> list[Block]:
        found = flattened_table(self._lines, self._at)
        if not found:
            return []
        self._at = found.end
        self._group += 1
        return [
            row(
                cells,
                found.headers,
                place=self._place(at),
                group=self._group,
                links=links_in("\n".join(cells)),
            )
            for at, cells in found.rows
        ]

    def _block(self, kind: Kind, text: str, at: int, level: int = 0) -> Block:
        marked = tuple(_CODE.findall(text))
        shown = clean(_CODE.sub(r"\1", text))
        return Block(
            kind,
            shown,
            self._place(at),
            level,
            group=self._group,
            links=links_in(text),
            marked=marked,
        )


def _cells(line: str) -> list[str]:
    """The cells of a line that is divided by tabs, bars or wide gaps; none for other lines."""
    if "\t" in line.strip("\n") and line.strip():
        return [cell.strip() for cell in line.split("\t")]
    if line.count("|") >= 2:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    wide = _COLUMNS.split(line.strip())
    return wide if len(wide) >= 3 else []


def _is_rule(line: str) -> bool:
    """Whether a line only divides a table: "|---|---|" or "+-----+-----+"."""
    line = line.strip()
    return len(line) > 3 and set(line) <= set("-=:+| ") and bool(set(line) & set("|+"))


def _begun(lines: Sequence[str]) -> list[bool]:
    """Which lines begin with a label or a name; a word above labels that begin again is a name."""
    begun = [_begins_entry(line) for line in lines]
    labels = [line.partition(":")[0] if ":" in line else "" for line in lines]
    for at in range(1, len(lines) - 1):
        again = begun[at + 1] and labels[at + 1] in filter(None, labels[:at])
        begun[at] = begun[at] or (again and bool(names_in_cell(lines[at])))
    return begun


def _begins_entry(line: str) -> bool:
    """Whether a line begins with a label and its value, or with a name."""
    if any(one.certain for one in leading_names(line)[0]):
        return True
    label, colon, value = line.partition(":")
    told = colon and value.strip() and len(label) <= 40 and not label.startswith("(")
    return bool(told and field_of(label))


def _heads(line: str) -> bool:
    """A line that announces what follows it, or a numbered heading above a text."""
    if len(line) > _HEADING_LENGTH or line.endswith((".", ";", ",")):
        return False
    return line.endswith(":") or bool(_NUMBERED.match(line) and len(line) < 80)


def _is_alone(line: str, below: str) -> bool:
    if line.endswith((".", ";", ",")) or len(line) > _HEADING_LENGTH:
        return False
    return not below or bool(_BULLET.match(below)) or (line.isupper() and len(line) > 3)


def _level(line: str) -> int:
    numbered = _NUMBERED.match(line)
    if numbered and (numbered["mark"] or "").strip() == ")":
        return 5
    if numbered:
        return 2 + numbered["number"].count(".")
    return 2 if line.isupper() and " " in line else LABEL
