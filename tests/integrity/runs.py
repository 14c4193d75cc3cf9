"""A finished run of a few small files, for what checks files."""

from pathlib import Path

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
