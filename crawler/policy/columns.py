"""What a table's columns say: by their headers, and by their content where these say nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.policy.document import Block
from crawler.policy.names import certain_names, is_word, names_in_cell
from crawler.policy.terms import term_in_cell
from crawler.policy.words import (
    Field,
    categories_in,
    field_of,
    speaks_of_cookies,
    speaks_of_data,
)

_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Record:
    """What one row, or one card of labels and values, says of one cookie or several."""

    fields: Mapping[Field, str]
    place: str
    links: tuple[str, ...] = ()
    guessed: tuple[Field, ...] = ()
    """Fields that were known by their content alone."""


def records_of(rows: Sequence[Block]) -> list[Record]:
    """What the rows of one table say. A table that names no cookies gives nothing."""
    if _is_vertical(rows):
        return list(_cards(rows))
    headers, body = _headers(rows)
    body = _without_headers(body, headers)
    fields = {index: field for index, text in enumerate(headers) if (field := field_of(text))}
    columns, guessed = _assigned(fields, body)
    at = columns.get(Field.NAME)
    # "order_id" in a column of personal data is no cookie.
    if at is None or (Field.NAME in guessed and at < len(headers) and speaks_of_data(headers[at])):
        return []
    return [_record(block, columns, guessed) for block in body]


def _without_headers(body: Sequence[Block], headers: Sequence[str]) -> list[Block]:
    """The rows without the header that each cell of a column repeats, for narrow screens."""
    repeated = [
        at
        for at, header in enumerate(headers)
        if header and body and all(_begins(block, at, header) for block in body)
    ]
    return [
        replace(
            block,
            cells=tuple(
                cell[len(headers[at]) :].lstrip(" :\n") if at in repeated else cell
                for at, cell in enumerate(block.cells)
            ),
        )
        for block in body
    ]


def _begins(block: Block, at: int, header: str) -> bool:
    cell = block.cells[at] if at < len(block.cells) else ""
    return cell.startswith(header) and bool(re.match(r"[\s:]+\S", cell[len(header) :]))


def _record(block: Block, columns: Mapping[Field, int], guessed: tuple[Field, ...]) -> Record:
    cells = block.cells
    told = {field: cells[at] for field, at in columns.items() if at < len(cells) and cells[at]}
    return Record(told, block.place, block.links, guessed)


def _headers(rows: Sequence[Block]) -> tuple[tuple[str, ...], Sequence[Block]]:
    headers, body = rows[0].headers, rows
    if not headers:
        headers, body = header_row(rows), rows[1:]
    if not headers or not body:
        return (), rows
    return (body[0].cells, body[1:]) if _goes_on(headers, body[0].cells) else (headers, body)


def _goes_on(headers: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a second row goes on with the headers: the same cell, or a header below a wider."""
    same = [one == other for one, other in zip(headers, below, strict=False)]
    known = all(one or field_of(cell) for one, cell in zip(same, below, strict=False))
    return len(headers) == len(below) and any(same) and not all(same) and known


def header_row(rows: Sequence[Block]) -> tuple[str, ...]:
    """The cells of the first row where they are headers; empty where they are not."""
    first = rows[0].cells
    known = [field_of(cell) for cell in first]
    told = sum(field is not None for field in known)
    named = any(names_in_cell(cell, strict=True) for cell in first)
    heads = told >= 2 or (told == 1 and (len(first) == 2 or _heads_names(rows, known)))
    return first if not named and (heads or _are_words_above(rows)) else ()


def _heads_names(rows: Sequence[Block], known: Sequence[Field | None]) -> bool:
    """Whether a first row with no known header but that of the name stands above names."""
    return Field.NAME in known and _certainty(rows[1:], known.index(Field.NAME)) >= 0.3


def _are_words_above(rows: Sequence[Block]) -> bool:
    """Whether a first row without any known header has words above names, and no lifetime."""
    first, body = rows[0].cells, rows[1:]
    best = max(range(len(first)), key=lambda at: _certainty(body, at), default=0)
    if len(body) < 2 or not all(first) or _certainty(body, best) < 0.5:
        return False
    words = all(map(is_word, names_in_cell(first[best])))
    return words and not any(term_in_cell(cell).words for cell in first)


def _assigned(
    headers: Mapping[int, Field], body: Sequence[Block]
) -> tuple[dict[Field, int], tuple[Field, ...]]:
    """The column of each field, and which fields were known by content alone."""
    columns = _known(headers, body)
    guessed: list[Field] = []
    width = max((len(block.cells) for block in body), default=0)
    best = max(range(width), key=lambda at: _certainty(body, at), default=0)
    if _certainty(body, columns.get(Field.NAME, -1)) < 0.2 and _certainty(body, best) >= 0.5:
        columns = {field: at for field, at in columns.items() if at != best}
        columns[Field.NAME] = best
        guessed.append(Field.NAME)
    if Field.NAME not in columns and Field.LIFETIME in columns:
        other = next((at for at in range(width) if at not in headers), -1)
        columns |= {Field.NAME: other} if _could_be_names(body, other) else {}
    for field, share in ((Field.LIFETIME, _terms), (Field.PURPOSE, _prose)):
        free = [at for at in range(width) if at not in columns.values() and at not in headers]
        likely = max(free, key=lambda at: share(body, at), default=None)
        if field not in columns and likely is not None and share(body, likely) >= 0.6:
            columns[field] = likely
            guessed.append(field)
    return columns, tuple(guessed)


