"""Which template of a site a page belongs to, by the shape of its address.

Numbers, dates and identifiers vary from page to page of one template at sight; words and names do
where many stand side by side under the same beginning. That is learned from all addresses met.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

Template = tuple[str, ...]
Place = tuple[Template, str, str]

# An address that goes deeper says no more of its template, and may go on for ever.
MOST_STEPS = 9
MOST_REPEATS = 2
# One path with more sets of parameters than this is a list that is filtered in many ways.
MOST_FILTERS = 8
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+([.,:]\d+)*")
_DATE = re.compile(
    r"(19|20)\d\d([-_.]?\d\d){1,2}([-_.T]\d\d[:.]?\d\d\w*)?|\d\d?[-_.]\d\d?[-_.]\d{2,4}"
)
_UUID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=.*\d)[0-9a-f]{8,}", re.IGNORECASE)
_TOKEN = re.compile(r"(?=(.*\d){2})(?=.*[A-Za-z])[A-Za-z0-9=]{10,}")
_NUMBERED = re.compile(r"([A-Za-z]{1,20}[-_.]?)\d+")
_LANGUAGE = re.compile(r"[a-z]{2}([-_][A-Za-z]{2})?")
_WORD = re.compile(r"[A-Za-z]{1,20}")
_NO_WORD = re.compile(r"[\W_]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many may stand side by side, by kind, before they are taken for one variable.

    ``page`` ends an address below the first level, ``top`` at it; ``part`` is followed by more;
    ``value`` is that of a parameter. Each maps ``word``, ``name`` and ``numbered`` to a count.
    """

    page: Mapping[str, int]
    top: Mapping[str, int]
    part: Mapping[str, int]
    value: Mapping[str, int]


_PART = {"word": 30, "name": 12, "numbered": 20}
COARSE = Limits(
    page={"word": 0, "name": 0, "numbered": 12},
    top={"word": 30, "name": 12, "numbered": 20},
    part=_PART,
    value={"word": 12, "name": 0, "numbered": 0},
)
"""Pages side by side below the first level count as one template from the first on."""
FINE = Limits(
    page={"word": 15, "name": 8, "numbered": 12},
    top={"word": 40, "name": 15, "numbered": 20},
    part=_PART,
    value={"word": 15, "name": 4, "numbered": 4},
)
"""A few pages side by side are pages of their own; many are one template."""


@dataclass(slots=True)
class Shapes:
    """Learns what varies. What was said of a page before may change when ``learn`` says True."""

    limits: Limits
    _siblings: dict[Place, set[str]] = field(default_factory=dict)
    _variable: set[Place] = field(default_factory=set)

    def learn(self, page: str) -> bool:
        """Take an address into account; whether something now counts as variable by it."""
        before = len(self._variable)
        self._walk(page, learn=True)
        return len(self._variable) > before

    def relearn(self, pages: Iterable[str]) -> None:
        """Take all addresses into account again, until nothing more turns out as variable."""
        pages = list(pages)
        changed = True
        while changed:
            self._siblings.clear()
            changed = (
                sum(self.learn(page) for page in pages) > 0
            )  # all of them, whatever the first says

    def template(self, page: str) -> Template:
        """The page's template by what is known now."""
        return self._walk(page, learn=False)

    def _walk(self, page: str, *, learn: bool) -> Template:
        done: Template = ()
        for where, text in _steps(page):
            step = self._step(done, where, text, learn)
            if done and step == done[-1] and where == "part":
                continue
            done = (*done, step)
        return done

    def _step(self, before: Template, where: str, text: str, learn: bool) -> str:
        kind, shown = kind_of(text) if where != "names" else ("names", text)
        if kind == "varies":
            return shown
        place = (before, where, kind)
        limit = MOST_FILTERS if where == "names" else getattr(self.limits, where)[kind]
        if learn and place not in self._variable:
            siblings = self._siblings.setdefault(place, set())
            siblings.add(shown)
            if len(siblings) > limit:
                self._variable.add(place)
        return f"{{{kind}}}" if limit == 0 or place in self._variable else shown


