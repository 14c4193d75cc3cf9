"""A page as a whole, as a script of ours read it; nothing of it is taken on trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.crawl.sampling import Structure, structure_of


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page is built, how it calls itself, and what speaks for a wall.

    ``text`` is what can be seen of it, cut at 4,000 characters; ``fields`` counts what can be
    written into or chosen from; ``captchas`` names those that ask the visitor something.
    """

    title: str = ""
    text: str = ""
    links: int = 0
    fields: int = 0
    password: bool = False
    captchas: tuple[str, ...] = ()
    canonical: str = ""
    structure: Structure = frozenset()

    @classmethod
    def of(cls, found: object) -> "PageLook":
        """From what the script gave; what is of another kind than it should be is left out."""
        if not isinstance(found, Mapping):
            return cls()
        return cls(
            title=_text(found.get("title")),
            text=_text(found.get("text")),
            links=_count(found.get("links")),
            fields=_count(found.get("fields")),
            password=found.get("password") is True,
            captchas=tuple(one for one in _list(found.get("captchas")) if isinstance(one, str)),
            canonical=_text(found.get("canonical")),
            structure=structure_of(_list(found.get("structure"))),
        )


def _text(value: Any) -> str:
    return value[:4000] if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
