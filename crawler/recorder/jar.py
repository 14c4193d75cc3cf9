"""The browser's jar of cookies, put into the words of the audit."""

from crawler.cookies import JarEntry
from crawler.devtools import Params
from crawler.recorder.headers import identity_of
from crawler.recorder.moments import Moment
from crawler.recorder.values import ValueHash


def jar_entry(cookie: Params, moment: Moment, hashed: ValueHash) -> JarEntry:
    """A cookie as DevTools tell it, seen at that moment."""
    return JarEntry(
        identity=identity_of(cookie),
        expires=None if cookie["session"] else cookie["expires"],
        seen_at=moment.at,
        page=moment.stage.page,
        phase=moment.stage.phase,
        http_only=cookie["httpOnly"],
        secure=cookie["secure"],
        same_site=cookie.get("sameSite", ""),
        value_hash=hashed(cookie["value"]),
    )
