"""One run beside another, and one walk beside its repeats: what changed, and what only varies."""

from crawler.drift.baseline import held_against
from crawler.drift.comparing import differences
from crawler.drift.difference import Change, Difference, Drift, Kind
from crawler.drift.repeats import Round, merged

__all__ = [
    "Change",
    "Difference",
    "Drift",
    "Kind",
    "Round",
    "differences",
    "held_against",
    "merged",
]
