"""The table of faults: consistent with the sites, and matched to findings without mercy."""

import dataclasses
from pathlib import Path

import pytest

from crawler.cookies import Identity, Journey, Phase, Walk
from crawler.demo import FAULTS, Fault, app, found, public
from crawler.findings import Finding, Gate, Rule

PAGES = {"public": public.PAGES, "app": app.PAGES}


def showing(fault: Fault, path: str = "") -> Finding:
    host = {"public": public.HOST, "app": app.HOST}[fault.site]
    return Finding(
        rule=fault.rule,
        gate=Gate.FAIL,
        walk=Walk(fault.site, "anonymous", Journey.UNTOUCHED),
        phase=Phase.BEFORE,
        identity=Identity(fault.cookie, host),
        declared="",
        observed="",
        message="",
        page=f"https://{host}{path or fault.page or '/'}",
    )


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_fault_stands_on_a_page_that_its_site_has(fault: Fault) -> None:
    assert fault.page is None or fault.page in PAGES[fault.site]


def test_the_faults_cover_what_a_demonstration_has_to_show() -> None:
    assert {fault.rule for fault in FAULTS} == {
        Rule.UNDECLARED,
        Rule.LIFETIME_LONGER,
        Rule.BEFORE_CONSENT,
        Rule.AFTER_REJECT,
        Rule.AFTER_WITHDRAW,
        Rule.READ_AFTER_REFUSAL,
    }


def test_the_docs_list_the_same_faults() -> None:
    text = Path(__file__).parents[2].joinpath("docs", "demo.md").read_text()
    rows = [
        f"| `{one.id}` | `{one.rule}` | {one.site} | `{one.cookie}` | "
        + (f"`{one.page}` |" if one.page else "every page |")
        for one in FAULTS
    ]
    assert "\n".join(rows) in text


def test_a_run_without_findings_found_no_fault() -> None:
    assert [shown for _, shown in found([])] == [False] * len(FAULTS)


def test_a_run_that_shows_them_all_found_them_all() -> None:
    assert all(shown for _, shown in found(showing(fault) for fault in FAULTS))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_finding_shows_its_own_fault_and_no_other(fault: Fault) -> None:
    assert [one for one, shown in found([showing(fault)]) if shown] == [fault]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
@pytest.mark.parametrize(
    "change",
    [
        {"rule": Rule.MISSING},
        {"walk": None},
        {"walk": Walk("elsewhere", "anonymous", Journey.UNTOUCHED)},
        {"identity": Identity("another", "7speaking.com")},
    ],
    ids=["rule", "no walk", "site", "cookie"],
)
def test_a_finding_of_something_else_does_not_show_it(
    fault: Fault, change: dict[str, object]
) -> None:
    # dataclasses.replace is typed by field, and the fields change here.
    other = dataclasses.replace(showing(fault), **change)  # type: ignore[arg-type]
    assert not fault.shown_by(other)


def test_a_fault_of_one_page_is_not_shown_by_another_page() -> None:
    (deep,) = (fault for fault in FAULTS if fault.id == "deep-page")
    assert not deep.shown_by(showing(deep, path="/about"))
