"""What the commands do: load, audit, write, print; each gives back its exit code."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from rich.table import Table
from rich.text import Text

from crawler.announcing import Announcer
from crawler.audit import UNREAD, audit
from crawler.browser import Launch
from crawler.consent_trial import Trial, try_consent
from crawler.cookies import Journey
from crawler.declared import (
    CHOICES,
    BrowserSettings,
    Declaration,
    Site,
    load_declaration,
    web_address,
)
from crawler.declared.wording import did_you_mean, quoted
from crawler.demo import Fault, customers_declaration, found, practice_sites
from crawler.errors import AuditError, BadInput, Interrupted
from crawler.flags import Flags
from crawler.four_lists import PolicyList
from crawler.gate import ExitCode
from crawler.judging import Scope
from crawler.languages import Language
from crawler.login import logins
from crawler.passes import passes
from crawler.policy_sources import policy_for_run
from crawler.progress import shown_progress
from crawler.reports import render
from crawler.reports.terminal import print_run, standard_output
from crawler.run_store import RunStore, find_run
from crawler.runs import RunRecord
from crawler.upkeep import Occasion, Upkeep, complain, look_after

__all__ = [
    "Announcer",
    "Beside",
    "Flags",
    "Occasion",
    "Page",
    "audited",
    "consent",
    "demo",
    "run",
    "scope",
]

_DEMO_ENDS = {
    ExitCode.CLEAN: "The demo ends with exit code {code:d}: all known faults were found, and "
    "everything was checked. The violations above are those of the practice sites.",
    ExitCode.NOT_PROVEN: "The demo ends with exit code {code:d}: a known fault was missed, or "
    "something could not be checked.",
}
SILENT = Announcer()
ORDINARY = Occasion()
NO_UPKEEP = Upkeep()
Auditing: TypeAlias = Coroutine[Any, Any, RunRecord]
Show: TypeAlias = Callable[[RunRecord, Path], None]
"""Prints a run whose files lie in a folder."""
Result = TypeVar("Result")


def scope(sites: Sequence[str], journeys: Sequence[str]) -> Scope:
    """What to audit, by the names on the command line; BadInput for a journey that there is not."""
    known = set(Journey)
    for name in journeys:
        if name not in known:
            sentence = f"{quoted(name)} is no journey{did_you_mean(name, map(str, Journey))}"
            raise BadInput.in_file("--journey", sentence)
    return Scope(tuple(sites), tuple(map(Journey, journeys)))


@dataclass(frozen=True, slots=True)
class Beside:
    """What an audit is held against beside the declaration, what for, and who is told of it.

    ``policies`` are published ones, to be shown; ``repeat`` is how often every walk is made, and
    ``baseline`` an earlier run's name, and ``language`` that of the report, where the declaration
    is not to say so.
    """

    policies: Sequence[str] = ()
    repeat: int | None = None
    baseline: str = ""
    announcer: Announcer = SILENT
    occasion: Occasion = ORDINARY
    language: Language | None = None

    def scope(self, scope: Scope, declaration: Declaration, reports: Path) -> Scope:
        """The scope with its repeats and its baseline; BadInput for a baseline that is no run."""
        name = self.baseline or declaration.baseline or ""
        folder = Path() if self.baseline else declaration.path.parent
        baseline = find_run(name, reports, folder) if name else None
        return replace(scope, repeat=self.repeat or declaration.repeat, baseline=baseline)


def run(file: Path, scope: Scope, flags: Flags, reports: Path, beside: Beside = Beside()) -> int:
    """Audit what a declaration says, beside what else is named.

    Raises UnderWay where the same audit is at work already, for the same folder.
    """
    with beside.announcer.listening():
        declaration = load_declaration(file)
        scope = beside.scope(scope, declaration, reports)
        record = audited(declaration, scope, flags, reports, beside=beside)
    beside.announcer.announce(record, reports.absolute() / record.run_id)
    return record.verdict.exit_code


def audited(
    declaration: Declaration,
    scope: Scope,
    flags: Flags,
    reports: Path,
    *,
    beside: Beside = Beside(),
    show: Show = print_run,
) -> RunRecord:
    """Audit a declaration's sites where the flags say, write the run and show it."""
    declaration, occasion = flags.sites_of(declaration), beside.occasion
    scope.check(declaration)
    logins(declaration, scope.sites)
    what = (*scope.sites, "", *map(str, scope.journeys), "", *flags.urls)
    with flags.over(declaration, scope.sites) as launch:
        policy = policy_for_run(declaration, beside.policies, launch)

        async def auditing(store: RunStore) -> RunRecord:
            record = await _audited(declaration, launch, scope, store, policy)
            language = beside.language or record.language
            return replace(record, label=occasion.label, language=language)

        with occasion.attended(declaration, reports, what) as upkeep:
            return _recorded(reports, auditing, show, upkeep)


