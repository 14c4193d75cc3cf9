"""What an audit is doing, live on the terminal; silent where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from crawler.cookies import ANONYMOUS, Walk
from crawler.text import printable, shortened
from crawler.walks import JourneyResult, VisitResult

LONGEST_PAGE = 60


@dataclass(slots=True)
class LiveProgress:
    """One line a journey: where it is, how many pages it has seen, how it ended."""

    bars: Progress
    _task: TaskID | None = None
    _pages: int = 0
    _name: str = field(default="")

    def walk_begins(self, walk: Walk) -> None:
        """Begin a line."""
        role = "" if walk.role == ANONYMOUS else f" as {walk.role}"
        again = f" (repeat {walk.repeat})" if walk.repeat else ""
        self._name, self._pages = f"{walk.site}{role}, {walk.label}{again}", 0
        self._task = self.bars.add_task(self._name, total=None, page="")

    def visited(self, visit: VisitResult) -> None:
        """Show the page that was just done."""
        self._pages += 1
        self._show(f"{self._count}  {shortened(printable(visit.page), LONGEST_PAGE)}")

    def walk_ends(self, result: JourneyResult) -> None:
        """End the line with the journey's outcome."""
        self._show(f"{self._count}  {result.outcome}")
        if self._task is not None:
            self.bars.update(self._task, total=1, completed=1)

    @property
    def _count(self) -> str:
        return "1 page" if self._pages == 1 else f"{self._pages} pages"

    def _show(self, text: str) -> None:
        if self._task is not None:
            self.bars.update(self._task, page=Text(text).plain)


@contextmanager
def shown_progress() -> Iterator[LiveProgress]:
    """Show progress on standard error while the block lasts."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[page]}", markup=False, style="dim"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        yield LiveProgress(bars)
