"""What banners and their buttons say, as patterns for the finder in the page.

JavaScript regular expressions without flags. ``SUBJECT`` reads lower-cased text, ``LABELS`` the
clauses of ``labels.js``.
"""

from dataclasses import fields

from crawler.consent.languages import LANGUAGES, Language

SUBJECT = (
    r"cookie|traceur|traqueur|\bgdpr\b|\brgpd\b|\bdsgvo\b|ciastecz|kakor|tracker|tracking"
    r"|datenschutz-?einstellung|privacy (choices|settings|preferences)|your privacy"
    r"|(respect|protect).{0,30}privacy|vie priv[ée]e|privacidad|privacidade|integritet"
    r"|(consent|einwilligung|zustimmung|zustimmen|consenso|consentim|zgod|samtyck|toestemming)"
    r".{0,120}(partner|data|donn[ée]es|daten|dati\b|datos|dados|gegevens|dane|danych|uppgift|advert"
    r"|analy|personal|technolog|purpose|werbung|pub)"
    r"|(partner|data|donn[ée]es|daten|dati\b|datos|dados|gegevens|dane|danych|uppgift|advert|analy"
    r"|personal|technolog|werbung).{0,120}"
    r"(consent|einwilligung|zustimm|consenso|consentim|zgod|samtyck|toestemming)"
    r"|(collect|process|use|traitons|collectons|utilisons|verarbeiten|nutzen|tratamos|trattiamo)"
    r".{0,40}(personal|information|donn[ée]es|daten|datos|dati\b|dados)"
    r"|consent (choices|settings|preferences|management|manager)"
    # One word each for banners in other languages, which are then seen though not operated.
    r"|куки|бисквит|クッキー|쿠키|evästee|informasjonskapsler|piškot|kolačić|çerez|süti|küpsis"
    r"|sīkdat|slapuk|עוגיות|ملفات تعريف الارتباط|คุกกี้"
)


def _words(concept: str) -> str:
    """What all languages call a concept."""
    return "|".join(getattr(language, concept) for language in LANGUAGES)


# "Not necessary", "nicht nur notwendige": optional, and no refusal.
_UNNECESSARY = (
    rf"\b(?:{_words('negation')}|{_words('without')})[ -]+"
    rf"(?:(?:{_words('only')}|stri[ck]t|estri[ck]t|unbedingt|zwingend|absolut|techni)\w*[ -]+)?"
    rf"(?:{_words('necessary')}|{_words('functional')})\w*"
)
_HARMLESS = f"{_words('courtesy')}|{_words('everything')}"
# Most labels of a page say none of these, which is soon told.
_DECISIVE = (
    *("accept", "refuse", "consent", "necessary", "functional", "manage", "settings", "chosen"),
    *("save", "pay", "yes", "no", "understood"),
)
LABELS = {
    **{field.name: rf"\b(?:{_words(field.name)})" for field in fields(Language)},
    "joint": rf" (?:{_words('joint')}) ",
    "yes": rf"^(?:{_words('yes')})(?: (?:\w+ )?(?:{_HARMLESS}).*)?$",
    "no": rf"^(?:{_words('no')})(?: (?:{_words('courtesy')}).*)?$",
    "understood": rf"^(?:(?:{_words('yes')}) )?(?:{_words('understood')})$",
    "harmless": rf"^(?:\w+ )?(?:{_HARMLESS})",
    "decisive": rf"\b(?:{'|'.join(map(_words, _DECISIVE))})",
    "unnecessary": _UNNECESSARY,
    "unaccepting": rf"\b(?:{_words('without')})(?: \w{{1,4}}){{0,2}} (?:{_words('accept')})",
    "not_all": rf"\b(?:{_words('negation')}) (?:{_words('everything')})",
}
