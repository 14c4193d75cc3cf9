"""What the cookies and stored items of a page say: those of known platforms, then a site's own.

A platform's API may be gone, hidden in a module, or say another thing than what it wrote.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from crawler.consent.states.held import Held, held
from crawler.consent.states.homemade import homemade
from crawler.consent.states.plain_words import NAMES, flag_of
from crawler.consent.states.platform_records import FAMILIES, READERS, Record


def of_records(records: Iterable[Record]) -> tuple[Held, ...]:
    """What all cookies and stored items of a page say."""
    everything = tuple(records)
    found = [_single(one) for one in everything]
    found += [_together(everything, *family) for family in FAMILIES]
    return tuple(replace(one, written=True) for one in found if one)


def _single(record: Record) -> Held | None:
    for pattern, reader in READERS.items():
        if re.fullmatch(pattern, record.name):
            return reader(record)
    if any(re.fullmatch(pattern, record.name) for _, pattern, _ in FAMILIES):
        return None
    return homemade(record.place, record.name, record.value)


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
# For a page's own script, which looks through its storage.
LOOKED_AT = "|".join(
    [NAMES, *(f"^({one})$" for one in READERS), *(one for _, one, _ in FAMILIES), ANSWERED]
)
