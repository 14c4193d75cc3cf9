"""What YAML's parser complains of, said so that the writer of the file can mend it."""

import re
from contextlib import suppress

import yaml

from crawler.errors import Problem

# libyaml's where PyYAML was built with it (every wheel is): twenty times as fast, same language.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Of "context problem" as PyYAML's and libyaml's parsers word them: whether the line is that of the
# context (where the thing began) rather than where the parser gave up, and the sentence.
_SENTENCES = [
    (r"quoted scalar.*(stream|document)", True, "the quote opened here is never closed: close it"),
    (
        r"unknown escape",
        False,
        "a backslash in double quotes begins an escape: use single quotes instead",
    ),
    (
        r"alias",
        False,
        "a * at the beginning of a value is an alias in YAML: put a name such as '*_id' in quotes",
    ),
    (
        r"flow (sequence|mapping|node)",
        True,
        "the bracket opened here is not closed, or a comma is missing in it: close it with ] or }",
    ),
    (r"could not find expected ':'", True, "this line is no 'key: value': add the ': '"),
    (
        r"mapping values are not allowed",
        False,
        "a ': ' stands where no value may: check the indentation, or put the text in quotes",
    ),
    (
        r"block (mapping|collection|sequence)|<document start>",
        False,
        "this line does not fit those above it: check its indentation and its quotes",
    ),
]


def syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """The problem behind an error of the parser, where the file has to be changed."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, 0, 0, f"is not YAML: {error}")
    mark, lines = error.problem_mark, text.splitlines()
    quote = _quote_ending_in(text, mark.line)
    if quote:
        sentence = f"the quote opened here is closed only in line {mark.line + 1}: close it here"
        return Problem(file, *quote, sentence)
    line = lines[mark.line] if mark.line < len(lines) else ""
    complaint = f"{error.context or ''} {error.problem or ''}"
    for pattern, at_context, sentence in _SENTENCES[:1] + _tab(line) + _SENTENCES[1:]:
        if re.search(pattern, complaint):
            if at_context and error.context_mark is not None:
                mark = error.context_mark
            return Problem(file, mark.line + 1, mark.column + 1, sentence)
    return Problem(file, mark.line + 1, mark.column + 1, _other(line[mark.column :], complaint))


def _quote_ending_in(text: str, line: int) -> tuple[int, int] | None:
    """Line and column (from 1) where the quoted text of several lines began that ends in this.

    Usually the next opening quote closed it, and the parser stumbles over what follows.
    """
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=LOADER):
            quoted = isinstance(event, yaml.ScalarEvent) and event.style in {"'", '"'}
            start, end = event.start_mark, event.end_mark
            if quoted and start and end and start.line < end.line == line:
                return start.line + 1, start.column + 1
    return None


def _tab(line: str) -> list[tuple[str, bool, str]]:
    """A sentence for any complaint about a line that is indented by a tab."""
    indent = line[: len(line) - len(line.lstrip())]
    return [("", False, "a tab indents this line: indent it with spaces")] if "\t" in indent else []


def _other(rest: str, complaint: str) -> str:
    if "cannot start any token" in complaint and rest:
        return f"a value cannot begin with {rest[0]!r}: put it in quotes"
    return f"is not YAML here: {complaint.strip()}"
