"""What banners and their buttons say, as patterns for the finder in the page.

JavaScript regular expressions without flags. ``SUBJECT``, ``AGE`` and the like read lower-cased
text, ``LABELS`` the clauses of ``labels.js``.
"""

from dataclasses import fields

from crawler.consent.languages import LANGUAGES, Language

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
    r"|\bprocess(es|ing)?\b.{0,40}\bdata\b"
    r"|(collect|process|use|traitons|collectons|utilisons|verarbeiten|nutzen|tratamos|trattiamo)"
    r".{0,40}(personal|information|donn[ée]es|daten|datos|dati\b|dados)"
    r"|consent (choices|settings|preferences|management|manager)"
    r"|(withdraw|change|revoke).{0,20}consent|retirer.{0,20}consentement"
    r"|(einwilligung|zustimmung).{0,20}(widerruf|[äa]nder)|widerruf.{0,20}(einwilligung|zustimmung)"
    r"|(relevant|personali[sz]ed|targeted) ad(s|vert)|(passende|relevante|personalisierte) werbung"
    r"|publicit[ée]s? (personnalis|cibl)|publicidad personaliz|pubblicit[àa] personalizz"
    r"|(recog|recop|trat|proces|utiliz|recolh|colet).{0,60}(informaci|datos|informa[cç]|dados)"
    r"|(raccogl|raccol|tratt|elabor|utilizz).{0,60}(informazioni|dati\b)"
    r"|(verzamel|verwerk).{0,60}(informatie|gegevens)|(zbier|przetwarz).{0,60}(informac|dan(e|ych)\b)"
    r"|(samla|behandla).{0,60}(information|uppgift)"
    # As the IAB's texts say it: to store and access information on a device.
    r"|(stor|access).{0,50}(data|information).{0,30}(device|browser)|similar technolog"
    r"|(stock|acc[ée]d).{0,60}(donn[ée]es|informations).{0,40}(appareil|terminal)"
    r"|(daten|informationen).{0,40}(ger[äa]t|endger).{0,30}(speicher|zug|abruf)"
    r"|(almacen|acced).{0,60}(datos|informaci).{0,40}dispositivo"
    r"|(archivi|acced).{0,60}(dati|informazioni).{0,40}dispositivo"
    r"|(armazen|aced).{0,60}(dados|informa).{0,40}dispositivo"
    r"|(gegevens|informatie).{0,40}apparaat|(dane|informacj).{0,40}urz[ąa]dzeni"
    r"|(uppgifter|information).{0,40}(enhet|enheten)"
    # One word each for banners in other languages, which are then seen though not operated.
    r"|куки|бисквит|колачић|кукисы|クッキー|쿠키|eväste|informasjonskapsl|piškot|kolačić|çerez|süti"
    r"|küpsis|sīkdat|sīkfail|slapuk|vafrak[öo]k|vefk[öo]k|fótspor|galetes|cwcis|fianáin|kuki\b|kukit\b|biskota"
    r"|עוגיות|קוקיז|ملفات تعريف الارتباط|الكوكيز|کوکی|คุกกี้|कुकी|কুকি|குக்கீ|ಕುಕೀ|ქუქი|քուքի"
    r"|缓存文件|餅乾|曲奇"
)

