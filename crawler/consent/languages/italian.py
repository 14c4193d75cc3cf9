"""Italian."""

from crawler.consent.languages.language import Language

ITALIAN = Language(
    accept=r"accett(?!az)|acconsent|d'accordo|consent(i|o|ire|iamo)\b|permett|autorizz(?!az)"
    r"|abilita|attiva|approv|(do|dare|dai)\b.*\bconsenso|continua con i cookie",
    refuse=r"rifiut|nega(re|ti)?\b|nego\b|declin|disattiv|disabilit|blocca|revoc|respingi"
    r"|mi oppongo|opponi|ritira",
    consent=r"consenso|cookies?\b|tracciamento",
    negation=r"non\b|no\b|nessun|niente\b|nulla\b|mai\b",
    without=r"senza\b",
    yes=r"si|certo|va bene",
    no=r"no|preferisco di no",
    courtesy=r"grazie|continua|chiudi|prosegui|per favore",
    understood=r"(sono )?d'accordo|(ho )?capito|(va|tutto) bene( cosi)?|perfetto|nessun problema"
    r"|perche no|chiaro",
    everything=r"tutt[oiea]\b",
    besides=r"tranne|eccetto|salvo|(ad|con) eccezione|a parte|fuorche|meno\b|esclus[oi]\b",
    only=r"solo\b|soltanto|unicamente|esclusivamente|soli\b",
    partly=r"alcun|limitat|parzial|ridott",
    necessary=r"necessari|essenzial|tecnic|obbligatori|indispensabil|strettament|richiest|minim",
    functional=r"funzional",
    optional=r"opzional|facoltativ|aggiuntiv|inutili|altri\b",
    purposes=r"statistic|analitic|pubblicit|marketing|profilazione|personalizzat|terz[ei]|sociali",
    manage=r"gestisc|gestione|personalizza(?!t)|configur|scegli|modifica|imposta\b|altre opzioni"
    r"|cambia|seleziona\b(?! tutt)",
    settings=r"impostazion|preferenz|opzioni|scelte|scelta\b|finalita",
    chosen=r"selezionat|selezione|attuali",
    save=r"salva|conferm|applica",
    pay=r"abbona|paga\b|pagare|sostienici|senza pubblicita",
    information=r"scopri|(maggiori|ulteriori|piu) (info|informazioni|dettagli)|informativ|^info"
    r"|per saperne|saperne|leggi|mostra|vedi|visualizza|dettagli|come\b|perche\b|cosa sono"
    r"|se (vuoi|non)|privacy policy|lascia|esci\b",
    remark=r"(in )?(qualsiasi|qualunque|ogni) momento|piu tardi|(tu )?puoi\b|e possibile"
    r"|non (mostrare|chiedere)",
    undecided=r"forse|non ora|non adesso|ricorda|sempre attiv",
    joint=r"e|ed|o(?= (rifiut|gesti|personal|accett))|oppure",
    privacy=r"privacy|riservatezza|dati personali|protezione dei dati",
    analytics=r"statistic|analitic|analisi|prestazion|misura|performance",
    marketing=r"marketing|pubblicit|profilazione|annunci|social|promozion",
    comfort=r"funzional|preferenz|personalizz|comodita|lingua",
    close=r"chiudi|fine\b|fatto\b|indietro\b",
)
