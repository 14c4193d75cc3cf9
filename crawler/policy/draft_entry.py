"""A draft of one entry of the declaration, made of what a policy says in one place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.cookies import StorageType
from crawler.declared import Category
from crawler.domains import is_public_suffix
from crawler.policy.columns import Record
from crawler.policy.context import Context, provider_in
from crawler.policy.names import FoundName, certain_names, is_word
from crawler.policy.terms import Term, term_in_cell, term_in_text
from crawler.policy.words import Field, categories_in, plain, says_optional, storage_in

_ALIAS = re.compile(
    r"\b(?:(?:will|may|can) (?:then )?be (?:named|called)|(?:is|are) (?:then )?(?:named|called)"
    r"|also (?:named|called|known as)|sera (?:nomme|appele)\w*|s'appel\w+|(?:egalement"
    r"|aussi) (?:nomme|appele)\w*"
    r"|genannt|heisst|heissen|benannt|se llama\w*|tambien (?:llamad|denominad)\w+|se denomina\w*"
    r"|(?:sara|viene|verra) (?:denominat|chiamat|nominat)\w+|si chiama\w*|(?:sera|e) (?:chamad"
    r"|nomead|denominad)\w+"
    r"|tambem (?:chamad|conhecid)\w+|heet|genoemd)\b"
)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n")
_HOST = re.compile(r"\.?(?:[a-z0-9_](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}")
_PARTY = re.compile(
    r"^(?:first|third|1st|3rd) party$|^(?:tierce|premiere) partie$|^propias?$|^(?:de )?terceros$"
    r"|^(?:di )?(?:terze|prima) parti?e?$|^(?:proprio|terceiros)$|^(?:eerste|derde) partij$"
)
_LONGEST_TEXT = 1_000
_RESERVED = {"test", "example", "invalid", "localhost", "local", "internal", "lan", "intranet"}
"""Suffixes of hosts that are in no public list (RFC 2606, RFC 6761, RFC 6762)."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that may have been misread, and the words of the policy that leave it open.

    ``contradiction`` is set where the policy itself says one thing here and another there.
    """

    field: Field
    text: str
    contradiction: bool = False


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry as far as the policy says it; ``notes`` is what somebody has to look at.

    ``site`` is the address of the site that it is declared for, empty where the policy names
    none; ``lifetime`` and ``called`` (its category) are in the policy's words. ``doubts`` says
    which of the notes could hide that something else is meant.
    """

    name: str
    source: str
    aliases: tuple[str, ...] = ()
    site: str = ""
    domain: str = ""
    category: Category | None = None
    optional: bool = False
    lifetime: str = ""
    type: StorageType = StorageType.COOKIE
    provider: str = ""
    purpose: str = ""
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    called: str = ""
    doubts: tuple[Doubt, ...] = ()


def entries_of(
    names: Sequence[FoundName], record: Record, context: Context, source: str
) -> Iterator[DraftEntry]:
    """The entries of names that share a row, an item or a card."""
    shared = _shared(record, context)
    terms = _terms(record.fields, len(names))
    beside = record.fields.get(Field.NAME, "") if len(names) == 1 else ""
    purposes = _paired(record.fields.get(Field.PURPOSE, ""), len(names))
    for name, term, purpose in zip(names, terms, purposes, strict=True):
        told = bool(term.words or term.note or Field.LIFETIME in record.fields)
        in_text = Term(rest=purpose) if told else _in_text(beside, purpose)
        text = (in_text.rest if in_text.words else purpose).strip(" -\u2013\u2014:;,")
        notes = [name.note, _doubt(name), *shared.notes]
        # What needs no lifetime needs no question after it.
        notes += [] if shared.type.endless else [term.note, in_text.note]
        yield DraftEntry(
            name=name.text,
            source=source,
            aliases=_aliases(purpose, names),
            site=context.site,
            domain=shared.domain,
            category=shared.category,
            optional=shared.optional,
            lifetime=_shortened(term.words or in_text.words, shared.session),
            type=shared.type,
            provider=shared.provider,
            purpose=" ".join(text.split())[:_LONGEST_TEXT],
            links=tuple(dict.fromkeys((*context.links(), *record.links))),
            notes=tuple(dict.fromkeys(note for note in notes if note)),
            called=_called(record.fields, context),
            doubts=(*_doubts(name, (term.note, in_text.note), shared.type), *shared.doubts),
        )


def _in_text(beside: str, purpose: str) -> Term:
    """The lifetime that the brackets beside a name give, or else what is said of it."""
    found = term_in_text(beside)
    return Term(found.words, purpose) if found.words else term_in_text(purpose)


def _doubts(name: FoundName, terms: Sequence[str], kind: StorageType) -> Iterator[Doubt]:
    if doubt := _doubt(name):
        yield Doubt(Field.NAME, doubt)
    if not kind.endless:
        yield from (Doubt(Field.LIFETIME, note) for note in terms if note)


