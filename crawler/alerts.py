"""What is worth a message: a run against the run before of the same declaration.

Each journey is held against the newest earlier run that walked it, so that a run of one site, or of
fewer journeys, neither makes everything new nor everything gone. What is no longer seen counts as
recovered only where it could have been seen.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.declared import Event
from crawler.history import Gap, History, Night, ShownFinding
from crawler.history.telling import clock

_MOST = 20
_LONGEST = 80
_ACTING = re.compile(r"[^\w ._{},-]+")


@dataclass(frozen=True, slots=True)
class News:
    """A run beside what the earlier runs (``against``) had told of its journeys.

    ``unseen`` are findings that are no longer there without that being proven.
    """

    night: Night
    fails: int
    warns: int
    against: tuple[Night, ...]
    new: tuple[ShownFinding, ...]
    recovered: tuple[ShownFinding, ...]
    unseen: tuple[ShownFinding, ...]
    doubts: tuple[Gap, ...]
    cleared: tuple[Gap, ...]

    @property
    def events(self) -> frozenset[Event]:
        """What happened."""
        happened = {
            Event.NEW: self.new,
            Event.NOT_PROVEN: self.doubts,
            Event.RECOVERY: (*self.recovered, *self.cleared),
        }
        return frozenset(event for event, those in happened.items() if those)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: plain text, in which nothing of a site's can act."""

    title: str
    body: str


def news(history: History, run_id: str) -> News:
    """What a run brings that the runs before it had not."""
    night = next(one for one in history.nights if one.run_id == run_id)
    before = history.before(night)
    earlier = set(before.values())
    then, now = history.findings(earlier), history.findings([night])
    old_gaps, gaps = history.gaps(earlier), history.gaps([night])
    lost = [one for one in then if one.fails and one.fingerprint not in _prints(now)]
    sure = {one for one in lost if _could_see(history, night, one)}
    fails, warns = history.counts.get(night.number, (0, 0))
    return News(
        night,
        fails,
        warns,
        tuple(sorted(earlier, key=lambda one: one.started)),
        new=tuple(_worse(now, then)),
        recovered=tuple(one for one in lost if one in sure),
        unseen=tuple(one for one in lost if one not in sure),
        doubts=_in_order(gaps - old_gaps),
        cleared=_in_order(
            one for one in old_gaps - gaps if _looked_again(history, night, one, earlier)
        ),
    )


def _in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda one: (one.place is not None, one.place, one.subject)))


def _could_see(history: History, night: Night, one: ShownFinding) -> bool:
    """Whether a run would have found what an earlier one had, in every journey that showed it."""
    walks = history.archive.walks
    places = [
        place
        for number, place in walks
        if number == one.night.number
        and place.site in one.sites
        and one.role in ("", place.role)
        and (not one.journeys or place.journey in one.journeys)
    ]
    then = {place: walks[one.night.number, place] for place in places}
    return bool(then) and not any(
        history.archive.doubt(night.number, place, walked, walked.visited)
        for place, walked in then.items()
    )


def _looked_again(history: History, night: Night, gap: Gap, earlier: Collection[Night]) -> bool:
    """Whether a run walked what was not proven before."""
    walks = history.archive.walks
    if gap.place:
        return (night.number, gap.place) in walks
    numbers = {one.number for one in earlier}
    return all((night.number, place) in walks for number, place in walks if number in numbers)


def _prints(findings: Sequence[ShownFinding]) -> set[str]:
    return {one.fingerprint for one in findings}


def _worse(now: Sequence[ShownFinding], then: Sequence[ShownFinding]) -> Iterator[ShownFinding]:
    """The findings that were not there before, or did not fail the audit and do now."""
    known = _prints(then)
    failed = {one.fingerprint for one in then if one.fails}
    for one in now:
        if one.fingerprint not in (failed if one.fails else known):
            yield one


def message(told: News, events: Collection[Event]) -> Message:
    """The message about some of what happened."""
    night = told.night
    label = f" ({inert(night.label)})" if night.label else ""
    parts = [
        f"Run {night.run_id}{label}, {clock(night.started)} UTC, of {inert(night.declaration)}: "
        f"findings that fail the audit: {told.fails}, that warn: {told.warns}; "
        f"not proven: {night.unproven}.",
        f"Compared with {_named(told.against)}.",
    ]
    if Event.NEW in events:
        parts += _listed("New", [_finding(one) for one in told.new])
    if Event.NOT_PROVEN in events:
        parts += _listed("Not proven", [_gap(one) for one in told.doubts])
    if Event.RECOVERY in events:
        parts += _listed("Gone", [_finding(one) for one in told.recovered])
        parts += _listed("Can be checked again", [_gap(one) for one in told.cleared])
    parts += _listed("No longer seen, which proves nothing", [_finding(o) for o in told.unseen])
    return Message(f"cookie-audit: {_headline(told, events)}", "\n".join(parts))


def could_not_run(declaration: str, kind: str) -> Message:
    """The message that an audit could not run; ``kind`` names the error, and no more of it."""
    return Message(
        "cookie-audit: the audit could not run",
        f"The audit of {inert(declaration)} could not run ({kind}): nothing is known of this time. "
        "What it printed says why.",
    )


def test_message(declaration: str) -> Message:
    """The message by which somebody sees that messages arrive."""
    return Message(
        "cookie-audit: a test",
        f"Messages of the audits of {inert(declaration)} arrive here. Nothing was audited.",
    )


def _headline(told: News, events: Collection[Event]) -> str:
    counts = {
        Event.NEW: (told.new, "new"),
        Event.NOT_PROVEN: (told.doubts, "not proven"),
        Event.RECOVERY: ((*told.recovered, *told.cleared), "recovered"),
    }
    words = [f"{len(those)} {what}" for event, (those, what) in counts.items() if event in events]
    return f"{', '.join(words)}; {inert(told.night.declaration)}"


def _named(against: Sequence[Night]) -> str:
    if not against:
        return "nothing: no earlier run of this declaration is kept"
    return ", ".join(one.run_id for one in against[-3:])


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    unique = list(dict.fromkeys(lines))
    more = len(unique) - _MOST
    shown = [f"- {line}" for line in unique[:_MOST]]
    return ["", f"{heading}:", *shown, *([f"- and {more} more"] if more > 0 else [])]


def _finding(one: ShownFinding) -> str:
    what = "fails the audit" if one.fails else "warns"
    cookie = f" {inert(one.cookie)}" if one.cookie else ""
    return f"{one.rule}:{cookie} on {', '.join(map(inert, one.sites))} ({what})"


def _gap(gap: Gap) -> str:
    where = f" on {inert(gap.place.site)}, {inert(gap.place.journey)}" if gap.place else ""
    return f"{inert(gap.subject)}{where}"


def inert(text: str) -> str:
    """A text of which no mail, chat or web page makes anything: no link, mention or markup.

    Letters, digits and a few signs stay; dots between them stand in brackets, so that nothing takes
    them for an address; all else becomes a question mark.
    """
    plain = _ACTING.sub("?", text[:_LONGEST])
    more = "..." if len(text) > _LONGEST else ""
    return plain.replace(".", "[.]") + more
