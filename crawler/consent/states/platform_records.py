"""One cookie or stored item of a page, and how the known platforms' ones are read.

The shapes are those of the platforms' documentation and, where tests run them, of the platforms.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from crawler.consent.states.held import Answer, Held, held, plain, without_often_on
from crawler.consent.states.homemade import homemade
from crawler.consent.states.iab import tc_string
from crawler.consent.states.plain_words import CATEGORY

Reader = Callable[["Record"], Held | None]
LISTS = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One cookie or stored item; ``place`` is the word for where it stands."""

    place: str
    name: str
    value: str

    @property
    def text(self) -> str:
        """The value as it was before it was put into a cookie."""
        return unquote(self.value)

    @property
    def data(self) -> Mapping[str, object]:
        """The value as a JSON object; empty where it is none."""
        for text in (self.text, unquote(self.text)):
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(found, dict):
                return found
        return {}

    def says(self, platform: str, answered: bool | None, grants: Mapping[str, object]) -> Held:
        """A platform's record with consent by category."""
        return held(self._source(platform), answered, _booleans(grants))

    def mixes(self, platform: str, answered: bool | None, grants: Mapping[str, object]) -> Held:
        """The same where what needs no consent may be among them, under any name."""
        found = self.says(platform, answered, grants)
        doubtful = found.answer is Answer.PARTIAL
        return replace(found, answer=Answer.UNKNOWN) if doubtful else found

    def lists(self, platform: str, names: object) -> Held | None:
        """A platform's record of what was accepted, which names nothing else."""
        if not isinstance(names, list):
            return None
        grants = {one: True for one in names[:LISTS] if isinstance(one, str)}
        found = held(self._source(platform), True, grants, complete=False, listed=True)
        # What needs no consent has any name that the site gave it.
        known = all(map(CATEGORY.match, found.categories))
        return without_often_on(found) if known else replace(found, answer=Answer.UNKNOWN)

    def answers(self, platform: str, answer: Answer) -> Held:
        """A platform's record of a choice without categories."""
        return Held(self._source(platform), answer)

    def _source(self, platform: str) -> str:
        return f"{platform}'s {self.place} {plain(self.name)!r}"


def _tarteaucitron(record: Record) -> Held | None:
    words = dict(re.findall(r"!([^=!]+)=([^=!]*)", record.text))
    if not words:
        return None
    answered = all(word in ("true", "false") for word in words.values())
    return record.mixes(
        "tarteaucitron", answered, {key: word == "true" for key, word in words.items()}
    )


def _osano(record: Record) -> Held | None:
    answers = {"allow": Answer.ACCEPT, "deny": Answer.REJECT}
    # "dismiss" is "got it": what that is depends on what the notice said.
    return record.answers("Osano Cookie Consent", answers.get(record.text, Answer.UNKNOWN))


def _cookiebot(record: Record) -> Held | None:
    grants = {key: word == "true" for key, word in re.findall(r"(\w+):(true|false)\b", record.text)}
    answered = None if "method:'implied'" in record.text else True
    return record.says("Cookiebot", answered, grants) if grants else None


def _onetrust(record: Record) -> Held | None:
    match = re.search(r"(?:^|&)groups=([^&]*)", record.text)
    pairs = re.findall(r"([^,:]+):([01])", unquote(match[1])) if match else []
    grants = {name: flag == "1" for name, flag in pairs if name not in ("C0001", "1")}
    found = record.says("OneTrust", None, grants)
    # Which groups are always on is known to its script alone, and it writes this before a choice.
    doubtful = found.answer is Answer.PARTIAL
    answer = Answer.UNKNOWN if doubtful or found.answer is Answer.REJECT else found.answer
    return replace(found, answer=answer, firm=False) if grants else None


def _sourcepoint(record: Record) -> Held | None:
    gdpr = record.data.get("gdpr")
    status = gdpr.get("consentStatus") if isinstance(gdpr, dict) else None
    if not isinstance(status, dict) or status.get("hasConsentData") is not True:
        return None
    if status.get("consentedAll") is True:
        return record.answers("Sourcepoint", Answer.ACCEPT)
    refused = status.get("rejectedAll") is True or status.get("consentedToAny") is False
    return record.answers("Sourcepoint", Answer.REJECT if refused else Answer.PARTIAL)


def _usercentrics(record: Record) -> Held | None:
    """Version 2 keeps a list of services, version 3 an object of them."""
    data: object = record.data
    if isinstance(data, dict) and isinstance(data.get("consent"), dict):
        data = data["consent"]
    services = data.get("services") if isinstance(data, dict) else None
    if isinstance(services, dict):
        services = [one for one in services.values() if isinstance(one, dict)]
    grants: dict[str, object] = {}
    for one in services[:LISTS] if isinstance(services, list) else ():
        if isinstance(one, dict) and one.get("essential") is not True:
            grants[str(one.get("name") or one.get("id"))] = one.get("consent", one.get("status"))
    # Both are written before the visitor answers, too.
    return replace(record.says("Usercentrics", None, grants), firm=False) if grants else None


def _axeptio(record: Record) -> Held | None:
    answered = record.data.get("$$completed") is True
    grants = {key: flag for key, flag in record.data.items() if not key.startswith("$")}
    return record.says("Axeptio", answered, grants) if grants else None


def _iubenda(record: Record) -> Held | None:
    purposes = record.data.get("purposes")
    if isinstance(purposes, dict):
        grants = {f"purpose {key}": flag for key, flag in purposes.items() if key != "1"}
        return record.says("iubenda", True, grants)
    consent = record.data.get("consent")
    if not isinstance(consent, bool):
        return None
    return record.answers("iubenda", Answer.ACCEPT if consent else Answer.REJECT)


