"""What banners and their buttons say, in the languages that the finder reads.

English, French, German, Spanish, Italian, Portuguese, Dutch, Polish, Swedish.
Patterns are JavaScript regular expressions without flags; text is lower-cased before.
"""

SUBJECT = (
    r"cookie|traceur|traqueur|\bgdpr\b|\brgpd\b|\bdsgvo\b|ciastecz|kakor|tracker|tracking"
    r"|datenschutz-?einstellung|privacy (choices|settings|preferences)|your privacy"
    r"|(respect|protect).{0,30}privacy|vie priv[ée]e|privacidad|privacidade|integritet"
    r"|(consent|einwilligung|zustimmung|zustimmen|consenso|consentim|zgod|samtyck|toestemming)"
    r".{0,120}(partner|data|donn[ée]es|daten|dati\b|datos|dados|gegevens|dane|danych|uppgift|advert"
    r"|analy|personal|technolog|purpose|werbung|pub)"
    r"|(partner|data|donn[ée]es|daten|dati\b|datos|dados|gegevens|dane|danych|uppgift|advert|analy"
    r"|personal|technolog|werbung).{0,120}"
    r"(consent|einwilligung|zustimm|consenso|consentim|zgod|samtyck|toestemming)"
    r"|(collect|process|use|traitons|collectons|utilisons|verarbeiten|nutzen|tratamos|trattiamo)"
    r".{0,40}(personal|information|donn[ée]es|daten|datos|dati\b|dados)"
    r"|consent (choices|settings|preferences|management|manager)"
    # One word each for banners in other languages, which are then seen though not operated.
    r"|куки|бисквит|クッキー|쿠키|evästee|informasjonskapsler|piškot|kolačić|çerez|süti|küpsis"
    r"|sīkdat|slapuk|עוגיות|ملفات تعريف الارتباط|คุกกี้"
)

REJECT = (
    r"^(no|non|nein|nee|nie|nej|n[ãa]o)\b.{0,25}$"
    r"|reject|decline|den(y|ied)\b|refuse|disagree|opt.?out|do not (accept|consent|allow)"
    r"|don.t (accept|consent|allow)|without (accepting|agreeing|consent)|disable all|withdraw"
    r"|revoke"
    r"|(accept|allow|only|just|use) ((the|all|strictly) )*(necessary|essential|required|needed)"
    r"|(strictly )?(necessary|essential|required)( cookies)? only|object to all"
    r"|refus|rejet|tout interdire|interdire tou|sans (accepter|consentir)|d[ée]cliner|n.accepte pas"
    r"|ne consens pas|uniquement .{0,20}"
    r"(n[ée]cessaires|essentiels)|(n[ée]cessaires|essentiels)( uniquement)?$|d[ée]sactiver tou"
    r"|ablehnen|verweiger|ohne (einwilligung|zustimmung)|nicht (zustimmen|akzeptieren"
    r"|einverstanden|zu$)"
    r"|nur .{0,30}(notwendig|erforderlich|essenziell|technisch)|widersprechen"
    r"|rechazar|rechazo|denegar|no (acepto|aceptar)|sin aceptar|s[óo]lo .{0,20}(necesarias"
    r"|esenciales)|rifiut|nega\b|non accett|continua senza|senza accettare|solo .{0,20}"
    r"(necessari|essenzial|tecnici)|rejeitar|recusar|negar|n[ãa]o aceit|apenas .{0,20}"
    r"(necess[áa]ri|essencia)|weiger|afwijzen|niet accepteren|zonder .{0,15}(accepteren|akkoord)"
    r"|alleen .{0,25}(noodzakelijk|functione|essenti)|odrzu[ćc]|odm[óo]w|nie zgadzam|tylko "
    r".{0,20}(niezb[ęe]dn|konieczn)|avvisa|neka|godk[äa]nn inte|endast .{0,20}(n[öo]dv[äa]ndiga)"
    r"|bara .{0,20}n[öo]dv[äa]ndiga"
)

ACCEPT = (
    r"^(ok|okay|s[íìi]|d.accord|agree|consent|got it|sure|fine|continue|proceed)\W*$"
    r"|^(yes|oui|ja|sim|tak)\b.{0,25}$"
    r"|accept|allow|agree|consent to|enable all|i understand|got it|that.s ok|opt.?in|approve"
    r"|accepte|autoris|tout activer|j.ai compris|je consens|consentir"
    r"|akzeptier|annehmen|zustimm|stimme zu|alles klar|einverstanden|erlaub"
    r"|zulassen|verstanden|aktivieren"
    r"|acept|permitir|de acuerdo|consiento|entendido|accett|acconsent|consenti\b|ho capito"
    r"|aceit|concordo|akkoord|accepteer|toesta|instemm|begrepen|akcept|zgadzam|zezw[óo]l|rozumiem"
    r"|godk[äa]nn|acceptera|till[åa]t|jag f[öo]rst[åa]r|samtyck"
)

SETTINGS = (
    r"settings|preference|customi[sz]e|manage|options|more choices|configure|purposes|choose"
    r"|param[èeé]tr|personnalis|pr[ée]f[ée]rence|g[ée]rer|configurer|choix"
    r"|einstellung|anpassen|verwalten|auswahl|mehr optionen|konfigur"
    r"|configur|personaliz|preferenc|gestionar|opciones|impostazion|personalizza|gestisci|scelte"
    r"|definiç|gerir|gerenciar|op[çc][õo]es|instelling|aanpassen|beheer|voorkeuren"
    r"|ustawieni|dostosuj|zarz[ąa]dzaj|inst[äa]llning|anpassa|hantera"
)

# Selecting some of the choices is neither acceptance nor refusal; paying is neither too.
PAY = r"subscri|abonn|abbona|suscri|assin|\bpay\b|\bpur\b|bezahl|zahlen|pagar|paga\b|betaal|betal"
SAVE = (
    r"save|confirm|enregistrer|confirmer|valider|speichern|best[äa]tigen|auswahl (speichern"
    r"|erlauben|best)|guardar|confirmar|salva|conferma|opslaan|bevestig|zapisz|zatwierd[źz]|spara"
    r"|allow selection|accept selected|selected (cookies )?only|selection"
)
