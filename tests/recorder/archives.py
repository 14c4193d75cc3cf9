"""HTTP Archives held against their format: the required fields of HAR 1.2, and of what type."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$"}
_KNOWN_MS = {"type": "number", "minimum": 0}
_MS = {"type": "number", "minimum": -1}


def _object(optional: dict[str, Any] | None = None, **required: dict[str, Any]) -> dict[str, Any]:
    """No other fields than these, but for such with an underscore, and a comment."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {}), "comment": _TEXT},
        "patternProperties": {"^_": {}},
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_PAIR = _object(name=_TEXT, value=_TEXT)
_COOKIE = _object(
    {"path": _TEXT, "domain": _TEXT, "expires": _TIME, "httpOnly": {}, "secure": {}},
    name=_TEXT,
    value=_TEXT,
)
_SIDE = {
    "httpVersion": _TEXT,
    "cookies": _list(_COOKIE),
    "headers": _list(_PAIR),
    "headersSize": _NUMBER,
    "bodySize": _NUMBER,
}
_ENTRY = _object(
    {"pageref": _TEXT, "serverIPAddress": _TEXT, "connection": _TEXT},
    startedDateTime=_TIME,
    time=_KNOWN_MS,
    request=_object(method=_TEXT, url=_TEXT, queryString=_list(_PAIR), **_SIDE),
    response=_object(
        status=_NUMBER,
        statusText=_TEXT,
        content=_object(size=_NUMBER, mimeType=_TEXT),
        redirectURL=_TEXT,
        **_SIDE,
    ),
    cache=_object(),
    timings=_object(
        {"blocked": _MS, "dns": _MS, "connect": _MS, "ssl": _MS},
        send=_KNOWN_MS,
        wait=_KNOWN_MS,
        receive=_KNOWN_MS,
    ),
)
_PAGE = _object(
    startedDateTime=_TIME,
    id=_TEXT,
    title=_TEXT,
    pageTimings=_object({"onContentLoad": _MS, "onLoad": _MS}),
)
_PROGRAM = _object(name=_TEXT, version=_TEXT)
HAR = _object(
    log=_object(
        {"browser": _PROGRAM, "pages": _list(_PAGE)},
        version={"const": "1.2"},
        creator=_PROGRAM,
        entries=_list(_ENTRY),
    )
)


def checked(archive: Any) -> dict[str, Any]:
    """An archive's log, found right; its pages are unique, and its entries name none but those."""
    jsonschema.Draft7Validator(HAR).validate(archive)
    log: dict[str, Any] = archive["log"]
    pages = [page["id"] for page in log["pages"]]
    assert len(set(pages)) == len(pages)
    assert {entry.get("pageref") for entry in log["entries"]} <= {None, *pages}
    return log
