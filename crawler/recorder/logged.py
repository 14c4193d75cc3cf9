"""Writes that no DevTools session told of, read from the browser's own log."""

import re
from collections.abc import Iterator
from functools import partial

from crawler.cookie_date import cookie_date
from crawler.cookies import OPAQUE, Phase, SetHow, Write
from crawler.netlog import Response
from crawler.recorder.acts import Act, write_of
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.statements import redacted
from crawler.recorder.values import ValueHash
from crawler.set_cookie import read_set_cookie

UNKNOWN = Stage("", Phase.BEFORE)
_TOP_LEVEL_SITE = re.compile(r"https?://[^/\s]+")


def logged_writes(response: Response, hashed: ValueHash) -> Iterator[Write]:
    """What the lines of a response ask for. The log knows neither page, nor phase, nor frame."""
    now = cookie_date(response.date) or response.at
    for line in response.lines:
        act = Act(
            SetHow.HTTP,
            Moment(response.at, UNKNOWN),
            frame="",
            source=response.url,
            statement=partial(_statement, line.decode("utf-8", "replace")),
            partition=_partition(response.top),
        )
        yield write_of(read_set_cookie(line, response.url, now), act, hashed)


def _partition(top: str) -> str:
    site = _TOP_LEVEL_SITE.match(top)
    return top if top == OPAQUE else site[0] if site else ""


def _statement(line: str, value_hash: str) -> str:
    return f"Set-Cookie: {redacted(line, value_hash)}"
