"""From the file to the declaration, with everything that is wrong in it at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.cookies import ANONYMOUS
from crawler.declared.cookie import DeclaredCookie
from crawler.declared.declaration import Declaration, Waiver
from crawler.declared.document import Document, Place, read_document
from crawler.declared.model import Category, Context, Model
from crawler.declared.sentences import instead_of_nothing, place_of, sentence_of
from crawler.declared.site import Site
from crawler.declared.wording import quoted
from crawler.errors import BadInput, Problem

_Entry = TypeVar("_Entry", bound=Model)


def load_declaration(path: Path) -> Declaration:
    """Read a declaration. Raises BadInput with every problem, each with its line."""
    document = read_document(path, instead_of_nothing)
    context = _context(document)
    problems = [*document.problems, *_duplicates(document, context)]
    try:
        declaration = Declaration.model_validate(document.root, context=context)
    except ValidationError as error:
        raise BadInput([*problems, *_problems(document, error)]) from None
    if problems:
        raise BadInput(problems)
    return declaration


def _context(document: Document) -> Context:
    """What single entries refer to, as far as it can be read."""
    own, sites = document.root.get("categories"), document.root.get("sites")
    declared = sites.values() if isinstance(sites, dict) else ()
    roles = [one.get("roles") for one in declared if isinstance(one, dict)]
    words = own.items() if isinstance(own, dict) else ()
    return Context(
        categories={word: Category(of) for word, of in words if of in set(Category)},
        sites=frozenset(sites) if isinstance(sites, dict) else None,
        roles=frozenset(
            (ANONYMOUS, *(name for one in roles if isinstance(one, dict) for name in one))
        ),
        folder=document.file.parent,
    )


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    for one in error.errors(include_url=False):
        place = place_of(one)
        # That a default was not worked out is no mistake of its own.
        if one["type"] != "default_factory_not_called" and place not in document.unreadable:
            yield document.problem(place, sentence_of(one))


def _duplicates(document: Document, context: Context) -> Iterator[Problem]:
    """Entries that say the same of the same cookie, among those that can be read at all."""
    sites = {site.name: site for _, site in _readable(Site, document, "sites", context)}
    first: dict[tuple[object, ...], Place] = {}
    hosts = {
        name: sites[name].declared_host if name in sites else "" for name in context.sites or ("",)
    }
    for place, cookie in _readable(DeclaredCookie, document, "cookies", context):
        yield from _same(document, first, place, cookie.name, _claims(cookie, hosts))
    for place, waiver in _readable(Waiver, document, "waivers", context):
        yield from _same(document, first, place, waiver.cookie, [(waiver.rule, waiver.cookie)])


def _claims(cookie: DeclaredCookie, hosts: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """What an entry claims for itself: each name on each of its sites, for each of its roles."""
    for site in cookie.sites or hosts:
        for name in cookie.names:
            for role in cookie.roles or ("",):
                yield name, site, cookie.domain or hosts.get(site, ""), cookie.type, role


def _same(
    document: Document,
    first: dict[tuple[object, ...], Place],
    place: Place,
    name: str,
    claims: Iterable[tuple[object, ...]],
) -> Iterator[Problem]:
    """At most one problem for an entry that claims what an earlier one did."""
    claims = list(claims)
    earlier = next((first[claim] for claim in claims if claim in first), None)
    if earlier is not None:
        line = document.places[earlier][0]
        yield document.problem(
            place, f"{quoted(name)} is declared in line {line} already: keep one"
        )
    for claim in claims:
        first.setdefault(claim, place)


def _readable(
    model: type[_Entry], document: Document, key: str, context: Context
) -> Iterator[tuple[Place, _Entry]]:
    """The entries of a section that are right in themselves."""
    section: Any = document.root.get(key)
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(section, dict):
        pairs = section.items()
    elif isinstance(section, list):
        pairs = enumerate(section)
    for step, entry in pairs:
        try:
            yield (key, step), model.model_validate(entry, context=context)
        except ValidationError:
            continue  # the whole validation says what is wrong with it
