"""Selectors and keys as Playwright knows them, so far as they can be judged without a browser."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from crawler.declared.values import FilledText
from crawler.declared.wording import did_you_mean, quoted

# Playwright's own engines (its documentation: "Other locators"); "css=" is the one left out.
ENGINES = (
    *("css", "text", "role", "id", "xpath", "nth", "visible"),
    *("data-testid", "data-test-id", "data-test", "_react", "_vue"),
)
# Texts of these may hold any bracket and quote.
_PLAIN_ENGINES = ("text", "id", "data-testid", "data-test-id", "data-test")
_NAMED_PART = re.compile(r"\*?([a-zA-Z_0-9:+-]+)\s*=(.*)", re.DOTALL)
_CLOSERS = {"(": ")", "[": "]"}
_MODIFIERS = ("Alt", "Control", "ControlOrMeta", "Meta", "Shift")
# Its names of keys (US layout); a character of ASCII is a key, too.
_KEYS = (
    *("Enter", "Escape", "Tab", "Space", "Backspace", "Delete", "Insert", "Home", "End"),
    *("PageUp", "PageDown", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "ContextMenu"),
    *("Backquote", "Minus", "Equal", "Backslash", "BracketLeft", "BracketRight", "Semicolon"),
    *("Quote", "Comma", "Period", "Slash", "CapsLock", "NumLock", "ScrollLock", "Pause"),
    *("NumpadAdd", "NumpadSubtract", "NumpadMultiply", "NumpadDivide", "NumpadDecimal"),
    *("NumpadEnter", "PrintScreen"),
    *(f"F{number}" for number in range(1, 13)),
    *(f"Digit{number}" for number in range(10)),
    *(f"Numpad{number}" for number in range(10)),
    *(f"Key{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    *_MODIFIERS,
)
# CSS that begins with "*" goes on otherwise: "* >> nth=0", "*[title]".
_URL_PATTERN = re.compile(r"https?://|\*+(?:://|/)")


def selector(text: str) -> str:
    """The text; raises ValueError with a sentence where Playwright could not read it."""
    for part in map(str.strip, _parts(text)):
        if not part:
            raise ValueError(
                f"{quoted(text)} has an empty part: write a selector on each side of '>>'"
            )
        if wrong := _wrong_part(part):
            raise ValueError(f"{quoted(text)} {wrong}")
    return text


def _parts(text: str) -> Iterator[str]:
    """What stands between the ``>>``, those inside quotes aside."""
    start, quote, place = 0, "", 0
    while place < len(text):
        letter = text[place]
        if letter == "\\":
            place += 1
        elif letter == quote:
            quote = ""
        elif not quote and letter in "\"'`" and not re.match(r"\s*text\s*=.", text[start:place]):
            quote = letter
        elif not quote and text.startswith(">>", place):
            yield text[start:place]
            place += 1
            start = place + 1
        place += 1
    yield text[start:]


def _wrong_part(part: str) -> str:
    named = _NAMED_PART.fullmatch(part)
    if named:
        engine = named[1].removesuffix(":light")
        if engine not in ENGINES:
            return f"begins with {quoted(named[1] + '=')}, which is no kind of selector" + (
                did_you_mean(engine, ENGINES)
            )
        if not named[2].strip():
            return f"has nothing behind {quoted(named[1] + '=')}: write what is to be found"
        if engine in _PLAIN_ENGINES:
            return ""
    elif part[0] in "\"'" and part[-1] == part[0] and len(part) > 1:
        return ""
    return _unbalanced(named[2] if named else part)


def _unbalanced(text: str) -> str:
    """What is opened and not closed, or the other way round; empty where all is in order."""
    opened: list[str] = []
    quote, letters = "", iter(text)
    for letter in letters:
        if letter == "\\":
            next(letters, "")
        elif quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in _CLOSERS:
            opened.append(letter)
        elif letter in _CLOSERS.values() and letter != _CLOSERS.get(opened.pop() if opened else ""):
            return f"has a {letter!r} that closes nothing: remove it, or open it before"
    if quote:
        return f"has a quote ({quote}) that is never closed: close it"
    return f"has a {opened[-1]!r} that is never closed: close it" if opened else ""


def is_url_pattern(text: str) -> bool:
    """Whether it names a frame by its address and not by a selector of its element."""
    return bool(_URL_PATTERN.match(text))


def _frame(text: str) -> str:
    return text if is_url_pattern(text) else selector(text)


def key(text: str) -> str:
    """The text; raises ValueError where it is no key or combination such as ``Control+A``."""
    *modifiers, last = [*text[:-1].split("+"), "+"] if text.endswith("+") else text.split("+")
    for modifier in filter(None, modifiers):
        if modifier not in _MODIFIERS:
            known = did_you_mean(modifier, _MODIFIERS)
            raise ValueError(f"{quoted(modifier)} in {quoted(text)} is no modifier{known}")
    if not (len(last) == 1 and last.isascii()) and last not in _KEYS:
        raise ValueError(f"{quoted(last)} is no key{did_you_mean(last, _KEYS)}")
    return text


Selector = Annotated[FilledText, AfterValidator(selector)]
"""A selector of Playwright's: CSS, ``text=``, ``role=``, ``xpath=`` and more, joined by ``>>``."""
Key = Annotated[FilledText, AfterValidator(key)]
"""A key as Playwright's ``press`` takes it: ``Enter``, ``a``, ``Shift+Tab``."""
FrameName = Annotated[FilledText, AfterValidator(_frame)]
"""A selector of the ``iframe`` element, or a pattern of the frame's address."""