def _known(headers: Mapping[int, Field], body: Sequence[Block]) -> dict[Field, int]:
    """The column of each field that a header names."""
    columns: dict[Field, int] = {}
    for index, field in headers.items():
        better = field is Field.NAME and _likely(body, index) > _likely(
            body, columns.get(field, -1)
        )
        if field not in columns or better:
            columns[field] = index
    if Field.CATEGORY not in columns and _kinds(body, columns.get(Field.PURPOSE, -1)) >= 0.8:
        columns[Field.CATEGORY] = columns.pop(Field.PURPOSE)
        others = (at for at, field in headers.items() if field is Field.PURPOSE)
        behind = [at for at in others if at != columns[Field.CATEGORY]]
        columns |= {Field.PURPOSE: behind[0]} if behind else {}
    return columns


def _cells(body: Sequence[Block], at: int) -> list[str]:
    found = [block.cells[at] for block in body[:_SAMPLE] if 0 <= at < len(block.cells)]
    return [cell for cell in found if cell]


def _share(found: int, cells: Sequence[str]) -> float:
    return found / len(cells) if cells else 0.0


def _certainty(body: Sequence[Block], at: int) -> float:
    """How many cells of a column are surely names, or hold some and little else."""
    cells = _cells(body, at)
    listed = (names_in_cell(cell, strict=True) or _mostly_names(cell) for cell in cells)
    return _share(sum(bool(one) for one in listed), cells)


def _likely(body: Sequence[Block], at: int) -> tuple[float, float]:
    """How surely a column holds names, and how much of it at least could be names."""
    cells = _cells(body, at)
    possible = (names and not all(map(is_word, names)) for names in map(names_in_cell, cells))
    return _certainty(body, at), _share(sum(map(bool, possible)), cells)


def _could_be_names(body: Sequence[Block], at: int) -> bool:
    sure, possible = _likely(body, at)
    return sure >= 0.2 and possible == 1


def _mostly_names(cell: str) -> bool:
    named = certain_names(cell)
    return bool(named) and len(cell.split()) <= 4 * len(named)


def _terms(body: Sequence[Block], at: int) -> float:
    cells = _cells(body, at)
    return _share(sum(len(cell) < 60 and bool(term_in_cell(cell).words) for cell in cells), cells)


def _kinds(body: Sequence[Block], at: int) -> float:
    cells = _cells(body, at)
    short = (len(cell.split()) <= 3 and len(categories_in(cell)) == 1 for cell in cells)
    return _share(sum(short), cells)


def _prose(body: Sequence[Block], at: int) -> float:
    cells = _cells(body, at)
    return _share(sum(len(cell) > 25 and " " in cell for cell in cells), cells)


def _is_vertical(rows: Sequence[Block]) -> bool:
    """Whether the first column holds labels: one cookie to a column, or card below card."""
    if rows[0].headers and field_of(rows[0].headers[0]) and len(rows[0].headers) > 2:
        return False
    lines = (
        [rows[0].headers, *(row.cells for row in rows)]
        if rows[0].headers
        else [row.cells for row in rows]
    )
    labels = [field_of(cells[0].rstrip(":")) for cells in lines if len(cells) > 1]
    known = [label for label in labels if label]
    across = [field_of(cell) for cell in lines[0][1:] if cell]
    beside = [field_of(cells[1]) for cells in lines if len(cells) > 1 and cells[1]]
    headed = len(across) > 1 and all(across)
    names = any(names_in_cell(cells[0], strict=True) for cells in lines if cells)
    told = len(set(known)) >= 2 and len(known) >= 0.7 * len(labels)
    return told and not headed and not names and sum(map(bool, beside)) < len(known)


def _cards(rows: Sequence[Block]) -> Iterator[Record]:
    headed = rows[0].headers
    lines = [(row.cells, row.place, row.links) for row in rows]
    if headed:
        lines.insert(0, (headed, rows[0].place, ()))
    for column in range(1, max(len(cells) for cells, _, _ in lines)):
        card = _Card()
        for cells, where, found in lines:
            label, value = cells[0].rstrip(":"), cells[column] if column < len(cells) else ""
            if label in card.labels and field_of(label) is Field.NAME:
                yield from card.record()
                card = _Card()
            card.take(label, value, where, found)
        yield from card.record()


class _Card:
    """Labels and values that are read one by one."""

    def __init__(self) -> None:
        self.labels: set[str] = set()
        self._told: dict[Field, str] = {}
        self._place, self._links = "", tuple[str, ...]()

    def take(self, label: str, value: str, place: str, links: tuple[str, ...]) -> None:
        field = field_of(label)
        if field is None or not value:
            return
        self.labels.add(label)
        self._place, self._links = self._place or place, (*self._links, *links)
        # "Name: YouTube" may stand above "Cookie name: NID".
        if field not in self._told or (field is Field.NAME and speaks_of_cookies(label)):
            self._told[field] = value

    def record(self) -> Iterator[Record]:
        if Field.NAME in self._told:
            yield Record(self._told, self._place, self._links)
