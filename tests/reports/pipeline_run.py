"""A run with all that a pipeline has to be told of: a waiver in force, one ended, one of no use."""

from dataclasses import replace
from datetime import date

from crawler.findings import Gate, Rule, Waived
from crawler.runs import ListPlace, RunRecord, Verdict, WaiverUse
from crawler.walks import NotProven
from tests.reports.sample_run import ACCEPT, sample_run

IN_FORCE = Waived(
    Rule.MISSING, "wpml_*", "dpo@example.com", date(2027, 1, 31), "The plugin goes", 91, ended=False
)
ENDED = Waived(
    Rule.LIFETIME_LONGER, "_ga", "dpo@example.com", date(2026, 10, 1), "A new tag", 92, ended=True
)
OF_NO_USE = Waived(
    Rule.UNDECLARED, "_old*", "ops@example.com", date(2027, 3, 1), "Old chat", 93, ended=False
)


def pipeline_run() -> RunRecord:
    """The sample in a repository, its findings weighed by waivers."""
    run = sample_run()
    longer, missing = run.findings[2], run.findings[4]
    told = " dpo@example.com had accepted this until 2026-10-01; that has ended."
    return replace(
        run,
        findings=(
            *run.findings[:2],
            replace(longer, waiver=ENDED, message=longer.message + told),
            run.findings[3],
            replace(missing, waiver=IN_FORCE),
        ),
        waivers=(
            WaiverUse(IN_FORCE, covers=1, again=0),
            WaiverUse(ENDED, covers=1, again=1),
            WaiverUse(OF_NO_USE, covers=0, again=0),
        ),
        list_place=ListPlace("deploy/expected_cookies.yaml", 89, {"public": 4, "app": 12}),
        fail_on=("lifetime-shorter",),
    )


def clean_run() -> RunRecord:
    """A run in which everything was checked and nothing found."""
    run = sample_run()
    return replace(
        run,
        walks=run.walks[:3],
        findings=(),
        not_proven=(),
        verdict=Verdict(0, "No rule was found broken; all that was planned was checked."),
    )


def warned_run() -> RunRecord:
    """A clean run with a warning."""
    shorter = sample_run().findings[0]
    return replace(clean_run(), findings=(replace(shorter, gate=Gate.WARN),))


def open_run() -> RunRecord:
    """A run without a finding, and with something of one journey that is not proven."""
    gap = NotProven("the page https://7speaking.com/broken", "the server hung up", ACCEPT)
    told = f"No rule was found broken; not proven: {gap.subject} (public)."
    return replace(clean_run(), not_proven=(gap,), verdict=Verdict(3, told))
