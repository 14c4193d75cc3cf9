"""Where the list of cookies stands in the text of a declaration, and how it is written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from crawler.declared.syntax import LOADER

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_KEY = "cookies"


class Style(StrEnum):
    """How the list is written."""

    MISSING = "missing"
    NO_VALUE = "no value"
    """The key stands there with nothing behind it."""
    DASHES = "dashes"
    BRACKETS = "brackets"
    OTHER = "other"
    """An alias, a text or a mapping: no list that could be added to."""


@dataclass(frozen=True, slots=True)
class CookieList:
    """The list's place: ``start`` and ``end`` are offsets into the text, as ``last`` is.

    Of a list with dashes, ``end`` is that of its last value and ``dashes`` their column. Of one in
    brackets, ``last`` is the end of its last item (``start`` where it has none), and ``comma``
    whether one stands behind it. Where there is no list, ``end`` is where one may begin.
    ``column`` is that of the document's keys; ``braces``: the document is a mapping in braces.
    """

    style: Style
    column: int
    braces: bool
    start: int
    end: int
    last: int = 0
    dashes: int = 0
    comma: bool = False


def find_cookie_list(text: str) -> CookieList:
    """Find it. Raises ValueError where the text is no mapping, yaml.YAMLError where no YAML."""
    lines = [0, *(one.end() for one in LINE_END.finditer(text))]

    def offset(mark: Any) -> int:
        # libyaml counts a line more where the last one has no end.
        start = lines[mark.line] if mark.line < len(lines) else len(text)
        return min(int(start + mark.column), len(text))

    events = [one for one in yaml.parse(text, Loader=LOADER) if _is_node(one)]
    if not events or not isinstance(events[0], yaml.MappingStartEvent):
        raise ValueError("is no mapping: a declaration begins with 'version: 1'")
    braces = bool(events[0].flow_style)
    column = _column(events[1]) if len(events) > 2 else 0
    key, value = _of_key(events)
    if key is None or not value:
        return CookieList(Style.MISSING, column, braces, 0, offset(_last_mark(events)))
    first, start, end = value[0], offset(value[0].start_mark), offset(value[-1].end_mark)
    if isinstance(first, yaml.ScalarEvent) and not first.value and not first.style:
        end = text.index(":", offset(key.end_mark)) + 1
        return CookieList(Style.NO_VALUE, column, braces, end, end)
    if not isinstance(first, yaml.SequenceStartEvent):
        return CookieList(Style.OTHER, column, braces, start, end)
    if first.flow_style:
        tokens = (one for one in yaml.scan(text, Loader=LOADER) if offset(one.start_mark) < end - 1)
        comma = isinstance(_last(tokens), yaml.FlowEntryToken)
        last = offset(value[-2].end_mark) if len(value) > 2 else start
        return CookieList(Style.BRACKETS, column, braces, start, end, last, comma=comma)
    written = (one for one in yaml.scan(text, Loader=LOADER) if offset(one.start_mark) >= start)
    dash = next(one for one in written if isinstance(one, yaml.BlockEntryToken))
    end = offset(_last_mark(value))
    return CookieList(Style.DASHES, column, braces, start, end, dashes=_column(dash))


def _is_node(event: yaml.Event) -> bool:
    return isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)


def _column(place: Any) -> int:
    return int(place.start_mark.column)


def _last(tokens: Iterable[yaml.Token]) -> yaml.Token | None:
    last = None
    for last in tokens:  # noqa: B007 - the last one is what is wanted
        pass
    return last


def _of_key(events: Sequence[yaml.Event]) -> tuple[yaml.Event | None, Sequence[yaml.Event]]:
    """The key of the list and the events of its value."""
    place = 1
    while place < len(events) - 1:
        behind_key = _after(events, place)
        behind_value = _after(events, behind_key)
        key = events[place]
        if isinstance(key, yaml.ScalarEvent) and key.value == _KEY:
            return key, events[behind_key:behind_value]
        place = behind_value
    return None, ()


def _after(events: Sequence[yaml.Event], place: int) -> int:
    """The place behind the node that begins at one."""
    depth = 0
    while True:
        depth += isinstance(events[place], yaml.CollectionStartEvent)
        depth -= isinstance(events[place], yaml.CollectionEndEvent)
        place += 1
        if not depth:
            return place


def _last_mark(events: Sequence[yaml.Event]) -> Any:
    """Where the last thing that is written ends; blocks end only where others begin."""
    flows: list[bool] = []
    end = events[0].end_mark
    for event in events:
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            flows.append(bool(event.flow_style))
        elif not isinstance(event, yaml.CollectionEndEvent) or flows.pop():
            end = event.end_mark
    return end
