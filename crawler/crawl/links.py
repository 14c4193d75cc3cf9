"""A link as it stood on a page: where it leads, what it says, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_LABEL = 400


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page.

    ``labels`` are the words by which it is known to a visitor (its text, a label for those who
    do not see it, a title, the text of its pictures); ``place`` is the chain of elements that it
    stands in, the same for all links of one list; ``acts`` names the attribute that makes more of
    it than a link, such as ``data-method``.
    """

    address: str
    labels: tuple[str, ...] = ()
    place: str = ""
    acts: str = ""


def links_from(found: object) -> list[Link] | None:
    """The links that a page's script gave; None where it gave something else.

    A page can replace whatever the script uses, so nothing of it is taken on trust.
    """
    if not isinstance(found, list):
        return None
    return list(_read(found))


def _read(found: list[object]) -> Iterator[Link]:
    for one in found:
        if not isinstance(one, list) or len(one) != 4:
            continue
        address, labels, place, acts = one
        if not isinstance(address, str):
            continue
        words = labels if isinstance(labels, list) else []
        yield Link(
            address,
            tuple(word[:LONGEST_LABEL] for word in words if isinstance(word, str) and word),
            place if isinstance(place, str) else "",
            acts if isinstance(acts, str) else "",
        )
