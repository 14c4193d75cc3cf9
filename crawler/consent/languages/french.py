"""French."""

from crawler.consent.languages.language import Language

FRENCH = Language(
    accept=r"accept(?!a)|autoris(?!at)|d'accord\b|consens\b|consent(ir|ez)\b|approuv|permet"
    r"|activer|active\b|(donne[rz]?|je donne)\b.*\bconsentement"
    r"|continuer avec (les |tous les )?cookies",
    refuse=r"refus|rejet|interdi|declin|desactiv|s'oppos|m'oppos|oppos|bloqu|retir(er|e)\b|revoqu",
    consent=r"consentement|accord\b|cookies?\b|traceurs?\b|suivi\b",
    negation=r"ne\b|n'|pas\b|rien\b|aucun|ni\b|guere\b|non\b|jamais\b",
    without=r"sans\b",
    yes=r"oui|c'est ok",
    no=r"non|sans facon|je prefere pas",
    courtesy=r"merci|pour moi|continue|fermer|s'il",
    understood=r"d'accord|je suis d'accord|(j'ai )?compris|c'est (bon|compris|parti)|parfait"
    r"|entendu|ca me va|pas de (probleme|souci)s?|pourquoi pas|bien sur|volontiers",
    everything=r"tou(t|s|te|tes)\b|l'ensemble",
    besides=r"sauf|excepte|hormis|hors\b|en dehors|mis a part|a l'exception",
    only=r"uniquement|seulement|exclusivement|juste\b|seuls?\b|seules?\b",
    partly=r"certain|quelques|limite|partiel|une partie|reduit",
    necessary=r"necessaire|essentiel|obligatoire|indispensable|requis|techniques?\b|minimum\b"
    r"|strict|minimal",
    functional=r"fonctionnel",
    optional=r"optionnel|facultati|supplementaire|additionnel|inutile|autres?\b|superflu",
    purposes=r"statisti|mesure|publicit|ciblage|personnalise(e|s)|tiers\b|sociaux",
    manage=r"personnaliser?\b|gerer|gere\b|gestion|parametrer|configurer|choisir|modifier|changer"
    r"|definir|je choisis|plus d'options",
    settings=r"parametr|preference|choix\b|options?\b|reglage|finalites?\b",
    chosen=r"selection|actuel",
    save=r"enregistr|confirm|valid(er|e|ez)\b|sauvegard|appliquer",
    pay=r"abonn|payer\b|payant|sans pub",
    information=r"en savoir|savoir plus|plus d'info|^informations?\b|politique|mentions|comment\b"
    r"|pourquoi\b|lire\b|voir\b|afficher|decouvr|details?\b|si vous|quitter (le|la|ce)|charte"
    r"|apropos",
    remark=r"a tout moment|plus tard|vous (pouvez|pourrez)|ne plus (afficher|demander|montrer)"
    r"|en (cliquant|continuant|poursuivant)",
    undecided=r"peut.etre|pas maintenant|toujours acti|me le rappeler|demander plus tard",
    joint=r"et|ou|puis|ainsi que",
    privacy=r"vie privee|confidentialite|donnees personnelles|rgpd\b",
    analytics=r"mesure|statisti|analy|audience|performance",
    marketing=r"publicit|marketing|ciblage|reseaux sociaux|promotion|regies?\b|commercia",
    comfort=r"fonctionnel|preference|personnalis|confort|langue",
    close=r"fermer|terminer?\b|retour\b|quitter\b",
)
