import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from crawler.cookies import Identity, Walk
from crawler.reports.terminal import print_run
from crawler.runs import RunRecord, Verdict
from crawler.walks import NotProven
from tests.reports.sample_run import ACCEPT, APP, REJECT, big_run, hostile_run, sample_run

FOLDER = Path("reports/20261124T065500Z-5eed01")


def _printed(run: RunRecord, *, terminal: bool = False) -> str:
    file = io.StringIO()
    colours: Literal["standard"] | None = "standard" if terminal else None
    console = Console(file=file, width=100, force_terminal=terminal, color_system=colours)
    print_run(run, FOLDER, console)
    return file.getvalue()


def test_the_end_of_an_audit_reads_so(snapshot: SnapshotAssertion) -> None:
    lines = [line.rstrip() for line in _printed(sample_run()).splitlines()]
    assert "\n".join(lines) == snapshot


def test_it_is_plain_where_there_is_no_terminal() -> None:
    assert "\x1b" not in _printed(sample_run())


def test_nothing_of_a_sites_acts_on_the_terminal() -> None:
    printed = _printed(hostile_run())
    assert all(letter.isprintable() or letter == "\n" for letter in printed)
    assert "red]rich[/]" in printed


def test_a_terminal_is_sent_colours_of_ours_alone() -> None:
    coloured = _printed(hostile_run(), terminal=True)
    assert "\x1b[2J" not in coloured
    assert "\x1b]0;" not in coloured
    assert "\x1b[1;31m" in coloured


def test_many_findings_are_cut_and_counted() -> None:
    printed = _printed(big_run(1000))
    assert "error: undeclared (200)" in printed
    assert printed.count("cookie_") == 25
    assert "and 175 more" in printed
    assert f"All of them: {FOLDER / 'findings.csv'}" in printed


def test_a_flood_of_one_rule_does_not_hide_the_others() -> None:
    flood = big_run(1000)
    printed = _printed(replace(flood, findings=(*flood.findings, *sample_run().findings)))
    for rule in ("lifetime-longer", "after-reject", "lifetime-shorter", "missing"):
        assert f"{rule} (1)" in printed
    assert "3 years" in printed
    assert "and 180 more" in printed


def test_what_only_warns_is_told_by_name() -> None:
    lines = _printed(sample_run()).splitlines()
    assert lines[lines.index("warning: lifetime-shorter (1)") + 1].strip() == "tarteaucitron"


def test_the_last_line_is_where_the_report_lies() -> None:
    assert _printed(sample_run()).rstrip().endswith(f"Report: {FOLDER / 'report.html'}")


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (0, "PASS (exit code 0: everything was checked, and nothing gates)"),
        (1, "VIOLATION (exit code 1: at least one finding gates)"),
        (3, "NOT PROVEN (exit code 3: no finding gates, but something could not be checked)"),
    ],
)
def test_the_answer_stands_by_its_name_above_the_sentence(code: int, answer: str) -> None:
    printed = _printed(replace(sample_run(), verdict=Verdict(code, "Why.")))
    assert [line.rstrip() for line in printed.splitlines()[-3:-1]] == [answer, "Why."]


def test_a_command_that_ends_otherwise_than_the_run_tells_no_exit_code() -> None:
    file = io.StringIO()
    print_run(sample_run(), FOLDER, Console(file=file, width=100), exits=False)
    assert "VIOLATION (at least one finding gates)" in file.getvalue()
    assert "exit code" not in file.getvalue()


def test_a_cookie_without_a_name_is_called_nameless() -> None:
    findings = tuple(
        replace(one, identity=Identity("", "shop.test")) for one in sample_run().findings
    )
    printed = _printed(replace(sample_run(), findings=findings))
    assert printed.count("(nameless)") == len(findings)


def test_a_declared_cookie_that_never_showed_is_told_with_the_sites() -> None:
    assert "  looked for on public, app: wpml_referer_url" in _printed(sample_run())


