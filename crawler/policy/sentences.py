"""Names in sentences that no make gives away: quoted, introduced as names, or like identifiers."""

import re
from collections.abc import Callable, Iterator, Sequence

from crawler.policy.document import Block, Kind
from crawler.policy.labels import label_of
from crawler.policy.names import FoundName, certain_names, is_word, name_of, names_in_list
from crawler.policy.term_cues import CUE, KEEPS, PLACES
from crawler.policy.terms import says_how_long
from crawler.policy.words import Field, categories_in, plain, speaks_of_cookies

_OPEN, _CLOSE = "«\u201c\u201e\u201d\"`'\u2018", "»\u201c\u201d\"`'\u2019"
_PIECE = r"[A-Za-z0-9][\w.:#*-]{1,60}"
_ITEM = rf"(?:[{_OPEN}]\s?{_PIECE}\s?[{_CLOSE}]|{_PIECE})"
_JOINT = r"(?:\s*,\s*(?:(?:and|et|und|y|e|en)\s+)?|\s+(?:&|and|et|und|y|e|en|or|ou|oder|o|of)\s+)"
_KIND = r"\b(?P<kind>cookies?|traceurs?|trackers?|tracers?|galletas?|rastreadores)\b"
_NAMING = (
    r"(?:(?:is|are|was)\s+)?(?:named|called|nomm\w{1,3}s?|appel\w{1,3}s?|intitul\w{1,3}s?"
    r"|d\w nom de|namens|mit dem Namen|genannt|llamad[oa]s?|denominad[oa]s?|denominat[oi]"
    r"|chiamat[oi]|chamad[oa]s?|genaamd|met de naam)"
)
_LIST = rf"(?P<list>{_ITEM}(?:{_JOINT}{_ITEM})*)"
_INTRODUCED = re.compile(rf"{_KIND}\s*,?\s*(?P<naming>{_NAMING}\s*:?\s+)?{_LIST}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\b(?:nom du|nome d[eo]l?|nombre de la|naam van de) cookie\s*:\s*({_PIECE})"
    rf"|\bcookie[ -]?names?\s*:\s*({_PIECE})",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"[{_OPEN}]\s?({_PIECE})\s?[{_CLOSE}]")
