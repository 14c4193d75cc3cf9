"""The rules in French, and what a finding of each says."""

from collections.abc import Mapping

from crawler.findings import RULES, Rule, RuleText

_EPRIVACY = "directive 2002/58/CE (ePrivacy), article 5(3)"
_PLANET49 = "CJUE C-673/17 (Planet49)"


def _rule(rule: Rule, title: str, meaning: str, why: str, mend: str, source: str) -> RuleText:  # noqa: PLR0917 - the fields of a rule
    return RuleText(title, meaning, why, mend, source, RULES[rule].gate)


_CONSENT = {
    Rule.BEFORE_CONSENT: _rule(
        Rule.BEFORE_CONSENT,
        "Stocké avant le consentement",
        "Un cookie soumis au consentement a été stocké alors que le visiteur n’avait rien choisi.",
        "Sans consentement préalable, seul le strict nécessaire peut être stocké. Qu’il soit "
        "supprimé lors du refus n’y change rien.",
        "Ne chargez ce qui le dépose qu’après l’accord donné à la plateforme de consentement. S’il "
        "est strictement nécessaire, déclarez-le exempté et dites pourquoi.",
        f"{_EPRIVACY} ; RGPD, articles 4(11) et 7 ; {_PLANET49}",
    ),
    Rule.AFTER_REJECT: _rule(
        Rule.AFTER_REJECT,
        "Stocké après le refus",
        "Un cookie soumis au consentement a été stocké après le refus du visiteur, dans un parcours "
        "où ce refus est prouvé.",
        "Le visiteur a dit non, et le site l’a fait quand même.",
        "Soumettez ce qui le dépose à la plateforme de consentement, aussi sur la page que nomme "
        "la preuve.",
        f"{_EPRIVACY} ; RGPD, articles 4(11) et 7",
    ),
    Rule.AFTER_WITHDRAW: _rule(
        Rule.AFTER_WITHDRAW,
        "Toujours là après le retrait",
        "Un cookie soumis au consentement a été stocké, ou était encore là, sur des pages visitées "
        "après le retrait du consentement, dans un parcours où ce retrait est prouvé.",
        "Le consentement peut être retiré à tout moment, et avec lui le droit de garder quoi que "
        "ce soit sur l’appareil du visiteur.",
        "Faites supprimer le cookie par la plateforme lors du retrait, ou par son propriétaire s’il "
        "est à un tiers, et arrêtez ce qui le dépose.",
        f"RGPD, articles 7(3) et 17(1)(b) ; {_EPRIVACY}",
    ),
    Rule.READ_AFTER_REFUSAL: _rule(
        Rule.READ_AFTER_REFUSAL,
        "Encore lu après le refus ou le retrait",
        "Un cookie soumis au consentement a été envoyé avec les requêtes de pages visitées après un "
        "refus ou un retrait prouvé.",
        "Lire ce qui est stocké sur l’appareil demande le même consentement que le stocker : un "
        "cookie qui reste et qui est encore envoyé est encore utilisé.",
        "Supprimez le cookie lors du refus et du retrait, et arrêtez les requêtes qui l’emportent.",
        f"CNIL, délibération SAN-2024-019 du 14 novembre 2024 (Orange) ; {_EPRIVACY}",
    ),
    Rule.CONSENT_IGNORED_GPC: _rule(
        Rule.CONSENT_IGNORED_GPC,
        "Stocké malgré Global Privacy Control",
        "Un cookie soumis au consentement a été stocké alors que le navigateur envoyait Sec-GPC: 1 "
        "avec chaque requête et le disait à chaque script.",
        "Là où la loi connaît ce signal, c’est une opposition valable ; nulle part ce n’est un "
        "consentement.",
        "Faites lire le signal par la plateforme de consentement, et traitez-le comme un refus.",
        f"W3C, Global Privacy Control ; règlement du CCPA, section 7025 ; {_EPRIVACY}",
    ),
    Rule.CONSENT_NOT_RECORDED: _rule(
        Rule.CONSENT_NOT_RECORDED,
        "Un autre choix enregistré que celui qui a été fait",
        "Le visiteur a choisi, et ce que le site en retient dit autre chose.",
        "Un consentement que personne n’a donné n’en est pas un, et qui s’en prévaut doit pouvoir "
        "le démontrer.",
        "Vérifiez la configuration de la plateforme de consentement, et les scripts qui en écrivent "
        "eux-mêmes l’état.",
        "RGPD, articles 4(11) et 7(1)",
    ),
    Rule.WITHDRAWAL_MISSING: _rule(
        Rule.WITHDRAWAL_MISSING,
        "Aucun moyen de retirer",
        "Après l’acceptation, aucun lien, bouton ou icône n’a été trouvé par lequel une personne "
        "pourrait retirer son consentement.",
        "Retirer son consentement doit être aussi simple que le donner.",
        "Mettez sur chaque page un lien vers le panneau de la plateforme de consentement.",
        "RGPD, article 7(3)",
    ),
}
_LIFETIMES = {
    Rule.LIFETIME_LONGER: _rule(
        Rule.LIFETIME_LONGER,
        "Vit plus longtemps que déclaré",
        "Le site a demandé au navigateur de garder le cookie plus longtemps que ne le dit la "
        "déclaration. La durée demandée compte, non celle à laquelle le navigateur la réduit.",
        "La durée fait partie de ce que le visiteur apprend quand il consent, et des données ne "
        "doivent pas être gardées plus longtemps que nécessaire.",
        "Raccourcissez la durée là où le cookie est déposé, ou corrigez la politique et la "
        "déclaration si la durée plus longue est nécessaire et se justifie.",
        f"{_PLANET49}, points 75 à 81 ; RGPD, articles 5(1)(e) et 13(2)(a)",
    ),
    Rule.LIFETIME_SHORTER: _rule(
        Rule.LIFETIME_SHORTER,
        "Vit moins longtemps que déclaré",
        "Même la plus longue durée demandée par le site est plus courte que celle déclarée.",
        "Personne n’en souffre, mais la politique ne dit pas ce qui se passe.",
        "Corrigez la durée dans la politique et la déclaration.",
        f"{_PLANET49}, points 75 à 81 ; RGPD, article 5(1)(a)",
    ),
    Rule.LIFETIME_SESSION: _rule(
        Rule.LIFETIME_SESSION,
        "Cookie de session ou cookie persistant",
        "La déclaration dit que le cookie finit avec la session du navigateur et le site lui donne "
        "une durée, ou l’inverse.",
        "Un cookie qui reste après la fermeture du navigateur reconnaît le visiteur plus tard ; "
        "consentir à cela est autre chose. Dans ce sens l’audit échoue ; un cookie de session "
        "déclaré persistant n’est qu’un avertissement.",
        "Omettez Max-Age et Expires là où le cookie est déposé, ou déclarez la durée qu’il a.",
        f"{_PLANET49}, points 75 à 81 ; RGPD, article 13(2)(a)",
    ),
    Rule.LIFETIME_RENEWED: _rule(
        Rule.LIFETIME_RENEWED,
        "Recommence sa durée de vie",
        "Le site a redéposé le cookie sur des pages suivantes avec toute sa durée : il finit donc "
        "d’autant après la dernière visite, et non après la première.",
        "On dit au visiteur combien de temps vit un cookie ; pour qui revient, celui-ci ne finit "
        "jamais. La mesure d’audience n’est exemptée que si son cookie n’est pas prorogé.",
        "Déposez-le une fois et gardez son terme, ou dites dans la politique que sa durée "
        "recommence à chaque visite.",
        "CNIL, lignes directrices et recommandation du 17 septembre 2020 (mesure d’audience : 13 "
        "mois, sans prorogation) ; RGPD, article 5(1)(e)",
    ),
    Rule.LIFETIME_UNDECLARED: _rule(
        Rule.LIFETIME_UNDECLARED,
        "La politique ne donne aucune durée",
        "Le cookie est déclaré et a été vu, mais la déclaration ne dit pas combien de temps il vit. "
        "Il y a un constat par entrée, quel que soit le nombre d’observations.",
        "Le visiteur doit savoir combien de temps vit chaque cookie.",
        "Ajoutez la durée à la politique et à la déclaration ; celle observée est un début.",
        f"{_PLANET49}, points 75 à 81 ; RGPD, article 13(2)(a)",
    ),
}
_LISTED = {
    Rule.UNDECLARED: _rule(
        Rule.UNDECLARED,
        "Un cookie que personne n’a déclaré",
        "Le site a stocké un cookie qu’aucune entrée de la déclaration ne couvre.",
        "Le visiteur doit être informé de chaque cookie avant de pouvoir y consentir, et ce qui "
        "n’est pas dans la liste n’a été examiné par personne.",
        "Trouvez par la preuve qui le dépose. Puis arrêtez-le, ou inscrivez-le dans la politique et "
        "la déclaration avec sa finalité, sa durée et s’il demande le consentement.",
        f"{_EPRIVACY} ; RGPD, articles 12 et 13",
    ),
    Rule.UNDECLARED_STORAGE: _rule(
        Rule.UNDECLARED_STORAGE,
        "Quelque chose gardé dans le navigateur que personne n’a déclaré",
        "Le site a gardé quelque chose dans localStorage, sessionStorage, IndexedDB ou Cache Storage "
        "qu’aucune entrée de la déclaration ne couvre.",
        "La loi parle de stocker sur l’appareil du visiteur, et pas des seuls cookies : il doit "
        "être informé de tout.",
        "Trouvez par la preuve qui le garde. Puis arrêtez-le, ou inscrivez-le dans la politique et "
        "la déclaration avec son type, sa finalité et s’il demande le consentement.",
        f"{_EPRIVACY} ; lignes directrices 2/2023 du CEPD ; RGPD, articles 12 et 13",
    ),
    Rule.MISSING: _rule(
        Rule.MISSING,
        "Déclaré, et jamais vu",
        "La déclaration contient un cookie qui n’est apparu sur aucune page d’aucun parcours qui "
        "compte. Le message dit ce qui a été couvert.",
        "Une politique qui énumère ce qui n’existe pas informe mal aussi. Plus souvent, la page qui "
        "dépose le cookie n’a pas été visitée.",
        "Ajoutez la page qui le dépose à celles du site, ou un rôle qui peut la voir. S’il a "
        "disparu pour de bon, retirez-le de la politique et de la déclaration.",
        "RGPD, articles 5(1)(a) et 12(1)",
    ),
    Rule.WRONG_DOMAIN: _rule(
        Rule.WRONG_DOMAIN,
        "Déclaré sous un autre domaine",
        "Le cookie a été stocké sous un domaine que son entrée ne couvre pas, et jamais sous celui "
        "qui est déclaré.",
        "Le domaine dit au visiteur qui peut lire le cookie. Sa durée et son besoin de consentement "
        "sont quand même confrontés à l’entrée.",
        "Corrigez le domaine dans la politique et la déclaration, ou ajoutez une entrée pour "
        "l’autre si deux acteurs déposent un cookie de ce nom.",
        f"RGPD, article 13(1)(e) ; {_PLANET49}, points 75 à 81",
    ),
    Rule.INSECURE: _rule(
        Rule.INSECURE,
        "Cookie de session sans protection",
        "À un cookie qui porte la session d’un visiteur manque Secure ou HttpOnly, ou à un cookie "
        "pour tous les sites (SameSite=None) manque Secure.",
        "Qui lit le cookie d’une session en chemin ou par un script agit comme le visiteur.",
        "Déposez-le avec Secure et HttpOnly.",
        "RGPD, article 32(1) ; RFC 6265, section 8.3",
    ),
}

