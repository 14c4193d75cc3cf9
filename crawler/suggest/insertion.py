"""Entries put at the end of ``cookies`` in a declaration's own text; the rest stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from crawler.suggest.cookie_list import LINE_END, CookieList, Style, find_cookie_list
from crawler.suggest.spelling import Value, block_entry, flow_entry

Entry: TypeAlias = tuple[Sequence[str], Mapping[str, Value]]
"""The comments and the fields of an entry."""
_Spell: TypeAlias = Callable[[Sequence[str], Mapping[str, Value], int], list[str]]


def with_list(text: str) -> str:
    """The text, with an empty list where ``cookies`` is missing or has no value.

    Raises ValueError with a sentence where such a list has no place.
    """
    found = find_cookie_list(text)
    if found.style is Style.NO_VALUE:
        return f"{text[: found.end]} []{text[found.end :]}"
    if found.style is not Style.MISSING:
        return text
    if found.braces:
        raise ValueError("has no cookies in its braces: write cookies: [] there first")
    return _put(text, _next_line(text, found.end), [f"{' ' * found.column}cookies: []"])


def with_entries(text: str, entries: Sequence[Entry]) -> str:
    """The text with entries at the end of its list, in the list's own style and line ends.

    Raises ValueError with a sentence where the list cannot be added to.
    """
    if not entries:
        return text
    text = with_list(text)
    found = find_cookie_list(text)
    if found.style is Style.DASHES:
        return _put(text, _behind(text, found), _lines(entries, block_entry, found.dashes))
    if found.style is not Style.BRACKETS:
        raise ValueError("has no list under cookies that can be added to: write the list out there")
    if not found.braces and not text[found.start : found.end].strip("[] \t\r\n"):
        kept = text[: found.start].rstrip(" \t")
        emptied = kept + text[found.end :]
        lines = _lines(entries, block_entry, found.column + 2)
        return _put(emptied, _line_after(emptied, len(kept)), lines)
    return _in_brackets(text, found, entries)


def new_entry_line(text: str) -> int:
    """The line (1-based) where the first new entry would stand; the last one, where behind it.

    Raises ValueError where the text is no mapping, yaml.YAMLError where it is no YAML.
    """
    found = find_cookie_list(text)
    place = found.end
    if found.style is Style.DASHES:
        place = _behind(text, found)
    elif found.style is Style.BRACKETS:
        line = _line_start(text, found.end - 1)
        place = found.end - 1 if text[line : found.end - 1].strip() else line
    elif found.style is Style.MISSING:
        place = _next_line(text, found.end)
    last = len(LINE_END.findall(text)) + (not text or not LINE_END.fullmatch(text[-1]))
    return min(len(LINE_END.findall(text[:place])) + 1, last)


def _in_brackets(text: str, found: CookieList, entries: Sequence[Entry]) -> str:
    """Entries in braces before the closing bracket of a list."""
    newline, bracket = _newline(text), found.end - 1
    line = _line_start(text, bracket)
    own_line = not text[line:bracket].strip()
    place = line if own_line else bracket
    spelled = [newline.join(_lines([one], flow_entry, found.column + 2)) for one in entries]
    added = ("" if own_line else newline) + f",{newline}".join(spelled) + newline
    if found.last == found.start or found.comma:
        return f"{text[:place]}{added}{text[place:]}"
    return f"{text[: found.last]},{text[found.last : place]}{added}{text[place:]}"


def _lines(entries: Sequence[Entry], spell: _Spell, column: int) -> list[str]:
    return [line for comments, fields in entries for line in spell(comments, fields, column)]


def _behind(text: str, found: CookieList) -> int:
    """Behind the list's last line and the comments that are indented as parts of its entry."""
    place = _next_line(text, found.end)
    while place < len(text):
        line = text[place : _line_after(text, place)]
        words = line.lstrip(" ")
        if not words.startswith("#") or len(line) - len(words) <= found.dashes:
            break
        place += len(line)
    return place


def _put(text: str, place: int, lines: Sequence[str]) -> str:
    """The text with whole lines at a place, which begins a line or ends the text."""
    newline, before = _newline(text), text[:place]
    if before and not LINE_END.fullmatch(before[-1]):
        before += newline
    return before + "".join(f"{line}{newline}" for line in lines) + text[place:]


def _newline(text: str) -> str:
    first = LINE_END.search(text)
    return first[0] if first and first[0] in {"\n", "\r\n", "\r"} else "\n"


def _next_line(text: str, end: int) -> int:
    """The beginning of the line after an end; a block of text has ended its line already."""
    return end if end and LINE_END.fullmatch(text[end - 1]) else _line_after(text, end)


def _line_after(text: str, place: int) -> int:
    end = LINE_END.search(text, place)
    return end.end() if end else len(text)


def _line_start(text: str, place: int) -> int:
    return max((one.end() for one in LINE_END.finditer(text, 0, place)), default=0)
