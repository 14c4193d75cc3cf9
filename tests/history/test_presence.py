"""A cookie is never told to be gone by a run that could not have seen it."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.history import History, HistoryStore, Presence, Series
from crawler.history.telling import state
from crawler.walks import NotProven, Outcome
from tests.history.nights import CHECKOUT, HOME, NightPlan, keep

WITH = NightPlan(["it"])
WITHOUT = NightPlan([])
ACCEPT = Walk("shop", ANONYMOUS, Journey.ACCEPT)
SILENT = NotProven("the cookies of a host", "it never answered", ACCEPT)


def seen_by(reports: Path, *plans: NightPlan) -> Series:
    for night, plan in enumerate(plans):
        keep(reports, night, plan)
    with HistoryStore(reports) as store:
        (series,) = History(store).series(lambda _kind, name, _runs: name == "it")
    return series


def test_a_run_that_could_see_it_and_did_not_tells_that_it_is_gone(tmp_path: Path) -> None:
    assert state(seen_by(tmp_path, WITH, WITHOUT).timeline).startswith("gone since 2026-11-02")


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (
            replace(WITHOUT, outcome=Outcome.NOT_PROVEN),
            "the accept journey was not proven: the banner could not be operated",
        ),
        (
            replace(WITHOUT, journeys=(Journey.UNTOUCHED,)),
            "the accept journey as anonymous was not part of this run",
        ),
        (
            replace(WITHOUT, pages=(CHECKOUT,)),
            "https://shop.example/, where it was set, was not visited in the untouched journey",
        ),
        (replace(WITHOUT, gaps=(SILENT,)), "the cookies of a host: it never answered"),
        (
            replace(WITHOUT, gaps=(replace(SILENT, walk=None),)),
            "the cookies of a host: it never answered",
        ),
        (
            replace(WITHOUT, outcome=Outcome.NOT_APPLICABLE),
            "the accept journey was not applicable",
        ),
    ],
)
def test_a_run_that_could_not_have_seen_it_proves_nothing(
    tmp_path: Path, plan: NightPlan, why: str
) -> None:
    series = seen_by(tmp_path, WITH, plan)
    assert state(series.timeline) == (
        f"last seen 2026-11-01 03:00; that it is gone is not proven: {why}"
    )


def test_what_was_not_proven_when_it_was_seen_does_not_hide_it(tmp_path: Path) -> None:
    gaps = (SILENT,)
    series = seen_by(tmp_path, replace(WITH, gaps=gaps), replace(WITHOUT, gaps=gaps))
    assert series.timeline.now.presence is Presence.ABSENT


def test_a_page_is_known_again_whatever_value_its_address_holds(tmp_path: Path) -> None:
    pages = [f"{HOME}?visitor=~{digit * 16}" for digit in "ab"]
    plans = [
        replace(plan, pages=(page,), set_on=page)
        for plan, page in zip((WITH, WITHOUT), pages, strict=True)
    ]
    assert seen_by(tmp_path, *plans).timeline.now.presence is Presence.ABSENT


def test_a_run_before_the_first_sighting_is_held_to_the_same(tmp_path: Path) -> None:
    blind = replace(WITHOUT, outcome=Outcome.NOT_PROVEN)
    series = seen_by(tmp_path, WITHOUT, blind, WITH)
    since = series.timeline.arrived
    assert since.before is not None
    assert [one.number for one in (since.before, *since.blind, since.first)] == [1, 2, 3]


def test_runs_of_other_declarations_and_of_practice_sites_stand_apart(tmp_path: Path) -> None:
    other = NightPlan([], declaration="other.yaml", practice=True)
    series = seen_by(tmp_path, WITH, other)
    assert [one.presence for one in series.timeline.told] == [Presence.SEEN]
