"""Tables of a PDF that have no rules: columns told by the white between them, rows by gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crawler.policy.columns import header_row
from crawler.policy.document import row
from crawler.policy.names import is_word, names_in_cell
from crawler.policy.words import Field, field_of

_WHITE = 2.5
"""Points between two columns at least."""
_MOST_LINES = 120


class Word(NamedTuple):
    """A word and where it stands on its page, in points from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other."""

    words: tuple[Word, ...]
    bold: bool = False
    ruled: bool = False
    """Whether a rule stands between it and the line above."""

    @property
    def top(self) -> float:
        """The upper edge of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        """Its words with single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A table found in lines: its rows, the headers first; ``end`` is the line behind it."""

    rows: tuple[tuple[str, ...], ...]
    end: int

    @property
    def fit(self) -> tuple[int, int]:
        """How well it was read: its rows with a name, and its columns."""
        return _named(self.rows), len(self.rows[0])


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words that overlap by more than half of their height, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top, one.left)):
        middle = (word.top + word.bottom) / 2
        if lines and middle < lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda one: one.left))) for line in lines]


def unruled_table(lines: Sequence[Line], start: int) -> UnruledTable | None:
    """The table whose headers begin at a line, if there is one and cookies are in it."""
    found, most = None, 0
    known = sum(field_of(word.text) is not None for word in lines[start].words)
    if known < 1 and len(lines[start].words) > 2:
        return None
    for end in range(start + 2, min(len(lines), start + _MOST_LINES) + 1):
        # The same headers again begin another table, whose columns may be of other widths.
        again = lines[end - 1].text == lines[start].text
        rows = [] if again else _rows_of(lines[start:end])
        if not rows:
            break
        if not _is_headed(rows):
            if found is not None or end > start + 6:
                break
            continue
        # A text below the table, taken for a row, may join columns and hide the names.
        if found is None or _named(rows) >= most:
            found, most = UnruledTable(tuple(rows), end), _named(rows)
    return found if most else None


def _rows_of(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """The rows that lines make; a column without a header is a part of the one nearest to it."""
    columns = _columns(lines)
    while len(columns) > 1:
        begins = [begin for begin, _ in columns]
        rows = _best_rows(lines, begins)
        empty = [at for at, cell in enumerate(rows[0]) if not cell]
        if not empty:
            return rows
        beside = [at for one in empty for at in (one, one + 1) if 0 < at < len(columns)]
        del columns[min(beside, key=lambda at: columns[at][1])]
    return []


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Where columns begin, and how wide the white is that goes through all lines before it."""
    spans = sorted((word.left, word.right) for line in lines for word in line.words)
    begins, reached = [(spans[0][0], 0.0)], spans[0][1]
    for left, right in spans[1:]:
        if left - reached >= _WHITE:
            begins.append((left, left - reached))
        reached = max(reached, right)
    return begins


def _best_rows(lines: Sequence[Line], columns: Sequence[float]) -> list[tuple[str, ...]]:
    """The rows by that least gap between them which gives most rows with a name of their own."""
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    limits = sorted({round(gap * 2) / 2 for gap in gaps})[:12]
    apart = [[gap >= limit - 0.3 for gap in gaps] for limit in limits]
    ruled = [line.ruled for line in lines[1:]]
    tried = [list(_rows(lines, one, columns)) for one in ([ruled] if any(ruled) else []) + apart]
    return max(tried, key=_likely)


def _rows(
    lines: Sequence[Line], apart: Sequence[bool], columns: Sequence[float]
) -> Iterator[tuple[str, ...]]:
    """The rows of lines, of which each that stands ``apart`` begins one."""
    together: list[Line] = [lines[0]]
    for begins, line in zip(apart, lines[1:], strict=True):
        if begins:
            yield _cells(together, columns)
            together = []
        together.append(line)
    yield _cells(together, columns)


def _cells(lines: Sequence[Line], columns: Sequence[float]) -> tuple[str, ...]:
    texts = ["" for _ in columns]
    for line in lines:
        begun: set[int] = set()
        for word in line.words:
            at = max(i for i, left in enumerate(columns) if word.left >= left - 0.1)
            texts[at] = _joined(texts[at], word.text, new=at not in begun)
            begun.add(at)
    return tuple(texts)


def _joined(text: str, word: str, *, new: bool) -> str:
    """A cell that goes on; a name that was broken behind a hyphen is one word again."""
    broken = text.endswith(("-", "_")) and not text.endswith(" -")
    broken = new and (broken or word.startswith((".", "<", "{")))
    return f"{text}{word}" if broken or not text else f"{text} {word}"


def _headers(rows: Sequence[tuple[str, ...]]) -> list[Field | None]:
    return [field_of(cell) for cell in rows[0]]


def _is_headed(rows: Sequence[tuple[str, ...]]) -> bool:
    known = set(_headers(rows)) - {None}
    return len(rows) > 1 and all(rows[0]) and Field.NAME in known and len(known) > 1


def _likely(rows: Sequence[tuple[str, ...]]) -> tuple[bool, int]:
    return _is_headed(rows), 2 * _named(rows) - len(rows) if _is_headed(rows) else 0


def _named(rows: Sequence[tuple[str, ...]]) -> int:
    """How many rows have a cell of names, and something beside it."""
    blocks = [row(cells, place="", group=0) for cells in rows]
    if not header_row(blocks):
        return 0
    at = [position for position, field in enumerate(_headers(rows)) if field is Field.NAME]
    return sum(
        any(_is_name(cells[one]) for one in at) and sum(map(bool, cells)) > 1 for cells in rows[1:]
    )


def _is_name(cell: str) -> bool:
    names = names_in_cell(cell)
    return bool(names) and not all(map(is_word, names))
