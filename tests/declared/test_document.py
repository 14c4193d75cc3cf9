"""Files that are no declaration at all, and YAML's freedoms that are refused."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.declared import document, load_declaration, syntax
from crawler.errors import BadInput

GOOD = Path(__file__).parents[2] / "expected_cookies.yaml"


def complaint(file: Path) -> str:
    with pytest.raises(BadInput) as raised:
        load_declaration(file)
    return str(raised.value)


def written(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "d.yaml"
    file.write_bytes(content)
    return file


def test_a_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    assert complaint(file) == f"{file}: does not exist: name the file of the declaration"


def test_a_folder(tmp_path: Path) -> None:
    assert complaint(tmp_path) == f"{tmp_path}: is a folder: name the file of the declaration"


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b", "d.yaml/x"])
def test_an_impossible_path(tmp_path: Path, name: str) -> None:
    written(tmp_path, b"")
    assert f"{tmp_path / name}: cannot be read" in complaint(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", ":1: is not text in UTF-8 (byte 0x89): save it as UTF-8"),
        (b"version: 1\n# caf\xe9\n", ":2: is not text in UTF-8 (byte 0xe9): save it as UTF-8"),
        ("version: 1\n".encode("utf-16"), ":1: is not text in UTF-8 (byte 0xff): save it as UTF-8"),
        (b"version: 1\n\0", ":2: holds the character U+0000, which no text file has: remove it"),
        (b"x" * 5_000_001, ": is larger than 5 MB: a declaration is a list, not a log"),
        (b"version: 1\na: " + b"[" * 100_000, ":2: is nested more than 32 deep"),
        (b"a:\n" + b"".join(b" " * n + b"-\n" for n in range(1, 90)), ":33: is nested more than"),
        (b"a: &a [*a]\n", ":1: an alias (*name) nests too deep or contains itself"),
        (b"a: *nothing\n", ":1: a * at the beginning of a value is an alias in YAML"),
        (b"a: !!python/object/apply:os.system [id]\n", ":1: the tag !!python/object/apply:os.syst"),
        (b"a: !secret b\n", ":1: the tag !secret is not read: write the value alone"),
        (b"!secret a: b\n", ":1: the tag !secret is not read: write the key alone"),
        (b"a: !!binary aGk=\n", ":1: the tag !!binary is not read"),
        (b"%YAML 3.0\n---\na: 1\n", ":1: is not YAML here: found incompatible YAML document"),
        (b'a: "\\q"\n', ":1: a backslash in double quotes begins an escape"),
    ],
)
def test_content_that_is_no_declaration(tmp_path: Path, content: bytes, says: str) -> None:
    started = time.perf_counter()
    assert f"d.yaml{says}" in complaint(written(tmp_path, content))
    assert time.perf_counter() - started < 5


def test_an_alias_bomb(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    started = time.perf_counter()
    text = complaint(written(tmp_path, "\n".join(lines).encode()))
    assert ":1: more than 200000 values, aliases (*name) included: write fewer" in text
    assert time.perf_counter() - started < 5


def test_five_megabytes_of_entries_are_refused_in_time(tmp_path: Path) -> None:
    content = b"cookies:\n" + b"- {name: x}\n" * 400_000
    started = time.perf_counter()
    assert "more than 200000 values" in complaint(written(tmp_path, content))
    assert time.perf_counter() - started < 10


def test_a_plain_alias_is_read(tmp_path: Path) -> None:
    text = (
        "version: 1\nsites: {a: {url: 'https://a.b'}}\n"
        "cookies:\n  - {name: x, sites: &all [a]}\n  - {name: y, sites: *all}\n"
    )
    declaration = load_declaration(written(tmp_path, text.encode()))
    assert [cookie.sites for cookie in declaration.cookies] == [("a",), ("a",)]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfversion: 1\nsites: {a: {url: 'https://a.b'}}\ncookies: []\n"
    assert load_declaration(written(tmp_path, content)).cookies == ()


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\t- b\n",
        "a: 'x\nb: 2\n",
        'a: "x\nb: "y"\n',
        "a: *_id\n",
        "a: @x\n",
        "a: b: c\n",
        "a: [b\nc: d\n",
        "a: {b\n",
        "a:\n   b: 1\n  c: 2\n",
        "a\nb: c\n",
        "a: 1\n---\nb: 1\n",
    ],
)
def test_both_parsers_of_yaml_lead_to_one_sentence(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, said = written(tmp_path, text.encode()), []
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        monkeypatch.setattr(document, "LOADER", loader)
        monkeypatch.setattr(syntax, "LOADER", loader)
        said.append(complaint(file))
    assert said[0] == said[1]


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=200) | st.text("ab:-[]{}'\"#&*!|>%@ \n\t,?", max_size=60))
def test_any_content_is_read_or_refused_with_sentences(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    raw = content.encode() if isinstance(content, str) else content
    file = written(tmp_path_factory.mktemp("any"), raw)
    assert complaint(file).startswith(f"{file}:")


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 9_000), st.integers(0, 40), st.text(":-[]{}'\"&*!|\n\t, ab1", max_size=4))
def test_a_damaged_declaration_is_read_or_refused_with_sentences(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, other: str
) -> None:
    good = GOOD.read_text(encoding="utf-8")
    text = good[:start] + other + good[start + length :]
    file = written(tmp_path_factory.mktemp("damaged"), text.encode())
    try:
        load_declaration(file)
    except BadInput as error:
        said = str(error)
    else:
        said = f"{file}:"
    assert all(line.startswith(f"{file}:") for line in said.splitlines())
