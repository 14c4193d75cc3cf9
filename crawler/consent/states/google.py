"""What Google Consent Mode was told by the page, and what it tells Google with each request.

Sources: Google's "Set up consent mode" (the commands ``consent default`` and ``consent update``)
and "Consent mode reference" (``gcs``, ``gcd``). ``google_tag_data.ics`` is where Google's tags keep
it, also where a template of Tag Manager set it; it is not documented, but read by every debugger.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from crawler.consent.states.held import Answer, Held, held

PAGE = "Google Consent Mode"
SENT = "Google Consent Mode, as sent to {host}"
GRANTED, DENIED = "granted", "denied"
# What Google's tags act upon; of the other kinds they only keep account.
KINDS = ("ad_storage", "analytics_storage", "ad_user_data", "ad_personalization")
_GCS = re.compile(r"G1([01-])([01-])\Z")
# Four letters in the order of KINDS, each between digits: "11t1t1t1t5".
_GCD = re.compile(r"\d\d?([a-z])\d([a-z])\d([a-z])\d([a-z])\d[\w-]*\Z", re.IGNORECASE)
_SENT_GRANTED, _SENT_DENIED, _SENT_UPDATED = set("rntv"), set("mpqu"), set("qrmnuv")


def page_state(commands: object, entries: object) -> Held | None:
    """What the page's commands and Google's own tags come to; None where there are none.

    Commands for a region alone may not concern this visitor: they say nothing for certain.
    """
    defaults: dict[str, bool] = {}
    updates: dict[str, bool] = {}
    regional = False
    for command in _objects(commands):
        regional |= command.get("regional") is True
        if command.get("kind") == "update":
            updates |= _settings(command.get("settings"))
        elif command.get("regional") is not True:
            defaults |= _settings(command.get("settings"))
    known, changed = _entries(entries)
    # What Google's tags hold is what came of all commands, regions included.
    state = defaults | updates | known
    if not state and not regional:
        return None
    updated = bool(updates) or changed
    return _state(PAGE, state, updated=updated, doubtful=regional and not known and not updated)


def sent_state(host: str, parameters: Mapping[str, str]) -> Held | None:
    """What a request told of consent; None where it told nothing."""
    source = SENT.format(host=host)
    if match := _GCD.fullmatch(parameters.get("gcd", "")):
        letters = dict(zip(KINDS, (letter.lower() for letter in match.groups()), strict=True))
        state = {
            kind: letter in _SENT_GRANTED
            for kind, letter in letters.items()
            if letter in _SENT_GRANTED | _SENT_DENIED
        }
        return _state(source, state, updated=bool(_SENT_UPDATED & set(letters.values())))
    if match := _GCS.fullmatch(parameters.get("gcs", "")):
        told = zip(KINDS[:2], match.groups(), strict=True)
        state = {kind: flag == "1" for kind, flag in told if flag != "-"}
        return held(source, None, state, complete=False) if state else None
    return None


def _state(
    source: str, state: Mapping[str, bool], *, updated: bool, doubtful: bool = False
) -> Held:
    """Denied from the beginning is no choice; granted from the beginning is consent all the same.

    A site may not tell Google of every choice, so that nothing was told speaks for nothing.
    """
    categories = dict(state)
    if doubtful:
        return Held(source, Answer.UNKNOWN, categories, complete=False)
    if not updated and not any(categories.values()):
        return Held(source, Answer.NONE, categories, complete=False, firm=False)
    found = held(source, updated or None, categories, complete=False)
    return replace(found, firm=found.consents)


def _settings(settings: object) -> dict[str, bool]:
    words = settings if isinstance(settings, dict) else {}
    told = {name: _flag(words.get(name)) for name in KINDS}
    return {name: flag for name, flag in told.items() if flag is not None}


def _entries(entries: object) -> tuple[dict[str, bool], bool]:
    """The state that Google's tags hold, and whether an update made it."""
    found = entries if isinstance(entries, dict) else {}
    known = {name: found[name] for name in KINDS if isinstance(found.get(name), dict)}
    before = _settings({name: entry.get("before") for name, entry in known.items()})
    after = _settings({name: entry.get("after") for name, entry in known.items()})
    return before | after, bool(after)


def _objects(items: object) -> list[dict[str, object]]:
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {GRANTED: True, DENIED: False}.get(value) if isinstance(value, str) else None


def all_sent(signals: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, Held]:
    """The last word of each host that was told anything, by source."""
    told = (sent_state(host, parameters) for host, parameters in signals)
    return {one.source: one for one in told if one}
