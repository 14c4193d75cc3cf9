"""What the entries of a database say, as DevTools show them."""

import pytest

from crawler.devtools import Params
from crawler.recorder.database_entries import Entry, entries_in


def member(name: str, kind: str, value: str) -> Params:
    return {"name": name, "type": kind, "value": value}


OBJECT = {"properties": [member("analytics", "boolean", "false"), member("when", "number", "17")]}
LIST = {"subtype": "array", "properties": [member("0", "string", "necessary")]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"type": "string", "value": "granted"}, "granted"),
        ({"type": "boolean", "value": False}, "false"),
        ({"type": "object", "preview": OBJECT}, '{"analytics": false, "when": "17"}'),
        ({"type": "object", "preview": LIST}, '["necessary"]'),
        ({"type": "object"}, "{}"),
    ],
)
def test_an_entry_is_called_by_where_it_stands_and_says_its_value(value: Params, text: str) -> None:
    key = {"type": "string", "value": "choice"}
    told = [{"key": key, "primaryKey": key, "value": value}]
    assert list(entries_in("app", "consent", told)) == [Entry("app consent choice", text)]