def _cookieyes(record: Record) -> Held | None:
    words = dict(re.findall(r"([\w-]+):([^,]*)", record.text))
    aside = {"consentid", "consent", "action", "lastRenewedDate", "necessary"}
    grants = {key: word == "yes" for key, word in words.items() if key not in aside}
    return record.says("CookieYes", words.get("action") == "yes", grants) if grants else None


def _borlabs(record: Record) -> Held | None:
    consents = record.data.get("consents")
    if not isinstance(consents, dict):
        return None
    return record.lists("Borlabs Cookie", [key for key, services in consents.items() if services])


def _cookiescript(record: Record) -> Held | None:
    action = record.data.get("action")
    if action == "reject":
        return record.answers("CookieScript", Answer.REJECT)
    return record.says("CookieScript", True, {"cookies": True}) if action == "accept" else None


def _civic(record: Record) -> Held | None:
    choices = record.data.get("optionalCookies")
    if not isinstance(choices, dict):
        return None
    # "legitimate interest" and the like are no answer of the visitor's.
    words = {"accepted": True, "revoked": False}
    told = {key: word for key, word in choices.items() if isinstance(word, str)}
    grants = {key: words[word] for key, word in told.items() if word in words}
    return record.says("Civic Cookie Control", record.data.get("interactedWith") is True, grants)


def _trustarc(record: Record) -> Held | None:
    match = re.match(r"(?:permit )?([\d,]*)", record.text)
    numbers = re.findall(r"\d+", match[1]) if match else []
    # 0 is what is required ("permit" begins with 1).
    own = {"1"} if record.name == "cmapi_cookie_privacy" else {"0"}
    grants = {f"category {one}": True for one in numbers if one not in own}
    if not numbers:
        return None
    source = f"TrustArc's {record.place} {record.name!r}"
    return held(source, True, grants, complete=False, listed=True)


def _lists(platform: str, *keys: str) -> Reader:
    """Of the platforms that write which categories were accepted."""

    def read(record: Record) -> Held | None:
        found = (record.lists(platform, record.data.get(key)) for key in keys)
        return next((one for one in found if one), None)

    return read


def _flags(platform: str) -> Reader:
    """Of the platforms that write an object of services with true or false."""

    def read(record: Record) -> Held | None:
        grants = _booleans(record.data)
        return record.mixes(platform, True, grants) if grants else None

    return read


def _c15t(record: Record) -> Held | None:
    consents = record.data.get("consents")
    # All categories that there are stand in it, also those that the site never asks for.
    if not isinstance(consents, dict):
        return None
    return record.mixes("c15t", isinstance(record.data.get("consentInfo"), dict), consents)


def by_shape(record: Record) -> Held | None:
    """vanilla-cookieconsent's record, whose name a site may choose; None where it is none."""
    keys = record.data.keys()
    if "rfc_cookie" in keys or keys >= {"consentId", "consentTimestamp"}:
        return _lists("vanilla-cookieconsent", "categories", "level")(record)
    return None


def _tc(record: Record) -> Held | None:
    return tc_string(f"the TC string in the {record.place} {plain(record.name)!r}", record.text)


def _web_toffee(record: Record) -> Held | None:
    try:
        decoded = base64.b64decode(record.text, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return _flags("CookieLawInfo")(replace(record, value=decoded))


def _booleans(grants: Mapping[str, object]) -> dict[str, bool]:
    return {key: flag for key, flag in list(grants.items())[:LISTS] if isinstance(flag, bool)}


READERS: Mapping[str, Reader] = {
    r"tarteaucitron": _tarteaucitron,
    r"klaro": _flags("Klaro"),
    r"cc_cookie": _lists("vanilla-cookieconsent", "categories", "level"),
    r"orejime|eu-consent": _flags("Orejime"),
    r"cookieconsent_status": _osano,
    r"CookieConsent": lambda record: (
        _cookiebot(record) or homemade(record.place, record.name, record.value)
    ),
    r"OptanonConsent": _onetrust,
    r"_sp_user_consent_\d+": _sourcepoint,
    r"uc_settings|ucData": _usercentrics,
    r"axeptio_cookies": _axeptio,
    r"_iub_cs-\d+": _iubenda,
    r"cookieyes-consent": _cookieyes,
    r"borlabs-cookie": _borlabs,
    r"CookieScriptConsent": _cookiescript,
    r"CookieControl": _civic,
    r"c15t": _c15t,
    r"notice_gdpr_prefs|notice_preferences|cmapi_cookie_privacy": _trustarc,
    r"CookieLawInfoConsent": _web_toffee,
    r"euconsent-v2|IABTCF_TCString|didomi_tcstring": _tc,
    # Dates, numbers of visitors, and what holds the choice in a form of its own.
    r"OptanonAlertBoxClosed|didomi_token|osano_consentmanager\w*|addtl_consent": lambda _: None,
}
# Platform, its items with the category as the one group, and what tells that the visitor answered.
FAMILIES = (
    (
        "Complianz",
        r"cmplz_(?!functional)(preferences|statistics|statistics-anonymous|marketing)",
        r"cmplz_banner-status=dismissed",
    ),
    ("CookieLawInfo", r"cookielawinfo-checkbox-(.+)", r"viewed_cookie_policy=.+"),
    ("Silktide", r"stcm(?:\.\w+)?\.consent\.(.+)", r"stcm(?:\.\w+)?\.hasConsented=.+"),
    ("Silktide", r"silktideCookieChoice_(.+)", r"silktideCookieBanner_InitialChoice.*"),
    ("Cookie Notice", r"(cookie_notice_accepted)", r"cookie_notice_accepted=.+"),
)
