"""What is shown while an audit works."""

from io import StringIO

from rich.console import Console
from rich.progress import Progress, TextColumn

from crawler.cookies import ANONYMOUS, Journey, Phase, Walk
from crawler.progress import LiveProgress, shown_progress
from crawler.walks import JourneyResult, Outcome, VisitOutcome, VisitResult

WALK = Walk("shop", ANONYMOUS, Journey.REJECT)


def visit(page: str, walk: Walk = WALK) -> VisitResult:
    return VisitResult(walk, page, Phase.BEFORE, VisitOutcome.VISITED)


def shown(*pages: str, walk: Walk = WALK) -> str:
    """The last state of the lines of one journey."""
    console = Console(file=StringIO(), width=200)
    columns = [
        TextColumn(text, markup=False) for text in ("{task.description}", "{task.fields[page]}")
    ]
    with Progress(*columns, console=console) as bars:
        progress = LiveProgress(bars)
        progress.walk_begins(walk)
        for page in pages:
            progress.visited(visit(page, walk))
        with console.capture() as capture:
            console.print(bars)
    return capture.get()


def test_a_journey_s_line_names_site_journey_and_page() -> None:
    line = shown("https://shop.test/a", "https://shop.test/b")
    assert "shop, reject" in line
    assert "2 pages" in line
    assert "https://shop.test/b" in line


def test_one_page_is_one_page() -> None:
    assert "1 page  https://shop.test/a" in shown("https://shop.test/a")


def test_a_role_is_named_where_somebody_is_logged_in() -> None:
    assert "shop as learner, accept" in shown(walk=Walk("shop", "learner", Journey.ACCEPT))


def test_an_address_cannot_paint_the_terminal() -> None:
    line = shown("https://shop.test/[red]x[/red]\x1b[31m")
    assert "[red]x[/red]" in line
    assert "\x1b" not in line


def test_a_long_address_is_cut() -> None:
    assert "a" * 100 not in shown("https://shop.test/" + "a" * 1000)


def test_a_line_ends_with_the_outcome() -> None:
    console = Console(file=StringIO(), width=200)
    with Progress(TextColumn("{task.fields[page]}"), console=console) as bars:
        progress = LiveProgress(bars)
        progress.walk_begins(WALK)
        progress.walk_ends(JourneyResult(WALK, Outcome.NOT_PROVEN, "why"))
        (task,) = bars.tasks
    assert task.finished
    assert "not-proven" in task.fields["page"]


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    with shown_progress() as progress:
        assert progress.bars.disable
        progress.walk_begins(WALK)
        progress.visited(visit("https://shop.test/"))
        progress.walk_ends(JourneyResult(WALK, Outcome.PROVEN))
