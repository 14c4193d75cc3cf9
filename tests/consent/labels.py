"""What stands on the buttons of banners, in the languages that the finder reads."""

# One kind a line, its labels between bars. "unsure" is neither acceptance nor refusal nor any other
# button that is known.
ENGLISH = """
accept: Accept all settings
reject: Decline all options
accept: Yes please | Yes I'm happy | Yes to all | I understand and agree | Consent to all | Accept
accept: Accept all | ACCEPT ALL COOKIES | I accept | Accept cookies | Accept & close
accept: Accept all and continue | Agree & close | Agree and proceed | I agree | Agree to all
accept: Allow all | Allow cookies | Allow all cookies | Enable all | Opt in | Consent | I consent
accept: Yes, I'm happy | That's fine | That\u2019s OK | I'm OK with that | Got it! | OK
accept: Okay, thanks | I understand | Yes | Yes, I agree | Sure | No problem
accept: No problem, accept all | Sounds good | Accept all (you can withdraw at any time)
accept: Accept and close (opt out later) | All good | OK, revoke any time
accept: Accept all \u2013 change your mind any time | Accept all ✓ | ✓ Accept
accept: Accept all, not only necessary | Accept all cookies including optional | Give consent
accept: Accept optional cookies | Accept additional cookies | Accept non-essential cookies
accept: Accept analytics cookies | Accept and read on | Accept and don't show this again
accept: I accept the privacy policy | Accept all & save | Accept recommended cookies
accept: Agree to terms and privacy policy | Continue with cookies
accept: Accept, and you can opt out later
reject: Close without accepting | Close and reject all | Accept necessary cookies & close
reject: Yes, opt me out | Got it, opt out | Yes, I do not consent | No, close | No to cookies
reject: I won't accept | I can't accept | Reject | Reject all | Reject All Cookies | Decline
reject: Deny all | Refuse | No | No thanks | No, thank you | I do not agree | I don't agree
reject: I don\u2019t agree | I disagree | Disagree & close | Accept none | Allow none
reject: Accept nothing | Accept no cookies | Disallow all | Disable all | Accept minimum
reject: Accept mandatory cookies | Allow functional cookies only | Only functional
reject: Accept only essential | Essential only | Necessary cookies | Strictly necessary cookies only
reject: Only required | Use necessary cookies only | Required only | Accept required cookies
reject: Allow all essential cookies | Accept all strictly necessary | Continue without accepting →
reject: Continue without agreeing | Proceed without consent | Continue without cookies | Opt out
reject: Reject all additional cookies | Reject non-essential | Reject optional | Reject unnecessary
reject: Opt out of sale | Do not sell my info | Do not sell or share my personal information
reject: Don't sell my data | Do not consent | Don't allow | I do not accept cookies | Never allow
reject: Reject all (except necessary cookies) | Reject all but necessary | Reject all and close
reject: No, reject all | No, only necessary | OK, only essential | No cookies | Do not track me
reject: Withdraw consent | Refuse consent | Save necessary only | Reject all and save
reject: Reject all and accept necessary | Reject all (you can accept later) | Accept strictly needed
reject: Continue with necessary cookies | Turn off all | Object to all | Just the essentials
reject: I'd rather not | No to all | Reject all (we respect your choice) | Accept what's necessary
reject: Okay, I reject | Yes, reject all | I don't want cookies | No tracking
reject: Accept essential & close | Nah, no thanks | Not for me | Continue without accepting anything
accept: Fine by me
settings: Cookie settings | Manage preferences | Customise | Customize cookies | More options
settings: Manage or withdraw consent | Let me choose | No, let me choose | Manage consent
settings: Choose which cookies to accept | Learn more and customize | Accept or manage
settings: View settings | Reject or customise | Change consent | Privacy preferences
settings: How to manage cookies
save: Accept chosen | Only accept selected | Save and exit | Accept selected | Allow selection
save: Save settings | Confirm my choices | Save & accept | Accept current settings
save: Selected cookies only | Only allow selected | Save
pay: Subscribe | Reject and pay | Accept or subscribe | Reject all for 2,99 € | Continue ad-free
unsure: Accept all except necessary | Accept (necessary only) | Accept all (necessary, marketing)
unsure: Yes, delete my data | OK, protect my privacy | Yes, stop tracking me
unsure: No, show me relevant ads | No, it's fine | User agreement | Blockchain
unsure: Yes, but not marketing | OK but no ads | Enabled | Accepted | Declined
unsure: I neither accept nor refuse | Not now | Maybe later | No, maybe later | Dismiss | Close
unsure: \u00d7 | Skip | Ask me later | Hide | Learn more | Learn more about how we accept payments
unsure: How to opt out | Privacy policy | Accept cookies? Read our policy | More information
unsure: Opt-out policy | Read more | Details | Accept or reject | Accept/Reject
unsure: Accept necessary and analytics | Continue | Next | Don't continue without accepting
unsure: Accept necessary, statistics and marketing | Accept functional cookies
unsure: Accept only analytics | Accept all except marketing | Do not reject | Don't disable cookies
unsure: No, accept all | Not OK | That's not fine | Always active
unsure: Strictly necessary cookies \u2013 always active | If you do not agree, leave the site
unsure: I am over 18 | Unacceptable | Analytics | Not all | Accept all without personalisation
unsure: Accept cookies but not marketing | Opt in/out | Allow cookies that do not track me
unsure: Accept fewer cookies | Accept limited cookies | No ads | Accept first-party only
unsure: Accept, but no tracking | Agree with restrictions | Say no | Continue with tracking
unsure: Close and continue | Continue to website | Accept only | Unblock | View partners
unsure: Delete cookies | Refuse to accept | Accept all and reject none | Marketing cookies
unsure: Acceptable use | Functional | Leave site | Why we ask for consent
reject: Only what I need | Just what I need | Accept only what I need | Only what is necessary
reject: Reject all except those strictly necessary | No cookies except essential ones
unsure: Reject all except analytics | Reject all (except statistics) | Reject all but marketing
unsure: Reject all except necessary and analytics | Reject everything other than analytics
unsure: Reject all, only marketing | Reject all and keep analytics | No, except statistics
unsure: Reject marketing only | Decline ads | Disable personalised ads | Reject analytics cookies
unsure: Reject marketing, statistics | Reject: analytics | Reject third-party cookies
unsure: Opt out of ads
unsure: Reject all marketing cookies | Reject some cookies | Do not allow ads | Reject (marketing)
unsure: Don't accept analytics cookies | No cookies except statistics | Accept all, except marketing
unsure: What we need your data for | Turn off performance cookies | Reject personalisation
settings: You can change your preferences at any time. | Open controls | Cookie controls
unsure: Close settings | Close controls | We use cookies, and you can withdraw at any time
unsure: I do not want to go on without cookies | I don't want to miss out on cookies
"""
FRENCH = """
accept: Accepter | Tout accepter | J'accepte | J\u2019accepte | Accepter & fermer
accept: OK, tout accepter | Accepter tous les cookies | Autoriser | Tout autoriser
accept: Oui, j\u2019accepte | D'accord | J\u2019ai compris | Accepter et continuer | Je consens
accept: Consentir | Tout activer | Oui | C'est ok
accept: Accepter (vous pouvez changer d'avis à tout moment) | Pas de problème
accept: Donner mon consentement | Accepter les cookies non essentiels | Accepter et lire l'article
accept: Accepter tout, pas seulement
reject: Non merci, continuer | Pas d'accord | Refuser | Tout refuser | Refuser tout | Je refuse
reject: Non merci | Non | Refuser et fermer | Ne pas accepter | Ne pas autoriser | Je n'accepte pas
reject: Je n\u2019accepte rien | Rejeter tout | Accepter uniquement l'essentiel
reject: Cookies nécessaires uniquement | Accepter les nécessaires | Continuer sans accepter →
reject: Continuer sans consentir | Interdire tous les cookies | Décliner
reject: N'accepter que les cookies indispensables | Uniquement les essentiels | Tout désactiver
reject: Tout refuser, sauf les cookies techniques | Refuser les cookies non nécessaires
reject: Non merci, seulement des cookies techniques | Je préfère les rejeter
reject: N'accepter aucun cookie | Utiliser uniquement les cookies fonctionnels
reject: Accepter les cookies strictement nécessaires | Refuser (sauf cookies nécessaires)
reject: Retirer mon consentement | Je ne suis pas d'accord
settings: Personnaliser | Paramétrer les cookies | Gérer mes choix | Paramètres | Plus d'options
settings: En savoir plus et paramétrer | Je choisis | Modifier mes préférences | Accepter ou gérer
save: Enregistrer mes choix | Accepter la sélection | Autoriser la sélection | Valider mes choix
pay: S'abonner pour 1 € | Refuser et s'abonner | Continuer sans pub
unsure: Autorisations | Acceptation | En savoir plus | Politique de confidentialité | Fermer
unsure: Plus tard | Pas maintenant | Comment refuser | Ne pas refuser
unsure: Tout accepter sauf la publicité | Accepter ou refuser
unsure: Accepter les cookies nécessaires et statistiques | Toujours actif | Continuer
reject: Tout refuser hormis les nécessaires
unsure: Refuser tout sauf les statistiques | Tout refuser (sauf la mesure d'audience)
unsure: Refuser la publicité | Refuser uniquement le marketing | Désactiver les statistiques
unsure: Ne pas accepter la publicité | Refuser certains cookies | Refuser les cookies tiers
unsure: Je ne veux pas continuer sans cookies | Je ne renonce pas aux cookies
"""
GERMAN = """
accept: Alle Einstellungen akzeptieren
reject: Alle Einstellungen ablehnen
accept: Ja gerne | Okay, weiter | Ja, alle Cookies | Akzeptieren | Alle akzeptieren
accept: Akzeptiere alle | Cookies akzeptieren | Alle zulassen | Alle Cookies akzeptieren | Zustimmen
accept: Ich stimme zu | Einverstanden | Zustimmen und weiter | Allen zustimmen | Annehmen
accept: Alle erlauben | Ja | Ja, ich bin einverstanden | Alles klar | Verstanden | Einwilligen
accept: Einwilligung erteilen | Kein Problem | Alle Cookies zulassen | Akzep\u00adtieren
accept: Akzeptieren (jederzeit widerrufbar) | Alle akzeptieren & speichern
accept: Zustimmen \u2013 Sie können jederzeit widerrufen | Nicht notwendige Cookies akzeptieren
accept: Passt | Optionale Cookies akzeptieren | Akzeptieren und kostenlos lesen | Weiter mit Cookies
accept: Ich lasse alle Cookies zu | Alle akzeptieren, nicht nur notwendige
reject: Nein, schließen | Nein, keine Cookies | Alles klar, nur notwendige | Weiter ohne zuzustimmen
reject: Zustimmungspflichtige Cookies ablehnen | Ablehnen | Alle ablehnen
reject: Alle Cookies ablehnen außer notwendige | Ich lehne ab | Nein | Nein, danke
reject: Nicht einverstanden | Ich stimme nicht zu | Nicht zustimmen | Nicht erlauben
reject: Nicht zulassen | Nicht einwilligen | Nichts akzeptieren | Keine Cookies
reject: Ich akzeptiere nicht | Notwendige akzeptieren | Essenzielle akzeptieren
reject: Notwendige Cookies zulassen | Nur notwendige | Nur notwendige Cookies akzeptieren
reject: Nur technisch notwendige | Fortfahren mit notwendigen | Nur essenzielle Cookies akzeptieren
reject: Nur erforderliche Cookies zulassen | Nur das Nötigste | Weiter ohne Einwilligung
reject: Ohne Zustimmung fortfahren | Fortfahren ohne zu akzeptieren | Weiter ohne Annahme
reject: Zustimmung verweigern | Optionale Cookies ablehnen | Widersprechen
reject: Nicht notwendige ablehnen | Technisch nicht notwendige Cookies ablehnen | Alles verweigern
reject: Ablehnen und nur essenzielle Cookies akzeptieren | Nur Notwendige speichern | Ohne Cookies
reject: Weiter mit essentiellen Cookies | Nur funktionale Cookies akzeptieren
reject: Einwilligung widerrufen | Nein, nur notwendige | Ablehnen: nur Grundfunktionen
reject: Wesentliche Cookies | Alles ablehnen
settings: Einstellungen | Mehr Optionen | Cookie-Einstellungen | Anpassen | Optionen verwalten
settings: Auswahl anpassen | Einstellungen oder ablehnen | Individuelle Datenschutzeinstellungen
save: Auswahl speichern | Auswahl erlauben | Auswahl akzeptieren | Einstellungen speichern
save: Auswahl bestätigen | Ausgewählte zulassen | Speichern
pay: Mit Pur-Abo lesen | Jetzt abonnieren | Weiter für 3,99 € im Monat | Werbefrei lesen
unsure: Zustimmungen | Ohne Einschränkung akzeptieren | Cookies aktiviert | Mehr erfahren
unsure: Datenschutzerklärung | Impressum | Schließen | Später | Nicht jetzt | Weitere Informationen
unsure: Wie Sie ablehnen | Nicht ablehnen | Akzeptieren oder ablehnen
unsure: Notwendige und Statistik akzeptieren | Immer aktiv | Weiter | Vielleicht später | Statistik
unsure: Nicht alle akzeptieren | Einige Cookies akzeptieren | Partner anzeigen | Mehr anzeigen
unsure: Akzeptieren ohne Tracking | Notwendige, Statistik und Marketing akzeptieren
unsure: Alle außer Marketing akzeptieren | Akzeptieren? | Zustimmung
unsure: Alle ablehnen außer Statistik | Alle ablehnen bis auf Marketing | Werbung ablehnen
unsure: Nur Marketing ablehnen | Statistik-Cookies ablehnen | Personalisierte Werbung deaktivieren
unsure: Alle ablehnen (außer Analyse) | Statistik nicht erlauben | Webanalyse widersprechen
reject: Alle ablehnen bis auf notwendige | Weitere Cookies ablehnen
unsure: Ich möchte nicht auf Cookies verzichten | Ablehnung widerrufen
"""
SPANISH = """
reject: Descartar todas
accept: Sí a todo | Aceptar | Aceptar todo | Aceptar todas | Aceptar cookies | Aceptar y cerrar
accept: Permitir todas | Acepto | Sí, acepto | Sí | De acuerdo | Entendido | Estoy de acuerdo
accept: Permitir todas las cookies | Aceptar (puede cambiar en cualquier momento) | Consentir
accept: Aceptar cookies opcionales
reject: No gracias, continuar | No quiero cookies | Rechazar | Rechazar todas | Rechazarlas todas
reject: Denegar | No aceptar | No acepto | No | No, gracias | Aceptar necesarias
reject: Aceptar solo necesarias | Solo cookies necesarias | Continuar sin aceptar
reject: Sólo las esenciales | Permitir solo cookies técnicas | No consentir
reject: Aceptar sólo lo imprescindible | Rechazar cookies no esenciales | Rechazar y cerrar
reject: No permitir | No estoy de acuerdo | Aceptar las obligatorias | No, sólo las necesarias
reject: Retirar consentimiento | No aceptar ninguna | Usar solo cookies necesarias
reject: Desactivar todas
settings: Configurar | Configuración de cookies | Gestionar opciones | Personalizar | Preferencias
save: Guardar preferencias | Permitir la selección | Aceptar seleccionadas
save: Confirmar mis preferencias
pay: Suscribirse | Rechazar y pagar
unsure: Permisos | Aceptación | Más información | Política de cookies | Cerrar | Saber más
unsure: Ahora no | Más tarde | Cómo rechazar | Aceptar o rechazar | Aceptar todas menos publicidad
unsure: Continuar
reject: Rechazar todas excepto las necesarias
unsure: Rechazar todas excepto las estadísticas | Rechazar todo menos publicidad
unsure: Rechazar solo marketing | Rechazar publicidad | Desactivar anuncios personalizados
unsure: No aceptar cookies analíticas | Rechazar algunas cookies
unsure: No quiero seguir sin cookies | No quiero perderme las cookies
"""
ITALIAN = """
accept: Va bene così
accept: Accetta | Accetta tutti | Accetto | Accetta e chiudi | Accetta tutto | Acconsento | Consenti
accept: Consenti tutti | Accetta i cookie | Ho capito | Sì | Va bene | D'accordo | Sì, accetto
accept: Accetta (puoi revocare in qualsiasi momento) | Accetta tutti i cookie | Nessun problema
reject: Rifiuta | Rifiuta tutto | Rifiuta tutti | Non accetto | Non accettare | Nega | No
reject: No, grazie | Accetta necessari | Solo necessari | Accetta solo i necessari
reject: Accetta solo i cookie tecnici | Continua senza accettare | Rifiuta i cookie non tecnici
reject: Usa solo i cookie necessari | Non acconsento | Accetta i cookie essenziali | Nessun cookie
reject: Solo cookie tecnici | Chiudi e rifiuta tutti i cookie | Strettamente necessari
reject: Blocca i cookie non essenziali
settings: Impostazioni | Personalizza | Gestisci preferenze | Scopri di più e personalizza
save: Salva preferenze | Accetta selezionati | Conferma le mie scelte | Accetta la selezione
pay: Abbonati | Rifiuta e abbonati
unsure: Scopri di più | Informativa sulla privacy | Chiudi | Non ora | Più tardi
unsure: Maggiori informazioni | Accetta o rifiuta | Come rifiutare | Accetta tutti tranne marketing
unsure: Continua
reject: Rifiuta tutti tranne i necessari | Rifiuta i facoltativi
unsure: Rifiuta tutti tranne le statistiche | Rifiuta tutto eccetto il marketing
unsure: Rifiuta solo il marketing | Rifiuta la pubblicità | Disattiva annunci personalizzati
unsure: Non accettare i cookie statistici
unsure: Non voglio continuare senza cookie | Non rinuncio ai cookie
"""
PORTUGUESE = """
reject: Proíbe todos cookies
accept: Aceitar | Aceitar tudo | Aceitar todos | Permitir todos | Aceitar cookies | Concordo | Sim
accept: Aceitar e fechar | Entendi | Aceito | Aceitar todos os cookies | Concordar e fechar
accept: Permitir | Aceitar (pode alterar a qualquer momento) | Sem problema
reject: Rejeitar | Recusar tudo | Rejeitar todos | Não aceitar | Não aceito | Não | Não, obrigado
reject: Aceitar necessários | Somente necessários | Apenas cookies necessários | Negar
reject: Continuar sem aceitar | Aceitar apenas os essenciais | Não permitir | Não concordo
reject: Rejeitar cookies não essenciais | Permitir somente necessários | Só os obrigatórios
reject: Rejeitar opcionais | Aceitar apenas o necessário | Nenhum cookie | Discordo
settings: Definições | Gerir preferências | Personalizar | Configurações de cookies | Mais opções
save: Guardar preferências | Permitir seleção | Confirmar as minhas escolhas | Aceitar selecionados
pay: Assinar | Recusar e assinar
unsure: Saiba mais | Política de privacidade | Fechar | Agora não | Mais tarde | Mais informações
unsure: Aceitar ou rejeitar | Como recusar | Aceitar todos exceto marketing | Continuar
reject: Rejeitar todos exceto os necessários
unsure: Rejeitar todos exceto estatísticas | Recusar tudo menos publicidade
unsure: Rejeitar apenas marketing | Recusar anúncios | Desativar publicidade personalizada
unsure: Não aceitar cookies analíticos
unsure: Não quero continuar sem cookies | Não quero perder os cookies
"""
DUTCH = """
accept: Accepteren | Alles accepteren | Akkoord | Alle cookies toestaan | Ja, ik ga akkoord | Ja
accept: Accepteer alle cookies | Toestaan | Alle cookies accepteren | Sta alle cookies toe
accept: Begrepen | Toestemming geven | Akkoord en sluiten | Accepteren (u kunt dit altijd wijzigen)
accept: Prima | Aanvaarden | Ik snap het | Geen probleem
reject: Weigeren | Alles weigeren | Cookies weigeren | Afwijzen | Niet akkoord | Niet toestaan | Nee
reject: Nee, bedankt | Noodzakelijke cookies accepteren | Alleen noodzakelijke | Niet accepteren
reject: Alleen noodzakelijke cookies | Alleen functionele cookies | Enkel noodzakelijke toestaan
reject: Accepteer alleen noodzakelijke cookies | Doorgaan zonder te accepteren | Wijs alles af
reject: Geen toestemming geven | Ik ga niet akkoord | Liever geen cookies | Geen cookies toestaan
reject: Weiger niet-noodzakelijke cookies | Nee, accepteer alleen de noodzakelijke | Ik weiger
reject: Aanvaard enkel essentiële cookies | Alle optionele weigeren
settings: Instellingen | Voorkeuren beheren | Aanpassen | Opties beheren | Accepteren of pas aan
save: Selectie toestaan | Voorkeuren opslaan | Mijn keuzes bevestigen | Opslaan
pay: Abonneren | Weigeren en betalen
unsure: Acceptatie | Meer informatie | Lees meer | Sluiten | Nu niet | Misschien later
unsure: Privacybeleid | Sommige cookies accepteren | Noodzakelijke en statistische
unsure: Accepteren of weigeren | Hoe weigeren | Alles behalve marketing accepteren | Doorgaan
reject: Alles weigeren behalve noodzakelijke
unsure: Alles weigeren behalve statistieken | Weiger alles op marketing na
unsure: Alleen marketing weigeren | Advertenties weigeren | Gepersonaliseerde reclame uitschakelen
unsure: Statistische cookies niet toestaan
unsure: Ik wil niet verder zonder cookies | Ik wil geen cookies missen
"""
POLISH = """
settings: Pozwól mi wybrać
accept: Akceptuj | Akceptuj wszystkie | Zgadzam się | Zezwól na wszystkie | Akceptuję | Rozumiem
accept: Tak | Wyrażam zgodę | Zaakceptuj wszystkie | Akceptuj i zamknij | Tak, zgadzam się
accept: W porządku | Zezwalam | Akceptuję (możesz zmienić w każdej chwili)
accept: Zgadzam się i przechodzę
reject: Odrzuć | Odrzuć wszystkie | Nie zgadzam się | Tylko niezbędne | Odmów | Nie | Nie, dziękuję
reject: Akceptuj niezbędne | Akceptuj tylko niezbędne | Nie akceptuję | Nie zezwalaj | Odmowa
reject: Nie wyrażam zgody | Kontynuuj bez akceptacji | Tylko wymagane | Niezbędne pliki cookie
reject: Kontynuuj bez wyrażania zgody | Korzystaj wyłącznie z niezbędnych | Odrzuć opcjonalne
reject: Zezwól tylko na niezbędne | Nie akceptuj żadnych | Wyłącz wszystkie
reject: Zatwierdź tylko niezbędne
settings: Ustawienia | Dostosuj | Zarządzaj zgodami | Ustawienia plików cookie | Więcej opcji
save: Zapisz ustawienia | Zezwól na wybór | Potwierdź moje wybory | Akceptuj wybrane
pay: Subskrybuj | Odrzuć i zapłać
unsure: Akceptacja | Dowiedz się więcej | Polityka prywatności | Zamknij | Nie teraz | Później
unsure: Szczegóły | Akceptuj lub odrzuć | Jak odrzucić | Akceptuj wszystkie oprócz reklam
unsure: Przejdź do serwisu
reject: Odrzuć wszystkie oprócz niezbędnych
unsure: Odrzuć wszystkie oprócz statystycznych | Odrzuć wszystko z wyjątkiem reklam
unsure: Odrzuć tylko marketing | Odrzuć reklamy | Wyłącz spersonalizowane reklamy
unsure: Nie akceptuj plików statystycznych
unsure: Nie chcę rezygnować z plików cookie
"""
SWEDISH = """
reject: Tacka nej till alla
save: Acceptera markerat
settings: Personifiera
accept: Acceptera | Acceptera alla | Godkänn alla cookies | Tillåt alla | Jag förstår | Godkänn | Ja
accept: Jag godkänner | Acceptera alla kakor | Tillåt alla cookies | Samtyck | Okej
accept: Godkänn och stäng | Godkänn (du kan ändra när som helst) | Inga problem
reject: Avvisa | Avvisa alla | Neka | Neka alla | Nej tack | Nej | Tillåt inte | Godkänn inte
reject: Avböj | Acceptera nödvändiga | Godkänn nödvändiga | Endast nödvändiga cookies
reject: Bara nödvändiga | Fortsätt utan att acceptera | Godkänn endast nödvändiga kakor
reject: Samtyck inte | Inga kakor | Avvisa alla utom nödvändiga | Nej, bara nödvändiga
reject: OK till nödvändiga | Avvisa ej nödvändiga | Använd endast nödvändiga cookies
reject: Jag godkänner inte | Tillåt inga cookies | Neka och stäng
settings: Inställningar | Anpassa | Hantera alternativ | Hantera eller avvisa | Ändra inställningar
save: Spara inställningar | Tillåt urval | Bekräfta mina val | Godkänn valda
pay: Prenumerera | Neka och betala
unsure: Läs mer | Integritetspolicy | Stäng | Inte nu | Kanske senare | Visa detaljer
unsure: Acceptera eller avvisa | Hur du nekar | Acceptera alla utom marknadsföring | Fortsätt
unsure: Avvisa alla utom statistik | Neka alla förutom marknadsföring
unsure: Avvisa endast marknadsföring | Neka annonser | Stäng av personanpassade annonser
unsure: Tillåt inte statistik
unsure: Jag vill inte fortsätta utan kakor | Jag vill inte avstå från kakor
"""
# Their words of acceptance read like those of the others, so their refusals have to be known.
NEIGHBOURS = """
accept: Accepter alle | Tillad alle | Godta alle | Jeg forstår | Accept toate
reject: Accepter kun nødvendige | Accepter ikke | Tillad ikke | Godta bare nødvendige | Afvis alle
reject: Tillat nødvendige | Avvis alle | Nei takk | Uden samtykke | Fortsett uten å godta
reject: Accept doar necesare | Acceptar només necessàries | Akceptovat pouze nezbytné | Neakceptovat
reject: Akceptovať len nevyhnutné | Akceptēt tikai nepieciešamās
settings: Indstillinger | Tilpas
save: Tillad valgte
unsure: Læs mere | Ikke nu | Nu accept | Alltid aktiv
unsure: Afvis alle undtagen statistik | Avvis alle unntatt markedsføring | Afvis kun markedsføring
unsure: Afvis annoncer
"""


def table(text: str) -> list[tuple[str, str]]:
    """The labels of a table with their kinds."""
    lines = (line.partition(": ") for line in text.strip().splitlines())
    return [(label, kind) for kind, _, labels in lines for label in labels.split(" | ")]


TABLES = (
    *(ENGLISH, FRENCH, GERMAN, SPANISH, ITALIAN),
    *(PORTUGUESE, DUTCH, POLISH, SWEDISH, NEIGHBOURS),
)
EXPECTED = list(dict.fromkeys(row for language in TABLES for row in table(language)))
