"""TC strings of the IAB's Transparency and Consent Framework v2, decoded.

Source: IAB Tech Lab, "Consent string and vendor list formats v2": a core segment and others of it,
divided by dots, each in web-safe base64 and read bit by bit.
"""

import base64
import binascii
from dataclasses import dataclass

# The framework's standard purposes with consent, and its longest range of vendors.
PURPOSES = range(1, 11)
MOST_VENDORS = 65_535
MOST_LETTERS = 20_000
VERSION = 2
DISCLOSED, PUBLISHER = 1, 3


class UnreadableError(Exception):
    """A string that is no TC string of version 2."""


@dataclass(frozen=True, slots=True)
class TcString:
    """What a string says, by the numbers of purposes, special features and vendors.

    ``disclosed`` are the vendors that the visitor was shown; None where the segment is missing,
    which the framework asks for since version 2.3.
    """

    purposes: frozenset[int]
    legitimate_interests: frozenset[int]
    special_features: frozenset[int]
    vendors: frozenset[int]
    disclosed: frozenset[int] | None
    publisher_purposes: frozenset[int]

    @property
    def consents(self) -> bool:
        """Whether it holds consent for anything."""
        chosen = (self.purposes, self.special_features, self.vendors, self.publisher_purposes)
        return any(chosen)

    @property
    def everything(self) -> bool:
        """Whether consent is held for all purposes, or for all vendors that were shown."""
        if not self.purposes:
            return False
        return self.purposes.issuperset(PURPOSES) or bool(
            self.disclosed and self.vendors.issuperset(self.disclosed)
        )


def decoded(text: str) -> TcString:
    """Read a TC string.

    Raises:
        UnreadableError: it is none, or is cut.
    """
    if len(text) > MOST_LETTERS:
        raise UnreadableError
    core, *others = (_Bits(segment) for segment in text.split("."))
    if core.number(6) != VERSION:
        raise UnreadableError
    core.skip(36 + 36 + 12 + 12 + 6 + 12 + 12 + 6 + 1 + 1)
    special_features = core.numbers(12)
    purposes, legitimate_interests = core.numbers(24), core.numbers(24)
    core.skip(1 + 12)
    vendors = core.vendors()
    disclosed, publisher_purposes = None, frozenset[int]()
    for segment in others:
        kind = segment.number(3)
        if kind == DISCLOSED:
            disclosed = segment.vendors()
        elif kind == PUBLISHER:
            publisher_purposes = segment.numbers(24)
    return TcString(
        purposes, legitimate_interests, special_features, vendors, disclosed, publisher_purposes
    )


class _Bits:
    """A segment, read from its first bit on."""

    def __init__(self, segment: str) -> None:
        try:
            data = base64.b64decode(segment + "=" * (-len(segment) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnreadableError from error
        self._bits = "".join(f"{byte:08b}" for byte in data)
        self._at = 0

    def skip(self, bits: int) -> None:
        self._at += bits

    def number(self, bits: int) -> int:
        taken = self._bits[self._at : self._at + bits]
        if len(taken) < bits:
            raise UnreadableError
        self._at += bits
        return int(taken, 2)

    def numbers(self, bits: int) -> frozenset[int]:
        """The places of the bits that are set, counted from one."""
        return frozenset(place for place in range(1, bits + 1) if self.number(1))

    def vendors(self) -> frozenset[int]:
        """A field of bits, or ranges, whichever the string says it has."""
        last = self.number(16)
        if not self.number(1):
            return self.numbers(last)
        found: set[int] = set()
        told = 0
        for _ in range(self.number(12)):
            is_range, start = self.number(1), self.number(16)
            end = self.number(16) if is_range else start
            # A real string names each vendor once; one made to keep us busy names all, often.
            told += end + 1 - start
            if told > MOST_VENDORS:
                raise UnreadableError
            found.update(range(start, end + 1))
        return frozenset(found)
