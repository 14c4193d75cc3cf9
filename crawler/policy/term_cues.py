"""The words around a lifetime in a sentence: what expires, is kept, or ends with the session.

In English, French, German, Spanish, Italian, Portuguese and Dutch; in plain letters, as ``plain``
leaves them.
"""

import re

from crawler.policy.words import plain

ABOUT = re.compile(
    r"^(?:about|approximately|approx\.?|around|circa|ca\.?|etwa|rund|ungefähr|environ"
    r"|aproximadamente|aprox\.?|cerca de|unos|ongeveer)\s",
    re.IGNORECASE,
)
"""Stands before a length of time that is meant roughly."""
SESSION = re.compile(
    r"\b(?:sessions?|browsersession|sitzung\w*|browsersitzung|sesion(?:es)?|sessione|sessao"
    r"|sessie\w*)\b"
)
_CLOSES = (
    r"(?:clos\w*|ferm\w+|quit\w*|schliess\w*|geschlossen|beend\w*|cierr\w*|cerrar|chiu\w*|fech\w+"
    r"|encerra\w*|sluit\w*|gesloten|afsluit\w*|afgesloten|leav\w+|exit\w*|verlass\w*|salir|salga"
    r"|uscita|uscire|sair)"
)
_BROWSER = r"(?:browser\w*|navigateur|navegador|tabs?|window|onglet|fenetre|fensters?|pestana)"
CLOSED = re.compile(rf"\b{_CLOSES}\b.*\b{_BROWSER}\b|\b{_BROWSER}\b.*\b{_CLOSES}\b")
SESSION_COOKIE = re.compile(
    r"\bsession (?:based )?cookies?\b|\bcookies? de session\b|\bcookies? de sesion\b"
    r"|\bcookies? di sessione\b|\bcookies? de sessao\b|\bsitzungs ?cookies?\b|\bsessie ?cookies?\b"
)
CUE = re.compile(
    r"\b(?:expir\w*|durat\w*|duree\w*|duracao|duracion|lifetime|lifespan|lasts?|stored for"
    r"|kept|retained|retention|remains?|(?:in)?valid\w*|persist\w*|delet\w*|erased|removed|conserv\w*|expire"
    r"|efface"
    r"|supprime|laufzeit|speicherdauer|gespeichert|(?:un)?gultig\w*|lauft|ablauf\w*|geloscht|lebensdauer"
    r"|caduc\w*|vence|scad\w*|elimina\w*|prazo|looptijd|verloop\w*|vervalt|bewaar\w*|(?:on)?geldig\w*"
    r"|verwijderd|dauer|duur|up to|storage period|stays?|reste|restent|resta|restano|bleibt"
    r"|permanece|rimane|blijft"
    r"|dura|disappear\w*|vanish\w*|disparai\w*|verschwind\w*|desaparec\w*|scompa\w*|verdwijn\w*"
    r"|borra\w*|suprim\w*|cancella\w*|gewist|apaga\w*|entfernt|verfall\w*|verfallt|endet|erlischt"
    r"|termina\w*|vigencia|vida util|lives|valable|geldt|ttl|loschung|suppression)\b"
)
_PLACES = (
    r"placed?|places|sets?|depos\w+|pos\w+|gesetzt|setz\w+|instala\w*|install\w+|impostat\w*"
    r"|imposta\w*|geplaatst|plaats\w*|zet|zetten|coloca\w*|hinterleg\w*|dropped"
)
PLACES = re.compile(rf"\b(?:{_PLACES})\b")
"""Verbs that are said of cookies, where a company would keep or store anything else."""
KEEPS = re.compile(
    rf"\b(?:{_PLACES}|stor\w+|sav\w+|keeps?|remember\w*|memoris\w+|memoriz\w+|stock\w+"
    r"|enregistr\w+|gard\w+|retien\w+|merkt|gemerkt|(?:ge)?speicher\w+"
    r"|guard\w+|almacen\w+|recuerda|mantien\w*|armazen\w+|mantem"
    r"|mantenut\w*|ricorda|opgeslagen|onthoud\w*|bewaart?|bewaren"
    r"|salva\w*|archivia\w*|registra\w*|grava\w*|slaat|abgelegt|legt|written|held"
    r"|inscrit\w*|ecrit\w*|maintenu\w*)\b"
)
"""Verbs of storing."""
_PERIOD = (
    r"(?:(?:an?|une?|un|uma?|eine[nrs]?|een)\W(?:maximum |max )?(?:period|periode|duree|periodo"
    r"|plazo|zeitraum|dauer|durata|tempo|duracion|duracao)(?: maxim\w+)?"
    r"(?: (?:of|de|von|di|van)|\W+d)\W*)?"
)
_FOR = r"(?:for|pendant|durant|durante|pour|fur|wahrend|per|por|gedurende|voor)"
KEPT = re.compile(rf"(?:{KEEPS.pattern}[^.;:]{{0,60}}?\b{_FOR}|^\W*{_FOR})\W+{_PERIOD}$")
"""Ends where the length of time begins, as in "stores your choice for a period of"."""
OTHER_TIME = re.compile(
    r"\b(?:last|past|previous|every|each|letzten?|vergangenen?|alle|jede\w*|derni\w+|toutes|tous"
    r"|chaque|ultim\w+|cada|ogni|laatste|elke|afgelopen)(?: (?:the|les|los|las|le|gli|i))?\W*$"
)
"""Ends before a length of time that is a span looked back on, or how often something happens."""
_BARE_UNIT = re.compile(r"\bal (?P<unit>ano|mes|dia)\b(?! siguiente| menos| dia)")
"""Spanish for "after a year", which needs no number."""


