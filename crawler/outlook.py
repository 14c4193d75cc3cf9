"""What a declaration tells of its audit beforehand: what will not be proven, what has ended."""

from collections.abc import Iterator
from datetime import date

from crawler.cookies import ANONYMOUS, Walk
from crawler.declared import Declaration
from crawler.journeys import walks, why_not
from crawler.text import printable


def outlook(declaration: Declaration, today: date) -> tuple[str, ...]:
    """A sentence for each thing that its writer should know; none of them is a mistake."""
    return (
        *(f"will be not proven: {one}" for one in _unwalked(declaration)),
        *_unheld(declaration),
        *_ended_waivers(declaration, today),
    )


def _unwalked(declaration: Declaration) -> Iterator[str]:
    by_reason: dict[str, list[Walk]] = {}
    for site, walk in walks(declaration):
        if reason := why_not(site, walk):
            by_reason.setdefault(reason, []).append(walk)
    for reason, those in by_reason.items():
        journeys = ", ".join(dict.fromkeys(walk.label for walk in those))
        visitors = ", ".join(dict.fromkeys(map(_visitor, those)))
        yield f"{journeys} of {visitors}: {reason}"


def _unheld(declaration: Declaration) -> Iterator[str]:
    """Lifetimes of what takes none."""
    for entry in declaration.cookies:
        if entry.type.endless and entry.lifetime and not entry.lifetime.session:
            name, lifetime = printable(entry.name), printable(entry.lifetime.text)
            yield (
                f"'{name}' in line {entry.line} is declared for {lifetime}: {entry.type} has no "
                "end of its own, so that nothing is held to this lifetime"
            )


def _ended_waivers(declaration: Declaration, today: date) -> Iterator[str]:
    for waiver in declaration.waivers:
        if waiver.expired(today):
            cookie = printable(waiver.cookie)
            yield (
                f"the waiver of {waiver.rule} for '{cookie}' in line {waiver.line} ended on "
                f"{waiver.until}: what it accepted counts again"
            )


def _visitor(walk: Walk) -> str:
    return walk.site if walk.role == ANONYMOUS else f"{walk.site} as {walk.role}"
