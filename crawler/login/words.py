"""What pages call what belongs to a login, in nine languages, as JavaScript's patterns."""

# A label as a whole; what also means other things counts alone only.
_LEAVE = (
    r"(log|sign) ?-?(me )?(out|off)|(se |me )?d[ée]connecter|(se |me )?d[ée]connexion|ausloggen"
    r"|(cerrar|finalizar) (la )?sesi[oó]n|desconectar(me|se)?|disconnetti(ti)?|scollegati"
    r"|termina(r)? (a )?sess[aã]o|encerrar (a )?sess[aã]o|uitloggen|wyloguj( si[eę])?|logga ut"
)
_LEAVE_ALONE = r"abmelden|salir|sair|esci|afmelden|d[ée]connexion|log ?out"
PATTERNS = {
    "leave": rf"^\W*(({_LEAVE})\b.{{0,30}}|({_LEAVE_ALONE})\W*)$",
    # Of an address.
    "leaving": r"(^|[/?&=:_-])(user)?(log-?_?(out|off)|sign-?_?(out|off)|deconnexion|abmelden"
    r"|cerrar-?sesion|uitloggen|wyloguj)($|[/?&=._-])",
    "enter": r"log ?in|log ?on|sign ?in|continue|next|submit|verify|confirm|enter\b"
    r"|connexion|connecter|continuer|suivant|valider|anmelden|einloggen|weiter|best[äa]tigen"
    r"|iniciar|entrar|acceder|continuar|siguiente|ingresar|accedi|entra\b|avanti|continua"
    r"|seguinte|aceder|inloggen|aanmelden|verder|volgende|zaloguj|dalej|logga in|n[äa]sta"
    r"|forts[äa]tt",
    "user": r"user|login|e-?mail|account|identifi|utilisateur|courriel|benutzer|usuario|correo"
    r"|utente|utilizador|gebruiker|u[żz]ytkownik|anv[äa]ndar|\bname\b",
    "other": r"search|newsletter|subscri|recherche|suche|buscar|cerca|zoek|szukaj|s[öo]k\b",
    "code": r"\botp|totp|2fa|mfa|one.?time|(verification|security|auth\w*|login).?code"
    r"|authenticator|two.?factor|second.?factor|code de (v[ée]rif|s[ée]cur)|einmal.?(code|pass)"
    r"|(sicherheits|best[äa]tigungs)code|c[oó]digo de (verif|segur)|codice (di )?(verif|sicur)"
    r"|verificatiecode|beveiligingscode|kod (weryf|bezp)|verifieringskod|engångskod",
}