def _called(fields: Mapping[Field, str], context: Context) -> str:
    group = context.category()
    return (
        fields.get(Field.CATEGORY, "")
        or fields.get(Field.TYPE, "")
        or (group.text if group else "")
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all names of a record have in common."""

    category: Category | None
    optional: bool
    domain: str
    provider: str
    type: StorageType
    session: bool
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def _shared(record: Record, context: Context) -> _Shared:
    fields, notes = (
        record.fields,
        [f"the column of its {one} was known by its content alone" for one in record.guessed],
    )
    category, optional, doubt = _category(fields, context)
    provider, supposed = fields.get(Field.PROVIDER, ""), False
    provider = "" if _PARTY.search(plain(provider)) else provider
    if not provider:
        provider, supposed = context.provider()
    provider = provider or provider_in(fields.get(Field.PURPOSE, ""))
    kind = fields.get(Field.TYPE, "")
    stored = (
        storage_in(kind) or storage_in(fields.get(Field.CATEGORY, "")) or storage_in(context.path)
    )
    domain, odd = _domain(fields, context)
    notes += [
        doubt,
        odd,
        "its provider was taken from the heading" if supposed and provider else "",
    ]
    doubts = [Doubt(one, "its column was known by its content alone") for one in record.guessed]
    doubts += [Doubt(Field.CATEGORY, doubt)] if doubt else []
    doubts += [Doubt(Field.DOMAIN, odd)] if odd else []
    session = plain(kind) in {"session", "sitzung", "sesion", "sessione", "sessao", "sessie"}
    return _Shared(
        category,
        optional,
        domain,
        " ".join(provider.split())[:200],
        stored or StorageType.COOKIE,
        session,
        tuple(notes),
        tuple(doubts),
    )


def _category(fields: Mapping[Field, str], context: Context) -> tuple[Category | None, bool, str]:
    """Category, whether it is called optional, and a doubt."""
    for field in (Field.CATEGORY, Field.TYPE):
        text = fields.get(field, "")
        kinds = categories_in(text) if len(text) < 80 else ()
        if len(kinds) > 1:
            return None, says_optional(text), f"the policy's category {text!r} names several"
        if kinds or says_optional(text):
            return kinds[0] if kinds else None, says_optional(text), ""
    if Field.CATEGORY in fields and len(fields[Field.CATEGORY]) < 80:
        return None, False, f"the policy's category {fields[Field.CATEGORY]!r} is none of the four"
    group = context.category()
    if group is None:
        return None, False, ""
    if group.several:
        return None, group.optional, f"the heading {group.text[:80]!r} names several categories"
    return group.category, group.optional, ""


def _domain(fields: Mapping[Field, str], context: Context) -> tuple[str, str]:
    """The domain without its leading dot, and a doubt."""
    told = fields.get(Field.DOMAIN, "").strip().lower()
    hosts = list(dict.fromkeys(found.removeprefix(".") for found in _HOST.findall(told)))
    if len(hosts) == 1 and not is_public_suffix(hosts[0]):
        return hosts[0].removeprefix("www."), ""
    if len(hosts) > 1:
        return context.domain, f"the policy names several domains: {', '.join(hosts)}"
    provider = fields.get(Field.PROVIDER, "").strip().lower()
    host = _host_of(provider)
    if Field.DOMAIN not in fields and host:
        return host, "its domain was taken from the provider"
    return "" if is_public_suffix(context.domain) else context.domain, ""


def _host_of(provider: str) -> str:
    """The host that a provider is given by, without its leading dot; empty for other providers."""
    host = _HOST.fullmatch(provider)
    bare = provider.removeprefix(".").removeprefix("www.")
    return bare if host and _possible(provider) else ""


def _possible(host: str) -> bool:
    suffix = host.rpartition(".")[2]
    return not is_public_suffix(host) and (is_public_suffix(suffix) or suffix in _RESERVED)


def _terms(fields: Mapping[Field, str], count: int) -> list[Term]:
    cell = fields.get(Field.LIFETIME, "")
    for divider in (r"\n", ",", ";", "/", r",|\s(?:and|et|und|y|e|en)\s"):
        parts = re.split(divider, cell)
        if count > 1 and len(parts) == count:
            return [term_in_cell(part) for part in parts]
    return [term_in_cell(cell)] * count


def _paired(text: str, count: int) -> list[str]:
    parts = text.split("\n")
    return parts if count > 1 and len(parts) == count else [text] * count


def _aliases(text: str, names: Sequence[FoundName]) -> tuple[str, ...]:
    own = {name.text for name in names}
    sentences = [one for one in _SENTENCES.split(text) if _ALIAS.search(plain(one))]
    found = [name.text for one in sentences for name in certain_names(one)]
    return tuple(name for name in dict.fromkeys(found) if name not in own)


def _doubt(name: FoundName) -> str:
    return f"is {name.written!r} the name of a cookie?" if is_word(name) else ""


def _shortened(words: str, session: bool) -> str:
    return words or ("session" if session else "")