def _why(*gaps: NotProven) -> list[str]:
    """The lines under "Not proven" for these gaps alone, each without its spacing."""
    printed = _printed(replace(sample_run(), walks=(), not_proven=gaps))
    lines = printed.partition("Not proven\n")[2].partition("\n\n")[0].splitlines()
    return [" ".join(line.split()) for line in lines]


def _pages(reasons: Iterable[str], walk: Walk = ACCEPT) -> list[NotProven]:
    return [NotProven(f"the page /{n}", reason, walk) for n, reason in enumerate(reasons)]


def test_pages_that_failed_for_one_reason_are_told_together() -> None:
    assert _why(*_pages(["HTTP status 500"] * 12)) == ["12 pages public, accept HTTP status 500"]


def test_a_page_that_failed_in_several_journeys_is_one_page() -> None:
    both = (*_pages(["gone"]), *_pages(["gone"], REJECT))
    assert _why(*both) == ["the page /0 public, accept +1 gone"]


def test_pages_of_other_sites_and_other_reasons_stand_apart() -> None:
    gaps = (*_pages(["gone", "moved"]), *_pages(["gone"], APP))
    assert len(_why(*gaps)) == 3


def test_reasons_that_differ_in_a_number_alone_are_alike() -> None:
    gaps = [
        NotProven(f"what the page /{n} does within 30 s", f"it had {n}.5 s: it stopped", ACCEPT)
        for n in range(3)
    ]
    assert " ".join(_why(*gaps)) == (
        "what 3 pages do within 30 s public, accept it had 0.5 s: it stopped, and the like"
    )


def test_what_is_left_out_is_counted_one_by_one() -> None:
    gaps = [NotProven(f"check {n}", f"reason {'x' * n}", None) for n in range(10)]
    assert _why(*gaps, *_pages(["gone"] * 7))[-1] == "and 7 more in the report"


ADDRESS = "https://shop.example.com/products/category-three/summer-collection?colour=blue&size=m"


@pytest.mark.parametrize("width", [80, 100])
def test_an_address_is_broken_behind_its_parts_and_nothing_of_it_is_lost(width: int) -> None:
    gap = NotProven(f"the page {ADDRESS}", f"net::ERR_FAILED at {ADDRESS}", ACCEPT)
    file = io.StringIO()
    run = replace(sample_run(), findings=(), walks=(), not_proven=(gap,))
    print_run(run, FOLDER, Console(file=file, width=width))
    lines = file.getvalue().partition("Not proven\n")[2].partition("\n\n")[0].splitlines()
    first, last = lines[0].index("the page"), lines[0].index("net::")
    between = lines[0].index("public, accept")
    for cells in ([line[first:between] for line in lines], [line[last:] for line in lines]):
        broken = [cell.strip() for cell in cells if cell.strip()]
        assert "".join(broken).endswith(ADDRESS)
        assert all(line.endswith(("/", "?", "&", ".", "page", "at")) for line in broken[:-1])


def test_what_mends_a_reason_is_told_however_long_the_reason_is() -> None:
    (why,) = [" ".join(_why(*_pages([f"net::ERR_CERT_INVALID at {ADDRESS * 9}"])))]
    assert "--ignore-https-errors takes any certificate)" in why


@pytest.mark.parametrize(
    ("reason", "option"),
    [
        ("net::ERR_CERT_AUTHORITY_INVALID", "--ignore-https-errors"),
        ("net::ERR_NAME_NOT_RESOLVED", "--resolve HOST=ADDRESS"),
        ("net::ERR_CONNECTION_REFUSED", "--resolve HOST=ADDRESS:PORT"),
        ("net::ERR_EMPTY_RESPONSE", "https://"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "http://"),
    ],
)
def test_an_error_that_the_declaration_or_an_option_mends_says_so(reason: str, option: str) -> None:
    assert option in " ".join(_why(*_pages([reason])))
