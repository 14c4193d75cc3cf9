"""A table of ``report.html`` as data: the page's script makes one that filters and sorts of it.

Rows stand in the page as numbers of cells, and each cell once: five thousand cookies have few
different domains, scripts and lifetimes, and a browser reads that many times faster than as many
elements.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.text import printable, shortened

NOTHING = "\u2013"
"""Stands in a cell that has nothing to say."""
LONGEST_TEXT = 1_000
"""Characters; what is longer is cut and says so. The true text stands in ``audit.json``."""
MOST_PLAIN_ROWS = 500
"""A longer table is not also written out for readers without scripts: the CSV file has it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` is its share of the room; 0 shows it only in a row's details.

    ``choices`` offers its values as a filter; ``key`` names it to the page's script.
    """

    title: str
    width: int
    choices: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, the number it sorts by where it has one, and the look it is given."""

    text: str
    value: float | None = None
    look: str = ""

    def shown(self) -> str:
        """The text as it may stand in the page."""
        return shortened(printable(self.text), LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that can be filtered and sorted; the first column names the row.

    ``file`` is the CSV file that has the same rows. ``anchors`` are the places in the page that
    tell more of each row; empty where its details do.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    file: str
    anchors: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is also written out for readers without scripts."""
        return len(self.rows) <= MOST_PLAIN_ROWS

    def plain_rows(self) -> Iterator[tuple[str, ...]]:
        """The texts of the columns that are not only a row's details."""
        for row in self.rows:
            yield tuple(
                cell.shown() for cell, column in zip(row, self.columns, strict=True) if column.width
            )

    def data(self) -> dict[str, object]:
        """What the page's script is given."""
        numbers: dict[Cell, int] = {}
        rows = [[numbers.setdefault(cell, len(numbers)) for cell in row] for row in self.rows]
        return {
            "columns": [
                {"title": one.title, "width": one.width, "choices": one.choices, "key": one.key}
                for one in self.columns
            ],
            "cells": [_spelled(cell) for cell in numbers],
            "rows": rows,
            "anchors": list(self.anchors),
        }


def _spelled(cell: Cell) -> object:
    """A plain cell is its text alone."""
    if cell.value is None and not cell.look:
        return cell.shown()
    return [cell.shown(), cell.value, cell.look]