def shape_of(page: str) -> Template:
    """The kinds of its parts alone, beside the first part and the names of its parameters.

    A language in the first place is no part of a site, so that the one behind it stands, too.
    """
    steps = list(_steps(page))
    if len(steps) == 1:
        return (steps[0][1],)
    found: list[str] = []
    stands = True
    for where, text in steps:
        kind, shown = kind_of(text) if where != "names" else ("", text)
        literal = where == "names" or kind == "varies" or (where == "part" and stands)
        stands = stands and not found and bool(_LANGUAGE.fullmatch(text))
        found.append(shown if literal else f"{{{kind}}}")
    return tuple(found)


def kind_of(text: str) -> tuple[str, str]:
    """The kind of a part of an address, and how it stands in a template.

    ``varies`` where it is a number, date or identifier; ``numbered`` for a word with a number,
    ``word``, or ``name`` for all else.
    """
    ending = _EXTENSION.search(text)
    extension = ending.group() if ending else ""
    bare = text.removesuffix(extension)
    if _NUMBER.fullmatch(bare):
        return "varies", f"{{number}}{extension}"
    if _DATE.fullmatch(bare):
        return "varies", f"{{date}}{extension}"
    if numbered := _NUMBERED.fullmatch(bare):
        return "numbered", f"{numbered[1]}{{number}}{extension}"
    if _UUID.fullmatch(bare) or _HEX.fullmatch(bare) or _TOKEN.fullmatch(bare):
        return "varies", f"{{id}}{extension}"
    return ("word" if _WORD.fullmatch(bare) else "name"), text


def words_of(page: str) -> frozenset[str]:
    """The words of an address, and its parameters with their values, by which kinds may differ.

    Where all pages have addresses of one shape (``/blue-shirt-product-17``), one of them tells.
    """
    try:
        parts = urlsplit(page)
    except ValueError:
        return frozenset()
    words = (one for one in _NO_WORD.split(unquote(parts.path + "/" + parts.fragment)))
    values = (one for one in parts.query.split("&") if one and not _is_id(one.partition("=")[2]))
    return frozenset((*filter(str.isalpha, words), *values))


def _is_id(value: str) -> bool:
    """Whether a value is of one page, or of one visitor, rather than of a kind."""
    return kind_of(unquote(value))[1].startswith(("{id}", "{date}"))


def in_words(template: Template) -> str:
    """A template as people read it: ``/lesson/{number}``."""
    text = ""
    for step in template:
        text += step if step.startswith(("?", "#", "=")) else f"/{step}"
    return text or "/"


def _steps(page: str) -> Iterator[tuple[str, str]]:
    """The parts of an address that tell its template, each with what it is."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return
    segments = [unquote(one) for one in parts.path.split("/") if one]
    query = [one for one in parts.query.split("&") if one]
    route = [unquote(one) for one in parts.fragment.split("/") if one]
    last = "part" if query or route else ("page" if len(segments) > 1 else "top")
    yield from _bounded(segments, last)
    if query:
        names = sorted({one.partition("=")[0] for one in query})
        yield "names", f"?{'&'.join(names)}"
        values = [unquote(one.partition("=")[2]) for one in sorted(query)][:MOST_FILTERS]
        yield from (("value", one) for one in values if one)
    if route:
        yield "names", "#"
        yield from _bounded(route, "page" if len(route) > 1 else "top")


def _bounded(segments: list[str], last: str) -> Iterator[tuple[str, str]]:
    """Each segment, as far as they say something: paths that repeat themselves have no end."""
    seen: dict[str, int] = {}
    for at, segment in enumerate(segments):
        seen[segment] = seen.get(segment, 0) + 1
        if at >= MOST_STEPS or seen[segment] > MOST_REPEATS:
            yield "part", "…"
            return
        yield (last if at == len(segments) - 1 else "part"), segment