def demo(flags: Flags, reports: Path) -> int:
    """Audit the practice sites: clean when all their faults were found and nothing is open.

    The run's own verdict speaks of the practice sites, which are faulty on purpose.
    """
    declaration = customers_declaration()
    with flags.over(declaration) as launch:
        record = _recorded(
            reports,
            lambda store: _practised(declaration, launch, store),
            partial(print_run, exits=False),
        )
    faults = found(record.findings)
    whole = all(shown for _, shown in faults) and not record.everything_not_proven
    code = ExitCode.CLEAN if whole else ExitCode.NOT_PROVEN
    _show_faults(faults, code)
    return code


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose banner is tried, and the declaration and site whose steps are used for it."""

    url: str
    choice: str = "reject"
    declaration: Path | None = None
    site: str = ""
    screenshots: Path | None = None

    def trial(self, declaration: Declaration | None) -> Trial:
        """What to try. Raises BadInput for what cannot be."""
        choice = next((one for one in CHOICES if one == self.choice), None)
        if choice is None:
            sentence = f"{quoted(self.choice)} is no choice{did_you_mean(self.choice, CHOICES)}"
            raise BadInput.in_file("--choice", sentence)
        try:
            url = web_address(self.url)
        except ValueError as error:
            raise BadInput.in_file("URL", str(error)) from error
        steps = self._site(declaration).consent if declaration else None
        return Trial(url, choice, steps, _folder(self.screenshots) if self.screenshots else None)

    def _site(self, declaration: Declaration) -> Site:
        names = list(declaration.sites)
        if not self.site and len(names) > 1:
            raise BadInput.in_file("--site", f"is missing: name one of {', '.join(names)}")
        name = self.site or names[0]
        if name not in declaration.sites:
            sentence = f"there is no site {quoted(name)}{did_you_mean(name, names)}"
            raise BadInput.in_file("--site", sentence)
        return declaration.sites[name]


def consent(page: Page, flags: Flags) -> int:
    """Operate the banner of one page and print what was found, done and proved."""
    if page.site and not page.declaration:
        raise BadInput.in_file("--site", "names a site of a declaration: give --declaration, too")
    declaration = load_declaration(page.declaration) if page.declaration else None
    trial = page.trial(declaration)
    launch = flags.launch(BrowserSettings())
    if declaration:
        launch = flags.launch(declaration.browser, declaration.path)
        launch = replace(launch, passes=passes(declaration, (page.site,) if page.site else ()))
    console = standard_output()

    def tell(heading: str, text: str) -> None:
        console.print(Text(f"{heading:<9}{text}" if heading else text), soft_wrap=True)

    with _interruptible(lambda: "interrupted: nothing is proven of this page"):
        proven = asyncio.run(_ended_by_sigterm(try_consent(launch, trial, tell)))
    return ExitCode.CLEAN if proven else ExitCode.NOT_PROVEN


def _recorded(
    reports: Path,
    auditing: Callable[[RunStore], Auditing],
    show: Show,
    upkeep: Upkeep = NO_UPKEEP,
) -> RunRecord:
    """Audit, write the run, show it, look after its folder; an interruption tells what is left."""
    with RunStore(reports) as store, _interruptible(lambda: _left_of(store)):
        record = asyncio.run(_ended_by_sigterm(auditing(store)))
        folder = store.finish(record, render)
    show(record, folder)
    look_after(reports, folder.name, upkeep, complain)
    return record


@contextmanager
def _interruptible(left: Callable[[], str]) -> Iterator[None]:
    """Raise Interrupted where the block is ended from outside; ``left`` tells what is left."""
    try:
        yield
    except (KeyboardInterrupt, asyncio.CancelledError) as error:
        # What Playwright's driver leaves undone when Ctrl-C ends it too is no news.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        raise Interrupted(left()) from error


async def _ended_by_sigterm(auditing: Coroutine[Any, Any, Result]) -> Result:
    """Cancel the audit on SIGTERM, as asyncio does on Ctrl-C: the browser is put away first.

    Once: ``timeout`` sends it twice, and the second must not break off the putting away.
    """
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    outside = signal.getsignal(signal.SIGTERM)

    def cancel() -> None:
        if task is not None and not task.cancelling():
            task.cancel()

    with suppress(NotImplementedError):  # Windows, which has no SIGTERM either
        loop.add_signal_handler(signal.SIGTERM, cancel)
    try:
        return await auditing
    except AuditError as error:
        # Ctrl-C on a terminal also reaches the browser, whose death is then no news.
        if task is not None and task.cancelling():
            raise asyncio.CancelledError from error
        raise
    finally:
        with suppress(NotImplementedError):
            loop.remove_signal_handler(signal.SIGTERM)
            signal.signal(signal.SIGTERM, outside)


def _left_of(store: RunStore) -> str:
    if not store.visits:
        return "interrupted before a page was visited: nothing is kept of this run"
    kept = "1 visit is" if store.visits == 1 else f"{store.visits} visits are"
    return f"interrupted: the run in {store.folder} is unfinished; {kept} kept in its journal"


async def _practised(declaration: Declaration, launch: Launch, store: RunStore) -> RunRecord:
    async with practice_sites() as sites:
        there = replace(launch, resolve=sites.resolve, trusted_keys=(sites.trusted_key,))
        record = await _audited(declaration, there, Scope(), store)
        return replace(record, practice=True)


async def _audited(
    declaration: Declaration,
    launch: Launch,
    scope: Scope,
    store: RunStore,
    policy: PolicyList = UNREAD,
) -> RunRecord:
    with shown_progress() as progress:
        return await audit(declaration, launch, scope, store, progress, policy=policy)


def _show_faults(faults: list[tuple[Fault, bool]], code: ExitCode) -> None:
    """The demo's own last word: what is wrong with its sites, and whether the audit found it."""
    table = Table(title="What is wrong with the practice sites", title_justify="left", box=None)
    for heading in ("", "Site", "Cookie", "Fault"):
        table.add_column(heading, overflow="fold")
    for fault, shown in faults:
        mark = Text("found", "green") if shown else Text("MISSED", "bold red")
        table.add_row(mark, fault.site, fault.cookie, fault.sentence)
    count = sum(shown for _, shown in faults)
    console = standard_output()
    console.print()
    console.print(table)
    console.print(f"{count} of {len(faults)} faults found.")
    console.print(_DEMO_ENDS[code].format(code=code))


def _folder(folder: Path) -> Path:
    """The folder, made where there is none; raises BadInput where nothing can be kept in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"{folder} cannot be a folder for screenshots ({error.strerror}): name another"
        raise BadInput.in_file("--screenshots", sentence) from error
    return folder
