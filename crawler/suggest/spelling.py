"""Text from a site as YAML that reads back as just that text, and as comments of one line."""

import re
from collections.abc import Mapping, Sequence

from crawler.text import printable, shortened

# Short words and lengths of time stand without quotes, as people write them.
_PLAIN = re.compile(
    r"(?:[A-Za-z_][A-Za-z0-9_]*|\d+ [a-z]+|up to \d+ [a-z]+)(?:[ ./()-]+[A-Za-z0-9_()]+)*"
    r"|(?:[a-z0-9-]+\.)+[a-z]+"
)
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_LONGEST_COMMENT = 300

Value = str | Sequence[str]


def scalar(text: str) -> str:
    """A text as YAML writes it, in a list in brackets too."""
    if _PLAIN.fullmatch(text) and not text.startswith("-") and text.lower() not in _RESERVED:
        return text
    return '"' + "".join(map(_character, text)) + '"'


def comment(text: str) -> str:
    """A comment of one line; what nobody could see in it is shown."""
    return f"# {shortened(printable(' '.join(text.split())), _LONGEST_COMMENT)}"


def block_entry(comments: Sequence[str], fields: Mapping[str, Value], indent: int) -> list[str]:
    """The lines of an entry that begins with a dash at a column."""
    lines = [comment(one) for one in comments]
    for index, (key, value) in enumerate(fields.items()):
        lines.append(f"{'  ' if index else '- '}{key}: {_value(value)}")
    return [f"{' ' * indent}{line}" for line in lines]


def flow_entry(comments: Sequence[str], fields: Mapping[str, Value], indent: int) -> list[str]:
    """The lines of an entry in braces, for a list in brackets."""
    pairs = ", ".join(f"{key}: {_value(value)}" for key, value in fields.items())
    return [f"{' ' * indent}{line}" for line in (*map(comment, comments), f"{{{pairs}}}")]


def _value(value: Value) -> str:
    return scalar(value) if isinstance(value, str) else f"[{', '.join(map(scalar, value))}]"


def _character(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65_536 else f"\\U{code:08x}"
    )
