"""The JSON Schema of the declaration, for editors: generated from the model, shipped as a file.

It says which keys there are and what kind of value each takes. What only the reader knows (that a
lifetime can be read, that a site exists) it leaves to ``cookie-audit check``.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from crawler.declared.declaration import Declaration

SCHEMA_FILE = "declaration.schema.json"
# What editors' YAML servers read: https://github.com/redhat-developer/yaml-language-server
_DIALECT = "http://json-schema.org/draft-07/schema#"
_NUMBER = {"type": ["integer", "string"], "pattern": r"^\d+$"}


def generated_schema() -> str:
    """The schema as the model has it, in JSON."""
    made = Declaration.model_json_schema(ref_template="#/definitions/{model}")
    made["definitions"] = made.pop("$defs")
    made["title"] = "A declaration of cookie-audit (expected_cookies.yaml)"
    made["properties"]["version"] = {"enum": [1, "1"]}
    return json.dumps({"$schema": _DIALECT, **_plain(made)}, indent=1) + "\n"


def shipped_schema() -> str:
    """The schema that comes with the package."""
    return files("crawler.declared").joinpath(SCHEMA_FILE).read_text("utf-8")


def schema_line(folder: Path) -> str:
    """The comment by which an editor finds the installed schema from a file in a folder.

    A path from there where the package lies below it, as in a project's own environment; else
    its address on this machine.
    """
    file = Path(str(files("crawler.declared").joinpath(SCHEMA_FILE))).resolve()
    here = folder.resolve()
    where = file.relative_to(here).as_posix() if file.is_relative_to(here) else file.as_uri()
    return f"# yaml-language-server: $schema={where}"


def _plain(value: Any) -> Any:
    """Without what misleads an editor: defaults as the model has them, null, titles of keys."""
    if isinstance(value, list):
        return [_plain(one) for one in value if one != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "integer":
        return _NUMBER
    kept = {
        key: _plain(one)
        for key, one in value.items()
        if key != "default" and not (key == "title" and isinstance(one, str))
    }
    if isinstance(about := kept.get("description"), str):
        kept["description"] = about.partition("\n")[0].replace("``", "")
    choices = kept.get("anyOf")
    if choices and len(choices) == 1 and set(kept) == {"anyOf"}:
        return choices[0]
    return kept
