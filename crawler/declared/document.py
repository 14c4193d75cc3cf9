"""A YAML file as plain text values with the place of each, read strictly.

Every scalar stays the text that was written (``no`` is not false, ``1:30`` is not 90): what it
means is the model's business. YAML's freedoms that hide mistakes or cost memory are refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from crawler.declared.syntax import LOADER, syntax_problem
from crawler.declared.wording import quoted
from crawler.errors import BadInput, Problem

MOST_BYTES = 5_000_000
MOST_DEPTH = 32
MOST_VALUES = 200_000

_TAG = "tag:yaml.org,2002:"
# What YAML itself reads into plain scalars and collections; anything else was asked for by a tag.
_PLAIN = {
    f"{_TAG}{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
}
_TOO_MANY = f"more than {MOST_VALUES} values, aliases (*name) included: write fewer"

Place: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the root to a value."""


class WrittenMapping(dict[str, Any]):
    """A mapping as it stands in the file, with facts that nobody wrote into it as keys."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__()
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. ``unreadable`` holds the places that already have a problem."""

    file: Path
    root: WrittenMapping
    places: Mapping[Place, tuple[int, int]]
    unreadable: frozenset[Place]
    problems: tuple[Problem, ...]

    def problem(self, place: Place, message: str) -> Problem:
        """A problem at a place, or at the nearest enclosing one that stands in the file."""
        while place not in self.places:
            place = place[:-1]
        return Problem(str(self.file), *self.places[place], message)


def read_document(file: Path, instead: Callable[[Place], str]) -> Document:
    """Read one YAML mapping. Raises BadInput for what is no such file at all.

    ``instead`` says what would be right at a place where no value stands.
    """
    content = _contents(file)
    text = _text(file, content)
    try:
        _check_shape(file, text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise BadInput([syntax_problem(str(file), text, error)]) from error
    if node is None:
        message = "is empty: a declaration begins with 'version: 1'"
        raise BadInput([Problem(str(file), 1, 0, message)])
    reading = _Reading(file, instead)
    root = reading.value(node, ())
    if not isinstance(root, WrittenMapping):
        raise BadInput([reading.problem(node, "must be a mapping that begins with 'version: 1'")])
    root.facts |= {"path": file, "sha256": sha256(content).hexdigest()}
    unreadable = frozenset(reading.unreadable)
    return Document(file, root, reading.places, unreadable, tuple(reading.problems))


def _contents(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput.in_file(file, "does not exist: name the file of the declaration") from None
    except IsADirectoryError:
        raise BadInput.in_file(file, "is a folder: name the file of the declaration") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput.in_file(file, f"cannot be read: {reason}") from error
    if len(content) > MOST_BYTES:
        message = f"is larger than {MOST_BYTES // 1_000_000} MB: a declaration is a list, not a log"
        raise BadInput.in_file(file, message)
    return content


def _text(file: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not text in UTF-8 (byte 0x{content[error.start]:02x}): save it as UTF-8"
        raise BadInput([Problem(str(file), line, 0, message)]) from error
    control = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        message = f"holds the character U+{ord(control[0]):04X}, which no text file has: remove it"
        raise BadInput([Problem(str(file), line, 0, message)])
    return text


def _check_shape(file: Path, text: str) -> None:
    """Refuse what is too deep or too much, or two documents, before anything is built of it."""
    depth = documents = values = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        values += isinstance(event, yaml.NodeEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if depth > MOST_DEPTH:
            message = f"is nested more than {MOST_DEPTH} deep: close the brackets above"
            raise BadInput([Problem(str(file), line, 0, message)])
        if values > MOST_VALUES:
            raise BadInput([Problem(str(file), line, 0, _TOO_MANY)])
        if documents > 1:
            message = "a second document begins at this '---': a declaration is one document"
            raise BadInput([Problem(str(file), line, 0, message)])


@dataclass(slots=True)
class _Reading:
    """Nodes to values; what is wrong with single nodes is collected on the way."""

    file: Path
    instead: Callable[[Place], str]
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: set[Place] = field(default_factory=set)
    values_read: int = 0

    def problem(self, node: yaml.Node, message: str) -> Problem:
        mark = node.start_mark
        return Problem(str(self.file), mark.line + 1, mark.column + 1, message)

    def value(self, node: yaml.Node, place: Place) -> Any:
        """The node's text, list or mapping; None where it cannot be read."""
        self._count(node, place)
        self.places.setdefault(place, (node.start_mark.line + 1, node.start_mark.column + 1))
        if node.tag not in _PLAIN:
            tag = node.tag.replace(_TAG, "!!")
            return self._refuse(node, place, f"the tag {tag} is not read: write the value alone")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one, (*place, index)) for index, one in enumerate(node.value)]
        if node.tag == f"{_TAG}null":
            message = f"{_named(place)} has no value: {self.instead(place)}"
            return self._refuse(node, place, message)
        return node.value

    def _count(self, node: yaml.Node, place: Place) -> None:
        self.values_read += 1
        if self.values_read > MOST_VALUES:
            raise BadInput([self.problem(node, _TOO_MANY)])
        if len(place) > MOST_DEPTH:
            message = "an alias (*name) nests too deep or contains itself: write the value out"
            raise BadInput([self.problem(node, message)])

    def _refuse(self, node: yaml.Node, place: Place, message: str) -> None:
        self.problems.append(self.problem(node, message))
        self.unreadable.add(place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> WrittenMapping:
        line = self.places[place][0]
        read = WrittenMapping({"line": line, "name": str(place[-1]) if place else ""})
        for key_node, value_node in node.value:
            message = self._wrong_key(key_node, place, read)
            if message:
                self.problems.append(self.problem(key_node, message))
                continue
            key = key_node.value
            mark = key_node.start_mark
            self.places[*place, key] = (mark.line + 1, mark.column + 1)
            read[key] = self.value(value_node, (*place, key))
        return read

    def _wrong_key(self, node: yaml.Node, place: Place, read: WrittenMapping) -> str:
        if not isinstance(node, yaml.ScalarNode):
            return "a key must be text: a list or mapping cannot stand before ':'"
        if node.tag == f"{_TAG}merge":
            return "the merge key '<<' is not read: write the keys out"
        if node.tag not in _PLAIN:
            return f"the tag {node.tag.replace(_TAG, '!!')} is not read: write the key alone"
        if node.value in read:
            first = self.places[*place, node.value][0]
            return f"{quoted(node.value)} stands twice, first in line {first}: keep one of them"
        return ""


def _named(place: Place) -> str:
    return quoted(place[-1]) if place and isinstance(place[-1], str) else "this entry"
