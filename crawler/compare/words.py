"""The words of findings: plain sentences, with what a site chose made safe and short."""

from crawler.cookies import ANONYMOUS, Identity, JarEntry, Read, StorageType, Walk, Write
from crawler.declared import Consent, DeclaredCookie
from crawler.lifetimes import TOLERANCE, in_words
from crawler.text import printable, shortened

Act = Write | JarEntry

KINDS = {
    StorageType.COOKIE: "cookie",
    StorageType.LOCAL_STORAGE: "local storage item",
    StorageType.SESSION_STORAGE: "session storage item",
    StorageType.INDEXED_DB: "IndexedDB database",
    StorageType.CACHE_STORAGE: "cache of Cache Storage",
}
"""What something is called, by where it is kept."""
ENDLESS = "no end of its own"


def short(text: str, limit: int = 120) -> str:
    """The text with nothing in it that could mislead a reader, and bounded."""
    return shortened(printable(text), limit)


def quoted(name: str) -> str:
    """A cookie's name in quotes; browsers take cookies without one."""
    return f"'{short(name, 80)}'" if name else "without a name"


def cookie(identity: Identity) -> str:
    """The cookie with its domain, or what else it is."""
    return f"{KINDS[identity.type]} {quoted(identity.name)} of {short(identity.host)}"


def domain(entry: DeclaredCookie) -> str:
    """The domain that an entry is declared for."""
    return entry.domain or "the site's own domain"


def on(act: Act | Read) -> str:
    """The page on which something happened."""
    return f"on {short(act.page, 200)}"


def lifetime(seconds: float | None) -> str:
    """A lifetime in words and exactly; None is a session."""
    return "session" if seconds is None else f"{in_words(seconds)} ({seconds:.0f} s)"


def declared_lifetime(entry: DeclaredCookie) -> str:
    """The lifetime that an entry gives, in its own words."""
    return short(entry.lifetime.text) if entry.lifetime else "no lifetime"


def asked(act: Act) -> str:
    """The lifetime that an act asked for, or what was left of it when a cookie was found."""
    if act.identity.type.endless:
        return ENDLESS
    if isinstance(act, Write):
        return f"{'at least ' if act.at_least else ''}{lifetime(act.requested)}"
    if act.expires is None:
        return lifetime(None)
    return f"{lifetime(act.expires - act.seen_at)} left"


def stored(act: Act) -> str:
    """That it was stored: where, by whom, for how long."""
    if isinstance(act, JarEntry):
        return f"was found stored {on(act)} {_length(act)} (its write was not seen)"
    by = f" by {short(act.set_by, 200)}" if act.set_by else ""
    return f"{stands(act)}{by} {_length(act)}{doubted(act)}"


def _length(act: Act) -> str:
    """For how long, behind what is said of an act."""
    if act.identity.type.endless:
        return f"with {ENDLESS}"
    if act.identity.type is StorageType.SESSION_STORAGE:
        return "until its tab is closed"
    if isinstance(act, Write):
        return f"for {'the browser session' if act.requested is None else asked(act)}"
    return "for the browser session" if act.expires is None else f"with {asked(act)}"


def stands(act: Act) -> str:
    """That it is stored on a page, or was to be."""
    in_doubt = isinstance(act, Write) and act.doubt
    return f"{'was to be' if in_doubt else 'is'} stored {on(act)}"


def doubted(act: Act) -> str:
    """Why it is not known whether the browser took it, in brackets; empty where that is known."""
    if not isinstance(act, Write) or not act.doubt:
        return ""
    return f" (it was not found in the browser, but may have been there: {act.doubt})"


def held(act: Act) -> str:
    """That it was stored on a page, as a table shows it."""
    in_doubt = isinstance(act, Write) and act.doubt
    return "set (perhaps not kept)" if in_doubt else "stored"


def differs(requested: float, granted: float) -> bool:
    """Whether the browser kept something else than it was asked for."""
    return abs(requested - granted) > TOLERANCE


def need(entry: DeclaredCookie) -> str:
    """Whether an entry's cookie needs consent, as a table shows it."""
    consent = "consent required" if entry.consent is Consent.REQUIRED else "exempt"
    return f"{entry.category}, {consent}" if entry.category else consent


def why_needed(entry: DeclaredCookie) -> str:
    """Why an entry's cookie is held to need consent."""
    if not entry.consent_stated:
        return "the declaration does not say whether it needs consent, so it is held to need it"
    if entry.category:
        return f"it is declared as {entry.category} and needs consent"
    return "it is declared to need consent"


def summary(entry: DeclaredCookie) -> str:
    """What an entry says, as a table shows it."""
    return f"{need(entry)}, {declared_lifetime(entry)}"


def source(entry: DeclaredCookie) -> str:
    """The place in the policy that an entry comes from, as a sentence behind others."""
    return f" Declared in {short(entry.source, 200)}." if entry.source else ""


def visitor(walk: Walk) -> str:
    """The site, and the role where somebody is logged in."""
    return walk.site if walk.role == ANONYMOUS else f"{walk.site} as {walk.role}"
