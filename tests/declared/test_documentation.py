"""docs/declaration.md shows declarations that are right and explains every key."""

import re
from pathlib import Path

import pytest

from crawler.declared import load_declaration
from crawler.declared.sentences import MODELS

DOCUMENT = Path(__file__).parents[2] / "docs" / "declaration.md"
EXAMPLES = re.findall(
    r"^```yaml\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
)
# What a part of a declaration lacks to be a whole one.
REST = {
    "version": "version: 1\n",
    "sites": "sites: {shop: {url: 'https://shop.example'}}\n",
    "cookies": "cookies: []\n",
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_right(tmp_path: Path, example: str) -> None:
    missing = [
        text for key, text in REST.items() if not re.search(f"^{key}:", example, re.MULTILINE)
    ]
    file = tmp_path / "example.yaml"
    file.write_text(example + "".join(missing), encoding="utf-8")
    assert load_declaration(file).version == 1


def test_there_are_examples_of_every_part() -> None:
    assert len(EXAMPLES) == 12


def test_every_key_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", DOCUMENT.read_text("utf-8")))
    keys = {key for model in MODELS.values() for key in model.known_keys()}
    assert keys <= explained
