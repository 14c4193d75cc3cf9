"""A run's findings against an earlier run: only what is new makes the audit fail.

A baseline excuses what failed in it already. It excuses nothing that only warned or was accepted
there and fails now (a waiver has ended, a gate was made stricter, the fault has become worse), and
nothing that it had not proven or visited: what it could not see it cannot have had.
"""

from dataclasses import dataclass, field, replace

from crawler.drift.common import Side
from crawler.drift.finds import by_key, cannot_tell
from crawler.drift.names import Names
from crawler.drift.repeats import Round
from crawler.drift.sights import Sights
from crawler.findings import Finding, Gate
from crawler.runs import Baseline, Moved, RunRecord
from crawler.walks import NotProven


def held_against(
    baseline: RunRecord | None,
    found: Round,
    moved: tuple[Moved, ...] = (),
    gaps: tuple[NotProven, ...] = (),
) -> tuple[tuple[Finding, ...], Baseline | None]:
    """The findings as they weigh beside a baseline, each with a word about it, and their numbers.

    Without one they stay as they were. ``moved`` and ``gaps`` are those of the run itself.
    """
    those = found.findings
    if baseline is None:
        return those, None
    repeats = max((one.repeats for one in those), default=1)
    earlier, now = Sights.of(baseline), Sights.seen(found.walks, moved, repeats, gaps)
    scale = _Scale(baseline, Side("it", earlier, now), Side("this run", now, earlier))
    told = tuple(map(scale.weighed, those))
    return told, replace(scale.count, run_id=baseline.run_id, started=baseline.started)


@dataclass(slots=True)
class _Scale:
    """Weighs findings beside a baseline, and counts what became of those that would fail."""

    baseline: RunRecord
    earlier: Side
    now: Side
    count: Baseline = field(default_factory=lambda: Baseline("", 0.0))
    names: Names = field(init=False)
    known: dict[str, list[Finding]] = field(init=False)
    varying: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names.of(self.earlier.own, self.now.own)
        self.known = by_key(self.baseline.findings, self.earlier, self.names)
        self.varying = self.earlier.own.varying()

    def weighed(self, finding: Finding) -> Finding:
        """The finding as it counts."""
        if finding.gate is not Gate.FAIL:
            return finding
        before, name = self.known.get(self.names.key(self.now.own, finding), ()), self._name
        if any(one.weight is Gate.FAIL for one in before):
            self.count = replace(self.count, known=self.count.known + 1)
            return _warns(finding, f"It was in {name} already, so it warns.")
        if before:
            return _says(finding, f"It was in {name}, where it did not fail: it counts.")
        if writer := self._unsteady(finding):
            self.count = replace(self.count, varying=self.count.varying + 1)
            sentence = f"What {writer} sets varies within {name} too, so it warns."
            return _warns(finding, sentence)
        if reason := cannot_tell(self.now, self.earlier, [finding], anywhere=True):
            self.count = replace(self.count, open=self.count.open + 1)
            sentence = f"Whether it is new {name} cannot tell ({reason}): it counts."
            return _says(finding, sentence)
        return _says(finding, f"It is new since {name}.")

    @property
    def _name(self) -> str:
        return f"the baseline {self.baseline.run_id}"

    def _unsteady(self, finding: Finding) -> str:
        """A third party that wrote it, and does not always set the same within the baseline."""
        cookies = self.now.own.cookies_of(finding, finding.walk)
        writers = (one for cookie in cookies for one in self.now.own.third_parties(cookie))
        site = finding.walk.site if finding.walk else ""
        return next((one for one in sorted(writers) if (site, one) in self.varying), "")


def _says(finding: Finding, sentence: str) -> Finding:
    return replace(finding, message=f"{finding.message} {sentence}")


def _warns(finding: Finding, sentence: str) -> Finding:
    return replace(_says(finding, sentence), gate=Gate.WARN, own_gate=Gate.FAIL)
