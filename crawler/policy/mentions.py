"""Every name in a sentence on cookies, with the brackets behind it, in the order of the text."""

from collections.abc import Collection, Sequence

from crawler.policy.clauses import clauses, joined_to, tells_apart
from crawler.policy.names import FoundName, is_word, name_of, names_with_remarks
from crawler.policy.sentences import (
    codes_in,
    is_code,
    is_data,
    is_named_so,
    named_in,
    names_in_brackets,
    names_in_brackets_list,
    says_placed,
    says_stored,
)
from crawler.policy.terms import lengths_in, says_how_long
from crawler.policy.words import speaks_of_cookies

Named = tuple[FoundName, str]


def sure_names(sentence: str, marked: Collection[str], *, about: bool) -> tuple[Named, ...] | None:
    """Names that their make, or their being set apart, tells; None where no cookie is spoken of.

    ``about`` is whether headings above say that the text is about cookies.
    """
    _, named = names_with_remarks(sentence, marked)
    if not speaks_of_cookies(sentence):
        named = tuple(one for one in named if not is_data(one[0], sentence))
    apart = [one for one in map(name_of, marked) if one and one.written in sentence]
    words = [one for one in apart if not is_word(one) and _may_stand_alone(one, sentence)]
    stored, placed = says_stored(sentence), says_placed(sentence)
    certain = any(one.certain for one in words) and (placed or (about and stored))
    certain = certain or (placed and any(is_code(one.written) for one in words))
    lasting = _lasting(apart, sentence) if about else []
    words, certain = words or lasting, certain or bool(lasting)
    told = stored or names_in_brackets(sentence) or _says_how_long(sentence, named)
    timed = stored and any(says_how_long(f"({remark})") for _, remark in named if remark)
    listed = bool(named) and (timed or (about and told))
    if not (speaks_of_cookies(sentence) or certain or listed or names_in_brackets_list(sentence)):
        return None
    return named or tuple((one, "") for one in words)


def _says_how_long(sentence: str, named: Sequence[Named]) -> bool:
    return says_how_long(sentence) or tells_apart(sentence, [one.written for one, _ in named])


def _lasting(apart: Sequence[FoundName], sentence: str) -> list[FoundName]:
    """What is set apart, if each of several words has a length of time behind it."""
    parts = clauses(sentence, [one.written for one in apart])
    several = len(set(parts)) > 1 and all(lengths_in(part) for part in parts)
    return list(apart) if several and not any(map(is_word, apart)) else []


def _may_stand_alone(name: FoundName, sentence: str) -> bool:
    code = is_code(name.written) and says_placed(sentence)
    ordinary = name.text.isalpha() and not code and not is_named_so(name.written, sentence)
    return " " not in name.text and not ordinary


def with_others(
    named: Sequence[Named], sentence: str, marked: Collection[str]
) -> tuple[Named, ...]:
    """The names of a sentence with those that stand beside them, or are introduced as names."""
    known = {name.text for name, _ in named}
    more = (one for one in names_in_brackets_list(sentence) if one[0].text not in known)
    named = (*named, *more)
    written = [name.written for name, _ in named]
    beside = (name_of(one) for one in joined_to(sentence, written, tuple(marked)))
    found = {name.text: (name, remark) for name, remark in named}
    for one in (*filter(None, beside), *named_in(sentence)):
        found.setdefault(one.text, (one, ""))
    remarks = any(remark for _, remark in found.values())
    if (found or says_how_long(sentence)) and not remarks:
        for one in codes_in(sentence):
            found.setdefault(one.text, (one, ""))
    return tuple(sorted(found.values(), key=lambda one: sentence.find(one[0].written)))
