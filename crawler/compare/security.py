"""Whether a cookie that somebody could be robbed of is kept from thieves."""

import re
from collections.abc import Callable

from crawler.compare import words
from crawler.compare.drafting import Told
from crawler.compare.sightings import Evidence, Seen, Sighting
from crawler.cookies import Identifier, Party, SetHow, Write
from crawler.declared import Category
from crawler.names import NamePattern

# How frameworks call the cookie that holds a session.
_SESSION = re.compile(
    r"(?:^|[._-])(?:s?sid|sess|session|auth|jwt)(?:[._-]|$)|sess(?:ion)?_?id", re.IGNORECASE
)
# Scripts have to read these: the value is sent back in a header, and is no session by itself.
_READ_BY_SCRIPTS = re.compile("csrf|xsrf", re.IGNORECASE)


def insecure(sighting: Sighting) -> Told | None:
    """A session or login cookie without Secure or HttpOnly; SameSite=None without Secure.

    RFC 6265, section 8.3, and RFC 6265bis, section 5.6. What is not known to hold a session is not
    held to be one: it has to be the site's own, set by its server and likely an identifier.
    """
    if not sighting.identity.is_cookie:
        return None
    return _cross_site(sighting) or _session(sighting)


def _cross_site(sighting: Sighting) -> Told | None:
    evidence = [
        Evidence(seen.walk, write) for seen in sighting.seen for write in _first(seen, _open_to_all)
    ]
    if not evidence:
        return None
    message = (
        f"The {words.cookie(sighting.identity)} asks to be sent by all sites (SameSite=None) "
        f"{words.on(evidence[0].act)}, and lacks Secure: browsers refuse it."
    )
    return Told("Secure", "SameSite=None without Secure", message, evidence)


def _session(sighting: Sighting) -> Told | None:
    if not _holds_session(sighting):
        return None
    evidence = [
        Evidence(seen.walk, write) for seen in sighting.seen for write in _first(seen, _unkept)
    ]
    if not evidence:
        return None
    act = evidence[0].act
    lacks = " and ".join(_lacking(act)) if isinstance(act, Write) else ""
    message = (
        f"The {words.cookie(sighting.identity)} {words.stored(act)}, without {lacks}: it likely "
        "holds a visitor's session, which can be stolen that way."
    )
    return Told("Secure and HttpOnly", f"without {lacks}", message, evidence)


def _holds_session(sighting: Sighting) -> bool:
    """Whether it is known well enough that it holds the session of a visitor."""
    name = sighting.identity.name
    own = any(one.cookie.party is Party.FIRST for one in sighting.seen)
    if not own or _READ_BY_SCRIPTS.search(name):
        return False
    if sighting.proof and NamePattern(sighting.proof).matches(name):
        return True
    if not any(one.cookie.identifier is Identifier.LIKELY for one in sighting.seen):
        return False
    category = sighting.match.entry.category if sighting.match else None
    if category not in (None, Category.NECESSARY):
        return False
    return bool(_SESSION.search(name)) or _by_login(sighting) or _until_closed(sighting)


def _by_login(sighting: Sighting) -> bool:
    """Whether the page of the login set it, in every walk that shows it."""
    pages = {one.page for seen in sighting.seen for one in seen.cookie.stored[:1]}
    return bool(sighting.login_page) and pages == {sighting.login_page}


def _until_closed(sighting: Sighting) -> bool:
    """Whether it is declared as necessary and goes with the browser."""
    entry = sighting.match.entry if sighting.match else None
    stored = [one for seen in sighting.seen for one in seen.cookie.stored]
    necessary = entry is not None and entry.category is Category.NECESSARY
    return necessary and all(one.requested is None for one in stored)


def _first(seen: Seen, wanted: Callable[[Write], bool]) -> list[Write]:
    return [one for one in seen.cookie.writes if wanted(one)][:1]


def _open_to_all(write: Write) -> bool:
    asks = write.same_site.lower() == "none" and not write.secure
    return asks and not write.deletes


def _unkept(write: Write) -> bool:
    return write.how is SetHow.HTTP and write.stores and bool(_lacking(write))


def _lacking(write: Write) -> list[str]:
    kept = {"Secure": write.secure, "HttpOnly": write.http_only}
    return [name for name, there in kept.items() if not there]
