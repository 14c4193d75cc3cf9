"""The JSON Schema of the declaration: the model's own, and what it takes and refuses."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from typer.testing import CliRunner

from crawler.cli import app
from crawler.declared import load_declaration
from crawler.declared.schema import generated_schema, schema_line, shipped_schema
from crawler.policy.draft import draft_of
from tests.declared.test_broken import GOOD, cases
from tests.declared.test_documentation import EXAMPLES, REST
from tests.declared.test_good import EVERY_KEY, LEAST

SCHEMA = json.loads(shipped_schema())
ROOT = Path(__file__).parents[2]
# What only the schema can say of a case: that a key is unknown, or a value of another kind.
STRUCTURAL = re.compile(
    r"unknown key|must be a list|must be a mapping|is missing here: add it|is not known: did you"
)


class _Json(yaml.SafeLoader):
    """YAML as JSON knows it: a day is text."""


_Json.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if not pair[0].endswith((":timestamp", ":merge"))]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return yaml.load(text, Loader=_Json)  # noqa: S506 - a safe loader


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMA)
    return [one.message for one in validator.iter_errors(read(text))]


def whole(example: str) -> str:
    lacking = [
        part for key, part in REST.items() if not re.search(f"^{key}:", example, re.MULTILINE)
    ]
    return example + "".join(lacking)


def test_what_is_shipped_is_the_models_own() -> None:
    assert shipped_schema() == generated_schema(), "write generated_schema() to the file"
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "text",
    [LEAST, EVERY_KEY, GOOD, (ROOT / "expected_cookies.yaml").read_text("utf-8")]
    + [whole(one) for one in EXAMPLES],
)
def test_a_declaration_that_is_right_is_taken(tmp_path: Path, text: str) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(text, "utf-8")
    load_declaration(file)
    assert errors(text) == []


BROKEN = [
    GOOD + text
    for text, says in cases("broken_additions")
    if all(STRUCTURAL.search(one) for one in says)
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_structure_that_is_wrong_is_refused(text: str) -> None:
    try:
        found = errors(text)
    except yaml.YAMLError:
        pytest.skip("is no YAML to JSON's readers")
    assert found


def test_there_are_structures_that_are_wrong() -> None:
    assert len(BROKEN) >= 10


@pytest.mark.parametrize(
    "text",
    [
        LEAST + "cookie: []\n",
        LEAST.replace("cookies: []", "cookies: {a: b}"),
        LEAST.replace("cookies: []", "cookies: [{nam: a}]"),
        LEAST.replace("cookies: []", "cookies: [{name: a, type: jar}]"),
        LEAST.replace("cookies: []", "cookies: [{name: a, line: 3}]"),
        LEAST.replace("cookies: []", ""),
        LEAST.replace("version: 1", "version: 2"),
        LEAST + "gate: {nonsense: fail}\n",
    ],
)
def test_mistakes_in_keys_and_kinds_are_refused(text: str) -> None:
    assert errors(text)


def test_the_command_prints_it(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["schema"]).stdout == shipped_schema()
    CliRunner().invoke(app, ["schema", "--out", str(tmp_path / "s.json")])
    assert (tmp_path / "s.json").read_text("utf-8") == shipped_schema()


def target(line: str, folder: Path) -> Path:
    place = line.removeprefix("# yaml-language-server: $schema=")
    return Path(unquote(urlsplit(place).path)) if "://" in place else folder / place


def test_a_draft_names_the_installed_schema_in_its_first_line(tmp_path: Path) -> None:
    first = draft_of([], ["x"]).text(tmp_path).splitlines()[0]
    assert target(first, tmp_path).read_text("utf-8") == shipped_schema()


def test_where_the_package_lies_below_the_file_its_path_is_named() -> None:
    assert schema_line(ROOT).endswith("$schema=crawler/declared/declaration.schema.json")


def test_the_customers_declaration_names_it_too() -> None:
    first = (ROOT / "expected_cookies.yaml").read_text("utf-8").splitlines()[0]
    assert target(first, ROOT).read_text("utf-8") == shipped_schema()
