"""The date of a policy's version, as it says it: "last updated 5 April 2023"."""

import re
from collections.abc import Iterator
from datetime import date

from crawler.policy.document import PolicyDocument
from crawler.policy.words import plain

_MONTHS = (
    "january janvier januar enero gennaio janeiro januari jan janv ene gen jaen janner",
    "february fevrier februar febrero febbraio fevereiro februari feb fev fevr",
    "march mars marz marzo marco maart mar mrz mrt",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio maio mei mag",
    "june juin juni junio giugno junho jun giu",
    "july juillet juli julio luglio julho jul juil lug",
    "august aout agosto augustus aug ago",
    "september septembre septiembre settembre setembro sep sept set",
    "october octobre oktober octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december decembre dezember diciembre dicembre dezembro dec dez dic",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_CUE = re.compile(
    r"\b(?:updated?|last (?:revised|modified|changed)|revision|version|effective|in force|as of"
    r"|mise? a jour|derniere modification|modifie le|en vigueur|stand|aktualisiert|geandert|fassung"
    r"|actualizad[oa]|actualizacion|vigente|ultima (?:modifica\w*|revision|actualizacion"
    r"|atualizacao)"
    r"|aggiornat[oa]|aggiornamento|ultimo aggiornamento|atualizad[oa]|atualizacao"
    r"|bijgewerkt|gewijzigd|laatste wijziging|laatst)\b"
)
_ISO = re.compile(r"\b(\d{4}) (\d{2}) (\d{2})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º|°|o)?\s*(?:de |di |of )?([a-z]{3,10})\.?,?\s*(?:de |del "
    r"|di |of )?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")


def dates_of(document: PolicyDocument) -> tuple[date, ...]:
    """The dates of its version that a policy gives, each once. Ambiguous ones are left out."""
    found = (
        one for block in document.blocks if len(block.text) < 400 for one in dates_in(block.text)
    )
    return tuple(dict.fromkeys(found))


def dates_in(text: str) -> Iterator[date]:
    """The dates that stand shortly behind words such as "updated"."""
    words = plain(text)
    for cue in _CUE.finditer(words):
        behind = words[cue.end() : cue.end() + 45]
        for read in (_iso(behind), _named(behind), _numbers(behind)):
            if read is not None:
                yield read
                break


def _iso(words: str) -> date | None:
    found = _ISO.search(words)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _named(words: str) -> date | None:
    if (found := _DAY_FIRST.search(words)) and found[2] in _MONTH:
        return _date(int(found[3]), _MONTH[found[2]], int(found[1]))
    if (found := _MONTH_FIRST.search(words)) and found[1] in _MONTH:
        return _date(int(found[3]), _MONTH[found[1]], int(found[2]))
    return None


def _numbers(words: str) -> date | None:
    """A date such as 25/04/2023; one whose day and month could be exchanged is not read."""
    found = _NUMBERS.search(words)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first > 12 or first == second or "." in found[0]:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
