"""A declaration with its suggestions: checked, as a patch, or written in one step."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import yaml

from crawler.declared import Declaration, load_declaration
from crawler.errors import BadInput
from crawler.suggest.insertion import with_entries, with_list
from crawler.suggest.suggesting import Suggestions, entry_of

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class DeclarationText:
    """A declaration's file as it was read. ``text`` has no byte order mark."""

    file: Path
    content: bytes
    text: str
    declaration: Declaration

    @classmethod
    def read(cls, file: Path) -> "DeclarationText":
        """Read a file, also one whose list of cookies is still to be begun. Raises BadInput."""
        try:
            content = file.read_bytes()
            text = content.decode("utf-8-sig")
            begun = with_list(text)
        except (OSError, ValueError, yaml.YAMLError):
            # Whoever reads declarations says best what is wrong with this one.
            load_declaration(file)
            raise BadInput.in_file(file, "cannot be added to: write cookies: [] in it") from None
        if begun == text:
            return cls(file, content, text, load_declaration(file))
        return cls(file, content, text, _loaded(file, begun))

    def with_suggestions(self, suggestions: Suggestions) -> str:
        """The text with the suggested entries, read back and found to say just that.

        Raises BadInput where they cannot be added without changing anything else.
        """
        if not suggestions.entries:
            return self.text
        try:
            new = with_entries(
                self.text, [(list(one.comments), one.fields) for one in suggestions.entries]
            )
            before, after = (_loaded(self.file, text) for text in (with_list(self.text), new))
        except (ValueError, yaml.YAMLError, BadInput) as error:
            raise BadInput.in_file(self.file, f"cannot be added to: {error}") from error
        entries = [entry_of(one, self.declaration) for one in suggestions.entries]
        wanted = before.model_copy(update={"cookies": (*before.cookies, *entries)})
        if _said(after) != _said(wanted):
            sentence = "cannot be added to without changing what else it says: add to it by hand"
            raise BadInput.in_file(self.file, sentence)
        return new

    def patch_to(self, new: str) -> str:
        """The unified diff to a new text; empty where nothing changes."""
        name = _patch_name(self.file)
        mark = _BOM if self.content.startswith(_BOM.encode()) else ""
        lines = unified_diff(_lines(mark + self.text), _lines(mark + new), f"a/{name}", f"b/{name}")
        return "".join(_whole_lines(lines))

    def replace_by(self, new: str) -> None:
        """Write a new text in one step. Raises BadInput where the file cannot be written."""
        target = self.file.resolve()
        mark = _BOM if self.content.startswith(_BOM.encode()) else ""
        try:
            if target.read_bytes() != self.content:
                raise BadInput.in_file(self.file, "has changed meanwhile: run the command again")
            with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as written:
                written.write((mark + new).encode())
                written.flush()
                os.fsync(written.fileno())
            shutil.copymode(target, written.name)
            Path(written.name).replace(target)
        except OSError as error:
            raise BadInput.in_file(self.file, f"cannot be written ({error.strerror})") from error


def _loaded(file: Path, text: str) -> Declaration:
    with TemporaryDirectory(prefix="cookie-audit-") as folder:
        copy = Path(folder) / file.name
        copy.write_bytes(text.encode())
        try:
            return load_declaration(copy)
        except BadInput as error:
            raise BadInput.in_file(file, str(error.problems[0].message)) from None


def _said(declaration: Declaration) -> Any:
    """What a declaration says, wherever it stands in its file."""
    said = declaration.model_dump(mode="json", exclude={"path", "sha256"})
    return _without_lines(said)


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_lines(one)
            for key, one in value.items()
            if not (key == "line" and isinstance(one, int))
        }
    return [_without_lines(one) for one in value] if isinstance(value, list) else value


def _patch_name(file: Path) -> str:
    """The file as ``git apply`` and ``patch`` find it from here, or from its own folder."""
    try:
        name = file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        name = file.name
    return f"{name}\t" if " " in name else name


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]] * (
        not text.endswith("\n") and bool(text)
    )


def _whole_lines(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
