"""Field by field: what a policy's entry and the declared one say differently."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from crawler.cookies import StorageType
from crawler.declared import Category, Consent, Declaration, DeclaredCookie, Site
from crawler.domains import registrable_domain
from crawler.lifetime_ranges import agree, read_lifetime
from crawler.lifetimes import Lifetime
from crawler.policy.draft_entry import Doubt, DraftEntry
from crawler.policy.pairing import same_domain
from crawler.policy.terms import lengths_in
from crawler.policy.words import Field, categories_in, plain


@dataclass(frozen=True, slots=True)
class Said:
    """What both say of a field; ``doubt`` where the policy's words may mean something else."""

    field: str
    published: str
    declared: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    published: DraftEntry
    declared: DeclaredCookie
    site: Site
    declaration: Declaration

    def doubt(self, field: Field) -> Doubt | None:
        """What is unsure of a field; a contradiction within the policy first."""
        doubts = [one for one in self.published.doubts if one.field is field]
        return max(doubts, key=lambda one: one.contradiction, default=None)


def differences(
    published: DraftEntry, declared: DeclaredCookie, site: Site, declaration: Declaration
) -> Iterator[Said]:
    """What the two say differently. What the policy does not say is no difference.

    But a lifetime is: users have to be told each (CJEU C-673/17), so one that is declared and
    not published is the declaration's own.
    """
    case = _Case(published, declared, site, declaration)
    for rule in _RULES:
        if (said := rule(case)) is not None:
            yield said


def _lifetime(case: _Case) -> Said | None:
    doubt = case.doubt(Field.LIFETIME)
    published = _read(case.published.lifetime)
    declared = case.declared.lifetime
    told = Said(
        "lifetime",
        case.published.lifetime or "none",
        declared.text if declared else "none",
        doubt.text if doubt else "",
    )
    if published is not None and declared is not None and agree(published, declared):
        return told if doubt and doubt.contradiction else None
    if published is None and doubt is not None:
        possible = lengths_in(doubt.text)
        if not possible:
            return Said(told.field, told.published, told.declared) if declared else None
        settled = declared is not None and all(agree(one, declared) for one in possible)
        return None if settled else told
    return None if published is None and declared is None else told


def _domain(case: _Case) -> Said | None:
    doubt, entry = case.doubt(Field.DOMAIN), case.declared
    own = entry.domain or registrable_domain(case.site.host)
    told = Said(
        "domain",
        case.published.domain or "none",
        entry.domain or f"the site's own ({case.site.host})",
        doubt.text if doubt else "",
    )
    if doubt is not None and own in doubt.text:
        return None
    if doubt is not None and not case.published.domain:
        return told
    return None if same_domain(case.published.domain, entry, case.site) else told


def _category(case: _Case) -> Said | None:
    doubt, declared = case.doubt(Field.CATEGORY), case.declared.category
    told = Said("category", case.published.category or "none", declared or "none")
    unsure = Said(told.field, told.published, told.declared, doubt.text if doubt else "")
    if doubt is not None and doubt.contradiction:
        return unsure
    if case.published.category is None:
        several = categories_in(doubt.text) if doubt else ()
        return None if not several or (declared in several and _go_together(several)) else unsure
    if case.published.category is declared or _mapped(case):
        return None
    return told


def _go_together(categories: Collection[Category]) -> bool:
    """Whether one entry can be of all: what is needed for the service counts or sells nobody."""
    other = {Category.ANALYTICS, Category.MARKETING}
    return Category.NECESSARY not in categories or not other.intersection(categories)


def _mapped(case: _Case) -> bool:
    """Whether the declaration maps the policy's own word to the category of the entry."""
    called = plain(case.published.called)
    own = case.declaration.categories.items()
    return any(to is case.declared.category and plain(word) in called for word, to in own)


def _consent(case: _Case) -> Said | None:
    published, declared = case.published, case.declared
    if published.optional:
        said = Consent.REQUIRED
    elif published.category is Category.NECESSARY and declared.category is Category.NECESSARY:
        said = Consent.EXEMPT
    else:
        return None
    if said is declared.consent or (said is Consent.REQUIRED and not declared.consent_stated):
        return None
    return Said("consent", said, declared.consent)


def _type(case: _Case) -> Said | None:
    published, declared = case.published.type, case.declared.type
    if published is declared or published is StorageType.COOKIE:
        return None
    return Said("type", published, declared)


_RULES: tuple[Callable[[_Case], Said | None], ...] = (
    _lifetime,
    _domain,
    _category,
    _consent,
    _type,
)


def _read(text: str) -> Lifetime | None:
    try:
        return read_lifetime(text) if text else None
    except ValueError:
        return None
