"""HTML to blocks: tables with merged cells, lists, definition lists, headings, accordions."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from crawler.errors import BadInput
from crawler.policy.document import (
    LABEL,
    Block,
    Kind,
    PolicyDocument,
    clean,
    time_limit,
    unbulleted,
)
from crawler.policy.html_tables import is_layout, rows_of
from crawler.policy.text import read_text

_HIDDEN = {"script", "style", "template", "noscript", "svg", "head", "iframe", "select", "object"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {
    "summary": LABEL,
    "legend": LABEL,
    "caption": LABEL,
    "figcaption": LABEL,
}
_BLOCKS = (
    {"table", "ul", "ol", "menu", "dl", "p", "div", "section", "article", "main", "details", "form"}
    | {"fieldset", "header", "footer", "aside", "nav", "blockquote", "pre", "figure", "hr", "body"}
    | {"center", "address", "html", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"}
    | set(_HEADINGS)
)
_MOST_LEVELS, _MOST_TAGS = 150, 300_000
_WIDE = re.compile(
    r"(?<=[^\s:;,.\u2013])\s*(?:\u00a0 ?){2,}(?=\w)|(?<=[:;,.])(?:\s*\u00a0){2,}\s*(?=\w)"
)
"""Blanks that divide a line as columns would be."""
_MARKS = {"code", "kbd", "tt", "samp", "strong", "b", "var", "em", "i"}


def read_html(source: str, markup: str | bytes) -> PolicyDocument:
    """Read a page. What no browser would show (scripts, styles) is left out.

    Raises BadInput for one whose elements are nested more than 150 deep, with more than 300,000
    tags, or that takes two minutes to read.
    """
    opened = markup.count("<") if isinstance(markup, str) else markup.count(b"<")
    if opened > _MOST_TAGS:
        raise BadInput.in_file(
            source, f"has more than {_MOST_TAGS} tags, which no policy has: cut it to the policy"
        )
    check_time = time_limit(source)
    soup = BeautifulSoup(markup, "lxml")
    if _deeper_than(soup, _MOST_LEVELS):
        raise BadInput.in_file(source, "is nested too deeply for a policy: save it as text")
    reader = _Reader(check_time)
    blocks = tuple(block for block in reader.walk(soup) if block.text)
    password = soup.find("input", attrs={"type": "password"})
    return PolicyDocument(source, blocks, asks_login=password is not None, page=True)


def _deeper_than(soup: Tag, limit: int) -> bool:
    level = [soup]
    for _ in range(limit):
        level = [one for tag in level for one in tag.children if isinstance(one, Tag)]
    return bool(level)


def text_of(*nodes: PageElement) -> str:
    """The text that a browser would show of nodes, with a line feed for ``br`` and blocks."""
    return clean("".join(part for node in nodes for part in _parts(node)))


def _parts(node: PageElement) -> Iterator[str]:
    if isinstance(node, PreformattedString):
        return
    if isinstance(node, NavigableString):
        # A line feed in the source is a blank; lines are made by elements alone.
        yield _WIDE.sub(" \u2013 ", str(node).replace("\n", " ").replace("\r", " "))
    elif isinstance(node, Tag) and node.name not in _HIDDEN:
        ends = "\n" if node.name == "br" or node.name in _BLOCKS or _is_half(node) else ""
        yield ends
        for child in node.children:
            yield from _parts(child)
        yield ends


def _is_half(tag: Tag) -> bool:
    """Whether it is one of two spans that make up an element, as label and value do in a grid."""
    around = list(tag.parent.children) if tag.name == "span" and tag.parent else []
    return len(around) == 2 and all(isinstance(one, Tag) and one.name == "span" for one in around)


def links_of(*nodes: PageElement) -> tuple[str, ...]:
    """The web addresses that nodes link to."""
    tags = [node for node in nodes if isinstance(node, Tag)]
    anchors = [a for tag in tags for a in ([tag] if tag.name == "a" else tag.find_all("a"))]
    found = (str(anchor.get("href", "")).strip() for anchor in anchors)
    return tuple(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))


def _marked(*nodes: PageElement) -> tuple[str, ...]:
    tags = [node for node in nodes if isinstance(node, Tag)]
    found = [one for tag in tags for one in [tag, *tag.find_all(_MARKS)] if one.name in _MARKS]
    texts = (text_of(one).rstrip(": ") for one in found)
    return tuple(dict.fromkeys(text for text in texts if text))


class _Reader:
    """One walk over a page; it counts the tables, lists and paragraphs that it meets."""

    def __init__(self, check_time: Callable[[], None]) -> None:
        self._check_time = check_time
        self._tables, self._lists, self._paragraphs = count(1), count(1), count(1)
        self._groups = count(1)

    def walk(self, node: Tag) -> Iterator[Block]:
        """The blocks of an element's content."""
        self._check_time()
        inline: list[PageElement] = []
        for child in node.children:
            if isinstance(child, Tag) and (child.name in _HIDDEN or not _is_block(child)):
                if child.name not in _HIDDEN:
                    inline.append(child)
            elif isinstance(child, Tag):
                yield from self._paragraph(inline)
                inline = []
                yield from self._block(child)
            else:
                inline.append(child)
        yield from self._paragraph(inline)

    def _paragraph(self, nodes: list[PageElement]) -> Iterator[Block]:
        text = text_of(*nodes)
        if not text:
            return
        marked, links = _marked(*nodes), links_of(*nodes)
        if text.rstrip(": ") in marked and len(text) < 200:
            yield Block(Kind.HEADING, text, level=LABEL, links=links, marked=marked)
            return
        place = f"paragraph {next(self._paragraphs)}"
        yield Block(Kind.PARAGRAPH, text, place, links=links, marked=marked)

    def _block(self, tag: Tag) -> Iterator[Block]:
        role = tag.get("role")
        if tag.name == "table" or role in {"table", "grid"}:
            yield from self._table(tag)
        elif tag.name in {"ul", "ol", "menu"}:
            yield from self._list(tag, 1)
        elif tag.name == "dl":
            yield from self._definitions(tag)
        elif _heading_level(tag):
            text = text_of(tag)
            yield Block(Kind.HEADING, text, level=_heading_level(tag), links=links_of(tag))
        elif tag.name == "details":
            yield from self._accordion(tag)
        elif tag.name == "pre" and "\n" in tag.get_text().strip():
            yield from self._preformatted(tag)
        else:
            yield from self.walk(tag)

    def _preformatted(self, tag: Tag) -> Iterator[Block]:
        """Lines whose breaks and blanks stand as they are, and may make a table."""
        group = next(self._groups)
        for block in read_text("", tag.get_text()).blocks:
            place = f"preformatted {group}, {block.place}"
            yield replace(block, place=place, group=1000 * group + block.group)

    def _accordion(self, tag: Tag) -> Iterator[Block]:
        """What opens under a summary: its headings are below the summary, whatever their level."""
        summarised = False
        for block in self.walk(tag):
            deeper = block.kind is Kind.HEADING and summarised
            summarised = summarised or block.kind is Kind.HEADING
            yield replace(block, level=block.level + LABEL) if deeper else block

    def _table(self, table: Tag) -> Iterator[Block]:
        if is_layout(table):
            yield from self.walk(table)
            return
        caption = table.find("caption", recursive=False)
        if isinstance(caption, Tag):
            yield Block(Kind.HEADING, text_of(caption), level=LABEL)
        number = next(self._tables)
        yield from rows_of(table, number, next(self._groups), text_of, links_of)
        for inner in table.find_all("table"):
            if inner.find_parent("table") is table:
                yield from self._table(inner)

    def _list(self, tag: Tag, depth: int) -> Iterator[Block]:
        number, group = next(self._lists), next(self._groups)
        items = [child for child in tag.children if isinstance(child, Tag)]
        for position, item in enumerate(items, 1):
            nested = [one for one in item.children if isinstance(one, Tag) and _stands_apart(one)]
            own = [one for one in item.children if one not in nested]
            place = f"list {number}, item {position}"
            if not any(
                _is_block(one) and one.name == "table" for one in own if isinstance(one, Tag)
            ):
                yield Block(
                    Kind.ITEM,
                    unbulleted(text_of(*own)),
                    place,
                    level=depth,
                    group=group,
                    links=links_of(*own),
                    marked=_marked(*own),
                )
            for one in nested:
                if one.name in {"ul", "ol"}:
                    yield from self._list(one, depth + 1)
                else:
                    yield from self._block(one)

    def _definitions(self, tag: Tag) -> Iterator[Block]:
        number, group, position = next(self._lists), next(self._groups), 0
        terms: list[Tag] = []
        for one in tag.find_all(["dt", "dd"]):
            if one.name == "dt":
                terms = [*terms, one] if terms and _previous(one) == "dt" else [one]
                continue
            position += 1
            named = "\n".join(text_of(term) for term in terms)
            place = f"definition list {number}, entry {position}"
            links = (*links_of(*terms), *links_of(one))
            yield Block(
                Kind.ROW,
                f"{named} | {text_of(one)}",
                place,
                cells=(named, text_of(one)),
                group=-group,
                links=links,
            )


def _previous(tag: Tag) -> str:
    before = tag.find_previous_sibling()
    return before.name if isinstance(before, Tag) else ""


def _is_block(tag: Tag) -> bool:
    if tag.name in _BLOCKS or tag.get("role") in {"table", "grid", "heading"}:
        return True
    return _heading_level(tag) > 0 or tag.find(_BLOCKS) is not None


def _stands_apart(tag: Tag) -> bool:
    return (
        tag.name in {"ul", "ol", "dl", "table"} or tag.find(["table", "ul", "ol", "dl"]) is not None
    )


def _heading_level(tag: Tag) -> int:
    if tag.name in _HEADINGS:
        return _HEADINGS[tag.name]
    level = str(tag.get("aria-level", ""))
    if tag.get("role") == "heading":
        return int(level) if level.isdecimal() and 1 <= int(level) <= 6 else LABEL
    opens = tag.name == "button" or tag.get("role") == "button"
    return LABEL if opens and tag.has_attr("aria-expanded") else 0
