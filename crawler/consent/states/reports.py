"""What the APIs of consent platforms told: ``apis.js`` asks them, this checks what came."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.consent.states.held import Answer, Held, held

USERCENTRICS = "Usercentrics"
# A page can make the script say anything, but in no other name.
PLATFORMS = frozenset(
    (
        "Axeptio",
        "c15t",
        "Civic Cookie Control",
        "consentmanager",
        "Cookiebot",
        "CookieFirst",
        "CookieScript",
        "CookieYes",
        "Didomi",
        "iubenda",
        "Klaro",
        "OneTrust",
        "Orejime",
        "Osano",
        "tarteaucitron",
        "Termly",
        "Transcend",
        "Usercentrics",
        "vanilla-cookieconsent",
    )
)
MOST_SOURCES = 50


def of_apis(found: object) -> Iterator[Held]:
    """The words of all platforms that a page has; what is not of the right shape is left out."""
    for told in found[:MOST_SOURCES] if isinstance(found, list) else ():
        if one := _held(told):
            yield one


def usercentrics(answer: dict[str, object]) -> Held | None:
    """Usercentrics 3, which answers by a promise."""
    return _held({**answer, "source": USERCENTRICS}) if answer else None


def _held(told: object) -> Held | None:
    if not isinstance(told, dict):
        return None
    source, answered, grants = (told.get(key) for key in ("source", "answered", "grants"))
    if not isinstance(source, str) or source not in PLATFORMS or not isinstance(grants, dict):
        return None
    flags = {str(key): flag for key, flag in grants.items() if isinstance(flag, bool)}
    known = answered if isinstance(answered, bool) else None
    complete, listed = told.get("complete") is not False, told.get("listed") is True
    one = held(source, known, flags, complete=complete, listed=listed)
    # What needs no consent may be among the categories, under a number.
    doubtful = told.get("mixed") is True and one.answer is Answer.PARTIAL
    return replace(one, answer=Answer.UNKNOWN) if doubtful else one
