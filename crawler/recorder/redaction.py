"""Values of cookies that stand where they do not belong: in addresses and in what quotes them.

A page puts them into links, pixels and its own address; a keyed hash stands for them there too,
with a tilde before it. So it does for the arguments of an address that hold secrets by their name,
and for a user's name and password in it.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
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
MOST_REMEMBERED, MOST_ROUNDS = 50_000, 20

_AUTHORITY = re.compile(r"\b[a-z][a-z0-9+.-]*://(?:[^/?#\s@]*@)?([^/?#\s:]*)", re.IGNORECASE)
_SECONDS = re.compile(r"\s*max-age\s*=\s*-?\d+\s*", re.IGNORECASE)
_USER = re.compile(r"(?<=://)(?!~[0-9a-f]{16}@)[^/?#@\s]+(?=@)")
# Names that those who keep records of requests hide (as sanitizers of HAR files do).
_SECRET_ARGUMENT = re.compile(
    r"(?P<name>(?:[?&#;]|%3F|%26|%23)(?:[\w.-]*[_.-])?(?:"
    r"(?:access|id|refresh|csrf|xsrf|auth|api|session)?token|jwt|secret|pass(?:word|wd|phrase)?|pwd"
    r"|otp|api_?key|e?mail|sig|signature|credentials?|(?:php|j|asp)?sess(?:ion)?_?(?:id)?|sid"
    r"|code|auth(?:orization)?)(?:=|%3D))"
    r"(?P<value>(?!~[0-9a-f]{16}(?:[&#;\s]|$))[^&#;\s]{4,})",
    re.IGNORECASE,
)


class Redactor(ValueHash):
    """Hashes values, remembers them, and finds them again in what is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes: dict[str, str] = {}
        self._spelt: dict[str, Spelling] = {}
        # By the beginnings of spellings: the negative lengths of those, the longest first.
        self._lengths: dict[str, list[int]] = {}
        self._remembered: dict[tuple[str, bool], str] = {}

    def __call__(self, value: str) -> str:
        """The hash of a value, which is known from now on."""
        if value not in self._hashes:
            self._hashes[value] = super().__call__(value)
            for spelling in spellings(value):
                self._learn(spelling)
        return self._hashes[value]

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
        known = self._spelt.get(spelling.text)
        if known and (spelling.argument or not known.argument):
            return
        self._spelt[spelling.text] = spelling
        lengths = self._lengths.setdefault(spelling.text[:SHORTEST], [])
        place = bisect_left(lengths, -len(spelling.text))
        if lengths[place : place + 1] != [-len(spelling.text)]:
            insort(lengths, -len(spelling.text))
        self._remembered.clear()

    def _text(self, text: str, *, host: bool = False) -> str:
        known = self._remembered.get((text, host))
        if known is None:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            known = text
            if not host:
                known = _USER.sub(lambda found: self._shown(found[0]), known)
                known = _SECRET_ARGUMENT.sub(self._argument, known)
            known = self._without_values(known, host=host)
            self._remembered[(text, host)] = known
        return known

    def _argument(self, found: re.Match[str]) -> str:
        return f"{found['name']}{self._shown(found['value'])}"

    def _shown(self, text: str) -> str:
        """What stands for a text: its value's hash where it is a known one's spelling."""
        if text in self._hashes:
            return f"~{self._hashes[text]}"
        spelling = self._spelt.get(text)
        return f"~{super().__call__(spelling.of if spelling else unquote(text))}"

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
        while place <= len(text) - SHORTEST:
            lengths = self._lengths.get(text[place : place + SHORTEST])
            end = self._end(text, place, lengths, host) if lengths else 0
            if end:
                shown += [text[done:place], self._shown(text[place:end])]
                done = place = end
            else:
                place += 1
        return "".join([*shown, text[done:]])

    def _end(self, text: str, start: int, lengths: list[int], host: bool) -> int:
        """Where the longest spelling ends that begins here; 0 where none does."""
        for length in lengths:
            end = start - length
            spelling = self._spelt.get(text[start:end])
            if (
                spelling
                and end <= len(text)
                and _stands_alone(text, start, end, spelling)
                and not any(a < end and start < b for a, b in _public(text, host))
            ):
                return end
        return 0


def _may_hold(held: object) -> bool:
    return isinstance(held, tuple) or is_dataclass(held)


def _stands_alone(text: str, start: int, end: int, spelling: Spelling) -> bool:
    if spelling.argument:
        behind_equals = text[max(0, start - 3) : start].upper().endswith(("=", "%3D"))
        return behind_equals and text[end : end + 1] in ("", *"&#;,%\"' ")
    if end - start >= JOINED:
        return True
    escaped = start >= 3 and text[start - 3] == "%"
    joined_before = start > 0 and text[start - 1].isalnum() and not escaped
    return not joined_before and not text[end : end + 1].isalnum()


def _public(text: str, host: bool) -> Iterator[tuple[int, int]]:
    """The parts of addresses that are nobody's secret: their schemes and registrable domains."""
    if host:
        yield len(text) - len(registrable_domain(text)), len(text)
        return
    for found in _AUTHORITY.finditer(text):
        yield found.start(), text.index("://", found.start()) + 3
        yield found.end() - len(registrable_domain(found[1])), found.end()
