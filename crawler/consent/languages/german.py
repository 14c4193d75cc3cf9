"""German."""

from crawler.consent.languages.language import Language

GERMAN = Language(
    accept=r"akzeptier(?!t\b)|annehmen|anzunehmen|zuzustimmen|zuzulassen|einzuwilligen"
    r"|nehme?\b.*\ban\b|zustimmen|stimme?n?\b.*\bzu\b|erlaub(?!n)|einverstanden|zulassen"
    r"|lasse?n?\b.*\bzu\b|genehmig(?!ung)|einwilligen|willige?\b.*\bein\b|aktivier(?!t\b|ung)"
    r"|gestatt|bejahen|(einwilligung|zustimmung)\b.*\b(erteil|geben)"
    r"|(weiter|fortfahren) mit (allen )?cookies|mit cookies (weiter|fortfahren)",
    refuse=r"ablehn|lehne?n?\b.*\bab\b|verweiger|verbiet|widersprech|widerspreche|widerruf"
    r"|deaktivier(?!t\b)|untersag|ausschalten|zuruckweis|zuruckzieh|blockier",
    consent=r"einwilligung|zustimmung|einverstandnis|annahme|erlaubnis|cookies?\b|tracking|analyse"
    r"|werbung|datenverarbeitung",
    negation=r"nicht|kein|nie\b|niemals",
    without=r"ohne\b",
    yes=r"ja|jawohl|jep|klar",
    no=r"nein|ne\b|no|lieber nicht",
    courtesy=r"dank|bitte|gerne?\b|weiter|schliess|fortfahren|klar|prima|super"
    r"|fur mich|los geht'?s",
    understood=r"alles klar|(ich habe )?verstanden|in ordnung"
    r"|(das )?(ist|geht) (ok|okay|in ordnung)|passt|geht klar|gerne?|kein(e)? problem|warum nicht"
    r"|einverstanden",
    everything=r"alle[smnr]?\b|samtliche|allem\b",
    besides=r"ausser|ausgenommen|bis auf|abgesehen|mit ausnahme",
    only=r"nur\b|lediglich|ausschliesslich|bloss\b",
    partly=r"einige|manche|wenige|eingeschrankt|begrenzt|teilweise|reduziert",
    necessary=r"notwend|erforderlich|essen[tz]i|technisch|unbedingt|zwingend|wesentlich|notige?\b"
    r"|notigste|benotigt|pflicht|minim(al|um)|obligatorisch|unverzichtbar|grundlegend",
    functional=r"funktional|funktionell",
    optional=r"optional|zusatzlich|unnotig|nicht.?notwend|weitere[nrs]?\b|andere",
    purposes=r"statisti|marketing|werbe|werbung|analyse|personalisiert|extern|drittanbieter"
    r"|komfort|praferenz.?cookies",
    manage=r"anpassen|verwalten|konfigur|auswahl (treffen|anpassen)|(?<!alle[sn]? )auswahlen"
    r"|andern\b|bearbeiten|individuell|personalisieren|mehr optionen|entscheiden|wahlen",
    settings=r"einstellung|(cookie|datenschutz|privatsphare)\w*.?einstellung|praferenzen|optionen"
    r"|auswahl\b|zwecke",
    chosen=r"ausgewahlt|gewahlt|aktuelle|markierte",
    save=r"speicher|bestatig|ubernehmen|sichern|anwenden",
    pay=r"bezahl|zahl(en|e)\b|pur\b|abo\b|abonn|werbefrei|ohne werbung",
    information=r"mehr (erfahren|dazu|lesen|info|details)|weitere info|^info|datenschutz\w*"
    r"|impressum|richtlinie|hinweise|wie\b|warum\b|was (sind|ist)|details|anzeigen|ansehen|lesen\b"
    r"|wenn (sie|du)|falls (sie|du)|verlassen|hilfe\b|agb\b",
    remark=r"jederzeit|spater|(sie|du|wir) (konnen|kannst|konnten)"
    r"|nicht (mehr|wieder) (anzeig|frag)|nicht erneut|widerrufbar|mit (klick|dem klick)",
    undecided=r"vielleicht|jetzt nicht|nicht jetzt|erinner|immer aktiv",
    joint=r"und|oder|sowie|u",
    privacy=r"datenschutz|privatsphare|personenbezogen|dsgvo\b",
    analytics=r"statisti|analy|leistung|\w*messung|zahldienst|besucher|reichweite|besucherzahl|performance",
    marketing=r"marketing|werb|werbung|targeting|anzeigen\b|soziale|social",
    comfort=r"funktional|funktionell|praferenz|personalisier|komfort|sprache",
    close=r"schliess|fertig\b|zuruck\b|beenden\b",
)
