"""Annotations and the step summary: at the right lines, few enough, and deaf to what sites say."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from crawler.errors import BadInput, BrowserMissing, Problem
from crawler.findings import Gate
from crawler.reports.github import Annotation, annotations, annotations_of_error, step_summary
from crawler.walks import NotProven
from tests.reports.pipeline_run import clean_run, open_run, pipeline_run
from tests.reports.sample_run import ACCEPT, HOSTILE_NAMES, big_run, hostile_run


def test_whole_outputs(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(map(str, annotations(pipeline_run()))) == snapshot(name="annotations")
    assert step_summary(pipeline_run(), "reports/x") == snapshot(name="summary")


def test_a_clean_run_annotates_nothing() -> None:
    assert list(annotations(clean_run())) == []
    assert "✅ Clean" in step_summary(clean_run(), "x")


def test_what_is_not_proven_is_an_error_at_its_site() -> None:
    place = replace(pipeline_run().list_place, sites={"public": 7})
    (told,) = annotations(replace(open_run(), list_place=place))
    assert str(told) == (
        "::error file=deploy/expected_cookies.yaml,line=7,title=not proven::Not proven: the page "
        "https://7speaking.com/broken (public, accept): the server hung up"
    )


@pytest.mark.parametrize("gaps", [0, 1, 20])
@pytest.mark.parametrize("found", [0, 3, 11, 50])
def test_no_more_than_github_shows_and_the_last_tells_of_the_others(found: int, gaps: int) -> None:
    run = big_run(5 * found)
    run = replace(
        run,
        walks=run.walks[:3],
        findings=tuple(replace(one, gate=Gate.FAIL) for one in run.findings),
        not_proven=tuple(NotProven(f"page {number}", "", ACCEPT) for number in range(gaps)),
    )
    told = list(annotations(run))
    assert len(told) <= 10
    shown = [one for one in told if not one.title.endswith(" more")]
    left = sum(int(one.title.split()[0]) for one in told if one.title.endswith(" more"))
    assert len(shown) + left == found + gaps
    assert any(one.title == "not proven" for one in told) == bool(gaps)


def test_what_a_site_says_cannot_become_a_command() -> None:
    names = ("a\n::error::owned", "b%0A::stop-commands::x", "c::d,e=f", "d\r\nset", *HOSTILE_NAMES)
    commands = [str(one) for one in annotations(hostile_run(names))]
    assert len(commands) == 10
    for one in commands:
        assert one.isprintable()
        assert re.match(r"::(error|warning|notice) (file|title)=", one)
        assert not re.search("%(?!25|3A|2C)", one)


def test_a_property_ends_where_it_should() -> None:
    line = str(Annotation("error", "a:b,c%d::", "x:y,z%::", "f,g.yaml", 3))
    assert line == "::error file=f%2Cg.yaml,line=3,title=a%3Ab%2Cc%25d%3A%3A::x:y,z%25::"


def test_a_mistake_in_the_declaration_stands_at_its_line() -> None:
    error = BadInput([Problem("my_sites.yaml", 3, 5, "unknown key 'cokies'")])
    assert [str(one) for one in annotations_of_error(error)] == [
        "::error file=my_sites.yaml,line=3,title=cookie-audit%3A bad input::unknown key 'cokies'"
    ]
    (told,) = annotations_of_error(BrowserMissing("no browser"))
    assert str(told) == "::error title=cookie-audit could not run::no browser"


def test_markup_of_a_site_shows_as_text_in_the_summary() -> None:
    names = ("<img src=x>", "[a](https://evil.example)", "**b**", "a|b", "`c`", "@somebody", "&lt;")
    html = MarkdownIt("commonmark").enable("table").render(step_summary(hostile_run(names), "x"))
    for gone in ("<img", "<a ", "<strong>b</strong>", "<code>"):
        assert gone not in html
    for kept in ("&lt;img src=x&gt;", "[a](https://evil.example)", "**b**", "a|b", "`c`"):
        assert kept in html


def test_a_large_run_has_a_summary_that_github_takes() -> None:
    assert len(step_summary(big_run(5_000), "x").encode()) < 1_000_000
