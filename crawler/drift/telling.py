"""The differences of two runs, for a person on the terminal and for programs as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from crawler.cookies import ANONYMOUS
from crawler.drift.difference import About, Difference, Drift, Kind
from crawler.reports.grouping import cookie_name
from crawler.runs import as_json
from crawler.text import printable, shortened

SCHEMA = 1
_LONGEST = 400
_HEADINGS = {
    Kind.NEW: ("New in B", "bold red"),
    Kind.GONE: ("Gone in B", "bold green"),
    Kind.CHANGED: ("Changed", "bold yellow"),
    Kind.NOT_PROVEN: ("Not proven", "bold yellow"),
}


def print_drift(drift: Drift, console: Console) -> None:
    """What differs, what cannot be compared, what varies anyway, and a last line that counts."""
    console.print(Text(f"A  {drift.before}\nB  {drift.after}", "dim"))
    for kind, those in groupby(drift.counting, key=lambda one: one.kind):
        heading, style = _HEADINGS[kind]
        console.print(Text(heading, style))
        _print(those, console)
    varying = [one for one in drift.differences if one.varies]
    if varying:
        console.print(Text("Varies within a run, too, and does not count", "dim"))
        _print(iter(varying), console, named=True)
    for note in drift.notes:
        console.print(Text(f"note  {_safe(note)}", "dim"))
    console.print(Text(f"{drift.counted()}.", "bold"))


def drift_json(drift: Drift) -> bytes:
    """The same for programs, with a ``schema`` version."""
    fields = {
        "schema": SCHEMA,
        "before": drift.before,
        "after": drift.after,
        "differs": drift.differs,
        "differences": [asdict(one) for one in drift.differences],
        "notes": drift.notes,
    }
    return as_json(fields, indent=1) + b"\n"


def _print(those: Iterator[Difference], console: Console, *, named: bool = False) -> None:
    """``named``: each line says itself what became of it, as where no heading does."""
    for one in those:
        kind = f"{one.kind.replace('-', ' ')} " if named else ""
        console.print(Padding(Text(f"{kind}{_line(one)}"), (0, 0, 0, 2)))


def _line(one: Difference) -> str:
    where = one.site if one.role in ("", ANONYMOUS) else f"{one.site} as {one.role}"
    if one.about is About.JOURNEY:
        what = " ".join(
            filter(None, (*one.journeys, "of" if one.site and one.journeys else "", where))
        )
    else:
        what = f"{_named(one)}{f' on {where}' if where else ''}"
        what = f"{one.rule} {what}" if one.rule else what
    more = [*map(str, one.changes), *([one.told] if one.told else [])]
    return _safe(f"{one.about:<8}{what}{': ' if more else ''}{'; '.join(more)}")


def _named(one: Difference) -> str:
    if one.identity is None:
        return one.name
    shown = cookie_name(one.identity)
    if one.name and one.name != one.identity.name:
        shown = shown.replace(one.identity.name, one.name)
    return f"{shown} of {one.identity.host}"


def _safe(words: str) -> str:
    return shortened(printable(words), _LONGEST)
