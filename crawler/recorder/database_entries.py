"""What the entries of a database say, as DevTools show them: a value or its preview."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.devtools import Params

# Of each object store; who keeps a choice in a database keeps it among few.
MOST_ENTRIES = 20
_PLAIN = ("string", "boolean", "number")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``name`` is made of its database, store and key, ``text`` is its value or JSON."""

    name: str
    text: str


def entries_in(database: str, store: str, told: Iterable[Params]) -> Iterator[Entry]:
    """The entries of an object store. Raises KeyError, TypeError where they have another shape."""
    for one in told:
        key = one["primaryKey"]
        name = str(key.get("value", key.get("description", "")))
        yield Entry(f"{database} {store} {name}", _text(one["value"]))


def _text(value: Params) -> str:
    if value["type"] == "string":
        return str(value.get("value", ""))
    if value["type"] in _PLAIN:
        return json.dumps(value.get("value"))
    return json.dumps(_shown(value.get("preview", {})))


def _shown(preview: Params) -> object:
    """An object or a list as far as its preview goes, which is cut after some members."""
    members = {one["name"]: _member(one) for one in preview.get("properties", ())}
    return list(members.values()) if preview.get("subtype") == "array" else members


def _member(one: Params) -> object:
    kind, value = one["type"], one.get("value", "")
    if kind == "boolean":
        return value == "true"
    if kind == "number":
        return value
    return _shown(one["valuePreview"]) if "valuePreview" in one else value
