"""``findings.sarif``: by the model, by what the standard asks for, and where each result points."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sarif_pydantic import Sarif
from syrupy.assertion import SnapshotAssertion

from crawler.cookies import Identity
from crawler.findings import RULES, Rule
from crawler.reports.sarif import sarif, write_sarif
from crawler.runs import RunRecord
from tests.reports.pipeline_run import IN_FORCE, clean_run, open_run, pipeline_run
from tests.reports.sample_run import big_run, hostile_run, sample_run


def made(run: RunRecord) -> Any:
    return sarif(run)["runs"][0]


def line(result: Any) -> int:
    number: int = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    return number


def by_rule(run: RunRecord) -> dict[str, Any]:
    return {one["ruleId"]: one for one in made(run)["results"]}


def test_a_whole_file(snapshot: SnapshotAssertion) -> None:
    assert sarif(pipeline_run()) == snapshot


@pytest.mark.parametrize("run", [sample_run(), pipeline_run(), hostile_run(), clean_run()])
def test_the_shape_is_that_of_the_standard(run: RunRecord) -> None:
    """Sections 3.13 to 3.58: what must be there, and which values may be."""
    log = sarif(run)
    Sarif.model_validate(log)
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules)) == len(RULES) + 1
    for result in one["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        # Section 3.27.10: what is no failure has no level.
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert line(result) >= 1
        assert all(isinstance(mark, str) for mark in result["partialFingerprints"].values())
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert one["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
        for suppression in result.get("suppressions", ()):
            assert suppression["kind"] == "external"
    (invocation,) = one["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)
    assert invocation["exitCode"] == run.verdict.exit_code


def test_each_rule_has_help() -> None:
    for rule in made(pipeline_run())["tool"]["driver"]["rules"]:
        assert {"shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule)
        assert rule["help"]["text"]


def test_rules_link_to_the_documentation_where_its_address_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    docs = Path(__file__).parents[2] / "docs"
    monkeypatch.setenv("COOKIE_AUDIT_DOCS", "https://docs.example/cookie-audit/")
    for rule in made(pipeline_run())["tool"]["driver"]["rules"]:
        page, _, anchor = rule["helpUri"].partition("#")
        text = (docs / page.removeprefix("https://docs.example/cookie-audit/")).read_text("utf-8")
        headings = re.findall("^## (.*)$", text, re.MULTILINE)
        assert anchor in [heading.lower().replace(" ", "-") for heading in headings]
    monkeypatch.setenv("COOKIE_AUDIT_DOCS", "docs")
    assert not any("helpUri" in one for one in made(pipeline_run())["tool"]["driver"]["rules"])


def test_each_result_points_at_the_line_that_it_is_about() -> None:
    results = by_rule(pipeline_run())
    assert line(results["lifetime-longer"]) == 41
    assert line(results["missing"]) == 24
    assert line(results["undeclared"]) == 89
    assert results["undeclared"]["message"]["text"].endswith("stand here, at the end of the list.")
    place = results["undeclared"]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "deploy/expected_cookies.yaml", "uriBaseId": "%SRCROOT%", "index": 0}


def test_a_finding_about_a_choice_points_at_its_site() -> None:
    run = pipeline_run()
    choice = replace(
        run.findings[1],
        rule=Rule.CONSENT_NOT_RECORDED,
        identity=Identity.of_choice("7speaking.com"),
    )
    (result,) = made(replace(run, findings=(choice,), not_proven=(), walks=()))["results"]
    assert line(result) == 4


def test_what_is_not_proven_is_open_and_told_as_a_notification() -> None:
    told = made(open_run())
    (result,) = told["results"]
    assert (result["ruleId"], result["kind"], result["level"]) == ("not-proven", "open", "none")
    (notification,) = told["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["message"]["text"] == (
        "Not proven: the page https://7speaking.com/broken (public, accept): the server hung up"
    )


def test_a_waiver_in_force_suppresses_and_an_ended_one_does_not() -> None:
    results = by_rule(pipeline_run())
    (suppression,) = results["missing"]["suppressions"]
    assert suppression["justification"] == (
        "dpo@example.com accepts this until 2027-01-31: The plugin goes"
    )
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == IN_FORCE.line
    assert "suppressions" not in results["lifetime-longer"]
    assert results["lifetime-longer"]["level"] == "error"
    assert results["lifetime-longer"]["message"]["text"].endswith("that has ended.")


def test_waivers_that_have_ended_or_cover_nothing_are_told() -> None:
    notes = made(pipeline_run())["invocations"][0]["toolConfigurationNotifications"]
    assert [note["message"]["text"] for note in notes] == [
        "The waiver of lifetime-longer for '_ga' (dpo@example.com, line 92) ended on 2026-10-01: "
        "1 finding counts again.",
        "The waiver of undeclared for '_old*' (ops@example.com, line 93) covers no finding of "
        "this run.",
    ]


def test_no_two_results_have_the_same_mark_for_alerts() -> None:
    run = big_run(500)
    same = replace(run, findings=tuple(replace(one, fingerprint="f") for one in run.findings))
    results = made(same)["results"]
    marks = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results]
    assert len(marks) == len(set(marks))


def test_text_of_a_site_becomes_no_link() -> None:
    run = pipeline_run()
    told = replace(run.findings[1], message="[click](https://evil.example) \\")
    (result, *_) = made(replace(run, findings=(told,)))["results"]
    assert result["message"]["text"].startswith(r"\[click\](https://evil.example) \\")


def test_the_file_is_json_whatever_a_site_says(tmp_path: Path) -> None:
    write_sarif(hostile_run(), tmp_path)
    assert json.loads((tmp_path / "findings.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_a_finding_of_a_repeated_audit_says_how_often_it_was_seen() -> None:
    run = pipeline_run()
    seen = replace(run.findings[1], seen_in=2, repeats=5)
    (result, *_) = made(replace(run, findings=(seen,)))["results"]
    assert result["properties"]["seenIn"] == "2 of 5 repeats"
