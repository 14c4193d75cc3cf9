"""Languages whose acceptance reads like that of one of the others: Danish, Norwegian, and more.

What they say for "not", "only" and "necessary" has to be known, or "Accepter kun nødvendige" would
be an acceptance. Danish and Norwegian are complete; of Catalan, Romanian, Czech, Slovak, Croatian,
Latvian and Hungarian there are only such words.
"""

from crawler.consent.languages.language import Language

NEIGHBOURS = Language(
    accept=r"tillad|godkend|godtag|samtykker\b|jeg samtykke",
    refuse=r"afvis|avvis|afsla|avsla|nekt|fravaelg|rebutj|rexeit|refuz|resping|odmit|zamit|odmiet"
    r"|odbij|nu (accept|permit|sunt de acord)\b|neakcept|neprij|nesouhlas|nepovol",
    consent=r"samtykke|consimtamant|informasjonskapsler|cookie",
    negation=r"ikke\b|intet\b|ingen\b|cap\b|niciun",
    without=r"(uden|uten|sense|fara)\b",
    yes=r"ja",
    no=r"nej|nei|nu",
    courtesy=r"tak|takk|fortsett|fortsaet|luk\b|multumesc|gracies",
    understood=r"jeg forstar|forstatt|det er (ok|okay|i orden|greit)|inntil videre",
    everything=r"alt\b|toate\b|tots\b|totes\b|vse\b|vsechn|vsetk|sve\b|visas\b",
    besides=r"undtagen|bortset|unntatt|bortsett|unntagen|excepte|llevat|cu exceptia"
    r"|krome|okrem|osim|iznemot|kiveve",
    only=r"kun\b|bare\b|blot\b|nomes\b|doar\b|numai\b|pouze\b|jen\b|len\b|iba\b|samo\b|tikai\b"
    r"|csak\b",
    partly=r"nogle\b|noen\b|begraens|begrens|alguns|unele",
    necessary=r"nodvendig|pakraevet|pakrevd|krevde|strengt|necesar|esential|nezbytn|nutn|nevyhnutn"
    r"|nuzn|neophodn|nepieciesam|szukseg",
    functional=r"funktionel|funksjonel",
    optional=r"valgfri|frivillig|yderligere|ytterligere",
    purposes=r"markedsforing|statistik|tredjepart",
    manage=r"tilpas|administrer|velg\b|vaelg\b|endre|aendr|personalitz",
    settings=r"indstilling|innstilling|praeferenc|preferanse|valgmulig|preferint|nastaven",
    chosen=r"valgte|udvalgte|utvalg|seleccio",
    save=r"gem\b|lagre|bekraeft|bekreft|ulozit",
    pay=r"abonner|betal",
    information=r"laes (mere|om)|les (mer|om)|mere (info|om)|politik|personvern|vis\b|detalj"
    r"|hvordan|hvorfor|mes info",
    remark=r"til enhver tid|nar som helst|senere|du kan",
    undecided=r"ikke (nu|na)\b|maske|kanskje|alltid pa|altid aktiv",
    joint=r"og|samt",
    privacy=r"personvern|privatliv|databeskyttelse",
    analytics=r"statistik|statistikk|analy|ydeevne|ytelse",
    marketing=r"markedsforing|annonc|annons|reklame|sosiale|sociale",
    comfort=r"funktionel|funksjonel|praeferenc|preferanse|personlig",
    close=r"luk\b|lukk\b|faerdig\b|ferdig\b",
)
