"""A finished run of a few small files, for what checks files."""

from pathlib import Path

from hypothesis import strategies as st

from crawler.integrity.files import check_files
from crawler.run_store import RunStore
from crawler.runs import RunRecord
from tests.reports.sample_run import REJECT, sample_run


def finished_run(reports: Path) -> Path:
    """Its folder; the views are short, so that all their bytes can be tried."""

    def render(_record: RunRecord, folder: Path) -> None:
        (folder / "findings.csv").write_text("rule,severity\nundeclared,fail\n")
        (folder / "empty.csv").write_bytes(b"")

    store = RunStore(reports)
    store.evidence_path(REJECT, "banner").write_bytes(b"\x89PNG picture")
    return store.finish(sample_run(), render)


def files_of(folder: Path) -> dict[str, Path]:
    """Every file by its path within the run."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in files}


def told_of_a_drawn_byte(folder: Path, data: st.DataObject) -> tuple[str, str]:
    """The file in which one byte was changed, and what is told then; it is put back as it was."""
    files = {name: path for name, path in files_of(folder).items() if path.stat().st_size}
    name = data.draw(st.sampled_from(sorted(files)))
    whole = files[name].read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != whole[place]))
    files[name].write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
    try:
        return name, "\n".join(map(str, check_files(folder).changes))
    finally:
        files[name].write_bytes(whole)
