"""What the IAB's APIs and strings hold: TCF, GPP, US Privacy.

Sources: "CMP API v2" (``getTCData``, ``addEventListener``, ``eventStatus``), "Global Privacy
Platform: CMP API" (``ping``), "US Privacy String" (the third letter: opted out of sale).
"""

import re
from collections.abc import Mapping

from crawler.consent.states.held import Answer, Held
from crawler.consent.states.tc_string import TcString, UnreadableError, decoded

TCF, GPP, US_PRIVACY = "IAB TCF", "IAB GPP", "IAB US Privacy"
# The user sees the question now; where nothing is granted, nobody has answered yet.
ASKING = "cmpuishown"
# The user has just answered; or nothing needs to be asked, as on later pages.
ANSWERED, LOADED = "useractioncomplete", "tcloaded"
NO_DISCLOSURE = "its string has no segment with the vendors disclosed"


def tcf_api(answer: Mapping[str, object]) -> Held | None:
    """What ``__tcfapi`` told; empty where it never called back, None where TCF does not apply."""
    if not answer:
        return Held(TCF, Answer.UNKNOWN, note="it did not answer")
    if answer.get("applies") is not True:
        return None
    string = answer.get("string")
    told = tc_string(TCF, string) if isinstance(string, str) and string else _stringless(answer)
    purposes = answer.get("purposes")
    numbers = [str(one) for one in purposes] if isinstance(purposes, list) else []
    said = {f"purpose {one}": True for one in numbers if re.fullmatch(r"[0-9]{1,2}", one)}
    if said and not told.granted:
        # What the API hands to scripts is consent, whatever the string beside it says.
        return Held(TCF, Answer.PARTIAL, said, complete=False)
    if told.answer is Answer.REJECT and answer.get("status") == ASKING:
        return Held(TCF, Answer.NONE)
    return told


def _stringless(answer: Mapping[str, object]) -> Held:
    """What an API without a string says of purposes that nobody granted."""
    if answer.get("status") == ANSWERED:
        return Held(TCF, Answer.REJECT, {"all purposes": False})
    return Held(TCF, Answer.UNKNOWN if answer.get("status") == LOADED else Answer.NONE)


def tc_string(source: str, text: str) -> Held:
    """What a TC string says; unknown where it cannot be decoded."""
    try:
        string = decoded(text)
    except UnreadableError:
        return Held(source, Answer.UNKNOWN, note="its string cannot be read")
    if not string.consents:
        return Held(source, Answer.REJECT, {"all purposes": False}, note=_remark(string))
    answer = Answer.ACCEPT if string.everything else Answer.PARTIAL
    # Which purposes were asked for is not in the string, so a missing one was not refused.
    return Held(source, answer, _categories(string), complete=False, note=_remark(string))


def gpp(answer: Mapping[str, object]) -> Held | None:
    """What ``__gpp`` told: the EU's section is a TC string; opt-outs of the US say too little."""
    text = answer.get("string")
    for section in text.split("~")[1:] if isinstance(text, str) else ():
        if re.match(r"C[\w-]{20}", section):
            return tc_string(GPP, section)
    return None


def us_privacy(answer: Mapping[str, object]) -> Held | None:
    """What ``__uspapi`` told: an opt-out is a refusal; its absence is no consent."""
    text = answer.get("string")
    if not isinstance(text, str) or not re.fullmatch(r"1[YN-]{3}", text, re.IGNORECASE):
        return None
    if text[2].upper() == "Y":
        return Held(US_PRIVACY, Answer.REJECT, {"sale of data": False})
    return Held(US_PRIVACY, Answer.UNKNOWN)


def _categories(string: TcString) -> dict[str, bool]:
    found = {f"purpose {one}": True for one in sorted(string.purposes)}
    found |= {f"special feature {one}": True for one in sorted(string.special_features)}
    found |= {f"the publisher's purpose {one}": True for one in sorted(string.publisher_purposes)}
    if string.vendors:
        found[f"{len(string.vendors)} vendors"] = True
    return found


def _remark(string: TcString) -> str:
    remarks = []
    if string.legitimate_interests:
        purposes = ", ".join(map(str, sorted(string.legitimate_interests)))
        remarks.append(f"legitimate interest is still claimed for purposes {purposes}")
    if string.disclosed is None:
        remarks.append(NO_DISCLOSURE)
    return "; ".join(remarks)
