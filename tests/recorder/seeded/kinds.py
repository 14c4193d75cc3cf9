"""What a kind of write is: how it is set, and what must be found of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from crawler.cookies import Identity, SetHow
from tests.browsing import ADS, CDN, SHOP
from tests.sites import Handler, Page

CROSS = "SameSite=None; Secure"
SITE = f"https://{SHOP}"
JS, CSS, GIF, FONT = "text/javascript", "text/css", "image/gif", "font/woff"
#: Where it stands: a page of the shop, or a document of another site that a page frames.
Place = tuple[str, str]
CALLS, FRAMES, SCRIPTS, REFUSED = (
    (SHOP, f"/{one}") for one in ("calls", "frames", "scripts", "no")
)
HEAD, WORKERS, WINDOWS, LATER = ((SHOP, f"/{one}") for one in ("head", "workers", "open", "later"))
FROZEN, CROWD = (SHOP, "/frozen"), (CDN, "/crowd")
ADS_FRAME, ADS_LATER, CDN_FRAME = (ADS, "/frame"), (ADS, "/later-frame"), (CDN, "/nested")


@dataclass(frozen=True, slots=True)
class Act:
    """One expected act: the lifetime that it asks for in seconds, and why it is refused."""

    requested: float | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of write. ``html`` stands in the document at ``place``.

    ``answers`` are what it needs of servers beside that. ``untold`` says that no DevTools session
    is sure to tell of it (see the docs): only the browser's own log knows what it asked for.
    """

    identity: Identity
    how: SetHow
    acts: tuple[Act, ...]
    place: Place
    html: str = ""
    answers: Mapping[Place, Page | Handler] = field(default_factory=dict)
    document_lines: tuple[str, ...] = ()
    untold: bool = False

    @property
    def name(self) -> str:
        return self.identity.name

    @property
    def stored(self) -> bool:
        kept = (act.requested for act in self.acts if not act.refused)
        return any(lifetime is None or lifetime > 0 for lifetime in kept)


def age_of(name: str) -> int:
    """A lifetime of the name's own, in seconds."""
    return 1000 + crc32(name.encode()) % 9000


def line_of(name: str, host: str = SHOP, attributes: str = "") -> str:
    """A line that asks for ``age_of(name)``; another site's is for use across sites."""
    given = f"{name}=v; Max-Age={age_of(name)}; Path=/"
    return "; ".join(filter(None, (given, CROSS if host != SHOP else "", attributes)))


def js(source: str) -> str:
    """A script of its own, so that a failure stops no other kind."""
    return f"<script>{{{source}}}</script>"


def by_header(
    name: str,
    html: str,
    place: Place = CALLS,
    *,
    host: str = SHOP,
    line: str = "",
    answer: Page | None = None,
    media: str = "text/html",
    more: Mapping[Place, Page | Handler] | None = None,
    untold: bool = False,
) -> Kind:
    """Set by the answer to ``URL`` in the HTML, which is ``/name`` of the host."""
    page = answer or Page("x", content_type=media)
    lines = [*page.set_cookie, line or line_of(name, host)]
    page = Page(page.html, lines, page.headers, page.status, page.content_type)
    return Kind(
        Identity(name, host),
        SetHow.HTTP,
        (Act(age_of(name)),),
        place,
        re.sub(r"\bURL\b", f"https://{host}/{name}", html),
        {(host, f"/{name}"): page, **(more or {})},
        untold=untold,
    )


def by_script(name: str, source: str, place: Place = SCRIPTS, attributes: str = "") -> Kind:
    """Set by ``document.cookie``; LINE in the source is the line as a literal."""
    line = json.dumps(line_of(name, place[0], attributes))
    html = source.replace("LINE", line)
    html = html if html.startswith("<") else js(html)
    return Kind(Identity(name, place[0]), SetHow.SCRIPT, (Act(age_of(name)),), place, html)


def by_store(name: str, source: str, place: Place = SCRIPTS) -> Kind:
    """Set by ``cookieStore``; GIVEN in the source is what it is given."""
    same_site = ", sameSite: 'none'" if place[0] != SHOP else ""
    ends = f"Date.now() + {age_of(name)}e3"
    given = f"{{name: '{name}', value: 'v', expires: {ends}{same_site}}}"
    html = source.replace("GIVEN", given)
    html = html if html.startswith("<") else js(html)
    return Kind(Identity(name, place[0]), SetHow.COOKIE_STORE, (Act(age_of(name)),), place, html)
