"""What an audit does where a part of it gives nothing."""

from pathlib import Path
from typing import cast

import pytest

from crawler.audit import _testified
from crawler.browser import Launch
from crawler.recorder import Recorder
from crawler.walks import NotProven

NOBODY = cast("Recorder", None)
"""Where there is no log, nothing is asked of the recorder."""


@pytest.mark.parametrize(
    ("name", "why"), [("gone.json", "No such file or directory"), ("", "Is a directory")]
)
def test_a_log_that_the_browser_did_not_write_is_not_proven(
    tmp_path: Path, name: str, why: str
) -> None:
    witness, _, gaps = _testified(Launch(netlog=tmp_path / name), (), NOBODY)
    assert witness is None
    assert gaps == (
        NotProven("every change to the cookies", f"the browser's own log could not be read: {why}"),
    )


def test_nothing_is_open_where_no_log_was_asked_for() -> None:
    assert _testified(Launch(), (), NOBODY) == (None, (), ())
