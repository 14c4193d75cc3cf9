"""The words of lengths of time in nine languages, in plain letters (lower case, no accents).

English, French, German, Spanish, Italian, Portuguese and Dutch; of Polish and Swedish the units.
"""

# Lower case and without accents, as ``plain`` leaves them; an article counts as one.
_UNIT_WORDS = {
    "second": "s sec secs second seconds seconde secondes sekunde sekunden sek segundo segundos seg"
    " secondo secondi seconden sekunda sekundy sekund sekunder",
    "minute": "min mins mn minute minutes minuten minuto minutos minuti minuut minuta"
    " minuty minut minuter",
    "hour": "h hr hrs hour hours heure heures stunde stunden std hora horas ora ore uur uren"
    " godzina godziny godzin timme timmar",
    "day": "d day days jour jours j tag tage tagen dia dias giorno giorni gg dag dagen"
    " dzien dni dagar journee journees giornata giornate",
    "week": "w wk wks week weeks sem semaine semaines woche wochen semana semanas settimana"
    " settimane weken tydzien tygodnie tygodni vecka veckor",
    "month": "mo mos mth mths month months mois monat monate monaten mes meses mese mesi maand"
    " maanden miesiac miesiace miesiecy manad manader",
    "year": "y yr yrs year years an ans annee annees jahr jahre jahren ano anos anno anni jaar"
    " jaren rok lata lat ar",
}
_NUMBER_WORDS: dict[float, str] = {
    1: "a an one un une uno una um uma ein eine einen einem einer ein eines een jeden jedna en ett",
    1.5: "anderthalb eineinhalb anderthalbes anderhalf anderhalve",
    2.5: "zweieinhalb",
    2: "two deux zwei dos due dois duas twee",
    3: "three trois drei tres tre drie",
    4: "four quatre vier cuatro quattro quatro",
    5: "five cinq funf cinco cinque vijf",
    6: "six sechs seis sei zes",
    7: "seven sept sieben siete sette sete zeven",
    8: "eight huit acht ocho otto oito",
    9: "nine neuf neun nueve nove negen",
    10: "ten dix zehn diez dieci dez tien",
    11: "eleven onze elf once undici",
    12: "twelve douze zwolf doce dodici doze twaalf",
    13: "thirteen treize dreizehn trece tredici treze dertien",
    14: "fourteen quatorze vierzehn catorce quattordici catorze veertien",
    15: "fifteen quinze funfzehn quince quindici vijftien",
    16: "sixteen seize sechzehn dieciseis sedici dezesseis dezasseis zestien",
    17: "seventeen siebzehn diecisiete diciassette dezessete dezassete zeventien",
    18: "eighteen achtzehn dieciocho diciotto dezoito achttien",
    19: "nineteen neunzehn diecinueve diciannove dezenove dezanove negentien",
    20: "twenty vingt zwanzig veinte venti vinte twintig",
    24: "vierundzwanzig veinticuatro ventiquattro vierentwintig",
    30: "thirty trente dreissig treinta trenta trinta dertig",
    60: "sixty soixante sechzig sesenta sessanta sessenta zestig",
    90: "ninety neunzig noventa novanta negentig",
}
COMPOUNDS = {
    "twenty-four": "24",
    "twenty four": "24",
    "vingt-quatre": "24",
    "vingt quatre": "24",
    "vinte e quatro": "24",
    "quatre-vingt-dix": "90",
    "dix-sept": "17",
    "dix-huit": "18",
    "dix-neuf": "19",
    "thirty-six": "36",
    "trente-six": "36",
    "forty-five": "45",
    "quarante-cinq": "45",
    "a fortnight": "14 days",
    "fortnight": "14 days",
    "een halfuur": "30 minuten",
    "een halfjaar": "6 maanden",
    "un trimestre": "3 mois",
    "un semestre": "6 mois",
}
"""Numbers of several words and lengths without one, which are read before the words are."""
UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
NUMBERS = {word: number for number, words in _NUMBER_WORDS.items() for word in words.split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AND = _words(", + and et und y e en i och")
ONE = _words(_NUMBER_WORDS[1])
HALF = _words(
    "half halve halbe halbes halber halben halbs demi demie medio media mezzo mezza mezz meio meia"
)
SESSION = _words(
    "session sitzung sitzungsende browsersitzung sesion sessione sessao sessie sesja sesji"
)
BROWSER = _words("browser browsers navigateur navegador")
CLOSED = _words(
    "closed closes closing close fermeture ferme geschlossen schliessen cierre cierra cerrar"
    " chiusura chiuso fechar fechado encerramento sluiten gesloten"
)
BETWEEN = _words(
    "the of end until till when your is a you la le du de duree fin jusqu l au votre"
    " bis zum des der ende wird beim hasta el al del fino alla della di fine quando"
    " ate o do da fim final tot het van einde wordt bij cookie only"
)
ENDLESS = _words(
    "persistent permanent permanently unlimited never forever indefinite indefinitely endless"
    " persistant illimite illimitee unbegrenzt dauerhaft persistente permanente ilimitado"
    " ilimitada illimitato onbeperkt"
    " deleted deletion removed erased cleared suppression supprime effacement geloscht loschung"
    " loschen elimine eliminen eliminacion borre borrado eliminazione cancellazione eliminado"
    " eliminacao apagado verwijderd verwijdering verwijdert bezterminowo"
)
