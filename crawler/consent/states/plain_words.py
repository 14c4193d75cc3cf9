"""The words by which a cookie or stored item of a site's own speaks of consent.

Letters alone, in lower case, for values; regular expressions for names.
"""

import re
from collections.abc import Mapping

# A name that speaks of consent; also what of a page's storage is looked at.
NAMES = (
    r"consent|gdpr|rgpd|dsgvo|opt[_.\-]?(in|out)|einwillig|toestemming|samtycke|zgod[ay]"
    r"|(cookie|privacy|tracking|analytics|marketing|ads)s?[_.\-\s]?(bar|banner|notice|law|polic"
    r"|pref|setting|choice|accept|reject|refus|declin|agree|allow|enabl|grant|permission|status"
    r"|categor|control|option|level|decision)"
    r"|(accept|reject|refus|declin|agree|allow|grant)\w*[_.\-\s]?(all[_.\-\s]?)?(cookie|tracking)"
)
# And a value that does so under any name, in JavaScript's spelling.
VALUES = r"(necess|essen[tz]i|requir|mandat)[^]*(analyt|statist|market|advert)"
NAME = re.compile(NAMES, re.IGNORECASE)
# Names that tell of the question, not of the answer.
ASIDE = re.compile(
    r"dismiss|shown|show|seen|view|display|closed|hide|hidden|version|revision|expir|date|time"
    r"|stamp|uuid|user_?id|count|require|need|region|country|lang|answered|responded|asked|applies"
    r"|(set|saved|stored|made|done|submitted|confirmed)$"
    r"|token|hash|session|\bid\b|_id$|url|theme|debug|config|mode$",
    re.IGNORECASE,
)
YES = re.compile(
    r"accept|allow|grant|agree|enabl|given|has_?consent|opt[_.\-]?in|consented", re.IGNORECASE
)
NO = re.compile(
    r"reject|refus|declin|den(y|ied)|disallow|disagree|opt[_.\-]?out|withdr|revok", re.IGNORECASE
)
# Where these stand, a yes is a no, or nobody can tell which of the two it is.
INVERTED = re.compile(
    NO.pattern + r"|disabl|deactiv|desactiv|block|redact|exclud|blacklist|forbid|prohibit|suppress"
    r"|object(ed|ion)|unsubscri|ablehn|abgelehnt|weiger|rechaz|rifiut"
    r"|(?<![a-z])not?[_.\-\s](?!necess|essen|requir)"
    r"|(?-i:(?:^[nN]|(?<=[a-z_])N)ot?(?=[A-Z])(?!Necess|Essen|Requir))",
    re.IGNORECASE,
)
# A name that speaks of what is on anyway; "cookie_preferences" is about all of it.
OFTEN_ON = re.compile(
    r"functional|(?<!non)(?<!no[nt][_.\-\s])(necess|essen[tz]i)|performance|technical|video"
    r"|^preferenc",
    re.IGNORECASE,
)
# A key or name beside which "accepted" may only say that the visitor answered.
DETAIL = re.compile(
    r"categor|purpose|service|vendor|cookies$|prefer|setting|choices|option|consents|permission",
    re.IGNORECASE,
)
# A bare "consent=true" speaks for itself; "cookie_notice=1" may be about the notice.
BARE = re.compile(
    r"([a-z]+[_.\-\s:]?)?consents?([_.\-\s:]?(status|state|value|choice|v?\d+))?$", re.IGNORECASE
)
CATEGORY = re.compile(
    r"\W*_?(analy|statisti|stats|performance|measur|audience|marketing|advert|ads?\b|ads?_"
    r"|target"
    r"|social|preferenc|functional|personali|experience|tracking|third[_.\-\s]?part|profil|media"
    r"|comfort|convenience|external|unclassified|video|embed|publicit|mesure)",
    re.IGNORECASE,
)
# Keys of an object that hold the answer itself, and those that list what was accepted.
CHOICE = re.compile(
    r"(consent|status|state|value|choice|decision|action|level|type|consented|accepted|granted"
    r"|enabled|allowed|given)$",
    re.IGNORECASE,
)
LIST = re.compile(r"categor|accept|allow|grant|consent", re.IGNORECASE)
_ACCEPTED = """
    accept accepted acceptall acceptedall acceptallcookies all allcookies allowed allow allowall
    allowedall granted grant grantall agree agreed consent consented optin full yes y true on
    enabled everything accepte acceptee toutaccepter akzeptiert akzeptieren zugestimmt alle
    aceptado aceptar accettato accetta aceito aceitar geaccepteerd zaakceptowano accepterat
"""
_REFUSED = """
    reject rejected rejectall rejectedall refuse refused refuseall decline declined declineall
    deny denied denyall disagree disagreed none no n false off disabled optout optedout necessary
    necessaryonly onlynecessary strictlynecessary essential essentials essentialonly onlyessential
    essentialsonly required requiredonly onlyrequired technical minimal revoked withdrawn withdraw
    refusee toutrefuser abgelehnt ablehnen rechazado rechazar rifiutato rifiuta recusado recusar
    geweigerd odrzucono nekat avvisat
"""
ACCEPTED, REFUSED = frozenset(_ACCEPTED.split()), frozenset(_REFUSED.split())
FLAGS: Mapping[str, bool] = {
    "true": True,
    "false": False,
    "yes": True,
    "no": False,
    "1": True,
    "0": False,
}


def letters(text: str) -> str:
    """A value's letters in lower case: "Accept-All" is "acceptall"."""
    return re.sub(r"[^a-z]", "", text.lower().replace("é", "e"))


def flag_of(part: object) -> bool | None:
    """Whether a value is a yes or a no; None where it is neither."""
    if isinstance(part, bool):
        return part
    text = str(part) if isinstance(part, (int, str)) else ""
    if (known := FLAGS.get(text.lower())) is not None:
        return known
    word = letters(text)
    return True if word in ACCEPTED else False if word in REFUSED else None