def bare_unit(sentence: str) -> str:
    """The length that "caduca al año" means, as "1 año"; empty for other sentences."""
    words = plain(sentence)
    found = _BARE_UNIT.search(words)
    if not found or not CUE.search(words[max(found.start() - 40, 0) : found.start()]):
        return ""
    return f"1 {found['unit'].replace('ano', 'año').replace('dia', 'día')}"


_SPAN = (
    r"(?:until|till|at|ends?|ended|over|duration|fin|final\w*|fine|terminar|acabar|duree|ende|beendet"
    r"|dauer|durata|duracion|duracao|duur|fim|termine\w*|temps|as long as|tant que|solange|lo que"
    r"|zolang|einde|during|durant|pendant|durante|wahrend"
    r"|gedurende)"
)
_LASTS = (
    r"(?:stored|kept|retained|valid|valable|lasts?|remains?|expir\w*|gespeichert|gultig|conserv\w+"
    r"|valid[oa]s?|dura|guard\w+|almacen\w+|armazen\w+|geldig|bewaard|deleted|geloscht|supprim\w+)"
    r"\W+(?:for|per|pour|fur|por|voor|as|als|only|nur|solo|seulement|uniquement|alleen|apenas|with"
    r"|mit|avec|con|com|met)"
)
_TERM_NOUN = (
    r"(?:dur\w+|dauer|expir\w*|lifetime|lifespan|laufzeit|speicherdauer|retention|caduc\w*|scad\w*"
    r"|validity|looptijd|gultigkeit\w*|lebensdauer|prazo|validade|bewaartermijn)"
)
IN_SESSION = re.compile(
    rf"\b(?:{_SPAN}\W+(?:\w+\W+){{0,3}}?|{_LASTS}\W+(?:\w+\W+){{0,2}}?)(?:{SESSION.pattern})"
    rf"|\b{_TERM_NOUN}\W{{1,4}}(?:{SESSION.pattern})"
    rf"|^\W*(?:{SESSION.pattern})\W+{_TERM_NOUN}\W*$"
)
"""Says that something lasts a session, rather than what a session is kept by."""
SESSION_ONLY = re.compile(
    r"\b(?:only|nur|solo|seulement|uniquement|alleen|apenas|somente)\W+(?:for|during|fur"
    r"|wahrend|pendant|durant|durante|por|per|para|voor|tijdens|gedurende)\W+(?:\w+\W+){0,2}?"
    rf"(?:{SESSION.pattern})"
    r"|\b(?:as long as|tant que|solange|mientras|finche|enquanto|zolang)\W+(?:\w+\W+){0,3}?"
    rf"(?:{SESSION.pattern})"
)

UNTIL = re.compile(
    r"\b(?:until|till|when|once|as soon as|jusqu'a|jusqu'au|lorsque|quand|des que|bis|sobald|wenn"
    r"|hasta|cuando|en cuanto|fino a|quando|non appena|ate|assim que|tot|totdat|zodra"
    r"|wanneer)\b[^.]{0,25}"
    r"(?:" + CLOSED.pattern + ")"
)