FRENCH_RULES: Mapping[Rule, RuleText] = {**_CONSENT, **_LIFETIMES, **_LISTED}

FRENCH_FINDINGS: Mapping[Rule, str] = {
    Rule.UNDECLARED: (
        "« {name} » de {host} : stocké sur {page} par {by} ({observed}) ; aucune entrée de la "
        "déclaration ne le couvre."
    ),
    Rule.UNDECLARED_STORAGE: (
        "« {name} » de {host} : gardé sur {page} par {by} ({observed}) ; aucune entrée de la "
        "déclaration ne le couvre."
    ),
    Rule.MISSING: "« {name} » est déclaré ({declared}) et n’a pas été vu sur : {sites}.",
    Rule.LIFETIME_LONGER: (
        "« {name} » de {host} : déposé sur {page} par {by} pour {observed}, plus longtemps que la "
        "durée déclarée, {declared}."
    ),
    Rule.LIFETIME_SHORTER: (
        "« {name} » de {host} : déposé sur {page} par {by} pour {observed}, moins longtemps que la "
        "durée déclarée, {declared}."
    ),
    Rule.LIFETIME_SESSION: (
        "« {name} » de {host} : déposé sur {page} par {by} ; durée observée : {observed}, "
        "déclarée : {declared}."
    ),
    Rule.LIFETIME_RENEWED: (
        "« {name} » de {host} : sa durée recommence sur {page}, par {by} ; observé : {observed}, "
        "déclaré : {declared}."
    ),
    Rule.LIFETIME_UNDECLARED: (
        "« {name} » de {host} : vu avec {observed}, et la déclaration ne donne aucune durée."
    ),
    Rule.BEFORE_CONSENT: (
        "« {name} » de {host} : stocké sur {page} par {by}, avant tout choix du visiteur ; "
        "déclaré : {declared}."
    ),
    Rule.AFTER_REJECT: (
        "« {name} » de {host} : stocké sur {page} par {by}, après le refus du visiteur ; "
        "déclaré : {declared}."
    ),
    Rule.AFTER_WITHDRAW: (
        "« {name} » de {host} : {observed}, sur {page} par {by} ; déclaré : {declared}."
    ),
    Rule.READ_AFTER_REFUSAL: (
        "« {name} » de {host} : {observed}, avec la page {page} ; déclaré : {declared}."
    ),
    Rule.CONSENT_IGNORED_GPC: (
        "« {name} » de {host} : stocké sur {page} par {by}, malgré Global Privacy Control ; "
        "déclaré : {declared}."
    ),
    Rule.CONSENT_NOT_RECORDED: "{host} : ce que le site retient du choix dit autre chose.",
    Rule.WITHDRAWAL_MISSING: (
        "{host} : personne ne trouverait ici où retirer le consentement donné."
    ),
    Rule.WRONG_DOMAIN: (
        "« {name} » : stocké sous {observed} sur {page} par {by}, et déclaré pour {declared}."
    ),
    Rule.INSECURE: "« {name} » de {host} : déposé sur {page} par {by} ; {observed}.",
}
"""A finding in a sentence, of what the finding holds; that of the audit stands beside it."""
