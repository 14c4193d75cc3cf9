"""What ``history``, ``prune`` and ``notify-test`` do; each gives back its exit code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.alerts import test_message
from crawler.declared import Declaration, load_declaration
from crawler.declared.wording import did_you_mean, quoted
from crawler.errors import BadInput
from crawler.gate import ExitCode
from crawler.history import History, HistoryStore, Kind, Night, Series, Timeline
from crawler.history.retention import Limits, prune
from crawler.history.telling import arrival, clock, interruptions, named, state
from crawler.names import NamePattern
from crawler.notify import send
from crawler.reports.terminal import standard_output
from crawler.text import printable, shortened
from crawler.upkeep import update_index

_MOST_COOKIES = 50
_MOST_NAMES = 10
_LONGEST = 240
_VERDICTS = {
    0: ("clean", "green"),
    1: ("violations", "bold red"),
    3: ("not proven", "yellow"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of a cookie by its name, perhaps with wildcards, or of all runs where empty.

    ``site`` limits it to one site; ``rebuild`` makes the index anew first.
    """

    reports: Path
    cookie: str = ""
    site: str = ""
    rebuild: bool = False


def history(asked: Question) -> int:
    """Print since when a cookie is there, or the runs where none is named."""
    console = standard_output()
    with HistoryStore(asked.reports, rebuild=asked.rebuild) as store:
        told = History(store)
        if not told.everything:
            raise BadInput.in_file(asked.reports, "holds no finished run yet")
        _check_site(asked.site, {name for sites in told.sites.values() for name in sites})
        if asked.cookie:
            _print_cookie(told, asked, console)
        else:
            _print_runs(told, asked, console)
    return ExitCode.CLEAN


def _check_site(site: str, known: set[str]) -> None:
    if site and site not in known:
        names = sorted(known)
        sentence = f"no run has the site {quoted(site)}{did_you_mean(site, names)}"
        raise BadInput.in_file("--site", sentence)


def _print_cookie(told: History, asked: Question, console: Console) -> None:
    pattern = NamePattern(asked.cookie)

    def wanted(kind: Kind, name: str, _runs: int) -> bool:
        return pattern.matches(name) and asked.site in ("", kind.site)

    found = told.series(wanted)
    for one in found[:_MOST_COOKIES]:
        _print_series(one, told, console)
    if (more := len(found) - _MOST_COOKIES) > 0:
        console.print(f"and {more} more: a longer name, or --site, shows fewer.")
    if not found:
        _print_unseen(told, asked, pattern, console)
    _print_unreadable(told, console)


def _print_unseen(told: History, asked: Question, pattern: NamePattern, console: Console) -> None:
    count = len(told.nights)
    where = f" on {asked.site}" if asked.site else ""
    console.print(_text(f"No cookie {asked.cookie} was seen{where} in {count} runs."))
    if tried := told.never_stored(pattern.matches):
        names = ", ".join(tried[:_MOST_NAMES])
        console.print(_text(f"Sites tried to set it, and no browser kept it: {names}"))


def _print_series(series: Series, told: History, console: Console) -> None:
    kind = series.kind
    what = "cookie" if kind.type == "cookie" else kind.type
    of = "the practice site" if kind.practice else "site"
    console.print(_text(kind.name, "bold"), end=" ")
    console.print(_text(f"({what} of {kind.domain}, {of} {kind.site} at {kind.host})"))
    for line in _lines(series, told):
        console.print(Padding(_text(line), (0, 0, 0, 2), expand=False))


def _lines(series: Series, history: History) -> Iterator[str]:
    timeline = series.timeline
    seen, runs = timeline.seen, len(timeline.nights)
    yield f"first seen {named(seen[0])}, last {named(seen[-1])}; in {len(seen)} of {runs} runs"
    told = _since(timeline)
    yield from told
    yield from interruptions(timeline)
    if series.names != (series.kind.name,):
        more = len(series.names) - _MOST_NAMES
        names = ", ".join(shortened(name, 60) for name in series.names[:_MOST_NAMES])
        yield f"as {names}" + (f" and {more} more names" if more > 0 else "")
    alike: dict[tuple[str, ...], list[str]] = {}
    for place, own in history.places(series):
        alike.setdefault(_since(own), []).append(f"{place.journey} as {place.role}")
    for own_told, places in alike.items():
        the_same = "" if own_told == told else f": {'; '.join(own_told)}"
        yield f"in {', '.join(places)}{the_same}"


