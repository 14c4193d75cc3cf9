"""Who sets cookies, and who receives them: by registrable domain, as a table and as a map."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.cookies import ObservedCookie, Phase
from crawler.domains import registrable_domain
from crawler.reports.grid import NOTHING, Cell, Column, Grid
from crawler.reports.grouping import cookie_name
from crawler.reports.wording import Wording
from crawler.runs import RunRecord
from crawler.text import printable, shortened

MOST_DRAWN = 10
"""How many domains the map has on each side."""
_ROW = 34
_TOP = 34
_LEFT, _RIGHT = 250, 550


@dataclass(slots=True)
class Host:
    """A registrable domain: the cookies that it set and received, by (name, domain)."""

    name: str
    sets: set[tuple[str, str]] = field(default_factory=set)
    receives: set[tuple[str, str]] = field(default_factory=set)
    before: bool = False
    sites: set[str] = field(default_factory=set)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A domain in the map, at its place."""

    name: str
    words: str
    y: float
    own: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Cookies that one domain set and another one received: a line, and its width."""

    path: str
    width: float
    own: bool
    words: str


@dataclass(frozen=True, slots=True)
class Map:
    """The map: setters to the left, receivers to the right; ``left`` domains are not drawn."""

    setters: tuple[Node, ...]
    receivers: tuple[Node, ...]
    links: tuple[Link, ...]
    height: int
    left: int


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Who set and received what in a run."""

    hosts: Mapping[str, Host]
    flows: Mapping[tuple[str, str], int]


def exchanges(run: RunRecord) -> Exchanges:
    """What passed between domains, in all journeys together."""
    hosts: dict[str, Host] = {}
    flows: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    own = {_domain(visit.page) for walk in run.walks for visit in walk.visits}
    for cookie in (one for walk in run.walks for one in walk.cookies):
        key = (cookie_name(cookie.identity), cookie.identity.domain)
        setters = _setters(cookie, hosts, key)
        receivers = _receivers(cookie, hosts, key)
        for pair in ((one, other) for one in setters for other in receivers):
            flows[pair].add(key)
    for host in hosts.values():
        host.own = host.name in own
    return Exchanges(hosts, {pair: len(those) for pair, those in flows.items()})


def _setters(cookie: ObservedCookie, hosts: dict[str, Host], key: tuple[str, str]) -> set[str]:
    found = set()
    for write in cookie.stored:
        host = _known(hosts, _domain(write.source or write.frame or write.page))
        host.sets.add(key)
        host.sites.add(cookie.walk.site)
        host.before |= write.phase is Phase.BEFORE
        found.add(host.name)
    return found


def _receivers(cookie: ObservedCookie, hosts: dict[str, Host], key: tuple[str, str]) -> set[str]:
    found = set()
    for read in cookie.reads:
        if not read.withheld:
            host = _known(hosts, registrable_domain(read.host))
            host.receives.add(key)
            host.sites.add(cookie.walk.site)
            host.before |= read.phase is Phase.BEFORE
            found.add(host.name)
    return found


def _known(hosts: dict[str, Host], name: str) -> Host:
    return hosts.setdefault(name, Host(name))


def _domain(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return registrable_domain(host) if host else "?"


def exchanges_grid(found: Exchanges, say: Wording) -> Grid:
    """Every domain that set or received a cookie."""
    columns = (
        Column(say("Domain"), 4),
        Column(say("Party"), 2, choices=True),
        Column(say("Sets"), 2),
        Column(say("Receives"), 2),
        Column(say("Before the decision"), 2, choices=True),
        Column(say("On the sites"), 3),
        Column(say("Cookies set"), 5),
        Column(say("Cookies received"), 5),
    )
    rows = tuple(
        (
            Cell(host.name),
            Cell(say("first" if host.own else "third")),
            Cell(str(len(host.sets)), float(len(host.sets))),
            Cell(str(len(host.receives)), float(len(host.receives))),
            Cell(say("yes") if host.before else say("no")),
            Cell(", ".join(sorted(host.sites))),
            Cell(_names(host.sets)),
            Cell(_names(host.receives)),
        )
        for host in _busiest(found)
    )
    caption = say("Who sets and who receives cookies")
    return Grid("exchanges", caption, columns, rows, "writes.csv")


def _names(keys: set[tuple[str, str]]) -> str:
    return ", ".join(sorted({name for name, _ in keys})) or NOTHING


def _busiest(found: Exchanges) -> list[Host]:
    def rank(host: Host) -> tuple[bool, int, str]:
        return not host.own, -len(host.sets) - len(host.receives), host.name

    return sorted(found.hosts.values(), key=rank)


def exchanges_map(found: Exchanges, say: Wording) -> Map:
    """The busiest domains, what they set to the left and what they receive to the right."""
    busy = _busiest(found)
    setters = _column([one for one in busy if one.sets], "sets", say)
    receivers = _column([one for one in busy if one.receives], "receives", say)
    drawn = {node.name for node in (*setters, *receivers)}
    height = _TOP + _ROW * max(len(setters), len(receivers), 1)
    links = tuple(_links(found, setters, receivers, say))
    return Map(setters, receivers, links, height, len(found.hosts.keys() - drawn))


def _column(hosts: list[Host], what: str, say: Wording) -> tuple[Node, ...]:
    nodes = []
    for number, host in enumerate(hosts[:MOST_DRAWN]):
        count = len(host.sets if what == "sets" else host.receives)
        words = f"{shortened(printable(host.name), 26)} ({say.number(count)})"
        nodes.append(Node(host.name, words, _TOP + _ROW * (number + 0.5), host.own))
    return tuple(nodes)


def _links(
    found: Exchanges, setters: tuple[Node, ...], receivers: tuple[Node, ...], say: Wording
) -> Iterator[Link]:
    most = max(found.flows.values(), default=1)
    middle = (_LEFT + _RIGHT) / 2
    for one in setters:
        for other in receivers:
            number = found.flows.get((one.name, other.name), 0)
            if number:
                path = f"M{_LEFT} {one.y}C{middle} {one.y} {middle} {other.y} {_RIGHT} {other.y}"
                told = say.count(number, "cookie", "cookies")
                words = f"{one.name} \u2192 {other.name}: {told}"
                yield Link(path, round(1 + 9 * number / most, 1), one.own and other.own, words)
