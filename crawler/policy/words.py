"""The words of policies: headers of tables, categories, cues; in seven languages.

English, French, German, Spanish, Italian, Portuguese and Dutch; in plain letters, as ``plain``
leaves them. A word with ``*`` at its end stands for all that begin with it.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from crawler.cookies import StorageType
from crawler.declared import Category


class Field(StrEnum):
    """What a column, or a label such as "Expiry:", says of a cookie."""

    NAME = "name"
    LIFETIME = "lifetime"
    PURPOSE = "purpose"
    PROVIDER = "provider"
    DOMAIN = "domain"
    CATEGORY = "category"
    TYPE = "type"
    VALUE = "value"
    PARTY = "party"


# The first that fits wins: "cookie duration" is a duration, "provider name" a provider.
_FIELDS: dict[Field, str] = {
    Field.PARTY: "first+party first+or+third partie party+type propia* erst+oder",
    Field.LIFETIME: "duration expir* length echeance* lifetime lifespan retention"
    " storage+period validity"
    " valid+for max*+age time+limit life+span kept duree* conservation validite delai"
    " laufzeit speicherdauer dauer gultigkeit* ablauf* lebensdauer funktionsdauer"
    " speicherfrist aufbewahrung* duracion caduc* vencimiento plazo conservacion durata"
    " scad* conservazione duracao validade prazo vida+util looptijd bewaar* duur verval*"
    " geldig* levensduur session+or+persistent maximale+speicherdauer storage+duration"
    " persistence persistency"
    " tempo+de+vida tiempo+de+vida temps+de+vie tempo+di+vita how+long storage+time time+to+live"
    " ttl lasts combien+de+temps wie+lange cuanto+tiempo"
    " cuanto+dura quanto+tempo quanto+dura hoe+lang deletion erasure loschung loschfrist* geloscht"
    " supprime dura permanencia permanenza termijn",
    Field.PURPOSE: "purpose* description function usage use+of used+for what+it+does why"
    " finalite* objectif* objet fonction utilite utilisation descriptif but role zweck*"
    " beschreibung"
    " funktion verwendung* verwendungszweck nutzung einsatz finalidad* proposito descripcion"
    " funcion uso scopo finalita descrizione funzione utilizzo descricao objetivo"
    " funcao detail details comment comments remark remarks more+information detalles dettagli"
    " detalhes einzelheiten erlauterung* toelichting uitleg explanation explication* explicacion"
    " spiegazione explicacao para+que+serve para+que+sirve"
    " doel* beschrijving omschrijving functie gebruik what+we+use aim",
    Field.DOMAIN: "subgroup* untergruppe* sous+groupe* subgrupo* sottogrupp* subgroep* domain*"
    " host hostname domaine* hote domane dominio* domein*",
    Field.PROVIDER: "provider* vendor* company third+party source set+by placed+by supplier"
    " publisher owner fournisseur* editeur emetteur societe tiers prestataire depose+par anbieter"
    " dienst* quelle herausgeber verantwortlich* gesetzt+von drittanbieter proveedor* titular"
    " prestador servicio empresa fornitore* societa gestore titolare servizio fornecedor*"
    " provedor servico aanbieder* leverancier* partij dienst service* origin partner"
    " responsable emisor entidad* entity entite entita",
    Field.CATEGORY: "categor* kategorie* class classification category classe group groupe gruppe"
    " tipologia finality needed needed+for necessity",
    Field.TYPE: "type* typ art tipo* soort kind storage speicherart technologie technology",
    Field.VALUE: "value content contents data+stored stored+data wert inhalt inhalte valeur contenu"
    " valor contenido valore contenuto conteudo waarde inhoud",
    Field.NAME: "name* called intitule* designation* libelle cookie* nom* nombre* nome*"
    " naam* key identifier identifiant titre"
    " denomina* tracker* traceur* bezeichnung titel titulo kennung cookiename cookienaam schlussel",
}
_CATEGORIES: dict[Category, str] = {
    Category.NECESSARY: "necessary necessity essential* required mandatory indispensable*"
    " necessaire* essentiel* obligatoire* requis* notwendig* erforderlich* essenziell*"
    " essentiell* unbedingt necesari* esencial* imprescindible* obligatori* technical* tecnic*"
    " necessari* essenzial* indispensabil* essencia* obrigatori* noodzakelijk* essentie* vereist*"
    " technique* technisch*",
    Category.PREFERENCES: "preference* functional functionality personaliz* personalis*"
    " customi* convenience"
    " fonctionnel* fonctionnalite* confort praferenz* funktional* funktionell* komfort*"
    " personalisier* preferencia* funcional* personaliza* preferenz* funzional*"
    " voorkeur* functione* personnalis*",
    Category.ANALYTICS: "analytic* analysis webanaly* statisti* performance* measurement measuring"
    " audience statistique* analytique* mesure statistik* analyse* messung reichweite*"
    " analitic* analisis analise analisi estadistic* rendimiento medicion statistici statistiche"
    " analitici prestazion* misurazione estatistic* desempenho medicao statistiek* analytisch*"
    " prestatie* meting leistung*",
    Category.MARKETING: "marketing* advertis* targeting* ads retargeting remarketing publicit*"
    " ciblage werbung werbe* publicidad* publicitari* pubblicit* profilazion* targhettizzazione"
    " publicidade* advertent* reclame social sociaux sociales soziale* sociais sociale"
    " tracking* comportamental*",
}
_OPTIONAL = (
    "optional* facultati* fakultativ* freiwillig* opcional* opzional* opcionai* optioneel"
    " optionele facoltativ* nonessential unnecessary"
)
_NEGATIONS = "not non nicht no nao niet un- keine sans pas"
_STORAGE: dict[StorageType, tuple[str, ...]] = {
    StorageType.LOCAL_STORAGE: (
        "local storage",
        "localstorage",
        "html local",
        "stockage local",
        "lokaler speicher",
        "lokalen speicher",
        "almacenamiento local",
        "archiviazione locale",
        "armazenamento local",
        "lokale opslag",
    ),
    StorageType.SESSION_STORAGE: ("session storage", "sessionstorage"),
    StorageType.INDEXED_DB: ("indexeddb", "indexed db"),
    StorageType.CACHE_STORAGE: ("cache storage",),
}
_SUBJECT = re.compile(
    r"\b(?:cookies?|traceurs?|tracers?|trackers?|galletas?|rastread\w+|local ?storage|temoins?)\b"
    r"|\bcookie|cookies?\b"
)
_CHOICE = re.compile(
    r"\bcookie (?:preferences|voorkeuren)\b|\bpreferences? (?:de|en matiere de|des) cookies?\b"
    r"|\bpreferenci?as? (?:de|sobre) (?:los |las )?cookies?\b|\bpreferenze (?:sui|dei) cookie\b"
)
_DATA = re.compile(
    r"\b(?:privacy\w*|data|donnees|confidentialite|vie privee|daten\w*|privacidad|datos"
    r"|riservatezza|dati|privacidade|dados|gegevens|persoonsgegevens)\b"
)
SITE_WORD = (
    r"(?:web ?sites?|sites?|platforms?|plateformes?|plattform|web ?seiten?|sitios?"
    r"|plataformas?|siti|sito|piattaforma"
    r"|applications?|anwendung|aplicacion|applicazione|portal|portail|boutique|shop|app)"
)
DOMAIN_WORD = r"(?:domains?|domaines?|domane|dominios?|domini|domein|hosts?)"
READ_ON = re.compile(
    r"\b(?:see|consult\w*|learn|read|visit|information|informations|voir|en savoir|siehe|mehr"
    r"|weitere"
    r"|consulte|vea|mas|vedi|consultare|maggiori|saiba|ver|zie|meer|source)\b"
)


def plain(text: str) -> str:
    """Lower case, without accents, one blank between words; hyphens are blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ").split()
    )


