"""Polish."""

from crawler.consent.languages.language import Language

POLISH = Language(
    accept=r"akcept(?!ac)|zaakcept|zgadzam|zezw[ao]l|pozw[ao]l|wyrazam\b.*\bzgod|wyraz\b.*\bzgod"
    r"|zgoda na|wlacz(?!n)|przyjm|dopus[cz]|udzielam?\b.*\bzgod",
    refuse=r"odrzu|odm[ao]w|rezygnuj|zrezygnuj|blokuj|zablokuj|wylacz(?!n)|wycof|sprzeciw|cofnij"
    r"|zabron",
    consent=r"zgod[ayeo]|wyrazania|akceptacj|ciastecz|plik(i|ow)\b|cookies?\b|sledzeni",
    negation=r"nie\b|nic\b|zadn|ani\b|nigdy\b",
    without=r"bez\b",
    yes=r"tak|jasne|dobrze",
    no=r"nie",
    courtesy=r"dziek|prosze|zamknij|kontynuuj|przejdz",
    understood=r"rozumiem|zrozumian(e|o|lem|lam)|w porzadku|jest ok|nie ma (problemu|sprawy)"
    r"|czemu nie|zgoda",
    everything=r"wszystk|calosc",
    besides=r"oprocz|z wyjatkiem|poza\b|procz",
    only=r"tylko\b|wylacznie|jedynie",
    partly=r"niektor|ograniczon|czesciow",
    necessary=r"niezbedn|konieczn|wymagan|obowiazkow|techniczn|podstawow|minimaln|potrzebn",
    functional=r"funkcjonaln",
    optional=r"opcjonaln|dodatkow|zbedn|inne\b|pozostal",
    purposes=r"analitycz|statysty|marketing|reklam|spersonaliz",
    manage=r"dostosuj|zarzadza|zmien|wybierz(?! wszystk)|wybrac\b|wybieram|konfigur|personalizuj"
    r"|edytuj|wiecej opcji|ustaw\b",
    settings=r"ustawieni|preferencj|opcj[ei]|wyboru?\b|wybory\b|cele\b",
    chosen=r"wybran|zaznaczon|biezac",
    save=r"zapis|zatwierd|potwierd|zastosuj",
    pay=r"subskry|prenumer|zaplac|platn|oplac|bez reklam",
    information=r"dowiedz|wiecej info|^informacj|polityk|czytaj|przeczytaj|szczegol|pokaz|zobacz"
    r"|jak\b|dlaczego|co to|jesli|opusc|regulamin",
    remark=r"(w )?(kazdej chwili|kazdym momencie|dowolnym momencie|dowolnej chwili)|pozniej"
    r"|(mozesz|mozna)\b|nie (pokazuj|pytaj)",
    undecided=r"moze\b|nie teraz|przypomnij|zawsze (aktywn|wlaczon)",
    joint=r"i(?! (cookie|soli|necess|tecnic|essenz|miei|tuoi|consent|need))|oraz|lub|albo",
    privacy=r"prywatnos|dan(e|ych) osobow|rodo\b|ochron[ay] danych",
    analytics=r"analit|analiz|statysty|wydajnos|pomiar|ogladalnos",
    marketing=r"marketing|reklam|spolecznosci|promocyj|targetow",
    comfort=r"funkcjonaln|preferencj|personaliz|spersonaliz|wygod|jezyk",
    close=r"zamknij|gotowe\b|wstecz\b|powrot\b",
)
