"""What ``cookie-audit diff`` and ``compare`` do."""

from dataclasses import dataclass, replace
from pathlib import Path

from rich.text import Text

from crawler.commands import SILENT, Announcer, audited
from crawler.cookies import Journey
from crawler.declared import Declaration, load_declaration, site_address
from crawler.declared.wording import did_you_mean, quoted
from crawler.drift import Drift, differences
from crawler.drift.telling import drift_json, print_drift
from crawler.errors import BadInput
from crawler.flags import Flags
from crawler.gate import ExitCode
from crawler.judging import Scope
from crawler.reports.terminal import print_run, standard_output
from crawler.run_store import find_run
from crawler.runs import RunRecord

LEAST_REPEATS = 2
"""How often a comparison makes every walk: once shows nothing of what varies."""


def diff(names: tuple[str, str], reports: Path, json: Path | None = None) -> int:
    """Print how two runs differ; also as JSON where a file is named."""
    before, after = (find_run(name, reports) for name in names)
    drift = differences(before, after)
    _write(drift, json)
    print_drift(drift, standard_output())
    return ExitCode.FINDINGS if drift.differs else ExitCode.CLEAN


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of a comparison."""

    base: str
    preview: str
    site: str = ""
    journeys: tuple[Journey, ...] = ()
    repeat: int | None = None
    json: Path | None = None
    announcer: Announcer = SILENT


def compare(file: Path, asked: Asked, flags: Flags, reports: Path) -> int:
    """Audit a site and its preview, print what the change brings, and end as the preview does."""
    with asked.announcer.listening():
        # What a preview brings is told here, and is no news of the site.
        declaration = load_declaration(file).model_copy(update={"notify": ()})
        preview = _compared(declaration, asked, flags, reports)
    asked.announcer.announce(preview, reports.absolute() / preview.run_id)
    return preview.verdict.exit_code


def _compared(declaration: Declaration, asked: Asked, flags: Flags, reports: Path) -> RunRecord:
    site = _site(asked.site, declaration)
    for option, url in (("--base", asked.base), ("--preview", asked.preview)):
        _check(option, url)
    repeat = asked.repeat or max(LEAST_REPEATS, declaration.repeat)
    scope = Scope((site,), asked.journeys, repeat)

    def at(url: str) -> Flags:
        return replace(flags, urls=(f"{site}={url}",))

    base = audited(declaration, scope, at(asked.base), reports, show=_show_base)
    scope = replace(scope, baseline=base)

    def show(preview: RunRecord, folder: Path) -> None:
        drift = differences(base, preview)
        _write(drift, asked.json)
        print_run(preview, folder)
        print_drift(drift, standard_output())

    return audited(declaration, scope, at(asked.preview), reports, show=show)


def _site(name: str, declaration: Declaration) -> str:
    names = list(declaration.sites)
    if not name and len(names) > 1:
        raise BadInput.in_file("--site", f"is missing: name one of {', '.join(names)}")
    if name and name not in names:
        sentence = f"there is no site {quoted(name)}{did_you_mean(name, names)}"
        raise BadInput.in_file("--site", sentence)
    return name or names[0]


def _check(option: str, url: str) -> None:
    try:
        site_address(url)
    except ValueError as error:
        raise BadInput.in_file(option, str(error)) from error


def _show_base(base: RunRecord, folder: Path) -> None:
    text = f"Base: {base.verdict.sentence}\nReport: {folder / 'report.html'}"
    standard_output().print(Text(text), soft_wrap=True)


def _write(drift: Drift, file: Path | None) -> None:
    if file is None:
        return
    try:
        file.write_bytes(drift_json(drift))
    except OSError as error:
        raise BadInput.in_file(file, f"cannot be written ({error.strerror})") from error
