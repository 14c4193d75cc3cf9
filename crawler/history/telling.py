"""The history in words, for the terminal and the page: since when, until when, what is unknown."""

from datetime import UTC, datetime

from crawler.history.presence import Night, Presence, Since, Stretch, Timeline

_NEWEST = "in the newest run"


def clock(seconds: float) -> str:
    """A time as people read it, in UTC; empty where a damaged record has an impossible one."""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
    except (OverflowError, ValueError, OSError):
        return ""


def named(night: Night) -> str:
    """A run by its time, and its label where it has one."""
    label = f" ({night.label})" if night.label else ""
    return f"{clock(night.started)}{label}"


def arrival(timeline: Timeline) -> str:
    """Since when it is there, as far as the runs tell."""
    since = timeline.arrived
    words = f"since {named(since.first)}"
    if since.before is None:
        return f"{words}, {_unknown(timeline, since)}"
    return f"{words}; {named(since.before)} did not have it{_blind(since)}"


def _unknown(timeline: Timeline, since: Since) -> str:
    if since.first == timeline.nights[0]:
        return "the oldest run that is kept: it may be older"
    if not since.blind:  # pragma: no cover - the oldest run saw it, or could not tell
        return "and no run tells of a time before"
    return "and no earlier run could have seen it: it may be older"


def _blind(since: Since) -> str:
    count = len(since.blind)
    if not count:
        return ""
    return f", and {count} {'run' if count == 1 else 'runs'} in between could not tell"


def state(timeline: Timeline) -> str:
    """Whether it is still there."""
    last = timeline.seen[-1]
    if timeline.now.presence is Presence.SEEN:
        return f"seen {_NEWEST}, {named(last)}"
    gone = timeline.gone
    if gone is None:
        return f"last seen {named(last)}; that it is gone is not proven: {timeline.now.why}"
    told = f"gone since {named(gone.first)}; last seen {named(last)}{_blind(gone)}"
    if timeline.now.presence is Presence.UNPROVEN:
        return f"{told}; not proven {_NEWEST}: {timeline.now.why}"
    return told


def interruptions(timeline: Timeline) -> tuple[str, ...]:
    """The runs between its first and its last sighting that did not see it, in a sentence each."""
    stretches = timeline.stretches
    seen = [i for i, one in enumerate(stretches) if one.presence is Presence.SEEN]
    between = stretches[seen[0] : seen[-1]]
    return tuple(_gap(one) for one in between if one.presence is not Presence.SEEN)


def _gap(stretch: Stretch) -> str:
    first, last = stretch.nights[0], stretch.nights[-1]
    count = len(stretch.nights)
    when = named(first) if count == 1 else f"{named(first)} to {named(last)} ({count} runs)"
    if stretch.presence is Presence.ABSENT:
        return f"not there: {when}"
    return f"not proven: {when}: {stretch.why}"
