"""Spanish."""

from crawler.consent.languages.language import Language

SPANISH = Language(
    accept=r"acept(?!ac)|permit|autoriz(?!ac)|de acuerdo|consient|consentir\b|activar|habilitar"
    r"|apruebo|aprobar|(dar|doy)\b.*\bconsentimiento|continuar con (las )?cookies",
    refuse=r"rechaz|descart|deneg|declin|desactiv|deshabilit|inhabilit|revoc|bloque|me opongo"
    r"|oponer|retirar|negar(se|me)?\b",
    consent=r"consentimiento|cookies?\b|rastreo",
    negation=r"no\b|nada\b|ningun|ni\b|tampoco\b|nunca\b|jamas\b",
    without=r"sin\b",
    yes=r"si|vale|claro",
    no=r"no|prefiero (que )?no",
    courtesy=r"gracias|continuar|cerrar|por favor|seguir",
    understood=r"(estoy )?de acuerdo|entendido|(lo )?entiendo|comprendido|(me parece|esta) bien"
    r"|perfecto|(no hay|sin) problemas?|por que no|por supuesto",
    everything=r"tod[oa]s?\b|permitirlas todas|la totalidad",
    besides=r"except|salvo|menos\b|a excepcion|con excepcion|aparte de|fuera de",
    only=r"solo\b|solamente|unicamente|exclusivamente",
    partly=r"algun|limitad|parcial|restring|reducid",
    necessary=r"necesari|esencial|obligatori|imprescindibl|tecnic|minim|estrict|requerid|basic",
    functional=r"funcional",
    optional=r"opcional|adicional|innecesari|no.necesari|otras\b|complementari",
    purposes=r"analitic|estadistic|publicit|marketing|personalizad|terceros",
    manage=r"configur(?!acion)|personaliz(?!ad|z)|gestion|administr|elegir|escoger|modificar|cambiar"
    r"|ajustar|mas opciones|seleccionar(?! tod)",
    settings=r"preferencia|configuracion|opciones|ajustes|finalidades",
    chosen=r"seleccionad|seleccion\b|elegid|actual",
    save=r"guardar|guarda\b|confirm|grabar|aplicar",
    pay=r"suscri|pagar|pago\b|sin (anuncios|publicidad)",
    information=r"saber mas|mas (info|detalles)|^informacion|(leer|ver|mostrar)\b|conoc|politica"
    r"|aviso|como\b|por que\b|que son|detalles|si (usted|no)|abandon|salir d|terminos",
    remark=r"(en )?cualquier momento|todo momento|mas tarde|despues|(usted )?pued(e|es)\b"
    r"|no (volver a )?(mostrar|preguntar)",
    undecided=r"quiza|tal vez|ahora no|no ahora|recorda|siempre activ",
    joint=r"y|e|o(?= (rechaz|deneg|configur|gestion|personaliz|acept))",
    privacy=r"privacidad|datos personales|proteccion de datos|rgpd\b",
    analytics=r"anali[tz]|analisis|estadistic|rendimiento|medicion|audiencia",
    marketing=r"marketing|publicit|publicidad|anuncios|mercadotecnia|redes sociales|promocion"
    r"|comercial",
    comfort=r"funcional|preferencia|personaliz|comodidad|idioma",
    close=r"cerrar|hecho\b|listo\b|volver\b",
)
