"""How a cookie's value may stand elsewhere: whole or in part, encoded in one way or another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, quote_plus, unquote

SHORTEST = 6
# What is shorter is a value only where nothing else is joined to it.
JOINED = 16
# A longer value is known by its beginning, so that thousands of them take little room.
LONGEST = 64
MOST_PARTS = 50
# Words of common language are shorter; they stand in addresses without being anybody's value.
LONGEST_WORD = 14

# Plain words of consent, and lists of them, are nobody's value: reports speak in the same words.
_CONSENT = re.compile(
    r"(?:(?:analytics|statistics|marketing|advertising|preferences|functional|necessary|essential"
    r"|performance|social|granted|denied|accepted|rejected|all|none|true|false|yes|no)(?:\W+|$))+",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)(?:[-_. ](?:[a-z]+|[A-Z][a-z]*|[A-Z]+))*")
_DATE = re.compile(r"(?:19|20)\d\d[-./]?[01]?\d[-./]?[0-3]?\d")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?\.)+[a-z]{2,10}(?::\d+)?")
_ADDRESS = re.compile(r"/|[a-z][a-z0-9+.-]*:/")
_PLAIN = re.compile(r"[A-Za-z0-9._-]*")
_BETWEEN = re.compile(r"[^A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")
# What encodeURIComponent and encodeURI leave as it is (ECMA-262, section 19.2.6), beside letters.
_COMPONENT, _URI = "!'()*~", "!'()*~;/?:@&=+$,#"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text that gives a value away, and what it is a spelling of.

    ``argument`` is set where the text is common: a word, a date, a host's name, a page's address.
    It gives the value away only where it stands behind an equals sign. ``cut`` is set where the
    value goes on behind it.
    """

    text: str
    of: str
    argument: bool = False
    cut: bool = False


def spellings(value: str) -> Iterator[Spelling]:
    """All that is to be kept out of sight because of a value; nothing for one that is too short.

    Eight characters make a secret, or six with letters and digits.
    """
    known = unquote(value).strip('"')
    if _CONSENT.fullmatch(known):
        return
    if _is_secret(known):
        common = _is_common(known)
        for text in _encoded(value[:LONGEST]):
            yield Spelling(text, value, common, cut=len(value) > LONGEST)
    for part in islice(_parts(known), MOST_PARTS):
        yield Spelling(part[:LONGEST], part, cut=len(part) > LONGEST)


def _is_secret(text: str) -> bool:
    return len(text) >= 8 or (len(text) >= SHORTEST and _is_mixed(text))


def _is_mixed(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _is_common(text: str) -> bool:
    if _ADDRESS.match(text) or _HOST.fullmatch(text) or _DATE.fullmatch(text):
        return True
    return len(text) < LONGEST_WORD and _WORDS.fullmatch(text) is not None


def _encoded(value: str) -> set[str]:
    """The value as it is, decoded, and encoded once and twice, as scripts and servers do it."""
    plain = {value, unquote(value), value.strip('"')}
    texts = set(plain)
    for text in plain:
        if _PLAIN.fullmatch(text):
            texts.add(text.lower())  # so a host's name spells it
            continue
        full = quote(text, safe="", errors="replace")
        texts |= {quote(text, safe=_COMPONENT, errors="replace"), full, quote(full, safe="")}
        texts |= {quote(text, safe=one, errors="replace") for one in (_URI, "/")}
        texts.add(quote_plus(text, errors="replace"))
    texts |= {_ESCAPE.sub(lambda found: found[0].lower(), text) for text in texts}
    return {text for text in texts if len(text) >= SHORTEST}


def _parts(text: str) -> Iterator[str]:
    """The parts of a value that name somebody: GA1.2.123456789.1700000000 holds such a number.

    Of a page's address only the arguments may; a host's name is no secret.
    """
    if _HOST.fullmatch(text):
        return
    if _ADDRESS.match(text):
        text = text.partition("?")[2]
    elif "." in text:
        yield from _behind_version(text)
    for part in _BETWEEN.split(text):
        if part != text and _names(part):
            yield part


def _behind_version(text: str) -> Iterator[str]:
    first, *rest = text.split(".")
    while rest and len(first) <= 3:
        first, *rest = rest
    tail = ".".join((first, *rest))
    if rest and tail != text and _is_secret(tail) and any(map(str.isdigit, tail)):
        yield tail


def _names(part: str) -> bool:
    """Whether a part of a value is long and odd enough to be found again by it."""
    if part.isdigit():
        return len(part) >= 9
    return len(part) >= JOINED or (len(part) >= 8 and _is_mixed(part))
