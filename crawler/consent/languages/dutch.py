"""Dutch."""

from crawler.consent.languages.language import Language

DUTCH = Language(
    accept=r"accepte|aanvaard|toesta(?!nd)|sta\b.*\btoe\b|akkoord|instem|stem\b.*\b(in|mee|toe)\b"
    r"|goedkeur(?!ing)|toestemm(ing geven|en\b)|geef\b.*\btoestemming|inschakel|(ik )?ga akkoord"
    r"|activer|doorgaan met cookies",
    refuse=r"weiger|afwij[sz]|wijs\b.*\baf\b|verwerp|uitschakel|blokkeer|intrekken|trek\b.*\bin\b"
    r"|bezwaar|verbied",
    consent=r"toestemming|cookies?\b|tracking",
    negation=r"niet\b|geen\b|niets\b|nooit\b",
    without=r"zonder\b",
    yes=r"ja|prima|oke",
    no=r"nee|liever niet",
    courtesy=r"bedankt|dank|graag|prima|doorgaan|sluiten|verder",
    understood=r"begrepen|ik (snap|begrijp)( het)?|(ik )?snap het"
    r"|(dat|het|alles) is (goed|ok|oke|prima)|(is )?goed|geen probleem|waarom niet|graag",
    everything=r"alle[sn]?\b",
    besides=r"behalve|uitgezonderd|met uitzondering|buiten\b|op\b.*\bna\b",
    only=r"alleen\b|enkel\b|slechts|uitsluitend",
    partly=r"sommige|beperkt|gedeeltelijk|bepaalde",
    necessary=r"noodzakelijk|essentie|vereist|verplicht|technisch|strikt|minimale|nodig|basis",
    functional=r"functione",
    optional=r"optione|aanvullend|onnodig|niet.noodzakelijk|extra|overige|andere",
    purposes=r"statisti|analyti|marketing|reclame|advertenti|gepersonaliseerd|derden",
    manage=r"aanpass|pas\b.*\baan\b|beheer|kies\b|kiezen|wijzig|configureer|personaliseer"
    r"|zelf instellen|instellen|meer (opties|keuze)|bewerk",
    settings=r"instelling|voorkeur|opties|keuze|doeleinden",
    chosen=r"geselecteerd|selectie|gekozen|huidige",
    save=r"opslaan|bewaar|bewaren|bevestig|toepassen|sla\b.*\bop\b",
    pay=r"abonne|betaal|betalen|zonder (reclame|advertenties)|reclamevrij",
    information=r"meer (info|informatie|weten|lezen|details)|lees\b|lezen\b|^info|beleid"
    r"|privacyverklaring|verklaring|hoe\b|waarom\b|wat zijn|details|toon|bekijk|weergeven"
    r"|als (je|u)\b|indien|verlaat|verlaten",
    remark=r"(op )?(elk|ieder) (gewenst )?moment|altijd wijzigen|later|(je|u) (kunt|kan|mag)"
    r"|niet (meer|opnieuw) (tonen|vragen)",
    undecided=r"misschien|nu niet|niet nu|herinner|altijd (actief|aan)",
    joint=r"en|of(?= (pas|weiger|wijs|beheer|kies|stel|accepteer|alleen|instel))",
    privacy=r"privacy|persoonsgegevens|gegevensbescherming|avg\b",
    analytics=r"statisti|analy|prestatie|meting|meten\b|bereik|performance",
    marketing=r"marketing|reclame|advertenti|targeting|sociale|social|promotie",
    comfort=r"functione|voorkeur|personali[sz]|gepersonaliseer|comfort|gemak|taal\b",
    close=r"sluit|klaar\b|gereed\b|terug\b",
)