_IDENTIFIER = re.compile(
    r"(?:user|uu|gu|sess|session|visit|visitor|client|device|guest|track|tracking|anon|request"
    r"|page)"
    r"id\d*|(?:csrf|xsrf|auth|access|session)-?token",
    re.IGNORECASE,
)
# What kinds of cookies are called in quotes, and words that refer to other places.
_KINDS = re.compile(
    r"\b(?:first|third|party|parties|own|internal|external|persistent\w*|permanent\w*|temporary"
    r"|temporaires?|sessions?|flash|super|zombie|ever|secure|internes?|externes?|tiers|tierces?"
    r"|eigene|fremde|dritt\w*|dauerhafte?|propi[ao]s?|propri|terceros|terceiros|terzi|terze|derden"
    r"|https?|only|same|site|ci|dessus|dessous|apres|above|below|opt|in|out|pop|up|non)\b"
)
_NAMED_SO = re.compile(
    r"(?:cookies?|traceurs?|key|cle|clave|chave|chiave|schlussel|sleutel|item|eintrag)"
    rf"(?:\W+{_NAMING.lower()})?\W*$"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BRACKETED_ITEM = re.compile(rf"({_PIECE})\s\(([^()]{{1,60}})\)")
_BRACKETED = re.compile(
    rf"{_KIND}\s*:?\s*(?P<list>{_PIECE}\s\([^()]{{1,60}}\)(?:{_JOINT}{_PIECE}\s\([^()]{{1,60}}\))+)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bno longer (?:in use|use[ds]?|set|placed|stored|present)|\b(?:do|does|did|will) not (?:use"
    r"|set|place)"
    r"|\bremoved from (?:our|the|this|all)|\bne? ?'?(?:est|sont|utilis\w+|depos\w+) plus\b"
    r"|\bsupprim\w+ d(?:e|es) (?:nos|notre|ce|cette|toutes)|\bnicht (?:mehr|langer) (?:verwend"
    r"|gesetz|genutz|eingesetz)\w*"
    r"|\bya no\b|\bnon (?:e|sono|viene|vengono|usiamo|utilizziamo) piu\b|\bja nao\b"
    r"|\bnao \w+ mais\b"
    r"|\bniet (?:meer|langer)\b"
)
_END = re.compile(r"(?<=[.!?])(?<!bzw\.)(?<!ca\.)(?<!max\.)(?<!min\.)(?<!resp\.)(?<!B\.)\s+")
_GOES_ON = re.compile(
    r"(?:(?:this|das|esto|questo|isto|dit|dat) (?:is|ist|es|e)"
    r"|it|they|es|sie|il|elle|ils|elles|hij|het|ze|zij|both|beide|ambas|ambos"
    r"|(?:this|these|diese[rs]?|ces?|esta|este|estas|estes|estos|questo|questi|deze|dit)(?: same)?"
    r" (?:cookies?|traceurs?)|(?:the|das|der|le|la|el|il|lo|o|de) (?:cookie|traceur)"
    r" (?:is|expires|lasts|will|remains|wird|hat|lauft|bleibt|est|expire|reste|se|caduca|expira"
    r"|dura|viene|scade|ha|e|tem|wordt|vervalt|blijft)"
    r"|(?:the|its|their|die|ihre|seine|la|sa|leur|su|el|il|le|a|o|sua|de|hun) (?:lifetime|lifespan"
    r"|retention|expiry|duration|speicherdauer|laufzeit|lebensdauer|gultigkeit\w*|duree|duracion"
    r"|plazo|caducidad|durata|scadenza|duracao|prazo|validade|bewaartermijn|looptijd))\b"
)
"""Begins like a sentence that goes on about the cookies of the one before."""
_BEFORE_VERB = re.compile(
    r"^(?:(?:in der regel|normalerweise|meist|usually|normally|typically|generally|en general"
    r"|en principe|normalmente|por lo general|generalmente|di norma|in genere|em regra|em geral"
    r"|doorgaans|meestal) )?"
    r"(?:(?:si|se|it|is|are|they|es|er|wird|werden|il|elle|est|lo|e|viene|hij|het|ze|wordt) ){0,3}"
)
_PASSIVE = re.compile(r"(?:wird|wordt|is|viene|est|se)\b")
"""Begins a sentence without a subject: "Wird am Ende der Sitzung gelöscht"."""
_CAPITALS = r"[A-Z][A-Z0-9]*[A-Z0-9-]*[A-Z0-9]"
_CODED = re.compile(
    rf"\b[Cc]ookies?\s+(?P<behind>{_CAPITALS}(?:{_JOINT}{_CAPITALS})*)(?![\w*-])"
    rf"|(?<![\w-])(?P<before>{_CAPITALS}(?:{_JOINT}{_CAPITALS})*)\s+cookies?\b"
)
_ACRONYM = re.compile(
    r"HTTP|HTTPS|HTML|HTML5|GDPR|RGPD|DSGVO|DS-GVO|AVG|LOPD|LOPDGDD|LSSI|CNIL|AEPD|ICO|UE|EU"
    r"|EEA|EEE|US|UK|USA|API|URL|IP|ID|CMP|TCF|IAB|JS|CSS|PDF|FAQ|FAQS|SEO|CRM|CDN|AB|DNT|CCPA"
    r"|CPRA|LGPD|TTDSG|TDDDG|EPRIVACY|CAPTCHA|TV|AD|ADS|SSO|CSRF|XSRF|PHP|ASP|GA|GA4|GTM|UTM"
    r"|A-B|OK|NO|SA|SL|AG|SE|PECR|PII|CPU|DSP|SSP|RTB|SDK|CMS|DMP|WEB|UX|UI|B2B|B2C|VPN|TLS|SSL"
    r"|AJAX|JSON|XML"
)


def named_in(sentence: str) -> tuple[FoundName, ...]:
    """The names that a sentence on cookies gives: "the cookie “basket”", "a cookie named basket".

    Words that nothing sets apart are names only beside one that is made like an identifier.
    """
    labelled = (name_of(one[1] or one[2]) for one in _LABELLED.finditer(sentence))
    found = (name for match in _INTRODUCED.finditer(sentence) for name in _introduced(match))
    every = (*(one for one in labelled if one and not is_word(one)), *found)
    return tuple({one.text: one for one in every}.values())


def codes_in(sentence: str) -> tuple[FoundName, ...]:
    """Names in capitals beside the word cookie, as in "the cookie YSC" or "the YSC cookie"."""
    if sentence.isupper():
        return ()
    found = (one["behind"] or one["before"] for one in _CODED.finditer(sentence))
    pieces = [piece for one in found for piece in re.split(_JOINT, one)]
    names = (name_of(piece) for piece in pieces if not _ACRONYM.fullmatch(piece))
    return tuple({one.text: one for one in names if one and is_unlike_words(one)}.values())


def names_in_brackets(sentence: str) -> bool:
    """Whether brackets of a sentence hold names and nothing else: "Matomo (_pk_id, _pk_ses)"."""
    return any(map(names_in_list, _BRACKETS.findall(sentence)))


def is_data(name: FoundName, sentence: str) -> bool:
    """Whether a name stands in brackets beside an ordinary word: "(order_id, amount)"."""
    lists = [[one for one, _ in names_in_list(words)] for words in _BRACKETS.findall(sentence)]
    return any(
        name in listed and any(re.fullmatch("[a-z]{4,}", one.text) for one in listed)
        for listed in lists
    )


def names_in_brackets_list(sentence: str) -> tuple[tuple[FoundName, str], ...]:
    """Names behind "cookies" that each have brackets: "cookies bcookie (1 year), lidc (1 day)".

    Words are names there beside one that is made like a name.
    """
    found = _BRACKETED.search(sentence)
    pairs = _BRACKETED_ITEM.findall(found["list"]) if found else []
    names = [(name_of(word), remark) for word, remark in pairs]
    told = [(name, remark) for name, remark in names if name and not is_word(name)]
    odd = any(name.certain or _is_odd(name.text) for name, _ in told)
    return tuple(told) if odd and len(told) > 1 else _timed_codes(sentence)


def _timed_codes(sentence: str) -> tuple[tuple[FoundName, str], ...]:
    """Names in capitals that something places, each for a time in brackets: "sets NID (1 day)"."""
    if not PLACES.search(plain(sentence)):
        return ()
    pairs = _BRACKETED_ITEM.findall(sentence)
    codes = [
        (name, remark)
        for word, remark in pairs
        if is_code(word) and (name := name_of(word)) and says_how_long(f"({remark})")
    ]
    return tuple(codes) if len(codes) > 1 else ()


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; one that says how long the cookies before it last stays with them.

    It names none itself, and begins with "it", "these cookies" or a label such as "Expiry:".
    """
    sentences: list[str] = []
    for line in text.split("\n"):
        begin = len(sentences)
        for at, sentence in enumerate(_END.split(line)):
            if at and _goes_on(sentence):
                begin = max(begin, _last_but(sentences, _refers_back))
                sentences[begin:] = [" ".join((*sentences[begin:], sentence))]
            else:
                sentences.append(sentence)
    return sentences


def _last_but(sentences: list[str], passed: Callable[[str], bool]) -> int:
    """Where the last sentence stands, without those at the end that are passed over."""
    at = len(sentences) - 1
    while at > 0 and passed(sentences[at]):
        at -= 1
    return at


def _goes_on(sentence: str) -> bool:
    label = label_of(sentence)
    begins = label and label[0] is Field.LIFETIME and not _names(sentence)
    return bool(begins or (_refers_back(sentence) and says_how_long(sentence)))


def _refers_back(sentence: str) -> bool:
    return bool(_GOES_ON.match(plain(sentence))) and not _names(sentence)


def _names(sentence: str) -> bool:
    return bool(certain_names(sentence) or named_in(sentence))


def lasts_so_long(text: str) -> bool:
    """Whether a text says how long something lasts that it does not name, as "Kept for a year"."""
    words = _BEFORE_VERB.sub("", plain(text))
    begins = CUE.match(words) or _GOES_ON.match(words) or _PASSIVE.match(plain(text))
    return bool(begins) and says_how_long(text)


def describes_one(blocks: Sequence[Block]) -> bool:
    """Whether a text says of one thing, and not of cookies, how long that lasts."""
    text = blocks[0].text if blocks and blocks[0].kind is Kind.PARAGRAPH else ""
    several = re.search(r"\b(?:cookies|traceurs|galletas)\b", plain(text))
    return not several and any(map(lasts_so_long, sentences_of(text)))


def lasts_elsewhere(text: str) -> bool:
    """Whether a text says how long something lasts that it names: "We keep invoices for a year"."""
    for sentence in filter(says_how_long, sentences_of(text)):
        begins = _BEFORE_VERB.match(plain(sentence))
        if not (speaks_of_cookies(sentence) or lasts_so_long(sentence) or (begins and begins[0])):
            return True
    return False


def is_named_so(word: str, sentence: str) -> bool:
    """Whether an ordinary word that is set apart stands right behind "cookie" or "key"."""
    before = sentence.partition(word)[0]
    return bool(_NAMED_SO.search(plain(before)))


def denies(sentence: str) -> bool:
    """Whether a sentence says that a cookie is not set, or not any more."""
    return bool(_DENIED.search(plain(sentence)))


def is_code(text: str) -> bool:
    """Whether it is made like a name in capitals, and is no abbreviation that policies use."""
    return bool(re.fullmatch(rf"\.?{_CAPITALS}", text)) and not _ACRONYM.fullmatch(text)


def says_placed(sentence: str) -> bool:
    """Whether a sentence says that something is placed, as cookies are."""
    return bool(PLACES.search(plain(sentence)))


def says_stored(sentence: str) -> bool:
    """Whether a sentence says that something is placed or stored."""
    return bool(KEEPS.search(plain(sentence)))


def _introduced(match: re.Match[str]) -> Iterator[FoundName]:
    listed = match["list"]
    quoted = _QUOTED.findall(listed)
    pieces = quoted or re.split(_JOINT, listed)
    identified = any(map(_IDENTIFIER.search, pieces))
    one_meant = bool(quoted) and not match["kind"].lower().endswith("s")
    for piece in pieces if quoted or match["naming"] or identified else ():
        name = name_of(piece)
        explicit = bool(quoted and match["naming"])
        kind = _KINDS.search(plain(piece)) or (not explicit and speaks_of_cookies(piece))
        possible = name and not name.certain and not is_word(name) and not kind
        # A word in quotes behind "cookies" may be a kind of them: «third-party».
        if name and possible and (identified or one_meant or _is_odd(name.text)):
            yield name


def _is_odd(text: str) -> bool:
    """Whether no word of a language is made so: with a digit or capital in it, or a hyphen."""
    inside = re.search(r"\d|[a-z][A-Z]|\w\w\.\w\w|::", text)
    return bool(inside or re.fullmatch(r"[a-z]{3,}-[a-z]{3,}", text))


def is_unlike_words(name: FoundName) -> bool:
    """Whether it is made like no word of a language, and is no kind of cookies."""
    odd = name.certain or is_code(name.text) or _is_odd(name.text)
    return odd and not _KINDS.search(plain(name.text)) and not categories_in(name.text)
