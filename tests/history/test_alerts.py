"""What a run is worth a message for, beside the runs before it."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.alerts import News, inert, message, news
from crawler.cookies import ANONYMOUS, Journey, Walk
from crawler.declared import Event
from crawler.history import History, HistoryStore
from crawler.walks import NotProven, Outcome
from tests.history.nights import CHECKOUT, NightPlan, keep
from tests.reports.sample_run import HOSTILE_NAMES

CLEAN = NightPlan(["it"])
FAULTY = NightPlan(["it"], undeclared=["it"])
BLIND = NightPlan(["it"], outcome=Outcome.NOT_PROVEN)
GAP = NotProven("a host", "it never answered", Walk("shop", ANONYMOUS, Journey.ACCEPT))


def news_of(reports: Path, *plans: NightPlan) -> News:
    """The news of the last of some nights."""
    folder = Path()
    for night, plan in enumerate(plans):
        folder = keep(reports, night, plan)
    with HistoryStore(reports) as store:
        return news(History(store), folder.name)


@pytest.mark.parametrize(
    ("plans", "events"),
    [
        ([CLEAN], set()),
        ([FAULTY], {Event.NEW}),
        ([CLEAN, FAULTY], {Event.NEW}),
        ([FAULTY, FAULTY], set()),
        ([FAULTY, CLEAN], {Event.RECOVERY}),
        ([CLEAN, BLIND], {Event.NOT_PROVEN}),
        ([BLIND, BLIND], set()),
        ([BLIND, CLEAN], {Event.RECOVERY}),
        ([CLEAN, replace(CLEAN, gaps=(GAP,))], {Event.NOT_PROVEN}),
        ([CLEAN, replace(CLEAN, gaps=(replace(GAP, walk=None),))], {Event.NOT_PROVEN}),
        # The fault stood in the untouched journey, whose page was not visited again.
        ([FAULTY, replace(CLEAN, cookies=[], pages=(CHECKOUT,))], set()),
        # A run of one journey says nothing of the other, and is compared with what walked it.
        ([BLIND, replace(CLEAN, journeys=(Journey.UNTOUCHED,))], set()),
        ([FAULTY, replace(CLEAN, journeys=(Journey.ACCEPT,)), FAULTY], set()),
        # Another declaration's run is no run before.
        ([FAULTY, replace(FAULTY, declaration="other.yaml", practice=True)], {Event.NEW}),
    ],
)
def test_what_happened(tmp_path: Path, plans: list[NightPlan], events: set[Event]) -> None:
    assert news_of(tmp_path, *plans).events == events


def test_what_could_not_be_seen_is_no_recovery_and_is_listed(tmp_path: Path) -> None:
    told = news_of(
        tmp_path, FAULTY, replace(CLEAN, cookies=[], pages=(CHECKOUT,), undeclared=["other"])
    )
    assert [one.cookie for one in told.unseen] == ["it"]
    assert (
        "No longer seen, which proves nothing:\n- undeclared: it" in message(told, told.events).body
    )


def test_a_message_names_what_happened_and_with_what_it_was_compared(tmp_path: Path) -> None:
    told = news_of(tmp_path, CLEAN, replace(FAULTY, label="v1.4"))
    sent = message(told, told.events)
    assert sent.title == "cookie-audit: 1 new; shop[.]yaml"
    before = told.against[0].run_id
    assert sent.body.splitlines() == [
        f"Run {told.night.run_id} (v1[.]4), 2026-11-02 03:00 UTC, of shop[.]yaml: findings that "
        "fail the audit: 1, that warn: 0; not proven: 0.",
        f"Compared with {before}.",
        "",
        "New:",
        "- undeclared: it on shop (fails the audit)",
    ]


def test_a_target_hears_only_of_what_it_asked_for(tmp_path: Path) -> None:
    told = news_of(tmp_path, FAULTY, replace(CLEAN, outcome=Outcome.NOT_PROVEN))
    assert told.events == {Event.NOT_PROVEN, Event.RECOVERY}
    assert "Gone" not in message(told, {Event.NOT_PROVEN}).body


@pytest.mark.parametrize(
    "name",
    [
        *HOSTILE_NAMES,
        "<!channel>",
        "@everyone",
        "[click](https://evil.example)",
        "https://evil.example",
        "www.evil.example",
        "**b** `c` ~~d~~",
        "a\r\nBcc: x@y.example",
    ],
)
def test_nothing_in_a_message_acts(tmp_path: Path, name: str) -> None:
    told = news_of(tmp_path, CLEAN, replace(FAULTY, undeclared=[name]))
    sent = message(told, told.events)
    ours = sent.body.replace("(fails the audit)", "").replace("[.]", "")
    assert not set("<>@*`~|#&\\/()[]\r\x1b\u202e") & set(ours)
    assert len(sent.body.splitlines()) == 5
    assert "." not in inert(name).replace("[.]", "").removesuffix("...")


def test_long_lists_are_cut(tmp_path: Path) -> None:
    told = news_of(tmp_path, CLEAN, replace(FAULTY, undeclared=[f"c{i}" for i in range(50)]))
    assert "- and 30 more" in message(told, told.events).body
