"""Swedish."""

from crawler.consent.languages.language import Language

SWEDISH = Language(
    accept=r"acceptera|godkann(?!and)|godta|tillat|samtyck(er|a)?\b|aktivera"
    r"|(ge|lamna)r?\b.*\bsamtycke|ga med pa|slutr? in|medge",
    refuse=r"avvis|tacka nej|neka|forneka|avboj|avaktivera|inaktivera|stang av|aterkalla|blockera"
    r"|avsla|forbjud|motsatt",
    consent=r"samtycke|kakor|cookies?\b|sparning",
    negation=r"inte\b|ej\b|inga\b|inget\b|ingen\b|ingenting|aldrig\b|icke\b",
    without=r"utan\b",
    yes=r"ja|japp|visst",
    no=r"nej",
    courtesy=r"tack|garna|stang\b|fortsatt",
    understood=r"(jag |)forsta[rt]|uppfattat|det ar (ok|okej|bra|lugnt)|okej|jag haller med"
    r"|det gar bra|inga problem|varfor inte|garna",
    everything=r"all[at]\b|samtlig|allting",
    besides=r"forutom|utom\b|med undantag|undantaget|bortsett",
    only=r"endast|bara\b|enbart",
    partly=r"vissa|nagra|begransa|delvis",
    necessary=r"nodvandig|grundlaggande|obligatorisk|teknisk|strikt|minim(al|um)|kravs",
    functional=r"funktionell|funktions",
    optional=r"valfri|ytterligare|onodig|icke.?nodvandig|andra\b|ovriga",
    purposes=r"statisti|analys|marknadsforing|annons|reklam|personanpassa|tredje",
    manage=r"hantera|anpassa|personifiera|andra (installning|val|samtyck)|^andra (kak|cookie)"
    r"|valj\b(?! all)|valja|konfigurera|fler (val|alternativ)|redigera",
    settings=r"installning|preferens|val(en)?\b|alternativ|andamal",
    chosen=r"valda\b|markera[dt]|urval|nuvarande",
    save=r"spara|bekrafta|tillampa",
    pay=r"prenumer|betala|annonsfri|reklamfri|utan (annonser|reklam)",
    information=r"las (mer|om|var)|mer (info|om)|^info|policy|hur\b|varfor\b|vad ar|visa|detaljer"
    r"|om (du|cookies)|lamna (sidan|webb)|villkor",
    remark=r"nar som helst|senare|du kan|fraga inte|visa inte",
    undecided=r"kanske|inte nu|pamin|alltid (aktiv|pa)",
    joint=r"och|eller|samt",
    privacy=r"integritet|personuppgift|dataskydd|gdpr\b",
    analytics=r"statisti|analy|prestanda|\w*matning|mata\b",
    marketing=r"marknadsforing|annons|reklam|riktad|sociala|social",
    comfort=r"funktionell|funktions|preferens|personanpass|anpassning|bekvamlig|sprak",
    close=r"stang|klar\b|klart\b|tillbaka\b|avsluta\b",
)
