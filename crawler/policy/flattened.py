"""Tables that lost their columns on the way: one cell on each line, the headers first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.policy.names import is_word, names_in_cell
from crawler.policy.words import Field, field_of

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A table found in lines: ``end`` is the index of the line behind it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    end: int


def flattened_table(lines: Sequence[str], start: int) -> FlattenedTable | None:
    """The table whose headers begin at a line, if there is one and a row of it can be read."""
    if _is_filled_in(lines[start]) or field_of(_cell(lines[start])) is None:
        return None
    first = [_cell(lines[at]) for at in islice(_filled(lines, start), _MOST_COLUMNS)]
    known = len(_headers(first))
    # Where the last headers are of no known kind, the rows show how many there are.
    tables = [(first[:width], list(_rows(lines, start, first[:width]))) for width in _widths(known)]
    headers, rows = max(tables, key=lambda one: len(one[1]), default=([], []))
    if not rows:
        return None
    end = next(islice(_filled(lines, rows[-1][0]), len(headers) - 1, None)) + 1
    return FlattenedTable(tuple(headers), tuple(rows), end)


def _widths(known: int) -> range:
    return range(known, min(known + 3, _MOST_COLUMNS + 1)) if known else range(0)


def _rows(
    lines: Sequence[str], start: int, headers: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows, each with its first line, for as long as they begin with names."""
    position = [field_of(one) for one in headers].index(Field.NAME)
    filled = islice(_filled(lines, start), len(headers), None)
    while len(places := list(islice(filled, len(headers)))) == len(headers):
        cells = tuple(_cell(lines[at]) for at in places)
        names = names_in_cell(cells[position])
        if not names or all(map(is_word, names)):
            return
        yield places[0], cells


def _is_filled_in(cell: str) -> bool:
    """Whether a label has its value behind it, as no header of a column has."""
    return ":" in cell.rstrip(": ")


def _cell(line: str) -> str:
    return line.strip().strip("|").strip()


def _filled(lines: Sequence[str], start: int) -> Iterator[int]:
    return (at for at in range(start, len(lines)) if _cell(lines[at]))


def _headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers at the beginning of cells; among them may be some of other meaning."""
    headers: list[str] = []
    seen: list[Field | None] = []
    for cell in cells:
        field = field_of(cell)
        known = field is not None and field not in seen
        other = field is None and len(cell) < 25 and len(cell.split()) <= 3
        if not (known or other) or len(cell) > 40 or names_in_cell(cell, strict=True):
            break
        if _is_filled_in(cell):
            break
        headers.append(cell)
        seen.append(field)
    while seen and seen[-1] is None:
        seen.pop()
    told = Field.NAME in seen and len(set(seen) - {None}) > 1
    return tuple(headers[: len(seen)]) if told else ()
