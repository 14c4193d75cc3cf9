"""Values of cookies that stand where they do not belong: in addresses and in what quotes them.

A page puts them into links, pixels and its own address; a keyed hash stands for them there too,
with a tilde before it. So it does for the arguments of an address that hold secrets by their name,
and for a user's name and password in it.
"""

import re
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote

from crawler.domains import registrable_domain
from crawler.recorder.spellings import JOINED, SHORTEST, Spelling, spellings
from crawler.recorder.values import ValueHash

Thing = TypeVar("Thing")

#: Fields whose text comes from a site; names of cookies and of the audit's own things stay.
_OF_ACTS = {"page", "frame", "source", "url", "path", "partition_key", "initiator"}
_OF_VISITS = {"page", "final_url", "reason", "subject", "proofs"}
TEXTS = _OF_ACTS | _OF_VISITS
HOSTS = {"domain", "host"}
MOST_ROUNDS = 20
# Characters of texts whose hidden form is remembered.
ROOM = 20_000_000

_AUTHORITY = re.compile(
    r"\b(?P<scheme>[a-z][a-z0-9+.-]{0,20}://)(?:[^/?#\s@]*@)?(?P<host>[^/?#\s:]*)", re.IGNORECASE
)
_SECONDS = re.compile(r"\s*max-age\s*=\s*-?\d+\s*", re.IGNORECASE)
# Where a value ends of which only the beginning is known.
_END = re.compile(r"[&#;\s\"'<>]|$")
_USER = re.compile(r"(?<=://)(?!~[0-9a-f]{16}@)[^/?#@\s]+(?=@)")
# An argument or a part of a path that may be Base64 (RFC 4648, with either alphabet).
_PACKED = re.compile(
    r"(?:(?<==)|(?<=%3D))(?:[\w+/-]|%2[BF]){8,}(?:=|%3D){0,2}(?=[&#;,%\"'\s]|$)"
    r"|(?<=/)[\w-]{8,}(?=[/?#]|$)",
    re.IGNORECASE | re.ASCII,
)
_ALPHABET = str.maketrans("-_", "+/", "=")
# Names that those who keep records of requests hide (as sanitizers of HAR files do).
_HIDDEN_NAME = (
    r"(?:[\w.-]*[_.-])?(?:"
    r"(?:access|id|refresh|csrf|xsrf|auth|api|session)?token|jwt|secret|pass(?:word|wd|phrase)?|pwd"
    r"|otp|api[_-]?key|e?mail|sig|signature|credentials?|(?:php|j|asp)?sess(?:ion)?_?(?:id)?|sid"
    r"|code|auth(?:orization)?)"
)
_SECRETLY_NAMED = re.compile(_HIDDEN_NAME, re.IGNORECASE)
_SECRET_ARGUMENT = re.compile(
    rf"(?P<name>(?:[?&#;]|%3F|%26|%23){_HIDDEN_NAME}(?:=|%3D))"
    r"(?P<value>(?!~[0-9a-f]{16}(?:[&#;\s]|$))[^&#;\s]{4,})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a spelling stands for, by its hash; values themselves are not kept."""

    value_hash: str
    argument: bool
    cut: bool


class Redactor(ValueHash):
    """Hashes values, remembers how they are spelt, and finds them again in what is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes: set[str] = set()
        self._spelt: dict[str, Known] = {}
        # By the beginnings of spellings: the negative lengths of those, the longest first.
        self._lengths: dict[str, list[int]] = {}
        self._remembered: dict[tuple[str, bool], str] = {}
        self._room = ROOM
        self._short: dict[str, str] = {}

    def __call__(self, value: str) -> str:
        """The hash of a value, which is known from now on."""
        value_hash = super().__call__(value)
        if value_hash not in self._hashes:
            self._hashes.add(value_hash)
            for spelling in spellings(value):
                self._learn(spelling)
        return value_hash

    def hide(self, secret: str) -> None:
        """Know a secret that is no cookie's value, such as a password.

        One that is a common word, or short, is known behind an equals sign only.
        """
        value_hash = self(secret)
        if not any(spellings(secret)) and secret not in self._short:
            self._short[secret] = value_hash
            self._forget()

    def redacted(self, thing: Thing) -> Thing:
        """The same text, act, visit or observation without any value that is known by now.

        What holds none comes back as it is, letter by letter.
        """
        if isinstance(thing, str):
            return self._text(thing)  # type: ignore[return-value]  # a str is what came
        if isinstance(thing, tuple):
            return tuple(map(self.redacted, thing))  # type: ignore[return-value]  # as it came
        if not is_dataclass(thing) or isinstance(thing, type):
            return thing
        changes = dict(self._changes(thing))
        return replace(thing, **changes) if changes else thing

    def statement(self, statement: str) -> str:
        """A cookie's line whose own value is hashed already, without values in its attributes.

        A number of seconds stays: it is the lifetime, whatever else has the same digits.
        """
        head, *attributes = statement.split(";")
        shown = (
            one if _SECONDS.fullmatch(one) else self._without_values(one) for one in attributes
        )
        return ";".join((head, *shown))

    def _changes(self, thing: Any) -> Iterator[tuple[str, Any]]:
        for name in (one.name for one in fields(thing)):
            held = getattr(thing, name)
            if not held:
                continue
            new = held
            if name == "statement":
                new = self.statement(held)
            elif name in HOSTS:
                new = self._text(held, host=True)
            elif name in TEXTS or (not isinstance(held, str) and _may_hold(held)):
                new = self.redacted(held)
            if new is not held and new != held:
                yield name, new

    def _learn(self, spelling: Spelling) -> None:
        text, known = spelling.text, self._spelt.get(spelling.text)
        if known and (spelling.argument or not known.argument):
            return
        value_hash = super().__call__(spelling.of)
        self._spelt[text] = Known(value_hash, spelling.argument, spelling.cut)
        lengths = self._lengths.setdefault(text[:SHORTEST], [])
        place = bisect_left(lengths, -len(text))
        if lengths[place : place + 1] != [-len(text)]:
            lengths.insert(place, -len(text))
        self._forget()

    def _forget(self) -> None:
        self._remembered.clear()
        self._room = ROOM

    def _text(self, text: str, *, host: bool = False) -> str:
        found = self._remembered.get((text, host))
        if found is None:
            found = text
            if not host:
                found = _USER.sub(lambda user: self._shown(user[0]), found)
                found = _SECRET_ARGUMENT.sub(self._argument, found)
                found = _PACKED.sub(self._unpacked, found)
                for short, value_hash in self._short.items():
                    alone = rf"(?<==){re.escape(short)}(?![^&#;\s])"
                    found = re.sub(alone, f"~{value_hash}", found)
            found = self._without_values(found, host=host)
            self._room -= len(text)
            if self._room < 0:
                self._forget()
            self._remembered[(text, host)] = found
        return found

    def _argument(self, found: re.Match[str]) -> str:
        return f"{found['name']}{self._shown(found['value'])}"

    def _unpacked(self, found: re.Match[str]) -> str:
        """What is Base64, unless a value stands in what it spells: then that text's hash."""
        spelt = _base64(unquote(found[0]))
        if not spelt or (spelt not in self._spelt and self._without_values(spelt) == spelt):
            return found[0]
        return self._shown(spelt)

    def _shown(self, text: str) -> str:
        """What stands for a text: its value's hash where it is a known one's spelling."""
        known = self._spelt.get(text)
        value_hash = known.value_hash if known and not known.cut else super().__call__(text)
        if not known and value_hash not in self._hashes:
            value_hash = super().__call__(unquote(text))
        return f"~{value_hash}"

    def _without_values(self, text: str, *, host: bool = False) -> str:
        """Until there is no more to find: what is hidden leaves its neighbours standing alone."""
        for _ in range(MOST_ROUNDS):
            found = self._hidden(text, host=host)
            if found == text:
                break
            text = found
        return text

    def _hidden(self, text: str, *, host: bool) -> str:
        """Linear in the text: at each place only spellings of the same beginning are tried."""
        shown: list[str] = []
        done = place = 0
        public, last, known = Public(text, host), len(text) - SHORTEST, self._lengths.get
        while place <= last:
            lengths = known(text[place : place + SHORTEST])
            found = self._at(text, place, lengths, public) if lengths else None
            if found:
                end, value_hash = found
                shown += [text[done:place], "~", value_hash]
                done = place = end
            else:
                place += 1
        return "".join([*shown, text[done:]])

    def _at(
        self, text: str, start: int, lengths: list[int], public: "Public"
    ) -> tuple[int, str] | None:
        """Where the longest spelling ends that begins here, and its value's hash."""
        for length in lengths:
            end = start - length
            known = self._spelt.get(text[start:end])
            if not known or end > len(text):
                continue
            if known.cut:
                end = _END.search(text, end).start()  # type: ignore[union-attr]  # it finds the end
            if _stands_alone(text, start, end, known) and not public.has(start, end):
                return end, known.value_hash
        return None


def _base64(packed: str) -> str:
    """The text that Base64 spells, with or without its padding; empty for what is none."""
    plain = packed.translate(_ALPHABET)
    try:
        spelt = b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        return ""
    return spelt.decode("utf-8", "replace")


def is_secret_name(name: str) -> bool:
    """Whether an argument or a header of that name holds a secret."""
    return _SECRETLY_NAMED.fullmatch(name) is not None


def _may_hold(held: object) -> bool:
    return isinstance(held, tuple) or is_dataclass(held)


def _stands_alone(text: str, start: int, end: int, known: Known) -> bool:
    if known.argument:
        behind_equals = text[max(0, start - 3) : start].upper().endswith(("=", "%3D"))
        return behind_equals and text[end : end + 1] in ("", *"&#;,%\"' ")
    if end - start >= JOINED:
        return True
    escaped = start >= 3 and text[start - 3] == "%"
    joined_before = start > 0 and text[start - 1].isalnum() and not escaped
    return not joined_before and not text[end : end + 1].isalnum()


class Public:
    """The parts of a text that are nobody's secret: schemes and registrable domains."""

    def __init__(self, text: str, host: bool) -> None:
        self._text = text
        self._host = host

    def has(self, start: int, end: int) -> bool:
        """Whether a part of the text reaches into one of these."""
        before = bisect_left(self._parts, (end, 0)) - 1
        return before >= 0 and self._parts[before][1] > start

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        """Their beginnings and ends, in order."""
        text = self._text
        if self._host:
            return [(len(text) - len(registrable_domain(text)), len(text))]
        parts: list[tuple[int, int]] = []
        for found in _AUTHORITY.finditer(text):
            parts.append((found.start(), found.end("scheme")))
            parts.append((found.end() - len(registrable_domain(found["host"])), found.end()))
        return parts
