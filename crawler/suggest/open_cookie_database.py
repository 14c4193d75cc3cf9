"""The Open Cookie Database, where the user has it: https://github.com/jkwakman/Open-Cookie-Database."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from crawler.declared import Category
from crawler.errors import BadInput
from crawler.names import NamePattern
from crawler.suggest.known import KnownCookie
from crawler.text import printable

_NAME, _WILDCARD = "Cookie / Data Key name", "Wildcard match"
_NEEDED = (_NAME, "Platform", "Category", "Domain", "Description", _WILDCARD)
_EXTRA = ("Data Controller", "Retention period")
# In its README's own words; "Security" says nothing about consent, and so gives no category.
_CATEGORIES = {
    "functional": Category.NECESSARY,
    "personalization": Category.PREFERENCES,
    "preferences": Category.PREFERENCES,
    "analytics": Category.ANALYTICS,
    "marketing": Category.MARKETING,
}
_COPIES = re.compile(r"\s*\[x\d+\]$")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}")
_OWN = re.compile(r"1st party|first party|website|advertiser", re.IGNORECASE)
_LEAST_PREFIX = 3
_LONGEST_FIELD = 100_000


def read_open_cookie_database(text: str, source: str) -> tuple[KnownCookie, ...]:
    """The rows of its CSV file. Raises BadInput where it is no such file."""
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        lacking = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if lacking:
            sentence = (
                f"is not the Open Cookie Database's CSV file: it has no column {lacking[0]!r}"
            )
            raise BadInput.in_file(source, sentence)
        return tuple(_rows(rows, source))
    except csv.Error as error:
        raise BadInput.in_file(source, f"cannot be read as CSV ({error})") from error


def _rows(rows: "csv.DictReader[str]", source: str) -> Iterator[KnownCookie]:
    for row in rows:
        name = _COPIES.sub("", (row.get(_NAME) or "").strip())
        if (row.get(_WILDCARD) or "").strip() == "1":
            name = f"{name.rstrip('*')}*"
        pattern = NamePattern(name)
        if name and (pattern.exact or pattern.literal_length >= _LEAST_PREFIX):
            yield _known(pattern, row, source)


def _known(pattern: NamePattern, row: Mapping[str, str | None], source: str) -> KnownCookie:
    every = (*_NEEDED, *_EXTRA)
    told = {key: printable(" ".join((row.get(key) or "").split())) for key in every}
    where = told["Domain"]
    controller = told["Data Controller"]
    return KnownCookie(
        pattern=pattern,
        source=f"Open Cookie Database, {source}",
        provider=controller if controller and not _OWN.search(controller) else told["Platform"],
        category=_CATEGORIES.get(told["Category"].lower()),
        purpose=told["Description"],
        lifetime=told["Retention period"],
        domains=() if _OWN.search(where) else tuple(_HOST.findall(where.lower())),
        type=None,
    )
