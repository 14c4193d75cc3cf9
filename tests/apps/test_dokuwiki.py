"""DokuWiki: a wiki in files. Skipped where Debian's package is not there."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from crawler.browser import Launch
from crawler.walks import Outcome, VisitOutcome
from tests.apps.served import PASSWORD, USER, declared, php, walk_as_ann

ROOT, SETTINGS = Path("/usr/share/dokuwiki"), Path("/etc/dokuwiki")
HOST = "dokuwiki.test"
FOLDERS = (
    *("pages", "media", "attic", "media_attic", "meta", "media_meta"),
    *("cache", "index", "locks", "tmp", "log"),
)
# Caches, indexes and what counts visits are the wiki's own affair.
CONTENT = ("data/pages", "data/media", "data/attic", "data/media_attic", "conf")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("php") and (ROOT / "doku.php").exists()),
        reason="dokuwiki and php are not installed: make apps",
    ),
]


def installed(tmp_path: Path) -> list[str]:
    """A wiki in the folder; PHP's options for it."""
    data, conf = tmp_path / "data", tmp_path / "conf"
    for name in FOLDERS:
        (data / name).mkdir(parents=True)
    for name in ("start", "second", "third"):
        (data / "pages" / f"{name}.txt").write_text(f"====== {name} ======\n[[second]] [[third]]\n")
    conf.mkdir()
    for file in SETTINGS.iterdir():
        if file.is_file() and not file.is_symlink():
            shutil.copy(file, conf / file.name)
    (conf / "local.php").write_text(
        f"<?php $conf['savedir'] = '{data}'; $conf['useacl'] = 1; $conf['superuser'] = '@admin';"
    )
    (conf / "acl.auth.php").write_text("* @ALL 0\n* @user 2\n")
    hashed = subprocess.run(
        ["/usr/bin/php", "-r", f"echo password_hash('{PASSWORD}', PASSWORD_BCRYPT);"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (conf / "users.auth.php").write_text(f"{USER.lower()}:{hashed}:Ann:ann@dokuwiki.test:user\n")
    first = tmp_path / "first.php"
    first.write_text(f"<?php define('DOKU_MAIN_CONF', '{conf}/'); define('DOKU_CONF', '{conf}/');")
    return ["-d", f"auto_prepend_file={first}", "-d", "error_reporting=0"]


@pytest.fixture
async def wiki(tmp_path: Path) -> AsyncIterator[Launch]:
    async with php(HOST, ROOT, *installed(tmp_path)) as launch:
        yield launch


def dump(folder: Path) -> dict[str, str]:
    """The wiki's content, by file."""
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for part in CONTENT
        for file in sorted((folder / part).rglob("*"))
        if file.is_file()
    }


async def test_a_role_is_proven_on_every_page_and_changes_nothing(
    wiki: Launch, tmp_path: Path
) -> None:
    before = dump(tmp_path)
    pages = ("/doku.php?id=start", "/doku.php?id=second", "/doku.php?id=third")
    site = declared(f"http://{HOST}", pages, "/doku.php?id=start&do=login")
    seen = await walk_as_ann(wiki, site, tmp_path)
    assert seen.result.outcome is Outcome.VALID, seen.result.reason
    visited = {one.page for one in seen.visits if one.outcome is VisitOutcome.VISITED}
    assert {f"http://{HOST}{page}" for page in pages} <= visited
    assert [(one.subject, one.reason) for one in seen.not_proven] == []
    assert dump(tmp_path) == before