# What asks for something to be sent, or to agree to terms: it speaks of consent, too, but of
# another one. Where it also speaks of cookies, it is about both.
ERRAND = (
    r"notification|newsletter|mailing list|our list\b|\d ?% (off|rabat|de (descuento|desconto))"
    r"|discount|benachrichtigung|rabatt|infolettre|lettre d'information|r[ée]duction|bolet[íi]n"
    r"|notificaci|descuento|notific(he|a)\b|sconto|notifica[çc]|desconto|nieuwsbrief|meldingen"
    r"|korting|powiadomie|biuletyn|rabat\b|nyhetsbrev|avisering"
    # New terms are agreed to, or the service is left.
    r"|terms (of (use|service)|and|&)|(our|updated) terms|nutzungsbedingung|\bagb\b"
    r"|conditions (g[ée]n[ée]rales|d'utilisation)|t[ée]rminos y|condiciones (de uso|generales)"
    r"|termini (e|di)\b|condizioni (d'uso|generali)|termos (e|de)\b|gebruiksvoorwaarden"
    r"|algemene voorwaarden|regulamin|anv[äa]ndarvillkor"
)
COOKIES = (
    r"cookie|traceur|traqueur|tracker|tracking|ciastecz|kakor|\bgdpr\b|\brgpd\b|\bdsgvo\b"
    r"|technolog|partner|analyti|statisti"
)
# What asks for a visitor's age, and so for no consent. A banner may say what is asked of those
# under 16, so only who is old enough is looked for.
_ADULT = (
    r"(18|21)(?! ?\+? ?(partner|soci|vendor|third|anbieter|drittanbieter|dienst|service|cookie"
    r"|fournisseur|parceir|leveran|dostawc|compan|unternehmen|firm|site|website|month|monat|mois"
    r"|mes|maand|miesi|m[åa]nad|day|tag|jour|d[ií]as?\b|giorni|dag|dni|%))"
)
AGE = (
    rf"\b(over|above|at least|older than|turned|are you|i'?m|i am) (the age of )?{_ADULT}\b"
    r"|\b(18|21) ?(\+(?! ?[a-z])|years (of age|old|or)|(or|and) (over|older|above)"
    r"|jahre (oder|und|alt)|ans (ou|et|r[ée]volus)|a[ñn]os (o|y|cumplidos)|anni (o|compiuti)"
    r"|anos (ou|completos)|jaar (of|en|oud)|lat\b|[åa]r (eller|och|gammal))"
    rf"|\b(über|mindestens|schon|ab|plus de|moins|au moins|m[áa]s de|almenos|almeno|pelo menos"
    rf"|mais de|più di|ouder dan|minstens|ukończ\w+|minst|fyllt|över) {_ADULT}\b"
    r"|legal (drinking|smoking|gambling)? ?age|of legal age|age (verification|check|gate)"
    r"|(verify|confirm|enter) your (age|date of birth)|volljährig|altersprüfung|altersverifi"
    r"|alter bestätig|personnes? majeure|(es|suis|êtes)[ -](vous |tu )?majeure?|âge légal"
    r"|(vérifi|confirm)\w* votre âge|mayor(es)? de edad|edad legal|maggiorenn|maggiore età"
    r"|maior(es)? de idade|leeftijdscontrole|meerderjarig|pełnoletni|myndig|ålderskontroll"
    r"|åldersgräns"
)
# Small words by which a text is known to be in one of the languages, a line for each.
FAMILIAR = "\n".join(
    (
        "the|and|you|your|our|we|with|this|that|for|of|to|is|are|on|in|by|not",
        "le|les|des|et|vous|nous|votre|notre|pour|sur|est|avec|dans|une|ce|pas",
        "der|die|das|und|sie|ihr|ihre|wir|mit|auf|ist|zu|f\u00fcr|ein|eine|nicht|den",
        "el|los|las|para|con|una|su|sus|nuestra|nuestro|por|que|este|esta|no|usted",
        "il|gli|per|con|una|che|sono|questo|questa|nostro|nostra|tuo|tua|non|del|di",
        "os|as|para|com|uma|seu|sua|nosso|nossa|n\u00e3o|voc\u00ea|este|esta|que|do|da",
        "het|een|van|voor|wij|we|je|uw|onze|deze|niet|met|op|en|de|is",
        "nie|oraz|jest|nasz|nasza|nasze|twoje|dla|przez|kt\u00f3re|tych|aby|lub|przy|tylko",
        "och|f\u00f6r|att|vi|du|din|v\u00e5r|p\u00e5|med|det|den|inte|som|en|ett|av",
    )
)


# What ends a session, begins another one or deletes.
LEAVES = (
    r"log ?out|log ?off|sign ?(out|off|in)|log ?in\b|abmeld|anmeld|deconn|connexion|cerrar sesion"
    r"|iniciar sesion|esci\b|disconnett|accedi\b|terminar sessao|sair\b|afmeld|inlog|uitlog|wylog"
    r"|zalog|logga (ut|in)|delet|remov|loschen|supprim|elimina|apagar|verwijder|usun\b|radera"
)
# What leads elsewhere, whatever else it says: out of the session, to the account, to what is sent.
ELSEWHERE = (
    rf"{LEAVES}|account|konto\b|compte\b|cuenta|conta\b|profil|password|passwort|newsletter|notif"
    r"|benachricht|meldung|aviseringar|powiadom|language|sprache|langue|idioma|lingua\b|taal"
    r"|jezyk|sprak|subscri|recipe|rezept|recette|receta|ricett|receita|recept|przepis"
)


# Who or what else a panel asks for, in a part of its own: partners, services, legitimate interest.
LISTED = (
    r"partner|vendors?\b|suppliers?\b|providers?\b|compan(y|ies)\b|third.?part|legitimate|services?\b"
    r"|purposes?\b|anbieter|drittanbieter|dienste?\b|zwecke?\b|berechtigt|fournisseur|prestataire"
    r"|partenaire|tiers\b|finalites?\b|legitim|proveedor|socios?\b|terceros|finalidade?s?\b|fornitor"
    r"|terze? part|finalita|fornecedor|parceir|terceiros|leverancier|derden|diensten|doeleinden"
    r"|gerechtvaardigd|dostawc|cele\b|uslugi|uzasadnion|leverantor|tredje.?part|tjanster|andamal"
    r"|berattigat"
)


# What a switch's name keeps from happening once it is on.
TURNED = (
    r"stopp?\b|exclud|exclure|exclui|prevent|avoid|hide\b|keep\b.*\b(away|off|out)\b|verhinder|vermeid|unterbind"
    r"|empech|bloqu|arret|masqu|evit[ae]r|imped|detener|blocca|esclud|nascond|voorkom|verberg"
    r"|zapobieg|wyklucz|zablokuj|ukryj|forhindra|undvik|uteslut|dolj\b"
)


