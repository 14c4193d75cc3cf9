"""One act of setting a cookie, put into the words of the audit."""

from collections.abc import Callable
from dataclasses import dataclass

from crawler.cookies import OPAQUE, Identity, SetHow, Write
from crawler.recorder.moments import Moment
from crawler.recorder.values import ValueHash
from crawler.set_cookie import RefusedCookie, SetCookie


@dataclass(frozen=True, slots=True)
class Act:
    """What is known of an act beside the cookie itself.

    ``statement`` gives the text of the act with a hash in the place of the cookie's value.
    ``partition`` is that of the document; what has an opaque one is partitioned unasked (measured,
    Chromium 156).
    """

    how: SetHow
    moment: Moment
    frame: str
    source: str
    statement: Callable[[str], str]
    initiator: tuple[str, ...] = ()
    partition: str = ""
    refused: str = ""
    line: int | None = None
    column: int | None = None


def write_of(read: SetCookie | RefusedCookie, act: Act, hashed: ValueHash) -> Write:
    """The write that an act was; the browser's own reason for a refusal goes before ours."""
    cookie = read.cookie if isinstance(read, RefusedCookie) else read
    reason = str(read.reason) if isinstance(read, RefusedCookie) else ""
    value_hash = hashed(cookie.value)
    partition = act.partition if cookie.partitioned or act.partition == OPAQUE else ""
    return Write(
        identity=Identity(cookie.name, cookie.domain, cookie.path, partition),
        how=act.how,
        at=act.moment.at,
        phase=act.moment.stage.phase,
        page=act.moment.stage.page,
        frame=act.frame,
        source=act.source,
        line=act.line,
        column=act.column,
        initiator=act.initiator,
        statement=act.statement(value_hash),
        value_hash=value_hash,
        requested=cookie.lifetime,
        http_only=cookie.http_only,
        secure=cookie.secure,
        same_site=cookie.same_site,
        refused=act.refused or reason,
    )