@cache
def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(word).replace(r"\+", " ").replace(r"\*", r"\w*") for word in words.split()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def field_of(label: str) -> Field | None:
    """What a table's header or a label before a colon speaks of; None for other text."""
    words = plain(label).strip(" :*?.")
    most = 3 if label.rstrip().endswith(".") else 7
    if not words or len(words) > 60 or len(words.split()) > most:
        return None
    return next((field for field, known in _FIELDS.items() if _pattern(known).search(words)), None)


def categories_in(text: str) -> tuple[Category, ...]:
    """The categories that a text names; those that it denies are left out."""
    words = plain(text)
    return tuple(
        category for category, known in _CATEGORIES.items() if _named(words, _pattern(known))
    )


def _named(words: str, known: re.Pattern[str]) -> bool:
    # "Cookie preferences" are what a visitor chose, and no kind of cookies.
    words = _CHOICE.sub("", words)
    return any(not _denied(words, found.start()) for found in known.finditer(words))


def _denied(words: str, place: int) -> bool:
    before = words[:place].split()[-2:]
    return any(word in _NEGATIONS.split() for word in before)


def says_optional(text: str) -> bool:
    """Whether a text calls what it speaks of optional, or denies that it is needed."""
    words = plain(text)
    needed = _pattern(_CATEGORIES[Category.NECESSARY])
    denied = any(_denied(words, found.start()) for found in needed.finditer(words))
    return denied or bool(_pattern(_OPTIONAL).search(words))


def storage_in(text: str) -> StorageType | None:
    """The kind of storage that a text names, other than cookies."""
    words = plain(text)
    kinds: Mapping[StorageType, tuple[str, ...]] = _STORAGE
    return next((kind for kind, known in kinds.items() if any(one in words for one in known)), None)


def speaks_of_data(text: str) -> bool:
    """Whether personal data or privacy are named."""
    return bool(_DATA.search(plain(text)))


def speaks_of_cookies(text: str) -> bool:
    """Whether cookies or other trackers are named."""
    return bool(_SUBJECT.search(plain(text))) or storage_in(text) is not None
