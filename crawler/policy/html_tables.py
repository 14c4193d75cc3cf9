"""Tables of HTML to rows: cells copied to wherever they span, headers, rows across a table."""

from collections.abc import Callable, Iterator

from bs4 import Tag
from bs4.element import PageElement

from crawler.policy.document import LABEL, Block, Kind, row

_MOST_COLUMNS, _MOST_SPANNED = 50, 5_000
_CELLS = ["td", "th"]
_CELL_ROLES = ["cell", "gridcell", "columnheader", "rowheader"]
TextOf = Callable[..., str]
LinksOf = Callable[..., tuple[str, ...]]


def is_layout(table: Tag) -> bool:
    """Whether a table only arranges a page: it says so, or has headings or one column."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find(["h1", "h2", "h3", "ul", "ol"]) and not table.find("th"):
        widths = [len(_cells(line)) for line in _lines(table)]
        return max(widths, default=0) <= 2 and len(widths) <= 2
    return max((_width(line) for line in _lines(table)), default=0) <= 1


def rows_of(
    table: Tag, number: int, group: int, text_of: TextOf, links_of: LinksOf
) -> Iterator[Block]:
    """The rows of a table below its headers. A cell across the whole table becomes a label."""
    headers: tuple[str, ...] = ()
    grid = _grid(table)
    width = max((len(cells) for _, cells in grid), default=0)
    for position, (line, cells) in enumerate(grid, 1):
        texts = [_own_text(cell, text_of) for cell in cells]
        if width > 1 and len({id(cell) for cell in cells}) == 1:
            yield Block(Kind.HEADING, texts[0], level=LABEL, links=links_of(*cells))
        elif _is_header(line):
            headers = tuple(texts)
        else:
            place = f"table {number}, row {position}"
            yield row(texts, headers, place=place, group=group, links=links_of(*cells))


def _is_header(line: Tag) -> bool:
    cells = _cells(line)
    if line.parent is not None and line.parent.name == "thead":
        return True
    heads = [cell for cell in cells if cell.name == "th" or cell.get("role") == "columnheader"]
    return bool(cells) and len(heads) == len(cells)


def _own_text(cell: Tag, text_of: TextOf) -> str:
    """A cell's text without the tables in it, which are read by themselves."""
    parts: list[PageElement] = [one for one in cell.children if not _holds_table(one)]
    return text_of(*parts) if parts else ""


def _holds_table(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name == "table" or node.find("table") is not None)


def _lines(table: Tag) -> list[Tag]:
    if table.name == "table":
        found = [line for line in table.find_all("tr") if line.find_parent("table") is table]
    else:
        found = list(table.find_all(role="row"))
    return found


def _cells(line: Tag) -> list[Tag]:
    if line.name == "tr":
        return list(line.find_all(_CELLS, recursive=False))
    return list(line.find_all(role=_CELL_ROLES))


def _width(line: Tag) -> int:
    return sum(_span(cell, "colspan", _MOST_COLUMNS) for cell in _cells(line))


def _span(cell: Tag, key: str, most: int) -> int:
    """How many columns or rows a cell spans; what is no number, or none, is one."""
    value = str(cell.get(key, "1")).strip()
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 6 else 1


def _grid(table: Tag) -> list[tuple[Tag, list[Tag]]]:
    """Each row with the cell that covers each of its columns."""
    below: dict[int, tuple[Tag, int]] = {}
    grid: list[tuple[Tag, list[Tag]]] = []
    for line in _lines(table):
        own = [one for cell in _cells(line) for one in [cell] * _span(cell, "colspan", 50)]
        covered: list[Tag] = []
        waiting = iter(own[:_MOST_COLUMNS])
        for column in range(_MOST_COLUMNS):
            if column in below:
                cell, left = below.pop(column)
                rest = left - 1
            else:
                following = next(waiting, None)
                if following is None:
                    if not any(other > column for other in below):
                        break
                    continue
                cell, rest = following, _span(following, "rowspan", _MOST_SPANNED) - 1
            covered.append(cell)
            if rest > 0:
                below[column] = (cell, rest)
        if covered:
            grid.append((line, covered))
    return grid
