"""What the chapter says in each language, lengths of time among it."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.cookies import StorageType
from crawler.declared import Category
from crawler.lifetime_ranges import ends_of
from crawler.lifetimes import Lifetime, length_terms


@dataclass(frozen=True, slots=True)
class Phrases:
    """The fixed text of a chapter; ``code`` is the language's (BCP 47). Braces are filled in."""

    code: str
    title: str
    intro: str
    updated: str
    site: str
    every_site: str
    our_sites: str
    nothing: str
    categories: Mapping[Category | None, str]
    about: Mapping[Category | None, str]
    columns: tuple[str, ...]
    caption: str
    unknown: str
    own_domain: str
    also: str
    without_consent: str
    with_consent: str
    kinds: Mapping[StorageType, str]
    session: str
    until_deleted: str
    up_to: str
    between: str
    joined: str
    point: str
    units: Mapping[str, tuple[str, str]]

    def lifetime(self, lifetime: Lifetime | None, kind: StorageType) -> str:
        """A declared lifetime in this language, as exact as it is declared."""
        if lifetime is None:
            return self.until_deleted if kind.endless else self.unknown
        if lifetime.session:
            return self.session
        ends = ends_of(lifetime.text)
        if ends is None:
            return self._length(lifetime.text)
        low, most = ends
        if not low:
            return self.up_to.format(self._length(most))
        return self.between.format(self._length(low), self._length(most))

    def _length(self, words: str) -> str:
        return self.joined.join(self._term(count, unit) for count, unit in length_terms(words))

    def _term(self, count: float, unit: str) -> str:
        number = f"{count:.10g}".replace(".", self.point)
        return f"{number} {self.units[unit][count != 1]}"


_ENGLISH = Phrases(
    code="en",
    title="Cookies and similar technologies",
    intro="The tables below list what is stored on your device and read from it: "
    "who does so, what for, and how long it stays.",
    updated="Last updated: {}.",
    site="Cookies used on the site {}",
    every_site="Cookies used on all our sites",
    our_sites="Our sites: {}.",
    nothing="No cookies or similar technologies are used.",
    categories={
        Category.NECESSARY: "Strictly necessary cookies",
        Category.PREFERENCES: "Preference cookies",
        Category.ANALYTICS: "Analytics cookies",
        Category.MARKETING: "Marketing cookies",
        None: "Cookies whose category is not stated",
    },
    about={
        Category.NECESSARY: "The service that you ask for does not work without these.",
        Category.PREFERENCES: "These remember how you want the service to be.",
        Category.ANALYTICS: "These tell how the service is used.",
        Category.MARKETING: "These serve to choose and measure advertisements.",
        None: "It is not stated what group these belong to.",
    },
    columns=("Name", "Provider", "Purpose", "Lifetime", "Domain", "Type"),
    caption="{}: {}",
    unknown="Not stated",
    own_domain="That of the site visited",
    also="Also named {}.",
    without_consent="Consent is not asked for this.",
    with_consent="Stored with your consent alone.",
    kinds={
        StorageType.COOKIE: "Cookie",
        StorageType.LOCAL_STORAGE: "Local storage",
        StorageType.SESSION_STORAGE: "Session storage",
        StorageType.INDEXED_DB: "IndexedDB",
        StorageType.CACHE_STORAGE: "Cache storage",
    },
    session="Session",
    until_deleted="Until it is deleted",
    up_to="up to {}",
    between="between {} and {}",
    joined=" and ",
    point=".",
    units={
        "second": ("second", "seconds"),
        "minute": ("minute", "minutes"),
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
)
_FRENCH = Phrases(
    code="fr",
    title="Cookies et technologies similaires",
    intro="Les tableaux ci-dessous indiquent ce qui est enregistré sur votre appareil et lu "
    "depuis celui-ci : par qui, pour quoi et pour combien de temps.",
    updated="Dernière mise à jour : {}.",
    site="Cookies utilisés sur le site {}",
    every_site="Cookies utilisés sur tous nos sites",
    our_sites="Nos sites : {}.",
    nothing="Aucun cookie ni aucune technologie similaire n'est utilisé.",
    categories={
        Category.NECESSARY: "Cookies strictement nécessaires",
        Category.PREFERENCES: "Cookies de préférences",
        Category.ANALYTICS: "Cookies de mesure d'audience",
        Category.MARKETING: "Cookies publicitaires",
        None: "Cookies dont la catégorie n'est pas précisée",
    },
    about={
        Category.NECESSARY: "Le service que vous demandez ne fonctionne pas sans eux.",
        Category.PREFERENCES: "Ils retiennent comment vous souhaitez le service.",
        Category.ANALYTICS: "Ils indiquent comment le service est utilisé.",
        Category.MARKETING: "Ils servent à choisir les annonces et à en mesurer l'effet.",
        None: "Le groupe auquel ils appartiennent n'est pas précisé.",
    },
    columns=("Nom", "Fournisseur", "Finalité", "Durée", "Domaine", "Type"),
    caption="{} : {}",
    unknown="Non précisé",
    own_domain="Celui du site visité",
    also="Aussi nommé {}.",
    without_consent="Le consentement n'est pas demandé.",
    with_consent="Enregistré avec votre seul consentement.",
    kinds={
        StorageType.COOKIE: "Cookie",
        StorageType.LOCAL_STORAGE: "Stockage local (local storage)",
        StorageType.SESSION_STORAGE: "Stockage de session (session storage)",
        StorageType.INDEXED_DB: "IndexedDB",
        StorageType.CACHE_STORAGE: "Cache (cache storage)",
    },
    session="Session",
    until_deleted="Jusqu'à sa suppression",
    up_to="jusqu'à {}",
    between="entre {} et {}",
    joined=" et ",
    point=",",
    units={
        "second": ("seconde", "secondes"),
        "minute": ("minute", "minutes"),
        "hour": ("heure", "heures"),
        "day": ("jour", "jours"),
        "week": ("semaine", "semaines"),
        "month": ("mois", "mois"),
        "year": ("an", "ans"),
    },
)
PHRASES: Mapping[str, Phrases] = {one.code: one for one in (_ENGLISH, _FRENCH)}
