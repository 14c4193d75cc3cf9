"""Names of cookies in the text of policies, and the ways in which policies write wildcards."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from crawler.domains import is_public_suffix
from crawler.names import NamePattern
from crawler.policy.terms import term_in_cell
from crawler.policy.words import categories_in, field_of

_PIECE = re.compile(
    r"(?:[^\s,;<>{}\[\]()\"“”„«»|]|<{1,2}[^<>\n]{1,40}>{1,2}|\{{1,2}[^{}\n]{0,40}\}{1,2}|\[[^\[\]\n]{0,40}\]"
    r"|(?<=[\w.-])\([^()\n]{2,40}\))+"
)
_EITHER = re.compile(r"\s\((?:or|ou|oder|o|of)\s+([^\s()]+)\)")
"""Another name in brackets: "mtm_consent (or mtm_consent_removed)"."""
_REMARK = re.compile(r"(?<![\w.-])\([^()]*\)")
_JOINTS = re.compile(r"[,;\n]|\s[/|&+•·]\s|\s(?:and|et|und|y|e|en|or|ou|oder|o|of|bzw\.)\s")
_JOINT = re.compile(r"\s*(?:[,;]|[,;]?\s(?:and|et|und|y|e|en|or|ou|oder|o|of))\s*")
_CHARACTERS = re.compile(r"[\w.!#$%&'+^`~*:/<>{}@ -]+", re.ASCII)
_QUOTES = "'`\"“”„«»\u2018\u2019\u201a"
_NAMED = re.compile(r"[A-Za-z][\w .-]*", re.ASCII)
_SEPARATOR = re.compile(
    r"\s*(?::(?=\s|$)|\s[-\u2013\u2014=→|]+\s|\n|(?<=[\w*>}\]])\s+(?=[(\[]\S))\s*"
)
_COOKIE_WORD = re.compile(
    r"^(?:(?:the|le|la|les|das|der|die|el|los|il|lo|gli|o|os|de"
    r"|het)\s+)?(?:cookies?)\s+(?:name\s*)?(?=\S*_)"
    r"|\s+[-\u2013]?\s*cookies?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")
_BEHIND = re.compile(r"[\"'\u201c\u201d\u2019]?\s?\u00bb?\s*\(([^()]*)\)")
_LIST_JOINTS = re.compile(
    r"[,;](?![^()]*\))|\s(?:[/|&+•·]|and|et|und|y|e|en|or|ou|oder|o|of)\s(?![^()]*\))"
)
_LISTED = re.compile(r"(?P<name>\S+)(?:\s+\((?P<remark>[^()]*)\))?")
_FILE = re.compile(r"\.(?:pdf|html?|php|[jt]sx?|png|aspx?|md|txt|json|ya?ml|docx?|css|xml)$")
_NONE = re.compile(
    "none|nothing|aucune?|neant|kein(?:e|s|er)?|ningun[ao]|nessun[ao]|nenhuma?|geen", re.IGNORECASE
)
"""What policies write where they list no cookie."""
_MOST, _LONGEST_LIST = 128, 4_000


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as the declaration writes it; ``written`` is what the policy has.

    ``certain`` tells a name by its make (an underscore, a wildcard) from a word that may be one.
    """

    text: str
    written: str
    certain: bool

    @property
    def note(self) -> str:
        """What a reviewer should know of it; empty where the policy writes it so itself."""
        return "" if self.text == self.written else f"the policy writes {self.written}"


def wildcarded(written: str) -> str:
    """A name with the policy's placeholders as the declaration's wildcards."""
    text = re.sub(r"\[\d{1,2}\]$", "", written)
    text = re.sub(r"…|\.\.\.|\[[^\[\]]*\]\{\d+(?:,\d*)?\}", "*", text)
    text = re.sub(r"\$?\{\{?\s*([^{}]*?)\s*\}?\}", lambda m: _placeholder(m[1], "{}"), text)
    text = re.sub(r"<{1,2}\s*([^<>]*?)\s*>{1,2}", lambda m: _placeholder(m[1], "<>"), text)
    text = re.sub(
        r"\[([^\[\]]*)\]|\(([^()]{2,})\)", lambda m: _placeholder(m[1] or m[2] or "", "<>"), text
    )
    text = re.sub(r"#+", "*", text)
    text = re.sub(
        r"(?<![A-Za-z])(?:[xX]{2,}|[nN]{2,})(?![A-Za-z])|(?<=[a-z])X{3,}"
        r"|(?<=[A-Z])x{4,}",
        "*",
        text,
    )
    text = re.sub(r"\*-[xXyY]\b", "*-*", text)
    return re.sub(r"\*{2,}", "*", text)


