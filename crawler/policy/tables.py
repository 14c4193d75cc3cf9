"""The rows of tables and of definition lists to entries."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.policy.collection import Collection
from crawler.policy.columns import Record, header_row, records_of
from crawler.policy.document import Block
from crawler.policy.labels import is_card
from crawler.policy.names import is_word, names_in_cell
from crawler.policy.sentences import is_unlike_words
from crawler.policy.terms import says_how_long
from crawler.policy.words import Field


class Tables:
    """Reads tables into a collection; it keeps the headers of each that has been met."""

    def __init__(self, found: Collection) -> None:
        self._found = found
        self._headers: dict[int, tuple[str, ...]] = {}

    def take(self, rows: Sequence[Block]) -> None:
        """Read rows that stand together."""
        rows = self._headed(rows)
        definitions = rows[0].group < 0
        records = [] if definitions and not is_card(rows) else records_of(rows)
        if not records:
            defined = self._lists_names(rows) if definitions else self._are_defined(rows)
            for row in rows if defined else ():
                self._definition(row)
        for record in records:
            self._found.add_record(record)

    def _headed(self, rows: Sequence[Block]) -> Sequence[Block]:
        """The rows with the headers of their table, which a row across it may have cut off."""
        group = rows[0].group
        if group not in self._headers:
            self._headers[group] = rows[0].headers or header_row(rows)
            return rows
        return [replace(row, headers=row.headers or self._headers[group]) for row in rows]

    def _lists_names(self, rows: Sequence[Block]) -> bool:
        """Whether a definition list names cookies, and not browsers or companies alone."""
        names = [one for row in rows for one in names_in_cell(row.cells[0])]
        about = self._found.context.about_cookies and not all(map(is_word, names))
        return about or any(one.certain for one in names)

    def _are_defined(self, rows: Sequence[Block]) -> bool:
        """Whether a table has a cookie's name in its first column, and beside it how it lasts."""
        if not self._found.context.about_cookies or any(len(row.cells) != 2 for row in rows):
            return False
        names = [names_in_cell(row.cells[0]) for row in rows]
        unlike = all(found and all(map(is_unlike_words, found)) for found in names)
        return unlike and all(says_how_long(row.cells[1]) for row in rows)

    def _definition(self, row: Block) -> None:
        names, context = names_in_cell(row.cells[0]), self._found.context
        if names and (context.about_cookies or any(one.certain for one in names)):
            self._found.add(names, Record({Field.PURPOSE: row.cells[1]}, row.place, row.links))
