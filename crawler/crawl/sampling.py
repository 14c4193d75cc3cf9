"""Which page to visit next: breadth across templates first, then a few pages of each.

Pages of one template are alike: some are visited, and more of them as long as one of the last ones
brought something new, a page built otherwise or a template that was not known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from crawler.crawl.shapes import COARSE, FINE, Shapes, Template, shape_of, words_of

Structure = frozenset[str]
# The list of links that a page was met in: the chain of elements that it stands in, and the number
# of how the page is built that has it.
Context = tuple[str, int]
NO_LIST: Context = ("", 0)

# How alike two pages are built, as the share of parts that they have in common (Jaccard).
ALIKE = 0.7
# A template whose pages all differ is not visited for ever, either.
MOST_ROUNDS = 10
# A word that as many addresses have may well tell a kind of pages; as a share of all, and in pages.
OFTEN, LEAST_OFTEN = 0.03, 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that was met: how it was found, by how many links from the first, and when."""

    page: str
    context: Context
    depth: int
    order: int

    @property
    def drawn(self) -> bytes:
        """A place in an order that depends on the address alone, and so on no order of links."""
        return sha256(self.page.encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class _Seen:
    """What was visited of one template: whether each visit brought something new, in order."""

    news: list[bool] = field(default_factory=list)
    contexts: dict[Context, list[bool]] = field(default_factory=dict)

    def known(self, samples: int) -> bool:
        """Whether the last visits brought nothing new, so that more would not, either.

        The first page of a template is always new.
        """
        last = self.news[-(samples - 1) :] if samples > 1 else ()
        enough = len(self.news) >= samples and not any(last)
        return enough or len(self.news) >= MOST_ROUNDS * samples

    def goes_on(self, context: Context, samples: int) -> bool:
        """Whether the links of one list may still lead to something new, whatever others do."""
        visits = self.contexts.get(context, [])
        return len(visits) < samples or (samples > 1 and any(visits[-(samples - 1) :]))


@dataclass(frozen=True, slots=True)
class _Kinds:
    """A page's templates: in the widest sense, as fine as is known, and by its shape alone."""

    coarse: Template
    fine: Template
    shape: Template


@dataclass(slots=True)
class _Visited:
    page: str
    context: Context
    structure: Structure = frozenset()
    new: bool = False


@dataclass(slots=True)
class Sampling:
    """The pages that wait, by template. ``samples``: how many alike are enough."""

    samples: int
    waiting: dict[str, Waiting] = field(default_factory=dict)
    _coarse: Shapes = field(default_factory=lambda: Shapes(COARSE))
    _fine: Shapes = field(default_factory=lambda: Shapes(FINE))
    _kinds: dict[str, _Kinds] = field(default_factory=dict)
    _templates: set[Template] = field(default_factory=set)
    _visited: list[_Visited] = field(default_factory=list)
    _groups: dict[Template, dict[Template, dict[str, Waiting]]] = field(default_factory=dict)
    _seen: dict[Template, _Seen] = field(default_factory=dict)
    _fruitless: Counter[Context] = field(default_factory=Counter)
    _words: dict[str, frozenset[str]] = field(default_factory=dict)
    _often: Counter[str] = field(default_factory=Counter)
    _unseen: frozenset[str] = frozenset()
    _built: list[Structure] = field(default_factory=list)
    _changed: bool = False
    _best: Waiting | None = None

    def build(self, structure: Structure) -> int:
        """The number of the way in which a page is built; the same for pages that are alike."""
        for number, known in enumerate(self._built):
            if _alike(known, structure):
                return number
        self._built.append(structure)
        return len(self._built) - 1

    def add(self, page: str, context: Context, depth: int) -> bool:
        """Let a page wait; whether its template was not known before."""
        self._best = None
        new = self._learn(page)
        self.waiting[page] = Waiting(page, context, depth, len(self._kinds))
        self._file(self.waiting[page])
        return new

    def drop(self, page: str) -> None:
        """Forget a page that waits."""
        self._best = None
        if self.waiting.pop(page, None):
            kinds = self._kinds[page]
            self._groups[kinds.coarse][kinds.fine].pop(page)

    def visit(self, page: str) -> None:
        """A page is visited."""
        self._best = None
        one = self.waiting.get(page)
        self.drop(page)
        self._learn(page)
        self._visited.append(_Visited(page, one.context if one else NO_LIST))
        self._count()

    def learned(self, structure: Structure, *, links_new: bool) -> None:
        """What the last visit brought: how its page is built, and whether it led to new kinds."""
        if not self._visited:
            return
        last = self._visited[-1]
        self._best = None
        last.structure = last.structure or structure
        others = [one.structure for one in self._visited[:-1]]
        last.new |= links_new or not any(_alike(one, last.structure) for one in others)
        self._count()

    def best(self) -> Waiting | None:
        """The page to visit next; None where none waits that would bring something new."""
        if self._best is None:
            self._best = self._chosen()
        return self._best

    def _chosen(self) -> Waiting | None:
        self._refresh()
        self._unseen = self._unseen_words()
        by_count: dict[int, list[Template]] = {}
        for coarse in self._groups:
            by_count.setdefault(self._turns(coarse), []).append(coarse)
        for count in sorted(by_count):
            wanted = [
                one
                for coarse in by_count[count]
                for ones in self._groups[coarse].values()
                for one in ones.values()
                if self._wanted(one)
            ]
            if wanted:
                return min(wanted, key=self._rank)
        return None

    def _turns(self, coarse: Template) -> int:
        """How often it was a template's turn.

        One that is of the same shape as others, all built alike, takes turns with them.
        """
        news = self._of(coarse).news
        page = next((page for ones in self._groups[coarse].values() for page in ones), None)
        if news or page is None:
            return len(news)
        shape = self._of(("shape", *self._kinds[page].shape))
        return len(shape.news) // self.samples if shape.known(self.samples) else 0

    def alike(self) -> Iterator[tuple[Template, int, int]]:
        """Of each template that is known well enough: how many wait, how many were visited."""
        self._refresh()
        self._unseen = self._unseen_words()
        for fines in self._groups.values():
            for fine, ones in fines.items():
                left = sum(not self._wanted(one) for one in ones.values())
                if left:
                    yield fine, left, len(self._of(("fine", *fine)).news)

    def _wanted(self, one: Waiting) -> bool:
        kinds = self._kinds[one.page]
        seen, shape = self._of(("fine", *kinds.fine)), self._of(("shape", *kinds.shape))
        if not seen.news:
            return True
        if not seen.known(self.samples) and not shape.known(self.samples):
            return True
        promising = seen.goes_on(one.context, self.samples) or self._tells(one)
        return promising and len(seen.news) < MOST_ROUNDS * self.samples

    def _unseen_words(self) -> frozenset[str]:
        """The words that many addresses have, and none that was visited."""
        least = max(LEAST_OFTEN, OFTEN * len(self._words))
        seen: set[str] = set().union(*(self._words[one.page] for one in self._visited))
        often = (word for word, count in self._often.items() if count >= least)
        return frozenset(often) - seen

    def _tells(self, one: Waiting) -> bool:
        """Whether a page has such a word, and so may be of a kind that was not met."""
        return not self._unseen.isdisjoint(self._words[one.page])

    def _rank(self, one: Waiting) -> tuple[int, int, int, int, bool, int, bytes]:
        kinds = self._kinds[one.page]
        coarse, shape = self._of(kinds.coarse), self._of(("shape", *kinds.shape))
        fine = self._of(("fine", *kinds.fine))
        fruitless = self._fruitless[one.context]
        # The first of a template in the order of the links, the others from all over it.
        order = (0, one.drawn) if coarse.news else (one.order, b"")
        return (len(fine.news), fruitless, one.depth, len(shape.news), not self._tells(one), *order)

    def _learn(self, page: str) -> bool:
        """Take an address in; whether neither its template nor its shape was known before."""
        if page in self._kinds:
            return False
        # Both take it in: what is learned of one says nothing of the other.
        changed = [self._coarse.learn(page), self._fine.learn(page)]
        self._changed = self._changed or any(changed)
        self._kinds[page] = self._kinds_of(page)
        self._words[page] = words_of(page)
        self._often.update(self._words[page])
        kinds = self._kinds[page]
        known = {kinds.coarse, ("shape", *kinds.shape)}
        new = not known & self._templates
        self._templates |= known
        return new

    def _kinds_of(self, page: str) -> _Kinds:
        return _Kinds(self._coarse.template(page), self._fine.template(page), shape_of(page))

    def _refresh(self) -> None:
        """Sort all anew where something turned out to be variable."""
        if not self._changed:
            return
        self._changed = False
        self._coarse.relearn(self._kinds)
        self._fine.relearn(self._kinds)
        self._kinds = {page: self._kinds_of(page) for page in self._kinds}
        self._templates = {kinds.coarse for kinds in self._kinds.values()}
        self._templates |= {("shape", *kinds.shape) for kinds in self._kinds.values()}
        self._groups = {}
        for waiting in self.waiting.values():
            self._file(waiting)
        self._count()

    def _count(self) -> None:
        """What was visited of each template, by what is known now."""
        self._seen = {}
        self._fruitless = Counter(one.context for one in self._visited if not one.new)
        for one in self._visited:
            kinds = self._kinds[one.page]
            for template in (kinds.coarse, ("fine", *kinds.fine), ("shape", *kinds.shape)):
                seen = self._seen.setdefault(template, _Seen())
                seen.news.append(one.new)
                seen.contexts.setdefault(one.context, []).append(one.new)

    def _file(self, one: Waiting) -> None:
        kinds = self._kinds[one.page]
        self._groups.setdefault(kinds.coarse, {}).setdefault(kinds.fine, {})[one.page] = one

    def _of(self, template: Template) -> _Seen:
        return self._seen.get(template) or _Seen()


def structure_of(parts: Iterable[object]) -> Structure:
    """How a page is built, from what a script of ours read of it."""
    return frozenset(one[:100] for one in parts if isinstance(one, str))


def _alike(one: Structure, other: Structure) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
