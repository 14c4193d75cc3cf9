"""One name with wildcards for several observed names, and never for one that is not meant."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from crawler.names import NamePattern

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_HASH = r"(?=[0-9a-fA-F]*\d)(?=\d*[a-fA-F])[0-9a-fA-F]{8,}"
# What is made up anew for a visitor, a site or a run can be told from one name alone.
_RUN = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?P<uuid>{_UUID})|(?P<hash>{_HASH}))(?![0-9A-Za-z])"
    r"|(?<!\d)(?P<id>\d{5,})(?!\d)"
)
_DIGITS = re.compile(r"\d+")
_TOKENS = re.compile(r"([^A-Za-z0-9]+)")
_LEAST_LITERAL = 3


def is_literal(name: str) -> bool:
    """Whether a declaration reads the name as itself, without wildcards."""
    return NamePattern(name).exact


def patterns_for(names: Collection[str]) -> list[str]:
    """Names with wildcards that stand for some of these each; what covers most comes first.

    The names are of one kind and domain and live equally long.
    """
    plain = sorted(name for name in names if is_literal(name))
    found = dict.fromkeys((*_runs(plain), *_numbered(plain), *_coded(plain)))
    usable = [text for text in found if _specific(NamePattern(text))]
    return sorted(usable, key=lambda text: (-_covered(text, plain), -len(text), text))


def made_up(name: str) -> str:
    """The name with wildcards for what was made up anew, as far as one name tells; else itself."""
    return next(_runs([name]), name)


def swallows(pattern: str, others: Iterable[str]) -> bool:
    """Whether a pattern matches any of these names, which it does not stand for."""
    read = NamePattern(pattern)
    return any(read.matches(name) for name in others)


def _covered(text: str, names: Sequence[str]) -> int:
    pattern = NamePattern(text)
    return sum(map(pattern.matches, names))


def _specific(pattern: NamePattern) -> bool:
    return pattern.literal_length >= _LEAST_LITERAL and not pattern.exact


def _runs(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        text = _RUN.sub(lambda run: f"{{{run.lastgroup}}}", name)
        if text != name:
            yield text


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """What differs between several names in its numbers alone."""
    alike = defaultdict(list)
    for name in names:
        alike[_DIGITS.sub("{id}", name)].append(name)
    yield from (text for text, group in alike.items() if len(group) > 1)


def _coded(names: Iterable[str]) -> Iterator[str]:
    """What differs between several names in one part alone that looks made up."""
    alike = defaultdict(set)
    for name in names:
        parts = _TOKENS.split(name)
        for place in range(0, len(parts), 2):
            alike["".join(parts[:place]), "".join(parts[place + 1 :])].add(parts[place])
    for (before, behind), codes in alike.items():
        if len(codes) > 1 and all(map(_is_code, codes)) and any(map(_DIGITS.search, codes)):
            yield f"{before}*{behind}"


def _is_code(part: str) -> bool:
    """Whether a part of a name is no word: it has digits, or capitals alone."""
    return bool(_DIGITS.search(part)) or (len(part) > 2 and part.isupper())
