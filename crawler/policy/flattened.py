"""Tables that lost their columns on the way: one cell on each line, the headers first."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    filled = _filled(lines, start)
    headers = _headers(lines, filled)
    if not headers:
        return None
    rows: list[tuple[int, tuple[str, ...]]] = []
    width, end = len(headers), start
    position = [field_of(one) for one in headers].index(Field.NAME)
    for first in range(width, len(filled) - width + 1, width):
        places = filled[first : first + width]
        cells = tuple(lines[at].strip() for at in places)
        names = names_in_cell(cells[position])
        if not names or all(map(is_word, names)):
            break
        rows.append((places[0], cells))
        end = places[-1] + 1
    return FlattenedTable(headers, tuple(rows), end) if rows else None


def _filled(lines: Sequence[str], start: int) -> list[int]:
    """The lines with text from there on; a headline of a table is soon known."""
    if field_of(lines[start]) is None:
        return []
    return [at for at in range(start, min(len(lines), start + 20_000)) if lines[at].strip()]


def _headers(lines: Sequence[str], filled: Sequence[int]) -> tuple[str, ...]:
    headers: list[str] = []
    seen: set[Field] = set()
    for at in filled[:_MOST_COLUMNS]:
        line = lines[at].strip()
        field = field_of(line)
        if field is None or field in seen or len(line) > 40 or names_in_cell(line, strict=True):
            break
        seen.add(field)
        headers.append(line)
    return tuple(headers) if Field.NAME in seen and len(headers) > 1 else ()
