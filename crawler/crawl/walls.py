"""Pages that ask whether the visitor is human instead of showing what was asked for.

A page with a captcha in one of its forms is none: a wall has little else on it. What each make of
wall shows is read from its own pages and documentation.
"""

import re
import unicodedata
from collections.abc import Mapping

from crawler.crawl.looks import PageLook

# What a wall may hold beside its question.
MOST_TEXT, MOST_LINKS = 1200, 12
LITTLE_TEXT = 600
# A page of one of these makes is a wall wherever its element stands.
ALWAYS = {
    "datadome": "DataDome",
    "perimeterx": "HUMAN (PerimeterX)",
    "incapsula": "Imperva (Incapsula)",
    "awswaf": "AWS WAF",
}
_HEADERS = (
    ("cf-mitigated", re.compile("challenge"), "Cloudflare"),
    ("x-amzn-waf-action", re.compile("captcha|challenge"), "AWS WAF"),
)
_TEXTS = (
    (re.compile(r"(?=.*access denied)(?=.*reference\s*#)(?=.*permission to access)"), "Akamai"),
    (re.compile(r"incapsula incident id|powered by imperva"), "Imperva (Incapsula)"),
    (re.compile(r"attention required! \| cloudflare|performance (and|&) security by cloudflare"
                r"|cloudflare ray id"), "Cloudflare"),
    (re.compile(r"press (and|&) hold.{0,80}(human|bot)"), "HUMAN (PerimeterX)"),
)  # fmt: skip
# Titles that stand on nothing else.
_WAITING = re.compile(
    r"^(just a moment|nur einen moment|un instant|un momento|um momento|een moment|chwile|"
    r"ett ogonblick|attention required)\b"
)
# "Are you human", "not a robot", "checking your browser", "unusual traffic": plain letters.
_ASKS = re.compile(
    r"(are|that) you('re| are)? (a )?(really )?(human|not a (ro)?bot|a (ro)?bot)\b"
    r"|you are (a )?human"
    r"|(verify|verifying|confirm|prove)\b.{0,40}\bhuman\b|not a robot|human verification"
    r"|checking (your browser|if the site connection is secure)"
    r"|unusual (traffic|activity) from your"
    r"|(automated|bot) (requests|traffic|activity|access) (was|were|has been|detected)"
    r"|complete the (security check|captcha)|solve the captcha|security check to access"
    r"|pas un robot|etes[- ]vous (un )?(humain|robot)"
    r"|que vous etes (bien )?(un )?(humain|une personne)"
    r"|verification de (votre navigateur|securite)|trafic inhabituel"
    r"|kein (roboter|bot)\b|(sind sie|dass sie) ein (mensch|roboter)|menschliche besucher"
    r"|(browser|sicherheits)uberprufung|ungewohnlicher datenverkehr"
    r"|no (soy|eres|es) un robot|(eres|es usted|que eres) (un )?(humano|robot)|trafico inusual"
    r"|comprobando (tu|su) navegador|verifica(ndo|r|cion)? que eres"
    r"|non sono un robot|non sei un robot|(sei|che sei) (un )?(umano|essere umano|robot)"
    r"|traffico (insolito|anomalo)|controllo del browser|verifica di sicurezza"
    r"|nao sou um robo|(voce e|que e|que voce e) (um )?(humano|robo)|trafego incomum"
    r"|verificando (o |seu )navegador"
    r"|geen robot|(ben je|bent u|dat u|dat je) (een )?(mens|robot)|ongebruikelijk verkeer"
    r"|(je|uw) browser wordt gecontroleerd"
    r"|nie jestem robotem|nie jestes robotem|(jestes|ze jestes|czy jestes) czlowiekiem"
    r"|nietypowy ruch"
    r"|sprawdzanie przegladarki"
    r"|(inte en|ingen) robot|ar du en (manniska|robot)|att du ar (en )?manniska|ovanlig trafik"
    r"|kontrollerar (din )?webblasare|er du (et )?menneske|ikke en robot"
)  # fmt: skip


def wall(look: PageLook, headers: Mapping[str, str]) -> str:
    """Why a page is not what was asked for; empty where it is.

    ``headers`` are those of its answer, with names in lower case.
    """
    if maker := _maker(look, headers):
        return f"a bot wall ({maker}) stood in the place of the page"
    if look.captchas and _bare(look, LITTLE_TEXT) and not look.fields:
        return f"a captcha ({', '.join(look.captchas)}) stood in the place of the page"
    if _bare(look, MOST_TEXT) and look.fields <= 1:
        asked = _ASKS.search(_plain(f"{look.title}\n{look.text}"))
        if asked:
            return f"a page that asks for a human stood in its place: '{asked.group()}'"
    return ""


def _maker(look: PageLook, headers: Mapping[str, str]) -> str:
    for name, pattern, maker in _HEADERS:
        if pattern.search(headers.get(name, "")):
            return maker
    if not _bare(look, MOST_TEXT):
        return ""
    for name in look.captchas:
        if name in ALWAYS:
            return ALWAYS[name]
    text = _plain(f"{look.title}\n{look.text}").replace("\n", " ")
    if maker := next((maker for pattern, maker in _TEXTS if pattern.search(text)), ""):
        return maker
    waits = _WAITING.search(_plain(look.title))
    return "Cloudflare" if waits and "cloudflare" in look.captchas else ""


def _bare(look: PageLook, most: int) -> bool:
    return len(look.text) <= most and look.links <= MOST_LINKS and not look.password


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().replace("ł", "l").replace("ø", "o"))
    return "".join(one for one in folded if not unicodedata.combining(one)).replace("\u2019", "'")
