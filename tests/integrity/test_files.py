import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import BadInput
from crawler.integrity.files import Change, Kind, check_files
from crawler.integrity.seals import MANIFEST_NAME
from crawler.run_store import RunStore, run_folder
from tests.integrity.runs import files_of, finished_run, told_of_a_drawn_byte


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_run(tmp_path_factory.mktemp("reports"))


def test_a_run_as_it_was_written_has_no_change(run: Path) -> None:
    checked = check_files(run)
    assert (checked.listed, checked.changes) == (4, ())


@given(data=st.data())
def test_any_changed_byte_of_any_file_names_the_file(run: Path, data: st.DataObject) -> None:
    name, told = told_of_a_drawn_byte(run, data)
    assert name in told


@given(data=st.data())
def test_any_cut_or_longer_file_is_named(run: Path, data: st.DataObject) -> None:
    name, path = data.draw(st.sampled_from(sorted(files_of(run).items())))
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut] + data.draw(st.binary(min_size=cut == len(whole), max_size=3)))
    changed = path.read_bytes() != whole
    try:
        told = "\n".join(map(str, check_files(run).changes))
    finally:
        path.write_bytes(whole)
    assert (name in told) is changed


def test_a_missing_and_an_added_file_are_named(tmp_path: Path) -> None:
    folder = finished_run(tmp_path)
    (folder / "findings.csv").rename(folder / "evidence" / ".findings.csv")
    assert check_files(folder).changes == (
        Change("evidence/.findings.csv", Kind.ADDED, f"{MANIFEST_NAME} does not list it"),
        Change("findings.csv", Kind.MISSING, f"{MANIFEST_NAME} lists it"),
    )


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are this system's")
def test_a_link_in_a_files_place_is_a_change_and_is_not_followed(tmp_path: Path) -> None:
    folder = finished_run(tmp_path)
    (folder / "findings.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "findings.csv").symlink_to(tmp_path / "elsewhere.csv")
    (folder / "more").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    assert {(one.file, one.kind) for one in check_files(folder).changes} == {
        ("findings.csv", Kind.CHANGED),
        ("more", Kind.ADDED),
        ("pipe", Kind.ADDED),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"sha256": 7}',
        b'{"schema": 1, "sha256": {"a": 1}}',
        b"[" * 9999,
    ],
)
def test_a_manifest_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    folder = finished_run(tmp_path)
    (folder / MANIFEST_NAME).write_bytes(content)
    (change,) = check_files(folder).changes
    assert (change.file, change.kind) == (MANIFEST_NAME, Kind.CHANGED)


def test_a_run_without_a_manifest_cannot_be_checked(tmp_path: Path) -> None:
    folder = finished_run(tmp_path)
    (folder / MANIFEST_NAME).unlink()
    with pytest.raises(BadInput, match=r"there is no evidence/manifest\.json"):
        check_files(folder)


def test_a_run_is_found_by_latest_its_name_or_its_folder(tmp_path: Path) -> None:
    folder = finished_run(tmp_path).resolve()
    names = (Path("latest"), Path(folder.name), folder, tmp_path / "latest")
    assert {run_folder(name, tmp_path) for name in names} == {folder}


def test_what_is_no_finished_run_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no finished run yet"):
        run_folder(Path("latest"), tmp_path)
    with pytest.raises(BadInput, match="there is no such run"):
        run_folder(Path("nothing"), tmp_path)
    with pytest.raises(BadInput, match="has not finished"):
        run_folder(RunStore(tmp_path).folder, tmp_path)


@pytest.mark.parametrize("content", [b'{"sha256": []}', b'{"sha256": [1]}', b'{"sha256": "x"}'])
def test_a_manifest_with_sums_of_another_type_is_told_as_changed(
    tmp_path: Path, content: bytes
) -> None:
    run = finished_run(tmp_path)
    (run / "evidence/manifest.json").write_bytes(content)
    assert [one.file for one in check_files(run).changes] == ["evidence/manifest.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_the_place_of_the_manifest_is_not_waited_for(tmp_path: Path) -> None:
    run = finished_run(tmp_path)
    manifest = run / "evidence/manifest.json"
    manifest.unlink()
    os.mkfifo(manifest)
    assert [one.file for one in check_files(run).changes] == ["evidence/manifest.json"]
