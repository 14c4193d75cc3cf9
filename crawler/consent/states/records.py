"""What the cookies and stored items of a page say: those of known platforms, then a site's own.

A platform's API may be gone, hidden in a module, or say another thing than what it wrote.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from crawler.consent.states.held import Answer, Held, held, without_often_on
from crawler.consent.states.homemade import homemade, unread
from crawler.consent.states.plain_words import CATEGORY, DETAIL, INVERTED, NAMES, flag_of
from crawler.consent.states.platform_records import FAMILIES, READERS, Record, by_shape


def of_records(records: Iterable[Record]) -> tuple[Held, ...]:
    """What all cookies and stored items of a page say."""
    everything = tuple(records)
    found = [_beside_others(one, everything) for one in everything]
    found += [_together(everything, *family) for family in FAMILIES]
    return tuple(replace(one, written=True) for one in found if one)


def _single(record: Record) -> Held | None:
    for pattern, reader in READERS.items():
        if re.fullmatch(pattern, record.name):
            return reader(record)
    if any(re.fullmatch(pattern, record.name) for _, pattern, _ in FAMILIES):
        return None
    if found := by_shape(record):
        return found
    found = homemade(record.place, record.name, record.value)
    if found is None and record.text.strip() and re.search(NAMES, record.name, re.IGNORECASE):
        # It is still there: what it said before is not taken back by a value nobody can read.
        return unread(record.place, record.name)
    return found


def _beside_others(record: Record, everything: tuple[Record, ...]) -> Held | None:
    """One item's word; a bare yes says nothing where items beside it name the parts of a choice."""
    found = _single(record)
    if found is None or found.firm or found.answer is not Answer.ACCEPT or found.categories:
        return found
    own = _words(record.name)
    others = [one for one in everything if one.name != record.name and own & _words(one.name)]
    parts = [_parts(one) for one in others]
    grants = {name: flag for part in parts if part for name, flag in part.items()}
    unreadable = any(part == {} for part in parts)
    if not grants and not unreadable:
        return found
    granted = without_often_on(held("", True, grants)).answer is Answer.ACCEPT
    return found if granted and not unreadable else replace(found, answer=Answer.UNKNOWN)


def _parts(record: Record) -> dict[str, bool] | None:
    """What an item says of parts of a choice: nothing readable where empty, None where of none."""
    found = homemade(record.place, record.name, record.value)
    if found and found.categories:
        return dict(found.categories)
    match = CATEGORY.search(_apart(record.name))
    flag = flag_of(record.text)
    if match and flag is not None:
        name = _apart(record.name)[match.start() :].strip()
        return {} if INVERTED.search(record.name) else {name: flag}
    return {} if DETAIL.search(record.name) and record.text[:1] in ("{", "[") else None


def _apart(name: str) -> str:
    """The words of "cookieConsentAds" apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _words(name: str) -> set[str]:
    text = _apart(name).lower().replace("cookieconsent", "cookie consent")
    return {one.rstrip("s") for one in re.findall(r"[^\W\d_]{4,}", text)}


def _together(records: Iterable[Record], platform: str, pattern: str, answered: str) -> Held | None:
    """A platform that writes one item for each category, and one that tells of an answer."""
    grants = {
        match[1]: flag
        for one in records
        if (match := re.fullmatch(pattern, one.name)) and (flag := flag_of(one.text)) is not None
    }
    if not grants:
        return None
    chosen = any(re.fullmatch(answered, f"{one.name}={one.text}") for one in records)
    return held(f"{platform}'s own records", chosen, grants)


ANSWERED = r"viewed_cookie_policy|hasConsented|InitialChoice|cmplz_banner"
# Items that name the parts of a choice, beside one with a bare yes.
PARTS = (
    r"cookies?[_.\-\s]?(analy|statist|stats|market|advert|ads?\b|target|functional|performance"
    r"|social|track)"
)
# For a page's own script, which looks through its storage.
LOOKED_AT = "|".join(
    [NAMES, PARTS, *(f"^({one})$" for one in READERS), *(one for _, one, _ in FAMILIES), ANSWERED]
)
