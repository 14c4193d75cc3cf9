"""The finders' scripts, put together: what they share is written once."""

from functools import cache
from importlib import resources


@cache
def script(name: str, package: str = "crawler.consent") -> str:
    """A function expression for ``evaluate``, with the parts that it names put in."""
    return _put_together((resources.files(package) / name).read_text(encoding="utf-8"))


@cache
def finder(name: str) -> str:
    """A function of patterns that makes the finder of that name for a document."""
    return _put_together(_source("finder.js").replace("(FINDER)", f"({_body(name)})"))


def _put_together(text: str) -> str:
    for part, inner in (("(DOM)", "dom.js"), ("(LABELS)", "labels.js"), ("VISIBLE", "visible.js")):
        if part in text:
            text = text.replace(part, f"({_body(inner)})" if part != "VISIBLE" else _body(inner))
    return text


def _source(name: str) -> str:
    return (resources.files("crawler.consent") / name).read_text(encoding="utf-8")


def _body(name: str) -> str:
    """The function without the comments above it."""
    lines = _source(name).splitlines()
    while lines[0].startswith("//"):
        lines.pop(0)
    return "\n".join(lines).strip()