def _placeholder(words: str, brackets: str) -> str:
    words = words.strip()
    named = _NAMED.fullmatch(words) and not re.fullmatch(r"[xX]+", words)
    return f"{brackets[0]}{words}{brackets[1]}" if named else "*"


def name_of(piece: str) -> FoundName | None:
    """The name that a single piece of text is; None for what no name can be."""
    written = piece.strip().strip(_QUOTES).rstrip(":")
    if not written.endswith(("...", "..")):
        written = written.rstrip(".")
    written = written.strip(_QUOTES)
    text = wildcarded(written)
    literals = re.sub(r"<[^<>]*>|\{[^{}]*\}|\*", "", text)
    if not (0 < len(text) <= _MOST and _CHARACTERS.fullmatch(text)):
        return None
    if not re.search(r"[A-Za-z]", literals) or re.search(r"\s|[<>{}=;]|://|^/", literals):
        return None
    if text.endswith("/"):
        return None
    if "@" in text and not re.fullmatch(r"[^@]*[_*][^@]*@[A-Za-z]+", text):
        return None
    if _is_host(text) or literals[0] in "-'+/:" or not NamePattern(text).literal_length:
        return None
    return FoundName(text, written, _certain(text))


def _is_host(text: str) -> bool:
    if not re.fullmatch(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+", text.lower()) or "_" in text:
        return False
    return is_public_suffix(text.rpartition(".")[2].lower())


def _certain(text: str) -> bool:
    if ("/" in text and "_" not in text) or _FILE.search(text):
        return False
    ids = re.search(r"S?ESS(?:ION)?_?ID$", text, re.IGNORECASE)
    return bool("_" in text or re.search(r"[*<{]", text) or ids or text.startswith("__"))


def is_none(text: str) -> bool:
    """Whether a text says that there is no cookie, as "None." does."""
    return bool(_NONE.fullmatch(text.strip(" .")))


def is_word(name: FoundName) -> bool:
    """Whether it may well be an ordinary word, a company or a heading of a table."""
    if name.certain:
        return False
    if not re.fullmatch(r"[A-Z]?[a-z]+(?:[-/][A-Z]?[a-z]+)*", name.text):
        return False
    label = name.text.isalpha() and field_of(name.text) is not None
    # "cookielawinfo-checkbox-necessary" is no word, though it names a category.
    told = label or is_none(name.text) or (name.text.count("-") < 2 and categories_in(name.text))
    return name.text[0].isupper() or bool(told)


def names_in_cell(text: str, *, strict: bool = False) -> tuple[FoundName, ...]:
    """The names that a cell, or the text before a separator, lists; none where it has other words.

    ``strict`` takes only what is certain to be a name.
    """
    if len(text) > _LONGEST_LIST:
        return ()
    parts = [part.strip() for part in _JOINTS.split(_REMARK.sub(" ", text))]
    pieces = [_COOKIE_WORD.sub("", part).strip() for part in parts]
    names: list[FoundName] = []
    for piece in filter(None, pieces):
        single = [name_of(one) for one in _pieces(piece)]
        found = [name for name in single if name is not None]
        if len(found) != len(single) or (len(found) > 1 and not _are_a_row(found)):
            return ()
        names += found
    if (strict or pieces != parts) and not all(name.certain for name in names):
        return ()
    return tuple({name.text: name for name in names}.values())


def _are_a_row(names: list[FoundName]) -> bool:
    """Whether names divided by blanks alone are names all: certain ones, and codes beside them."""
    codes = (one.certain or re.fullmatch(r"[A-Z][A-Z0-9-]+", one.text) for one in names)
    return any(one.certain for one in names) and all(codes)


def _pieces(text: str) -> list[str]:
    """The words of a text; all of it where they do not make it up."""
    words = [found[0] for found in _PIECE.finditer(text)]
    return words if len("".join(words)) >= len(re.sub(r"[\s\"“”„«»|]", "", text)) else [text]


def certain_names(text: str) -> tuple[FoundName, ...]:
    """Every name in a text that is certain to be one."""
    found = (name_of(piece) for piece in _words(text))
    return tuple({name.text: name for name in found if name and name.certain}.values())


def names_with_remarks(
    text: str, marked: Collection[str] = ()
) -> tuple[str, tuple[tuple[FoundName, str], ...]]:
    """What stands before the first name that is certain, and each with the brackets behind it.

    What is ``marked`` as code with brackets behind it is as good as certain, and so is what has
    brackets and is joined to the brackets of one before: "_fbp (90 days) and fr (90 days)".
    """
    found: list[tuple[FoundName, str]] = []
    first, end = len(text), -1
    for piece in _PIECE.finditer(_ADDRESS.sub(lambda m: " " * len(m[0]), text)):
        name = name_of(piece[0])
        remark = _BEHIND.match(text, piece.end())
        joined = end > 0 and _JOINT.fullmatch(text[end : piece.start()]) is not None
        sure = name and (name.certain or (remark and (name.written in marked or joined)))
        if name and sure and (name.certain or not is_word(name)):
            first = min(first, piece.start())
            found.append((name, remark[1] if remark else ""))
            end = remark.end() if remark else -1
    return text[:first], tuple(found)


def names_in_list(text: str) -> tuple[tuple[FoundName, str], ...]:
    """Names that are all of a text, each with its brackets: "_fbp, fr (90 days)".

    Brackets behind the last alone are those of all. Empty where there is more in the text, where
    no name is certain, or where one may be a word.
    """
    parts = _LIST_JOINTS.split(_COOKIE_WORD.sub("", text.replace("\n", " ").strip(" .")))
    found = [_LISTED.fullmatch(part.strip()) for part in parts if part.strip()]
    names = [(name_of(one["name"]), one["remark"] or "") for one in found if one]
    told = [(name, remark) for name, remark in names if name and not is_word(name)]
    if len(told) != len(found) or not any(name.certain for name, _ in told):
        return ()
    last = told[-1][1]
    if not last or any(remark for _, remark in told[:-1]):
        return tuple(told)
    turns = _in_turn(last, len(told)) or [last] * len(told)
    return tuple((name, turn) for (name, _), turn in zip(told, turns, strict=True))


def _in_turn(remark: str, count: int) -> list[str]:
    """The lifetimes that brackets give to as many names: "(duration: 2 years, 1 day)"."""
    parts = re.split(r"\s*[,;/]\s*", remark.rpartition(":")[2])
    told = len(parts) == count and all(term_in_cell(part).words for part in parts)
    return parts if told else []


def _words(text: str) -> Iterator[str]:
    for found in _PIECE.finditer(_ADDRESS.sub(" ", text)):
        yield from found[0].split("/") if "://" not in found[0] else ()


def leading_names(text: str) -> tuple[tuple[FoundName, ...], str]:
    """The names that a list item begins with, and what it says of them."""
    text = _EITHER.sub(r" or \1", text)
    found = _SEPARATOR.search(text[:_LONGEST_LIST])
    head, rest = (text[: found.start()], text[found.end() :]) if found else (text, "")
    names = names_in_cell(head)
    inside = re.match(r"\(([^()]*)\)\s*[:\u2013\u2014-]?\s*(.*)", rest, re.DOTALL)
    bracketed = names_in_cell(inside[1], strict=True) if inside else ()
    if names and not (bracketed and all(map(is_word, names))):
        return names, rest
    first, behind = _first_names(text)
    if first:
        return first, behind
    return (bracketed, inside[2]) if inside and bracketed else ((), text)


def _first_names(text: str) -> tuple[tuple[FoundName, ...], str]:
    """The certain names that a text begins with, joined by commas or "and", and what follows."""
    names: list[FoundName] = []
    end = at = 0
    while piece := _PIECE.match(text, at):
        name = name_of(piece[0])
        if not (name and name.certain):
            break
        names.append(name)
        end = piece.end()
        joint = _JOINT.match(text, end)
        if not joint:
            break
        at = joint.end()
    behind = text[end:]
    return ((), text) if behind.startswith(",") else (tuple(names), behind.strip())
