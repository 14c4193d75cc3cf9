"""A site that sets cookies in every way that there is, each declared as data.

``KINDS`` says of each what must be found; ``SITES`` are the pages that follow from that.
"""

from collections import defaultdict

from tests.browsing import ADS, CDN, HOSTS, SHOP
from tests.recorder.seeded import by_headers, by_scripts, special
from tests.recorder.seeded.banner import BANNER
from tests.recorder.seeded.kinds import (
    ADS_FRAME,
    ADS_LATER,
    CALLS,
    CDN_FRAME,
    CROWD,
    FRAMES,
    FROZEN,
    HEAD,
    LATER,
    REFUSED,
    SCRIPTS,
    WINDOWS,
    WORKERS,
    Kind,
    Place,
)
from tests.sites import Handler, Page, Site

KINDS: tuple[Kind, ...] = (*by_headers.KINDS, *by_scripts.KINDS, *special.KINDS)
PAGES = (HEAD, CALLS, WORKERS, FRAMES, WINDOWS, SCRIPTS, FROZEN, REFUSED, LATER)
FRAMED = {
    FRAMES: (ADS_FRAME, CROWD),
    ADS_FRAME: (CDN_FRAME,),
    LATER: (ADS_LATER,),
}


def _document(place: Place) -> Page:
    kinds = [kind for kind in KINDS if kind.place == place]
    body = [kind.html for kind in kinds if kind.html]
    body += [f"<iframe src=https://{host}{path}></iframe>" for host, path in FRAMED.get(place, ())]
    banner = BANNER if place[0] == SHOP else ""
    lines = [line for kind in kinds for line in kind.document_lines]
    return Page("<body>" + "\n".join([*body, banner]), lines)


def _sites() -> tuple[Site, ...]:
    pages: defaultdict[str, dict[str, Page | Handler]] = defaultdict(dict)
    for kind in KINDS:
        for (host, path), answer in kind.answers.items():
            pages[host][path] = answer
    for host, path in {kind.place for kind in KINDS}:
        pages[host].setdefault(path, _document((host, path)))
    pages[SHOP]["/"] = Page("<body>" + BANNER)
    return tuple(Site(host, pages[host]) for host in (SHOP, ADS, CDN, *HOSTS) if pages[host])


SITES = _sites()
PATHS = ("/", *(path for _, path in PAGES))
