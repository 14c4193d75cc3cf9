"""What pages call what belongs to a login, in nine languages, as JavaScript's patterns."""

# A label as a whole; what also means other things counts alone only.
_LEAVE = (
    r"(log|sign) ?-?(me )?(out|off)|(se |me )?d[ée]connecter|(se |me )?d[ée]connexion|ausloggen"
    r"|(cerrar|finalizar) (la )?sesi[oó]n|desconectar(me|se)?|disconnetti(ti)?|scollegati"
    r"|termina(r)? (a )?sess[aã]o|encerrar (a )?sess[aã]o|uitloggen|wyloguj( si[eę])?|logga ut"
)
_LEAVE_ALONE = r"abmelden|salir|sair|esci|afmelden|d[ée]connexion|log ?out"
_OFFER = (
    r"(log|sign) ?-?(in|on)|(se |me )?connecter|connectez-vous|connexion|s.identifier|anmelden"
    r"|einloggen|iniciar sesi[oó]n|acceder|ingresar|accedi|entrar|iniciar sess[ãa]o|inloggen"
    r"|aanmelden|zaloguj( si[eę])?|logga in"
)
PATTERNS = {
    "leave": rf"^\W*(({_LEAVE})\b.{{0,30}}|({_LEAVE_ALONE})\W*)$",
    # Of an address.
    "leaving": r"(^|[/?&=:])([a-z]+[_-])?(user)?(log-?_?(out|off)|sign-?_?(out|off)"
    r"|deconnexion|abmelden|cerrar-?sesion|uitloggen|wyloguj)($|[/?&=._-])",
    # Of an address: what tells of it, and does it not.
    "tells": r"(^|[/_-])(how|help|faqs?|support|articles?|docs?|kb|blog|aide|hilfe|ayuda)[/_-]",
    # To log in, as the whole of a label, and as what a heading begins with.
    "offer": rf"^\W*({_OFFER})( again| now)?\W*$",
    "heading": rf"^\W*({_OFFER})\b",
    "join": r"sign ?-?_?up|regist(er|r[ai]|reer)|enrol|create\b.{0,12}\b(account|profile)"
    r"|new.?account|inscri(re|vez|ption|vi)|cr[ée]er? .{0,8}compte|konto (erstellen|anlegen)"
    r"|crear .{0,8}cuenta|crea .{0,4}account|criar .{0,4}conta|account aanmaken|zarejestruj"
    r"|utw[óo]rz konto|skapa konto",
    "password": r"passwor[dt]|passwd|passcode|passphrase|\bpwd?\b|mot ?de ?passe|contrase[nñ]a"
    r"|kennwort|wachtwoord|\bsenha|has[łl]o\b|l[öo]senord|parola d.ordine",
    "ended": r"session\b.{0,12}\b(expired|timed out|ended|expir[ée]e|beendet|utg[åa]ng|g[åa]tt ut)"
    r"|you (have been|were|are)( now)? (logged|signed) (out|off)|sitzung\b.{0,12}abgelaufen"
    r"|sesi[oó]n\b.{0,12}(expirado|caducado)|sessione\b.{0,4}scaduta|sess[ãa]o\b.{0,4}expir"
    r"|sessie\b.{0,4}verlopen|sesja (wygas|zako[nń]cz)",
    "enter": r"log ?in|log ?on|sign ?in|continue|next|submit|verify|confirm|enter\b"
    r"|connexion|connecter|continuer|suivant|valider|anmelden|einloggen|weiter|best[äa]tigen"
    r"|iniciar|entrar|acceder|continuar|siguiente|ingresar|accedi|entra\b|avanti|continua"
    r"|seguinte|aceder|inloggen|aanmelden|verder|volgende|zaloguj|dalej|logga in|n[äa]sta"
    r"|forts[äa]tt",
    # What a page says where it lets nobody in; a sentence with one of these.
    "refused": r"(?<![\p{L}\p{N}_])(wrong|incorrect|invalid|not valid|fail(ed|ure)|denied"
    r"|refused|locked|blocked|banned|disabled|suspended|deactivated|expired|too many"
    r"|not recogni[sz]ed|unknown|unable"
    r"|(do|does|did)(n.t| not) (match|exist)|no account|not active|not allowed|try again|error"
    r"|incorrecte?s?|invalides?|erron[ée]e?s?|[ée]chou[ée]|refus[ée]e?|bloqu[ée]e?|verrouill[ée]e?"
    r"|suspendue?|d[ée]sactiv[ée]e?|r[ée]essay\w+|trop de"
    r"|falsch\w*|ung[üu]ltig\w*|fehlgeschlagen|gesperrt|deaktiviert|abgelehnt|fehler|zu viele"
    r"|incorrect[oa]s?|inv[áa]lid[oa]s?|err[óo]ne[oa]s?|bloquead[oa]|suspendid[oa]|desactivad[oa]"
    r"|demasiados|fallid[oa]|errat[oa]|non (valid[oa]|corrett[oa])|bloccat[oa]|sospes[oa]"
    r"|disattivat[oa]|troppi|incorret[oa]s?|suspens[oa]|muitas|onjuist|ongeldig|mislukt|geblokkeerd"
    r"|vergrendeld|te veel|nieprawid[łl]ow\w+|b[łl][ęe]dn\w+|zablokowan\w+|zbyt wiele"
    r"|fel(aktig\w*)?|ogiltig\w*|sp[äa]rra[dt]|l[åa]st|f[öo]r m[åa]nga)(?![\p{L}\p{N}_])",
    "user": r"user|login|e-?mail|account|identifi|utilisateur|courriel|benutzer|usuario|correo"
    r"|utente|utilizador|gebruiker|u[żz]ytkownik|anv[äa]ndar|\bname\b",
    "other": r"search|newsletter|subscri|recherche|suche|buscar|cerca|zoek|szukaj|s[öo]k\b",
    "code": r"\botp|totp|2fa|mfa|one.?time|(verification|security|auth\w*|login).?code"
    r"|\b(6|six).?digit|code (from|in) your|authenticator|two.?factor"
    r"|second.?factor|code de (v[ée]rif|s[ée]cur)|einmal.?(code|pass)"
    r"|(sicherheits|best[äa]tigungs)code|c[oó]digo de (verif|segur)|codice (di )?(verif|sicur)"
    r"|verificatiecode|beveiligingscode|kod (weryf|bezp)|verifieringskod|engångskod",
}
