"""When something happened: the time, and where the walk was by then."""

from dataclasses import dataclass

from crawler.cookies import Phase


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a walk is: the planned page's URL, and the phase of its journey."""

    page: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage, and seconds since the epoch by this machine's clock."""

    at: float
    stage: Stage
