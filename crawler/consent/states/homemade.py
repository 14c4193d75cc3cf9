"""What a site's own cookie or stored item says of consent, where name and value leave no doubt.

A name has to speak of consent, and a value has to be a plain word, a list or an object of
categories. What could also mean that the question was shown, closed or answered is left alone.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote

from crawler.consent.states.held import (
    Answer,
    Held,
    held,
    is_necessary,
    plain,
    without_often_on,
)
from crawler.consent.states.plain_words import (
    ACCEPTED,
    ASIDE,
    BARE,
    CATEGORY,
    CHOICE,
    DETAIL,
    FLAGS,
    INVERTED,
    LIST,
    NAME,
    NO,
    OFTEN_ON,
    REFUSED,
    YES,
    flag_of,
    letters,
)

MOST_NESTED = 4
# The beginning of an object with a key, '{"', in base64.
BASE64_OBJECT = "eyJ"
YES_OR_NO = {True: Answer.ACCEPT, False: Answer.REJECT}


def homemade(place: str, name: str, value: str) -> Held | None:
    """What one stored item says; None where it says nothing plain.

    ``place`` is the word for where it stands, such as "cookie".
    """
    text = unquote(unquote(value)).strip().strip("\"'")
    found = next((one for reader in _readers(name) if (one := reader(name, text))), None)
    if found is None:
        return None
    return replace(without_often_on(found), source=_source(place, name), firm=False, name=name)


def unread(place: str, name: str) -> Held:
    """The word of an item whose value says nothing plain."""
    return Held(_source(place, name), Answer.UNKNOWN, firm=False)


def _source(place: str, name: str) -> str:
    return f"the {place} {plain(name)!r}"


def _readers(name: str) -> tuple[Callable[[str, str], Held | None], ...]:
    speaks = NAME.search(name) and not ASIDE.search(name)
    # "cookie_optout" may list what is on, what is off, or what the visitor was asked.
    if INVERTED.search(name):
        return (_by_word,) if speaks else ()
    return (_by_word, _by_json, _by_list) if speaks else (_by_itself,)


def _by_word(name: str, text: str) -> Held | None:
    """A single word, in the light of the name."""
    if OFTEN_ON.search(name):
        return None
    flag = FLAGS.get(text.lower())
    if flag is not None:
        return _by_flag(name, flag, sure=len(text) > 1)
    word = "" if INVERTED.search(name) else letters(text)
    if word in ACCEPTED:
        return Held("", Answer.ACCEPT)
    return Held("", Answer.REJECT) if word in REFUSED else None


def _by_flag(name: str, flag: bool, *, sure: bool) -> Held | None:
    if INVERTED.search(name):
        # "accept_or_decline" is neither.
        plainly = NO.search(name) and not YES.search(INVERTED.sub("", name))
        return Held("", Answer.REJECT) if flag and plainly else None
    if YES.search(name) or CATEGORY.search(name) or (sure and BARE.match(name)):
        return Held("", YES_OR_NO[flag])
    return None


def _by_itself(_: str, text: str) -> Held | None:
    """An object with what is necessary beside what is not is about consent under any name."""
    data = _object(text)
    if isinstance(data, list) or not any(is_necessary(key) for key, _ in _flags(data, MOST_NESTED)):
        return None
    return _by_categories(data)


def _by_json(name: str, text: str) -> Held | None:
    data = _object(text)
    if isinstance(data, list):
        return _by_names(name, data)
    return _by_categories(data) or _by_lists(data) or _by_answer(data) or _of_nothing(data)


def _object(text: str) -> dict[str, object] | list[object]:
    """The value as an object or a list, also in base64; an empty object where it is neither."""
    if text.startswith(BASE64_OBJECT):
        with suppress(ValueError):  # of which a wrong letter, and what is no text, are kinds
            padded = text + "=" * (-len(text) % 4)
            text = base64.b64decode(padded, b"-_", validate=True).decode()
    if text[:1] not in ("{", "["):
        return {}
    try:
        data: dict[str, object] | list[object] = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data


def _by_categories(data: Mapping[str, object]) -> Held | None:
    told = dict(_flags(data, MOST_NESTED))
    grants = {key: flag for key, flag in told.items() if flag is not None}
    if len(grants) < len(told) or not any(map(CATEGORY.match, grants)):
        return None
    found = held("", True, grants)
    return None if _denied(data, found) else found


def _of_nothing(data: Mapping[str, object]) -> Held | None:
    """What needs no consent, granted, and no other category: no consent, and maybe no answer."""
    told = dict(_flags(data, MOST_NESTED))
    nothing = bool(told) and all(is_necessary(key) and flag for key, flag in told.items())
    return Held("", Answer.NONE) if nothing else None


def _denied(data: Mapping[str, object], found: Held) -> bool:
    """Whether a switch such as "optOut" says the opposite of the categories beside it."""
    switches = (
        part
        for key, part in data.items()
        if isinstance(part, bool) and INVERTED.search(key) and "redact" not in key.lower()
    )
    return any(off is found.consents for off in switches)


def _by_lists(data: Mapping[str, object]) -> Held | None:
    """The lists of what was accepted; where they differ, one may be of all that there is."""
    lists = [
        one
        for key, part in data.items()
        if isinstance(part, list) and LIST.search(key) and (one := _by_names(key, part))
    ]
    return lists[0] if lists and all(one == lists[0] for one in lists) else None


def _by_answer(data: Mapping[str, object]) -> Held | None:
    """A single answer under a key such as "status"; where there are several, they may differ.

    Beside the parts of a choice, a yes may only say that there was one.
    """
    found = []
    detailed = any(_is_detail(key, part) for key, part in data.items())
    for key, part in data.items():
        if CHOICE.search(key) and not ASIDE.search(key):
            if isinstance(part, bool) and not detailed:
                found.append(_by_flag(key, part, sure=True))
            elif isinstance(part, str) and part not in FLAGS:
                found.append(_by_word(key, part))
    told = {one.answer: one for one in found if one}
    if len(told) != 1 or (detailed and Answer.ACCEPT in told):
        return None
    return next(iter(told.values()))


def _is_detail(key: str, part: object) -> bool:
    if ASIDE.search(key):
        return False
    inside = isinstance(part, (dict, list)) or (isinstance(part, bool) and not CHOICE.search(key))
    return inside or DETAIL.search(key) is not None or _named(key)


def _flags(data: object, depth: int) -> Iterator[tuple[str, bool | None]]:
    """Consent by category, wherever in the object it stands; None where it may be its opposite."""
    for key, part in data.items() if isinstance(data, dict) and depth else ():
        if INVERTED.search(key):
            # A switch of Google's tags, which says nothing of consent.
            if "redact" not in key.lower() and (_named(key) or any(_flags(part, depth - 1))):
                yield key, None
        elif isinstance(part, dict):
            yield from _inside(key, part, depth - 1)
        elif _named(key) and (flag := flag_of(part)) is not None:
            yield key, flag


def _inside(key: str, part: dict[str, object], depth: int) -> Iterator[tuple[str, bool | None]]:
    """Such as ``{"analytics": {"consent": true}}``, or categories one level down."""
    own = [
        value
        for name, value in part.items()
        if CHOICE.search(name) and not INVERTED.search(name) and isinstance(value, bool)
    ]
    if _named(key) and len(own) == 1:
        yield key, own[0]
    else:
        yield from _flags(part, depth)


def _named(key: str) -> bool:
    return is_necessary(key) or CATEGORY.match(key) is not None


def _by_list(name: str, text: str) -> Held | None:
    """Such as ``analytics:1|marketing:0``, or the categories accepted, one after the other."""
    if _object(text):
        return None
    parts = [one.strip() for one in re.split(r"[|,;&!+]", text) if one.strip()]
    pairs = [re.split(r"[:=]", one, maxsplit=1) for one in parts]
    if len(pairs) > 1 and all(len(pair) == 2 for pair in pairs):
        inverted = any(INVERTED.search(pair[0]) for pair in pairs)
        return None if inverted else _by_categories({pair[0]: pair[1] for pair in pairs})
    return _by_names(name, parts) if len(parts) > 1 or YES.search(name) else None


def _by_names(name: str, names: list[object]) -> Held | None:
    """The categories that were accepted; which others there are is not told."""
    known = [one for one in names if isinstance(one, str) and _named(one)]
    if not names or len(known) < len(names) or INVERTED.search(name):
        return None
    return held("", True, dict.fromkeys(known, True), complete=False, listed=True)
