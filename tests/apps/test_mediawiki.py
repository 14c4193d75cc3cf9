"""MediaWiki: a wiki with a database. Skipped where Debian's package is not there."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crawler.browser import Launch
from crawler.walks import Outcome, VisitOutcome
from tests.apps.served import PASSWORD, USER, declared, php, run, walk_as_ann

ROOT = Path("/usr/share/mediawiki")
HOST = "mediawiki.test"
LOGIN = "/index.php?title=Special:UserLogin"
PAGES = ("/index.php?title=Main_Page", "/index.php?title=Special:Preferences")
# What a login itself changes is left out: user_touched, sessions, caches.
TABLES = ("page", "revision", "content", "text", "user_groups", "watchlist", "recentchanges")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("php") and (ROOT / "maintenance/install.php").exists()),
        reason="mediawiki and php are not installed: make apps",
    ),
]


@pytest.fixture
async def wiki(tmp_path: Path) -> AsyncIterator[Launch]:
    await run(
        *("php", str(ROOT / "maintenance/install.php"), "--dbtype", "sqlite"),
        *("--dbpath", str(tmp_path), "--dbname", "wiki", "--confpath", str(tmp_path)),
        *("--server", f"http://{HOST}", "--scriptpath", "", "--pass", PASSWORD, "Wiki", USER),
    )
    settings = tmp_path / "LocalSettings.php"
    async with php(HOST, ROOT, MW_CONFIG_FILE=str(settings)) as launch:
        yield launch


def dump(folder: Path) -> list[tuple[object, ...]]:
    """The wiki's content."""
    with sqlite3.connect(folder / "wiki.sqlite") as database:
        return [row for table in TABLES for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own names


async def test_a_role_is_proven_on_every_page_and_changes_nothing(
    wiki: Launch, tmp_path: Path
) -> None:
    before = dump(tmp_path)
    seen = await walk_as_ann(wiki, declared(f"http://{HOST}", PAGES, LOGIN), tmp_path)
    assert seen.result.outcome is Outcome.VALID, seen.result.reason
    visited = [one.page for one in seen.visits if one.outcome is VisitOutcome.VISITED]
    assert len(visited) == 9  # and the page of the login
    assert [one.reason for one in seen.not_proven] == []
    assert "wiki_session" in {one.identity.name for one in seen.cookies}
    assert dump(tmp_path) == before


async def test_a_wrong_password_is_told_in_the_wikis_own_words(
    wiki: Launch, tmp_path: Path
) -> None:
    site = declared(f"http://{HOST}", PAGES, LOGIN)
    seen = await walk_as_ann(wiki, site, tmp_path, password="hunter2hunter2")
    assert seen.result.outcome is Outcome.NOT_PROVEN
    assert "the page says 'Incorrect username or password" in seen.result.reason
    assert {one.outcome for one in seen.visits if "UserLogin" not in one.page} == {
        VisitOutcome.SKIPPED
    }