# To do without something, which is no refusal once it is negated.
FORGO = (
    r"miss\b|lose\b|forgo\b|give up|deprive|do without|verzicht|entgeh|verpass|renonc|rater\b"
    r"|manquer|priver?\b|passer de|renunci|perder|prescind|rinunci|perdermi|fare a meno|abdic"
    r"|abrir mao|afzien|mis(sen)?\b|rezygn|przegap|strac|avsta\b|ga miste"
)


# How a switch stands, which some write beside its name: it is no name, and no refusal.
STANDS = (
    r"(en|dis)abled|(de|in)?activated?|(in)?active|o[nf]f?|allowed|denied|blocked|(des)?activee?s?"
    r"|inactive?s?|autorisee?s?|refusee?s?|(de)?aktivier(t|te)|inaktiv|aktiv|ein|aus|erlaubt|verboten"
    r"|(des|in)?habilitad[oa]s?|(des)?activad[oa]s?|(dis)?abilitat[oaie]|(dis)?attivat[oaie]|attiv[oa]"
    r"|(des)?ativad[oa]s?|(des)?habilitad[oa]s?|(in|uit)geschakeld|ge(de)?activeerd|aan|uit"
    r"|(in)?actief|(w|wy)laczon[eyao]|(nie)?aktywn[eyao]|(de|in)?aktivera[dt]|(av|pa)stang[dt]|av|pa"
)


def _words(concept: str) -> str:
    """What all languages call a concept."""
    return "|".join(getattr(language, concept) for language in LANGUAGES)


# "Not necessary", "nicht nur notwendige": optional, and no refusal.
_UNNECESSARY = (
    rf"\b(?:{_words('negation')}|{_words('without')})[ -]+"
    rf"(?:(?:{_words('only')}|stri[ck]t|estri[ck]t|unbedingt|zwingend|absolut|techni)\w*[ -]+)?"
    rf"(?:{_words('necessary')}|{_words('functional')})\w*"
)
_HARMLESS = f"{_words('courtesy')}|{_words('everything')}"
# Most labels of a page say none of these, which is soon told.
_DECISIVE = (
    *("accept", "refuse", "consent", "necessary", "functional", "manage", "settings", "chosen"),
    *("save", "pay", "yes", "no", "understood"),
)
_PURPOSES = "|".join(map(_words, ("purposes", "analytics", "marketing", "comfort")))
LABELS = {
    **{field.name: rf"\b(?:{_words(field.name)})" for field in fields(Language)},
    "optional": rf"\b(?:{_words('optional')}|{_words('purposes')})",
    # What a refusal of it alone leaves the rest of untouched.
    "purposes": rf"\b(?:{_PURPOSES})|statisti|analyti|analys|werbe|werbung|reklam",
    "joint": rf" (?:{_words('joint')}) ",
    "yes": rf"^(?:{_words('yes')})(?: (?:\w+ )?(?:{_HARMLESS}).*)?$",
    "no": rf"^(?:{_words('no')})(?: (?:{_words('courtesy')}).*)?$",
    "understood": rf"^(?:(?:{_words('yes')}) )?(?:{_words('understood')})$",
    "harmless": rf"^(?:\w+ )?(?:{_HARMLESS})",
    "decisive": rf"\b(?:{'|'.join(map(_words, _DECISIVE))})",
    "unnecessary": _UNNECESSARY,
    "unaccepting": rf"\b(?:{_words('without')})(?: \w{{1,4}}){{0,2}} (?:{_words('accept')})",
    # German, Dutch and Swedish write them into one word with what is measured or sold.
    "analytics": rf"\b(?:{_words('analytics')})|statisti|analyti|analys",
    "marketing": rf"\b(?:{_words('marketing')})|marketing|werbe|werbung|reklam"
    r"|advertent|annons",
    "close": rf"^(?:[x\u00d7\u2715\u2716\u2717\u2a2f]|\b(?:{_words('close')}).*)$",
    "stands": rf"\b(?:{STANDS})$",
    "turned": rf"\b(?:{_words('negation')}|{_words('without')}|{_words('refuse')}|{TURNED})",
    "listed": rf"\b(?:{LISTED})",
    "forgo": rf"\b(?:{FORGO})",
    "leaves": rf"\b(?:{LEAVES})",
    "elsewhere": rf"\b(?:{ELSEWHERE})",
    "reopen": r"\b(?:re-?open|open\b|revisit|renew|review|updat|rouvrir|ouvrir|revoir|offnen"
    r"|aufrufen|abrir|reabrir|revisar|apri\b|riapri|rivedi|rever\b|heropen|openen|otworz|oppna)",
    "not_all": rf"\b(?:{_words('negation')}) (?:{_words('everything')})",
}