def _since(timeline: Timeline) -> tuple[str, ...]:
    return arrival(timeline), state(timeline)


def _print_runs(told: History, asked: Question, console: Console) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("Run", "Begun (UTC)", "Label", "Verdict", "Fail", "Warn", "Unproven", "Sites"):
        table.add_column(heading, overflow="fold")
    for night in reversed(told.nights):
        sites = told.sites.get(night.number, ())
        if asked.site in ("", *sites):
            table.add_row(*_row(night, told, sites))
    console.print(table)
    _print_unreadable(told, console)


def _row(night: Night, told: History, sites: tuple[str, ...]) -> Iterator[Text]:
    words, style = _VERDICTS.get(night.exit_code, ("could not run", "bold red"))
    fails, warns = told.counts.get(night.number, (0, 0))
    practice = " (practice)" if night.practice else ""
    yield _text(night.run_id)
    yield _text(clock(night.started))
    yield _text(night.label)
    yield _text(words, style)
    yield from (_text(str(count)) for count in (fails, warns, night.unproven))
    yield _text(", ".join(sites) + practice)


def _print_unreadable(told: History, console: Console) -> None:
    for night in told.everything:
        if night.unreadable:
            console.print(_text(f"{night.run_id} is left out: {night.unreadable}", "yellow"))


def _text(words: str, style: str = "") -> Text:
    """Text of a site's, with nothing in it that a terminal or rich would obey."""
    return Text(shortened(printable(words), _LONGEST), style)


@dataclass(frozen=True, slots=True)
class Pruning:
    """What is to be deleted: beyond the limits given, else beyond those of a declaration."""

    reports: Path
    declaration: Path
    days: int | None = None
    runs: int | None = None
    dry: bool = False

    def declared(self) -> Declaration | None:
        """The declaration, which may go without where the limits are given."""
        given = self.days is not None or self.runs is not None
        if given and not self.declaration.exists():
            return None
        return load_declaration(self.declaration)

    def limits(self, declaration: Declaration | None) -> Limits:
        """Raises BadInput where none is set."""
        if self.days is not None or self.runs is not None:
            return Limits(self.days, self.runs)
        declared = declaration.retention if declaration else None
        if declared is None:
            sentence = "sets no retention: add it, or give --keep-days or --keep-runs"
            raise BadInput.in_file(self.declaration, sentence)
        return Limits(declared.days, declared.runs)


def prune_runs(asked: Pruning) -> int:
    """Delete the runs beyond the limits, and bring the index up to date."""
    console = standard_output()
    declaration = asked.declared()
    baseline = Path(declaration.baseline or "").name if declaration else ""
    limits = asked.limits(declaration)
    pruned = prune(asked.reports, limits, spare=(baseline,), dry=asked.dry)
    done = "would be deleted" if asked.dry else "deleted"
    for path in pruned.gone:
        console.print(_text(f"{done}: {path}"), soft_wrap=True)
    for path, why in pruned.kept:
        console.print(_text(f"could not be deleted: {path}: {why}"), soft_wrap=True)
    count = len(pruned.gone)
    console.print(f"{count} {'run' if count == 1 else 'runs'} {done}.")
    if count and not asked.dry:
        update_index(asked.reports)
    return ExitCode.NOT_RUN if pruned.kept else ExitCode.CLEAN


def notify_test(file: Path) -> int:
    """Send a test message to every target of a declaration, whatever it is told of."""
    declaration = load_declaration(file)
    if not declaration.notify:
        raise BadInput.in_file(file, "has no 'notify': add it, with where each address is kept")
    refused = list(send(test_message(str(file)), declaration.notify))
    console = standard_output()
    for sentence in refused:
        console.print(_text(sentence), soft_wrap=True)
    taken = len(declaration.notify) - len(refused)
    console.print(f"{taken} of {len(declaration.notify)} targets took the test message.")
    return ExitCode.NOT_RUN if refused else ExitCode.CLEAN
