"""A cookie's line as it may be shown: a hash for the value, and nothing that could be one."""

import re

from crawler.text import printable, shortened

_FLAGS = {"secure", "httponly", "partitioned"}
_VALUED = {"expires", "max-age", "domain", "path", "samesite", "priority"}
_BLANKS = " \t"
_WORD = re.compile(r"[^\s,/()\"]+")
_DAY, _MONTH = "mon|tue|wed|thu|fri|sat|sun", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TIME = r"[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]{1,6})?)?"
_WORDS_OF = {
    "expires": re.compile(
        rf"(?:{_DAY})[a-z]{{0,6}}\.?|[0-9]{{1,13}}|{_TIME}|(?:GMT|UTC|Z)?(?:[+-][0-9:]{{1,5}})?"
        rf"|[0-9]{{1,4}}[- ](?:[0-9]{{1,2}}|(?:{_MONTH})[a-z]{{0,6}})[- ][0-9]{{1,4}}"
        rf"(?:T{_TIME}(?:Z|[+-][0-9:]{{1,5}})?)?|(?:{_MONTH})[a-z]{{0,6}}\.?|[AP]M|-1|session",
        re.IGNORECASE,
    ),
    "max-age": re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?"),
    "samesite": re.compile(r"none|lax|strict", re.IGNORECASE),
    "priority": re.compile(r"low|medium|high", re.IGNORECASE),
}


def redacted(line: str, value_hash: str, limit: int = 2000) -> str:
    """The line with the cookie's value replaced by its hash, fit to be shown.

    Known attributes are kept. Everything else may be the value of a cookie too (a quoted
    value with a semicolon in it, several cookies in one line), so an ellipsis stands for it.
    """
    head, *rest = line.split(";")
    name, equals, _ = head.partition("=")
    shown = f"{name}={value_hash}" if equals else value_hash
    return shortened(printable(";".join([shown, *map(_shown_attribute, rest)])), limit)


def _shown_attribute(part: str) -> str:
    name, equals, value = part.partition("=")
    key = name.strip(_BLANKS).lower()
    if key in _VALUED:
        kept, more, _ = value.partition("=")
        return f"{name}{equals}{_shown_value(key, kept)}{more and '=…'}"
    if equals:
        return f"{name}=…"
    return part if key in _FLAGS or not key else " …"


def _shown_value(key: str, value: str) -> str:
    """What such an attribute can rightly hold, and an ellipsis for each word of anything else."""
    if known := _WORDS_OF.get(key):
        return _WORD.sub(lambda found: found[0] if known.fullmatch(found[0]) else "…", value)
    return value
